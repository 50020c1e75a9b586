//! What the repair of one document works with: its words, its witnesses, and the substitution
//! model.

use std::ops::Range;

use super::member::Member;
use super::readings::WitnessIndex;
use super::substitution_model::SubstitutionModel;
use crate::text::{Vocabulary, Words};

/// A document and its witnesses.
pub(super) struct RepairContext<'c> {
    /// The numbers of the words of the document and of the witnesses.
    pub(super) vocabulary: &'c Vocabulary,
    pub(super) document: Member<'c>,
    /// The words of the document.
    pub(super) own: &'c Words,
    pub(super) witnesses: &'c [Member<'c>],
    /// The words of each witness, in the order of `witnesses`.
    pub(super) indexes: &'c [WitnessIndex<'c>],
    pub(super) model: &'c SubstitutionModel,
    /// Quotations that a witness has word for word, as ranges of the document's words.
    pub(super) quoted: Vec<Range<usize>>,
}

impl RepairContext<'_> {
    /// The text of words by number, separated by spaces.
    pub(super) fn spelled(&self, words: &[u32]) -> String {
        words.iter().map(|&id| self.vocabulary.word(id)).collect::<Vec<_>>().join(" ")
    }
}
