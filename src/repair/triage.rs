//! How spun a document looks, before any sibling is heard.
//!
//! A spinner exchanges function words for words of another meaning ("take been" for "have been", "revealed past the" for "revealed
//! by the"). Where the context wants the function word and not the substitute, that is a hit. Clean news has none in the median.

use std::collections::HashMap;
use std::sync::OnceLock;

use super::background::{Background, WordKey};
use super::thesaurus::Thesaurus;
use crate::model::{Token, TokenKind};

/// The clean words whose substitutes are watched: frequent words of little content, which every article holds.
const WATCHED: &[&str] = &[
    "have",
    "has",
    "had",
    "be",
    "being",
    "been",
    "is",
    "was",
    "are",
    "were",
    "by",
    "as",
    "not",
    "we",
    "you",
    "us",
    "it",
    "he",
    "she",
    "they",
    "them",
    "me",
    "him",
    "her",
    "another",
    "more",
    "than",
    "first",
    "after",
    "law",
    "police",
    "web",
    "done",
    "similar",
    "because",
    "let",
    "part",
    "state",
    "government",
    "in",
    "on",
    "at",
    "of",
    "to",
    "for",
    "with",
    "from",
    "about",
    "over",
    "under",
    "no",
    "so",
    "some",
    "any",
    "all",
    "also",
    "but",
    "can",
    "will",
    "may",
    "might",
    "must",
    "should",
    "would",
    "could",
    "do",
    "does",
    "did",
    "this",
    "that",
    "these",
    "those",
    "there",
    "here",
    "then",
    "now",
    "when",
    "while",
    "where",
    "who",
    "what",
    "which",
    "how",
    "why",
    "just",
    "only",
    "very",
    "well",
    "still",
    "even",
    "back",
    "up",
    "down",
    "off",
    "out",
    "into",
    "before",
    "again",
    "other",
    "own",
    "both",
    "each",
    "few",
    "most",
    "much",
    "many",
    "or",
    "and",
    "if",
    "through",
    "between",
    "during",
    "without",
    "against",
];

/// The share of words that a spinner exchanges: real spun pages have 5 to 20 %.
const SPIN_RATE: f32 = 0.1;

/// log10 of the count of a word that is not listed: below the rarest that is.
pub(super) const UNLISTED: f32 = 4.0;

/// log10 of the count of an unlisted word with a full stop inside: no author writes "U.Southward".
const BROKEN: f32 = 1.0;

/// log10 of the count of a pair that is not listed: an order below the rarest that is.
const UNLISTED_PAIR: f32 = 5.5;

/// A hit counts from this probability on.
const MIN_PROBABILITY: f32 = 0.5;

/// Words before and after that are read with the phrase.
const LONGEST_PHRASE: usize = 4;

/// A text shorter than this is scored as if it had this many words: two odd words do not make a caption spun.
pub(super) const MIN_WORDS: usize = 150;

/// How spun a document looks.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Triage {
    /// Different hits per 1,000 words, each counted with its probability: 0 for clean text, 5 and more for spun text.
    pub spun_score: f64,
    /// What was hit, and the word that belongs there.
    pub hits: Vec<(String, String)>,
}

/// Reads a clean text and its tokens.
pub fn triage(text: &str, tokens: &[Token]) -> Triage {
    let english = Background::english();
    let triggers = Triggers::english();
    let words = folded_words(text, tokens);
    let mut best: HashMap<&'static str, (f32, &'static str)> = HashMap::new();
    let mut at = 0;
    while at < words.len() {
        let Some((trigger, probability, clean)) = triggers.read(&words, at, english, Proofs::Both) else {
            at += 1;
            continue;
        };
        if probability >= MIN_PROBABILITY {
            let seen = best.entry(trigger.phrase).or_insert((0.0, clean));
            if probability > seen.0 {
                *seen = (probability, clean);
            }
        }
        at += trigger.keys.len();
    }
    let mut hits: Vec<(&str, f32, &str)> = best.into_iter().map(|(phrase, (p, clean))| (phrase, p, clean)).collect();
    hits.sort_by(|a, b| a.0.cmp(b.0));
    let sum: f64 = hits.iter().map(|hit| f64::from(hit.1)).sum();
    Triage {
        spun_score: 1000.0 * sum / words.len().max(MIN_WORDS) as f64,
        hits: hits.into_iter().map(|(phrase, _, clean)| (phrase.to_owned(), clean.to_owned())).collect(),
    }
}

