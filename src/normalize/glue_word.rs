//! The rule for two words that lost the space between them in the middle of a line.

use std::collections::HashMap;

use super::around;
use super::context::Context;
use super::features::Features;
use super::glue::has_foreign_sign;
use super::rule::{EditSink, NEWS, Rule};
use crate::config::NormalizeConfig;
use crate::english::lists::{FUNCTION_WORDS, WORDS_BEFORE_NAMES, opener};

/// The rule `glue.word`.
pub(super) const WORD: Rule = Rule {
    id: "glue.word",
    summary: "adds the missing space between an English word and the capitalized word after it",
    why: "Where a line break or the edge of a link was removed, \"lead\" and \"Now\" become \
         \"leadNow\", and \"of\" and \"Texas\" become \"ofTexas\". Many names are written like \
         this (easyJet, iPhone, deRose), so a word with a capital inside is split only if it \
         begins with a small letter and occurs once in the text, and one of two things holds: it \
         is a preposition, conjunction or auxiliary before a name that occurs elsewhere in the \
         text, or its second half opens an English sentence that continues in small letters. Words \
         that begin with a capital (YouTube, McDonald) never change.",
    changes: &[
        (
            "That is what they have to know. Go forth and leadNow you know what it is",
            "That is what they have to know. Go forth and lead Now you know what it is",
        ),
        (
            "He studied at the University ofTexas and then left Texas for good",
            "He studied at the University of Texas and then left Texas for good",
        ),
        (
            "Here is the way to the end of itThe purpose of that is to be known",
            "Here is the way to the end of it The purpose of that is to be known",
        ),
        (
            "It was published one day agoIt’s what they have said",
            "It was published one day ago It’s what they have said",
        ),
    ],
    stays: &[
        "The iPhone and the iPad are what they have, and easyJet is not; Jet Airways has easy terms",
        "YouTube and JavaScript, LinkedIn and McDonald’s, PhD and NaCl are what they are",
        "The airline is flyDubai of Dubai and it flies from there",
        "It is deRose and diCaprio, vanHalen and duPont of the Rose that was",
        "They call the setBack method of the class and the isNot of that",
        "The text of {* backButton *} and {* inPrivacy *} is not that of Privacy",
        "The ofTexas and the ofTexas of it are what Texas has been",
        "Il est venu deParis et il a vu Paris, thatThe plan est là",
    ],
    errs: "A name made of a preposition and a word that occurs elsewhere in the text is split if the name occurs once.",
    profiles: NEWS,
    examples_under: NormalizeConfig::DEFAULT,
    needs: Features::INNER_CAPITAL,
    find,
};

/// The least number of letters of a name that occurs elsewhere: shorter ones are endings of brands
/// (`onTV`).
const MIN_NAME: usize = 3;

/// A word with a capital inside, and whether it is split if it occurs once.
struct StuckWord<'t> {
    at: usize,
    word: &'t str,
    sure: bool,
}

fn find(context: &Context, edits: &mut EditSink) {
    let text = context.text;
    let mut found: Vec<StuckWord> = Vec::new();
    let mut times: HashMap<&str, usize> = HashMap::new();
    for at in inner_capitals(text.as_bytes()) {
        let Some((left, right)) = halves(text, at) else { continue };
        let word = &text[at - left.len()..at + right.len()];
        *times.entry(word).or_default() += 1;
        let sure = (is_stuck_name(context, left, right)
            || is_stuck_sentence(context, left, right, &text[at + right.len()..]))
            && stands_free(text, at, word)
            && context.is_english();
        found.push(StuckWord { at, word, sure });
    }
    for found in found.into_iter().filter(|found| found.sure && times[found.word] == 1) {
        edits.insert(found.at, " ");
    }
}

