//! The noisy channel of one family: which phrases of a spun text may stand for which words of its witnesses.

use std::collections::HashMap;

use super::background::{Background, WordKey};
use super::lexicon::{Known, Seen};
use super::thesaurus::Thesaurus;
use super::triage::natural_count;
use crate::model::{Vocabulary, Words};

/// Words of a phrase, at the most: "come out of the closet".
pub(super) const LONGEST_PHRASE: usize = 5;

/// A word that a phrase may stand for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Clean {
    /// The word.
    pub(super) word: u32,
    /// log10 of how much oftener a spinner writes the phrase for that word than an author writes it at all.
    pub(super) odds: f32,
    /// The phrase ends with a full stop of its own ("Day Jr.").
    pub(super) stopped: bool,
    /// The thesaurus does not know it: other texts taught it.
    pub(super) learnt: bool,
    /// Other texts in which a spinner wrote it.
    pub(super) attested: u32,
}

/// What is known of each word of the vocabulary, and the thesaurus turned round for the words that witnesses use.
pub(super) struct Channel {
    /// Phrases, as numbers, and the words that they may stand for.
    clean_of: HashMap<Vec<u32>, Vec<Clean>>,
    /// The background key of each word.
    pub(super) keys: Vec<WordKey>,
    /// How much each word tells.
    pub(super) weight: Vec<f32>,
}

impl Channel {
    /// For the witnesses' words; only phrases made of words in the vocabulary can stand anywhere.
    pub(super) fn new<'w>(vocabulary: &Vocabulary, witnesses: impl Iterator<Item = &'w Words>, known: Known) -> Self {
        let english = Background::english();
        let thesaurus = Thesaurus::english();
        let keys: Vec<WordKey> = (0..vocabulary.len() as u32).map(|id| WordKey::of(vocabulary.word(id))).collect();
        let weight = keys.iter().map(|&key| english.weight(key)).collect();
        let mut clean_ids: Vec<u32> = witnesses.flat_map(|words| words.ids.iter().copied()).collect();
        clean_ids.sort_unstable();
        clean_ids.dedup();
        let mut clean_of: HashMap<Vec<u32>, Vec<Clean>> = HashMap::new();
        for clean in clean_ids {
            let substitutes = thesaurus.substitutes(vocabulary.word(clean));
            let seen: Vec<Seen> = known.seen(vocabulary.word(clean)).collect();
            if substitutes.is_empty() && seen.is_empty() {
                continue;
            }
            // Words that the list leaves out and news does not, such as "U.S", are about as common as this.
            let count = english.count(keys[clean as usize]).unwrap_or(6.5);
            let share = 1.0 / substitutes.len().max(1) as f32;
            let unknown = seen.iter().map(|seen| seen.before).filter(|&phrase| !substitutes.contains(phrase));
            for phrase in substitutes.iter().map(String::as_str).chain(unknown) {
                let ids: Option<Vec<u32>> = phrase.split(' ').map(|word| vocabulary.get(word)).collect();
                if let Some(ids) = ids.filter(|ids| ids.len() <= LONGEST_PHRASE && ids[..] != [clean]) {
                    let seen = seen.iter().find(|seen| seen.before == phrase);
                    let share = seen.map_or(share, |seen| seen.share.max(share));
                    let odds = count - 1.0 + share.log10() - natural_count(phrase, english);
                    clean_of.entry(ids).or_default().push(Clean {
                        word: clean,
                        odds,
                        stopped: phrase.ends_with('.'),
                        learnt: !substitutes.contains(phrase),
                        attested: seen.map_or(0, |seen| seen.documents),
                    });
                }
            }
        }
        Channel { clean_of, keys, weight }
    }

    /// The words that a phrase may stand for.
    pub(super) fn clean_of(&self, phrase: &[u32]) -> &[Clean] {
        self.clean_of.get(phrase).map_or(&[], Vec::as_slice)
    }

    /// How the phrase may stand for the word; `None` if nothing explains it.
    pub(super) fn explain(&self, phrase: &[u32], word: u32) -> Option<Clean> {
        self.clean_of(phrase).iter().find(|clean| clean.word == word).copied()
    }

    /// How much better `after` sits between its neighbours than `before`, in powers of ten.
    pub(super) fn gain(&self, left: Option<u32>, before: &[u32], after: &[u32], right: Option<u32>) -> f32 {
        self.affinity(left, after, right) - self.affinity(left, before, right)
    }

    /// Whether a word follows and is followed by these at least as often as by chance.
    pub(super) fn sits(&self, left: u32, word: u32, right: u32) -> bool {
        let (english, key) = (Background::english(), |id: u32| self.keys[id as usize]);
        english.affinity(key(left), key(word)) >= 0.0 && english.affinity(key(word), key(right)) >= 0.0
    }

    fn affinity(&self, left: Option<u32>, phrase: &[u32], right: Option<u32>) -> f32 {
        let english = Background::english();
        let key = |id: u32| self.keys[id as usize];
        let (Some(&first), Some(&last)) = (phrase.first(), phrase.last()) else { return 0.0 };
        left.map_or(0.0, |left| english.affinity(key(left), key(first)))
            + right.map_or(0.0, |right| english.affinity(key(last), key(right)))
    }

    /// log10 of a word's background count; 0 if it is not listed.
    pub(super) fn count(&self, word: u32) -> f32 {
        Background::english().count(self.keys[word as usize]).unwrap_or(0.0)
    }
}
