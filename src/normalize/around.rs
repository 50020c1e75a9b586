//! The chunk, the line or the word around a position in a text.

use crate::text::floor_boundary;

/// How far a chunk or a line extends to each side at most, in bytes. Words and sentences are
/// shorter; the limit keeps a text of one endless line from being read again at each of its
/// positions.
const REACH_BYTES: usize = 256;

/// The text around `at` between white space.
pub(super) fn chunk(text: &str, at: usize) -> &str {
    around(text, at, char::is_whitespace)
}

/// The text around `at` in its line.
pub(super) fn line(text: &str, at: usize) -> &str {
    around(text, at, |c| c == '\n')
}

/// The text before `at` in its line.
pub(super) fn line_before(text: &str, at: usize) -> &str {
    let low = floor_boundary(text, at.saturating_sub(REACH_BYTES));
    let before = &text[low..at];
    before.rfind('\n').map_or(before, |end| &before[end + 1..])
}

/// The letters at the start of a text; empty if it starts with another character.
pub(super) fn leading_word(text: &str) -> &str {
    &text[..text.find(|c: char| !c.is_alphabetic()).unwrap_or(text.len())]
}

/// The letters at the end of a text; empty if it ends with another character.
pub(super) fn trailing_word(text: &str) -> &str {
    &text[text.trim_end_matches(char::is_alphabetic).len()..]
}

/// The lines of a text, each with its first byte and including its line feed.
pub(super) fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut start = 0;
    let ends = memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at + 1).chain([text.len()]);
    ends.map(move |end| (std::mem::replace(&mut start, end), end))
        .filter(|(start, end)| start < end)
        .map(|(start, end)| (start, &text[start..end]))
}

fn around(text: &str, at: usize, ends: fn(char) -> bool) -> &str {
    let low = floor_boundary(text, at.saturating_sub(REACH_BYTES));
    let high = floor_boundary(text, at + REACH_BYTES).max(at);
    let from = text[low..at].char_indices().rev().find(|(_, c)| ends(*c));
    let from = from.map_or(low, |(found, c)| low + found + c.len_utf8());
    let to = text[at..high].find(ends).map_or(high, |found| at + found);
    &text[from..to]
}
