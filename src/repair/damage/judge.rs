//! What becomes of a difference: nothing, a proposal, or a repair, and what stands there then.

use std::ops::Range;

use super::document_damage::{DocumentDamage, LONG, are_fragments, is_within, reworded};
use super::known::{Standing, count, has_odd_mark, is_number, is_spelling, standing};
use super::pieces::{Pieces, core, marks};
use super::spots::{Difference, Lean, Spot};
use crate::model::{Clean, RepairKind, Span};

/// A judgement on a spot.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Judgement {
    /// The text's own pieces that are replaced.
    pub(super) own: Range<usize>,
    /// What the witness has that the text lacks, where it is not what stands opposite.
    pub(super) theirs: Option<Range<usize>>,
    /// Their place, with the spaces that go too.
    pub(super) span: Span<Clean>,
    /// What stands there then.
    pub(super) after: String,
    pub(super) kind: RepairKind,
    /// `0.0..=1.0`.
    pub(super) confidence: f64,
}

// The confidences of repairs of damage are assigned by hand, one for each kind of evidence, and are not
// fitted: each puts its repairs into a band (at the default limits high for the first two, medium for
// the third). They are no measured probabilities.

/// The assigned confidence where the form of the words is evidence enough: a letter of another script,
/// a word with a space inside.
pub(super) const ASSIGNED_EVIDENT: f64 = 0.95;

/// The assigned confidence where all differences of the document prove that a machine damaged it.
const ASSIGNED_PROVEN: f64 = 0.97;

/// The assigned confidence of a repair that a reader should confirm: a number, a lost line.
pub(super) const ASSIGNED_DOUBTFUL: f64 = 0.7;

/// The least likeness of words of which the text's own are none, in a text that is proven misread.
const HARDLY_ALIKE: f32 = 0.3;

/// The judgement on a spot of a document.
pub(super) fn judge(own: &Pieces, theirs: &Pieces, spot: &Spot, damage: &DocumentDamage) -> Option<Judgement> {
    let facts = Facts { own, theirs, spot, damage };
    let (kind, confidence) = facts.verdict()?;
    let after = facts.after(confidence)?;
    let span = own.span(&spot.own);
    (after != span.of(own.text)).then(|| Judgement {
        own: spot.own.clone(),
        theirs: None,
        span,
        after,
        kind,
        confidence,
    })
}

/// Whether two texts have the same digits in the same order, whatever stands between them.
pub(super) fn same_digits(a: &str, b: &str) -> bool {
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<Vec<_>>();
    digits(a) == digits(b)
}

/// A spot with what is known of it and of the two texts.
struct Facts<'c, 't> {
    own: &'c Pieces<'t>,
    theirs: &'c Pieces<'t>,
    spot: &'c Spot,
    damage: &'c DocumentDamage,
}