/// The small letters before a capital, and the capital with the small letters after it, if these
/// are the whole word.
fn halves(text: &str, at: usize) -> Option<(&str, &str)> {
    /// The most bytes of a half.
    const MAX_BYTES: usize = 32;
    let bytes = text.as_bytes();
    let left = bytes[..at].iter().rev().take(MAX_BYTES).take_while(|byte| byte.is_ascii_lowercase()).count();
    let right = 1 + bytes[at + 1..].iter().take(MAX_BYTES).take_while(|byte| byte.is_ascii_lowercase()).count();
    let (from, to) = (at - left, at + right);
    let inside =
        |c: char| c.is_alphanumeric() || matches!(c, '_' | '@' | '#' | '-' | '.' | '/' | char::REPLACEMENT_CHARACTER);
    let begins = !text[..from].ends_with(inside);
    let ends = !text[to..].starts_with(|c: char| inside(c) && !matches!(c, '.' | '-'));
    (begins && ends && left > 1).then(|| (&text[from..at], &text[at..to]))
}

/// Whether the word is one that begins no name, followed by a name that occurs elsewhere in the
/// text.
fn is_stuck_name(context: &Context, left: &str, right: &str) -> bool {
    WORDS_BEFORE_NAMES.contains(left) && right.len() >= MIN_NAME && context.has_word(right)
}

/// Whether the second half opens an English sentence that continues in small letters.
fn is_stuck_sentence(context: &Context, left: &str, right: &str, after: &str) -> bool {
    let goes_on = |mark: &str| after.strip_prefix(mark).is_some_and(|rest| rest.starts_with(char::is_lowercase));
    let clipped = goes_on("’") || goes_on("'");
    let Some(opener) = opener(right).filter(|_| left.len() > 1 && (goes_on(" ") || clipped)) else { return false };
    // Particles and words of two letters also end names (`setNow`, `fixIt`): they need a known word
    // before them or a subject after them.
    let doubtful = opener.particle || (right.len() < 3 && !clipped && !["He", "We"].contains(&right));
    let subject = || [" you ", " we ", " they "].iter().any(|subject| after.starts_with(subject));
    !doubtful || FUNCTION_WORDS.contains_lowered(left) || context.has_word(left) || (right.len() > 2 && subject())
}

/// Whether the word is not part of program code, an address or a template.
fn stands_free(text: &str, at: usize, word: &str) -> bool {
    let chunk = around::chunk(text, at);
    let line = around::line(text, at);
    !has_foreign_sign(chunk)
        && chunk.len() < line.trim().len()
        && chunk.len() <= word.len() + 8
        && !line.contains(['{', '}', '='])
}

/// The positions of capitals between small letters.
fn inner_capitals(bytes: &[u8]) -> impl Iterator<Item = usize> {
    /// The bytes of one check: two small letters, the capital, another small letter.
    const WINDOW: usize = 4;
    /// The number of positions that are checked together: most blocks of text contain none.
    const BLOCK: usize = 64;
    let last = bytes.len().saturating_sub(WINDOW - 1);
    (0..last).step_by(BLOCK).flat_map(move |from| {
        let to = (from + BLOCK).min(last);
        let block = &bytes[from..to + WINDOW - 1];
        let any = block
            .windows(WINDOW)
            .fold(0, |any, four| any | u8::from(is_inner_capital(four[0], four[1], four[2], four[3])));
        let places = if any == 0 { 0..0 } else { from..to };
        places.filter(|at| is_inner_capital(bytes[*at], bytes[at + 1], bytes[at + 2], bytes[at + 3])).map(|at| at + 2)
    })
}

#[inline(always)]
fn is_inner_capital(a: u8, b: u8, c: u8, d: u8) -> bool {
    let low = |byte: u8| byte.wrapping_sub(b'a') < 26;
    low(a) & low(b) & (c.wrapping_sub(b'A') < 26) & low(d)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn capitals_are_found_wherever_they_stand() {
        for before in 0..140 {
            let text = format!("{}leadNow and aB", "x".repeat(before));
            assert_eq!(inner_capitals(text.as_bytes()).collect::<Vec<_>>(), [before + 4]);
        }
        assert_eq!(inner_capitals(b"aB").count(), 0);
    }
}
