//! A witness whose pieces are paired with those of the text, and its words for a place.

use std::ops::Range;

use super::super::member::Member;
use super::paired::PiecePair;
use super::pieces::{Pieces, core};
use super::word_class::word_class;

/// A witness, and which of its pieces are opposite those of the text.
pub(super) struct AlignedWitness<'v, 't> {
    pub(super) member: &'v Member<'t>,
    pub(super) text: &'v Pieces<'t>,
    pub(super) pairs: Vec<PiecePair>,
    /// How many pieces of the text read the same in the witness.
    pub(super) same: usize,
    /// For each piece of the text the number of its pair.
    pair_of: Vec<Option<u32>>,
}

/// What a witness has in a place for which another witness supports a repair.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum WitnessAnswer {
    /// The words of the text itself: it opposes the repair.
    Own,
    /// The words of the witness that supports the repair: it supports the repair too.
    Agrees,
    /// Other correct words: it contradicts both.
    Other,
    /// Nothing, or damaged words: it does not count.
    Nothing,
}

impl<'v, 't> AlignedWitness<'v, 't> {
    /// A witness of a text that has `pieces` pieces.
    pub(super) fn new(member: &'v Member<'t>, text: &'v Pieces<'t>, pieces: usize, pairs: Vec<PiecePair>) -> Self {
        let mut pair_of = vec![None; pieces];
        for (number, pair) in pairs.iter().enumerate() {
            pair_of[pair.own.clone()].fill(u32::try_from(number).ok());
        }
        let same = pairs.iter().filter(|pair| pair.same).map(|pair| pair.own.len()).sum();
        AlignedWitness { member, text, pairs, same, pair_of }
    }

    /// The pieces of the witness opposite some of the text's. `None` if the witness lacks the
    /// place, or its pairs begin or end inside of it.
    pub(super) fn opposite(&self, own: &Range<usize>) -> Option<Range<usize>> {
        let pair = |at: usize| self.pair_of[at].map(|number| &self.pairs[number as usize]);
        let (first, last) = (pair(own.start)?, pair(own.end - 1)?);
        let whole = first.own.start == own.start && last.own.end == own.end;
        let place = first.theirs.start..last.theirs.end;
        (whole && !place.is_empty()).then_some(place)
    }

    /// The last piece of the witness before a place of the text.
    pub(super) fn near(&self, own: &Range<usize>) -> Range<usize> {
        let before = self.pairs.partition_point(|pair| pair.own.start <= own.start).saturating_sub(1);
        let at = self.pairs.get(before).map_or(0, |pair| pair.theirs.start).min(self.text.len() - 1);
        at..at + 1
    }

    /// What the witness has in a place for which `supporter` supports a repair.
    pub(super) fn answer(&self, own_text: &Pieces, own: &Range<usize>, supporter: &AlignedWitness) -> WitnessAnswer {
        let (Some(here), Some(there)) = (self.opposite(own), supporter.opposite(own)) else {
            return WitnessAnswer::Nothing;
        };
        let theirs = self.text.joined(&here);
        if theirs == own_text.joined(own) {
            return WitnessAnswer::Own;
        }
        let words = |text: &str| text.split(' ').map(core).collect::<Vec<_>>().join(" ").to_lowercase();
        if words(&theirs) == words(&supporter.text.joined(&there)) {
            return WitnessAnswer::Agrees;
        }
        let strange = here.clone().any(|at| word_class(self.text.piece(at)).is_strange());
        if strange { WitnessAnswer::Nothing } else { WitnessAnswer::Other }
    }
}
