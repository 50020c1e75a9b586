//! Words that OCR misread: if one confusion of letters that look alike is undone, the word is a
//! frequent one.

use crate::english::{Background, Glyphs, WordKey};

/// log10 of the least count of a frequent word. About 4,800 words have it. Rarer words are too
/// similar to too many others.
const FREQUENT: f32 = 7.0;

/// The number of letters of a word that is examined. Words of two letters are similar to too many
/// others.
const LENGTHS: std::ops::RangeInclusive<usize> = 3..=20;

/// Whether an unlisted word, in small ASCII letters, is a frequent word that was misread.
pub(super) fn is_misread(word: &str, english: &Background) -> bool {
    if !LENGTHS.contains(&word.len()) {
        return false;
    }
    let frequent = |word: &str| english.count(WordKey::of(word)).is_some_and(|count| count >= FREQUENT);
    let mut other = String::with_capacity(word.len() + 1);
    let mut exchanged = |start: usize, end: usize, letters: &str| {
        other.clear();
        other.push_str(&word[..start]);
        other.push_str(letters);
        other.push_str(&word[end..]);
        frequent(&other)
    };
    let glyphs = Glyphs::of_scanners();
    for (at, letter) in word.char_indices() {
        let alike = ('a'..='z').filter(|&meant| meant != letter && glyphs.are_alike(letter, meant));
        for meant in alike {
            if exchanged(at, at + 1, meant.encode_utf8(&mut [0; 4])) {
                return true;
            }
        }
    }
    glyphs
        .small_pairs()
        .flat_map(|(one, pair)| [(pair, one), (one, pair)])
        .any(|(read, meant)| word.match_indices(read).any(|(at, _)| exchanged(at, at + read.len(), meant)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_that_look_alike_are_undone() {
        let english = Background::english();
        for word in ["tbe", "wliich", "govemment", "sontence", "aftor", "conimon", "nurnber"] {
            assert!(!english.is_listed(WordKey::of(word)), "{word} is in the list");
        }
        for word in ["tbe", "wliich", "govemment", "aftor", "nurnber", "bcen", "liave"] {
            assert!(is_misread(word, english), "{word}");
        }
    }

    #[test]
    fn new_words_and_names_are_not_misread() {
        let english = Background::english();
        for word in ["blockchain", "selfie", "hashtag", "brexit", "kilowatts", "smartwatch", "dlrs", "co"] {
            assert!(!is_misread(word, english), "{word}");
        }
    }
}
