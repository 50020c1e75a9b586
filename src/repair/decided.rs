//! Decisions: which of overlapping candidates is chosen, and the repairs that the rounds decided
//! on.

use super::candidate::{Alternative, Candidate};
use super::working_text::{Replacement, WorkingText};

/// The most alternatives that are kept with a repair.
const MAX_ALTERNATIVES: usize = 3;

/// The candidates with the highest confidence that do not overlap. Of equal ones the longer phrase
/// is chosen, then the earlier place.
pub(super) fn choose(mut candidates: Vec<Candidate>) -> Vec<Candidate> {
    candidates.sort_by(|a, b| {
        b.confidence
            .total_cmp(&a.confidence)
            .then(b.len.cmp(&a.len))
            .then(a.start.cmp(&b.start))
            .then(a.after.cmp(&b.after))
    });
    let words = candidates.iter().map(|candidate| candidate.start + candidate.len).max().unwrap_or(0);
    let mut taken: Vec<Option<usize>> = vec![None; words];
    let mut chosen: Vec<Candidate> = Vec::new();
    for candidate in candidates {
        let place = &mut taken[candidate.start..candidate.start + candidate.len];
        match place.iter().flatten().min() {
            Some(&winner) => chosen[winner].note(&candidate, "lower confidence"),
            None => {
                place.fill(Some(chosen.len()));
                chosen.push(candidate);
            }
        }
    }
    chosen
}

/// The text after candidates that do not overlap.
pub(super) fn apply(candidates: &[Candidate], current: &WorkingText) -> WorkingText {
    let mut sorted: Vec<&Candidate> = candidates.iter().collect();
    sorted.sort_by_key(|candidate| candidate.start);
    current.with(sorted.into_iter().map(|candidate| Replacement {
        words: candidate.start..candidate.start + candidate.len,
        after: &candidate.after,
    }))
}

impl Candidate {
    /// Adds another candidate for some of the same words to the alternatives; `why` says why it was
    /// not chosen.
    pub(super) fn note(&mut self, other: &Candidate, why: &'static str) {
        let overlaps = other.start < self.start + self.len && self.start < other.start + other.len;
        if overlaps && self.others.len() < MAX_ALTERNATIVES && other.after != self.after {
            self.others.push(Alternative { after: other.after.clone(), confidence: other.confidence, why });
        }
    }
}

/// A candidate with its place among the document's own words, which later rounds do not change.
#[derive(Debug)]
pub(super) struct Proposal {
    pub(super) candidate: Candidate,
    /// The first and the last of the words.
    pub(super) own: (usize, usize),
}

/// The proposals that the rounds have decided on so far.
#[derive(Debug, Default)]
pub(super) struct Decided(Vec<Proposal>);

impl Decided {
    /// Adds candidates for the text of a round.
    pub(super) fn add<'c>(&mut self, candidates: impl IntoIterator<Item = &'c Candidate>, current: &WorkingText) {
        let proposals = candidates.into_iter().map(|one| Proposal { candidate: one.clone(), own: one.own(current) });
        self.0.extend(proposals);
    }

    /// Adds candidates, and removes earlier proposals for the same words.
    pub(super) fn replace<'c>(
        &mut self,
        candidates: impl IntoIterator<Item = &'c Candidate> + Clone,
        current: &WorkingText,
    ) {
        let places: Vec<(usize, usize)> = candidates.clone().into_iter().map(|one| one.own(current)).collect();
        self.0.retain(|proposal| !places.iter().any(|(a, b)| *a <= proposal.own.1 && proposal.own.0 <= *b));
        self.add(candidates, current);
    }

    /// Removes proposals with less than this confidence.
    pub(super) fn keep_from(&mut self, confidence: f64) {
        self.0.retain(|proposal| proposal.candidate.confidence >= confidence);
    }

    /// All proposals, in the order of their places.
    pub(super) fn by_place(mut self) -> Vec<Proposal> {
        self.0.sort_by_key(|proposal| proposal.own);
        self.0
    }
}
