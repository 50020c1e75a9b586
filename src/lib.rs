//! Cleans scraped news: normalizes, drops page furniture, finds copies, and repairs spun text from its siblings, with
//! evidence for every edit.
//!
//! The whole walk is [`pipeline::run`] for files and [`pipeline::clean`] for records in memory:
//!
//! ```
//! use unspin::config::Config;
//! use unspin::model::{Origin, RawDocument};
//!
//! let record = |id: &str, text: &str| RawDocument {
//!     id: id.into(),
//!     text: text.into(),
//!     fields: Default::default(),
//!     origin: Origin { input: "memory".into(), line: None },
//!     encoding: "utf-8",
//! };
//! let report = unspin::pipeline::clean(
//!     vec![record("a", "The ferry sailed at noon.Our reporter was on board of the old ship.")],
//!     &Config::default(),
//! );
//! let document = &report.documents[0];
//! assert_eq!(document.text(), "The ferry sailed at noon. Our reporter was on board of the old ship.");
//!
//! // Every change is there to be read, and to be undone.
//! let edit = &document.document.patch.edits()[0];
//! assert_eq!((&*edit.rule, edit.span.start), ("glue.sentence", 25));
//! assert_eq!(document.document.patch.revert(&document.document.text).unwrap(), document.document.raw.text);
//! ```
//!
//! One stage alone is a function of plain data: [`normalize::normalize`], [`segment::tokens`], [`segment::lines`],
//! [`align::passages`], [`repair::triage`], [`repair::propose`]. `ARCHITECTURE.md` draws the house.

pub mod align;
pub mod cluster;
pub mod config;
pub mod error;
pub mod golden;
pub mod model;
pub mod normalize;
pub mod pipeline;
pub mod read;
pub mod repair;
pub mod report;
pub mod segment;
