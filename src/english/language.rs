//! Whether a text is in a language that triage knows: English.

use std::sync::OnceLock;

use crate::english::WordKey;

/// Words that are frequent in English and rare in the languages that share its letters. A fifth of the words of English
/// news, at most 1.5 of 100 in texts of twelve other languages.
const FUNCTION_WORDS: [&str; 35] = [
    "about", "after", "and", "are", "because", "been", "but", "from", "has", "have", "his", "it", "its", "not", "of",
    "said", "she", "than", "that", "the", "their", "there", "they", "this", "were", "what", "when", "which", "while",
    "who", "will", "with", "would", "you", "your",
];

/// What a word says for English, in hundredths of a natural logarithm of its odds: how much oftener such words stand in English news
/// than in other languages written in Latin letters. Words beginning with a capital are mostly names.
const FUNCTION: i64 = 390;
const LISTED: i64 = 85;
const UNLISTED: i64 = -150;
const CAPITAL: i64 = -50;

/// What is granted before the first word: a headline of names is no other language.
const GRANTED: i64 = 200;

/// What a word of an English text says at least, on average. English news has 100 and more, its worst machine-read pages -20
/// (known by their function words), tables of figures 40; French -60, Swahili up to 5.
const MIN_MEAN: i64 = 15;

/// One function word in so many words is English, whatever the others are.
const FUNCTION_SHARE: i64 = 25;

/// What the words of a text say of its language.
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

    /// A word of the background's list.
    pub(crate) fn listed(&mut self, key: WordKey) {
        let function = self.functions.contain(key);
        self.function_words += i64::from(function);
        self.count(if function { FUNCTION } else { LISTED });
    }

    /// A word in small letters that is not on the list.
    pub(crate) fn unlisted(&mut self) {
        self.count(UNLISTED);
    }

    /// A word that begins with a capital and is not on the list.
    pub(crate) fn capital(&mut self) {
        self.count(CAPITAL);
    }

    /// A compound or an abbreviation: every language has them.
    pub(crate) fn silent(&mut self) {
        self.count(0);
    }

    fn count(&mut self, says: i64) {
        self.words += 1;
        self.sum += says;
    }

    /// Whether the text is English, or has no words.
    pub(crate) fn is_known(&self) -> bool {
        self.function_words * FUNCTION_SHARE >= self.words.max(1) || self.sum + GRANTED >= MIN_MEAN * self.words
    }
}

/// Their keys, each in the first free slot from the one that its leading bits name.
struct FunctionWords([u64; SLOTS]);

const SLOTS: usize = 256;

impl FunctionWords {
    fn english() -> &'static FunctionWords {
        static ENGLISH: OnceLock<FunctionWords> = OnceLock::new();
        ENGLISH.get_or_init(|| {
            let mut slots = [0; SLOTS];
            for word in FUNCTION_WORDS {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::english::Background;

    #[test]
    fn every_function_word_is_listed() {
        for word in FUNCTION_WORDS {
            let key = WordKey::of(word);
            assert!(Background::english().is_listed(key) && FunctionWords::english().contain(key), "{word}");
        }
        assert!(!FunctionWords::english().contain(WordKey::of("harbour")));
    }
}
