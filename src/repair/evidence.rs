//! Evidence: all readings of one replacement gathered, and weighed into a confidence.

use std::collections::BTreeMap;

use super::candidate::Candidate;
use super::context::RepairContext;
use super::readings::{WitnessComparison, WitnessIndex, WitnessReading, WitnessView};
use super::render::rounded;
use super::weights::confidence;
use super::working_text::WorkingText;

/// log10 of the count from which on a word is common: "house" and "without" have about as much.
const COMMON: f32 = 8.5;

/// Two wordings that share more than this of their letters are spellings of one: a surface distance below a third.
const SPELLED_ALIKE: f64 = 0.67;

/// What other spun texts teach of a pair counts for so much of what the document itself does: the same spinner may not have written it.
/// At 1.0 three more of 450 repairs beside other tellings were wrong ("information technology" where it was meant).
const TAUGHT: f32 = 0.6;

/// What is measured of a candidate. Context is in weights of words (see `Background::weight`), odds in powers of ten.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Scores {
    /// Agreement of the context, left and right.
    pub(super) left: f32,
    pub(super) right: f32,
    /// The nearest words on both sides agree.
    pub(super) both: f32,
    /// A run of at least three equal words touches on either side.
    pub(super) deep: f32,
    /// It was found by alignment.
    pub(super) aligned: f32,
    /// The thesaurus or the lexicon explains it.
    pub(super) explained: f32,
    /// Odds that a spinner rather than an author wrote the phrase; 0 if unexplained.
    pub(super) odds: f32,
    /// How much better the new words sit between their neighbours.
    pub(super) gain: f32,
    /// Agreement of the best place where a witness has the text's own words.
    pub(super) own: f32,
    /// log2(1 + how often the witnesses use the text's own words).
    pub(super) used: f32,
    /// Independent sources that have the new words, beyond the first.
    pub(super) more: f32,
    /// Alternative words that witnesses have in the same place.
    pub(super) rivals: f32,
    /// Different spelling of one word rather than another word: surface distance below a third.
    pub(super) alike: f32,
    /// The side on which the context agrees less.
    pub(super) weaker: f32,
    /// The old words hold one that neither the background nor a witness knows.
    pub(super) strange: f32,
    /// Words beyond one, old and new together.
    pub(super) longer: f32,
    /// The new words are some of the old, or the old some of the new: one of two shortened the other.
    pub(super) part: f32,
    /// How common the new words are beyond 10^8.5 in the background: "be" and "have" stand for much.
    pub(super) common: f32,
    /// The share of the document that stands in the best witness.
    pub(super) near: f32,
    /// Hits of triage per hundred words of the document.
    pub(super) spun: f32,
    /// Without a witness: how likely the background statistics make it.
    pub(super) alone: f32,
    /// A round before was sure of the same words for the same phrase elsewhere, or other spun texts have them.
    pub(super) again: f32,
    /// How much it counts that other spun texts have them: `0.0..1.0`.
    pub(super) taught: f32,
    /// With hindsight (see [`super::hindsight`]): the log odds before it, and the objection that it overruled.
    pub(super) prior: f32,
    pub(super) form: f32,
    pub(super) name: f32,
    pub(super) cut: f32,
    /// A word that would be left out is known as a name by a witness.
    pub(super) known: f32,
}

/// What the rounds before found out about the document.
#[derive(Debug, Clone, Default)]
pub(super) struct Past {
    /// Its hits of triage per hundred words.
    pub(super) hit_rate: f32,
    /// Phrases and the words that were put there with confidence.
    pub(super) sure: Vec<(Vec<u32>, Vec<u32>)>,
}

impl Scores {
    /// By name, in a fixed order.
    pub(super) fn named(&self) -> Vec<(&'static str, f64)> {
        let all = [
            ("left", self.left),
            ("right", self.right),
            ("both", self.both),
            ("deep", self.deep),
            ("aligned", self.aligned),
            ("explained", self.explained),
            ("odds", self.odds),
            ("gain", self.gain),
            ("own", self.own),
            ("used", self.used),
            ("more", self.more),
            ("rivals", self.rivals),
            ("alike", self.alike),
            ("weaker", self.weaker),
            ("strange", self.strange),
            ("longer", self.longer),
            ("part", self.part),
            ("common", self.common),
            ("near", self.near),
            ("spun", self.spun),
            ("alone", self.alone),
            ("again", self.again),
            ("taught", self.taught),
            ("prior", self.prior),
            ("form", self.form),
            ("name", self.name),
            ("cut", self.cut),
            ("known", self.known),
        ];
        all.into_iter().map(|(name, value)| (name, rounded(value.into()))).collect()
    }
}

