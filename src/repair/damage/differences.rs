//! The differences between a text and a witness: what kind each one is, and which side looks
//! damaged.

use crate::english::lists::NEVER_IN_COMPOUNDS;
use std::ops::Range;

use super::letters::likeness;
use super::paired::PiecePair;
use super::pieces::{Pieces, core};
use super::word_class::{
    WordClass, WordCounts, count, has_odd_mark, has_two_scripts, is_address, is_latin, word_class,
};

/// What a difference consists of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum DifferenceKind {
    /// The text has letters of another script that look like the letters of the witness.
    Homoglyph,
    /// The text has a question mark between letters, where the witness has a space, a mark or a
    /// letter that an encoding lost.
    QuestionMark,
    /// Only an apostrophe inside a word differs.
    Apostrophe,
    /// The letters are equal; the text has fewer spaces.
    Glued,
    /// The letters are equal; the text has more spaces.
    Split,
    /// The letters are equal except for upper and lower case.
    Case,
    /// Letters and spaces are equal; the marks differ.
    Marks,
    /// The letters differ but look alike.
    Letters,
    /// Only the witness has some of the words.
    Missing,
    /// Only the text has some of the words.
    Extra,
    /// One side is an address; nothing shows which side is damaged.
    Address,
    /// The words differ.
    Words,
}

/// Which side of a difference looks damaged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum DamagedSide {
    /// The pieces of the text are not words, those of the witness are.
    Own,
    /// The pieces of the witness are not words, those of the text are.
    Theirs,
    /// Both sides are words, or neither is.
    Neither,
}

/// A place where a text and a witness differ.
#[derive(Debug, Clone)]
pub(super) struct Difference {
    /// The pieces of the text.
    pub(super) own: Range<usize>,
    /// The pieces of the witness.
    pub(super) theirs: Range<usize>,
    pub(super) kind: DifferenceKind,
    pub(super) damaged_side: DamagedSide,
    /// Whether the damaged side has a form that nobody writes, rather than a possible name that the
    /// word lists lack.
    pub(super) strong: bool,
    /// Whether the pairs on both sides of the difference are the same or look alike.
    pub(super) flanked: bool,
    /// How alike the two sides look: `0.0..=1.0`.
    pub(super) likeness: f32,
}

/// The least likeness at which different letters may be the same word misread: two of five letters
/// wrong, or four of like shape.
pub(super) const ALIKE: f32 = 0.6;

/// A word that contains the whole other word and at least this many bytes more is another word, not
/// a misread one.
const GROWN: usize = 4;

/// The differences between a text and a witness.
pub(super) fn differences(
    own: &Pieces,
    theirs: &Pieces,
    pairs: &[PiecePair],
    elsewhere: &Elsewhere,
) -> Vec<Difference> {
    // The differences, each with the number of its pair; and which pairs are the same or look
    // alike.
    let mut found: Vec<(usize, Difference)> = Vec::new();
    let mut firm = vec![true; pairs.len()];
    for (number, pair) in pairs.iter().enumerate().filter(|(_, pair)| !pair.same) {
        let difference = ComparedPair::new(own, theirs, pair).difference(elsewhere);
        firm[number] =
            !matches!(difference.kind, DifferenceKind::Words | DifferenceKind::Missing | DifferenceKind::Extra);
        found.push((number, difference));
    }
    // Whether a pair begins where the one before it ends. The beginnings and the ends of both texts
    // count as pairs that are the same.
    let meets = |number: usize| {
        let end = number.checked_sub(1).map_or((0, 0), |before| (pairs[before].own.end, pairs[before].theirs.end));
        let start = pairs.get(number).map_or((own.len(), theirs.len()), |pair| (pair.own.start, pair.theirs.start));
        start == end
    };
    let is_firm = |number: Option<usize>| number.and_then(|number| firm.get(number)).is_none_or(|firm| *firm);
    let flanked = |(number, difference): (usize, Difference)| {
        let left = meets(number) && is_firm(number.checked_sub(1));
        let right = meets(number + 1) && is_firm(Some(number + 1));
        Difference { flanked: left && right, ..difference }
    };
    found.into_iter().map(flanked).collect()
}

/// How often the texts use each word: a word that another text uses is not damage.
pub(super) struct Elsewhere<'e> {
    /// The words of the text itself.
    pub(super) own: &'e WordCounts,
    /// The words of its witnesses.
    pub(super) theirs: &'e WordCounts,
}

/// A pair of a text and a witness that is being compared.
struct ComparedPair<'p, 't> {
    own: &'p Pieces<'t>,
    theirs: &'p Pieces<'t>,
    pair: &'p PiecePair,
    /// The pieces of the text, joined.
    a: String,
    /// The pieces of the witness, joined.
    b: String,
}

