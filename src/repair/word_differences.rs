//! The places where a text and its witnesses differ by one word between equal neighbours. A lexicon
//! is learnt from them.

use super::candidate::Candidate;
use super::context::RepairContext;
use super::triage::natural_count;
use super::working_text::WorkingText;
use crate::english::Background;
use crate::model::DocId;

/// The most words of a phrase that is learnt.
const LONGEST: usize = 3;

/// log10 of how often a spinner writes a given phrase in as many words as the background has, if it
/// picks one of a hundred thousand phrases at random.
const PICKED: f32 = 6.7;

/// A place where a text has other words than a witness.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct WordDifference {
    /// The words of the text, in lower case, separated by spaces.
    pub before: String,
    /// The word of the witness.
    pub after: String,
    /// The witness that is nearest in that place.
    pub witness: DocId,
    /// The power of ten by which a spinner is likelier than an author to have written `before`,
    /// from the words without their context.
    pub odds: f32,
    /// Whether the evidence in that place made it a sure repair.
    pub sure: bool,
}

/// A difference with its words by number.
pub(super) struct NumberedDifference {
    start: usize,
    before: Vec<u32>,
    after: u32,
    /// The number of the witness in the list of witnesses.
    witness: usize,
    /// See [`WordDifference::odds`]. `None` if the thesaurus does not explain the difference.
    explained: Option<f32>,
    /// See [`WordDifference::sure`].
    pub(super) sure: bool,
    /// The evidence for this reading of the place: how many sources have it, and how near the
    /// nearest witness is.
    strength: (usize, f32),
}

/// The differences among the candidates of a round, which are sorted by place. Those with the
/// confidence `high` are sure.
pub(super) fn collect(
    candidates: &[Candidate],
    context: &RepairContext,
    current: &WorkingText,
    high: f64,
) -> Vec<NumberedDifference> {
    let mut found: Vec<NumberedDifference> = Vec::new();
    for candidate in candidates {
        let features = &candidate.features;
        let &[after] = &candidate.after[..] else { continue };
        // Where another witness has the words of the text, two authors differ, and neither text is
        // spun.
        let plain = features.aligned > 0.0
            && features.both > 0.0
            && candidate.len <= LONGEST
            && candidate.against.is_empty()
            && !context.takes_out_name(current, candidate)
            && !context.brings_in_name(candidate);
        if !plain {
            continue;
        }
        let learnt = context.is_learnt(current, candidate);
        let difference = NumberedDifference {
            start: candidate.start,
            before: candidate.before(current).to_vec(),
            after,
            witness: candidate.readings[0].witness,
            explained: (features.explained > 0.0 && !learnt).then_some(features.odds),
            sure: features.explained > 0.0 && candidate.confidence >= high,
            strength: (candidate.readings.len(), features.near),
        };
        match found.last_mut().filter(|last| last.start == difference.start) {
            Some(last) if (last.sure, last.strength) < (difference.sure, difference.strength) => *last = difference,
            Some(_) => {}
            None => found.push(difference),
        }
    }
    found
}

/// The differences in words. Sorted; each pair of words occurs once.
pub(super) fn differences(differing: &[NumberedDifference], context: &RepairContext) -> Vec<WordDifference> {
    let spelled = |one: &NumberedDifference| {
        let before = context.spelled(&one.before);
        let odds = one.explained.unwrap_or_else(|| PICKED - natural_count(&before, Background::english()));
        let witness = context.witnesses[one.witness].id.clone();
        WordDifference { before, after: context.spelled(&[one.after]), witness, odds, sure: one.sure }
    };
    let mut differences: Vec<WordDifference> = differing.iter().map(spelled).collect();
    differences.sort_by(|a, b| (&a.before, &a.after, !a.sure).cmp(&(&b.before, &b.after, !b.sure)));
    differences.dedup_by(|a, b| a.before == b.before && a.after == b.after);
    differences
}
