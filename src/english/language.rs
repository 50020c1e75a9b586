//! Whether a text is English.
//!
//! There is one test. The rules of normalization that fit English only ask it of the head of a
//! text, triage of the whole text.

use std::sync::OnceLock;

use super::lists::{FUNCTION_WORDS, NOT_SPANISH_WORDS, SPANISH_WORDS};
use super::{Background, WordKey};

/// How much a word speaks for English, in hundredths of a natural logarithm of its odds: how much
/// oftener such words occur in English news than in other languages written in Latin letters. Words
/// that begin with a capital are mostly names.
const FUNCTION: i64 = 390;
const LISTED: i64 = 85;
const UNLISTED: i64 = -150;
const CAPITAL: i64 = -50;

/// How far the sum may lie from that of a text of which nothing is known before the language is
/// clear, in the unit of [`FUNCTION`]: a headline of names is no other language, and three listed
/// words are not yet English.
const UNCLEAR: i64 = 200;

/// The least mean of the words of an English text, in the unit of [`FUNCTION`]. English news has
/// 100 and more, its worst machine-read pages -20 (known by their function words), tables of
/// figures 40; French -60, Swahili up to 5.
const MIN_MEAN: i64 = 15;

/// One function word in so many words is English, whatever the others are. English news has one in
/// 4 to 7; an article in another language with an English sentence in it, one in 15.
const FUNCTION_SHARE: i64 = 12;

/// Function words from which on that share is clear. French has "but", Swahili quotes "The Lion
/// King".
const MIN_FUNCTION_WORDS: i64 = 3;

/// The language of a text, as far as its words show it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Language {
    /// English. An article in another language is not, even with an English sentence in it; nor are
    /// an English page that is mostly quotations in another script, and short tables of figures.
    English,
    /// Too few words to know. What is right for English only must not be done to such a text, and
    /// it must not be called foreign.
    Unclear,
    /// Another language.
    Other,
}

/// What a word shows of the language of its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum WordClass {
    /// The background lists it.
    Listed,
    /// Unlisted, with a capital at its beginning.
    Capital,
    /// Unlisted, with letters beyond ASCII.
    Wide,
    /// Unlisted, in small ASCII letters, with a vowel among them.
    Plain,
    /// Unlisted: a compound, which may be new in every language, or an abbreviation without a vowel
    /// ("dlrs", "pct").
    Compound,
}

/// The words of a text, counted by what they show of its language.
pub(crate) struct Tally {
    functions: &'static FunctionWords,
    words: i64,
    function_words: i64,
    sum: i64,
}

impl Tally {
    pub(crate) fn new() -> Self {
        Tally { functions: FunctionWords::english(), words: 0, function_words: 0, sum: 0 }
    }

    /// Counts a word: its folded form, the key of that, and whether the text has it with a capital.
    pub(crate) fn add(&mut self, folded: &str, key: WordKey, capital: bool) -> WordClass {
        let class = if Background::english().is_listed(key) {
            WordClass::Listed
        } else if capital {
            WordClass::Capital
        } else if !folded.is_ascii() {
            WordClass::Wide
        } else if is_plain(folded) {
            WordClass::Plain
        } else {
            WordClass::Compound
        };
        self.words += 1;
        self.sum += match class {
            WordClass::Listed if self.functions.contain(key) => {
                self.function_words += 1;
                FUNCTION
            }
            WordClass::Listed => LISTED,
            WordClass::Capital => CAPITAL,
            WordClass::Wide | WordClass::Plain => UNLISTED,
            WordClass::Compound => 0,
        };
        class
    }

    /// How many words were counted, and how many of them are function words.
    pub(crate) fn counts(&self) -> (i64, i64) {
        (self.words, self.function_words)
    }

    /// The language that the words show.
    pub(crate) fn language(&self) -> Language {
        let beyond = self.sum - MIN_MEAN * self.words;
        let functional = self.function_words * FUNCTION_SHARE >= self.words.max(1);
        if functional && self.function_words >= MIN_FUNCTION_WORDS || beyond >= UNCLEAR {
            Language::English
        } else if functional || beyond >= -UNCLEAR {
            Language::Unclear
        } else {
            Language::Other
        }
    }
}

/// Whether a folded word is small ASCII letters only, with a vowel among them.
fn is_plain(word: &str) -> bool {
    word.bytes().all(|byte| byte.is_ascii_lowercase())
        && word.bytes().any(|byte| matches!(byte, b'a' | b'e' | b'i' | b'o' | b'u' | b'y'))
}

/// The keys of the function words, each in the first free slot from the one that its leading bits
/// name.
struct FunctionWords([u64; SLOTS]);

const SLOTS: usize = 256;

impl FunctionWords {
    fn english() -> &'static FunctionWords {
        static ENGLISH: OnceLock<FunctionWords> = OnceLock::new();
        ENGLISH.get_or_init(|| {
            let mut slots = [0; SLOTS];
            for word in FUNCTION_WORDS.entries() {
                let key = WordKey::of(word).number();
                let mut at = Self::slot(key);
                while slots[at] != 0 {
                    at = (at + 1) % SLOTS;
                }
                slots[at] = key;
            }
            FunctionWords(slots)
        })
    }

    fn slot(key: u64) -> usize {
        (key >> (64 - SLOTS.ilog2())) as usize
    }

    fn contain(&self, word: WordKey) -> bool {
        let key = word.number();
        let mut at = Self::slot(key);
        while self.0[at] != 0 && self.0[at] != key {
            at = (at + 1) % SLOTS;
        }
        self.0[at] == key
    }
}

/// The share of Spanish words from which on a line is Spanish, if it has none of a neighbour's.
/// Spanish news has 30 to 40 %.
const MIN_SPANISH: f64 = 0.25;

/// Whether the words of a line are Spanish, and not of a language near it that writes apostrophes.
pub(crate) fn is_spanish(line: &str) -> bool {
    let words = || line.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
    let hits = words().filter(|word| SPANISH_WORDS.contains(&word.to_lowercase())).count();
    // A single letter is what is left of an article before an apostrophe: "l'arte".
    let cut_off = |word: &str| word.chars().count() == 1 && word.starts_with(char::is_lowercase);
    hits > 2
        && hits as f64 >= MIN_SPANISH * words().count() as f64
        && !words().any(|word| cut_off(word) && !matches!(word, "y" | "a" | "o"))
        && !words().any(|word| NOT_SPANISH_WORDS.contains(&word.to_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_function_word_is_listed() {
        for word in FUNCTION_WORDS.entries() {
            let key = WordKey::of(word);
            assert!(Background::english().is_listed(key) && FunctionWords::english().contain(key), "{word}");
        }
        assert!(!FunctionWords::english().contain(WordKey::of("harbour")));
    }

    #[test]
    fn spanish_is_known_from_its_neighbours() {
        assert!(is_spanish("Deja dos heridos hundimiento de barco en Acapulco"));
        for other in
            ["L’homme de la rue se demande que faire de l’argent", "l'arte de la luna en el mar", "della Roma", ""]
        {
            assert!(!is_spanish(other), "{other}");
        }
    }
}
