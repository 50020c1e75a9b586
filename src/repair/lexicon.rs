//! The confusion lexicon at work: what other spun texts teach about this one.

mod learn;

use std::collections::BTreeSet;

pub use learn::{AttestedPair, TextEvidence, learn};

use super::substitutes::{LONGEST_PHRASE, spinner_count};
use super::triage::natural_count;
use crate::english::Thesaurus;
use crate::english::{Background, WordKey};
use crate::model::{Confusion, Lexicon};

/// Spun texts beside its own in which a pair must have been seen to explain anything: an author repeats another's rewording by chance,
/// seldom twice. Of the 50 pairs that 27 spun texts of one spinner shared and WordNet lacks, none was an editor's.
const MIN_DOCUMENTS: u32 = 2;

/// The least weight of a pair that explains anything: of the pairs that two texts or more shared, nearly all were above 0.98 or below 0.25.
const MIN_WEIGHT: f64 = 0.9;

/// A pair of words: what the spinner writes, and for what.
pub type WordPair = (String, String);

/// A lexicon as one text may use it: without what the text itself has said.
#[derive(Debug, Clone, Copy)]
pub struct LexiconView<'l> {
    lexicon: &'l Lexicon,
    own: Option<&'l BTreeSet<WordPair>>,
}

/// A phrase that spinners are known to write for a word.
#[derive(Debug, Clone)]
pub(super) struct LearntSubstitute<'l> {
    before: &'l str,
    /// Its words; no more than a phrase may have.
    pub(super) keys: Vec<WordKey>,
    /// Of all substitutes that were seen for the word, the share that were this one: `0.0..1.0`.
    share: f32,
    /// How much that counts: `0.5..1.0`, more for a pair of many texts.
    pub(super) taught: f32,
}

impl LearntSubstitute<'_> {
    /// log10 of how much oftener a spinner writes it for the word than an author writes it at all.
    pub(super) fn odds(&self, word: WordKey) -> f32 {
        spinner_count(word) + self.share.log10() - natural_count(self.before, Background::english())
    }
}

impl<'l> LexiconView<'l> {
    /// For a text that said `own` to the lexicon.
    pub fn new(lexicon: &'l Lexicon, own: Option<&'l BTreeSet<WordPair>>) -> Self {
        LexiconView { lexicon, own }
    }

    /// What spinners are known to write for a word.
    pub(super) fn seen(self, after: &str) -> impl Iterator<Item = LearntSubstitute<'l>> {
        let rows = self.lexicon.of(after);
        let all: u32 = rows.iter().map(|row| self.others(row)).sum();
        let known = rows.iter().filter(move |row| self.is_known(row)).map(move |row| LearntSubstitute {
            before: &row.before,
            keys: row.before.split(' ').map(WordKey::of).collect(),
            share: self.others(row) as f32 / (all + 1) as f32,
            taught: self.others(row) as f32 / (self.others(row) + MIN_DOCUMENTS) as f32,
        });
        known.filter(|seen| seen.keys.len() <= LONGEST_PHRASE)
    }

    /// Whether the lexicon knows the pair from other texts.
    pub fn knows(self, before: &str, after: &str) -> bool {
        self.lexicon.get(before, after).is_some_and(|row| self.is_known(row))
    }

    fn is_known(self, row: &Confusion) -> bool {
        row.weight >= MIN_WEIGHT && self.others(row) >= MIN_DOCUMENTS
    }

    fn others(self, row: &Confusion) -> u32 {
        // Few rows of a word, and few pairs of a text: looked up as they are.
        let own = self.own.is_some_and(|own| own.iter().any(|(b, a)| *b == row.before && *a == row.after));
        row.documents.saturating_sub(u32::from(own))
    }
}

/// What a spinner may write for a word (in lower context) by the thesaurus that comes along, sorted.
pub fn substitutes(word: &str) -> Vec<String> {
    Thesaurus::english().substitutes(word).into_iter().collect()
}

/// The pairs that come along beside the thesaurus: phrase and word, sorted by word.
pub fn listed() -> Vec<(&'static str, &'static str)> {
    Thesaurus::english().listed()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(before: &str, documents: u32, weight: f64) -> Confusion {
        let after = "house".to_owned();
        Confusion { before: before.into(), after, documents, families: documents, against: 0, weight }
    }

    #[test]
    fn a_text_does_not_teach_itself() {
        let lexicon = Lexicon::new([row("casa", MIN_DOCUMENTS, 1.0)]);
        let own = BTreeSet::from([("casa".to_owned(), "house".to_owned())]);
        assert!(LexiconView::new(&lexicon, None).knows("casa", "house"));
        assert!(!LexiconView::new(&lexicon, Some(&own)).knows("casa", "house"));
    }

    #[test]
    fn what_is_rare_or_doubtful_explains_nothing() {
        let lexicon = Lexicon::new([row("casa", 9, 1.0), row("home", 9, 0.6), row("haus", 1, 1.0)]);
        let known = LexiconView::new(&lexicon, None);
        let seen: Vec<&str> = known.seen("house").map(|seen| seen.before).collect();
        assert_eq!(seen, ["casa"]);
        assert_eq!(known.seen("day").count(), 0);
    }
}
