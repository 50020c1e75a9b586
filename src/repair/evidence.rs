//! Evidence: all readings of one replacement become a candidate, with its features and its
//! confidence.

use std::collections::BTreeMap;

use super::candidate::Candidate;
use super::context::RepairContext;
use super::models::confidence;
use super::readings::{WitnessComparison, WitnessIndex, WitnessReading, WitnessView};
use super::working_text::WorkingText;
use crate::model::CandidateFeatures;

/// log10 of the background count of a common word: "house" and "without" have about as much.
const COMMON: f32 = 8.5;

/// Two wordings whose normalized Damerau-Levenshtein similarity is above this are spelt alike: they
/// differ in less than a third of their letters.
const SPELLED_ALIKE: f64 = 0.67;

/// The weight of a pair from other spun texts, beside one from the document itself: another spinner
/// may have written this document. At 1.0 three more of 450 repairs beside other reports were
/// wrong ("information technology" where "it" was meant).
const TAUGHT: f32 = 0.6;

/// What the earlier rounds found out about the document.
#[derive(Debug, Clone, Default)]
pub(super) struct Past {
    /// Hits of triage per hundred words of the document.
    pub(super) hit_rate: f32,
    /// Phrases of the document and the words that replaced them with high confidence.
    pub(super) sure: Vec<(Vec<u32>, Vec<u32>)>,
}

/// Groups readings by place and new words into candidates, sorted by place, and measures them.
pub(super) fn gather(
    readings: Vec<WitnessReading>,
    context: &RepairContext,
    current: &WorkingText,
    compared: &[WitnessComparison],
    past: &Past,
) -> Vec<Candidate> {
    let mut groups: BTreeMap<(usize, usize, Vec<u32>), Vec<WitnessReading>> = BTreeMap::new();
    for reading in readings {
        let words = &context.indexes[reading.witness].words.ids[reading.place..reading.place + reading.words];
        groups.entry((reading.start, reading.len, words.to_vec())).or_default().push(reading);
    }
    let mut candidates: Vec<Candidate> = groups
        .into_iter()
        .filter(|((start, len, after), _)| current.ids[*start..start + len] != after[..])
        .map(|((start, len, after), readings)| {
            let readings = best_of_each_source(readings, context.indexes);
            let (against, own) = own_words_elsewhere(context, current, start, len);
            let mut candidate = Candidate::new(start, len, after, readings);
            let features = measure(context, current, &candidate, own);
            let features = CandidateFeatures { near: compared[candidate.readings[0].witness].near, ..features };
            candidate.features = past.add(features, candidate.before(current), &candidate.after).in_range();
            candidate.against = against;
            candidate
        })
        .collect();
    count_rivals(&mut candidates);
    for candidate in &mut candidates {
        candidate.confidence = confidence(&candidate.features);
    }
    candidates
}

impl Past {
    /// The number of different pairs of high confidence: an author who writes "nominee" three times
    /// proves no more than one who writes it once.
    pub(super) fn different(&self) -> usize {
        self.sure.iter().collect::<std::collections::BTreeSet<_>>().len()
    }

    fn add(&self, features: CandidateFeatures, before: &[u32], after: &[u32]) -> CandidateFeatures {
        CandidateFeatures {
            spun: self.hit_rate,
            again: if self.sure.iter().any(|(old, new)| old == before && new == after) {
                1.0
            } else {
                TAUGHT * features.taught
            },
            ..features
        }
    }
}

fn best_of_each_source(mut readings: Vec<WitnessReading>, indexes: &[WitnessIndex]) -> Vec<WitnessReading> {
    readings.sort_by(|a, b| {
        let (total_a, total_b) = (a.left + a.right, b.left + b.right);
        total_b
            .total_cmp(&total_a)
            .then(b.aligned.cmp(&a.aligned))
            .then((a.witness, a.place).cmp(&(b.witness, b.place)))
    });
    let mut sources = Vec::new();
    readings.retain(|reading| {
        let source = indexes[reading.witness].source;
        let new = !sources.contains(&source);
        sources.push(source);
        new
    });
    readings
}

