//! Whether a machine damaged a document, from all differences from its nearest witness.
//!
//! Where a machine misread, joined or lost something, the differences are one-sided: the document
//! has strings that are in no list of words, the witness has words that look like them. Where
//! people edited, the differences are other words, on both sides.

use std::ops::Range;

use super::differences::{DamagedSide, Difference, DifferenceKind};
use super::pieces::{Pieces, core, marks};
use super::word_class::word_class;
use crate::english::is_one_letter_form;
use crate::model::DamageFeatures;

/// The differences of a document from its nearest witness, counted.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct DocumentDamage {
    /// The counts that a repair lists.
    pub(super) features: DamageFeatures,
    /// Words in another case, where a machine may confuse the shapes of the letters.
    cased: usize,
    /// Words in another case, where no machine would confuse the shapes of the letters.
    recased: usize,
}

/// The least number of misread words in a text that comes from OCR. Of the near copies
/// in four sets of clean news one has three that rewordings do not outweigh: an article full of
/// misprints.
const MIN_MISREAD: usize = 3;

/// The least number of misread words where every differing word looks like the witness's.
const MIN_MISREAD_WITHOUT_REWORDING: usize = 2;

/// How many misread words outweigh one misread word of the witness.
const MISREAD_AGAINST_ONE: usize = 5;

/// How many misread words outweigh one reworded word, in a text that is otherwise the same: all but
/// two of 94 scans beside their corrections have as many.
const MISREAD_AGAINST_REWORDED: usize = 4;

/// How many misread words outweigh one reworded word where even differences between words that do
/// not look alike are taken for damage.
const EDITION_AGAINST_REWORDED: usize = 10;

/// The least number of letters of a word that may have other spellings and forms; in a shorter
/// word, one letter is too large a part to be another author's choice.
pub(super) const LONG: usize = 6;

/// The least number of missed marks in a text that lost its punctuation.
const MIN_MISSED: usize = 2;

/// How many lost marks outweigh one mark that the witness lacks or has otherwise.
const LOST_AGAINST_ONE: usize = 4;

/// How many words that differ in the case of like shapes only outweigh one word that differs in the
/// case of other letters.
const CASED_AGAINST_ONE: usize = 2;

/// The least number of joined words that are no compound, in a text in which a possible compound is
/// taken for joined words too.
const MIN_GLUED: usize = 2;

impl DocumentDamage {
    /// Counts the differences from one witness.
    pub(super) fn new(own: &Pieces, theirs: &Pieces, differences: &[Difference]) -> Self {
        let mut found = DocumentDamage::default();
        let counts = &mut found.features;
        for difference in differences {
            match (difference.kind, difference.damaged_side) {
                (DifferenceKind::Letters, side) if side != DamagedSide::Neither => {
                    let (a, b) = (own.joined(&difference.own), theirs.joined(&difference.theirs));
                    match (side, difference.strong) {
                        _ if a.len() >= LONG && is_one_letter_form(core(&a), core(&b)) => counts.alike += 1,
                        (DamagedSide::Own, true) => counts.misread += 1,
                        (_, true) => counts.misread_there += 1,
                        (DamagedSide::Own, false) => counts.names += 1,
                        (_, false) => counts.names_there += 1,
                    }
                }
                (DifferenceKind::Letters, _) => counts.alike += 1,
                (DifferenceKind::Case, DamagedSide::Own) => counts.misread += 1,
                (DifferenceKind::Case, DamagedSide::Theirs) => counts.misread_there += 1,
                (DifferenceKind::Words, DamagedSide::Own) | (DifferenceKind::Address, _) => {}
                // A fragment of a word says nothing about the word that was there.
                (DifferenceKind::Words, _) if are_fragments(own, &difference.own) => {}
                (DifferenceKind::Words | DifferenceKind::Missing | DifferenceKind::Extra, _) => {
                    counts.reworded += reworded(own, &difference.own, theirs, &difference.theirs).max(reworded(
                        theirs,
                        &difference.theirs,
                        own,
                        &difference.own,
                    ));
                }
                (DifferenceKind::Glued, DamagedSide::Own) if difference.strong => counts.glued += 1,
                (DifferenceKind::Split, DamagedSide::Own) if difference.strong => counts.split += 1,
                (DifferenceKind::Glued | DifferenceKind::Split, DamagedSide::Theirs) => counts.spaced_there += 1,
                (DifferenceKind::Case, DamagedSide::Neither) => {
                    let like = has_like_capitals(&own.joined(&difference.own), &theirs.joined(&difference.theirs));
                    *(if like { &mut found.cased } else { &mut found.recased }) += 1;
                }
                (DifferenceKind::Glued | DifferenceKind::Split, _) => {}
                (DifferenceKind::Homoglyph | DifferenceKind::QuestionMark, _) => counts.encoded += 1,
                (DifferenceKind::Apostrophe | DifferenceKind::Marks, side) => {
                    let (a, b) = (own.joined(&difference.own), theirs.joined(&difference.theirs));
                    if !is_within(&a, &b) {
                        counts.marks_other += 1;
                        continue;
                    }
                    counts.marks_lost += 1;
                    let missing_apostrophe = difference.kind == DifferenceKind::Apostrophe && side == DamagedSide::Own;
                    let missed = missing_apostrophe
                        || misses_stop(own, theirs, difference)
                        || misses_quote(own, theirs, difference);
                    counts.marks_missed += usize::from(missed);
                }
            }
        }
        found
    }

    /// The evidence for OCR, as a number of misread words. A name in no list counts
    /// as half of one, since the lists lack many names.
    fn evidence(&self) -> usize {
        self.features.misread + self.features.names.saturating_sub(self.features.names_there) / 2
    }

