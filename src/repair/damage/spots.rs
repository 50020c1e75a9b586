//! What differs between a text and a witness, and what kind of difference it is.

use std::ops::Range;

use super::known::{Standing, WordCounts, count, has_odd_mark, has_two_scripts, is_address, is_latin, standing};
use super::letters::likeness;
use super::paired::Pair;
use super::pieces::{Pieces, core};
use crate::english::lists::NEVER_IN_COMPOUNDS;

/// What a difference consists of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Difference {
    /// Letters of another script that look like the witness's.
    Homoglyph,
    /// A question mark between letters, where the witness has a space, a mark or a letter that an encoding lost.
    QuestionMark,
    /// An apostrophe inside a word.
    Apostrophe,
    /// The same letters, written together.
    Glued,
    /// The same letters, written apart.
    Split,
    /// The same letters in another case.
    Case,
    /// The same letters and spaces between them, other marks.
    Marks,
    /// Other letters that look alike.
    Letters,
    /// Words that only the witness has.
    Missing,
    /// Words that only the text has.
    Extra,
    /// An address on either side: nobody's damage can be told.
    Address,
    /// Other words.
    Words,
}

/// Which side looks damaged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lean {
    /// The text's own words are no words, those of the witness are.
    Own,
    /// The other way round.
    Theirs,
    /// Both are words, or neither.
    Neither,
}

/// A place where a text and a witness differ.
#[derive(Debug, Clone)]
pub(super) struct Spot {
    pub(super) own: Range<usize>,
    pub(super) theirs: Range<usize>,
    pub(super) difference: Difference,
    pub(super) lean: Lean,
    /// Whether it leans because of a form that nobody writes, rather than of a name that lists may lack.
    pub(super) strong: bool,
    /// Whether it stands between words that are the same or look alike.
    pub(super) flanked: bool,
    /// How alike the two look, `0.0..=1.0`.
    pub(super) likeness: f32,
}

/// From this likeness on, other letters may be the same word read badly: two of five letters wrong, or four of like shape.
pub(super) const ALIKE: f32 = 0.6;

/// Letters that make a word of their own when they are added to another.
const GROWN: usize = 4;

/// The spots of a text and a witness.
pub(super) fn spots(own: &Pieces, theirs: &Pieces, pairs: &[Pair], elsewhere: &Elsewhere) -> Vec<Spot> {
    // The spots, each with the number of its pair; and which pairs are the same or look alike.
    let mut spots: Vec<(usize, Spot)> = Vec::new();
    let mut firm = vec![true; pairs.len()];
    for (number, pair) in pairs.iter().enumerate().filter(|(_, pair)| !pair.same) {
        let spot = spot(own, theirs, pair, elsewhere);
        firm[number] = !matches!(spot.difference, Difference::Words | Difference::Missing | Difference::Extra);
        spots.push((number, spot));
    }
    // Whether a pair begins where the one before it ends; the texts begin and end beside what is the same.
    let meets = |number: usize| {
        let end = number.checked_sub(1).map_or((0, 0), |before| (pairs[before].own.end, pairs[before].theirs.end));
        let start = pairs.get(number).map_or((own.len(), theirs.len()), |pair| (pair.own.start, pair.theirs.start));
        start == end
    };
    let is_firm = |number: Option<usize>| number.and_then(|number| firm.get(number)).is_none_or(|firm| *firm);
    let flanked = |(number, spot): (usize, Spot)| {
        let left = meets(number) && is_firm(number.checked_sub(1));
        let right = meets(number + 1) && is_firm(Some(number + 1));
        Spot { flanked: left && right, ..spot }
    };
    spots.into_iter().map(flanked).collect()
}

/// Which words the texts use in other places.
pub(super) struct Elsewhere<'e> {
    /// The text itself.
    pub(super) own: &'e WordCounts,
    /// Its witnesses, copies of one another counted once.
    pub(super) theirs: &'e WordCounts,
}

fn spot(own: &Pieces, theirs: &Pieces, pair: &Pair, elsewhere: &Elsewhere) -> Spot {
    let (a, b) = (own.joined(&pair.own), theirs.joined(&pair.theirs));
    let likeness = likeness(&a, &b).unwrap_or(0.0);
    let difference = difference(own, theirs, pair, &a, &b, likeness);
    let strange = (strangeness(own, &pair.own, elsewhere.theirs), strangeness(theirs, &pair.theirs, elsewhere.own));
    let (lean, strong) = match strange {
        (1 | 2, 0) if difference == Difference::Glued => (Lean::Own, is_evidently_glued(own, theirs, pair)),
        (2, 0 | 1) => (Lean::Own, true),
        (0 | 1, 2) => (Lean::Theirs, true),
        (1, 0) => (Lean::Own, false),
        (0, 1) => (Lean::Theirs, false),
        _ => match difference {
            Difference::Case => (case_lean(&a, &b), true),
            Difference::Letters => (rarity_lean(&a, &b), true),
            _ => (Lean::Neither, false),
        },
    };
    Spot { own: pair.own.clone(), theirs: pair.theirs.clone(), difference, lean, strong, flanked: true, likeness }
}

