//! Cleans scraped news: normalizes, drops page boilerplate, finds copies, and repairs spun text from its siblings, with
//! evidence for every edit.
//!
//! This page leads from one text to a whole run that a reader decided on and a test keeps. Each step names the items to read on; all
//! examples are run as tests. The command line does the same; `docs/tour.md` is its way in.
//!
//! | you have | you want | take |
//! |---|---|---|
//! | one text | its characters and spaces right | [`normalize::normalize`] |
//! | one text | its lines labelled, its sentences, its words | [`segment`] |
//! | a place in a clean text | the place that it came from | [`Patch::to_original`](model::Patch::to_original) |
//! | files, folders, JSONL, HTML | records | [`read::open`] |
//! | records | copies and siblings | [`pipeline::cluster`] |
//! | records | all of it, repairs too | [`pipeline::clean`]; [`pipeline::run`] from files |
//! | millions of records | one at a time in bounded memory | [`pipeline::stream`], [`pipeline::survey`] |
//! | a report | a run folder | [`report::save`] |
//! | repairs and a reader | the reader's will | [`pipeline::decide`], [`read::decisions`] |
//! | a run | the originals back | [`Patch::revert`](model::Patch::revert), [`model::restore`] |
//! | results that were right | a test that they stay | [`golden`] |
//!
//! # One text
//! A text goes in; out come the clean text and every edit that led there, each with its place, its words and its rule:
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
//! // Nothing is lost: the edits lead back, and so does every place.
//! assert_eq!(patch.revert(&clean)?, scraped);
//! let at = clean.find("reporter").expect("it is there");
//! assert_eq!(patch.to_original((at..at + 8).into()).of(scraped), "reporter");
//! # Ok::<(), unspin::model::PatchError>(())
//! ```
//!
//! A page has more in it than its story. [`segment::lines`] says which line is what, [`segment::drop_boilerplate`] gives the edits that
//! take the page's own lines out, and two patches become one with [`then`](model::Patch::then).
//!
//! # Many records
//! What one text cannot show, others can: which line stands on every page of a site, who copied whom, and what an article spinner did.
//! Records come from files ([`read::open`]) or from a program ([`RawDocument::new`](model::RawDocument::new)); the walk gives a
//! [`RunReport`](model::RunReport) of them:
//!
//! ```
//! use unspin::{config::Config, model::{RawDocument, Verdict}, pipeline};
//!
//! let letter = "“We refuse to build the platform that powers ICE, and we refuse to contribute to tools that violate human rights,” \
//!     the letter said. It was first published by The Hill, and it has been signed by more than 100 people.";
//! let spun = "“We refuse to build the platform that powers ICE, and nosotros refuse to contribute to tools that violate human rights,” \
//!     the missive said. It was showtime published past The Hill, and it has been signed past more than 100 people.";
//! let records = vec![RawDocument::new("a", letter), RawDocument::new("b", spun)];
//! let report = pipeline::clean(records, &Config::default());
//!
//! let [first, second] = &report.documents[..] else { panic!("two records, two reports") };
//! assert_eq!(first.text(), letter, "a witness is not touched");
//! assert!(second.text().contains("It was first published by The Hill"));
//!
//! // Every repair says how sure it is, and who bears witness.
//! let repair = second.repairs().iter().find(|repair| repair.before == "showtime").expect("it is repaired");
//! assert_eq!((&*repair.after, repair.verdict), ("first", Verdict::Accepted));
//! assert!(repair.witnesses[0].text.contains("first published by The Hill"));
//! ```
//!
//! # A run on disk, and what a reader says of it
//! [`pipeline::run`] reads files and folders, [`report::save`] writes the folder that `unspin clean IN -o OUT` writes: the texts, every
//! edit, repair, link and cluster as JSONL, and `report.html` for people. What a reader decides there comes back with [`read::decisions`]:
//!
//! ```
//! use unspin::model::{Decision, Verdict};
//! use unspin::{config::Config, pipeline::{self, Until}, read, report};
//!
//! // Five articles of this repository, one of them spun; under these settings three repairs wait for a reader.
//! let (inputs, mut config) = (["corpus".into()], Config::default());
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
//! assert!(stale.is_empty(), "every decision found its repair");
//! report::save(&home.path().join("out"), &inputs, &config, &run)?;
//! let repairs = std::fs::read_to_string(home.path().join("out/repairs.jsonl"))?;
//! assert_eq!(repairs.matches(r#""verdict":"accepted","by":"Ann""#).count(), 1);
//!
//! // And all the way back: clean text less repairs less edits is the file, byte for byte.
//! for document in &run.documents {
//!     let original = document.patch().revert(document.clean_text())?;
//!     assert_eq!(original, std::fs::read_to_string(format!("corpus/{}", document.id()))?);
//! }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # A test of your own
//! [`golden`] keeps what a reader accepted, for `unspin golden check` and for a test in your own suite.
//!
//! # What holds everywhere
//! * Places are bytes, end-exclusive, and typed by the text that they index: a [`Span<Original>`](model::Span) is no `Span<Clean>`.
//! * Results depend on records and configuration alone: not on threads, on the order of the records, on the clock or the machine.
//! * One bad record never fails a run: it is in [`failures`](model::RunReport::failures), with a sentence that says where and why. What stops a run
//!   is an [`error::Error`].
//! * The library never prints, and opens no network.
//! * Configurations and reports will get more fields: make a configuration from its default, and change what you want.
//!
//! Items that stages need of each other and nobody else are hidden from these pages; `ARCHITECTURE.md` draws the house.

pub mod cluster;
pub mod config;
mod english;
pub mod error;
pub mod golden;
pub mod model;
pub mod normalize;
pub mod pipeline;
pub mod read;
pub mod repair;
pub mod report;
pub mod segment;
pub mod text;
