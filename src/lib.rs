//! Cleans scraped news: fixes broken characters, removes page boilerplate, groups duplicates and
//! articles on the same story ("siblings"), and repairs spun or damaged words from what cleaner
//! siblings say at the same place. Every change is recorded with its place, its reason and its
//! evidence.
//!
//! This page goes from one text to a whole run with reviewed repairs and a test of its results. All
//! examples run as tests. The command line does the same; `docs/tour.md` introduces it.
//!
//! | you have | you want | use |
//! |---|---|---|
//! | one text | its characters and spaces fixed | [`normalize::normalize`] |
//! | one text | its lines labelled, its sentences, its tokens | [`segment`], [`text`] |
//! | a place in a clean text | the place in the original | [`Patch::to_original`](model::Patch::to_original) |
//! | files, folders, JSONL, HTML | records | [`read::open`] |
//! | records | links and clusters | [`pipeline::cluster`] |
//! | records | the whole run, repairs too | [`pipeline::clean`]; [`pipeline::run`] from files |
//! | millions of records | results in bounded memory | [`pipeline::stream`], [`pipeline::cluster_external`] |
//! | a report | a run folder on disk | [`report::save`] |
//! | a run folder | its rows | [`report::read_run`] |
//! | repairs and a reviewer | the decisions applied | [`pipeline::decide`], [`read::decisions`] |
//! | a run | the originals back | [`Patch::revert`](model::Patch::revert), [`model::restore`] |
//! | accepted results | a test that they stay | [`golden`] |
//!
//! # One text
//! The result is the clean text and every edit that led to it, each with its place, its words and
//! its rule:
//!
//! ```
//! use unspin::{config::NormalizeConfig, normalize::normalize};
//!
//! let scraped = "The ferry sailed at noon.Our reporter was on board of the old ship.";
//! let (patch, clean) = normalize(scraped, &NormalizeConfig::default());
//! assert_eq!(clean, "The ferry sailed at noon. Our reporter was on board of the old ship.");
//!
//! let [edit] = patch.edits() else { panic!("one space was lost") };
//! assert_eq!((&*edit.rule, edit.span.start, &*edit.after), ("glue.sentence", 25, " "));
//!
//! // The edits lead back to the original, and so does every place.
//! assert_eq!(patch.revert(&clean)?, scraped);
//! let at = clean.find("reporter").expect("it is there");
//! assert_eq!(patch.to_original((at..at + 8).into()).of(scraped), "reporter");
//! # Ok::<(), unspin::model::PatchError>(())
//! ```
//!
//! A page contains more than its story. [`segment::lines`] labels each line,
//! [`segment::drop_boilerplate`] returns the edits that remove boilerplate, and
//! [`Patch::then`](model::Patch::then) makes one patch of two.
//!
//! # Many records
//! Some things show only in a comparison of records: the lines that every page of a site has, who
//! copied whom, and what an article spinner changed. Records come from files ([`read::open`]) or
//! from your program ([`RawDocument::new`](model::RawDocument::new)); the run returns a
//! [`RunReport`](model::RunReport):
//!
//! ```
//! use unspin::{config::Config, model::{RawDocument, Verdict}, pipeline};
//!
//! let letter = "“We refuse to build the platform that powers ICE, and we refuse to contribute to tools that violate human rights,” \
//!     the letter said. It was first published by The Hill, and it has been signed by more than 100 people.";
//! let spun = "“We refuse to build the platform that powers ICE, and nosotros refuse to contribute to tools that violate human rights,” \
//!     the missive said. It was showtime published past The Hill, and it has been signed past more than 100 people.";
//! let records = [RawDocument::new("a", letter), RawDocument::new("b", spun)];
//! let report = pipeline::clean(records, &Config::default())?;
//!
//! let [first, second] = &report.documents[..] else { panic!("two records, two documents") };
//! assert_eq!(first.text(), letter, "a clean document is left alone");
//! assert!(second.text().contains("It was first published by The Hill"));
//!
//! // Every repair has a confidence and witnesses: the words of other documents at the same place.
//! let repair = second.repairs().iter().find(|repair| repair.before == "showtime").expect("it is repaired");
//! assert_eq!((&*repair.after, repair.verdict), ("first", Verdict::Accepted));
//! assert!(repair.witnesses[0].text.contains("first published by The Hill"));
//! # Ok::<(), unspin::error::Error>(())
//! ```
//!
//! # A run on disk, and its review
//! [`pipeline::run`] reads files and folders. [`report::save`] writes the folder that
//! `unspin clean IN -o OUT` writes: the texts, every edit, repair, link and cluster as JSONL, and
//! `report.html` for people. [`read::decisions`] reads what a reviewer decided:
//!
//! ```
//! use unspin::model::{Decision, Verdict};
//! use unspin::{config::Config, pipeline::{self, Until}, read, report};
//!
//! // Five articles of this repository, one of them spun; under these settings three repairs need a decision.
//! let (inputs, mut config) = (["corpus"], Config::default());
//! config.repair.high = 0.9;
//! let mut run = pipeline::run(&inputs, &config, Until::Repaired)?;
//! let repairs = run.documents.iter().flat_map(|document| document.repairs());
//! let pending: Vec<_> = repairs.filter(|repair| repair.verdict == Verdict::Pending).collect();
//! assert_eq!(pending.len(), 3);
//!
//! // The page and `unspin review` save such lines.
//! let home = tempfile::tempdir()?;
//! let decisions = home.path().join("decisions.jsonl");
//! std::fs::write(&decisions, serde_json::to_string(&Decision::on(pending[0], Verdict::Accepted, "Ann"))?)?;
//!
//! let stale = pipeline::decide(&mut run, &read::decisions(&decisions)?);
//! assert!(stale.is_empty(), "every decision matches a repair");
//! report::save(home.path().join("out"), &inputs, &config, &run)?;
//!
//! // The folder is read back as the types that it was written from.
//! let by_ann = report::read_run(home.path().join("out"))?.repairs()?.filter(|row| row.as_ref().is_ok_and(|row| row.by == "Ann"));
//! assert_eq!(by_ann.count(), 1);
//!
//! // The edits lead from the clean text back to the file, byte for byte.
//! for document in &run.documents {
//!     let original = document.patch().revert(document.clean_text())?;
//!     assert_eq!(original, std::fs::read_to_string(format!("corpus/{}", document.id()))?);
//! }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # A test of your own
//! [`golden`] keeps results that a reviewer accepted, for `unspin golden check` and for a test in
//! your own suite.
//!
//! # Features
//! | feature | adds |
//! |---|---|
//! | `cli` | the program `unspin`; includes `files` |
//! | `files` | configuration files, run folders ([`report`]), golden cases ([`golden`]), temporary files of [`pipeline::cluster_external`] |
//! | `html` | HTML inputs; without it, they are failures that name this feature |
//! | `parallel` | threads; without it, the results are the same |
//!
//! All are on by default. Without them, a library has a fifth of the dependencies, and still
//! normalizes, segments, clusters and repairs:
//!
//! ```toml
//! unspin = { version = "0.1", default-features = false }
//! ```
//!
//! # What holds everywhere
//! * Places are byte offsets, the end is exclusive, and their type names the text: a
//!   [`Span<Original>`](model::Span) is not a `Span<Clean>`.
//! * Results depend only on records and configuration: not on threads, on the order of the records,
//!   on the clock or on the machine.
//! * One bad record never stops a run: it is in [`failures`](model::RunReport::failures), with a
//!   sentence on where and why. What stops a run is an [`error::Error`] of a kind that a caller can
//!   match.
//! * The library does not print, and does not use the network.
//! * Configurations and reports will get more fields: make a configuration from its default, and
//!   change what you want.
//!
//! `ARCHITECTURE.md` describes the modules and how they depend on each other.

pub mod cluster;
pub mod config;
mod english;
pub mod error;
#[cfg(feature = "files")]
pub mod golden;
pub mod model;
pub mod normalize;
pub mod pipeline;
pub mod read;
pub mod repair;
#[cfg(feature = "files")]
pub mod report;
pub mod segment;
pub mod text;
