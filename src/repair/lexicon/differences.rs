//! Where a text and its witnesses differ by one word between equal neighbours: what a lexicon is learnt from.

use super::super::background::Background;
use super::super::evidence::Candidate;
use super::super::triage::natural_count;
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

/// The words of a difference by number, and whether it was a sure repair.
pub(crate) struct Differing {
    pub(crate) start: usize,
    pub(crate) before: Vec<u32>,
    pub(crate) after: u32,
    /// The number of the witness in the list of those heard.
    pub(crate) witness: usize,
    explained: Option<f32>,
    pub(crate) sure: bool,
    /// What speaks for this reading of the place rather than another.
    strength: (usize, f32),
}

/// The differences among the candidates of a round. `open` says of a candidate that it touches no name.
pub(crate) fn collect<'c>(
    candidates: impl IntoIterator<Item = &'c Candidate>,
    before: impl Fn(&Candidate) -> Vec<u32>,
    high: f64,
    open: impl Fn(&Candidate) -> bool,
) -> Vec<Differing> {
    let mut found: Vec<Differing> = Vec::new();
    for candidate in candidates {
        let scores = &candidate.scores;
        let &[after] = &candidate.after[..] else { continue };
        let plain = scores.aligned > 0.0 && scores.both > 0.0 && candidate.len <= LONGEST;
        // Another witness has the text's own words there: the two authors differ, and nobody spins.
        if !plain || !candidate.against.is_empty() || !open(candidate) {
            continue;
        }
        let differing = Differing {
            start: candidate.start,
            before: before(candidate),
            after,
            witness: candidate.readings[0].witness,
            explained: (scores.explained > 0.0).then_some(scores.odds),
            sure: scores.explained > 0.0 && candidate.confidence >= high,
            strength: (candidate.readings.len(), scores.near),
        };
        // Several readings of one place: the one that most witnesses have, then the nearest witness's.
        match found.last_mut().filter(|last| last.start == differing.start) {
            Some(last) if (last.sure, last.strength) < (differing.sure, differing.strength) => *last = differing,
            Some(_) => {}
            None => found.push(differing),
        }
    }
    found
}

impl Differing {
    /// In words.
    pub(crate) fn spelled<'v>(&self, word: impl Fn(u32) -> &'v str, witness: &DocId) -> Difference {
        let before = self.before.iter().map(|&id| word(id)).collect::<Vec<_>>().join(" ");
        let odds = self.explained.unwrap_or_else(|| PICKED - natural_count(&before, Background::english()));
        Difference { before, after: word(self.after).to_owned(), witness: witness.clone(), odds, sure: self.sure }
    }
}
