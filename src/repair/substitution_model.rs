//! The noisy channel of one family: which phrases of a spun text may stand for which words of its witnesses.

use rustc_hash::{FxBuildHasher, FxHashMap};

use super::lexicon::{LearntSubstitute, LexiconView};
use super::substitutes::{LONGEST_PHRASE, substitutes_of};
use crate::english::{Background, WordKey};
use crate::text::{Vocabulary, Words};

/// How much oftener, in powers of ten, a neighbour must go with one word than with another to belong to it: three times. "half past" and
/// "walked past" are what they say, though the rest of the sentence would sit as well around "by".
const BELONGS: f32 = 0.5;

/// A word that a phrase may stand for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Substitution {
    /// The word.
    pub(super) word: u32,
    /// log10 of how much oftener a spinner writes the phrase for that word than an author writes it at all.
    pub(super) odds: f32,
    /// The phrase ends with a full stop of its own ("Day Jr.").
    pub(super) stopped: bool,
    /// The thesaurus does not know it: other texts taught it.
    pub(super) learnt: bool,
    /// How much it counts that other spun texts have it: 0.0 where none does, below 1.0.
    pub(super) taught: f32,
}

/// What is known of each word of the vocabulary, and the thesaurus turned round for the words that witnesses use.
pub(super) struct SubstitutionModel {
    /// Phrases, sorted, and beside each a word that it may stand for.
    phrases: Vec<Phrase>,
    clean: Vec<Substitution>,
    /// Where the phrases that begin with a word end, by its number; those of the word before end where they begin.
    ends: Vec<u32>,
    /// The background key of each word.
    pub(super) keys: Vec<WordKey>,
    /// How much each word tells.
    pub(super) weight: Vec<f32>,
}

/// Words by number, filled up with [`NO_WORD`].
type Phrase = [u32; LONGEST_PHRASE];

const NO_WORD: u32 = u32::MAX;

/// A place of a text at which a phrase stands that is known to the model.
#[derive(Debug, Clone, Copy)]
pub(super) struct SubstitutionSite<'c> {
    /// Its words.
    pub(super) start: usize,
    pub(super) len: usize,
    /// What it may stand for.
    pub(super) clean: &'c [Substitution],
}

