//! The nouns: plain data that every stage shares, without input or output.

mod counts;
mod damage;
mod decision;
mod document;
mod edit;
mod lexicon;
mod link;
mod measure;
mod places;
mod repair;
mod run;
mod span;
mod words;

pub use counts::{Counts, FURNITURE_RULE};
pub use damage::Damage;
pub use decision::Decision;
pub use document::{DocId, Document, Label, Origin, RawDocument, Segment, Token, TokenKind};
pub use edit::{Edit, Patch, PatchError, RuleId, restore};
pub use lexicon::{Confusion, Lexicon};
pub use link::{Cluster, Family, Link, PassagePair, Relation};
pub use measure::{MEASURES, Measure, Scale, measure};
pub use places::Places;
pub use repair::{Band, Rejected, Repair, RepairKind, Stance, Verdict, Witness};
pub use run::{DocumentReport, Failure, ReusedLexicon, Role, RunReport, Timing};
pub use span::{Clean, Draft, Original, Repaired, Span};
pub use words::{Passage, Vocabulary, Words};
