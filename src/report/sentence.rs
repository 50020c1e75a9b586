//! The sentence around a span, as context for people. No cleaning result depends on where it ends.

use crate::model::{Clean, Span};

/// The number of characters shown on each side of a repair, in the sentence of the repaired
/// document.
pub const OWN_CHARS: usize = 260;
/// The number of characters shown on each side of the matching words, in the sentence of a witness.
/// It is smaller than [`OWN_CHARS`] because only the words next to the match matter.
pub const WITNESS_CHARS: usize = 140;

/// The text around a span, on both sides within its sentence.
#[derive(Debug, PartialEq, Eq)]
pub struct Around<'t> {
    /// The text before the span.
    pub left: &'t str,
    /// The text after the span.
    pub right: &'t str,
    /// Whether the sentence begins before `left`.
    pub cut_left: bool,
    /// Whether the sentence ends after `right`.
    pub cut_right: bool,
}

/// The rest of the sentence that contains `span`. A sentence ends with its line, and after a full
/// stop, question mark or exclamation mark that a capital or digit follows. Each side has at most
/// `max_chars` characters; a longer one is cut between words.
pub fn around(text: &str, span: Span<Clean>, max_chars: usize) -> Around<'_> {
    let (before, after) = (&text[..span.start], &text[span.end..]);
    let (left, cut_left) = left_part(before, max_chars);
    let (right, cut_right) = right_part(after, max_chars);
    Around { left, right, cut_left, cut_right }
}

fn left_part(before: &str, max_chars: usize) -> (&str, bool) {
    let far = before.char_indices().rev().nth(max_chars.saturating_sub(1)).map_or(0, |(at, _)| at);
    let window = &before[far..];
    let line = window.rfind('\n').map(|at| at + 1);
    let sentence = (0..window.len())
        .rev()
        .find(|&at| window.is_char_boundary(at) && ends_sentence(&window[..at], &window[at..]))
        .map(|at| at + window[at..].len() - window[at..].trim_start().len());
    match line.max(sentence) {
        Some(start) => (&window[start..], false),
        None if far == 0 => (window, false),
        None => (window.split_once(' ').map_or(window, |(_, rest)| rest), true),
    }
}

fn right_part(after: &str, max_chars: usize) -> (&str, bool) {
    let far = after.char_indices().nth(max_chars).map_or(after.len(), |(at, _)| at);
    let window = &after[..far];
    let line = window.find('\n');
    let sentence =
        (1..window.len()).find(|&at| window.is_char_boundary(at) && ends_sentence(&window[..at], &window[at..]));
    match (line, sentence) {
        (Some(line), Some(sentence)) => (&window[..line.min(sentence)], false),
        (Some(end), None) | (None, Some(end)) => (&window[..end], false),
        (None, None) if far == after.len() => (window, false),
        (None, None) => (window.rsplit_once(' ').map_or(window, |(rest, _)| rest), true),
    }
}

/// Whether a sentence ends between two adjacent parts of a text.
fn ends_sentence(left: &str, right: &str) -> bool {
    if !right.starts_with(' ') {
        return false;
    }
    let next = right.trim_start().trim_start_matches(['"', '“', '‘', '(', '«', '„']).chars().next();
    if !next.is_some_and(|c| c.is_uppercase() || c.is_numeric()) {
        return false;
    }
    let core = left.trim_end_matches(['"', '”', '’', ')', '»', '\'']);
    // A full stop after a single letter does not end a sentence: "U.S. Policy", "J. Smith".
    core.ends_with(['?', '!', '…'])
        || core.strip_suffix('.').is_some_and(|rest| {
            let word = rest.rsplit([' ', '.', '\n']).next().unwrap_or("");
            word.chars().count() != 1
        })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn parts<'t>(text: &'t str, word: &str) -> (&'t str, &'t str) {
        let start = text.find(word).expect("the text contains the word");
        let found = around(text, Span::new(start, start + word.len()), OWN_CHARS);
        (found.left, found.right)
    }

    #[test]
    fn a_sentence_ends_with_its_line_or_before_the_next_sentence() {
        let text = "Head line\nThe dam broke. The U.S. Army came by “boat.” Nobody was hurt.\nNext";
        assert_eq!(parts(text, "Army"), ("The U.S. ", " came by “boat.”"));
        assert_eq!(parts(text, "dam"), ("The ", " broke."));
        assert_eq!(parts(text, "hurt"), ("Nobody was ", "."));
        assert_eq!(parts(text, "line"), ("Head ", ""));
    }

    #[test]
    fn a_sentence_without_end_is_cut_between_words() {
        let text = format!("{}middle {}", "äb ".repeat(400), "cd ".repeat(400));
        let start = text.find("middle").expect("the text contains the word");
        let found = around(&text, Span::new(start, start + 6), OWN_CHARS);
        assert!(found.cut_left && found.cut_right);
        assert!(found.left.starts_with("äb ") && found.right.ends_with("cd"), "{found:?}");
        let unbroken = "x".repeat(10_000);
        let found = around(&unbroken, Span::new(5000, 5001), OWN_CHARS);
        assert_eq!((found.left.len(), found.right.len()), (OWN_CHARS, OWN_CHARS));
    }

    proptest! {
        #[test]
        fn the_parts_are_next_to_the_span_and_short_enough(text in "([a-zA-Z.?”“é\u{202e}] ?|U\\.S\\. |\n|日本。){0,200}", from in 0..600_usize, length in 0..40_usize) {
            let places: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
            let (start, end) = (places[from.min(places.len() - 1)], places[(from + length).min(places.len() - 1)]);
            let found = around(&text, Span::new(start, end), OWN_CHARS);
            prop_assert!(text[..start].ends_with(found.left) && text[end..].starts_with(found.right));
            prop_assert!(!found.left.contains('\n') && !found.right.contains('\n'));
            prop_assert!(found.left.chars().count() <= OWN_CHARS && found.right.chars().count() <= OWN_CHARS);
        }
    }
}
