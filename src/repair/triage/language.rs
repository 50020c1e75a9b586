//! Whether a text is in a language that triage knows: English.

use std::sync::OnceLock;

use super::super::background::WordKey;

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
pub(super) struct Tally {
    functions: &'static FunctionWords,
    words: i64,
    function_words: i64,
    sum: i64,
}

impl Tally {
    pub(super) fn new() -> Self {
        Tally { functions: FunctionWords::english(), words: 0, function_words: 0, sum: 0 }
    }

    /// A word of the background's list.
    pub(super) fn listed(&mut self, key: WordKey) {
        let function = self.functions.contain(key);
        self.function_words += i64::from(function);
        self.count(if function { FUNCTION } else { LISTED });
    }

    /// A word in small letters that is not on the list.
    pub(super) fn unlisted(&mut self) {
        self.count(UNLISTED);
    }

    /// A word that begins with a capital and is not on the list.
    pub(super) fn capital(&mut self) {
        self.count(CAPITAL);
    }

    /// A compound or an abbreviation: every language has them.
    pub(super) fn silent(&mut self) {
        self.count(0);
    }

    fn count(&mut self, says: i64) {
        self.words += 1;
        self.sum += says;
    }

    /// Whether the text is English, or has no words.
    pub(super) fn is_known(&self) -> bool {
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
    use super::super::super::background::Background;
    use super::super::words::Reading;
    use super::*;
    use crate::model::{Span, Token, TokenKind};

    fn is_known(text: &str) -> bool {
        let mut tokens = Vec::new();
        let mut at = 0;
        for word in text.split(' ') {
            let stem = word.trim_end_matches([',', '.', '!', '?']).len();
            tokens.push(Token { span: Span::new(at, at + stem), kind: TokenKind::Word });
            at += word.len() + 1;
        }
        Reading::new(text, &tokens).language.is_known()
    }

    #[test]
    fn english_is_known_however_short() {
        for text in [
            "Mayor resigns",
            "Olsen wins Bergen marathon",
            "Shares fall again, dealers say",
            "Nasdaq",
            "The bridge was closed on Monday after engineers had found cracks in two of its piers.",
            "Oper shr loss two cts vs profit seven cts, net loss, revs mln vs mln, avg shrs mln vs mln",
        ] {
            assert!(is_known(text), "{text}");
        }
        assert!(Tally::new().is_known(), "no words are no other language");
    }

    #[test]
    fn badly_read_english_is_english() {
        assert!(is_known(
            "Tlie heavy rain conimenced lato on Satuidav night and contmued to fill the crccks of the distiict"
        ));
    }

    #[test]
    fn other_languages_are_not() {
        for text in [
            "Der Stadtrat teilte am Montag mit, dass die alte Hafenbrücke bis zum Frühjahr wegen Reparaturen gesperrt wird.",
            "El alcalde dijo el lunes que el viejo puente del puerto permanecerá cerrado hasta la primavera por obras.",
            "De burgemeester zei maandag dat de oude havenbrug tot het voorjaar gesloten blijft voor herstel van de kabels.",
            "Il sindaco ha detto lunedì che il vecchio ponte del porto resterà chiuso fino alla primavera per lavori.",
            "Borgmesteren sagde mandag, at den gamle havnebro vil være lukket for reparationer indtil foråret.",
            "O presidente da câmara disse na segunda-feira que a velha ponte do porto ficará fechada até à primavera.",
            "Burmistrz powiedział w poniedziałek, że stary most portowy będzie zamknięty do wiosny z powodu napraw.",
            "Meya alisema Jumatatu kwamba daraja la zamani la bandari litafungwa hadi majira ya kuchipua kwa matengenezo.",
            "Мэр сообщил в понедельник, что старый портовый мост будет закрыт до весны на ремонт.",
        ] {
            assert!(!is_known(text), "{text}");
        }
    }

    #[test]
    fn every_function_word_is_listed() {
        for word in FUNCTION_WORDS {
            let key = WordKey::of(word);
            assert!(Background::english().is_listed(key) && FunctionWords::english().contain(key), "{word}");
        }
        assert!(!FunctionWords::english().contain(WordKey::of("harbour")));
    }
}
