//! Function words that a spinner replaced: phrases between neighbours that fit the word that the
//! phrase is a substitute for.

use std::cell::LazyCell;
use std::collections::HashMap;
use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use crate::english::lists::WATCHED_WORDS;
use crate::english::{Background, Thesaurus, WordKey};

/// The assumed share of words that a spinner replaces. In real spun pages it is 5 to 20 %.
const SPIN_RATE: f32 = 0.1;

/// log10 of the assumed count of a word that is not listed: below that of the rarest listed word.
const UNLISTED: f32 = 4.0;

/// log10 of the assumed count of an unlisted word with a full stop inside: no author writes
/// "U.Southward".
const BROKEN: f32 = 1.0;

/// log10 of the assumed count of a pair that is not listed: a tenth of the rarest listed pair.
const UNLISTED_PAIR: f32 = 5.5;

/// The least probability of a hit.
const MIN_PROBABILITY: f32 = 0.5;

/// The most words of a trigger.
const LONGEST_PHRASE: usize = 4;

/// A word of a text, as triggers are compared with it.
pub(in crate::repair) struct FoldedWord {
    /// The background key of the folded word.
    pub(in crate::repair) key: WordKey,
    /// Whether the word begins with a capital inside a sentence, and so is part of a name.
    pub(in crate::repair) name: bool,
    /// Whether a mark or a line break is before the word.
    pub(in crate::repair) after_break: bool,
}

/// A function word that a spinner replaced.
pub(in crate::repair) struct Hit {
    /// The phrase in the text.
    pub(in crate::repair) phrase: &'static str,
    /// The first word of the phrase.
    pub(in crate::repair) start: usize,
    /// The number of words of the phrase.
    pub(in crate::repair) len: usize,
    /// The word that belongs in the place.
    pub(in crate::repair) clean: &'static str,
    /// The probability of the hit if one word in ten is spun: `0.0..=1.0`.
    pub(in crate::repair) probability: f32,
}

/// The hits of a text of which nothing is known, in the order of their places: both neighbours must
/// go with the clean word. `starts` are the places where a trigger may begin.
pub(super) fn hits(words: &[FoldedWord], starts: &[u32]) -> Vec<Hit> {
    found(words, starts.iter().map(|&at| at as usize), RequiredNeighbours::Both, |_, _| true)
}

/// The hits of a text that is proven spun, in the order of their places. No mark and no line break
/// may be between the phrase and its neighbours.
pub(in crate::repair) fn surrounded_hits(words: &[FoldedWord]) -> Vec<Hit> {
    let triggers = Triggers::english();
    let starts = (0..words.len()).filter(|&at| triggers.may_begin_with(&words[at]));
    found(words, starts, RequiredNeighbours::One, |at, end| {
        at > 0 && !words[at].after_break && words.get(end).is_some_and(|word| !word.after_break)
    })
}

/// The hits for which `counts` returns true; it is called with the first word of the phrase and the
/// first word after it.
fn found(
    words: &[FoldedWord],
    starts: impl Iterator<Item = usize>,
    required: RequiredNeighbours,
    counts: impl Fn(usize, usize) -> bool,
) -> Vec<Hit> {
    let (english, triggers) = (Background::english(), Triggers::english());
    let mut found = Vec::new();
    // Triggers do not overlap: of two that share a word, the first one counts.
    let mut free = 0;
    for at in starts {
        if at < free {
            continue;
        }
        let Some((trigger, probability, clean)) = triggers.read(words, at, english, required) else { continue };
        free = at + trigger.keys.len();
        if probability >= MIN_PROBABILITY && counts(at, free) {
            found.push(Hit { phrase: trigger.phrase, start: at, len: trigger.keys.len(), clean, probability });
        }
    }
    found
}

/// A phrase that a spinner writes for watched words.
struct Trigger {
    phrase: &'static str,
    keys: Vec<WordKey>,
    /// The words that the phrase may be a substitute for, each with log10 of how much likelier the
    /// phrase is a substitute than an author's own words.
    clean: Vec<(&'static str, WordKey, f32)>,
}

/// Which neighbours must go with the clean word, according to the listed pairs of words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum RequiredNeighbours {
    /// All neighbours that the phrase has. It is used for a text of which nothing is known.
    Both,
    /// One neighbour is enough if the other is too rare for its pairs to be listed. It is used for
    /// a text that is proven spun, where names and other substitutes are beside function words.
    One,
}

/// All triggers.
pub(super) struct Triggers {
    /// The triggers by their first word, the longest first.
    of_first: FxHashMap<WordKey, Vec<Trigger>>,
    /// A bit for each value of the leading bits of a key: whether a trigger may begin with such a
    /// word. It has 8 KB and excludes most words.
    begins: Box<[u64; BEGINS / 64]>,
}

/// The number of values of the leading bits of a key: thirty for each word that a trigger begins
/// with.
const BEGINS: usize = 1 << 16;

/// The index and the bit of a word in [`Triggers::begins`].
fn begin(word: WordKey) -> (usize, u64) {
    let bit = (word.number() >> (64 - BEGINS.ilog2())) as usize;
    (bit / 64, 1 << (bit % 64))
}

