//! Words with damaged boundaries: two words glued together, one word split in two, and contractions
//! without their apostrophe.

use crate::english::lists::LOST_APOSTROPHES;
use crate::english::{Background, WordKey};

/// log10 of the least count of a word that may be half of a glued one. About 4,800 words have it.
const FREQUENT: f32 = 7.0;

/// The least number of letters of each half of a glued word and of each part of a split one: "a"
/// and "s" occur beside everything.
const SHORTEST: usize = 2;

/// The least number of letters of a word that is split in two.
const SHORTEST_WHOLE: usize = 6;

/// The most letters of a word that is examined, since every place in it is tried.
const LONGEST: usize = 30;

/// Whether an unlisted word is a contraction that lost its apostrophe.
pub(super) fn is_contraction(word: &str) -> bool {
    LOST_APOSTROPHES.contains(word)
}

/// Whether an unlisted word, in ASCII letters, is two frequent words that often follow each other.
pub(super) fn is_glued(word: &str, english: &Background) -> bool {
    let frequent = |key| english.count(key).is_some_and(|count| count >= FREQUENT);
    word.len() <= LONGEST
        && (SHORTEST..(word.len() + 1).saturating_sub(SHORTEST)).any(|at| {
            let (first, second) = (WordKey::of(&word[..at]), WordKey::of(&word[at..]));
            english.has_pair(first, second) && frequent(first) && frequent(second)
        })
}

/// Whether two words that follow each other, one of them unlisted, are one listed word that was
/// split.
pub(super) fn is_broken(first: &str, second: &str, english: &Background) -> bool {
    let small = |word: &str| word.bytes().all(|byte| byte.is_ascii_lowercase());
    let long = |word: &str| (SHORTEST..=LONGEST).contains(&word.len());
    first.len() + second.len() >= SHORTEST_WHOLE
        && long(first)
        && long(second)
        && small(first)
        && small(second)
        && english.is_listed(WordKey::of(&[first, second].concat()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contractions_are_not_in_the_list() {
        let english = Background::english();
        for word in LOST_APOSTROPHES.entries() {
            assert!(!english.is_listed(WordKey::of(word)), "{word} would never be examined");
        }
    }

    #[test]
    fn glued_words_are_distinguished_from_compounds() {
        let english = Background::english();
        for word in ["ofthe", "willbe", "hasbeen", "thegovernment", "lastyear"] {
            assert!(is_glued(word, english), "{word}");
        }
        for word in ["harbourside", "wheelhouse", "brexiteers", "anklebone", "thé", ""] {
            assert!(!is_glued(word, english), "{word}");
        }
    }

    #[test]
    fn split_words_are_distinguished_from_neighbours() {
        let english = Background::english();
        assert!(is_broken("govern", "ment", english) && is_broken("pres", "ident", english));
        assert!(!is_broken("weapon", "s", english) && !is_broken("the", "harbour", english));
        assert!(!is_broken("Mc", "Donald", english), "a name");
    }
}
