//! The confusion lexicon as one text uses it: what other spun texts teach about spinners.

mod learn;

use std::collections::BTreeSet;

pub(crate) use learn::{AttestedPair, TextEvidence, learn};

use super::substitutes::{LONGEST_PHRASE, spinner_count};
use super::triage::natural_count;
use crate::english::{Background, Thesaurus, WordKey};
use crate::model::{Confusion, Lexicon};

/// The least number of other spun texts with a pair for it to explain a difference: an author may
/// repeat another's rewording by chance, but rarely twice. Of the 50 pairs that 27 spun texts of
/// one spinner shared and WordNet lacks, none was an editor's.
const MIN_DOCUMENTS: u32 = 2;

/// The least weight of a pair for it to explain a difference. Of the pairs that two or more texts
/// shared, nearly all had weights above 0.98 or below 0.25.
const MIN_WEIGHT: f64 = 0.9;

/// A phrase that a spinner writes, and the word that it replaces.
pub(crate) type WordPair = (String, String);

/// A lexicon as one text may use it: without the evidence from the text itself.
#[derive(Debug, Clone, Copy)]
pub(crate) struct LexiconView<'l> {
    lexicon: &'l Lexicon,
    own: Option<&'l BTreeSet<WordPair>>,
}

/// A phrase that spinners write for a word, according to the lexicon.
#[derive(Debug, Clone)]
pub(super) struct LearntSubstitute<'l> {
    before: &'l str,
    /// The keys of its words, at most [`LONGEST_PHRASE`].
    pub(super) keys: Vec<WordKey>,
    /// The share of this phrase among all substitutes that were seen for the word: `0.0..1.0`.
    share: f32,
    /// The weight of the evidence: `0.5..1.0`, more for a pair of many texts.
    pub(super) taught: f32,
}

impl LearntSubstitute<'_> {
    /// log10 of how many times more often a spinner writes the phrase for the word than an author
    /// writes it at all.
    pub(super) fn odds(&self, word: WordKey) -> f32 {
        spinner_count(word) + self.share.log10() - natural_count(self.before, Background::english())
    }
}

impl<'l> LexiconView<'l> {
    /// The view for a text whose own pairs in the lexicon are `own`.
    pub(crate) fn new(lexicon: &'l Lexicon, own: Option<&'l BTreeSet<WordPair>>) -> Self {
        LexiconView { lexicon, own }
    }

    /// The phrases that spinners write for a word.
    pub(super) fn substitutes(self, after: &str) -> impl Iterator<Item = LearntSubstitute<'l>> {
        let rows = self.lexicon.of(after);
        let all: u32 = rows.iter().map(|row| self.others(row)).sum();
        let known = rows.iter().filter(move |row| self.is_known(row)).map(move |row| LearntSubstitute {
            before: &row.before,
            keys: row.before.split(' ').map(WordKey::of).collect(),
            share: self.others(row) as f32 / (all + 1) as f32,
            taught: self.others(row) as f32 / (self.others(row) + MIN_DOCUMENTS) as f32,
        });
        known.filter(|learnt| learnt.keys.len() <= LONGEST_PHRASE)
    }

    /// Whether the lexicon has the pair from other texts.
    pub(crate) fn has(self, before: &str, after: &str) -> bool {
        self.lexicon.get(before, after).is_some_and(|row| self.is_known(row))
    }

    /// Whether a row has enough weight and enough texts besides the text itself.
    fn is_known(self, row: &Confusion) -> bool {
        row.weight >= MIN_WEIGHT && self.others(row) >= MIN_DOCUMENTS
    }

    /// The number of texts with the pair, without the text itself.
    fn others(self, row: &Confusion) -> u32 {
        // A linear search is enough: a text has few pairs.
        let own = self.own.is_some_and(|own| own.iter().any(|(b, a)| *b == row.before && *a == row.after));
        row.documents.saturating_sub(u32::from(own))
    }
}

/// The phrases that a spinner may write for a word (in lower case) according to the built-in
/// thesaurus, sorted.
pub fn substitutes(word: &str) -> Vec<String> {
    Thesaurus::english().substitutes(word).into_iter().collect()
}

/// The built-in pairs that supplement the thesaurus: phrase and word, sorted by word.
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
        assert!(LexiconView::new(&lexicon, None).has("casa", "house"));
        assert!(!LexiconView::new(&lexicon, Some(&own)).has("casa", "house"));
    }

    #[test]
    fn a_rare_or_doubtful_pair_explains_nothing() {
        let lexicon = Lexicon::new([row("casa", 9, 1.0), row("home", 9, 0.6), row("haus", 1, 1.0)]);
        let known = LexiconView::new(&lexicon, None);
        let found: Vec<&str> = known.substitutes("house").map(|learnt| learnt.before).collect();
        assert_eq!(found, ["casa"]);
        assert_eq!(known.substitutes("day").count(), 0);
    }
}
