//! Sentences: where a full stop ends one, and where it does not.

use memchr::{memchr_iter, memchr3_iter};

use crate::english::lists::{ABBREVIATIONS_BEFORE_NAMES, ABBREVIATIONS_INSIDE, opener};
use crate::model::{Clean, Span};

/// Whether a character is a mark that ends sentences: a full stop, a question mark or an
/// exclamation mark of any script.
pub(crate) fn ends_sentence(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '。' | '！' | '？' | '।' | '۔' | '؟')
}

/// Whether a character is a quotation mark or bracket that may follow the mark that ends a
/// sentence.
pub(crate) fn closes_sentence(c: char) -> bool {
    matches!(c, '"' | '\'' | '”' | '’' | ')' | ']' | '»' | '」' | '』')
}

/// The sentences of a text, in order, without the spaces around them.
///
/// A line break always ends a sentence, since a line of clean text is a paragraph or an item.
/// Within a line, a sentence ends at `.`, `!`, `?` or `…`, with the quotes and brackets that close
/// there, before a space and anything but a small letter; and at the full stops of Chinese,
/// Japanese, Hindi and Urdu. A full stop ends none after an initial (`John F.`), a title (`Dr.`),
/// or a number at the head of a line; and after `U.S.`, `Inc.`, `Sept.` and their like only if the
/// next word opens a sentence (`The`, `He`). In doubt two sentences stay one: nothing then is torn
/// apart.
pub fn sentences(text: &str) -> Vec<Span<Clean>> {
    let mut found = Vec::with_capacity(text.len() / 100);
    let mut from = 0;
    for end in memchr_iter(b'\n', text.as_bytes()).chain([text.len()]) {
        of_line(text, from, end, &mut found);
        from = end + 1;
    }
    found
}

fn of_line(text: &str, from: usize, end: usize, found: &mut Vec<Span<Clean>>) {
    let line = &text[from..end];
    let mut splitter =
        Splitter { text, end, start: end - line.trim_start().len(), seen: from, heads_line: true, found };
    if line.is_ascii() {
        for stop in memchr3_iter(b'.', b'!', b'?', line.as_bytes()) {
            splitter.stop(from + stop, 1);
        }
    } else {
        for (stop, c) in line.char_indices() {
            if ends_sentence(c) || c == '…' {
                splitter.stop(from + stop, c.len_utf8());
            }
        }
    }
    splitter.take(end);
}

/// The state of the division of one line.
struct Splitter<'t, 'f> {
    text: &'t str,
    /// The end of the line.
    end: usize,
    /// Where the current sentence begins.
    start: usize,
    /// Closing marks and spaces before this byte were read already: none of them is read twice.
    seen: usize,
    /// Whether the current sentence is the first of its line.
    heads_line: bool,
    found: &'f mut Vec<Span<Clean>>,
}

impl Splitter<'_, '_> {
    /// Ends the current sentence if the stop of `width` bytes at `at` ends it.
    fn stop(&mut self, at: usize, width: usize) {
        if at < self.seen {
            return;
        }
        let closes = |c: char| matches!(c, '.' | '!' | '?' | '…') || closes_sentence(c);
        let after = &self.text[at + width..self.end];
        let rest = after.trim_start_matches(closes);
        let to = self.end - rest.len();
        self.seen = to;
        let mark = &self.text[at..at + width];
        if !matches!(mark, "。" | "！" | "？" | "।" | "۔") {
            let next = rest.trim_start();
            let spaced = next.len() < rest.len();
            if !spaced || next.starts_with(char::is_lowercase) {
                return;
            }
            let opens = || opener(word(next)).is_some_and(|opener| !opener.inside);
            let is_lone_stop = mark == "." && to == at + width;
            if is_lone_stop && !may_end(&self.text[self.start..at], self.heads_line, opens) {
                return;
            }
        }
        self.take(to);
    }

    /// Adds the current sentence, which ends at `to`.
    fn take(&mut self, to: usize) {
        let sentence = &self.text[self.start..to];
        let begin = to - sentence.trim_start().len();
        let trimmed = self.text[begin..to].trim_end();
        if !trimmed.is_empty() {
            self.found.push(Span::new(begin, begin + trimmed.len()));
        }
        self.start = to;
        self.heads_line = false;
    }
}

/// Whether a full stop after `sentence` can end it.
fn may_end(sentence: &str, heads_line: bool, opens: impl Fn() -> bool) -> bool {
    // The longest abbreviation has twelve bytes; a longer word is none.
    let tail = &sentence.as_bytes()[sentence.len().saturating_sub(12)..];
    let length = tail.iter().rev().take_while(|&&byte| byte.is_ascii_alphanumeric() || byte == b'.').count();
    let last = &sentence[sentence.len() - length..];
    if last.is_empty() || length == 12 {
        return true;
    }
    if heads_line && last.len() == sentence.len() && last.bytes().all(|byte| byte.is_ascii_digit()) {
        return false;
    }
    if last.len() == 1 && last.as_bytes()[0].is_ascii_uppercase() {
        return last == "I" || opens() && !heads_line;
    }
    if ABBREVIATIONS_BEFORE_NAMES.contains_lowered(last) {
        return false;
    }
    let inside = ABBREVIATIONS_INSIDE.contains_lowered(last) || is_initialism(last);
    !inside || opens()
}

/// Whether a word is single letters with stops between them.
fn is_initialism(word: &str) -> bool {
    word.len() >= 3
        && word
            .bytes()
            .enumerate()
            .all(|(at, byte)| if at % 2 == 0 { byte.is_ascii_alphabetic() } else { byte == b'.' })
}

/// The first word of a text.
fn word(text: &str) -> &str {
    // The longest opener has eleven letters.
    let end = text.char_indices().take(12).find(|(_, c)| !c.is_alphanumeric() && *c != '’').map_or(0, |(at, _)| at);
    &text[..end]
}
