//! Documents that are analysed together, and what is told of them.

use super::{Entry, Event, Options, Problem, Reason, TOGETHER, analyse, analyse_all};
use crate::lexicon::Lexicon;
use crate::source::{self, Document, guard, sanitize};
use std::path::PathBuf;
use std::sync::Arc;

/// Bytes of text that are analysed together, so that little memory is taken at any time.
const BYTES: usize = 4 << 20;

/// A text of more bytes is analysed alone, in limited time.
const LONG: usize = 256 << 10;

/// What is told of a file.
pub(super) enum Message<T> {
    /// Of no file in particular.
    Aside(Event<T>),
    /// Of the file of this number in the order.
    Of(usize, Event<T>),
    /// The file of this number has been read.
    Over(usize),
}

/// Makes what is told of several documents, or tells why nothing could be made of one.
pub(super) type Make<'a, T> = &'a (dyn Fn(Vec<Document>) -> Vec<Result<T, Reason>> + Sync);

/// Documents that wait to be analysed, and what is to be told among them, in order.
pub(super) struct Batch<T> {
    items: Vec<Item<T>>,
    documents: Vec<Document>,
    bytes: usize,
    /// How many documents are analysed together: few at first, so that there is soon one to read.
    limit: usize,
}

enum Item<T> {
    /// The next of the documents, of the file of this number.
    Document(usize, PathBuf),
    Told(Message<T>),
}

