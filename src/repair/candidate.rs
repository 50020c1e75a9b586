//! Candidates: possible repairs, with the evidence for and against them.

use super::readings::WitnessReading;
use super::working_text::WorkingText;
use crate::model::CandidateFeatures;

/// Words to replace, the new words, and the evidence for and against.
#[derive(Debug, Clone)]
pub(super) struct Candidate {
    /// The first of the words to replace, in the working text.
    pub(super) start: usize,
    /// The number of words to replace.
    pub(super) len: usize,
    /// The new words, by number.
    pub(super) after: Vec<u32>,
    /// The best reading of each source, the best first.
    pub(super) readings: Vec<WitnessReading>,
    /// Where witnesses have the document's own words in the same place: the number of the witness, and the place.
    pub(super) against: Vec<(usize, usize)>,
    /// Other words for the place, by confidence, the highest first.
    pub(super) others: Vec<Alternative>,
    /// The features of the candidate.
    pub(super) features: CandidateFeatures,
    /// The probability that the candidate is right: `0.0..=1.0`.
    pub(super) confidence: f64,
}

/// Words that were considered for the place of a candidate, and not chosen.
#[derive(Debug, Clone)]
pub(super) struct Alternative {
    /// The words, by number.
    pub(super) after: Vec<u32>,
    /// The probability that the words are right: `0.0..=1.0`.
    pub(super) confidence: f64,
    /// Why the words were not chosen, as part of a sentence.
    pub(super) why: &'static str,
}

impl Candidate {
    /// A candidate that has not been measured.
    pub(super) fn new(start: usize, len: usize, after: Vec<u32>, readings: Vec<WitnessReading>) -> Self {
        let (against, others) = (Vec::new(), Vec::new());
        Candidate {
            start,
            len,
            after,
            readings,
            against,
            others,
            features: CandidateFeatures::default(),
            confidence: 0.0,
        }
    }

    /// The words to replace.
    pub(super) fn before<'c>(&self, current: &'c WorkingText) -> &'c [u32] {
        &current.ids[self.start..self.start + self.len]
    }

    /// The first and the last of the document's own words that it replaces.
    pub(super) fn own(&self, current: &WorkingText) -> (usize, usize) {
        current.own_words(&(self.start..self.start + self.len))
    }
}
