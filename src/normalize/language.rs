//! Is a text plainly English? Rules about English ask, and let everything else pass.

use crate::text::head;

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

/// After so many words the look ends if there is no doubt: twice the share. A page may begin with a menu, so that none
/// of the words says nothing yet.
const FIRST_LOOK: usize = 128;

/// Whether the head of `text` is plainly English.
pub(super) fn is_english(text: &str) -> bool {
    let head = head(text, LOOK_BYTES);
    let (mut words, mut hits) = (0_usize, 0_usize);
    let mut count = |word: &[u8]| {
        words += 1;
        hits += usize::from(is_frequent(word));
        (words == FIRST_LOOK).then_some(hits)
    };
    for chunk in head.as_bytes().split(|byte| byte.is_ascii() && !byte.is_ascii_alphabetic()) {
        let looked = if chunk.is_ascii() {
            if chunk.is_empty() { None } else { count(chunk) }
        } else {
            let wide = std::str::from_utf8(chunk).unwrap_or_default();
            let words = wide.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
            words.filter_map(|word| count(word.as_bytes())).last()
        };
        if looked.is_some_and(|hits| hits as f64 >= 2.0 * MIN_SHARE * FIRST_LOOK as f64) {
            return true;
        }
    }
    hits > 0 && hits as f64 >= MIN_SHARE * words as f64
}

/// Frequent words of Spanish.
const SPANISH: [&str; 19] = [
    "al", "con", "de", "del", "dos", "el", "en", "es", "la", "las", "los", "para", "por", "que", "se", "su", "un",
    "una", "y",
];

/// Frequent words of its neighbours that write apostrophes, and are none of Spanish.
const NEIGHBOURS: [&str; 24] = [
    "amb", "and", "che", "dans", "des", "di", "du", "els", "est", "et", "gli", "il", "le", "les", "lo", "nel", "of",
    "par", "per", "pour", "sono", "sur", "the", "une",
];

/// The share of Spanish words from which on a line is Spanish, if it has none of a neighbour. Spanish news has 30 to 40 %.
const MIN_SPANISH: f64 = 0.25;

/// Whether the head of a line is plainly Spanish.
pub(super) fn is_spanish(line: &str) -> bool {
    let words = || head(line, LOOK_BYTES).split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
    let hits = words().filter(|word| SPANISH.contains(&&*word.to_lowercase())).count();
    hits > 2
        && hits as f64 >= MIN_SPANISH * words().count() as f64
        && !words().any(|word| {
            word.chars().count() == 1
                && word != "y"
                && word != "a"
                && word != "o"
                && word.starts_with(char::is_lowercase)
        })
        && !words().any(|word| NEIGHBOURS.contains(&&*word.to_lowercase()))
}

/// Whether it is one of the frequent words of English.
pub(super) fn is_listed(word: &str) -> bool {
    is_frequent(word.as_bytes())
}

fn is_frequent(word: &[u8]) -> bool {
    KEYS.get(word.len()).is_some_and(|keys| keys.contains(&key(word)))
}

/// The letters of a word, in lower case, as one number; bytes above ASCII give numbers that no listed word has.
const fn key(word: &[u8]) -> u64 {
    let (mut key, mut at) = (0, 0);
    while at < word.len() {
        key = key << 8 | (word[at] | 0x20) as u64;
        at += 1;
    }
    key
}

/// The keys of [`WORDS`] by the length of the words; what is left of a row is the key of no word.
static KEYS: [[u64; 16]; 8] = {
    let mut keys = [[u64::MAX; 16]; 8];
    let mut at = 0;
    while at < WORDS.len() {
        let row = &mut keys[WORDS[at].len()];
        let mut free = 0;
        while row[free] != u64::MAX {
            free += 1;
        }
        row[free] = key(WORDS[at].as_bytes());
        at += 1;
    }
    keys
};

#[cfg(test)]
mod tests {
    use super::is_english;

    #[test]
    fn spanish_is_told_from_those_who_write_apostrophes() {
        assert!(super::is_spanish("Deja dos heridos hundimiento de barco en Acapulco"));
        for other in
            ["L’homme de la rue se demande que faire de l’argent", "l'arte de la luna en el mar", "della Roma", ""]
        {
            assert!(!super::is_spanish(other), "{other}");
        }
    }

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
