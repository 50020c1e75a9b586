//! Fingerprints to candidate pairs to verified links to clusters and families.
//!
//! Everything here knows documents by their rank among the sorted ids (`u32`), so that results do not depend on input order.

use crate::config::ClusterConfig;
use crate::model::{Clean, Relation, Span};

/// What is kept of a document to find those that resemble it.
#[derive(Debug, Clone, Default)]
pub struct Fingerprint {
    /// The sampled shingle hashes.
    pub hashes: Vec<u64>,
}

/// The fingerprint of a clean text.
pub fn fingerprint(text: &str) -> Fingerprint {
    let _ = text;
    Fingerprint::default()
}

/// Pairs `(a, b)`, `a < b`, sorted, that may be related.
pub fn candidates(fingerprints: &[Fingerprint]) -> Vec<(u32, u32)> {
    let _ = fingerprints;
    Vec::new()
}

/// A verified relation of documents `a < b`.
#[derive(Debug, Clone, PartialEq)]
pub struct Edge {
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
    /// Shared passages in the clean texts, in the order of `a`.
    pub passages: Vec<(Span<Clean>, Span<Clean>)>,
}

/// Measures a candidate pair exactly; `None` if the two are not related.
pub fn verify(pair: (u32, u32), texts: (&str, &str), config: &ClusterConfig) -> Option<Edge> {
    let _ = (pair, texts, config);
    None
}

/// What decides which copy is kept.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Quality {
    /// Triage score: less is better.
    pub spun_score: f64,
    /// Bytes of clean text: more is better.
    pub length: usize,
}

/// The clusters that `edges` make, as sorted members with the kept one: strongest edge first, never bare transitive closure.
pub fn clusters(edges: &[Edge], quality: &[Quality], config: &ClusterConfig) -> Vec<(Vec<u32>, u32)> {
    let _ = (edges, quality, config);
    Vec::new()
}

/// The families of `documents` documents: those tied by edges of any relation, as sorted members, two or more.
pub fn families(edges: &[Edge], documents: usize) -> Vec<Vec<u32>> {
    let _ = (edges, documents);
    Vec::new()
}
