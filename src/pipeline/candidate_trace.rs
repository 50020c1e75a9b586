//! A record of which pairs were compared in a run, and by which measures.

use crate::cluster::{CommonShingles, DocFrequencies, DocIndex, Pair, Sampling};

/// The candidate pairs of a run and what they were judged by. Pairs are sorted.
#[derive(Default)]
pub(super) struct CandidateTrace {
    /// Pairs that share enough samples to be copies.
    pub copies: Vec<Pair>,
    /// Pairs of different stories that share rare shingles.
    pub siblings: Vec<Pair>,
    /// Pairs of different stories that share rare names.
    pub events: Vec<Pair>,
    /// The story of each document; empty if no siblings were searched for.
    pub story_of: Vec<DocIndex>,
    /// The shingles that so many stories have that sharing them means nothing.
    pub common: CommonShingles,
    /// The document frequencies of words; `None` if no siblings were searched for.
    pub frequencies: Option<DocFrequencies>,
    /// How densely shingles were sampled for finding siblings.
    pub sampling: Sampling,
}
