//! A family to proposed repairs: triage, readings, evidence, decision.

mod background;
mod channel;
mod evidence;
mod form;
mod propose;
mod readings;
mod thesaurus;
mod triage;

pub use propose::{Member, propose};
pub use triage::{Triage, triage};