/// A word as the triggers see it.
pub(super) struct Folded {
    pub(super) key: WordKey,
    /// Begins with a capital inside a sentence: part of a name.
    pub(super) name: bool,
    /// Follows a mark or a line break.
    pub(super) after_break: bool,
}

/// A function word that a spinner exchanged.
pub(super) struct Hit {
    /// The phrase that stands for it, and its words.
    pub(super) phrase: &'static str,
    pub(super) start: usize,
    pub(super) len: usize,
    /// The word that belongs there.
    pub(super) clean: &'static str,
    /// How likely that is, as if one word in ten were spun: `0.0..=1.0`.
    pub(super) probability: f32,
}

/// The hits of a text with both neighbours in its sentence, by place.
pub(super) fn surrounded_hits(words: &[Folded]) -> Vec<Hit> {
    let (english, triggers) = (Background::english(), Triggers::english());
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let Some((trigger, probability, clean)) = triggers.read(words, at, english, Proofs::One) else {
            at += 1;
            continue;
        };
        let end = at + trigger.keys.len();
        let surrounded = at > 0 && !words[at].after_break && words.get(end).is_some_and(|word| !word.after_break);
        if surrounded && probability >= MIN_PROBABILITY {
            found.push(Hit { phrase: trigger.phrase, start: at, len: trigger.keys.len(), clean, probability });
        }
        at = end;
    }
    found
}

fn folded_words(text: &str, tokens: &[Token]) -> Vec<Folded> {
    let mut words = Vec::with_capacity(tokens.len());
    let mut buffer = String::new();
    let mut after_break = true;
    let mut end = 0;
    for token in tokens {
        after_break |= text[end..token.span.start].contains('\n');
        end = token.span.end;
        if token.kind == TokenKind::Mark {
            after_break = true;
            continue;
        }
        let word = token.span.of(text);
        fold(word.trim_end_matches('.'), &mut buffer);
        let name = !after_break && word.starts_with(char::is_uppercase);
        words.push(Folded { key: WordKey::of(&buffer), name, after_break });
        after_break = false;
    }
    words
}

/// A word in lower case, with a straight apostrophe.
fn fold(word: &str, folded: &mut String) {
    folded.clear();
    if word.is_ascii() {
        folded.push_str(word);
        folded.make_ascii_lowercase();
    } else {
        folded.extend(word.chars().flat_map(char::to_lowercase).map(|c| if c == '’' { '\'' } else { c }));
    }
}

/// A phrase that a spinner writes for watched words.
struct Trigger {
    phrase: &'static str,
    keys: Vec<WordKey>,
    /// The words it may stand for, each with log10 of how much oftener the phrase is its substitute than itself.
    clean: Vec<(&'static str, WordKey, f32)>,
}

/// Which neighbours must be known to stand beside the clean word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Proofs {
    /// All there are: for a text of which nothing is known.
    Both,
    /// One, if the other is too rare for its pairs to be listed: for a text that is proven spun, where names and other
    /// substitutes stand beside function words.
    One,
}

struct Triggers {
    of_first: HashMap<WordKey, Vec<Trigger>>,
}