impl SubstitutionModel {
    /// For the witnesses' words; only phrases made of words in the vocabulary can stand anywhere.
    pub(super) fn new<'w>(
        vocabulary: &Vocabulary,
        witnesses: impl Iterator<Item = &'w Words>,
        known: LexiconView,
    ) -> Self {
        let english = Background::english();
        let keys: Vec<WordKey> = (0..vocabulary.len() as u32).map(|id| WordKey::of(vocabulary.word(id))).collect();
        let weight = keys.iter().map(|&key| english.weight(key)).collect();
        let mut number: FxHashMap<WordKey, u32> = FxHashMap::with_capacity_and_hasher(keys.len(), FxBuildHasher);
        number.extend(keys.iter().zip(0..).map(|(&key, id)| (key, id)));
        let mut used = vec![false; keys.len()];
        for &id in witnesses.flat_map(|words| &words.ids) {
            used[id as usize] = true;
        }
        let mut found: Vec<(Phrase, Substitution)> = Vec::new();
        for clean in (0..keys.len() as u32).filter(|&id| used[id as usize]) {
            let numbered = |keys: &[WordKey]| {
                let mut phrase = [NO_WORD; LONGEST_PHRASE];
                let all = keys.iter().zip(&mut phrase).all(|(key, word)| match number.get(key) {
                    Some(&id) => {
                        *word = id;
                        true
                    }
                    None => false,
                });
                all.then_some(phrase)
            };
            let key = keys[clean as usize];
            let mut seen: Vec<LearntSubstitute> = known.seen(vocabulary.word(clean)).collect();
            substitutes_of(vocabulary.word(clean), key, |substitutes| {
                for substitute in substitutes.iter() {
                    let same = seen.iter().position(|seen| seen.keys == substitute.keys);
                    let same = same.map(|at| seen.swap_remove(at));
                    if let Some(phrase) = numbered(substitute.keys).filter(|_| substitute.keys != [key]) {
                        let odds = same.as_ref().map_or(f32::MIN, |seen| seen.odds(key)).max(substitute.odds);
                        let taught = same.map_or(0.0, |seen| seen.taught);
                        let clean =
                            Substitution { word: clean, odds, stopped: substitute.stopped, learnt: false, taught };
                        found.push((phrase, clean));
                    }
                }
            });
            for seen in seen {
                if let Some(phrase) = numbered(&seen.keys) {
                    let (odds, taught) = (seen.odds(key), seen.taught);
                    found.push((phrase, Substitution { word: clean, odds, stopped: false, learnt: true, taught }));
                }
            }
        }
        // Stable: two forms of one phrase stay in the order of their letters.
        found.sort_by_key(|(phrase, clean)| (*phrase, clean.word));
        let mut ends = vec![0; keys.len()];
        for (phrase, _) in &found {
            ends[phrase[0] as usize] += 1;
        }
        let mut end = 0;
        for count in &mut ends {
            end += *count;
            *count = end;
        }
        let (phrases, clean) = found.into_iter().unzip();
        SubstitutionModel { phrases, clean, ends, keys, weight }
    }

    /// The places of the phrases that begin with a word.
    fn beginning_with(&self, word: u32) -> std::ops::Range<usize> {
        let start = (word as usize).checked_sub(1).map_or(0, |before| self.ends[before]);
        start as usize..self.ends[word as usize] as usize
    }

    /// The words that a phrase may stand for.
    pub(super) fn clean_of(&self, words: &[u32]) -> &[Substitution] {
        if words.is_empty() || words.len() > LONGEST_PHRASE {
            return &[];
        }
        let range = self.beginning_with(words[0]);
        if range.is_empty() {
            return &[];
        }
        let mut phrase = [NO_WORD; LONGEST_PHRASE];
        phrase[..words.len()].copy_from_slice(words);
        let phrases = &self.phrases[range.clone()];
        let first = phrases.partition_point(|other| *other < phrase);
        let count = phrases[first..].partition_point(|other| *other == phrase);
        &self.clean[range.start + first..range.start + first + count]
    }

    /// How the phrase may stand for the words of a witness; `None` if nothing explains it, as where they are more than one.
    pub(super) fn explain(&self, phrase: &[u32], words: &[u32]) -> Option<Substitution> {
        let &[word] = words else { return None };
        self.clean_of(phrase).iter().find(|clean| clean.word == word).copied()
    }

    /// Every place of a text where a phrase stands that may stand for something, in order.
    pub(super) fn sites(&self, words: &[u32]) -> Vec<SubstitutionSite<'_>> {
        let mut sites = Vec::new();
        for start in 0..words.len() {
            let mut range = self.beginning_with(words[start]);
            while let Some(phrase) = self.phrases[range.clone()].first() {
                let len = phrase.iter().take_while(|&&word| word != NO_WORD).count();
                let same = self.phrases[range.clone()].partition_point(|other| other == phrase);
                if words[start..].starts_with(&phrase[..len]) {
                    sites.push(SubstitutionSite { start, len, clean: &self.clean[range.start..range.start + same] });
                }
                range.start += same;
            }
        }
        sites
    }

    /// How much better `after` sits between its neighbours than `before`, in powers of ten.
    pub(super) fn gain(&self, left: Option<u32>, before: &[u32], after: &[u32], right: Option<u32>) -> f32 {
        self.affinity(left, after, right) - self.affinity(left, before, right)
    }

    /// Whether a neighbour goes much oftener with `before` than with `after`, and the other neighbour does not outweigh it, as in "to
    /// take been". Only pairs that are listed speak.
    pub(super) fn belongs(&self, left: Option<u32>, before: &[u32], after: &[u32], right: Option<u32>) -> bool {
        let (english, key) = (Background::english(), |id: u32| self.keys[id as usize]);
        let ends = |words: &[u32]| Some((key(*words.first()?), key(*words.last()?)));
        let (Some((first, last)), Some((new_first, new_last))) = (ends(before), ends(after)) else { return false };
        let goes_with = |old: (WordKey, WordKey), new: (WordKey, WordKey)| {
            english.has_pair(old.0, old.1) && english.affinity(old.0, old.1) >= english.affinity(new.0, new.1) + BELONGS
        };
        (left.is_some_and(|left| goes_with((key(left), first), (key(left), new_first)))
            || right.is_some_and(|right| goes_with((last, key(right)), (new_last, key(right)))))
            && self.gain(left, before, after, right) < BELONGS
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
