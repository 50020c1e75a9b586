//! Classes of words: listed words, names, numbers, and strings that nobody writes.

use std::collections::HashMap;

use super::pieces::core;
use crate::english::{Background, WordKey};

/// The class of a piece of text, by its form and by the word lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum WordClass {
    /// The piece has no letter and no digit.
    Mark,
    /// The piece is a number as authors write it, with its unit: "18th", "£3.5bn", "10:30", "A320".
    Number,
    /// The piece is a listed word, or a compound of listed words.
    Listed,
    /// The piece begins with a capital and is not listed: it is a name, or a damaged name.
    Name,
    /// The piece is in lower case and no list has it.
    Unlisted,
    /// The piece has a form that no author writes: digits among letters, two scripts in a word,
    /// marks inside.
    Malformed,
}

impl WordClass {
    /// Whether its form shows damage, or no list has it.
    pub(super) fn is_strange(self) -> bool {
        matches!(self, WordClass::Unlisted | WordClass::Malformed)
    }
}

/// The class of a piece, apart from the marks around it. A compound has the class of its worst
/// part.
pub(super) fn word_class(piece: &str) -> WordClass {
    let word = core(piece);
    if word.is_empty() {
        return WordClass::Mark;
    }
    if word.starts_with(|c: char| c.is_ascii_digit()) || word.ends_with(|c: char| c.is_ascii_digit()) {
        return if is_number(word) { WordClass::Number } else { WordClass::Malformed };
    }
    let mut worst = WordClass::Listed;
    for part in word.split(['-', '–', '—', '/']).filter(|part| !part.is_empty()) {
        let found = class_of_part(part);
        let rank = |class: WordClass| match class {
            WordClass::Malformed => 4,
            WordClass::Unlisted => 3,
            WordClass::Name => 2,
            _ => 0,
        };
        if rank(found) > rank(worst) {
            worst = found;
        }
    }
    worst
}

/// log10 of the background count of a word; for a compound, that of its rarest part. `None` if it
/// is not listed.
pub(super) fn count(piece: &str) -> Option<f32> {
    let word = core(piece).to_lowercase().replace('’', "'");
    let stem = word.strip_suffix("'s").unwrap_or(&word);
    let english = Background::english();
    stem.split(['-', '–', '—', '/'])
        .filter(|part| !part.is_empty())
        .map(|part| if part == "i" { Some(SELF) } else { english.count(WordKey::of(part)) })
        .try_fold(f32::MAX, |least, count| count.map(|count| least.min(count)))
        .filter(|least| *least < f32::MAX)
}

/// log10 of the count of "I". The list has no words of one letter except "a".
const SELF: f32 = 9.5;

/// The class of a word, or of one part of a compound.
fn class_of_part(part: &str) -> WordClass {
    if part.contains(|c: char| c.is_ascii_digit()) {
        return if is_number(part) { WordClass::Number } else { WordClass::Malformed };
    }
    let dots = part.contains('.');
    let inner = |c: char| !c.is_alphabetic() && !matches!(c, '\'' | '’' | '.' | '&');
    if part.contains(inner) || (dots && !is_initialism(part)) || has_two_scripts(part) {
        return WordClass::Malformed;
    }
    if dots || count(part).is_some() {
        return WordClass::Listed;
    }
    if part.chars().count() == 1 {
        // The letter is an initial, or what is left of a word.
        return if part == "a" || part.chars().all(char::is_uppercase) { WordClass::Listed } else { WordClass::Name };
    }
    // No name ends with a capital after two small letters, as in "JameB".
    let mut backwards = part.chars().rev();
    if backwards.next().is_some_and(char::is_uppercase) && backwards.take(2).filter(|c| c.is_lowercase()).count() == 2 {
        return WordClass::Malformed;
    }
    let mut letters = part.chars();
    let first = letters.next().unwrap_or(' ');
    let rest_small = letters.clone().all(|c| !c.is_uppercase());
    let all_large = part.chars().all(|c| !c.is_lowercase());
    match (first.is_uppercase(), rest_small || all_large) {
        (true, true) => WordClass::Name,
        // Names may have a second capital: "McDonald", "O'Neill", "YouTube".
        (true, false) if letters.filter(|c| c.is_uppercase()).count() == 1 && part.len() >= 5 => WordClass::Name,
        (true, false) => WordClass::Malformed,
        (false, _) => WordClass::Unlisted,
    }
}

/// Whether the parts between full stops have at most two characters each: "U.S", "a.m".
fn is_initialism(part: &str) -> bool {
    part.split('.').all(|letter| letter.chars().count() <= 2)
}

