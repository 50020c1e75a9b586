//! The rules for two sentences, or a genitive and a name, that lost the space between them.

use super::around;
use super::context::Context;
use super::features::Features;
use super::rule::{EditSink, NEWS, Rule};
use crate::config::NormalizeConfig;
use crate::english::lists::{ABBREVIATIONS_BEFORE_NAMES, ATTACHED_STOPS, NAME_ENDINGS, opener};

/// The rule `glue.sentence`.
pub(super) const SENTENCE: Rule = Rule {
    id: "glue.sentence",
    summary: "adds the missing space between two sentences",
    why: "Where a line break or a tag was removed, \"how.\" and \"Our\" become \"how.Our\": two \
         sentences run together, and no dictionary contains the word. A full stop inside a word is \
         usually right (Node.js, U.S., 3.14, addresses, file names, initials, product names), so \
         both sides must look like sentences: a whole word before the stop, and after it a \
         capitalized word that is not the ending of a file or site. If the word before is a name, \
         the word after must be one that often opens English sentences.",
    changes: &[
        ("it already knows how.Our company should not", "it already knows how. Our company should not"),
        ("They met in London.The talks failed.", "They met in London. The talks failed."),
        ("“We know how.”Our company", "“We know how.” Our company"),
        ("We know how.“Our company is", "We know how. “Our company is"),
        ("Is it over?Many think so", "Is it over? Many think so"),
        (
            "the deal (see above).It was signed in 2018.The rest",
            "the deal (see above). It was signed in 2018. The rest",
        ),
        ("\"We know how.\"Police came", "\"We know how.\" Police came"),
    ],
    stays: &[
        "Node.js, ASP.NET and Vue.Js run on Booking.Com and deviantart.Com",
        "the U.S.The N.H.L. and J.K.Rowling, Ph.D. e.g.This",
        "Pi is 3.14, version 2.The file is a.Txt or readme.Md",
        "mail john.Smith@example.com or see www.example.com/a.The or http://a.example/It.Was",
        "@the.Real and #so.The and self.Name() and time.Now()",
        "Yahoo!News and will.I.am and Dr.No and St.Petersburg and Wait...The end",
        "what?a mark in place of a lost dash?What else",
        "java.lang.String and System.Collections.Generic",
        "The company (NASDAQ:AAPL.O) said.he went",
        "about.Me",
    ],
    errs: "A product or site whose name is written like `word.Word` is split if its second half is not a known ending.",
    profiles: NEWS,
    examples_under: NormalizeConfig::DEFAULT,
    needs: Features::TIGHT_STOP,
    find: find_sentence,
};

/// The rule `glue.name`.
pub(super) const NAME: Rule = Rule {
    id: "glue.name",
    summary: "adds the missing space between a genitive and the name after it",
    why: "Where a link began at a name, the space before it was removed with the tag: \
         \"Gizmodo’s\" and \"Kate Conger\" become \"Gizmodo’sKate Conger\". English spelling never \
         has an apostrophe, an s, and then a capital followed by a small letter.",
    changes: &[
        ("uncovered by Gizmodo’sKate Conger", "uncovered by Gizmodo’s Kate Conger"),
        ("the company'sNew York office", "the company's New York office"),
    ],
    stays: &[
        "McDonald's, the iPhone's maker, the '90sTV set",
        "O'Sullivan and L’sA and D'sX",
        "the site Woman'sDay.ru",
        "see example.com/Gizmodo'sKate or @x'sName",
    ],
    errs: "",
    profiles: NEWS,
    examples_under: NormalizeConfig::DEFAULT,
    needs: Features::TIGHT_GENITIVE,
    find: find_name,
};

fn find_sentence(context: &Context, edits: &mut EditSink) {
    let text = context.text;
    let bytes = text.as_bytes();
    let mut at = 0;
    let mut marks = Marks { text, to: 0, open: false };
    for stop in memchr::memchr3_iter(b'.', b'!', b'?', bytes) {
        // Nearly all stops have a space after them.
        if stop < at || matches!(bytes.get(stop + 1), Some(b' ' | b'\n')) {
            continue;
        }
        at = stop + 1;
        while matches!(bytes.get(at), Some(b'.' | b'!' | b'?')) {
            at += 1;
        }
        let ellipsis = bytes[stop..at].contains(&b'.') && at - stop > 1;
        if !ellipsis && let Some(place) = tight_sentence(text, stop, at, &mut marks) {
            edits.insert(place, " ");
        }
    }
}

/// Keeps track of whether a straight quotation mark is open, up to the last position asked for.
struct Marks<'t> {
    text: &'t str,
    to: usize,
    open: bool,
}

impl Marks<'_> {
    /// Whether a quotation mark is open at byte `at` of its line. Positions must be asked for in
    /// ascending order.
    fn are_open(&mut self, at: usize) -> bool {
        for byte in &self.text.as_bytes()[self.to..at] {
            self.open = *byte != b'\n' && (self.open ^ (*byte == b'"'));
        }
        self.to = at;
        self.open
    }
}

