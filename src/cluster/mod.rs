//! Fingerprints to candidate pairs to verified links to clusters and families.
//!
//! [`crate::pipeline::cluster`] finds them among records, [`crate::pipeline::survey`] among more than fit into memory, and
//! [`crate::pipeline::Compared`] tells why two documents are linked or are not, in the terms of this module.
//!
//! Everything here knows documents by their rank among the sorted ids (`u32`), so that results do not depend on input
//! order. The tiers, in the order of the walk:
//!
//! 1. `Copies`: documents with the same tokens, by a 128-bit hash. From here on, one of them stands for all.
//! 2. `paired_copies`: pairs that share samples enough to be copies; `Bench::verify` measures each exactly.
//! 3. `clusters` of what was found, so that a story counts once however many copies it has;
//! 4. `paired_siblings`: pairs of different stories that share rarer shingles; verified alike.
//! 5. `paired_events`: pairs of different stories that share rare names: the same event in other words.

mod alignment;
mod batch;
mod candidates;
mod date;
mod events;
mod explain;
mod fingerprint;
mod groups;
mod hashed;
mod holders;
mod measured;
mod prints;
mod quality;
mod reading;
mod slots;
mod tokens;
mod unique;
mod verify;

pub(crate) use batch::{Bench, batches};
pub(crate) use candidates::{
    Common, Copies, Pair, closest_siblings, copy_runs, paired_copies, paired_siblings, sibling_runs,
};
pub(crate) use events::{Names, Words, closest_events, counted, paired_events};
pub use explain::Shared;
pub(crate) use explain::{cosine, measured, shared_names, shared_samples, shared_siblings, walked};
pub(crate) use fingerprint::{Fingerprint, Sampling, Scratch, fingerprint};
pub(crate) use groups::{clusters, families, stories};
pub(crate) use holders::{Counter, Holders, Posting};
pub use measured::{Counted, Measured, Reason};
pub(crate) use prints::Prints;
pub(crate) use quality::{Quality, Standing, kept};
pub(crate) use reading::MAX_READ;
pub use verify::CONTAINMENT;

use crate::model::{Clean, Relation, Span};

/// A verified relation of documents `a < b`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Edge {
    /// The document with the smaller id.
    pub a: u32,
    /// The other one.
    pub b: u32,
    /// The closest relation that holds.
    pub relation: Relation,
    /// The share of the longer text's tokens that align.
    pub similarity: f64,
    /// Exact Jaccard similarity of the shingles.
    pub jaccard: f64,
    /// The share of `a`'s shingles in `b`.
    pub containment_a: f64,
    /// The share of `b`'s shingles in `a`.
    pub containment_b: f64,
    /// Tokens in the midst of one text where the other has as long a passage of its own: an edit changes some words, but
    /// pages of one site have another article in the same frame.
    pub replaced: u32,
}

/// A relation with its evidence.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Found {
    /// The relation.
    pub edge: Edge,
    /// Shared passages in the clean texts, in the order of `a`; on neither side do two of them overlap.
    pub passages: Vec<(Span<Clean>, Span<Clean>)>,
}