/// Where witnesses have the document's own words between some of the same neighbours, and how well
/// the best of them agrees.
pub(super) fn own_words_elsewhere(
    context: &RepairContext,
    current: &WorkingText,
    start: usize,
    len: usize,
) -> (Vec<(usize, usize)>, OwnUse) {
    let phrase = &current.ids[start..start + len];
    let mut own = OwnUse::default();
    let mut against = Vec::new();
    for (number, witness) in context.indexes.iter().enumerate() {
        let view = WitnessView { current, witness, number, model: context.model };
        let mut best: Option<(f32, usize)> = None;
        for &place in witness.places(phrase[0]) {
            if witness.words.ids.get(place..place + len) != Some(phrase) {
                continue;
            }
            own.count += 1;
            let (left, right) = view.agreement(start..start + len, place..place + len);
            if left.touching + right.touching > 0 && best.is_none_or(|best| left.weight + right.weight > best.0) {
                best = Some((left.weight + right.weight, place));
                own.both |= left.touching > 0 && right.touching > 0;
            }
        }
        if let Some((agreement, place)) = best {
            own.agreement = own.agreement.max(agreement);
            against.push((number, place));
        }
    }
    (against, own)
}

/// How the witnesses use the document's own words.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct OwnUse {
    pub(super) count: usize,
    pub(super) agreement: f32,
    pub(super) both: bool,
}

fn measure(context: &RepairContext, current: &WorkingText, candidate: &Candidate, own: OwnUse) -> CandidateFeatures {
    let (indexes, model) = (context.indexes, context.model);
    let Candidate { start, len, after, readings, .. } = candidate;
    let (start, len, before) = (*start, *len, candidate.before(current));
    let best = &readings[0];
    let (left, right) = current.neighbours(start, len);
    let explained = model.explain(before, after);
    let strange = |word: u32| model.count(word) == 0.0 && indexes.iter().all(|witness| witness.places(word).is_empty());
    CandidateFeatures {
        left: best.left,
        right: best.right,
        both: f32::from(best.touch_left > 0 && best.touch_right > 0),
        deep: f32::from(best.touch_left >= 3 || best.touch_right >= 3),
        aligned: f32::from(readings.iter().any(|reading| reading.aligned)),
        explained: f32::from(explained.is_some()),
        taught: explained.map_or(0.0, |clean| clean.taught),
        odds: explained.map_or(0.0, |clean| clean.odds),
        gain: model.gain(left, before, after, right),
        own: if own.both { own.agreement.max(1.0) } else { own.agreement },
        used: (1.0 + own.count as f32).log2(),
        more: readings.len() as f32 - 1.0,
        alike: f32::from(
            strsim::normalized_damerau_levenshtein(&context.spelled(before), &context.spelled(after)) > SPELLED_ALIKE,
        ),
        weaker: best.left.min(best.right),
        strange: f32::from(before.iter().any(|&word| strange(word))),
        longer: (len + after.len() - 2) as f32,
        part: f32::from(
            after.iter().all(|word| before.contains(word)) || before.iter().all(|word| after.contains(word)),
        ),
        common: after.iter().map(|&word| (model.count(word) - COMMON).max(0.0)).fold(f32::MAX, f32::min),
        ..CandidateFeatures::default()
    }
}

/// The number of candidates before and after one that may overlap with it: they are sorted by
/// start, and none is longer than a phrase.
const NEIGHBOURS: usize = 64;

/// The least agreement of a rival's context, as a share of the candidate's.
const RIVAL_SHARE: f32 = 0.5;

/// Counts, for each candidate, the other words with touching context that witnesses have for some
/// of the same words.
fn count_rivals(candidates: &mut [Candidate]) {
    let strength = |candidate: &Candidate| candidate.features.left + candidate.features.right;
    let all: Vec<(usize, usize, f32)> =
        candidates.iter().map(|candidate| (candidate.start, candidate.len, strength(candidate))).collect();
    for (at, candidate) in candidates.iter_mut().enumerate() {
        let rivals = all[at.saturating_sub(NEIGHBOURS)..(at + NEIGHBOURS).min(all.len())]
            .iter()
            .filter(|(start, len, other)| {
                *start < candidate.start + candidate.len
                    && candidate.start < start + len
                    && *other > RIVAL_SHARE * strength(candidate)
            })
            .count()
            .saturating_sub(1);
        candidate.features = CandidateFeatures { rivals: rivals as f32, ..candidate.features }.in_range();
    }
}
