//! What is decided: of candidates that meet the surest, and all that the rounds agreed on.

use super::evidence::{Alternative, Candidate};
use super::working_text::WorkingText;

/// Alternative words for a place that are kept with a repair, at the most.
const MAX_OTHERS: usize = 3;

/// The surest candidates that do not overlap. Ties go to the longer phrase, then the earlier place.
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
            Some(&winner) => chosen[winner].note(&candidate, "less sure"),
            None => {
                place.fill(Some(chosen.len()));
                chosen.push(candidate);
            }
        }
    }
    chosen
}

impl Candidate {
    /// Notes another that was meant for some of the same words, and why it was not chosen.
    pub(super) fn note(&mut self, other: &Candidate, why: &'static str) {
        let meets = other.start < self.start + self.len && self.start < other.start + other.len;
        if meets && self.others.len() < MAX_OTHERS && other.after != self.after {
            self.others.push(Alternative { after: other.after.clone(), confidence: other.confidence, why });
        }
    }
}

/// A candidate with its place among the document's own words, which no later round moves.
#[derive(Debug)]
pub(super) struct Proposal {
    pub(super) candidate: Candidate,
    /// The first and the last of the words.
    pub(super) own: (usize, usize),
}

/// What the rounds agreed on so far.
#[derive(Debug, Default)]
pub(super) struct Decided(Vec<Proposal>);

impl Decided {
    /// Adds what a round found in the text as it then was.
    pub(super) fn add<'c>(&mut self, candidates: impl IntoIterator<Item = &'c Candidate>, current: &WorkingText) {
        let proposals = candidates.into_iter().map(|one| Proposal { candidate: one.clone(), own: one.own(current) });
        self.0.extend(proposals);
    }

    /// Adds these in the place of what was decided for the same words.
    pub(super) fn replace<'c>(
        &mut self,
        candidates: impl IntoIterator<Item = &'c Candidate> + Clone,
        current: &WorkingText,
    ) {
        let places: Vec<(usize, usize)> = candidates.clone().into_iter().map(|one| one.own(current)).collect();
        self.0.retain(|proposal| !places.iter().any(|(a, b)| *a <= proposal.own.1 && proposal.own.0 <= *b));
        self.add(candidates, current);
    }

    /// Drops what is less sure than this.
    pub(super) fn keep_from(&mut self, confidence: f64) {
        self.0.retain(|proposal| proposal.candidate.confidence >= confidence);
    }

    /// All of it, by place.
    pub(super) fn by_place(mut self) -> Vec<Proposal> {
        self.0.sort_by_key(|proposal| proposal.own);
        self.0
    }
}