/// Where a space is missing after the stop at `stop..end`, if one is.
fn tight_sentence(text: &str, stop: usize, end: usize, marks: &mut Marks) -> Option<usize> {
    let (before, after) = (&text[..stop], &text[end..]);
    // Marks between the stop and the capital: closing marks belong to the stop, opening marks to
    // what follows.
    let mark = after.chars().next()?;
    let (place, right) = match mark {
        c if c.is_uppercase() => (end, after),
        '”' | '’' | ')' => (end + mark.len_utf8(), &after[mark.len_utf8()..]),
        '“' | '‘' | '(' => (end, &after[mark.len_utf8()..]),
        '"' => {
            // The second mark of a pair closes.
            (if marks.are_open(stop) { end + 1 } else { end }, &after[1..])
        }
        _ => return None,
    };
    let word = around::leading_word(right);
    if !word.starts_with(char::is_uppercase) {
        return None;
    }
    let chunk = around::chunk(text, stop);
    if has_foreign_sign(chunk) || belongs_together(&right[word.len()..]) {
        return None;
    }
    let opener = opener(word).is_some()
        && (word.len() > 1
            || !right[1..].starts_with(['.', '-', ' ', ','])
            || right[1..].trim_start_matches(' ').starts_with(char::is_lowercase));
    let named = word.chars().nth(1).is_some() && word.chars().skip(1).all(char::is_lowercase) && !is_ending(word);
    let last = before.chars().next_back()?;
    let left = around::trailing_word(before);
    let marked = mark != right.chars().next().unwrap_or(mark);
    if last.is_ascii_digit() {
        let digits = before.len() - before.trim_end_matches(|c: char| c.is_ascii_digit()).len();
        let year = digits == 4 && !before[..before.len() - 4].ends_with(|c: char| c.is_alphanumeric() || c == '.');
        return (opener && year).then_some(place);
    }
    if matches!(last, ')' | '”' | '’') {
        return opener.then_some(place);
    }
    let whole =
        left.chars().nth(1).is_some() && last.is_lowercase() && !before[..before.len() - left.len()].ends_with('.');
    if !whole || is_attached(left) {
        return None;
    }
    let common = left.chars().all(char::is_lowercase);
    // A line that contains nothing else is a name of something.
    let line = around::line(text, stop);
    // Where a question mark is between small letters, question marks replace lost characters.
    if text[stop..].starts_with('?') && has_lost_character(line) {
        return None;
    }
    let in_prose = chunk.len() < line.trim().len();
    (in_prose && (opener || (named && (common || marked)))).then_some(place)
}

fn find_name(context: &Context, edits: &mut EditSink) {
    let text = context.text;
    for (at, _) in text.match_indices("s") {
        let (before, after) = (&text[..at], &text[at + 1..]);
        let Some(stem) = before.strip_suffix(['\'', '’']) else { continue };
        let name = around::leading_word(after);
        let capitalized = name.starts_with(char::is_uppercase) && name.chars().nth(1).is_some_and(char::is_lowercase);
        let stem = around::trailing_word(stem);
        let separate = !belongs_together(&after[name.len()..]);
        if capitalized && separate && stem.chars().nth(1).is_some() && !has_foreign_sign(around::chunk(text, at)) {
            edits.insert(at + 1, " ");
        }
    }
}

/// Whether what follows a word shows that the word is part of a longer name: `.I.am`, `.Name()`,
/// `.Html#top`.
fn belongs_together(rest: &str) -> bool {
    let mut chars = rest.chars();
    match chars.next() {
        Some('(' | '[' | '_' | '{') => true,
        Some(c) if c.is_numeric() => true,
        Some('.' | ':') => chars.next().is_some_and(char::is_alphanumeric),
        _ => false,
    }
}

/// Whether a question mark is between two small letters.
fn has_lost_character(line: &str) -> bool {
    line.as_bytes()
        .windows(3)
        .any(|three| three[1] == b'?' && three[0].is_ascii_lowercase() && three[2].is_ascii_lowercase())
}

/// Whether a chunk has a sign of addresses, handles, paths or program code.
pub(super) fn has_foreign_sign(chunk: &str) -> bool {
    chunk.contains(['@', '#', '/', '\\', '_', '=', '~', '<', '>', '|', '{', '}', '*', '$', '+', '&'])
        || chunk.as_bytes().windows(4).any(|window| window.eq_ignore_ascii_case(b"www."))
}

/// Whether the mark after a word often belongs to it: "Dr.", "Yahoo!".
fn is_attached(word: &str) -> bool {
    let is_title = || word.starts_with(char::is_uppercase) && ABBREVIATIONS_BEFORE_NAMES.contains_lowered(word);
    ATTACHED_STOPS.contains(word) || is_title()
}

fn is_ending(word: &str) -> bool {
    NAME_ENDINGS.contains(word)
}
