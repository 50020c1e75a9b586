//! What a spinner writes for a word: its thesaurus, followed from the clean word to its
//! substitutes, so that it can be inverted.
//!
//! Article spinners look a word up, pick any "synonym" of any sense, and put the ending back.
//! WordNet explains most of what they write (`data/README.md`); `data/confusions.txt` adds what it
//! does not hold.

use std::collections::{BTreeSet, HashMap};
use std::sync::OnceLock;

use super::background::unpack;

/// The thesaurus: lemmas in lower case, hyphens kept, words of a phrase parted by spaces.
pub(crate) struct Thesaurus {
    synsets: Vec<Vec<&'static str>>,
    of_lemma: HashMap<&'static str, Vec<u32>>,
    lemma_of_form: HashMap<&'static str, Vec<&'static str>>,
    confusions: HashMap<&'static str, Vec<&'static str>>,
    /// The inverse of `confusions`: phrases and the words that they replace.
    confused: HashMap<&'static str, Vec<&'static str>>,
}

/// The ending that a form has over its lemma.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ending {
    None,
    S,
    Ed,
    Ing,
}

impl Thesaurus {
    /// English, unpacked at the first call.
    pub(crate) fn english() -> &'static Thesaurus {
        static ENGLISH: OnceLock<Thesaurus> = OnceLock::new();
        ENGLISH.get_or_init(|| {
            // Unpacked once and kept for the life of the program: the words are slices of it.
            let synsets: &'static str = unpack(include_bytes!("../../data/thesaurus.txt.gz")).to_lowercase().leak();
            let irregular: &'static str = unpack(include_bytes!("../../data/irregular.txt.gz")).leak();
            Self::parse(synsets, irregular, include_str!("../../data/confusions.txt"))
        })
    }

    fn parse(synsets: &'static str, irregular: &'static str, confusions: &'static str) -> Self {
        let mut thesaurus = Thesaurus {
            synsets: Vec::new(),
            of_lemma: HashMap::new(),
            lemma_of_form: HashMap::new(),
            confusions: HashMap::new(),
            confused: HashMap::new(),
        };
        for line in synsets.lines() {
            let lemmas: Vec<&str> = line.split('\t').skip(1).collect();
            let number = thesaurus.synsets.len() as u32;
            for lemma in &lemmas {
                thesaurus.of_lemma.entry(lemma).or_default().push(number);
            }
            thesaurus.synsets.push(lemmas);
        }
        for line in irregular.lines() {
            let mut fields = line.split('\t').skip(1);
            if let (Some(form), Some(lemma)) = (fields.next(), fields.next()) {
                let lemmas = thesaurus.lemma_of_form.entry(form).or_default();
                if !lemmas.contains(&lemma) {
                    lemmas.push(lemma);
                }
            }
        }
        for line in confusions.lines().filter(|line| !line.starts_with('#')) {
            if let Some((clean, substitutes)) = line.split_once(": ") {
                thesaurus.confusions.entry(clean).or_default().extend(substitutes.split(", "));
                for substitute in substitutes.split(", ") {
                    thesaurus.confused.entry(substitute).or_default().push(clean);
                }
            }
        }
        thesaurus
    }

    /// Whether `data/confusions.txt` lists the phrase for this word and for no other.
    pub(crate) fn is_confusion(&self, phrase: &str, word: &str) -> bool {
        self.confused.get(phrase).is_some_and(|words| words[..] == [word])
    }

    /// The pairs of `data/confusions.txt`, as (phrase, word), sorted.
    pub(crate) fn listed(&self) -> Vec<(&'static str, &'static str)> {
        let mut pairs: Vec<_> =
            self.confused.iter().flat_map(|(&phrase, words)| words.iter().map(move |&word| (phrase, word))).collect();
        pairs.sort_unstable_by_key(|&(phrase, word)| (word, phrase));
        pairs
    }

    /// Every phrase that a spinner may write for `word` (folded), sorted. For a compound such as
    /// `e-commerce` or `u.s`, the phrases with one of its parts exchanged.
    pub(crate) fn substitutes(&self, word: &str) -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        self.of_whole_word(word, &mut found);
        for mark in ['-', '.'] {
            let parts: Vec<&str> = word.split(mark).collect();
            if parts.len() < 2 || parts.iter().any(|part| part.is_empty()) {
                continue;
            }
            for (at, part) in parts.iter().enumerate() {
                let mut of_part = BTreeSet::new();
                self.of_whole_word(part, &mut of_part);
                for substitute in of_part {
                    let mut exchanged: Vec<&str> = parts.clone();
                    exchanged[at] = &substitute;
                    found.insert(exchanged.join(&mark.to_string()));
                }
            }
        }
        found.remove(word);
        found
    }

    fn of_whole_word(&self, word: &str, found: &mut BTreeSet<String>) {
        self.of_lemma_with_ending(word, Ending::None, found);
        for lemma in self.lemma_of_form.get(word).into_iter().flatten() {
            // Spinners leave the substitute of an irregular form bare ("was" -> "exist") or give it
            // any regular ending.
            for ending in [Ending::None, Ending::S, Ending::Ed] {
                self.of_lemma_with_ending(lemma, ending, found);
            }
        }
        for (suffix, stem, ending) in [
            ("ies", "y", Ending::S),
            ("es", "", Ending::S),
            ("s", "", Ending::S),
            ("ied", "y", Ending::Ed),
            ("ed", "", Ending::Ed),
            ("ed", "e", Ending::Ed),
            ("ing", "", Ending::Ing),
            ("ing", "e", Ending::Ing),
        ] {
            let Some(rest) = word.strip_suffix(suffix).filter(|rest| rest.len() > 1) else { continue };
            let doubled = rest.len() > 2 && rest.as_bytes()[rest.len() - 1] == rest.as_bytes()[rest.len() - 2];
            if doubled && stem.is_empty() && rest.is_char_boundary(rest.len() - 1) {
                self.of_lemma_with_ending(&rest[..rest.len() - 1], ending, found);
            }
            self.of_lemma_with_ending(&format!("{rest}{stem}"), ending, found);
        }
    }

    fn of_lemma_with_ending(&self, lemma: &str, ending: Ending, found: &mut BTreeSet<String>) {
        for &number in self.of_lemma.get(lemma).into_iter().flatten() {
            for other in self.synsets[number as usize].iter().filter(|other| **other != lemma) {
                inflect(other, ending, found);
            }
        }
        for other in self.confusions.get(lemma).into_iter().flatten() {
            inflect(other, ending, found);
        }
    }
}

