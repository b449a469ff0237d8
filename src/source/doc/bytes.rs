//! Numbers and ranges in the streams of a document, none of them trusted.

/// A piece of a stream.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bytes<'a>(pub(super) &'a [u8]);

impl<'a> Bytes<'a> {
    /// The byte at `at`.
    pub(super) fn u8(self, at: usize) -> Option<u8> {
        self.0.get(at).copied()
    }

    /// The 16 bits from byte `at`, least first.
    pub(super) fn u16(self, at: usize) -> Option<u16> {
        let bytes = self.0.get(at..at.checked_add(2)?)?;
        Some(u16::from_le_bytes(bytes.try_into().ok()?))
    }

    /// The 32 bits from byte `at`, least first.
    pub(super) fn u32(self, at: usize) -> Option<u32> {
        let bytes = self.0.get(at..at.checked_add(4)?)?;
        Some(u32::from_le_bytes(bytes.try_into().ok()?))
    }

    /// As [`Self::u32`], as an offset.
    pub(super) fn offset(self, at: usize) -> Option<usize> {
        usize::try_from(self.u32(at)?).ok()
    }

    /// `length` bytes from byte `at`.
    pub(super) fn part(self, at: usize, length: usize) -> Option<Bytes<'a>> {
        self.0.get(at..at.checked_add(length)?).map(Bytes)
    }

    /// All from byte `at`.
    pub(super) fn from(self, at: usize) -> Option<Bytes<'a>> {
        self.0.get(at..).map(Bytes)
    }

    pub(super) fn len(self) -> usize {
        self.0.len()
    }
}

/// A table of positions with data between them (MS-DOC 2.2.2, PLC): one position more than data.
#[derive(Debug, Clone, Copy)]
pub(super) struct Plc<'a> {
    bytes: Bytes<'a>,
    size: usize,
    /// Number of data.
    pub(super) count: usize,
}

impl<'a> Plc<'a> {
    /// A table whose data are `size` bytes each.
    pub(super) fn new(bytes: Bytes<'a>, size: usize) -> Self {
        let count = bytes.len().saturating_sub(4) / (4 + size);
        Self { bytes, size, count }
    }

    /// The position of number `index`, of which there is one more than data.
    pub(super) fn position(self, index: usize) -> Option<u32> {
        (index <= self.count).then(|| self.bytes.u32(index * 4)).flatten()
    }

    /// The data of number `index`.
    pub(super) fn data(self, index: usize) -> Option<Bytes<'a>> {
        if index >= self.count {
            return None;
        }
        self.bytes.part((self.count + 1) * 4 + index * self.size, self.size)
    }
}
