//! The phrases that a spinner may write for a word, with their odds. They are computed from the
//! thesaurus once for each word.

use std::sync::{OnceLock, RwLock};

use rustc_hash::FxHashMap;

use super::triage::natural_count;
use crate::english::{Background, Thesaurus, WordKey};

/// The most words of a phrase: "come out of the closet".
pub(super) const LONGEST_PHRASE: usize = 5;

/// log10 of the assumed count of a word that is not in the background but occurs in news, such as
/// "U.S".
const UNLISTED_CLEAN: f32 = 6.5;

/// log10 of how often a spinner exchanges a word: one in ten of its occurrences.
pub(super) fn spinner_count(word: WordKey) -> f32 {
    Background::english().count(word).unwrap_or(UNLISTED_CLEAN) - 1.0
}

/// The phrases that a spinner may write for one word.
#[derive(Debug, Default)]
pub(super) struct Substitutes {
    /// The keys of the words of all phrases, one phrase after the other.
    keys: Box<[WordKey]>,
    phrases: Box<[StoredPhrase]>,
}

/// A phrase without its words: see [`Substitute`].
#[derive(Debug, Clone, Copy)]
struct StoredPhrase {
    /// The number of words.
    words: u8,
    stopped: bool,
    odds: f32,
}

/// One phrase that a spinner may write for a word.
#[derive(Debug, Clone, Copy)]
pub(super) struct Substitute<'s> {
    /// The keys of its words, which are folded as in a vocabulary.
    pub(super) keys: &'s [WordKey],
    /// log10 of how many times more often a spinner writes the phrase for the word than an author
    /// writes it at all.
    pub(super) odds: f32,
    /// Whether the phrase ends with a full stop of its own ("Day Jr.").
    pub(super) stopped: bool,
}

impl Substitutes {
    /// The phrases for a folded word.
    fn new(word: &str, key: WordKey) -> Self {
        let english = Background::english();
        let all = Thesaurus::english().substitutes(word);
        let share = spinner_count(key) - (all.len() as f32).log10();
        let (mut keys, mut phrases) = (Vec::new(), Vec::new());
        for phrase in &all {
            let words = phrase.split(' ').count();
            if words > LONGEST_PHRASE {
                continue;
            }
            keys.extend(phrase.split(' ').map(|word| WordKey::of(word.strip_suffix('.').unwrap_or(word))));
            let odds = share - natural_count(phrase, english);
            phrases.push(StoredPhrase { words: words as u8, stopped: phrase.ends_with('.'), odds });
        }
        Substitutes { keys: keys.into(), phrases: phrases.into() }
    }

    /// The phrases, in alphabetical order.
    pub(super) fn iter(&self) -> impl Iterator<Item = Substitute<'_>> {
        let mut at = 0;
        self.phrases.iter().map(move |phrase| {
            let keys = &self.keys[at..at + usize::from(phrase.words)];
            at += keys.len();
            Substitute { keys, odds: phrase.odds, stopped: phrase.stopped }
        })
    }
}

/// The substitutes of each word, in several maps so that threads rarely wait for each other.
struct Computed {
    parts: [RwLock<FxHashMap<WordKey, &'static Substitutes>>; 16],
}

/// Calls `with` with the substitutes of a folded word.
///
/// The substitutes of words in the background are computed once and kept: about 30 MB at most, if
/// all of these words occur. Compounds are rare, and their number is unlimited, so their
/// substitutes are computed each time. A word without substitutes, such as a name, costs little.
pub(super) fn substitutes_of(word: &str, key: WordKey, with: impl FnOnce(&Substitutes)) {
    static COMPUTED: OnceLock<Computed> = OnceLock::new();
    if Background::english().count(key).is_none() {
        return with(&Substitutes::new(word, key));
    }
    let all = COMPUTED.get_or_init(|| Computed { parts: Default::default() });
    let part = &all.parts[key.part(all.parts.len())];
    // The map is valid even if another thread panicked, since its entries are complete.
    let found = part.read().unwrap_or_else(|poisoned| poisoned.into_inner()).get(&key).copied();
    with(found.unwrap_or_else(|| {
        let computed = Substitutes::new(word, key);
        let mut part = part.write().unwrap_or_else(|poisoned| poisoned.into_inner());
        part.entry(key).or_insert_with(|| Box::leak(Box::new(computed)))
    }));
}