/// The phrase with the ending on its last word, and on its first ("carried on" beside "carry ons").
fn inflect(phrase: &str, ending: Ending, found: &mut BTreeSet<String>) {
    if ending == Ending::None {
        found.insert(phrase.to_owned());
        return;
    }
    match phrase.rsplit_once(' ') {
        None => {
            found.insert(with_ending(phrase, ending));
        }
        Some((head, last)) => {
            found.insert(format!("{head} {}", with_ending(last, ending)));
            if let Some((first, rest)) = phrase.split_once(' ') {
                found.insert(format!("{} {rest}", with_ending(first, ending)));
            }
        }
    }
}

fn with_ending(word: &str, ending: Ending) -> String {
    let bytes = word.as_bytes();
    let last = bytes.last().copied().unwrap_or(b' ');
    let vowel_before = bytes.len() > 1 && b"aeiou".contains(&bytes[bytes.len() - 2]);
    let stem = |cut: usize| word.get(..word.len() - cut).unwrap_or(word);
    match ending {
        Ending::None => word.to_owned(),
        Ending::S if last == b'y' && !vowel_before => format!("{}ies", stem(1)),
        Ending::S if word.ends_with(['s', 'x', 'z']) || word.ends_with("ch") || word.ends_with("sh") => {
            format!("{word}es")
        }
        Ending::S => format!("{word}s"),
        Ending::Ed if last == b'e' => format!("{word}d"),
        Ending::Ed if last == b'y' && !vowel_before => format!("{}ied", stem(1)),
        Ending::Ed => format!("{word}ed"),
        Ending::Ing if last == b'e' && !word.ends_with("ee") => format!("{}ing", stem(1)),
        Ending::Ing => format!("{word}ing"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endings_are_put_back() {
        let spun = |word| Thesaurus::english().substitutes(word);
        assert!(spun("tracks").contains("rails"));
        assert!(spun("allowed").contains("permitted") || spun("allowed").contains("permited"));
        assert!(spun("stopped").contains("halted"));
        assert!(spun("ice").contains("water ice"));
    }

    #[test]
    fn parts_of_compounds_are_exchanged() {
        let spun = |word| Thesaurus::english().substitutes(word);
        assert!(spun("u.s").contains("u.due south"));
        assert!(spun("e-commerce").contains("east-commerce"));
    }

    #[test]
    fn a_word_is_no_substitute_of_itself() {
        assert!(!Thesaurus::english().substitutes("police").contains("police"));
    }
}