impl<'p, 't> ComparedPair<'p, 't> {
    fn new(own: &'p Pieces<'t>, theirs: &'p Pieces<'t>, pair: &'p PiecePair) -> Self {
        ComparedPair { own, theirs, pair, a: own.joined(&pair.own), b: theirs.joined(&pair.theirs) }
    }

    /// The difference that the pair is; it counts as flanked.
    fn difference(&self, elsewhere: &Elsewhere) -> Difference {
        let ComparedPair { own, theirs, pair, a, b } = self;
        let likeness = likeness(a, b).unwrap_or(0.0);
        let kind = self.kind(likeness);
        let strange = (strangeness(own, &pair.own, elsewhere.theirs), strangeness(theirs, &pair.theirs, elsewhere.own));
        let (damaged_side, strong) = match strange {
            (1 | 2, 0) if kind == DifferenceKind::Glued => (DamagedSide::Own, self.is_evidently_glued()),
            (2, 0 | 1) => (DamagedSide::Own, true),
            (0 | 1, 2) => (DamagedSide::Theirs, true),
            (1, 0) => (DamagedSide::Own, false),
            (0, 1) => (DamagedSide::Theirs, false),
            _ => match kind {
                DifferenceKind::Case => (damaged_by_case(a, b), true),
                DifferenceKind::Letters => (damaged_by_rarity(a, b), true),
                _ => (DamagedSide::Neither, false),
            },
        };
        let (own, theirs) = (pair.own.clone(), pair.theirs.clone());
        Difference { own, theirs, kind, damaged_side, strong, flanked: true, likeness }
    }

    /// What the difference consists of; `likeness` is how alike the two sides look.
    fn kind(&self, likeness: f32) -> DifferenceKind {
        let ComparedPair { own, theirs, pair, a, b } = self;
        if is_question_mark(a, b) {
            return DifferenceKind::QuestionMark;
        }
        if is_address(a) || is_address(b) {
            return DifferenceKind::Address;
        }
        let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
        let (own_letters, their_letters) = (letters(a), letters(b));
        let (count, other) = (pair.own.len(), pair.theirs.len());
        if own_letters == their_letters {
            let marks = |text: &str| text.chars().filter(|c| !c.is_alphanumeric() && *c != ' ').collect::<String>();
            if count == other {
                return if is_apostrophe(a, b) { DifferenceKind::Apostrophe } else { DifferenceKind::Marks };
            }
            if marks(a) == marks(b) {
                return if count < other { DifferenceKind::Glued } else { DifferenceKind::Split };
            }
            return if count < other && is_glued(a, b) { DifferenceKind::Glued } else { DifferenceKind::Marks };
        }
        if is_homoglyph(a, b) {
            return DifferenceKind::Homoglyph;
        }
        if own_letters.to_lowercase() == their_letters.to_lowercase() {
            return DifferenceKind::Case;
        }
        if contains_all(theirs, &pair.theirs, own, &pair.own) {
            return DifferenceKind::Missing;
        }
        if contains_all(own, &pair.own, theirs, &pair.theirs) {
            return DifferenceKind::Extra;
        }
        // Nothing was misread where one side has all letters of the other and a word more.
        let (short, long) = if own_letters.len() < their_letters.len() {
            (&own_letters, &their_letters)
        } else {
            (&their_letters, &own_letters)
        };
        let grown =
            long.len() >= short.len() + GROWN && (long.starts_with(short.as_str()) || long.ends_with(short.as_str()));
        if likeness >= ALIKE && !grown { DifferenceKind::Letters } else { DifferenceKind::Words }
    }