/// Gathers readings into candidates, sorted by place, and measures them.
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
            let scores = measure(context, current, &candidate, own);
            let scores = Scores { near: compared[candidate.readings[0].witness].near, ..scores };
            candidate.scores = past.add(scores, candidate.before(current), &candidate.after);
            candidate.against = against;
            candidate
        })
        .collect();
    count_rivals(&mut candidates);
    for candidate in &mut candidates {
        candidate.confidence = confidence(&candidate.scores);
    }
    candidates
}

impl Past {
    /// How many different pairs it was sure of: an author who writes "nominee" three times proves no more than one who writes it once.
    pub(super) fn different(&self) -> usize {
        self.sure.iter().collect::<std::collections::BTreeSet<_>>().len()
    }

    fn add(&self, scores: Scores, before: &[u32], after: &[u32]) -> Scores {
        Scores {
            spun: self.hit_rate.min(3.0),
            again: if self.sure.iter().any(|(old, new)| old == before && new == after) {
                1.0
            } else {
                TAUGHT * scores.taught
            },
            ..scores
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

/// Where witnesses have the text's own words between some of the same neighbours, and how well the best of them agrees.
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

/// How the witnesses use the text's own words.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct OwnUse {
    pub(super) count: usize,
    pub(super) agreement: f32,
    pub(super) both: bool,
}

fn measure(context: &RepairContext, current: &WorkingText, candidate: &Candidate, own: OwnUse) -> Scores {
    let (indexes, model) = (context.indexes, context.model);
    let Candidate { start, len, after, readings, .. } = candidate;
    let (start, len, before) = (*start, *len, candidate.before(current));
    let best = &readings[0];
    let (left, right) = current.neighbours(start, len);
    let explained = model.explain(before, after);
    let strange = |word: u32| model.count(word) == 0.0 && indexes.iter().all(|witness| witness.places(word).is_empty());
    Scores {
        left: best.left.min(4.0),
        right: best.right.min(4.0),
        both: f32::from(best.touch_left > 0 && best.touch_right > 0),
        deep: f32::from(best.touch_left >= 3 || best.touch_right >= 3),
        aligned: f32::from(readings.iter().any(|reading| reading.aligned)),
        explained: f32::from(explained.is_some()),
        taught: explained.map_or(0.0, |clean| clean.taught),
        odds: explained.map_or(0.0, |clean| clean.odds.clamp(-4.0, 4.0)),
        gain: model.gain(left, before, after, right).clamp(-4.0, 4.0),
        own: if own.both { own.agreement.max(1.0) } else { own.agreement }.min(4.0),
        used: (1.0 + own.count as f32).log2().min(5.0),
        more: (readings.len() as f32 - 1.0).min(3.0),
        rivals: 0.0,
        alike: f32::from(
            strsim::normalized_damerau_levenshtein(&context.spelled(before), &context.spelled(after)) > SPELLED_ALIKE,
        ),
        weaker: best.left.min(best.right).min(2.0),
        strange: f32::from(before.iter().any(|&word| strange(word))),
        longer: (len + after.len() - 2) as f32,
        part: f32::from(
            after.iter().all(|word| before.contains(word)) || before.iter().all(|word| after.contains(word)),
        ),
        common: after.iter().map(|&word| (model.count(word) - COMMON).max(0.0)).fold(f32::MAX, f32::min),
        ..Scores::default()
    }
}

/// Candidates before and after one that may meet it: they are sorted by start, and none is longer than a phrase.
const NEIGHBOURS: usize = 64;

/// A rival has at least this share of a candidate's context.
const RIVAL_SHARE: f32 = 0.5;

/// Counts, for each candidate, the other words with touching context that witnesses have for some of the same words.
fn count_rivals(candidates: &mut [Candidate]) {
    let strength = |candidate: &Candidate| candidate.scores.left + candidate.scores.right;
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
        candidate.scores.rivals = (rivals as f32).min(4.0);
    }
}
