//! A family to proposed repairs: triage, readings, evidence, decision.

mod alone;
mod background;
mod channel;
mod damage;
mod evidence;
mod form;
mod proof;
mod propose;
mod readings;
mod taboo;
mod thesaurus;
mod triage;
mod weights;

pub use damage::{join, mend};
pub use propose::{Member, propose};
pub use triage::{Triage, triage};
