//! A family to proposed repairs: triage, readings, evidence, decision.

mod alone;
mod background;
mod case;
mod channel;
mod current;
mod damage;
mod decided;
mod evidence;
mod form;
mod gap;
mod hindsight;
mod kinds;
mod lexicon;
mod names;
mod objection;
mod proof;
mod propose;
mod quotations;
mod readings;
mod rounds;
mod substitutes;
mod taboo;
mod thesaurus;
mod triage;
mod weights;
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
