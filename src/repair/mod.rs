//! Repair: from a family of documents to proposed repairs, by way of triage, readings, evidence and
//! decision.
//!
//! [`crate::pipeline::clean`] runs all of it, and `docs/repair.md` describes how repair decides.
//! [`triage`](fn@triage) needs only one text:
//!
//! ```
//! use unspin::{repair::triage, text::tokens};
//!
//! let spun = "The bridge will take been closed since the letter was revealed past the mayor.";
//! let clean = "The bridge will have been closed since the letter was revealed by the mayor.";
//! let look = |text: &str| triage(text, &tokens(text));
//!
//! assert_eq!(look(clean).spun_score, 0.0);
//! assert!(look(spun).spun_score > 5.0, "two words are where no author puts them");
//! assert!(look(spun).hits.contains(&("past".to_owned(), "by".to_owned())));
//! ```

mod candidate;
mod context;
mod damage;
mod decided;
mod document_features;
mod evidence;
mod gap;
mod guards;
mod house_style;
mod kinds;
mod lexicon;
mod member;
mod models;
mod propose;
mod quotations;
mod readings;
mod render;
mod rounds;
mod second_pass;
mod substitutes;
mod substitution_model;
mod triage;
mod unwitnessed;
mod word_differences;
mod working_text;

pub(crate) use damage::{merge_repairs, repair_damage};
pub use kinds::{Example, KINDS, Kind, kind};
pub(crate) use lexicon::{AttestedPair, LexiconView, TextEvidence, WordPair, learn};
pub use lexicon::{listed, substitutes};
pub(crate) use member::Member;
pub(crate) use propose::{ProposedRepairs, propose};
pub use triage::{Triage, triage};
pub(crate) use word_differences::WordDifference;
