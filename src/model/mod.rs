//! The data that every stage shares: plain types, without input or output. A row of an output file
//! is a type of this module.
//!
//! A [`RawDocument`] is the input of a run, and a [`RunReport`] its result. The report has a
//! [`DocumentReport`] for each document (the record, its [`Patch`] of [`Edit`]s, its [`Repair`]s
//! with their [`Witness`]es, its [`Role`]), the [`Link`]s and [`Cluster`]s of all documents, and a
//! [`Failure`] for each record that could not be cleaned.
//!
//! # Four texts
//! [`Original`] is the record as it came in, [`Draft`] any text between two rules, [`Clean`] the
//! text after every edit, and [`Repaired`] the clean text with its accepted repairs. A [`Span`] is
//! a range of bytes of one of them; the end is exclusive, and the type says which text it is.
//!
//! # How edits and repairs go together
//! Edits lead from the original to the clean text, accepted repairs from there to the repaired
//! text. Both give their places in bytes of the original, so one rule is needed where they meet:
//!
//! > **The place of a repair covers every edit that it touches as a whole. Apply the edits first;
//! > then replace the edited form of `start..end`, which reads `before`, by `after`. To undo, take
//! > back the repairs first and then the edits.**
//!
//! The edited form of a place is the result of [`Patch::to_clean`]: its untouched bytes and the
//! `after` of every edit inside it, with an insertion at its start and without one at its end.
//! [`restore`] does this.

mod counts;
mod damage;
mod decision;
mod disjoint_sets;
mod document;
mod edit;
mod features;
mod fitted;
mod lexicon;
mod link;
mod named;
mod places;
mod repair;
mod rows;
mod run;
pub(crate) mod score;
mod span;

pub use counts::{BOILERPLATE_RULE, Counts};
pub use damage::Damage;
pub use decision::Decision;
pub(crate) use disjoint_sets::DisjointSets;
pub use document::{DocId, Document, Label, Origin, RawDocument, Segment, Token, TokenKind};
pub use edit::{Edit, Patch, PatchError, RuleId, restore};
pub(crate) use features::{CandidateFeatures, DamageFeatures, DocumentFeatures, LineFeatures, PlaceFeatures};
pub use features::{Feature, Scale, feature, features};
pub(crate) use fitted::Weights;
pub use fitted::{Fitted, Model, ModelError, ModelFile};
pub use lexicon::{Confusion, Lexicon};
pub use link::{Cluster, Family, Link, PassagePair, Relation};
pub use named::UnknownName;
pub use places::Places;
pub use repair::{Band, Rejected, Repair, RepairKind, Stance, Verdict, Witness};
pub use rows::{DocumentResult, DocumentRow, EditRow, RecordRow, RepairCounts, SegmentsRow};
pub use run::{DocumentReport, Failure, ReusedLexicon, Role, RunInfo, RunReport, Timing};
pub use span::{Clean, Draft, Original, Repaired, Span};