impl Facts<'_, '_> {
    fn verdict(&self) -> Option<(RepairKind, f64)> {
        let (damage, lean) = (self.damage, self.spot.lean);
        let one_text = damage.is_one_text();
        match self.spot.difference {
            _ if self.spot.own.is_empty() || self.spot.theirs.is_empty() => None,
            Difference::Homoglyph => Some((RepairKind::Homoglyph, ASSIGNED_EVIDENT)),
            Difference::QuestionMark => Some((RepairKind::QuestionMark, ASSIGNED_EVIDENT)),
            Difference::Apostrophe if self.is_torn_contraction() => Some((RepairKind::Punctuation, ASSIGNED_EVIDENT)),
            Difference::Apostrophe | Difference::Marks => {
                let lost = damage.has_lost_marks() && is_within(&self.own_text(), &self.their_text());
                (lost || one_text && self.may_change_marks()).then_some((RepairKind::Punctuation, ASSIGNED_PROVEN))
            }
            Difference::Case if lean == Lean::Own => one_text.then_some((RepairKind::Misread, ASSIGNED_PROVEN)),
            Difference::Case => damage.confuses_capitals().then_some((RepairKind::Misread, ASSIGNED_PROVEN)),
            Difference::Glued if lean == Lean::Own => {
                (self.spot.strong || damage.glues_words() || one_text).then_some((RepairKind::Glued, ASSIGNED_EVIDENT))
            }
            Difference::Split if lean == Lean::Own && self.spot.strong => Some((RepairKind::Split, ASSIGNED_EVIDENT)),
            Difference::Glued => one_text.then_some((RepairKind::Glued, ASSIGNED_PROVEN)),
            Difference::Split => one_text.then_some((RepairKind::Split, ASSIGNED_PROVEN)),
            Difference::Address => None,
            Difference::Letters if self.changes_number() => {
                one_text.then_some((RepairKind::Misread, ASSIGNED_DOUBTFUL))
            }
            Difference::Letters if damage.is_misread() => {
                let sure = lean == Lean::Own || one_text && lean == Lean::Neither && self.is_plausible();
                sure.then_some((RepairKind::Misread, ASSIGNED_PROVEN))
            }
            Difference::Letters => self.is_misprint().then_some((RepairKind::Misread, ASSIGNED_EVIDENT)),
            Difference::Words => {
                if !one_text || self.changes_number() || lean == Lean::Theirs {
                    return None;
                }
                let alike = self.spot.likeness >= HARDLY_ALIKE;
                let sure = match lean {
                    // What nobody writes, between words that are the same: whatever it was, the witness can read it.
                    Lean::Own => self.spot.strong || alike || self.is_like_in_length() || self.is_rubble(),
                    _ => (alike || damage.is_one_edition()) && self.is_like_in_length() && !self.is_reworded(),
                };
                Some((
                    RepairKind::Misread,
                    if sure && (self.spot.flanked || damage.is_one_edition()) {
                        ASSIGNED_PROVEN
                    } else {
                        ASSIGNED_DOUBTFUL
                    },
                ))
            }
            Difference::Extra => {
                (one_text && self.has_only_crumbs_extra()).then_some((RepairKind::Misread, ASSIGNED_PROVEN))
            }
            Difference::Missing => one_text.then_some((RepairKind::Misread, ASSIGNED_DOUBTFUL)),
        }
    }

    fn own_text(&self) -> String {
        self.own.joined(&self.spot.own)
    }

    fn their_text(&self) -> String {
        self.theirs.joined(&self.spot.theirs)
    }

    fn own_pieces(&self) -> impl Iterator<Item = &str> {
        self.spot.own.clone().map(|at| self.own.piece(at))
    }

    fn their_pieces(&self) -> impl Iterator<Item = &str> {
        self.spot.theirs.clone().map(|at| self.theirs.piece(at))
    }

    /// "dont": without its apostrophe the contraction is no word.
    fn is_torn_contraction(&self) -> bool {
        let their = self.their_text();
        let contraction =
            ["n't", "'re", "'ve", "'ll", "'d", "'m"].iter().any(|end| core(&their).to_lowercase().ends_with(end));
        self.spot.lean == Lean::Own && self.spot.own.len() == 1 && contraction && !self.own_text().contains('\'')
    }

    /// Whether a repair would put a number in the place of another, or of a word, or a word in that of a number.
    fn changes_number(&self) -> bool {
        if same_digits(&self.own_text(), &self.their_text()) {
            return false;
        }
        let number = |piece: &str| core(piece).contains(|c: char| c.is_ascii_digit()) && is_number(core(piece));
        // What was read as "l8" or "61G" is no number; what was read as "16" may be one.
        let own_number = self.own_pieces().any(number);
        let their_number = self.their_pieces().any(number);
        let broken = self.own_pieces().any(|piece| standing(piece) == Standing::Broken);
        own_number || their_number && !broken
    }

    /// Whether marks may be exchanged for the witness's: not where the text breaks a word at the end of a line.
    fn may_change_marks(&self) -> bool {
        self.own.on_one_line(&self.spot.own) && self.theirs.on_one_line(&self.spot.theirs)
    }

