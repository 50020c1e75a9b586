//! Verified links between documents, and the numbers by which documents are identified.

use crate::model::{Clean, Relation, Span};

/// The position of a document among the sorted ids of the run, counted from 0.
pub(crate) type DocIndex = u32;

/// Two documents, the one with the smaller index first.
pub(crate) type Pair = (DocIndex, DocIndex);

/// The relation of two documents `a < b` with its measures, as found by comparing the whole texts.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Edge {
    /// The document with the smaller id.
    pub a: DocIndex,
    /// The document with the larger id.
    pub b: DocIndex,
    /// The closest relation that holds.
    pub relation: Relation,
    /// The share of the longer text's tokens that align, `0.0..=1.0`.
    pub similarity: f64,
    /// The exact Jaccard similarity of the two sets of shingles, `0.0..=1.0`.
    pub jaccard: f64,
    /// The share of `a`'s shingles that `b` has too, `0.0..=1.0`.
    pub containment_a: f64,
    /// The share of `b`'s shingles that `a` has too, `0.0..=1.0`.
    pub containment_b: f64,
    /// Tokens of passages inside one text where the other has a passage of its own at least as
    /// long. An edit changes some words, but two pages of one site have different articles inside
    /// the same boilerplate.
    pub replaced: u32,
}

/// A verified link: the relation of two documents and the passages that they share.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct VerifiedLink {
    /// The relation and its measures.
    pub edge: Edge,
    /// Shared passages as byte ranges of the two clean texts, in the order of `a`. On neither side
    /// do two of them overlap.
    pub passages: Vec<(Span<Clean>, Span<Clean>)>,
}
