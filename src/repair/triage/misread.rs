//! Words that a machine read wrong: undo one confusion of letters that look alike, and a frequent word stands there.

use crate::english::{Background, Glyphs, WordKey};

/// log10 of the count from which on a word is frequent: some 4,800 are. Rarer words have too many neighbours.
const FREQUENT: f32 = 7.0;

/// Letters of the shortest and of the longest word that is looked at. Two letters are near everything.
const LENGTHS: std::ops::RangeInclusive<usize> = 3..=20;

/// Whether an unlisted word, in small ASCII letters, is a frequent word read wrong.
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