    /// Whether a machine read the document and made mistakes, and did not read the witness.
    pub(super) fn is_misread(&self) -> bool {
        let least = if self.features.reworded == 0 { MIN_MISREAD_WITHOUT_REWORDING } else { MIN_MISREAD };
        self.features.misread >= MIN_MISREAD_WITHOUT_REWORDING
            && self.evidence() >= least
            && self.evidence() >= MISREAD_AGAINST_ONE * self.features.misread_there
            && self.evidence() + self.features.alike >= self.features.reworded
    }

    /// Whether it is the witness that a machine misread. The differences are then no misprints of
    /// the document, or misprints that a damaged witness cannot show.
    pub(super) fn is_worse_there(&self) -> bool {
        self.features.misread_there >= MIN_MISREAD
            && self.features.misread_there >= MISREAD_AGAINST_ONE * self.features.misread
    }

    /// Whether the two are the same text, in which people changed almost nothing: differences are
    /// then damage.
    pub(super) fn is_one_text(&self) -> bool {
        self.is_misread() && self.evidence() >= MISREAD_AGAINST_REWORDED * self.features.reworded
    }

    /// Whether the two are certainly the same text: even differences between words that do not look
    /// alike are then damage.
    pub(super) fn is_one_edition(&self) -> bool {
        self.is_one_text() && self.evidence() >= EDITION_AGAINST_REWORDED * self.features.reworded
    }

    /// Whether a machine confused capitals with small letters, rather than an editor preferred
    /// some.
    pub(super) fn confuses_capitals(&self) -> bool {
        self.is_one_text() && self.cased > CASED_AGAINST_ONE * self.recased
    }

    /// Whether the document lost punctuation marks.
    pub(super) fn has_lost_marks(&self) -> bool {
        self.features.marks_missed >= MIN_MISSED
            && self.features.marks_lost >= LOST_AGAINST_ONE * self.features.marks_other
    }

    /// Whether spaces between words were lost repeatedly.
    pub(super) fn glues_words(&self) -> bool {
        self.features.glued >= MIN_GLUED && self.features.spaced_there == 0
    }
}

/// The number of words of a difference that an author or editor chose, up to three: words in a list
/// that the other side does not have. A short word may be a fragment and does not count.
pub(super) fn reworded(pieces: &Pieces, range: &Range<usize>, others: &Pieces, other: &Range<usize>) -> usize {
    const SHORT: usize = 4;
    let there: Vec<&str> = other.clone().map(|at| core(others.piece(at))).collect();
    let chosen = |at: &usize| {
        let word = core(pieces.piece(*at));
        word.chars().count() >= SHORT && !there.contains(&word) && !word_class(word).is_strange()
    };
    range.clone().filter(chosen).count().min(3)
}

/// Whether some pieces are fragments: marks and at most two letters each.
pub(super) fn are_fragments(pieces: &Pieces, range: &Range<usize>) -> bool {
    range.clone().all(|at| core(pieces.piece(at)).chars().filter(|c| c.is_alphanumeric()).count() <= 2)
}

/// Whether two words differ only in the case of letters whose capitals look like the small ones.
fn has_like_capitals(a: &str, b: &str) -> bool {
    a.chars().zip(b.chars()).all(|(own, their)| own == their || "cijkopsuvwxyz".contains(own.to_ascii_lowercase()))
}

/// Whether the first string is the second without some of its marks.
pub(super) fn is_within(a: &str, b: &str) -> bool {
    let mut own = a.chars().peekable();
    for c in b.chars() {
        if own.peek() == Some(&c) {
            own.next();
        } else if c.is_alphanumeric() {
            return false;
        }
    }
    own.next().is_none()
}

/// Whether a sentence ends here in the witness, and in the document a new one begins, or the
/// paragraph ends, without a mark. A full stop after an abbreviation ends no sentence, and a
/// heading or a caption needs no full stop.
fn misses_stop(own: &Pieces, theirs: &Pieces, difference: &Difference) -> bool {
    const PARAGRAPH: usize = 8;
    let (last, there) = (difference.own.end - 1, difference.theirs.end - 1);
    let (_, behind) = marks(own.piece(last));
    let word = core(own.piece(last));
    let sentence = |pieces: &Pieces, at: usize| match pieces.lines.get(at + 1) {
        Some(line) if *line == pieces.lines[at] => core(pieces.piece(at + 1)).starts_with(char::is_uppercase),
        _ => at >= PARAGRAPH && pieces.lines[at] == pieces.lines[at + 1 - PARAGRAPH],
    };
    behind.is_empty()
        && marks(theirs.piece(there)).1.contains(['.', '?', '!'])
        && word.chars().count() >= 3
        && word.chars().all(char::is_lowercase)
        && sentence(own, last)
        && sentence(theirs, there)
}

/// Whether one of a pair of quotation marks is missing in the paragraph, where the witness has
/// both.
fn misses_quote(own: &Pieces, theirs: &Pieces, difference: &Difference) -> bool {
    // Paragraphs are read this far on either side, so that the work stays linear.
    const NEAR: usize = 200;
    let quote = |c: &char| matches!(c, '"' | '“' | '”');
    let even = |pieces: &Pieces, at: usize| {
        let line = pieces.lines[at];
        let near = at.saturating_sub(NEAR)..(at + NEAR).min(pieces.len());
        near.filter(|&at| pieces.lines[at] == line).flat_map(|at| pieces.piece(at).chars()).filter(|c| quote(c)).count()
            % 2
            == 0
    };
    let count = |text: &str| text.chars().filter(|c| quote(c)).count();
    count(&own.joined(&difference.own)) < count(&theirs.joined(&difference.theirs))
        && !even(own, difference.own.start)
        && even(theirs, difference.theirs.start)
}
