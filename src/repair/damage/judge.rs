//! Decides for each difference whether it becomes a repair, of which kind, how sure, and with which
//! new text.

use std::ops::Range;

use super::differences::{DamagedSide, Difference, DifferenceKind};
use super::document_damage::{DocumentDamage, LONG, are_fragments, is_within, reworded};
use super::pieces::{Pieces, core, marks};
use super::word_class::{WordClass, count, has_odd_mark, is_number, word_class};
use crate::english::is_one_letter_form;
use crate::model::{Clean, RepairKind, Span};

/// A repair of damage before it is rendered.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Judgement {
    /// The pieces of the text that are replaced.
    pub(super) own: Range<usize>,
    /// The pieces of the witness that the text lacks. `None` where they are the pieces opposite
    /// `own`.
    pub(super) theirs: Option<Range<usize>>,
    /// The bytes that are replaced, with the spaces that are removed with them.
    pub(super) span: Span<Clean>,
    /// The new text.
    pub(super) after: String,
    pub(super) kind: RepairKind,
    /// How sure the repair is: one of [`ASSIGNED_EVIDENT`], [`ASSIGNED_PROVEN`] and [`ASSIGNED_DOUBTFUL`].
    pub(super) confidence: f64,
}

// The three values below are not estimated probabilities. Each belongs to a rule, and only its band
// matters: with the bands of the default configuration the first two are high, the last is medium.

/// The confidence of a repair that the form of the difference itself proves.
pub(super) const ASSIGNED_EVIDENT: f64 = 0.95;

/// The confidence of a repair in a document whose differences together prove the damage.
const ASSIGNED_PROVEN: f64 = 0.97;

/// The confidence of a repair that a person should check.
pub(super) const ASSIGNED_DOUBTFUL: f64 = 0.7;

/// The least likeness of two sides of which the text's own has no words, in a text that is proven
/// misread.
const HARDLY_ALIKE: f32 = 0.3;

/// The judgement on one difference. `None` where nothing is proposed.
pub(super) fn judge(
    own: &Pieces,
    theirs: &Pieces,
    difference: &Difference,
    damage: &DocumentDamage,
) -> Option<Judgement> {
    let judged = JudgedDifference { own, theirs, difference, damage };
    let (kind, confidence) = judged.kind_and_confidence()?;
    let after = judged.after(confidence)?;
    let span = own.span(&difference.own);
    (after != span.of(own.text)).then(|| Judgement {
        own: difference.own.clone(),
        theirs: None,
        span,
        after,
        kind,
        confidence,
    })
}

/// Whether two texts have the same digits in the same order, ignoring all other characters.
pub(super) fn same_digits(a: &str, b: &str) -> bool {
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<Vec<_>>();
    digits(a) == digits(b)
}

/// A difference with the two texts and the evidence about the whole document.
struct JudgedDifference<'c, 't> {
    own: &'c Pieces<'t>,
    theirs: &'c Pieces<'t>,
    difference: &'c Difference,
    damage: &'c DocumentDamage,
}

