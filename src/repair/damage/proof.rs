//! Proof of damage: what all differences from the nearest witness say together of a document.
//!
//! Where a machine misread, glued or lost, what differs is one-sided: the text has no words, the witness has words that look
//! alike. Where people edited, what differs is other words, on both sides.

use std::ops::Range;

use super::differences::{DamagedSide, Difference, DifferenceKind};
use super::pieces::{Pieces, core, marks};
use super::word_class::word_class;
use crate::english::is_one_letter_form;

/// What the differences from the nearest witness are, counted.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Proof {
    /// Words of the text that stand opposite words of the witness.
    pub(super) words: usize,
    /// Look-alikes of which only the text's own is no word.
    pub(super) misread: usize,
    /// Look-alikes of which only the witness's is no word.
    pub(super) misread_there: usize,
    /// Look-alikes of which one side is a name that no list has, the text's and the witness's.
    pub(super) names: usize,
    pub(super) names_there: usize,
    /// Look-alikes of which both or neither are words.
    pub(super) alike: usize,
    /// Differences in other words, and words that one side lacks.
    pub(super) reworded: usize,
    /// Words glued or split into what are no words, in the text and in the witness.
    pub(super) glued: usize,
    pub(super) split: usize,
    pub(super) spaced_there: usize,
    /// Words in another case of which a machine may confuse the shapes, and of which none would.
    pub(super) cased: usize,
    pub(super) recased: usize,
    /// Marks that only the witness has; those that only the text has or that are others.
    pub(super) marks_lost: usize,
    pub(super) marks_other: usize,
    /// Marks lost that no house style leaves out: stops before a new sentence, apostrophes of what is then no word.
    pub(super) marks_missed: usize,
    /// Letters of another script, question marks for spaces.
    pub(super) encoded: usize,
}

/// Misread words from which on a text is taken for the work of a reading machine. Of the near copies in four sets of clean
/// news one has three that rewordings do not outweigh: an article full of misprints.
const MIN_MISREAD: usize = 3;

/// The same where no word differs that does not look alike.
const MIN_MISREAD_ALONE: usize = 2;

/// How many misread words weigh up one of the witness.
const MISREAD_AGAINST_ONE: usize = 5;

/// How many misread words weigh up one that somebody chose, in a text that is otherwise the same: all but two of 94 scans beside their
/// corrections have as many.
const MISREAD_AGAINST_REWORDED: usize = 4;

/// The same for what does not even look alike.
const EDITION_AGAINST_REWORDED: usize = 10;

/// Letters from which on a word has spellings and forms; of a shorter one, one letter is too much to be another's choice.
pub(super) const LONG: usize = 6;

/// Marks that must be missed for punctuation to be proven lost.
const MIN_MISSED: usize = 2;

/// How many marks lost weigh up one that the witness lacks or has otherwise.
const LOST_AGAINST_ONE: usize = 4;

/// How many words in which only like shapes differ in case weigh up one in which others do.
const CASED_AGAINST_ONE: usize = 2;

/// Words that no compound explains, glued, for what might be a compound to be glued too.
const MIN_GLUED: usize = 2;

impl Proof {
    /// Counts the differences from one witness.
    pub(super) fn new(own: &Pieces, theirs: &Pieces, words: usize, spots: &[Difference]) -> Self {
        let mut proof = Proof { words, ..Proof::default() };
        for spot in spots {
            match (spot.kind, spot.damaged_side) {
                (DifferenceKind::Letters, lean) if lean != DamagedSide::Neither => {
                    let (a, b) = (own.joined(&spot.own), theirs.joined(&spot.theirs));
                    match (lean, spot.strong) {
                        _ if a.len() >= LONG && is_one_letter_form(core(&a), core(&b)) => proof.alike += 1,
                        (DamagedSide::Own, true) => proof.misread += 1,
                        (_, true) => proof.misread_there += 1,
                        (DamagedSide::Own, false) => proof.names += 1,
                        (_, false) => proof.names_there += 1,
                    }
                }
                (DifferenceKind::Letters, _) => proof.alike += 1,
                (DifferenceKind::Case, DamagedSide::Own) => proof.misread += 1,
                (DifferenceKind::Case, DamagedSide::Theirs) => proof.misread_there += 1,
                (DifferenceKind::Words, DamagedSide::Own) | (DifferenceKind::Address, _) => {}
                // What is left of a word says nothing about the word that stood there.
                (DifferenceKind::Words, _) if are_fragments(own, &spot.own) => {}
                (DifferenceKind::Words | DifferenceKind::Missing | DifferenceKind::Extra, _) => {
                    proof.reworded += reworded(own, &spot.own, theirs, &spot.theirs).max(reworded(
                        theirs,
                        &spot.theirs,
                        own,
                        &spot.own,
                    ));
                }
                (DifferenceKind::Glued, DamagedSide::Own) if spot.strong => proof.glued += 1,
                (DifferenceKind::Split, DamagedSide::Own) if spot.strong => proof.split += 1,
                (DifferenceKind::Glued | DifferenceKind::Split, DamagedSide::Theirs) => proof.spaced_there += 1,
                (DifferenceKind::Case, DamagedSide::Neither) => {
                    let like = has_like_capitals(&own.joined(&spot.own), &theirs.joined(&spot.theirs));
                    *(if like { &mut proof.cased } else { &mut proof.recased }) += 1;
                }
                (DifferenceKind::Glued | DifferenceKind::Split, _) => {}
                (DifferenceKind::Homoglyph | DifferenceKind::QuestionMark, _) => proof.encoded += 1,
                (DifferenceKind::Apostrophe | DifferenceKind::Marks, lean) => {
                    let (a, b) = (own.joined(&spot.own), theirs.joined(&spot.theirs));
                    if !is_within(&a, &b) {
                        proof.marks_other += 1;
                        continue;
                    }
                    proof.marks_lost += 1;
                    let torn = spot.kind == DifferenceKind::Apostrophe && lean == DamagedSide::Own;
                    let missed = torn || misses_stop(own, theirs, spot) || misses_quote(own, theirs, spot);
                    proof.marks_missed += usize::from(missed);
                }
            }
        }
        proof
    }

