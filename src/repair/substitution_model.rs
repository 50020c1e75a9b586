//! The substitution model of one document: which phrases of a spun text may replace which words of
//! its witnesses, and how likely. It is the channel of a noisy-channel model.

use rustc_hash::{FxBuildHasher, FxHashMap};

use super::lexicon::{LearntSubstitute, LexiconView};
use super::substitutes::{LONGEST_PHRASE, substitutes_of};
use crate::english::{Background, WordKey};
use crate::text::{Vocabulary, Words};

/// The least power of ten by which a neighbour goes with one word more often than with another for
/// the two to be a collocation: three times. "half past" and "walked past" are right as they are,
/// though the rest of the sentence would fit "by" as well.
const COLLOCATION: f32 = 0.5;

/// A word that a phrase may replace.
#[derive(Debug, Clone, Copy)]
pub(super) struct Substitution {
    /// The word.
    pub(super) word: u32,
    /// log10 of how many times more often a spinner writes the phrase for that word than an author
    /// writes it at all.
    pub(super) odds: f32,
    /// Whether the phrase ends with a full stop of its own ("Day Jr.").
    pub(super) stopped: bool,
    /// Whether only other spun texts taught the substitution, and the thesaurus does not have it.
    pub(super) learnt: bool,
    /// The weight of the evidence that other spun texts have the substitution: `0.0..1.0`, 0.0
    /// where none has it.
    pub(super) taught: f32,
}

/// The background key and the weight of each word, and the substitutions whose clean word a witness
/// uses, by the phrase that the spinner writes.
pub(super) struct SubstitutionModel {
    /// The phrases, sorted.
    phrases: Vec<PhraseWords>,
    /// For each phrase a word that it may replace.
    clean: Vec<Substitution>,
    /// For each word the end of the phrases that begin with it. They begin at the end of the word
    /// before.
    ends: Vec<u32>,
    /// The background key of each word.
    pub(super) keys: Vec<WordKey>,
    /// The weight of each word as context (see [`Background::weight`]).
    pub(super) weight: Vec<f32>,
}

/// The words of a phrase by number, filled up with [`NO_WORD`].
type PhraseWords = [u32; LONGEST_PHRASE];

const NO_WORD: u32 = u32::MAX;

/// A place of a text with a phrase that the model lists.
#[derive(Debug, Clone, Copy)]
pub(super) struct SubstitutionSite<'c> {
    /// The first word of the phrase.
    pub(super) start: usize,
    /// The number of words of the phrase.
    pub(super) len: usize,
    /// The words that the phrase may replace.
    pub(super) clean: &'c [Substitution],
}

impl SubstitutionModel {
    /// The model for the words of the witnesses. It lists only phrases whose words are in the
    /// vocabulary.
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
        let mut found: Vec<(PhraseWords, Substitution)> = Vec::new();
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
            let mut learnt: Vec<LearntSubstitute> = known.substitutes(vocabulary.word(clean)).collect();
            substitutes_of(vocabulary.word(clean), key, |substitutes| {
                for substitute in substitutes.iter() {
                    let same = learnt.iter().position(|learnt| learnt.keys == substitute.keys);
                    let same = same.map(|at| learnt.swap_remove(at));
                    if let Some(phrase) = numbered(substitute.keys).filter(|_| substitute.keys != [key]) {
                        let odds = same.as_ref().map_or(f32::MIN, |learnt| learnt.odds(key)).max(substitute.odds);
                        let taught = same.map_or(0.0, |learnt| learnt.taught);
                        let clean =
                            Substitution { word: clean, odds, stopped: substitute.stopped, learnt: false, taught };
                        found.push((phrase, clean));
                    }
                }
            });
            for learnt in learnt {
                if let Some(phrase) = numbered(&learnt.keys) {
                    let (odds, taught) = (learnt.odds(key), learnt.taught);
                    found.push((phrase, Substitution { word: clean, odds, stopped: false, learnt: true, taught }));
                }
            }
        }
        // The sort is stable: two forms of one phrase stay in alphabetical order.
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

    /// The phrases that begin with a word, as a range of `phrases`.
    fn beginning_with(&self, word: u32) -> std::ops::Range<usize> {
        let start = (word as usize).checked_sub(1).map_or(0, |before| self.ends[before]);
        start as usize..self.ends[word as usize] as usize
    }

    /// The words that a phrase may replace.
    fn clean_of(&self, words: &[u32]) -> &[Substitution] {
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

    /// The substitution of the phrase for the words of a witness. `None` if the model lists none,
    /// or the witness has more than one word.
    pub(super) fn explain(&self, phrase: &[u32], words: &[u32]) -> Option<Substitution> {
        let &[word] = words else { return None };
        self.clean_of(phrase).iter().find(|clean| clean.word == word).copied()
    }

    /// Every place of a text with a phrase that the model lists, in order.
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

    /// The power of ten by which `after` is likelier than `before` between the neighbours.
    pub(super) fn gain(&self, left: Option<u32>, before: &[u32], after: &[u32], right: Option<u32>) -> f32 {
        self.affinity(left, after, right) - self.affinity(left, before, right)
    }

    /// Whether a neighbour goes with `before` much more often than with `after`, and the other
    /// neighbour does not outweigh it, as in "to take been". Only pairs of words that the
    /// background lists count.
    pub(super) fn is_collocation(&self, left: Option<u32>, before: &[u32], after: &[u32], right: Option<u32>) -> bool {
        let (english, key) = (Background::english(), |id: u32| self.keys[id as usize]);
        let ends = |words: &[u32]| Some((key(*words.first()?), key(*words.last()?)));
        let (Some((first, last)), Some((new_first, new_last))) = (ends(before), ends(after)) else { return false };
        let goes_with = |old: (WordKey, WordKey), new: (WordKey, WordKey)| {
            english.has_pair(old.0, old.1)
                && english.affinity(old.0, old.1) >= english.affinity(new.0, new.1) + COLLOCATION
        };
        (left.is_some_and(|left| goes_with((key(left), first), (key(left), new_first)))
            || right.is_some_and(|right| goes_with((last, key(right)), (new_last, key(right)))))
            && self.gain(left, before, after, right) < COLLOCATION
    }

    /// Whether a word occurs between these neighbours at least as often as by chance.
    pub(super) fn fits(&self, left: u32, word: u32, right: u32) -> bool {
        let (english, key) = (Background::english(), |id: u32| self.keys[id as usize]);
        english.affinity(key(left), key(word)) >= 0.0 && english.affinity(key(word), key(right)) >= 0.0
    }

    /// How well a phrase fits between its neighbours: the log10 of how much more often than by
    /// chance they go together.
    fn affinity(&self, left: Option<u32>, phrase: &[u32], right: Option<u32>) -> f32 {
        let english = Background::english();
        let key = |id: u32| self.keys[id as usize];
        let (Some(&first), Some(&last)) = (phrase.first(), phrase.last()) else { return 0.0 };
        left.map_or(0.0, |left| english.affinity(key(left), key(first)))
            + right.map_or(0.0, |right| english.affinity(key(last), key(right)))
    }

    /// log10 of the background count of a word; 0 if it is not listed.
    pub(super) fn count(&self, word: u32) -> f32 {
        Background::english().count(self.keys[word as usize]).unwrap_or(0.0)
    }
}
