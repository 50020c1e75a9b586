//! Shingles that so many stories have that sharing them means nothing.

use super::copies::ExactCopies;
use super::fingerprint::{Fingerprint, Sampling};
use super::hashed::HashedSet;
use super::link::{Edge, Pair};
use super::sibling_pairs::SiblingLists;
use super::sketches::SketchStore;
use crate::model::Relation;

/// The share of common shingles in a document above which its links are measured again.
const MUCH_COMMON: f64 = 0.15;

/// Shingles that so many stories have that sharing them means nothing: stock phrases and page
/// boilerplate.
#[derive(Debug, Clone, Default)]
pub(crate) struct CommonShingles {
    hashes: HashedSet,
    sampling: Sampling,
    /// For each document that is the first of its exact copies, the number of its sibling samples
    /// that are common.
    counts: Vec<u32>,
}

impl CommonShingles {
    /// An empty set, for `documents` documents with sibling samples of this density.
    pub(crate) fn new(documents: usize, sampling: Sampling) -> Self {
        CommonShingles { hashes: HashedSet::default(), sampling, counts: vec![0; documents] }
    }

    /// Adds the common shingles that [`sibling_lists`](super::sibling_lists) found.
    pub(crate) fn add(&mut self, found: &SiblingLists) {
        self.hashes.extend(&found.common);
        for &doc in &found.docs_with_common {
            self.counts[doc as usize] += 1;
        }
    }

    /// Whether no shingle is common.
    pub(crate) fn is_empty(&self) -> bool {
        self.hashes.is_empty()
    }

    /// Whether a shingle is common.
    pub(super) fn contains(&self, hash: u64) -> bool {
        self.hashes.contains(&hash)
    }

    /// Whether more than `MUCH_COMMON` of a document is common, so that its links to copies must
    /// be measured again without the common part.
    pub(super) fn is_much_of(&self, fingerprint: &Fingerprint) -> bool {
        let common = fingerprint.sibling_sample.iter().filter(|hash| self.hashes.contains(hash)).count();
        common as f64 > MUCH_COMMON * fingerprint.sibling_sample.len() as f64
    }

    /// The pairs, sorted, whose links must be measured again because they were found before the
    /// common shingles were known: those where both documents consist of common shingles to more
    /// than `MUCH_COMMON` and the two are no exact copies.
    pub(crate) fn doubtful(&self, edges: &[Edge], sketches: &SketchStore, copies: &ExactCopies) -> Vec<Pair> {
        if self.is_empty() {
            return Vec::new();
        }
        let is_much = |doc: u32| {
            let common = self.counts[copies.first_of[doc as usize] as usize];
            f64::from(common) > MUCH_COMMON * f64::from(sketches.sketch(doc).sibling_samples)
        };
        let measured = edges.iter().filter(|edge| edge.relation != Relation::Exact).map(|edge| (edge.a, edge.b));
        let mut doubtful: Vec<Pair> = measured.filter(|&(a, b)| is_much(a) && is_much(b)).collect();
        doubtful.sort_unstable();
        doubtful
    }

    /// Whether a passage with these shingles is common: more than half of those that were sampled
    /// are.
    pub(crate) fn covers(&self, shingles: &[u64]) -> bool {
        let threshold = self.sampling.threshold();
        let (mut sampled, mut common) = (0, 0);
        for hash in shingles.iter().filter(|&&hash| hash <= threshold) {
            sampled += 1;
            common += self.hashes.contains(hash) as usize;
        }
        common * 2 > sampled
    }
}