/// Whether a word is a number as authors write it: digits with signs between them, a unit of up to
/// three letters after them, or capitals before them.
pub(super) fn is_number(word: &str) -> bool {
    let digit = |c: char| c.is_ascii_digit();
    let mut parts = word.split(['-', '–', '/', ':']).filter(|part| !part.is_empty());
    parts.all(|part| {
        if !part.contains(digit) {
            return part.chars().all(char::is_alphabetic);
        }
        let head = part.trim_end_matches(|c: char| c.is_alphabetic() || c == '.');
        let unit = part[head.len()..].trim_matches('.');
        let code = head.trim_start_matches(|c: char| c.is_ascii_uppercase() || matches!(c, '$' | '£' | '€'));
        let signs =
            |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '\'' | '’' | '%' | '½' | '¼' | '¾' | 'º' | '°');
        let unit_known = unit.is_empty()
            || unit.chars().all(|c| c.is_lowercase())
                && unit.len() <= 3
                && !matches!(unit, "l" | "i" | "o" | "ll" | "il" | "lo" | "e")
            || matches!(unit, "G" | "K" | "M" | "D" | "C" | "F" | "B" | "GB" | "MB" | "MW" | "BC" | "AD" | "AM" | "PM")
            || count(unit).is_some_and(|count| count > 7.0);
        !code.is_empty() && code.chars().all(signs) && unit_known && head.len() - code.len() <= 4
    })
}

/// Whether a piece contains a web or mail address.
pub(super) fn is_address(piece: &str) -> bool {
    let word = piece.to_ascii_lowercase();
    ["@", "://", "www.", ".com", ".org", ".net", ".co.", ".gov", ".edu"].iter().any(|part| word.contains(part))
}

/// Whether a piece contains a mark that English text does not use and that OCR writes for
/// characters that it cannot read.
pub(super) fn has_odd_mark(piece: &str) -> bool {
    piece.contains(['«', '»', '\\', '^', '~', '¡', '¿', '¦', '|', '■', '{', '}', '<', '>'])
}

/// Whether a word has Latin letters and letters of another script.
pub(super) fn has_two_scripts(word: &str) -> bool {
    !word.is_ascii() && {
        let mut letters = word.chars().filter(|c| c.is_alphabetic());
        let latin = letters.clone().any(is_latin);
        latin && letters.any(|c| !is_latin(c))
    }
}

/// Whether a letter is Latin.
pub(super) fn is_latin(letter: char) -> bool {
    letter.is_ascii_alphabetic() || matches!(letter, 'ª' | 'º' | 'À'..='ʯ' | 'Ḁ'..='ỿ' | 'ﬀ'..='ﬆ')
}

/// How often each word occurs in some texts, by its number.
#[derive(Debug, Clone, Default)]
pub(super) struct WordCounts {
    of: HashMap<u32, u32>,
}

impl WordCounts {
    /// Adds some words.
    pub(super) fn add(&mut self, ids: &[u32]) {
        for &id in ids {
            *self.of.entry(id).or_insert(0) += 1;
        }
    }

    /// How often a word occurs.
    pub(super) fn times(&self, id: u32) -> u32 {
        self.of.get(&id).copied().unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_names_and_words_are_distinguished_from_malformed_strings() {
        for (piece, expected) in [
            ("harbour,", WordClass::Listed),
            ("well-known", WordClass::Listed),
            ("mayor's", WordClass::Listed),
            ("U.S.", WordClass::Listed),
            ("--", WordClass::Mark),
            ("1,250", WordClass::Number),
            ("(18th)", WordClass::Number),
            ("£3.5bn", WordClass::Number),
            ("10:30", WordClass::Number),
            ("500ft", WordClass::Number),
            ("1990s", WordClass::Number),
            ("A320", WordClass::Number),
            ("20-year-old", WordClass::Number),
            ("Kelleher", WordClass::Name),
            ("McGuffin", WordClass::Name),
            ("tbe", WordClass::Unlisted),
            ("l8", WordClass::Malformed),
            ("he1lo", WordClass::Malformed),
            ("har«our", WordClass::Malformed),
            ("hаrbour", WordClass::Malformed), // a Cyrillic letter
        ] {
            assert_eq!(word_class(piece), expected, "{piece}");
        }
    }

    #[test]
    fn a_compound_is_as_rare_as_its_rarest_part() {
        assert!(count("the").unwrap() > count("harbour-the").unwrap());
        assert_eq!(count("zzqx-the"), None);
    }
}
