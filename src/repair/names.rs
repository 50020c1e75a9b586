//! Names: which a candidate takes out, brings in or cuts, as far as capitals inside sentences tell.

use super::context::RepairContext;
use super::evidence::Candidate;
use super::working_text::WorkingText;

impl RepairContext<'_> {
    /// Whether a candidate takes out a part of a name.
    pub(super) fn takes_out_name(&self, current: &WorkingText, candidate: &Candidate) -> bool {
        let (first, last) = candidate.own(current);
        (first..=last).any(|at| self.own.is_name(at, self.document.text))
    }

    /// Whether the best reading of a candidate brings one in.
    pub(super) fn brings_in_name(&self, candidate: &Candidate) -> bool {
        candidate.readings.first().is_some_and(|best| {
            let (there, text) = (self.indexes[best.witness].words, self.witnesses[best.witness].text);
            (best.place..best.place + best.words).any(|at| there.is_name(at, text))
        })
    }

    /// Whether the words `first..=last` are a name of which only a part is kept: "U.S. Senate" for "Senate", "Elizabeth II" for
    /// "Elizabeth".
    pub(super) fn shortens_name(&self, first: usize, last: usize, after: &[u32]) -> bool {
        let capital = |at: usize| self.own.spans[at].of(self.document.text).starts_with(char::is_uppercase);
        let keeps = (first..=last).any(|at| after.contains(&self.own.ids[at]));
        keeps && (first..=last).all(capital)
    }

    /// Whether some witness writes the words `first..=last` with their capitals inside a sentence.
    pub(super) fn is_known_name(&self, first: usize, last: usize) -> bool {
        let small = |at: usize| self.own.spans[at].of(self.document.text).starts_with(char::is_lowercase);
        (first..=last).all(|at| small(at) || self.is_known_as_name(at))
    }

    /// Whether some witness writes a word of the document with a capital inside a sentence.
    pub(super) fn is_known_as_name(&self, at: usize) -> bool {
        self.indexes.iter().zip(self.witnesses).any(|(index, witness)| {
            index.places(self.own.ids[at]).iter().any(|&place| index.words.is_name(place, witness.text))
        })
    }
}