/// Whether a space was lost where no compound is made: beside a function word, behind a mark, or behind a name inside a sentence.
fn is_evidently_glued(own: &Pieces, theirs: &Pieces, pair: &Pair) -> bool {
    /// Letters of words that are glued by damage alone: "Pay Pal" is a matter of taste.
    const LONG: usize = 4;
    let pieces: Vec<&str> = pair.theirs.clone().map(|at| theirs.piece(at)).collect();
    let inside = |at: usize| {
        at > 0
            && own.lines[at] == own.lines[at - 1]
            && !own.piece(at - 1).ends_with(['.', '!', '?', ':', '"', '”', '-', '—', '•'])
    };
    let capital = |piece: &str| core(piece).starts_with(char::is_uppercase);
    pieces.windows(2).any(|two| {
        let long = two.iter().all(|piece| core(piece).chars().count() >= LONG);
        two[0].ends_with(['.', ',', ';', ':', '?', '!', '"', ')'])
            || long && inside(pair.own.start) && capital(two[0]) && !capital(two[1])
    }) || pieces.iter().any(|piece| NEVER_IN_COMPOUNDS.contains(&core(piece).to_lowercase()))
}

/// How strange the strangest of some pieces is: 2 if no list and no other text has it, 1 if it may be a name, 0 if it is a word.
fn strangeness(pieces: &Pieces, range: &Range<usize>, elsewhere: &WordCounts) -> u8 {
    let strange = |at| match standing(pieces.piece(at)) {
        // Half of a word that a line breaks in two is none, and is not damaged.
        _ if pieces.is_half(at) => 0,
        _ if has_odd_mark(pieces.piece(at)) => 2,
        Standing::Broken => 2,
        _ if elsewhere.times(pieces.ids[at]) > 0 => 0,
        Standing::Unlisted => 2,
        Standing::Name => 1,
        _ => 0,
    };
    range.clone().map(strange).max().unwrap_or(0)
}

/// A function word with a capital where the other has none is damaged: "In" for "in" inside a sentence.
fn case_lean(a: &str, b: &str) -> Lean {
    let small =
        |text: &str| text.chars().all(|c| !c.is_uppercase()) && count(text).is_some_and(|count| count >= FUNCTION_WORD);
    match (small(a), small(b)) {
        (false, true) => Lean::Own,
        (true, false) => Lean::Theirs,
        _ => Lean::Neither,
    }
}

/// A rare word that looks like a function word is that word, damaged: "tho" for "the".
fn rarity_lean(a: &str, b: &str) -> Lean {
    let (Some(own), Some(their)) = (count(a), count(b)) else { return Lean::Neither };
    if own <= RARE && their >= FUNCTION_WORD {
        Lean::Own
    } else if their <= RARE && own >= FUNCTION_WORD {
        Lean::Theirs
    } else {
        Lean::Neither
    }
}

/// log10 of the count up to which a listed word is rare: one word in two hundred thousand.
const RARE: f32 = 6.5;

/// log10 of the count from which on a word is so common that no name or heading is made of it: "is", "into".
const FUNCTION_WORD: f32 = 9.0;

fn difference(own: &Pieces, theirs: &Pieces, pair: &Pair, a: &str, b: &str, likeness: f32) -> Difference {
    if is_question_mark(a, b) {
        return Difference::QuestionMark;
    }
    if is_address(a) || is_address(b) {
        return Difference::Address;
    }
    let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    let (own_letters, their_letters) = (letters(a), letters(b));
    let (count, other) = (pair.own.len(), pair.theirs.len());
    if own_letters == their_letters {
        let marks = |text: &str| text.chars().filter(|c| !c.is_alphanumeric() && *c != ' ').collect::<String>();
        if count == other {
            return if is_apostrophe(a, b) { Difference::Apostrophe } else { Difference::Marks };
        }
        if marks(a) == marks(b) {
            return if count < other { Difference::Glued } else { Difference::Split };
        }
        return if count < other && is_glued(a, b) { Difference::Glued } else { Difference::Marks };
    }
    if is_homoglyph(a, b) {
        return Difference::Homoglyph;
    }
    if own_letters.to_lowercase() == their_letters.to_lowercase() {
        return Difference::Case;
    }
    if holds(own, &pair.own, theirs, &pair.theirs) {
        return Difference::Missing;
    }
    if holds(theirs, &pair.theirs, own, &pair.own) {
        return Difference::Extra;
    }
    // Nothing was misread where one has all letters of the other and a word more.
    let (short, long) = if own_letters.len() < their_letters.len() {
        (&own_letters, &their_letters)
    } else {
        (&their_letters, &own_letters)
    };
    let grown =
        long.len() >= short.len() + GROWN && (long.starts_with(short.as_str()) || long.ends_with(short.as_str()));
    if likeness >= ALIKE && !grown { Difference::Letters } else { Difference::Words }
}

