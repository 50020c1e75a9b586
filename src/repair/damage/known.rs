//! Whether a word is one: listed, a number, or written by somebody else of the family.

use std::collections::HashMap;

use super::pieces::core;
use crate::english::{Background, WordKey};

/// What a piece of text is, by its form and by what lists know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    /// No letter and no digit.
    Mark,
    /// A number as authors write it, with its unit: "18th", "£3.5bn", "10:30", "A320".
    Number,
    /// A listed word, or a compound of listed words.
    Listed,
    /// Begins with a capital and is not listed: a name, or a damaged one.
    Name,
    /// Letters in lower case that no list has.
    Unlisted,
    /// What no author writes: digits among letters, two scripts in a word, marks within.
    Broken,
}

impl Standing {
    /// Whether it is damaged by its form, or by no list having it.
    pub(super) fn is_strange(self) -> bool {
        matches!(self, Standing::Unlisted | Standing::Broken)
    }
}

/// What a piece is. Marks around it do not count.
pub(super) fn standing(piece: &str) -> Standing {
    let word = core(piece);
    if word.is_empty() {
        return Standing::Mark;
    }
    if word.starts_with(|c: char| c.is_ascii_digit()) || word.ends_with(|c: char| c.is_ascii_digit()) {
        return if is_number(word) { Standing::Number } else { Standing::Broken };
    }
    let mut worst = Standing::Listed;
    for part in word.split(['-', '–', '—', '/']).filter(|part| !part.is_empty()) {
        let found = part_standing(part);
        let rank = |standing: Standing| match standing {
            Standing::Broken => 4,
            Standing::Unlisted => 3,
            Standing::Name => 2,
            _ => 0,
        };
        if rank(found) > rank(worst) {
            worst = found;
        }
    }
    worst
}

/// log10 of how often the background has a word: the rarest part of a compound. `None` if it is not listed.
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

/// log10 of the count of "I", which the list leaves out as it does all lone letters but "a".
const SELF: f32 = 9.5;

fn part_standing(part: &str) -> Standing {
    if part.contains(|c: char| c.is_ascii_digit()) {
        return if is_number(part) { Standing::Number } else { Standing::Broken };
    }
    let dots = part.contains('.');
    let inner = |c: char| !c.is_alphabetic() && !matches!(c, '\'' | '’' | '.' | '&');
    if part.contains(inner) || (dots && !is_initialism(part)) || has_two_scripts(part) {
        return Standing::Broken;
    }
    if dots || count(part).is_some() {
        return Standing::Listed;
    }
    if part.chars().count() == 1 {
        // An initial, or what is left of a word.
        return if part == "a" || part.chars().all(char::is_uppercase) { Standing::Listed } else { Standing::Name };
    }
    // "JameB": nobody ends a name so.
    let mut backwards = part.chars().rev();
    if backwards.next().is_some_and(char::is_uppercase) && backwards.take(2).filter(|c| c.is_lowercase()).count() == 2 {
        return Standing::Broken;
    }
    let mut letters = part.chars();
    let first = letters.next().unwrap_or(' ');
    let rest_small = letters.clone().all(|c| !c.is_uppercase());
    let all_large = part.chars().all(|c| !c.is_lowercase());
    match (first.is_uppercase(), rest_small || all_large) {
        (true, true) => Standing::Name,
        // "McDonald", "O'Neill", "eBay", "YouTube": one more capital is a name, and so is one after a small letter.
        (true, false) if letters.filter(|c| c.is_uppercase()).count() == 1 && part.len() >= 5 => Standing::Name,
        (true, false) => Standing::Broken,
        (false, _) => Standing::Unlisted,
    }
}

/// Letters with a stop after each: "U.S", "a.m".
fn is_initialism(part: &str) -> bool {
    part.split('.').all(|letter| letter.chars().count() <= 2)
}

/// Digits as authors write them: signs between digits, a unit of up to three letters behind them, or capitals before them.
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

/// Whether a piece is, or holds, the address of a page or of a mailbox.
pub(super) fn is_address(piece: &str) -> bool {
    let word = piece.to_ascii_lowercase();
    ["@", "://", "www.", ".com", ".org", ".net", ".co.", ".gov", ".edu"].iter().any(|part| word.contains(part))
}

/// Whether a mark stands in a piece that English text has none of, and that reading machines put for what they cannot read.
pub(super) fn has_odd_mark(piece: &str) -> bool {
    piece.contains(['«', '»', '\\', '^', '~', '¡', '¿', '¦', '|', '■', '{', '}', '<', '>'])
}

/// Whether Latin letters and those of another script stand in one word.
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

/// How often each word stands in the texts of a family, by its number.
#[derive(Debug, Clone, Default)]
pub(super) struct WordCounts {
    of: HashMap<u32, u32>,
}

impl WordCounts {
    /// Counts some words.
    pub(super) fn add(&mut self, ids: &[u32]) {
        for &id in ids {
            *self.of.entry(id).or_insert(0) += 1;
        }
    }

    /// How often a word stands there.
    pub(super) fn times(&self, id: u32) -> u32 {
        self.of.get(&id).copied().unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_names_and_words_are_told_from_what_nobody_writes() {
        for (piece, expected) in [
            ("harbour,", Standing::Listed),
            ("well-known", Standing::Listed),
            ("mayor's", Standing::Listed),
            ("U.S.", Standing::Listed),
            ("--", Standing::Mark),
            ("1,250", Standing::Number),
            ("(18th)", Standing::Number),
            ("£3.5bn", Standing::Number),
            ("10:30", Standing::Number),
            ("500ft", Standing::Number),
            ("1990s", Standing::Number),
            ("A320", Standing::Number),
            ("20-year-old", Standing::Number),
            ("Kelleher", Standing::Name),
            ("McGuffin", Standing::Name),
            ("tbe", Standing::Unlisted),
            ("l8", Standing::Broken),
            ("he1lo", Standing::Broken),
            ("har«our", Standing::Broken),
            ("hаrbour", Standing::Broken), // a Cyrillic letter
        ] {
            assert_eq!(standing(piece), expected, "{piece}");
        }
    }

    #[test]
    fn a_compound_is_as_rare_as_its_rarest_part() {
        assert!(count("the").unwrap() > count("harbour-the").unwrap());
        assert_eq!(count("zzqx-the"), None);
    }
}
