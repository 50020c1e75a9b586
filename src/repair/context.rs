//! The case of one document: its text, and the siblings that are heard on it.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::readings::WitnessIndex;
use super::substitution_model::SubstitutionModel;
use crate::config::RepairConfig;
use crate::model::{DocId, Patch, Token};
use crate::text::{Vocabulary, Words};

/// A document of a family, as repair sees it.
#[derive(Debug, Clone, Copy)]
pub struct Member<'t> {
    /// Its name.
    pub id: &'t DocId,
    /// Its clean text.
    pub text: &'t str,
    /// The tokens of that text.
    pub tokens: &'t [Token],
    /// The edits that led there.
    pub patch: &'t Patch,
    /// Its triage score.
    pub spun_score: f64,
    /// What triage hit, and the word that belongs there.
    pub hits: &'t [(String, String)],
    /// Members of one source are copies of each other: together they have one voice.
    pub source: u64,
}

/// Witnesses of one document, at the most: those linked most closely come first.
const MAX_WITNESSES: usize = 24;

/// Witnesses of one source, at the most: copies have one voice, and the closest hold nearly all that the others do.
const MAX_COPIES: usize = 4;

/// A copy is heard up to so many times the score from which on other siblings are not: one clean article of twenty has two odd words,
/// and between copies each difference shows by itself which side is spun. Beside copies of the original with every seventh word
/// spun it finds a tenth more in BBC reports; among other tellings of an event it would let in two rewordings in 150,000 words.
const COPY_SCORES: f64 = 2.0;

impl<'t> Member<'t> {
    /// Which of its siblings bear witness for it, in their order.
    pub(super) fn witnesses(&self, siblings: &[Member<'t>], config: &RepairConfig) -> Vec<Member<'t>> {
        let mut copies: FxHashMap<u64, usize> = FxHashMap::default();
        let mut is_new = |sibling: &Member| {
            let count = copies.entry(sibling.source).or_insert(0);
            *count += 1;
            *count <= MAX_COPIES
        };
        let heard = siblings.iter().filter(|sibling| self.hears(sibling, config) && is_new(sibling));
        heard.take(MAX_WITNESSES).copied().collect()
    }

    /// Whether a sibling may bear witness, by its own looks.
    fn hears(&self, sibling: &Member, config: &RepairConfig) -> bool {
        let times = if sibling.source == self.source { COPY_SCORES } else { 1.0 };
        sibling.spun_score < times * config.min_spun_score
    }
}

/// A document and those who are heard on it.
pub(super) struct RepairContext<'c> {
    pub(super) vocabulary: &'c Vocabulary,
    pub(super) document: Member<'c>,
    /// Its words.
    pub(super) own: &'c Words,
    pub(super) witnesses: &'c [Member<'c>],
    /// The words of the witnesses, in the same order.
    pub(super) indexes: &'c [WitnessIndex<'c>],
    pub(super) model: &'c SubstitutionModel,
    /// Quotations that a witness has word for word, as ranges of own words.
    pub(super) quoted: Vec<Range<usize>>,
}

impl RepairContext<'_> {
    /// Words by number, parted by spaces.
    pub(super) fn spelled(&self, words: &[u32]) -> String {
        words.iter().map(|&id| self.vocabulary.word(id)).collect::<Vec<_>>().join(" ")
    }
}
