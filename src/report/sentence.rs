//! The sentence around a place, for people to read: nothing else depends on where it ends.

use crate::model::{Clean, Span};

/// Characters of a document's own sentence that are shown on each side of a place.
pub const OWN_CHARS: usize = 260;
/// The same for the sentence of a witness, which is read for a few words only.
pub const WITNESS_CHARS: usize = 140;

/// What stands around a place.
#[derive(Debug, PartialEq, Eq)]
pub struct Around<'t> {
    /// What comes before it in its sentence.
    pub left: &'t str,
    /// What comes after it.
    pub right: &'t str,
    /// Whether `left` begins within the sentence.
    pub cut_left: bool,
    /// Whether `right` ends within the sentence.
    pub cut_right: bool,
}

/// The rest of the sentence that holds `place`: it ends where its line does, and after a full stop, question or
/// exclamation mark before a capital. Longer ones are cut between words, `most` characters from the place.
pub fn around(text: &str, place: Span<Clean>, most: usize) -> Around<'_> {
    let (before, after) = (&text[..place.start], &text[place.end..]);
    let (left, cut_left) = left_part(before, most);
    let (right, cut_right) = right_part(after, most);
    Around { left, right, cut_left, cut_right }
}

fn left_part(before: &str, most: usize) -> (&str, bool) {
    let far = before.char_indices().rev().nth(most.saturating_sub(1)).map_or(0, |(at, _)| at);
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

fn right_part(after: &str, most: usize) -> (&str, bool) {
    let far = after.char_indices().nth(most).map_or(after.len(), |(at, _)| at);
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

/// Whether a sentence ends between the two.
fn ends_sentence(left: &str, right: &str) -> bool {
    if !right.starts_with(' ') {
        return false;
    }
    let next = right.trim_start().trim_start_matches(['"', '“', '‘', '(', '«', '„']).chars().next();
    if !next.is_some_and(|c| c.is_uppercase() || c.is_numeric()) {
        return false;
    }
    let core = left.trim_end_matches(['"', '”', '’', ')', '»', '\'']);
    // An initial or an abbreviation of single letters is no end: "U.S. Policy", "J. Smith".
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
        let start = text.find(word).expect("the word stands in the text");
        let found = around(text, Span::new(start, start + word.len()), OWN_CHARS);
        (found.left, found.right)
    }

    #[test]
    fn it_ends_with_its_line_or_before_the_next_sentence() {
        let text = "Head line\nThe dam broke. The U.S. Army came by “boat.” Nobody was hurt.\nNext";
        assert_eq!(parts(text, "Army"), ("The U.S. ", " came by “boat.”"));
        assert_eq!(parts(text, "dam"), ("The ", " broke."));
        assert_eq!(parts(text, "hurt"), ("Nobody was ", "."));
        assert_eq!(parts(text, "line"), ("Head ", ""));
    }

    #[test]
    fn a_sentence_without_end_is_cut_between_words() {
        let text = format!("{}middle {}", "äb ".repeat(400), "cd ".repeat(400));
        let start = text.find("middle").expect("it is there");
        let found = around(&text, Span::new(start, start + 6), OWN_CHARS);
        assert!(found.cut_left && found.cut_right);
        assert!(found.left.starts_with("äb ") && found.right.ends_with("cd"), "{found:?}");
        let unbroken = "x".repeat(10_000);
        let found = around(&unbroken, Span::new(5000, 5001), OWN_CHARS);
        assert_eq!((found.left.len(), found.right.len()), (OWN_CHARS, OWN_CHARS));
    }

    proptest! {
        #[test]
        fn what_is_shown_stands_on_both_sides_of_the_place(text in "([a-zA-Z.?”“é\u{202e}] ?|U\\.S\\. |\n|日本。){0,200}", from in 0..600_usize, length in 0..40_usize) {
            let places: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
            let (start, end) = (places[from.min(places.len() - 1)], places[(from + length).min(places.len() - 1)]);
            let found = around(&text, Span::new(start, end), OWN_CHARS);
            prop_assert!(text[..start].ends_with(found.left) && text[end..].starts_with(found.right));
            prop_assert!(!found.left.contains('\n') && !found.right.contains('\n'));
            prop_assert!(found.left.chars().count() <= OWN_CHARS && found.right.chars().count() <= OWN_CHARS);
        }
    }
}
