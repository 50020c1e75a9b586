//! What was done to a text, where that is beyond doubt: the kinds of evidence are counted, and the one that is told is told surely.
//!
//! Not guessed, since a document alone does not show it: dropped lines, lost punctuation (headings and captions have none either),
//! translation there and back. Garbled encoding is mended before triage.

use super::lines::LineFaults;
use super::triggers::Hit;
use super::words::WordScan;
use super::{misread, word_boundaries};
use crate::english::Background;
use crate::model::{Damage, Token, TokenKind};

/// How likely a hit is that hardly an author wrote: 999 times likelier a spinner's. Clean news has one in 15 articles, all kinds of
/// hits in every third; of 9,980 clean articles 5 have two such hits and the score below, of articles with every seventh word spun
/// three in five.
const SURE_HIT: f32 = 0.999;
const SURE_HITS: usize = 2;
const LEAST_SPUN_SCORE: f32 = 3.0;

/// Different words of one kind from which on it is told: one or two are misprints, jargon or an author's whim.
const MISREAD: usize = 3;
const GLUED: usize = 2;
const BROKEN: usize = 2;
const CONTRACTIONS: usize = 2;
const QUESTION_MARKS: usize = 2;

/// The same in 1,000 words: long texts hold more of everything.
const LEAST_SHARE: f64 = 2.0;

/// Unlisted words that are looked at: a text of millions of words need not be read to its end to be known.
const LOOKS: usize = 2000;

/// What was done to a text in a known language.
pub(super) fn guess(text: &str, tokens: &[Token], reading: &WordScan, hits: &[Hit]) -> Option<Damage> {
    let words = reading.words.len().max(super::MIN_WORDS);
    let sum: f32 = hits.iter().map(|hit| hit.probability).sum();
    let sure = hits.iter().filter(|hit| hit.probability > SURE_HIT).count();
    if sure >= SURE_HITS && 1000.0 * sum >= LEAST_SPUN_SCORE * words as f32 {
        return Some(Damage::Spun);
    }
    let odd = OddWords::of(text, tokens, &reading.unlisted);
    let is_often = |count: usize| 1000.0 * count as f64 >= LEAST_SHARE * words as f64;
    let of_words = [
        (odd.misread, MISREAD, Damage::Ocr),
        (odd.broken, BROKEN, Damage::SplitWords),
        (odd.glued, GLUED, Damage::GluedWords),
        (odd.contractions + endings_alone(text, tokens), CONTRACTIONS, Damage::Apostrophes),
        (question_marks(text, tokens), QUESTION_MARKS, Damage::QuestionMarks),
        (reading.mixed, 1, Damage::LookAlikes),
    ];
    // The kind with most evidence; of equals the first.
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

/// Different unlisted words, by what may have been done to them.
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
            unlisted.iter().take(LOOKS).map(|&at| (tokens[at].span.of(text), at)).collect();
        words.sort_unstable();
        words.dedup_by_key(|word| word.0);
        let mut odd = OddWords::default();
        // Letters are exchanged only where that can add up to something.
        let many = words.len() >= MISREAD;
        for (word, at) in words {
            if word_boundaries::is_contraction(word) {
                odd.contractions += 1;
            } else if is_broken(text, tokens, at, english) {
                odd.broken += 1;
            } else if at_line_break(text, tokens, at) {
                // A part of a word that was divided at the end of its line.
            } else if word_boundaries::is_glued(word, english) {
                odd.glued += 1;
            } else if many && misread::is_misread(word, english) {
                odd.misread += 1;
            }
        }
        odd
    }
}

/// Whether a word and one of its neighbours are one word.
fn is_broken(text: &str, tokens: &[Token], at: usize, english: &Background) -> bool {
    let pair = |first: usize| {
        let [first, second] = tokens.get(first..first + 2)? else { return None };
        let space = &text[first.span.end..second.span.start] == " ";
        let words = first.kind == TokenKind::Word && second.kind == TokenKind::Word;
        (space && words).then(|| word_boundaries::is_broken(first.span.of(text), second.span.of(text), english))
    };
    pair(at) == Some(true) || at.checked_sub(1).and_then(pair) == Some(true)
}

/// Whether a hyphen divides the word from its other half: one at the end of a line, or the sign that stands for it in transcripts.
fn at_line_break(text: &str, tokens: &[Token], at: usize) -> bool {
    let hyphen = |token: Option<&Token>| {
        token.is_some_and(|token| {
            token.kind == TokenKind::Mark && matches!(token.span.of(text), "-" | "¬" | "\u{AD}" | "‐")
        })
    };
    hyphen(tokens.get(at + 1)) || hyphen(at.checked_sub(1).map(|before| &tokens[before]))
}

/// Words whose ending stands alone behind them, where an apostrophe became a space: "the mayor s", "don t".
fn endings_alone(text: &str, tokens: &[Token]) -> usize {
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

/// Question marks between two letters that are no address: they stand for a space that could not be decoded.
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
