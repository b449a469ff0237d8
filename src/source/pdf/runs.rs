//! The glyphs of a page, joined to runs where one follows the other, and turned upright.

use super::super::layout::{Page, Piece, Rule};

/// Where a glyph stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Spot {
    /// Where it begins, on its base line.
    pub(super) x: f64,
    pub(super) y: f64,
    /// The direction of its line.
    pub(super) along: (f64, f64),
    /// How long it is along its line.
    pub(super) length: f64,
    /// The size of its font.
    pub(super) size: f64,
}

/// Where lines run to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Direction {
    Right,
    Down,
    Left,
    Up,
}

impl Direction {
    const ALL: [Self; 4] = [Self::Right, Self::Down, Self::Left, Self::Up];

    /// `None` for text across the page: watermarks.
    fn of((x, y): (f64, f64)) -> Option<Self> {
        if y.abs() < x.abs() * 0.1 {
            Some(if x > 0.0 { Self::Right } else { Self::Left })
        } else if x.abs() < y.abs() * 0.1 {
            Some(if y > 0.0 { Self::Down } else { Self::Up })
        } else {
            None
        }
    }

    /// Coordinates as they are when the page is turned so that lines run to the right.
    fn upright(self, x: f64, y: f64) -> (f64, f64) {
        match self {
            Self::Right => (x, y),
            Self::Down => (y, -x),
            Self::Left => (-x, -y),
            Self::Up => (-y, x),
        }
    }
}

/// A run of glyphs on one line.
#[derive(Debug, Clone)]
struct Run {
    direction: Direction,
    x: f64,
    y: f64,
    /// Where the last glyph ends, and the last one that is no blank.
    end: f64,
    ink: f64,
    size: f64,
    text: String,
}

/// The text of a stretch told in another way, and where its glyphs stand.
#[derive(Debug)]
struct Actual {
    text: String,
    first: Option<Spot>,
    last: Option<Spot>,
}

/// The glyphs of a page.
#[derive(Debug, Default)]
pub(super) struct Runs {
    runs: Vec<Run>,
    open: Option<Run>,
    actual: Option<Actual>,
    bytes: usize,
    /// Number of glyphs, and of those whose text is not told.
    pub(super) glyphs: usize,
    pub(super) unreadable: usize,
}

/// The text of a glyph that is not told.
const UNREADABLE: &str = "\u{FFFD}";

impl Runs {
    /// Adds a glyph.
    pub(super) fn push(&mut self, text: Option<&str>, spot: &Spot) {
        let all = [spot.x, spot.y, spot.length, spot.size, spot.along.0, spot.along.1];
        if !all.iter().all(|n| n.is_finite()) {
            return;
        }
        if let Some(actual) = &mut self.actual {
            actual.first.get_or_insert(*spot);
            actual.last = Some(*spot);
            return;
        }
        self.glyphs += 1;
        let private = |c: char| matches!(c, '\u{E000}'..='\u{F8FF}');
        self.unreadable += usize::from(text.is_none_or(|text| text.contains(private)));
        self.add(text.unwrap_or(UNREADABLE), spot);
    }

    fn add(&mut self, text: &str, spot: &Spot) {
        let Some(direction) = Direction::of(spot.along) else { return };
        let (x, y) = direction.upright(spot.x, spot.y);
        self.bytes += text.len();
        let end = x + spot.length;
        let is_blank = text.chars().all(char::is_whitespace);
        if let Some(run) = &mut self.open {
            let gap = x - run.end;
            let follows = run.direction == direction
                && (run.y - y).abs() < run.size * 0.1
                && (run.size - spot.size).abs() < run.size * 0.05
                && (run.size * -0.1..run.size * 0.15).contains(&gap);
            if follows {
                run.text.push_str(text);
                run.end = end;
                if !is_blank {
                    run.ink = end;
                }
                return;
            }
        }
        self.close();
        let ink = if is_blank { x } else { end };
        let (size, text) = (spot.size, text.to_owned());
        self.open = Some(Run { direction, x, y, end, ink, size, text });
    }

    fn close(&mut self) {
        let run = self.open.take();
        self.runs.extend(run.filter(|run| !run.text.trim().is_empty()));
    }

    /// From here on the glyphs say this.
    pub(super) fn replace(&mut self, text: String) {
        self.actual = Some(Actual { text, first: None, last: None });
    }

    /// The glyphs speak for themselves again.
    pub(super) fn replaced(&mut self) {
        let Some(Actual { text, first: Some(first), last: Some(last) }) = self.actual.take() else {
            return;
        };
        let length = (last.x - first.x).hypot(last.y - first.y) + last.length;
        self.glyphs += 1;
        self.add(&text, &Spot { length, ..first });
    }

    /// To be called when all glyphs have been added.
    pub(super) fn finish(&mut self) {
        self.replaced();
        self.close();
    }

    /// Number of runs so far.
    pub(super) fn len(&self) -> usize {
        self.runs.len()
    }

    /// Bytes of text so far.
    pub(super) fn bytes(&self) -> usize {
        self.bytes
    }

    /// The page's text; that in another direction than most of it comes after the rest, as a page of
    /// its own. `width` and `height` are those of the page as it is shown.
    pub(super) fn pages(
        self,
        number: u32,
        (width, height): (f64, f64),
        rules: &[Rule],
    ) -> Vec<Page> {
        let mut parts: Vec<(usize, Page)> = Vec::new();
        for direction in Direction::ALL {
            let of_it = self.runs.iter().filter(|run| run.direction == direction);
            let inside = |run: &&Run| {
                let (across, along) = match direction {
                    Direction::Right | Direction::Left => (height, width),
                    Direction::Down | Direction::Up => (width, height),
                };
                let (x, y) = match direction {
                    Direction::Right => (run.x, run.y),
                    Direction::Down => (run.x, run.y + width),
                    Direction::Left => (run.x + width, run.y + height),
                    Direction::Up => (run.x + height, run.y),
                };
                // Text beside the page is not seen.
                x < along && x + (run.ink - run.x) > 0.0 && y > 0.0 && y - run.size < across
            };
            let pieces: Vec<Piece> = of_it
                .filter(inside)
                .map(|run| Piece {
                    x: run.x,
                    y: run.y,
                    width: run.ink - run.x,
                    size: run.size,
                    text: run.text.clone(),
                })
                .collect();
            if pieces.is_empty() {
                continue;
            }
            let (top, height) = match direction {
                Direction::Right => (0.0, height),
                Direction::Down => (-width, width),
                Direction::Left => (-height, height),
                Direction::Up => (0.0, width),
            };
            let rules = rules.iter().filter_map(|rule| {
                let turn = |(x, y)| direction.upright(x, y);
                let [start, end] = rule.ends();
                Rule::between(turn(start), turn(end))
            });
            let count = pieces.iter().map(|piece| piece.text.len()).sum();
            parts.push((count, Page { number, top, height, pieces, rules: rules.collect() }));
        }
        parts.sort_by_key(|part| std::cmp::Reverse(part.0));
        parts.into_iter().map(|(_, page)| page).collect()
    }
}