impl JudgedDifference<'_, '_> {
    /// The kind and the confidence of the repair. `None` where the difference may be somebody's
    /// choice.
    fn kind_and_confidence(&self) -> Option<(RepairKind, f64)> {
        let (damage, damaged) = (self.damage, self.difference.damaged_side);
        let one_text = damage.is_one_text();
        match self.difference.kind {
            _ if self.difference.own.is_empty() || self.difference.theirs.is_empty() => None,
            DifferenceKind::Homoglyph => Some((RepairKind::Homoglyph, ASSIGNED_EVIDENT)),
            DifferenceKind::QuestionMark => Some((RepairKind::QuestionMark, ASSIGNED_EVIDENT)),
            DifferenceKind::Apostrophe if self.is_missing_apostrophe() => {
                Some((RepairKind::Punctuation, ASSIGNED_EVIDENT))
            }
            DifferenceKind::Apostrophe | DifferenceKind::Marks => {
                let lost = damage.has_lost_marks() && is_within(&self.own_text(), &self.their_text());
                (lost || one_text && self.may_change_marks()).then_some((RepairKind::Punctuation, ASSIGNED_PROVEN))
            }
            DifferenceKind::Case if damaged == DamagedSide::Own => {
                one_text.then_some((RepairKind::Misread, ASSIGNED_PROVEN))
            }
            DifferenceKind::Case => damage.confuses_capitals().then_some((RepairKind::Misread, ASSIGNED_PROVEN)),
            DifferenceKind::Glued if damaged == DamagedSide::Own => {
                (self.difference.strong || damage.glues_words() || one_text)
                    .then_some((RepairKind::Glued, ASSIGNED_EVIDENT))
            }
            DifferenceKind::Split if damaged == DamagedSide::Own && self.difference.strong => {
                Some((RepairKind::Split, ASSIGNED_EVIDENT))
            }
            DifferenceKind::Glued => one_text.then_some((RepairKind::Glued, ASSIGNED_PROVEN)),
            DifferenceKind::Split => one_text.then_some((RepairKind::Split, ASSIGNED_PROVEN)),
            DifferenceKind::Address => None,
            DifferenceKind::Letters if self.changes_number() => {
                one_text.then_some((RepairKind::Misread, ASSIGNED_DOUBTFUL))
            }
            DifferenceKind::Letters if damage.is_misread() => {
                let sure =
                    damaged == DamagedSide::Own || one_text && damaged == DamagedSide::Neither && self.is_plausible();
                sure.then_some((RepairKind::Misread, ASSIGNED_PROVEN))
            }
            DifferenceKind::Letters => self.is_misprint().then_some((RepairKind::Misread, ASSIGNED_EVIDENT)),
            DifferenceKind::Words => {
                if !one_text || self.changes_number() || damaged == DamagedSide::Theirs {
                    return None;
                }
                let alike = self.difference.likeness >= HARDLY_ALIKE;
                let sure = match damaged {
                    // Nobody writes these pieces, and the words around them are the same, so the
                    // witness has the right ones.
                    DamagedSide::Own => {
                        self.difference.strong || alike || self.is_like_in_length() || self.is_illegible()
                    }
                    _ => (alike || damage.is_one_edition()) && self.is_like_in_length() && !self.is_reworded(),
                };
                Some((
                    RepairKind::Misread,
                    if sure && (self.difference.flanked || damage.is_one_edition()) {
                        ASSIGNED_PROVEN
                    } else {
                        ASSIGNED_DOUBTFUL
                    },
                ))
            }
            DifferenceKind::Extra => {
                (one_text && self.only_fragments_are_extra()).then_some((RepairKind::Misread, ASSIGNED_PROVEN))
            }
            DifferenceKind::Missing => one_text.then_some((RepairKind::Misread, ASSIGNED_DOUBTFUL)),
        }
    }

    fn own_text(&self) -> String {
        self.own.joined(&self.difference.own)
    }

    fn their_text(&self) -> String {
        self.theirs.joined(&self.difference.theirs)
    }

    fn own_pieces(&self) -> impl Iterator<Item = &str> {
        self.difference.own.clone().map(|at| self.own.piece(at))
    }

    fn their_pieces(&self) -> impl Iterator<Item = &str> {
        self.difference.theirs.clone().map(|at| self.theirs.piece(at))
    }

    /// Whether the piece is a contraction that is not a word because its apostrophe is missing,
    /// such as "dont".
    fn is_missing_apostrophe(&self) -> bool {
        let their = self.their_text();
        let contraction =
            ["n't", "'re", "'ve", "'ll", "'d", "'m"].iter().any(|end| core(&their).to_lowercase().ends_with(end));
        self.difference.damaged_side == DamagedSide::Own
            && self.difference.own.len() == 1
            && contraction
            && !self.own_text().contains('\'')
    }

    /// Whether a repair would replace a number by another, a word by a number, or a number by a
    /// word.
    fn changes_number(&self) -> bool {
        if same_digits(&self.own_text(), &self.their_text()) {
            return false;
        }
        let number = |piece: &str| core(piece).contains(|c: char| c.is_ascii_digit()) && is_number(core(piece));
        // A piece such as "l8" or "61G" is not a number; a piece such as "16" may be the right one.
        let own_number = self.own_pieces().any(number);
        let their_number = self.their_pieces().any(number);
        let broken = self.own_pieces().any(|piece| word_class(piece) == WordClass::Malformed);
        own_number || their_number && !broken
    }

    /// Whether the marks may be replaced by those of the witness: not where a word is divided at
    /// the end of a line.
    fn may_change_marks(&self) -> bool {
        self.own.on_one_line(&self.difference.own) && self.theirs.on_one_line(&self.difference.theirs)
    }

