//! Where a text and its witnesses differ by one word between equal neighbours: what a lexicon is learnt from.

use super::super::case::Case;
use super::super::current::Current;
use super::super::evidence::Candidate;
use super::super::triage::natural_count;
use crate::english::Background;
use crate::model::DocId;

/// Words of a phrase that is learnt, at the most.
const LONGEST: usize = 3;

/// log10 of how often each of the phrases that a spinner's table may hold is picked for a word: one of a hundred thousand, out of
/// all words of the background.
const PICKED: f32 = 6.7;

/// A place where a text has other words than a witness.
#[derive(Debug, Clone, PartialEq)]
pub struct Difference {
    /// The text's own words, in lower case, parted by spaces.
    pub before: String,
    /// The word of the witness.
    pub after: String,
    /// The witness that is nearest there.
    pub witness: DocId,
    /// Powers of ten by which a spinner is likelier than an author to have written `before`, by the words alone.
    pub odds: f32,
    /// Whether the evidence in place made it a sure repair.
    pub sure: bool,
}

/// The words of a difference by number.
pub(crate) struct Differing {
    start: usize,
    before: Vec<u32>,
    after: u32,
    /// The number of the witness in the list of those heard.
    witness: usize,
    explained: Option<f32>,
    /// See [`Difference::sure`].
    pub(crate) sure: bool,
    /// What speaks for this reading of the place rather than another: witnesses that have it, and how near the nearest is.
    strength: (usize, f32),
}

/// The differences among the candidates of a round, which are sorted by place; those at `high` confidence are sure.
pub(crate) fn collect(candidates: &[Candidate], case: &Case, current: &Current, high: f64) -> Vec<Differing> {
    let mut found: Vec<Differing> = Vec::new();
    for candidate in candidates {
        let features = &candidate.features;
        let &[after] = &candidate.after[..] else { continue };
        // Where another witness has the text's own words, two authors differ, and nobody spins.
        let plain = features.aligned > 0.0
            && features.both > 0.0
            && candidate.len <= LONGEST
            && candidate.against.is_empty()
            && !case.takes_out_name(current, candidate)
            && !case.brings_in_name(candidate);
        if !plain {
            continue;
        }
        let learnt = case.is_learnt(current, candidate);
        let differing = Differing {
            start: candidate.start,
            before: candidate.before(current).to_vec(),
            after,
            witness: candidate.readings[0].witness,
            explained: (features.explained > 0.0 && !learnt).then_some(features.odds),
            sure: features.explained > 0.0 && candidate.confidence >= high,
            strength: (candidate.readings.len(), features.near),
        };
        match found.last_mut().filter(|last| last.start == differing.start) {
            Some(last) if (last.sure, last.strength) < (differing.sure, differing.strength) => *last = differing,
            Some(_) => {}
            None => found.push(differing),
        }
    }
    found
}

/// In words, each pair once, sorted.
pub(crate) fn differences(differing: &[Differing], case: &Case) -> Vec<Difference> {
    let spelled = |one: &Differing| {
        let before = case.spelled(&one.before);
        let odds = one.explained.unwrap_or_else(|| PICKED - natural_count(&before, Background::english()));
        let witness = case.witnesses[one.witness].id.clone();
        Difference { before, after: case.spelled(&[one.after]), witness, odds, sure: one.sure }
    };
    let mut differences: Vec<Difference> = differing.iter().map(spelled).collect();
    differences.sort_by(|a, b| (&a.before, &a.after, !a.sure).cmp(&(&b.before, &b.after, !b.sure)));
    differences.dedup_by(|a, b| a.before == b.before && a.after == b.after);
    differences
}

impl Case<'_> {
    /// Whether the thesaurus knows nothing of a candidate and only other texts explain it.
    pub(crate) fn is_learnt(&self, current: &Current, candidate: &Candidate) -> bool {
        self.channel.explain(candidate.before(current), &candidate.after).is_some_and(|clean| clean.learnt)
    }
}
