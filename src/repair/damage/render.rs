//! Renders a judgement as a repair, with the witnesses that support it.

use std::ops::Range;

use super::super::member::Member;
use super::super::render::QUOTED;
use super::aligned_witness::{AlignedWitness, WitnessAnswer};
use super::document_damage::DocumentDamage;
use super::judge::{Judgement, same_digits};
use super::pieces::Pieces;
use crate::config::RepairConfig;
use crate::model::{Band, Repair, RepairKind, Stance, Verdict, Witness};

/// A document whose damage is repaired.
#[derive(Clone, Copy)]
pub(super) struct DamagedDocument<'d> {
    pub(super) document: Member<'d>,
    /// Its pieces.
    pub(super) own: &'d Pieces<'d>,
    pub(super) config: &'d RepairConfig,
}

impl DamagedDocument<'_> {
    /// The repair that a judgement makes, which the witness with the number `supporter` supports.
    /// `None` where another witness has the text's own words or other correct words, where the
    /// place cannot be mapped to the original, or where the confidence is below the lowest band.
    pub(super) fn repair(
        &self,
        judgement: &Judgement,
        witnesses: &[AlignedWitness],
        supporter: usize,
        damage: &DocumentDamage,
    ) -> Option<Repair> {
        let supporting = self.supporting(judgement, witnesses, supporter)?;
        let change = self.document.change(judgement.span, &judgement.after)?;
        let band = self.config.band(judgement.confidence)?;
        let verdict = match judgement.kind {
            // An editor may have cut the line, so a person always decides.
            RepairKind::DroppedLine | RepairKind::Truncated => Verdict::Pending,
            // Both numbers may be right, so a person decides at every level.
            _ if band == Band::Medium && !same_digits(&change.before, &change.after) => Verdict::Pending,
            _ => self.config.verdict(band),
        };
        Some(Repair {
            id: String::new(),
            doc: self.document.id.clone(),
            span: change.span,
            original: change.original,
            before: change.before,
            after: change.after,
            kind: judgement.kind,
            confidence: judgement.confidence,
            band,
            verdict,
            by: "band".to_owned(),
            witnesses: supporting,
            rejected: Vec::new(),
            scores: damage.features.named().map(|(name, count)| (name, count as f64)).collect(),
        })
    }

    /// The witnesses that support a judgement, the one that it comes from first. `None` where
    /// another witness has the text's own words or other correct words. A repair of a whole line
    /// needs no other witness.
    fn supporting(
        &self,
        judgement: &Judgement,
        witnesses: &[AlignedWitness],
        supporter: usize,
    ) -> Option<Vec<Witness>> {
        let quote = |witness: &AlignedWitness, there: Option<Range<usize>>| {
            let there = there.or_else(|| witness.opposite(&judgement.own));
            quoted(witness, there.unwrap_or_else(|| witness.near(&judgement.own)))
        };
        let mut supporting = vec![quote(&witnesses[supporter], judgement.theirs.clone())];
        if matches!(judgement.kind, RepairKind::DoubledLine | RepairKind::DroppedLine | RepairKind::Truncated) {
            return Some(supporting);
        }
        let others = witnesses[..supporter].iter().chain(&witnesses[supporter + 1..]);
        for witness in others {
            match witness.answer(self.own, &judgement.own, &witnesses[supporter]) {
                WitnessAnswer::Agrees => supporting.push(quote(witness, None)),
                WitnessAnswer::Own | WitnessAnswer::Other => return None,
                WitnessAnswer::Nothing => {}
            }
        }
        Some(supporting)
    }
}

/// What a witness has in a place, quoted with the pieces around it.
fn quoted(witness: &AlignedWitness, place: Range<usize>) -> Witness {
    let around = place.start.saturating_sub(QUOTED)..(place.end + QUOTED).min(witness.text.len());
    witness.member.witness(witness.text.span(&place), witness.text.span(&around), Stance::For)
}