impl<T> Batch<T> {
    pub(super) fn new() -> Self {
        Self { items: Vec::new(), documents: Vec::new(), bytes: 0, limit: 1 }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// Whether it is time to analyse what is here, of which no more than `share` documents are to be
    /// together.
    pub(super) fn is_full(&self, share: usize) -> bool {
        let long = self.documents.last().is_some_and(is_long);
        long || self.documents.len() >= self.limit.min(share) || self.bytes >= BYTES
    }

    /// Whether a document is better analysed without those that are here.
    pub(super) fn has_no_room_for(&self, document: &Document) -> bool {
        let full = is_long(document) || self.bytes + document.text.len() > BYTES;
        full && !self.documents.is_empty()
    }

    /// Adds a document of the file of this number, or why it could not be read.
    pub(super) fn add(&mut self, number: usize, path: PathBuf, read: Result<Document, Reason>) {
        match read {
            Ok(document) => {
                self.bytes += document.text.len();
                self.documents.push(document);
                self.items.push(Item::Document(number, path));
            }
            Err(reason) => self.say(Message::Of(number, problem(path, reason))),
        }
    }

    /// Adds what is to be told after what is here.
    pub(super) fn say(&mut self, message: Message<T>) {
        self.items.push(Item::Told(message));
    }

    /// Analyses what is here and tells all of it.
    pub(super) fn finish(&mut self, make: Make<'_, T>) -> Vec<Message<T>> {
        let documents = std::mem::take(&mut self.documents);
        self.limit = (self.limit * 2).min(TOGETHER);
        self.bytes = 0;
        let mut made = if documents.is_empty() { Vec::new() } else { make(documents) }.into_iter();
        let message = |item| match item {
            Item::Told(message) => Some(message),
            Item::Document(number, path) => Some(Message::Of(
                number,
                made.next()?.map_or_else(|reason| problem(path, reason), Event::Read),
            )),
        };
        self.items.drain(..).filter_map(message).collect()
    }
}

fn is_long(document: &Document) -> bool {
    document.text.len() > LONG
}

fn problem<T>(path: PathBuf, reason: Reason) -> Event<T> {
    let reason = match reason {
        Reason::Crash(message) | Reason::Source(source::Error::Crash(message)) => {
            Reason::Crash(sanitize::line(&message))
        }
        other => other,
    };
    Event::Problem(Problem { path, reason })
}

/// The reports of these documents, each turned into what is told of it. A crash over one of them
/// costs that one only.
pub(super) fn reports<T>(
    documents: Vec<Document>,
    options: &Options,
    lexicon: &Arc<Lexicon>,
    make: &dyn Fn(Entry) -> T,
) -> Vec<Result<T, Reason>> {
    let documents: Vec<Arc<Document>> = documents.into_iter().map(Arc::new).collect();
    let told = |entry: Entry| guard::run(|| make(entry)).map_err(Reason::Crash);
    if documents.len() > 1
        && let Ok(reports) = guard::run(|| analyse_all(&documents, lexicon, options.rejected))
    {
        let entries = documents.into_iter().zip(reports);
        return entries
            .map(|(document, report)| told(Entry { document, report: Arc::new(report) }))
            .collect();
    }
    let alone = |document| entry(document, lexicon, options).and_then(told);
    documents.into_iter().map(alone).collect()
}

/// The report of one document, in as much time as reading it may take.
fn entry(
    document: Arc<Document>,
    lexicon: &Arc<Lexicon>,
    options: &Options,
) -> Result<Entry, Reason> {
    let lexicon = Arc::clone(lexicon);
    let (read, rejected) = (Arc::clone(&document), options.rejected);
    let report = options
        .source
        .watched(read.text.len(), move || analyse(&read, &lexicon, rejected))
        .map_err(Reason::Source)?;
    Ok(Entry { document, report: Arc::new(report) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Written;
    use crate::source::{Format, PageMetadata, Places};
    use crate::text::Text;

    fn document(name: &str, content: &str) -> Document {
        Document {
            path: name.into(),
            format: Format::Plain,
            encoding: "UTF-8",
            text: Text::new(content.to_owned()),
            places: Places::default(),
            metadata: PageMetadata::default(),
        }
    }

    fn texts() -> Vec<Document> {
        vec![
            document("甲", "甲县2023年法治政府建设年度报告\n受理复议案件12件，审结9件。"),
            document(
                "乙",
                "乙县2022年法治政府建设工作总结\n培训辅导员30名，其中女性18名。\n存在的不足：一是宣传不够深入。",
            ),
            document("丙", ""),
        ]
    }

    fn written(entry: Entry) -> String {
        serde_json::to_string(&Written(&entry.report, &entry.document.text)).unwrap()
    }

    #[test]
    fn documents_are_read_together_as_each_alone() {
        let lexicon = Arc::new(Lexicon::builtin().unwrap());
        let options = Options { rejected: true, ..Options::default() };
        let together = reports(texts(), &options, &lexicon, &written);
        let alone: Vec<_> = texts()
            .into_iter()
            .flat_map(|text| reports(vec![text], &options, &lexicon, &written))
            .collect();
        assert_eq!(together, alone);
        assert!(together.iter().all(|made| made.as_ref().is_ok_and(|json| json.len() > 100)));
    }

    #[test]
    fn a_crash_over_one_costs_that_one_only() {
        let lexicon = Arc::new(Lexicon::builtin().unwrap());
        let make = |entry: Entry| {
            assert!(!entry.report.figures.is_empty(), "no figure");
        };
        let made = reports(texts(), &Options::default(), &lexicon, &make);
        assert_eq!(made, [Ok(()), Ok(()), Err(Reason::Crash("no figure".to_owned()))]);
    }

    #[test]
    fn what_is_told_keeps_its_order() {
        let mut batch: Batch<usize> = Batch::new();
        batch.limit = TOGETHER;
        batch.say(Message::Over(0));
        batch.add(1, "甲".into(), Ok(document("甲", "一")));
        batch.add(2, "乙".into(), Err(Reason::Crash("乙".to_owned())));
        batch.add(3, "丙".into(), Ok(document("丙", "二三")));
        assert!(
            !batch.is_full(TOGETHER) && batch.has_no_room_for(&document("丁", &"长".repeat(LONG)))
        );
        let make = |documents: Vec<Document>| documents.iter().map(|d| Ok(d.text.len())).collect();
        let told: Vec<_> = batch
            .finish(&make)
            .into_iter()
            .map(|message| match message {
                Message::Over(number) => format!("over {number}"),
                Message::Of(number, Event::Read(len)) => format!("{number} of {len}"),
                Message::Of(number, _) => format!("{number} failed"),
                Message::Aside(_) => String::new(),
            })
            .collect();
        assert_eq!(told, ["over 0", "1 of 3", "2 failed", "3 of 6"]);
        assert!(batch.is_empty());
    }
}
