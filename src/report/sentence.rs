//! The sentence around a span, as context for people. No cleaning result depends on where it ends.

use crate::model::{Clean, Span};
use crate::text::sentences;

/// The number of characters shown on each side of a repair, in the sentence of the repaired
/// document.
pub(super) const OWN_CHARS: usize = 260;
/// Characters of a witness's sentence that are shown on each side of a place: it is read for a few
/// words only.
pub(super) const WITNESS_CHARS: usize = 140;

/// The text around a span, on both sides within its sentence.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Around<'t> {
    /// The text before the span.
    pub left: &'t str,
    /// The text after the span.
    pub right: &'t str,
    /// Whether the sentence begins before `left`.
    pub cut_left: bool,
    /// Whether the sentence ends after `right`.
    pub cut_right: bool,
}

/// The rest of the sentence that holds `place`: it ends where its line does, or where [`sentences`]
/// ends it. Longer ones are cut between words, `most` characters from the place.
pub(super) fn around(text: &str, place: Span<Clean>, most: usize) -> Around<'_> {
    let (before, after) = (&text[..place.start], &text[place.end..]);
    let low = before.char_indices().rev().nth(most.saturating_sub(1)).map_or(0, |(at, _)| at);
    let high = after.char_indices().nth(most).map_or(text.len(), |(at, _)| place.end + at);
    // Nothing further away is shown, so nothing further away is divided into sentences.
    let found: Vec<(usize, usize)> =
        sentences(&text[low..high]).into_iter().map(|span| (low + span.start, low + span.end)).collect();
    let (left, cut_left) = left_part(&text[low..place.start], low, &found);
    let (right, cut_right) = right_part(&text[place.end..high], place.end, high == text.len(), &found);
    Around { left, right, cut_left, cut_right }
}

/// What comes before the place in its sentence, and whether it begins within it. `window` begins at
/// byte `low`.
fn left_part<'t>(window: &'t str, low: usize, found: &[(usize, usize)]) -> (&'t str, bool) {
    let line = window.rfind('\n').map(|at| at + 1);
    let begun = found.partition_point(|&(start, _)| start <= low + window.len());
    // The first sentence of the window begins with the window, whether it does in the text or not.
    let sentence = begun.checked_sub(1).filter(|&last| last > 0).map(|last| found[last].0 - low);
    match line.max(sentence) {
        Some(start) => (&window[start..], false),
        None if low == 0 => (window, false),
        None => (window.split_once(' ').map_or(window, |(_, rest)| rest), true),
    }
}

/// What comes after the place in its sentence, and whether it ends within it. `window` begins at
/// byte `from`; `whole` says that it ends with the text.
fn right_part<'t>(window: &'t str, from: usize, whole: bool, found: &[(usize, usize)]) -> (&'t str, bool) {
    let line = window.find('\n');
    let first = found.partition_point(|&(_, end)| end < from);
    // The last sentence of the window ends with the window, whether it does in the text or not.
    let inner = &found[..found.len().saturating_sub(1)];
    let sentence = inner.get(first).map(|&(_, end)| end - from);
    match (line, sentence) {
        (Some(line), Some(sentence)) => (&window[..line.min(sentence)], false),
        (Some(end), None) | (None, Some(end)) => (&window[..end], false),
        (None, None) if whole => (window, false),
        (None, None) => (window.rsplit_once(' ').map_or(window, |(rest, _)| rest), true),
    }
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