    /// Whether the difference is a single misprint in an otherwise correct text: one letter is
    /// wrong, lost, doubled or swapped with its neighbour in a lower-case word that no list has,
    /// and the witness has a common word. Other spellings and endings of a word are not misprints.
    fn is_misprint(&self) -> bool {
        /// The least length of both words, in bytes.
        const SHORTEST: usize = 5;
        /// log10 of the least count of a common word.
        const COMMON: f32 = 6.5;
        let (a, b) = (self.own_text(), self.their_text());
        let (own, their) = (core(&a), core(&b));
        let small = |word: &str| word.chars().all(char::is_lowercase);
        self.difference.damaged_side == DamagedSide::Own
            && self.difference.strong
            && small(own)
            && small(their)
            && own.len().min(their.len()) >= SHORTEST
            && strsim::osa_distance(own, their) == 1
            && count(their).is_some_and(|count| count >= COMMON)
            && !is_one_letter_form(own, their)
    }

    /// Whether one of two listed words may be the other one misread: their shapes are alike, and
    /// they are not two forms of one word.
    fn is_plausible(&self) -> bool {
        const LIKE_IN_SHAPE: f32 = 0.7;
        let (a, b) = (self.own_text(), self.their_text());
        self.difference.likeness >= LIKE_IN_SHAPE && !(a.len() >= LONG && is_one_letter_form(core(&a), core(&b)))
    }

    /// Whether no piece of the text is legible.
    fn is_illegible(&self) -> bool {
        let own = &self.difference.own;
        are_fragments(self.own, own)
            || own
                .clone()
                .all(|at| word_class(self.own.piece(at)) == WordClass::Malformed || has_odd_mark(self.own.piece(at)))
    }

    /// Whether an author or editor may have chosen the words: both sides have correct words that
    /// the other lacks.
    fn is_reworded(&self) -> bool {
        let Difference { own, theirs, .. } = self.difference;
        reworded(self.own, own, self.theirs, theirs) > 0 && reworded(self.theirs, theirs, self.own, own) > 0
    }

    /// Whether both sides have about the same length: at least two thirds of each other, or one
    /// character apart.
    fn is_like_in_length(&self) -> bool {
        let (own, their) = (self.own_text().chars().count(), self.their_text().chars().count());
        3 * own.min(their) >= 2 * own.max(their) || own.abs_diff(their) <= 1
    }

    /// Whether the pieces that only the text has are fragments: marks or single letters.
    fn only_fragments_are_extra(&self) -> bool {
        let theirs: Vec<&str> = self.their_pieces().map(core).collect();
        let extra: Vec<&str> = self.own_pieces().filter(|piece| !theirs.contains(&core(piece))).collect();
        !extra.is_empty() && extra.into_iter().all(|piece| core(piece).chars().count() <= 1)
    }

    /// The new text: the words of the witness, with the marks and the lines of the text. `None`
    /// where the text would lose its line breaks, or where a sure repair would bring in malformed
    /// words.
    fn after(&self, confidence: f64) -> Option<String> {
        let Difference { own, theirs, .. } = self.difference;
        let keep_marks = !self.damage.is_one_text()
            && matches!(
                self.difference.kind,
                DifferenceKind::Letters | DifferenceKind::Glued | DifferenceKind::Split | DifferenceKind::Homoglyph
            );
        if confidence > ASSIGNED_DOUBTFUL && self.their_pieces().any(|piece| word_class(piece) == WordClass::Malformed)
        {
            return None;
        }
        let straight = !self.own.text.contains(['’', '”']);
        let styled = |piece: &str| match straight {
            true => piece.replace(['’', '‘'], "'").replace(['“', '”'], "\"").replace('¬', "-"),
            false => piece.replace('¬', "-"),
        };
        let ellipsis = !self.own.text.contains('…');
        let styled = |piece: &str| if ellipsis { styled(piece).replace('…', "...") } else { styled(piece) };
        let mut after = String::new();
        for (number, place) in theirs.clone().enumerate() {
            if number > 0 {
                // With as many words as before, the spaces between them are kept.
                let at = own.start + number;
                let space = if own.len() == theirs.len() {
                    &self.own.text[self.own.spans[at - 1].end..self.own.spans[at].start]
                } else {
                    " "
                };
                after.push_str(space);
            }
            after.push_str(&styled(self.theirs.piece(place)));
        }
        if own.len() != theirs.len() && !self.own.on_one_line(own) {
            return None;
        }
        if keep_marks {
            let (before, _) = marks(self.own.piece(own.start));
            let (_, behind) = marks(self.own.piece(own.end - 1));
            after = format!("{before}{}{behind}", core(&after));
        }
        Some(after)
    }
}