/// Whether all words of one side stand among those of the other, at its beginning and its end.
fn holds(few: &Pieces, fewer: &Range<usize>, many: &Pieces, more: &Range<usize>) -> bool {
    if fewer.len() >= more.len() {
        return false;
    }
    let equal = |at: usize, place: usize| core(few.piece(at)) == core(many.piece(place));
    let head = fewer.clone().zip(more.clone()).take_while(|&(at, place)| equal(at, place)).count();
    let tail = fewer.clone().rev().zip(more.clone().rev()).take_while(|&(at, place)| equal(at, place)).count();
    head + tail >= fewer.len()
}

/// Whether the two differ in apostrophes alone, which stand between letters or behind an "s".
fn is_apostrophe(a: &str, b: &str) -> bool {
    let without = |text: &str| text.replace(['\'', '’'], "");
    without(a) == without(b) && a.len() != b.len()
}

/// Whether question marks between letters stand where the other has a space, a mark or a letter beyond ASCII, and all else is equal.
fn is_question_mark(a: &str, b: &str) -> bool {
    let mut letters = b.chars();
    let mut seen = false;
    let mut before = ' ';
    let mut own = a.chars().peekable();
    while let Some(c) = own.next() {
        let Some(theirs) = letters.next() else { return false };
        if c == '?' && theirs != '?' && (theirs == ' ' || theirs == '\'' || theirs == '-' || !theirs.is_ascii()) {
            let between = before.is_alphanumeric() && own.peek().is_some_and(|next| next.is_alphanumeric());
            if !between {
                return false;
            }
            seen = true;
        } else if c != theirs {
            return false;
        }
        before = c;
    }
    seen && letters.next().is_none()
}

/// Whether the first is the second without some of its spaces.
fn is_glued(a: &str, b: &str) -> bool {
    a.replace(' ', "") == b.replace(' ', "")
}

/// Whether letters of another script stand for Latin letters, one for one, and all else is equal.
fn is_homoglyph(a: &str, b: &str) -> bool {
    let pairs = || a.chars().zip(b.chars());
    a.chars().count() == b.chars().count()
        && pairs().any(|(own, other)| own != other)
        && pairs().all(|(own, other)| own == other || own.is_alphabetic() && !is_latin(own) && is_latin(other))
        && a.split(' ')
            .zip(b.split(' '))
            .all(|(own, other)| own == other || has_two_scripts(own) || own.chars().count() == 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Vocabulary;

    fn found(a: &str, b: &str) -> (Difference, Lean) {
        let mut vocabulary = Vocabulary::default();
        let (own, theirs) = (Pieces::new(a, &mut vocabulary), Pieces::new(b, &mut vocabulary));
        let pair = Pair { own: 0..own.len(), theirs: 0..theirs.len(), same: false };
        let nothing = WordCounts::default();
        let spot = spot(&own, &theirs, &pair, &Elsewhere { own: &nothing, theirs: &nothing });
        (spot.difference, spot.lean)
    }

    #[test]
    fn differences_are_told_apart_and_lean_to_the_damaged_side() {
        for (a, b, difference, lean) in [
            ("tbe", "the", Difference::Letters, Lean::Own),
            ("the", "tbe", Difference::Letters, Lean::Theirs),
            ("bad", "had", Difference::Letters, Lean::Neither),
            ("ofthe", "of the", Difference::Glued, Lean::Own),
            ("har bour", "harbour", Difference::Split, Lean::Own),
            ("said.But", "said. But", Difference::Glued, Lean::Own),
            ("the?old", "the old", Difference::QuestionMark, Lean::Own),
            ("dont", "don't", Difference::Apostrophe, Lean::Own),
            ("mayors", "mayor's", Difference::Apostrophe, Lean::Neither),
            ("closed", "closed,", Difference::Marks, Lean::Neither),
            ("hаrbour", "harbour", Difference::Homoglyph, Lean::Own), // a Cyrillic letter
            ("closed", "shut", Difference::Words, Lean::Neither),
            ("in", "in the", Difference::Missing, Lean::Neither),
            ("h reef", "reef", Difference::Extra, Lean::Own),
            ("Bill", "BILL", Difference::Case, Lean::Neither),
        ] {
            assert_eq!(found(a, b), (difference, lean), "{a} beside {b}");
        }
    }
}
