//! A judgement as it is written down: a repair, with the witnesses that bear it out.

use std::ops::Range;

use super::super::case::Member;
use super::super::written::QUOTED;
use super::document_damage::DocumentDamage;
use super::judge::{Judgement, same_digits};
use super::pieces::Pieces;
use super::voice::{Said, Voice};
use crate::config::RepairConfig;
use crate::model::{Band, Repair, RepairKind, Stance, Verdict, Witness};

/// The repair that a judgement makes. `None` where a witness has the text's own words, or sound ones that are neither; or where the
/// place cannot be told in the original.
pub(super) fn written(
    document: Member,
    own: &Pieces,
    voices: &[Voice],
    speaker: usize,
    judgement: &Judgement,
    damage: &DocumentDamage,
    config: &RepairConfig,
) -> Option<Repair> {
    let witnesses = witnesses(own, voices, speaker, judgement)?;
    let change = document.change(judgement.span, &judgement.after)?;
    let band = config.band(judgement.confidence)?;
    let verdict = match judgement.kind {
        // What an editor may have cut comes back only by a reader's word.
        RepairKind::DroppedLine | RepairKind::Truncated => Verdict::Pending,
        // So does a number that may have been printed, at whatever level.
        _ if band == Band::Medium && !same_digits(&change.before, &change.after) => Verdict::Pending,
        _ => config.verdict(band),
    };
    Some(Repair {
        id: String::new(),
        doc: document.id.clone(),
        span: change.span,
        original: change.original,
        before: change.before,
        after: change.after,
        kind: judgement.kind,
        confidence: judgement.confidence,
        band,
        verdict,
        by: "band".to_owned(),
        witnesses,
        rejected: Vec::new(),
        scores: damage.features.named().map(|(name, count)| (name, count as f64)).collect(),
    })
}

/// Who speaks for a judgement, the one that it comes from first. `None` where another has the text's own words, or sound ones that are
/// neither; of whole lines each speaks for itself.
fn witnesses(own: &Pieces, voices: &[Voice], speaker: usize, judgement: &Judgement) -> Option<Vec<Witness>> {
    let speaks = |voice: &Voice, there: Option<Range<usize>>| {
        let there = there.or_else(|| voice.opposite(&judgement.own));
        quoted(voice, there.unwrap_or_else(|| voice.near(&judgement.own)))
    };
    let mut witnesses = vec![speaks(&voices[speaker], judgement.theirs.clone())];
    if matches!(judgement.kind, RepairKind::DoubledLine | RepairKind::DroppedLine | RepairKind::Truncated) {
        return Some(witnesses);
    }
    let others = voices[..speaker].iter().chain(&voices[speaker + 1..]);
    for voice in others {
        match voice.says(own, &judgement.own, &voices[speaker]) {
            Said::Agreed => witnesses.push(speaks(voice, None)),
            Said::Own | Said::Other => return None,
            Said::Nothing => {}
        }
    }
    Some(witnesses)
}

/// What a witness has in a place, with its neighbours.
fn quoted(voice: &Voice, place: Range<usize>) -> Witness {
    let around = place.start.saturating_sub(QUOTED)..(place.end + QUOTED).min(voice.text.len());
    voice.member.witness(voice.text.span(&place), voice.text.span(&around), Stance::For)
}
