//! The door: whether a text beside its nearest witness shows anything that a machine might have done.
//!
//! Most near copies are clean versions of one text, and to align them letter by letter costs a hundred times what it costs to see that
//! neither has a word that is none.

use rustc_hash::FxHashSet;

use super::lines::MIN_WORDS;
use super::pieces::Pieces;
use super::word_class::{has_odd_mark, word_class};

/// Words that have other marks for the witness, from which on marks may have been lost.
const MIN_REMARKED: usize = 2;

/// Words that the witness has and the text lacks, from which on a line may have been cut.
const MIN_LACKING: usize = 3;

/// Of a text that lost lines, no more than one word in so many is not the witness's.
const OTHERS_AMONG: usize = 20;

/// What may be damaged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum DamageScope {
    /// Whole lines alone: equal words tell where they stood.
    Lines,
    /// Words and marks, which must be aligned letter by letter.
    Words,
}

/// What it is worth aligning the two for.
pub(super) fn suspect(own: &Pieces, theirs: &Pieces) -> Option<DamageScope> {
    let known: FxHashSet<&str> = (0..theirs.len()).map(|at| theirs.piece(at)).collect();
    let words: FxHashSet<u32> = theirs.ids.iter().copied().collect();
    let torn: FxHashSet<String> = (0..theirs.len())
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
        if has_odd_mark(piece) || word_class(piece).is_strange() || torn.contains(piece) {
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

/// Whether a line of some words follows itself.
fn has_doubled_line(own: &Pieces) -> bool {
    let lines = own.by_line();
    lines.windows(2).any(|two| {
        let [first, second] = two else { return false };
        first.len() >= MIN_WORDS && own.ids[first.clone()] == own.ids[second.clone()]
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Vocabulary;

    #[test]
    fn versions_of_one_text_stay_outside() {
        let text = "The mayor said that the old harbour would be closed until June, and that the ferry would go round.";
        let open = |own: &str| {
            let mut vocabulary = Vocabulary::default();
            suspect(&Pieces::new(own, &mut vocabulary), &Pieces::new(text, &mut vocabulary))
        };
        let (words, lines) = (Some(DamageScope::Words), Some(DamageScope::Lines));
        assert_eq!(open(text), None);
        let other = text.replace("closed", "shut").replace("mayor", "minister").replace("old harbour", "big old port");
        assert_eq!(open(&other), None);
        assert_eq!(open(&text.replace("harbour", "harhour")), words, "no word");
        assert_eq!(open(&text.replace("that the", "thatthe")), words, "glued");
        assert_eq!(open(&text.replace("ferry", "fer ry")), words, "split");
        assert_eq!(open(&text.replace([',', '.'], "")), words, "marks lost");
        assert_eq!(open("The mayor said that the old harbour would be closed"), lines, "cut off");
        assert_eq!(open(&format!("{text}\n{text}")), lines, "doubled");
    }
}
