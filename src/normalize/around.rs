//! What stands around a place of a text.

use crate::text::floor_boundary;

/// How far a chunk or a line is looked at to each side. Words and sentences are shorter, and a text of one endless line
/// is not looked at again from each of its places.
const REACH_BYTES: usize = 256;

/// What stands around `at` up to white space.
pub(super) fn chunk(text: &str, at: usize) -> &str {
    around(text, at, char::is_whitespace)
}

/// What stands around `at` in its line.
pub(super) fn line(text: &str, at: usize) -> &str {
    around(text, at, |c| c == '\n')
}

/// What stands before `at` in its line.
pub(super) fn line_before(text: &str, at: usize) -> &str {
    let low = floor_boundary(text, at.saturating_sub(REACH_BYTES));
    let before = &text[low..at];
    before.rfind('\n').map_or(before, |end| &before[end + 1..])
}

/// The letters at the start of a text; empty if it begins with something else.
pub(super) fn leading_word(text: &str) -> &str {
    &text[..text.find(|c: char| !c.is_alphabetic()).unwrap_or(text.len())]
}

/// The letters at the end of a text; empty if it ends with something else.
pub(super) fn trailing_word(text: &str) -> &str {
    &text[text.trim_end_matches(char::is_alphabetic).len()..]
}

/// The lines of a text with their first bytes, line feeds left on.
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
