//! fayan 法眼 reads Chinese government reports on 法治政府建设: it finds their sections, the figures
//! they state and the shortcomings they admit, and checks their arithmetic.
//!
//! The house has floors, and a module uses only floors below its own:
//!
//! | floor | module | what lives there |
//! | --- | --- | --- |
//! | 0 | [`text`] | decoded text and positions in it, folding, cutting, display width, wrapping |
//! | 0 | [`lexicon`] | the tables of the language and their compiled automata |
//! | 1 | [`report`] | the model: plain types, no parsing |
//! | 1–6 | [`locale`] | every text that a reader is told, in both languages: one file for each floor that speaks, using that floor's types alone |
//! | 2 | [`source`] | a path becomes a document |
//! | 3 | [`outline`], [`figures`], [`shortcomings`], [`audit`] | what is found in one document |
//! | 4 | [`corpus`] | many reports, read in parallel |
//! | 5 | [`search`] | words, regular expressions, pinyin and ranked terms looked for in a corpus |
//! | 5 | [`cite`], [`notes`] | passages with their source; bookmarks and notes on them, in SQLite |
//! | 6 | [`config`] | the effective configuration: file, environment and command line |
//! | 7 | [`cli`], [`tui`] | two faces over the same floors |

#![cfg_attr(test, allow(clippy::string_slice, reason = "a test may panic"))]

pub mod audit;
pub mod cite;
pub mod cli;
pub mod config;
pub mod corpus;
pub mod figures;
pub mod lexicon;
pub mod locale;
pub mod notes;
pub mod outline;
pub mod report;
pub mod search;
pub mod shortcomings;
pub mod source;
pub mod text;
pub mod tui;
