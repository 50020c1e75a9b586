//! Relations of documents: links between two, clusters of copies, families of possible witnesses.

use serde::{Deserialize, Serialize};

use super::named::named_enum;
use super::{DocId, Original, Span, score};

named_enum! {
    /// How two documents are related, from the closest to the loosest.
    pub enum Relation: "relation" {
        /// The same normalized text.
        Exact = "exact",
        /// At least 0.7 of the longer text's tokens align, or the share that `cluster.threshold`
        /// sets.
        NearDuplicate = "near_duplicate",
        /// At least 0.8 of the shorter text is part of the longer one.
        Containment = "containment",
        /// The two share passages or quotes, or report the same event: witnesses for repair, never
        /// merged.
        Sibling = "sibling",
    }
}

/// A verified relation of two documents. Similarities lie in `0.0..=1.0`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Link {
    /// The document with the smaller id.
    pub a: DocId,
    /// The other one.
    pub b: DocId,
    /// The closest relation that holds.
    pub relation: Relation,
    /// The share of the longer text's tokens that align with the other's.
    #[serde(with = "score")]
    pub similarity: f64,
    /// Exact Jaccard similarity of the two sets of shingles.
    #[serde(with = "score")]
    pub jaccard: f64,
    /// The share of `a`'s shingles that are also in `b`.
    #[serde(with = "score")]
    pub containment_a: f64,
    /// The share of `b`'s shingles that are also in `a`.
    #[serde(with = "score")]
    pub containment_b: f64,
    /// The passages that both have, in the order of `a`.
    pub passages: Vec<PassagePair>,
}

/// One passage that two documents share: bytes of each one's original, end-exclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct PassagePair {
    /// Its place in `a`, written as `[start, end]`.
    #[serde(with = "pair")]
    pub a: Span<Original>,
    /// Its place in `b`.
    #[serde(with = "pair")]
    pub b: Span<Original>,
}

/// A span as `[start, end]`.
mod pair {
    use super::{Original, Span};
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub(super) fn serialize<S: Serializer>(span: &Span<Original>, to: S) -> Result<S::Ok, S::Error> {
        [span.start, span.end].serialize(to)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Span<Original>, D::Error> {
        let [start, end] = <[usize; 2]>::deserialize(from)?;
        if end < start {
            return Err(serde::de::Error::custom(format!("a passage ends before it starts: [{start}, {end}]")));
        }
        Ok(Span::new(start, end))
    }
}

/// Copies of one text: two members or more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cluster {
    /// The smallest member id.
    pub cluster: DocId,
    /// Every member, sorted by id.
    pub members: Vec<DocId>,
    /// The representative, which is kept: the others are its duplicates.
    pub kept: DocId,
}

/// Documents connected by links of any relation: each can be a witness for the others.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Family {
    /// Every member, sorted by id.
    pub members: Vec<DocId>,
}