    /// A misprint that stands alone in a sound text: one letter wrong, lost, doubled or exchanged with its neighbour, in a word of small
    /// letters that nobody writes, for a common word. Spellings and endings are none.
    fn is_misprint(&self) -> bool {
        const SHORTEST: usize = 5;
        const COMMON: f32 = 6.5;
        let (a, b) = (self.own_text(), self.their_text());
        let (own, their) = (core(&a), core(&b));
        let small = |word: &str| word.chars().all(char::is_lowercase);
        self.spot.lean == Lean::Own
            && self.spot.strong
            && small(own)
            && small(their)
            && own.len().min(their.len()) >= SHORTEST
            && strsim::osa_distance(own, their) == 1
            && count(their).is_some_and(|count| count >= COMMON)
            && !is_spelling(own, their)
    }

    /// Whether two words may be one read badly, though both are words: of like shape, and not two forms of one.
    fn is_plausible(&self) -> bool {
        const LIKE_IN_SHAPE: f32 = 0.7;
        let (a, b) = (self.own_text(), self.their_text());
        self.spot.likeness >= LIKE_IN_SHAPE && !(a.len() >= LONG && is_spelling(core(&a), core(&b)))
    }

    /// Whether nothing legible is left.
    fn is_rubble(&self) -> bool {
        let own = &self.spot.own;
        are_fragments(self.own, own)
            || own
                .clone()
                .all(|at| standing(self.own.piece(at)) == Standing::Broken || has_odd_mark(self.own.piece(at)))
    }

    /// Whether somebody may have chosen the words: sound ones on both sides.
    fn is_reworded(&self) -> bool {
        let Spot { own, theirs, .. } = self.spot;
        reworded(self.own, own, self.theirs, theirs) > 0 && reworded(self.theirs, theirs, self.own, own) > 0
    }

    /// Words of one text take about the same room.
    fn is_like_in_length(&self) -> bool {
        let (own, their) = (self.own_text().chars().count(), self.their_text().chars().count());
        3 * own.min(their) >= 2 * own.max(their) || own.abs_diff(their) <= 1
    }

    /// Whether what only the text has is a crumb: marks, or a lone letter.
    fn has_only_crumbs_extra(&self) -> bool {
        let theirs: Vec<&str> = self.their_pieces().map(core).collect();
        let extra: Vec<&str> = self.own_pieces().filter(|piece| !theirs.contains(&core(piece))).collect();
        !extra.is_empty() && extra.into_iter().all(|piece| core(piece).chars().count() <= 1)
    }

    /// What stands there then: the witness's words, in the marks and the lines of the text.
    fn after(&self, confidence: f64) -> Option<String> {
        let Spot { own, theirs, .. } = self.spot;
        let keep_marks = !self.damage.is_one_text()
            && matches!(
                self.spot.difference,
                Difference::Letters | Difference::Glued | Difference::Split | Difference::Homoglyph
            );
        if confidence > ASSIGNED_DOUBTFUL && self.their_pieces().any(|piece| standing(piece) == Standing::Broken) {
            return None;
        }
        let straight = !self.own.text.contains(['’', '”']);
        let dressed = |piece: &str| match straight {
            true => piece.replace(['’', '‘'], "'").replace(['“', '”'], "\"").replace('¬', "-"),
            false => piece.replace('¬', "-"),
        };
        let ellipsis = !self.own.text.contains('…');
        let dressed = |piece: &str| if ellipsis { dressed(piece).replace('…', "...") } else { dressed(piece) };
        let mut after = String::new();
        for (number, place) in theirs.clone().enumerate() {
            if number > 0 {
                // As many words as before: the spaces between them stay what they were.
                let at = own.start + number;
                let space = if own.len() == theirs.len() {
                    &self.own.text[self.own.spans[at - 1].end..self.own.spans[at].start]
                } else {
                    " "
                };
                after.push_str(space);
            }
            after.push_str(&dressed(self.theirs.piece(place)));
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
