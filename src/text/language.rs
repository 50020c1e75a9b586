//! Whether a text is English, by its head.

use super::casing::{Casing, fold};
use super::{Tokens, head};
use crate::english::{Language, Tally, WordKey};
use crate::model::TokenKind;

/// How much of a text is read, in bytes. Language does not change after a page.
const READ_BYTES: usize = 4 << 10;

/// After so many words reading ends if so many of them are function words: 16 %, where English news
/// has 15 to 25 % and Dutch, the nearest of the others ("of"), about 1 %. A page may begin with a
/// menu, so that a lack of them shows nothing yet.
const FIRST_WORDS: (i64, i64) = (128, 20);

/// Whether the head of `text` is clearly English.
pub(crate) fn is_english(text: &str) -> bool {
    let head = head(text, READ_BYTES);
    let mut tally = Tally::new();
    let mut buffer = String::new();
    for token in Tokens::new(head).filter(|token| token.kind == TokenKind::Word) {
        let word = token.span.of(head);
        let casing = Casing::of(word);
        let folded = fold(word.trim_end_matches('.'), casing, &mut buffer);
        tally.add(folded, WordKey::of(folded), casing.is_capitalized(word));
        let (words, function_words) = tally.counts();
        if words == FIRST_WORDS.0 && function_words >= FIRST_WORDS.1 {
            return true;
        }
    }
    tally.language() == Language::English
}

#[cfg(test)]
mod tests {
    use super::is_english;

    #[test]
    fn english_is_known_from_its_neighbours() {
        assert!(is_english("The minister said the talks had failed."));
        assert!(is_english("Who is it?"));
        assert!(is_english(
            "Shr 27 cts vs 29 cts, net 13,555,000 vs 14,635,000, avg shares mln vs mln, cash dividend payable May 1"
        ));
        for other in [
            "Der Minister sagte, die Gespräche in Wien seien am Ende",
            "De minister is van mening dat er meer geld voor scholen nodig was",
            "Con il corpo e lo spirito ammaccato, è come se nel cuore avessi un vetro conficcato.",
            "Ministeren sagde, at han ikke ved, om der er nok penge for skolerne",
            "Pan minister powiedział, że to nie jest koniec rozmów",
            "Il a dit : « Oui ! » Pourquoi ? Parce que 1 250 € suffisent.",
            "Leur conclusion ?",
            "[x] ©",
            "",
        ] {
            assert!(!is_english(other), "{other}");
        }
    }
}
