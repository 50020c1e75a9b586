//! Word differences of two texts.

use similar::{Algorithm, ChangeTag};

/// A stretch of a comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Piece<'t> {
    /// Stands in both.
    Same(&'t str),
    /// Stands in the first only.
    Gone(&'t str),
    /// Stands in the second only.
    New(&'t str),
    /// Text that is left out, since nothing differs near it.
    Cut,
}

/// The whole of both texts, cut into pieces by word.
pub fn differences<'t>(before: &'t str, after: &'t str) -> Vec<Piece<'t>> {
    similar::utils::diff_words(Algorithm::Myers, before, after)
        .into_iter()
        .map(|(tag, text)| match tag {
            ChangeTag::Equal => Piece::Same(text),
            ChangeTag::Delete => Piece::Gone(text),
            ChangeTag::Insert => Piece::New(text),
        })
        .collect()
}

/// The pieces that differ, with up to `context` words of what stands around them; what is further away is cut.
pub fn hunks<'t>(pieces: &[Piece<'t>], context: usize) -> Vec<Piece<'t>> {
    let mut out = Vec::new();
    let last = pieces.len().saturating_sub(1);
    for (at, piece) in pieces.iter().enumerate() {
        let Piece::Same(text) = *piece else {
            out.push(*piece);
            continue;
        };
        let head = if at == 0 { 0 } else { words_from_start(text, context) };
        let tail = if at == last { text.len() } else { words_from_end(text, context) };
        if head >= tail {
            out.push(Piece::Same(text));
            continue;
        }
        if head > 0 {
            out.push(Piece::Same(&text[..head]));
        }
        out.push(Piece::Cut);
        if tail < text.len() {
            out.push(Piece::Same(&text[tail..]));
        }
    }
    out
}

/// The byte after the first `count` words.
fn words_from_start(text: &str, count: usize) -> usize {
    let mut starts = word_starts(text);
    starts.nth(count).map_or(text.len(), |start| text[..start].trim_end().len())
}

/// The byte where the last `count` words begin.
fn words_from_end(text: &str, count: usize) -> usize {
    let starts: Vec<usize> = word_starts(text).collect();
    match starts.len().checked_sub(count) {
        None => 0,
        Some(first) => starts.get(first).copied().unwrap_or(text.len()),
    }
}

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
    fn a_changed_word_is_told_with_its_neighbours_only() {
        let before = "one two three four five six seven eight";
        let after = "one two three four FIVE six seven eight";
        assert_eq!(
            hunks(&differences(before, after), 2),
            [
                Piece::Cut,
                Piece::Same("three four "),
                Piece::Gone("five"),
                Piece::New("FIVE"),
                Piece::Same(" six seven"),
                Piece::Cut
            ]
        );
        assert_eq!(hunks(&differences(before, before), 2), [Piece::Cut]);
        assert_eq!(hunks(&differences("a b c", "a B c"), 3).len(), 4, "near text is not cut");
    }

    proptest! {
        #[test]
        fn the_pieces_are_the_two_texts(before in "[ab \n]{0,20}", after in "[ab \n]{0,20}") {
            let pieces = differences(&before, &after);
            let side = |keep: fn(&Piece<'_>) -> Option<String>| pieces.iter().filter_map(keep).collect::<String>();
            prop_assert_eq!(side(|p| match p { Piece::Same(t) | Piece::Gone(t) => Some((*t).into()), _ => None }), before.clone());
            prop_assert_eq!(side(|p| match p { Piece::Same(t) | Piece::New(t) => Some((*t).into()), _ => None }), after.clone());
        }
    }
}
