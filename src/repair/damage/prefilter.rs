//! A cheap check whether a text may be damaged, before it is aligned with its nearest witness.
//!
//! Most near copies are clean versions of one text. Aligning them letter by letter costs a hundred
//! times as much as checking that neither has a string that is not a word.

use rustc_hash::FxHashSet;

use super::pieces::{MIN_LINE_WORDS, Pieces};
use super::word_class::{has_odd_mark, word_class};

/// The least number of words with other marks in the witness for which marks may have been lost.
const MIN_REMARKED: usize = 2;

/// The least number of words that the witness has more than the text for which a line may have been
/// cut.
const MIN_LACKING: usize = 3;

/// At most one word in this many of a text that lost lines is not a word of the witness.
const OTHERS_AMONG: usize = 20;

/// What may be damaged in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum DamageScope {
    /// Only whole lines: equal words show where they were.
    Lines,
    /// Also words and marks, which must be aligned letter by letter.
    Words,
}

/// What may be damaged in a text, from a comparison of its pieces with those of its nearest
/// witness. `None` if nothing is.
pub(super) fn damage_scope(own: &Pieces, theirs: &Pieces) -> Option<DamageScope> {
    let known: FxHashSet<&str> = (0..theirs.len()).map(|at| theirs.piece(at)).collect();
    let words: FxHashSet<u32> = theirs.ids.iter().copied().collect();
    let without_apostrophe: FxHashSet<String> = (0..theirs.len())
        .map(|at| theirs.piece(at))
        .filter(|piece| piece.contains(['\'', '’']))
        .map(|piece| piece.replace(['\'', '’'], ""))
        .collect();
    let (mut others, mut remarked) = (0, 0);
    for at in 0..own.len() {
        let piece = own.piece(at);
        if known.contains(piece) {
            continue;
        }
        if words.contains(&own.ids[at]) {
            remarked += 1;
            continue;
        }
        if has_odd_mark(piece) || word_class(piece).is_strange() || without_apostrophe.contains(piece) {
            return Some(DamageScope::Words);
        }
        others += 1;
    }
    let lacks_lines = own.len() + MIN_LACKING <= theirs.len() && others * OTHERS_AMONG <= own.len();
    match () {
        () if remarked >= MIN_REMARKED => Some(DamageScope::Words),
        () if lacks_lines || has_doubled_line(own) => Some(DamageScope::Lines),
        () => None,
    }
}

/// Whether the text has a line of [`MIN_LINE_WORDS`] words or more twice in a row.
fn has_doubled_line(own: &Pieces) -> bool {
    let lines = own.by_line();
    lines.windows(2).any(|two| {
        let [first, second] = two else { return false };
        first.len() >= MIN_LINE_WORDS && own.ids[first.clone()] == own.ids[second.clone()]
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Vocabulary;

    #[test]
    fn versions_of_one_text_are_not_examined() {
        let text = "The mayor said that the old harbour would be closed until June, and that the ferry would go round.";
        let scope = |own: &str| {
            let mut vocabulary = Vocabulary::default();
            damage_scope(&Pieces::new(own, &mut vocabulary), &Pieces::new(text, &mut vocabulary))
        };
        let (words, lines) = (Some(DamageScope::Words), Some(DamageScope::Lines));
        assert_eq!(scope(text), None);
        let other = text.replace("closed", "shut").replace("mayor", "minister").replace("old harbour", "big old port");
        assert_eq!(scope(&other), None);
        assert_eq!(scope(&text.replace("harbour", "harhour")), words, "not a word");
        assert_eq!(scope(&text.replace("that the", "thatthe")), words, "glued");
        assert_eq!(scope(&text.replace("ferry", "fer ry")), words, "split");
        assert_eq!(scope(&text.replace([',', '.'], "")), words, "marks lost");
        assert_eq!(scope("The mayor said that the old harbour would be closed"), lines, "cut off");
        assert_eq!(scope(&format!("{text}\n{text}")), lines, "doubled");
    }
}
