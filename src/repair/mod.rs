//! A family to proposed repairs: triage, readings, evidence, decision.
//!
//! [`crate::pipeline::clean`] walks through all of it, and `docs/repair.md` tells how it decides. What can be asked of one text alone is
//! [`triage`](fn@triage):
//!
//! ```
//! use unspin::{repair::triage, text::tokens};
//!
//! let spun = "The bridge will take been closed since the letter was revealed past the mayor.";
//! let clean = "The bridge will have been closed since the letter was revealed by the mayor.";
//! let look = |text: &str| triage(text, &tokens(text));
//!
//! assert_eq!(look(clean).spun_score, 0.0);
//! assert!(look(spun).spun_score > 5.0, "two words stand where no author puts them");
//! assert!(look(spun).hits.contains(&("past".to_owned(), "by".to_owned())));
//! ```

mod alone;
mod case;
mod channel;
mod current;
mod damage;
mod decided;
mod document_features;
mod evidence;
mod gap;
mod kinds;
mod lexicon;
mod models;
mod names;
mod objection;
mod propose;
mod quotations;
mod readings;
mod rounds;
mod second_pass;
mod substitutes;
mod taboo;
mod triage;
mod written;

#[doc(hidden)]
pub use case::Member;
#[doc(hidden)]
pub use damage::{join, mend};
pub use kinds::{Example, KINDS, Kind, kind};
#[doc(hidden)]
pub use lexicon::{Attested, Difference, Known, Pair, TextEvidence, learn, listed, substitutes};
#[doc(hidden)]
pub use propose::{Proposed, propose};
pub use triage::{Triage, triage};
