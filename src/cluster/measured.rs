//! All that was measured of two texts, for people who ask why.

use super::Edge;
use crate::model::{Clean, Relation, Span};

/// What decided how two texts are related. Where they are not, what came closest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// The same words in the same order.
    SameWords,
    /// Enough of the longer text's tokens align.
    Aligned,
    /// They share shingles enough.
    SharedShingles,
    /// Enough of the shorter text stands in the longer.
    Contained,
    /// They align, but give other numbers: one form, filled in twice.
    OtherNumbers,
    /// They share passages.
    SharedPassages,
    /// Their rare words and names tell one event.
    SameEvent,
    /// They share too little.
    TooLittle,
}

impl Reason {
    /// As written for programs.
    pub fn name(self) -> &'static str {
        match self {
            Reason::SameWords => "same_words",
            Reason::Aligned => "aligned",
            Reason::SharedShingles => "shared_shingles",
            Reason::Contained => "contained",
            Reason::OtherNumbers => "other_numbers",
            Reason::SharedPassages => "shared_passages",
            Reason::SameEvent => "same_event",
            Reason::TooLittle => "too_little",
        }
    }
}

/// Facts in the same places of two texts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counted {
    /// Those that are the same.
    pub kept: usize,
    /// Those that are others.
    pub changed: usize,
}

/// All that was measured of two texts, whether they are related or not.
#[derive(Debug, Clone, PartialEq)]
pub struct Measured {
    /// The closest relation that holds, if any.
    pub relation: Option<Relation>,
    /// What decided.
    pub reason: Reason,
    /// Whether so many facts are others that the texts are no copies, however well they align.
    pub is_other_facts: bool,
    /// Measures and passages; its relation is that of [`Self::relation`], or the loosest where there is none.
    pub(crate) edge: Edge,
    /// Shared passages in the clean texts, in the order of the first.
    pub passages: Vec<(Span<Clean>, Span<Clean>)>,
    /// Tokens of `a` and of `b`.
    pub tokens: (usize, usize),
    /// Tokens that stand for each other.
    pub aligned: usize,
    /// Numbers in the same places.
    pub numbers: Counted,
    /// Names in the same places.
    pub names: Counted,
    /// Shared tokens that do not count, since many stories have them.
    pub common: usize,
}

impl Measured {
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

    /// The share of the shorter text's tokens that align with the longer one's.
    pub fn share_of_shorter(&self) -> f64 {
        self.aligned as f64 / self.tokens.0.min(self.tokens.1).max(1) as f64
    }

    /// The shares of the longer and of the shorter text that align, by which is judged: what many stories have is left out.
    pub fn judged_shares(&self) -> (f64, f64) {
        let share =
            |of: usize| self.aligned.saturating_sub(self.common) as f64 / of.saturating_sub(self.common).max(1) as f64;
        (share(self.tokens.0.max(self.tokens.1)), share(self.tokens.0.min(self.tokens.1)))
    }
}