    /// Whether a space was lost where no compound is formed: beside a function word, after a mark,
    /// or after a name inside a sentence.
    fn is_evidently_glued(&self) -> bool {
        /// The least length, in letters, of words that only damage joins: "Pay Pal" may be written
        /// either way.
        const LONG: usize = 4;
        let ComparedPair { own, theirs, pair, .. } = self;
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
}

/// How strange the strangest of some pieces is: 2 if neither a list nor another text has it, 1 if
/// it may be a name, 0 if it is a word.
fn strangeness(pieces: &Pieces, range: &Range<usize>, elsewhere: &WordCounts) -> u8 {
    let strange = |at| match word_class(pieces.piece(at)) {
        // Half of a word that is divided at the end of a line is not a word, and not damage.
        _ if pieces.is_half(at) => 0,
        _ if has_odd_mark(pieces.piece(at)) => 2,
        WordClass::Malformed => 2,
        _ if elsewhere.times(pieces.ids[at]) > 0 => 0,
        WordClass::Unlisted => 2,
        WordClass::Name => 1,
        _ => 0,
    };
    range.clone().map(strange).max().unwrap_or(0)
}

/// Which side is damaged where two words differ in case: a function word with a capital where the
/// other side has none, such as "In" for "in" inside a sentence.
fn damaged_by_case(a: &str, b: &str) -> DamagedSide {
    let small =
        |text: &str| text.chars().all(|c| !c.is_uppercase()) && count(text).is_some_and(|count| count >= FUNCTION_WORD);
    match (small(a), small(b)) {
        (false, true) => DamagedSide::Own,
        (true, false) => DamagedSide::Theirs,
        _ => DamagedSide::Neither,
    }
}

/// Which side is damaged where two listed words look alike: a rare word that looks like a function
/// word is that word misread, such as "tho" for "the".
fn damaged_by_rarity(a: &str, b: &str) -> DamagedSide {
    let (Some(own), Some(their)) = (count(a), count(b)) else { return DamagedSide::Neither };
    if own <= RARE && their >= FUNCTION_WORD {
        DamagedSide::Own
    } else if their <= RARE && own >= FUNCTION_WORD {
        DamagedSide::Theirs
    } else {
        DamagedSide::Neither
    }
}

/// log10 of the count up to which a listed word is rare: one word in two hundred thousand.
const RARE: f32 = 6.5;

/// log10 of the least count of a word that is too common to be a name or a heading: "is", "into".
const FUNCTION_WORD: f32 = 9.0;

/// Whether one side (`many`) has all words of the other (`few`), at its beginning and at its end,
/// and more between them.
fn contains_all(many: &Pieces, more: &Range<usize>, few: &Pieces, fewer: &Range<usize>) -> bool {
    if fewer.len() >= more.len() {
        return false;
    }
    let equal = |at: usize, place: usize| core(few.piece(at)) == core(many.piece(place));
    let head = fewer.clone().zip(more.clone()).take_while(|&(at, place)| equal(at, place)).count();
    let tail = fewer.clone().rev().zip(more.clone().rev()).take_while(|&(at, place)| equal(at, place)).count();
    head + tail >= fewer.len()
}

/// Whether two strings differ only in apostrophes.
fn is_apostrophe(a: &str, b: &str) -> bool {
    let without = |text: &str| text.replace(['\'', '’'], "");
    without(a) == without(b) && a.len() != b.len()
}

/// Whether the first string has question marks between letters where the second has a space, an
/// apostrophe, a hyphen or a letter beyond ASCII, and is otherwise equal.
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

/// Whether the first string is the second without some of its spaces.
fn is_glued(a: &str, b: &str) -> bool {
    a.replace(' ', "") == b.replace(' ', "")
}

/// Whether the first string has letters of another script in place of Latin letters, one for one,
/// and is otherwise equal.
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

    fn found(a: &str, b: &str) -> (DifferenceKind, DamagedSide) {
        let mut vocabulary = Vocabulary::default();
        let (own, theirs) = (Pieces::new(a, &mut vocabulary), Pieces::new(b, &mut vocabulary));
        let pair = PiecePair { own: 0..own.len(), theirs: 0..theirs.len(), same: false };
        let nothing = WordCounts::default();
        let elsewhere = Elsewhere { own: &nothing, theirs: &nothing };
        let difference = ComparedPair::new(&own, &theirs, &pair).difference(&elsewhere);
        (difference.kind, difference.damaged_side)
    }

    #[test]
    fn each_difference_has_its_kind_and_its_damaged_side() {
        for (a, b, kind, damaged_side) in [
            ("tbe", "the", DifferenceKind::Letters, DamagedSide::Own),
            ("the", "tbe", DifferenceKind::Letters, DamagedSide::Theirs),
            ("bad", "had", DifferenceKind::Letters, DamagedSide::Neither),
            ("ofthe", "of the", DifferenceKind::Glued, DamagedSide::Own),
            ("har bour", "harbour", DifferenceKind::Split, DamagedSide::Own),
            ("said.But", "said. But", DifferenceKind::Glued, DamagedSide::Own),
            ("the?old", "the old", DifferenceKind::QuestionMark, DamagedSide::Own),
            ("dont", "don't", DifferenceKind::Apostrophe, DamagedSide::Own),
            ("mayors", "mayor's", DifferenceKind::Apostrophe, DamagedSide::Neither),
            ("closed", "closed,", DifferenceKind::Marks, DamagedSide::Neither),
            ("hаrbour", "harbour", DifferenceKind::Homoglyph, DamagedSide::Own), // a Cyrillic letter
            ("closed", "shut", DifferenceKind::Words, DamagedSide::Neither),
            ("in", "in the", DifferenceKind::Missing, DamagedSide::Neither),
            ("h reef", "reef", DifferenceKind::Extra, DamagedSide::Own),
            ("Bill", "BILL", DifferenceKind::Case, DamagedSide::Neither),
        ] {
            assert_eq!(found(a, b), (kind, damaged_side), "{a} beside {b}");
        }
    }
}
