//! A family to proposed repairs: triage, readings, evidence, decision.

mod alone;
mod background;
mod channel;
mod damage;
mod evidence;
mod form;
mod hindsight;
mod lexicon;
mod objection;
mod proof;
mod propose;
mod quotations;
mod readings;
mod substitutes;
mod taboo;
mod thesaurus;
mod triage;
mod weights;

#[doc(hidden)]
pub use damage::{join, mend};
#[doc(hidden)]
pub use lexicon::{Attested, Difference, Known, Pair, TextEvidence, learn, listed, substitutes};
#[doc(hidden)]
pub use propose::{Member, Proposed, propose};
pub use triage::{Triage, triage};
