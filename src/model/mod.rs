//! The nouns: plain data that every stage shares, without input or output.
//!
//! A [`RawDocument`] goes into the walk, a [`RunReport`] comes out. It holds a [`DocumentReport`] for each document (the
//! [`Document`] with its [`Patch`] of [`Edit`]s, its [`Repair`]s with their [`Witness`]es, its [`Role`]), the [`Link`]s and
//! [`Cluster`]s of all, and a [`Failure`] for each record that could not be cleaned.
//!
//! # Four texts
//! [`Original`] is the record as it came in, [`Draft`] any text between two rules, [`Clean`] the text after every edit, and [`Repaired`] that
//! with its accepted repairs. A [`Span`] is a range of bytes, end-exclusive, of one of them; which one is part of its type.
//!
//! # How edits and repairs stand together
//! Edits lead from the original to the clean text, accepted repairs from there to the repaired text. Both
//! tell their places in bytes of the original, so one rule is needed where they meet:
//!
//! > **A repair's place covers whole every edit that it touches. Apply the edits first; then put `after` where the
//! > edited form of `start..end`, which reads `before`, now stands. To undo, go the other way round.**
//!
//! The edited form of a place is what [`Patch::to_clean`] gives: its untouched bytes and the `after` of every
//! edit inside it, an insertion at its start included and one at its end not. [`restore`] is the rule as code.

mod counts;
mod damage;
mod decision;
mod document;
mod edit;
mod features;
mod fitted;
mod lexicon;
mod link;
mod places;
mod repair;
mod run;
mod span;

pub use counts::{BOILERPLATE_RULE, Counts};
pub use damage::Damage;
pub use decision::Decision;
pub use document::{DocId, Document, Label, Origin, RawDocument, Segment, Token, TokenKind};
pub use edit::{Edit, Patch, PatchError, RuleId, restore};
pub(crate) use features::{CandidateFeatures, DamageFeatures, DocumentFeatures, LineFeatures, PlaceFeatures};
pub use features::{Feature, Scale, feature, features};
pub(crate) use fitted::Weights;
pub use fitted::{Fitted, Model, ModelError, ModelFile};
pub use lexicon::{Confusion, Lexicon};
pub use link::{Cluster, Family, Link, PassagePair, Relation};
pub use places::Places;
pub use repair::{Band, Rejected, Repair, RepairKind, Stance, Verdict, Witness};
pub use run::{DocumentReport, Failure, ReusedLexicon, Role, RunReport, Timing};
pub use span::{Clean, Draft, Original, Repaired, Span};
