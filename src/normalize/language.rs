//! Is a text plainly English? Rules about English ask, and let everything else pass.

use super::around;

/// Words that are frequent in English and rare in the languages that share its letters: "in", "on", "is", "was", "for"
/// and the like are left out. They are a fifth of the words of English news.
const WORDS: [&str; 35] = [
    "about", "after", "and", "are", "because", "been", "but", "from", "has", "have", "his", "it", "its", "not", "of",
    "said", "she", "than", "that", "the", "their", "there", "they", "this", "were", "what", "when", "which", "while",
    "who", "will", "with", "would", "you", "your",
];

/// The share of such words from which on a text is English. English news has 15 to 25 %; Dutch, the nearest stranger
/// ("of"), about 1 %.
const MIN_SHARE: f64 = 0.08;

/// How much of the text is looked at. Language does not change after a page.
const LOOK_BYTES: usize = 4 << 10;

/// Whether the head of `text` is plainly English.
pub(super) fn is_english(text: &str) -> bool {
    let head = around::head(text, LOOK_BYTES);
    let (mut words, mut hits) = (0_usize, 0_usize);
    for word in head.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()) {
        words += 1;
        hits += usize::from(is_listed(word));
    }
    hits > 0 && hits as f64 >= MIN_SHARE * words as f64
}

/// Whether it is one of the frequent words of English.
pub(super) fn is_listed(word: &str) -> bool {
    (2..=7).contains(&word.len())
        && WORDS.iter().any(|listed| listed.len() == word.len() && word.eq_ignore_ascii_case(listed))
}

#[cfg(test)]
mod tests {
    use super::is_english;

    #[test]
    fn english_is_told_from_its_neighbours() {
        assert!(is_english("The minister said the talks had failed."));
        assert!(is_english("Who is it?"));
        for other in [
            "Der Minister sagte, die Gespräche in Wien seien am Ende",
            "De minister is van mening dat er meer geld voor scholen nodig was",
            "Con il corpo e lo spirito ammaccato, è come se nel cuore avessi un vetro conficcato.",
            "Ministeren sagde, at han ikke ved, om der er nok penge for skolerne",
            "Pan minister powiedział, że to nie jest koniec rozmów",
            "[x] ©",
            "",
        ] {
            assert!(!is_english(other), "{other}");
        }
    }
}
