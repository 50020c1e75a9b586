//! The word-by-word difference of two texts.

use similar::{Algorithm, ChangeTag};

/// One piece of a word-by-word comparison of two texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Piece<'t> {
    /// Text that both have.
    Equal(&'t str),
    /// Text that only the first has.
    Removed(&'t str),
    /// Text that only the second has.
    Added(&'t str),
    /// Equal text that is not shown, because it is far from every difference.
    Omitted,
}

/// Compares two texts word by word. The `Equal` and `Removed` pieces together are the first text,
/// the `Equal` and `Added` pieces the second.
pub fn diff_words<'t>(before: &'t str, after: &'t str) -> Vec<Piece<'t>> {
    similar::utils::diff_words(Algorithm::Myers, before, after)
        .into_iter()
        .map(|(tag, text)| match tag {
            ChangeTag::Equal => Piece::Equal(text),
            ChangeTag::Delete => Piece::Removed(text),
            ChangeTag::Insert => Piece::Added(text),
        })
        .collect()
}

/// The pieces that differ, each with up to `context` equal words before and after it. Equal text
/// further away is replaced by [`Piece::Omitted`].
pub fn hunks<'t>(pieces: &[Piece<'t>], context: usize) -> Vec<Piece<'t>> {
    let mut out = Vec::new();
    let last = pieces.len().saturating_sub(1);
    for (at, piece) in pieces.iter().enumerate() {
        let Piece::Equal(text) = *piece else {
            out.push(*piece);
            continue;
        };
        let head = if at == 0 { 0 } else { words_from_start(text, context) };
        let tail = if at == last { text.len() } else { words_from_end(text, context) };
        if head >= tail {
            out.push(Piece::Equal(text));
            continue;
        }
        if head > 0 {
            out.push(Piece::Equal(&text[..head]));
        }
        out.push(Piece::Omitted);
        if tail < text.len() {
            out.push(Piece::Equal(&text[tail..]));
        }
    }
    out
}

/// The byte offset after the first `count` words; the length of the text if it has no more words.
fn words_from_start(text: &str, count: usize) -> usize {
    let mut starts = word_starts(text);
    starts.nth(count).map_or(text.len(), |start| text[..start].trim_end().len())
}

/// The byte offset at which the last `count` words begin; 0 if the text has no more words.
fn words_from_end(text: &str, count: usize) -> usize {
    let starts: Vec<usize> = word_starts(text).collect();
    match starts.len().checked_sub(count) {
        None => 0,
        Some(first) => starts.get(first).copied().unwrap_or(text.len()),
    }
}

/// The byte offsets at which words begin; words are separated by white space.
fn word_starts(text: &str) -> impl Iterator<Item = usize> {
    let mut in_word = false;
    text.char_indices().filter_map(move |(at, c)| {
        let starts = !c.is_whitespace() && !in_word;
        in_word = !c.is_whitespace();
        starts.then_some(at)
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_changed_word_is_shown_with_its_neighbours_only() {
        let before = "one two three four five six seven eight";
        let after = "one two three four FIVE six seven eight";
        assert_eq!(
            hunks(&diff_words(before, after), 2),
            [
                Piece::Omitted,
                Piece::Equal("three four "),
                Piece::Removed("five"),
                Piece::Added("FIVE"),
                Piece::Equal(" six seven"),
                Piece::Omitted
            ]
        );
        assert_eq!(hunks(&diff_words(before, before), 2), [Piece::Omitted]);
        assert_eq!(hunks(&diff_words("a b c", "a B c"), 3).len(), 4, "equal text near a difference is not omitted");
    }

    proptest! {
        #[test]
        fn the_pieces_add_up_to_the_two_texts(before in "[ab \n]{0,20}", after in "[ab \n]{0,20}") {
            let pieces = diff_words(&before, &after);
            let side = |keep: fn(&Piece<'_>) -> Option<String>| pieces.iter().filter_map(keep).collect::<String>();
            prop_assert_eq!(side(|p| match p { Piece::Equal(t) | Piece::Removed(t) => Some((*t).into()), _ => None }), before.clone());
            prop_assert_eq!(side(|p| match p { Piece::Equal(t) | Piece::Added(t) => Some((*t).into()), _ => None }), after.clone());
        }
    }
}
