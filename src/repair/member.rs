//! A document of a family, and which of its siblings may be its witnesses.

use rustc_hash::FxHashMap;

use crate::config::RepairConfig;
use crate::model::{DocId, Patch, Token};

/// A document of a family, as repair needs it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Member<'t> {
    /// The id of the document.
    pub id: &'t DocId,
    /// The clean text.
    pub text: &'t str,
    /// The tokens of the clean text.
    pub tokens: &'t [Token],
    /// The edits between the original and the clean text.
    pub patch: &'t Patch,
    /// The triage score.
    pub spun_score: f64,
    /// The hits of triage: the phrase in the text, and the word that belongs in its place.
    pub hits: &'t [(String, String)],
    /// The source of the document. Documents of one source are copies of each other and count as
    /// one witness.
    pub source: u64,
}

/// The most witnesses of one document. The most closely linked ones come first.
const MAX_WITNESSES: usize = 24;

/// The most witnesses of one source: copies count as one, and the closest ones have nearly all that
/// the others have.
const MAX_COPIES: usize = 4;

/// The factor on the least score of a spun sibling if the sibling is a copy of the document. One
/// clean article in twenty has two odd words, and between copies each difference shows by itself
/// which side is spun. Beside copies of the original with every seventh word spun, this finds a
/// tenth more repairs in BBC reports. For siblings that are no copies it would allow two rewordings
/// in 150,000 words.
const COPY_SCORES: f64 = 2.0;

impl<'t> Member<'t> {
    /// The siblings that may be witnesses for the document, in their order.
    pub(super) fn witnesses(&self, siblings: &[Member<'t>], config: &RepairConfig) -> Vec<Member<'t>> {
        let mut copies: FxHashMap<u64, usize> = FxHashMap::default();
        let mut is_new = |sibling: &Member| {
            let count = copies.entry(sibling.source).or_insert(0);
            *count += 1;
            *count <= MAX_COPIES
        };
        let allowed = siblings.iter().filter(|sibling| self.may_be_witness(sibling, config) && is_new(sibling));
        allowed.take(MAX_WITNESSES).copied().collect()
    }

    /// Whether a sibling may be a witness, by its triage score.
    fn may_be_witness(&self, sibling: &Member, config: &RepairConfig) -> bool {
        let times = if sibling.source == self.source { COPY_SCORES } else { 1.0 };
        sibling.spun_score < times * config.min_spun_score
    }
}
