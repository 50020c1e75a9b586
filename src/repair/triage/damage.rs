//! The damage that a text certainly has: the evidence of each kind is counted, and the kind with
//! most evidence is reported.
//!
//! Some damage is not reported, since one document does not show it: dropped lines, lost
//! punctuation (headings and captions have none either), translation there and back. Garbled
//! encoding is repaired before triage.

use super::lines::LineFaults;
use super::triggers::Hit;
use super::words::{MIN_WORDS, WordScan};
use super::{misread, word_boundaries};
use crate::english::Background;
use crate::model::{Damage, Token, TokenKind};

/// The least probability of a sure hit: a spinner is 999 times likelier than an author to have
/// written the phrase. One clean article in 15 has such a hit, one in three has a hit of any
/// probability.
const SURE_HIT: f32 = 0.999;

/// The least number of sure hits in a spun text. Of 9,980 clean articles 5 have as many and at
/// least [`LEAST_SPUN_SCORE`]; of articles with every seventh word spun three in five have.
const SURE_HITS: usize = 2;

/// The least triage score of a spun text.
const LEAST_SPUN_SCORE: f32 = 3.0;

/// The least number of different misread words: one or two may be misprints or jargon.
const MISREAD: usize = 3;

/// The least number of different glued words.
const GLUED: usize = 2;

/// The least number of different words that are split in two.
const BROKEN: usize = 2;

/// The least number of contractions without an apostrophe.
const CONTRACTIONS: usize = 2;

/// The least number of question marks between letters.
const QUESTION_MARKS: usize = 2;

/// The least number of words of one kind per 1,000 words: long texts have more of every kind.
const LEAST_SHARE: f64 = 2.0;

/// The most unlisted words that are examined, so that texts of millions of words cost little.
const MAX_EXAMINED: usize = 2000;

/// The damage of a text in a known language, if it certainly has any.
pub(super) fn guess(text: &str, tokens: &[Token], scan: &WordScan, hits: &[Hit]) -> Option<Damage> {
    let words = scan.words.len().max(MIN_WORDS);
    let sum: f32 = hits.iter().map(|hit| hit.probability).sum();
    let sure = hits.iter().filter(|hit| hit.probability > SURE_HIT).count();
    if sure >= SURE_HITS && 1000.0 * sum >= LEAST_SPUN_SCORE * words as f32 {
        return Some(Damage::Spun);
    }
    let odd = OddWords::of(text, tokens, &scan.unlisted);
    let is_often = |count: usize| 1000.0 * count as f64 >= LEAST_SHARE * words as f64;
    let of_words = [
        (odd.misread, MISREAD, Damage::Ocr),
        (odd.broken, BROKEN, Damage::SplitWords),
        (odd.glued, GLUED, Damage::GluedWords),
        (odd.contractions + separate_endings(text, tokens), CONTRACTIONS, Damage::Apostrophes),
        (question_marks(text, tokens), QUESTION_MARKS, Damage::QuestionMarks),
        (scan.mixed, 1, Damage::LookAlikes),
    ];
    // The kind with most evidence is reported; of equal ones, the first.
    let found = of_words.into_iter().filter(|&(count, least, _)| count >= least && (least == 1 || is_often(count)));
    if let Some((_, _, damage)) = found.rev().max_by_key(|&(count, ..)| count) {
        return Some(damage);
    }
    let lines = LineFaults::of(text);
    match lines {
        LineFaults { one_line: true, .. } => Some(Damage::LostLineBreaks),
        LineFaults { cut: true, .. } => Some(Damage::Truncated),
        LineFaults { doubled: 1.., .. } => Some(Damage::DoubledLines),
        _ => None,
    }
}

/// The number of different unlisted words with each kind of damage.
#[derive(Default)]
struct OddWords {
    misread: usize,
    broken: usize,
    glued: usize,
    contractions: usize,
}

impl OddWords {
    fn of(text: &str, tokens: &[Token], unlisted: &[usize]) -> Self {
        let english = Background::english();
        let mut words: Vec<(&str, usize)> =
            unlisted.iter().take(MAX_EXAMINED).map(|&at| (tokens[at].span.of(text), at)).collect();
        words.sort_unstable();
        words.dedup_by_key(|word| word.0);
        let mut counts = OddWords::default();
        // Misread words are only looked for where there may be enough of them.
        let many = words.len() >= MISREAD;
        for (word, at) in words {
            if word_boundaries::is_contraction(word) {
                counts.contractions += 1;
            } else if is_broken(text, tokens, at, english) {
                counts.broken += 1;
            } else if at_line_break(text, tokens, at) {
                // The word is a part of a word that is divided at the end of its line.
            } else if word_boundaries::is_glued(word, english) {
                counts.glued += 1;
            } else if many && misread::is_misread(word, english) {
                counts.misread += 1;
            }
        }
        counts
    }
}

/// Whether a word and one of its neighbours are two parts of one word.
fn is_broken(text: &str, tokens: &[Token], at: usize, english: &Background) -> bool {
    let pair = |first: usize| {
        let [first, second] = tokens.get(first..first + 2)? else { return None };
        let space = &text[first.span.end..second.span.start] == " ";
        let words = first.kind == TokenKind::Word && second.kind == TokenKind::Word;
        (space && words).then(|| word_boundaries::is_broken(first.span.of(text), second.span.of(text), english))
    };
    pair(at) == Some(true) || at.checked_sub(1).and_then(pair) == Some(true)
}

/// Whether a hyphen is between the word and its other half: a hyphen at the end of a line, or the
/// sign that transcripts have for it.
fn at_line_break(text: &str, tokens: &[Token], at: usize) -> bool {
    let hyphen = |token: Option<&Token>| {
        token.is_some_and(|token| {
            token.kind == TokenKind::Mark && matches!(token.span.of(text), "-" | "¬" | "\u{AD}" | "‐")
        })
    };
    hyphen(tokens.get(at + 1)) || hyphen(at.checked_sub(1).map(|before| &tokens[before]))
}

/// The number of words with an ending that is separate because an apostrophe became a space: "the
/// mayor s", "don t".
fn separate_endings(text: &str, tokens: &[Token]) -> usize {
    let small =
        |token: &Token| token.kind == TokenKind::Word && token.span.of(text).bytes().all(|b| b.is_ascii_alphabetic());
    let ending = |pair: &&[Token]| {
        pair[1].span.len() <= 2
            && matches!(pair[1].span.of(text), "s" | "t" | "re" | "ve" | "ll")
            && small(&pair[0])
            && &text[pair[0].span.end..pair[1].span.start] == " "
    };
    tokens.windows(2).filter(ending).count()
}

/// The number of question marks between two letters outside of addresses: each replaces a space
/// that could not be decoded.
fn question_marks(text: &str, tokens: &[Token]) -> usize {
    let bytes = text.as_bytes();
    let lower = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_lowercase);
    let between = memchr::memchr_iter(b'?', bytes).filter(|&at| at > 0 && lower(at - 1) && lower(at + 1));
    let is_mark = |at: &usize| {
        let found = tokens.binary_search_by_key(at, |token| token.span.start);
        found.is_ok_and(|found| tokens[found].kind == TokenKind::Mark)
    };
    between.filter(is_mark).count()
}