    /// What speaks for a reading machine: misread words, and names as half of one, since lists lack names.
    fn evidence(&self) -> usize {
        self.misread + self.names.saturating_sub(self.names_there) / 2
    }

    /// Whether the text was read by a machine that made mistakes, and the witness was not.
    pub(super) fn is_misread(&self) -> bool {
        let least = if self.reworded == 0 { MIN_MISREAD_ALONE } else { MIN_MISREAD };
        self.misread >= MIN_MISREAD_ALONE
            && self.evidence() >= least
            && self.evidence() >= MISREAD_AGAINST_ONE * self.misread_there
            && self.evidence() + self.alike >= self.reworded
    }

    /// Whether it is the witness that a machine misread: what differs in the text is then no misprint of the text's, or one that a
    /// damaged witness is no authority for.
    pub(super) fn is_worse_there(&self) -> bool {
        self.misread_there >= MIN_MISREAD && self.misread_there >= MISREAD_AGAINST_ONE * self.misread
    }

    /// Whether the two are one text, so that whatever differs is damage: people changed next to nothing.
    pub(super) fn is_one_text(&self) -> bool {
        self.is_misread() && self.evidence() >= MISREAD_AGAINST_REWORDED * self.reworded
    }

    /// Whether they are one text so plainly that even what does not look alike is damage.
    pub(super) fn is_one_edition(&self) -> bool {
        self.is_one_text() && self.evidence() >= EDITION_AGAINST_REWORDED * self.reworded
    }

    /// Whether a machine confused capitals with small letters, rather than an editor preferred some.
    pub(super) fn confuses_capitals(&self) -> bool {
        self.is_one_text() && self.cased > CASED_AGAINST_ONE * self.recased
    }

    /// Whether the text lost marks.
    pub(super) fn has_lost_marks(&self) -> bool {
        self.marks_missed >= MIN_MISSED && self.marks_lost >= LOST_AGAINST_ONE * self.marks_other
    }

    /// Whether words were glued again and again.
    pub(super) fn glues_words(&self) -> bool {
        self.glued >= MIN_GLUED && self.spaced_there == 0
    }

    /// By name, in a fixed order.
    pub(super) fn named(&self) -> [(&'static str, f64); 13] {
        [
            ("doc_misread", self.misread),
            ("doc_misread_there", self.misread_there),
            ("doc_names", self.names),
            ("doc_names_there", self.names_there),
            ("doc_alike", self.alike),
            ("doc_reworded", self.reworded),
            ("doc_glued", self.glued),
            ("doc_split", self.split),
            ("doc_spaced_there", self.spaced_there),
            ("doc_marks_lost", self.marks_lost),
            ("doc_marks_other", self.marks_other),
            ("doc_marks_missed", self.marks_missed),
            ("doc_encoded", self.encoded),
        ]
        .map(|(name, value)| (name, value as f64))
    }
}

/// How many words of a difference somebody chose: sound ones, as far as three. What is short may be a crumb.
pub(super) fn reworded(pieces: &Pieces, range: &Range<usize>, others: &Pieces, other: &Range<usize>) -> usize {
    const SHORT: usize = 4;
    let there: Vec<&str> = other.clone().map(|at| core(others.piece(at))).collect();
    let chosen = |at: &usize| {
        let word = core(pieces.piece(*at));
        word.chars().count() >= SHORT && !there.contains(&word) && !word_class(word).is_strange()
    };
    range.clone().filter(chosen).count().min(3)
}

/// Whether some pieces are no more than marks and a letter or two each.
pub(super) fn are_fragments(pieces: &Pieces, range: &Range<usize>) -> bool {
    range.clone().all(|at| core(pieces.piece(at)).chars().filter(|c| c.is_alphanumeric()).count() <= 2)
}

/// Whether only letters differ in case whose capitals look like the small ones.
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

/// Whether a sentence ends here for the witness, and in the text a new one begins, or the paragraph ends, without a mark. An abbreviation
/// ends none, and a heading or a caption needs none.
fn misses_stop(own: &Pieces, theirs: &Pieces, spot: &Difference) -> bool {
    const PARAGRAPH: usize = 8;
    let (last, there) = (spot.own.end - 1, spot.theirs.end - 1);
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

/// Whether one of a pair of quotation marks is missing in the paragraph, where the witness has both.
fn misses_quote(own: &Pieces, theirs: &Pieces, spot: &Difference) -> bool {
    // Paragraphs are read this far on either side: the work stays linear.
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
    count(&own.joined(&spot.own)) < count(&theirs.joined(&spot.theirs))
        && !even(own, spot.own.start)
        && even(theirs, spot.theirs.start)
}
