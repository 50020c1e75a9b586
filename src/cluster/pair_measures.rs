//! All measures of a pair of texts, for explanations.

use super::link::Edge;
use crate::model::{Clean, Relation, Span};

/// What decided how two texts are related, or how they failed to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkReason {
    /// They have the same words in the same order.
    SameWords,
    /// Enough of the longer text's tokens align.
    Aligned,
    /// They share enough shingles, though not in the same order.
    SharedShingles,
    /// Enough of the shorter text is in the longer one.
    Contained,
    /// They align, but with different numbers in the same positions: one form, filled in twice.
    OtherNumbers,
    /// They share passages.
    SharedPassages,
    /// Their rare words and names show that they report the same event.
    SameEvent,
    /// They share too little.
    TooLittle,
}

impl LinkReason {
    /// The name of the reason in JSON output.
    pub fn name(self) -> &'static str {
        match self {
            LinkReason::SameWords => "same_words",
            LinkReason::Aligned => "aligned",
            LinkReason::SharedShingles => "shared_shingles",
            LinkReason::Contained => "contained",
            LinkReason::OtherNumbers => "other_numbers",
            LinkReason::SharedPassages => "shared_passages",
            LinkReason::SameEvent => "same_event",
            LinkReason::TooLittle => "too_little",
        }
    }
}

/// The numbers, or the names, in the same positions of two aligned texts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct FactCounts {
    /// How many are the same in both texts.
    pub same: usize,
    /// How many differ.
    pub different: usize,
}

/// All measures of two texts, whether they are related or not.
#[derive(Debug, Clone, PartialEq)]
pub struct PairMeasures {
    /// The closest relation that holds, if any.
    pub relation: Option<Relation>,
    /// What decided.
    pub reason: LinkReason,
    /// Whether so many facts differ that the texts are no copies, however well they align.
    pub is_other_facts: bool,
    /// The measures of the link. Its relation is that of [`Self::relation`], or the loosest one if
    /// there is none.
    pub(crate) edge: Edge,
    /// Shared passages as byte ranges of the clean texts, in the order of the first text.
    pub passages: Vec<(Span<Clean>, Span<Clean>)>,
    /// The number of tokens of `a` and of `b`.
    pub tokens: (usize, usize),
    /// The number of tokens that align.
    pub aligned: usize,
    /// The numbers in the same positions.
    pub numbers: FactCounts,
    /// The names in the same positions.
    pub names: FactCounts,
    /// The number of aligned tokens that do not count, because many stories have them.
    pub common: usize,
}

impl PairMeasures {
    /// The share of the longer text's tokens that align: `0.0..=1.0`.
    pub fn similarity(&self) -> f64 {
        self.edge.similarity
    }

    /// Exact Jaccard similarity of the two sets of shingles: `0.0..=1.0`.
    pub fn jaccard(&self) -> f64 {
        self.edge.jaccard
    }

    /// The shares of the shingles of `a` that `b` has, and of `b` that `a` has: `0.0..=1.0`.
    pub fn containments(&self) -> (f64, f64) {
        (self.edge.containment_a, self.edge.containment_b)
    }

    /// The share of the shorter text's tokens that align with tokens of the longer one.
    pub fn share_of_shorter(&self) -> f64 {
        self.aligned as f64 / self.tokens.0.min(self.tokens.1).max(1) as f64
    }

    /// The shares of the longer and of the shorter text that align, without the tokens that many
    /// stories have. Copies are decided by these shares.
    pub fn judged_shares(&self) -> (f64, f64) {
        let share =
            |of: usize| self.aligned.saturating_sub(self.common) as f64 / of.saturating_sub(self.common).max(1) as f64;
        (share(self.tokens.0.max(self.tokens.1)), share(self.tokens.0.min(self.tokens.1)))
    }
}