impl Triggers {
    pub(super) fn english() -> &'static Triggers {
        static ENGLISH: OnceLock<Triggers> = OnceLock::new();
        ENGLISH.get_or_init(|| {
            let (english, thesaurus) = (Background::english(), Thesaurus::english());
            let mut clean_of: HashMap<String, Vec<(&'static str, WordKey, f32)>> = HashMap::new();
            for &clean in WATCHED_WORDS.entries() {
                let key = WordKey::of(clean);
                let substitutes = thesaurus.substitutes(clean);
                let share = SPIN_RATE.log10() + english.count(key).unwrap_or(UNLISTED)
                    - (substitutes.len().max(1) as f32).log10();
                for phrase in substitutes {
                    let odds = share - natural_count(&phrase, english);
                    clean_of.entry(phrase).or_default().push((clean, key, odds));
                }
            }
            let mut of_first: FxHashMap<WordKey, Vec<Trigger>> = FxHashMap::default();
            for (phrase, clean) in clean_of {
                let keys: Vec<WordKey> = phrase.split(' ').map(WordKey::of).collect();
                if keys.len() <= LONGEST_PHRASE {
                    of_first.entry(keys[0]).or_default().push(Trigger { phrase: phrase.leak(), keys, clean });
                }
            }
            for triggers in of_first.values_mut() {
                triggers.sort_by(|a, b| b.keys.len().cmp(&a.keys.len()).then(a.phrase.cmp(b.phrase)));
            }
            let mut begins = Box::new([0; BEGINS / 64]);
            for &first in of_first.keys() {
                let (at, bit) = begin(first);
                begins[at] |= bit;
            }
            Triggers { of_first, begins }
        })
    }

    /// Whether a trigger may begin with a word. It is rarely true where none does, and never false
    /// where one does.
    pub(super) fn may_begin_with(&self, word: &FoldedWord) -> bool {
        let (at, bit) = begin(word.key);
        self.begins[at] & bit != 0 && !word.name
    }

    /// The longest trigger that begins at a word, the probability that it is a substitute, and the
    /// clean word.
    fn read(
        &self,
        words: &[FoldedWord],
        at: usize,
        english: &Background,
        required: RequiredNeighbours,
    ) -> Option<(&Trigger, f32, &'static str)> {
        let candidates = self.of_first.get(&words[at].key)?;
        candidates.iter().find_map(|trigger| {
            let end = at + trigger.keys.len();
            let matches = words.len() >= end
                && trigger.keys.iter().zip(&words[at..]).all(|(key, word)| *key == word.key)
                && words[at + 1..end].iter().all(|word| !word.after_break);
            if !matches {
                return None;
            }
            let left = (at > 0 && !words[at].after_break).then(|| words[at - 1].key);
            let right = words.get(end).filter(|word| !word.after_break).map(|word| word.key);
            let (first, last) = (trigger.keys[0], trigger.keys[trigger.keys.len() - 1]);
            // It is computed only where a clean word fits, which is rare.
            let own = LazyCell::new(|| affinity(english, left, first, last, right));
            let best = trigger
                .clean
                .iter()
                .filter(|(_, key, _)| {
                    let fits_left = left.map(|left| english.has_pair(left, *key));
                    if required == RequiredNeighbours::Both && fits_left == Some(false) {
                        return false;
                    }
                    let fits_right = right.map(|right| english.has_pair(*key, right));
                    match required {
                        RequiredNeighbours::Both => fits_left.or(fits_right).is_some() && fits_right != Some(false),
                        RequiredNeighbours::One => {
                            let too_rare = |a, b| !english.expects(a, b);
                            (fits_left == Some(true) || fits_right == Some(true))
                                && left.is_none_or(|left| fits_left == Some(true) || too_rare(left, *key))
                                && right.is_none_or(|right| fits_right == Some(true) || too_rare(*key, right))
                        }
                    }
                })
                .map(|&(clean, key, odds)| (odds + affinity(english, left, key, key, right) - *own, clean))
                .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(a.1)));
            best.map(|(odds, clean)| {
                let odds = 10_f32.powf(odds.clamp(-6.0, 6.0));
                (trigger, odds / (1.0 + odds), clean)
            })
        })
    }
}

/// How well a phrase fits between its neighbours: the log10 of how many times more often than by
/// chance they go together.
fn affinity(english: &Background, left: Option<WordKey>, first: WordKey, last: WordKey, right: Option<WordKey>) -> f32 {
    left.map_or(0.0, |left| english.affinity(left, first)) + right.map_or(0.0, |right| english.affinity(last, right))
}

/// log10 of the count of a phrase in clean text.
pub(in crate::repair) fn natural_count(phrase: &str, english: &Background) -> f32 {
    let keys: Vec<WordKey> = phrase.split(' ').map(WordKey::of).collect();
    let word = |word: &str, key| english.count(key).unwrap_or(if word.contains('.') { BROKEN } else { UNLISTED });
    let words = phrase.split(' ').zip(&keys).map(|(text, &key)| word(text, key)).fold(f32::MAX, f32::min);
    let pairs = keys
        .windows(2)
        .map(|pair| english.pair_count(pair[0], pair[1]).unwrap_or(UNLISTED_PAIR))
        .fold(f32::MAX, f32::min);
    // Each word beyond the second reduces the count to about a third.
    words.min(pairs) - 0.5 * (keys.len() as f32 - 2.0).max(0.0)
}
