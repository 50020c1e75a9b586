//! What a spinner may write for each word, as keys and odds: the thesaurus walked once for a word, whoever asks.

use std::sync::{OnceLock, RwLock};

use rustc_hash::FxHashMap;

use super::triage::natural_count;
use crate::english::Thesaurus;
use crate::english::{Background, WordKey};

/// Words of a phrase, at the most: "come out of the closet".
pub(super) const LONGEST_PHRASE: usize = 5;

/// log10 of the count of a word that the background leaves out and news does not, such as "U.S".
const UNLISTED_CLEAN: f32 = 6.5;

/// log10 of how often a spinner exchanges a word: one in ten times that it is used.
pub(super) fn spinner_count(word: WordKey) -> f32 {
    Background::english().count(word).unwrap_or(UNLISTED_CLEAN) - 1.0
}

/// The phrases that may stand for one word.
#[derive(Debug, Default)]
pub(super) struct Substitutes {
    /// The words of all phrases, one phrase after the other.
    keys: Box<[WordKey]>,
    phrases: Box<[StoredPhrase]>,
}

#[derive(Debug, Clone, Copy)]
struct StoredPhrase {
    words: u8,
    stopped: bool,
    odds: f32,
}

/// One phrase that may stand for a word.
#[derive(Debug, Clone, Copy)]
pub(super) struct Substitute<'s> {
    /// Its words, folded as a vocabulary folds them.
    pub(super) keys: &'s [WordKey],
    /// log10 of how much oftener a spinner writes the phrase for the word than an author writes it at all.
    pub(super) odds: f32,
    /// It ends with a full stop of its own ("Day Jr.").
    pub(super) stopped: bool,
}

impl Substitutes {
    /// Those of a folded word.
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

    /// The phrases, in the order of their letters.
    pub(super) fn iter(&self) -> impl Iterator<Item = Substitute<'_>> {
        let mut at = 0;
        self.phrases.iter().map(move |phrase| {
            let keys = &self.keys[at..at + usize::from(phrase.words)];
            at += keys.len();
            Substitute { keys, odds: phrase.odds, stopped: phrase.stopped }
        })
    }
}

/// Words by key, in as many parts as keep threads from waiting for each other.
struct WorkedOut {
    parts: [RwLock<FxHashMap<WordKey, &'static Substitutes>>; 16],
}

/// Calls `with` with the substitutes of a folded word.
///
/// Those of English words are worked out once and kept: at the most some 30 MB, if every word that the background lists is asked
/// for. Compounds are endless and rare, so they are worked out each time; a word without substitutes, such as a name, costs little.
pub(super) fn substitutes_of(word: &str, key: WordKey, with: impl FnOnce(&Substitutes)) {
    static WORKED_OUT: OnceLock<WorkedOut> = OnceLock::new();
    if Background::english().count(key).is_none() {
        return with(&Substitutes::new(word, key));
    }
    let all = WORKED_OUT.get_or_init(|| WorkedOut { parts: Default::default() });
    let part = &all.parts[key.part(all.parts.len())];
    // A thread that panicked left the map whole: it holds finished entries only.
    let found = part.read().unwrap_or_else(|poisoned| poisoned.into_inner()).get(&key).copied();
    with(found.unwrap_or_else(|| {
        let worked_out = Substitutes::new(word, key);
        let mut part = part.write().unwrap_or_else(|poisoned| poisoned.into_inner());
        part.entry(key).or_insert_with(|| Box::leak(Box::new(worked_out)))
    }));
}