impl Triggers {
    fn english() -> &'static Triggers {
        static ENGLISH: OnceLock<Triggers> = OnceLock::new();
        ENGLISH.get_or_init(|| {
            let (english, thesaurus) = (Background::english(), Thesaurus::english());
            let mut clean_of: HashMap<String, Vec<(&'static str, WordKey, f32)>> = HashMap::new();
            for &clean in WATCHED {
                let key = WordKey::of(clean);
                let substitutes = thesaurus.substitutes(clean);
                let share = SPIN_RATE.log10() + english.count(key).unwrap_or(UNLISTED)
                    - (substitutes.len().max(1) as f32).log10();
                for phrase in substitutes {
                    let odds = share - natural_count(&phrase, english);
                    clean_of.entry(phrase).or_default().push((clean, key, odds));
                }
            }
            let mut of_first: HashMap<WordKey, Vec<Trigger>> = HashMap::new();
            for (phrase, clean) in clean_of {
                let keys: Vec<WordKey> = phrase.split(' ').map(WordKey::of).collect();
                if keys.len() <= LONGEST_PHRASE {
                    of_first.entry(keys[0]).or_default().push(Trigger { phrase: phrase.leak(), keys, clean });
                }
            }
            for triggers in of_first.values_mut() {
                triggers.sort_by(|a, b| b.keys.len().cmp(&a.keys.len()).then(a.phrase.cmp(b.phrase)));
            }
            Triggers { of_first }
        })
    }

    /// The longest trigger that stands at a word, how likely it is a substitute, and for what.
    fn read(
        &self,
        words: &[Folded],
        at: usize,
        english: &Background,
        proofs: Proofs,
    ) -> Option<(&Trigger, f32, &'static str)> {
        let candidates = self.of_first.get(&words[at].key)?;
        if words[at].name {
            return None;
        }
        candidates.iter().find_map(|trigger| {
            let end = at + trigger.keys.len();
            let stands = words.len() >= end
                && trigger.keys.iter().zip(&words[at..]).all(|(key, word)| *key == word.key)
                && words[at + 1..end].iter().all(|word| !word.after_break);
            if !stands {
                return None;
            }
            let left = (at > 0 && !words[at].after_break).then(|| words[at - 1].key);
            let right = words.get(end).filter(|word| !word.after_break).map(|word| word.key);
            let (first, last) = (trigger.keys[0], trigger.keys[trigger.keys.len() - 1]);
            let own = affinity(english, left, first, last, right);
            let best = trigger
                .clean
                .iter()
                .filter(|(_, key, _)| {
                    let fits_left = left.map(|left| english.has_pair(left, *key));
                    let fits_right = right.map(|right| english.has_pair(*key, right));
                    match proofs {
                        Proofs::Both => {
                            fits_left.or(fits_right).is_some()
                                && fits_left.unwrap_or(true)
                                && fits_right.unwrap_or(true)
                        }
                        Proofs::One => {
                            let silent = |a, b| !english.expects(a, b);
                            (fits_left == Some(true) || fits_right == Some(true))
                                && left.is_none_or(|left| fits_left == Some(true) || silent(left, *key))
                                && right.is_none_or(|right| fits_right == Some(true) || silent(*key, right))
                        }
                    }
                })
                .map(|&(clean, key, odds)| (odds + affinity(english, left, key, key, right) - own, clean))
                .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(a.1)));
            best.map(|(odds, clean)| {
                let odds = 10_f32.powf(odds.clamp(-6.0, 6.0));
                (trigger, odds / (1.0 + odds), clean)
            })
        })
    }
}

/// How well a phrase sits between its neighbours.
fn affinity(english: &Background, left: Option<WordKey>, first: WordKey, last: WordKey, right: Option<WordKey>) -> f32 {
    left.map_or(0.0, |left| english.affinity(left, first)) + right.map_or(0.0, |right| english.affinity(last, right))
}

/// log10 of the count of a phrase in clean text.
pub(super) fn natural_count(phrase: &str, english: &Background) -> f32 {
    let keys: Vec<WordKey> = phrase.split(' ').map(WordKey::of).collect();
    let word = |word: &str, key| english.count(key).unwrap_or(if word.contains('.') { BROKEN } else { UNLISTED });
    let words = phrase.split(' ').zip(&keys).map(|(text, &key)| word(text, key)).fold(f32::MAX, f32::min);
    let pairs = keys
        .windows(2)
        .map(|pair| english.pair_count(pair[0], pair[1]).unwrap_or(UNLISTED_PAIR))
        .fold(f32::MAX, f32::min);
    // Each word beyond the second thins the count by about a third.
    words.min(pairs) - 0.5 * (keys.len() as f32 - 2.0).max(0.0)
}
