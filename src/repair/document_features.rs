//! Whether a document is spun, from its own words and from its siblings.
//!
//! Triage looks at one document, and at 5 % exchanged words it often finds nothing. A sibling with
//! nearly the same text shows more: where one of two texts is spun, nearly every difference is a
//! substitute in the same direction; where one is edited, most differences are something else.

use super::candidate::Candidate;
use super::models::spun;
use super::readings::WitnessComparison;
use super::triage::MIN_WORDS;
use crate::model::DocumentFeatures;

/// The mean direction of the differences, in powers of ten, below which the witness is the spun
/// text: of 705 clean documents beside a spun text that triage did not find, 87 % are below it, of
/// 336 spun documents 4 %.
const LEANS_BACK: f32 = -1.25;

/// The least log2(1 + differences) for their direction to count: three differences.
const ENOUGH_ASKED: f32 = 2.0;

/// The least share of the document in a witness for their hits of triage to be compared: a word
/// that both have, an author wrote.
const NEAR: f32 = 0.3;

/// Differences without a direction that are added to the mean: the mean of few differences says
/// little.
const SHRINK: f32 = 1.0;

impl DocumentFeatures {
    /// The features of the differences between a document and its witnesses, before any is
    /// repaired.
    pub(super) fn of_differences(candidates: &[Candidate]) -> Self {
        let asked =
            candidates.iter().map(|candidate| &candidate.features).filter(|s| s.explained > 0.0 && s.both > 0.0);
        let (mut count, mut sum, mut strange, mut phrases, mut taught) = (0.0, 0.0, 0.0, 0.0, 0.0);
        for features in asked {
            count += 1.0;
            sum += features.odds + features.gain;
            strange += features.strange;
            phrases += f32::from(features.longer > 0.0);
            taught += features.taught;
        }
        DocumentFeatures {
            asked: f32::log2(1.0 + count),
            lean: sum / (count + SHRINK),
            strange: f32::log2(1.0 + strange),
            phrases: f32::log2(1.0 + phrases),
            taught: f32::log2(1.0 + taught),
            ..DocumentFeatures::default()
        }
    }

    /// Adds the features of triage, from the document's score and its length in words.
    pub(super) fn with_triage(self, spun_score: f64, words: usize) -> Self {
        let words = words.max(MIN_WORDS) as f32;
        let hits = spun_score as f32 / 1000.0 * words;
        DocumentFeatures { hits, hit_rate: 100.0 * hits / words, ..self }
    }

    /// Adds the features of the different repairs of high confidence (`sure` of them) and of the
    /// nearest witness in the last round.
    pub(super) fn with_repairs(self, sure: usize, words: usize, nearest: WitnessComparison) -> Self {
        DocumentFeatures {
            sure: f32::log2(1.0 + sure as f32),
            sure_rate: 100.0 * sure as f32 / words.max(1) as f32,
            share: nearest.near * sure as f32 / (sure + nearest.reworded).max(1) as f32,
            ..self
        }
    }

    /// Adds the feature that compares the document's hits of triage with those of the nearest
    /// witness. It is 0 where that witness is not near.
    pub(super) fn with_hits(
        self,
        hits: &[(String, String)],
        beside: &[(String, String)],
        nearest: WitnessComparison,
    ) -> Self {
        let only = |these: &[(String, String)], those: &[(String, String)]| {
            these.iter().filter(|hit| those.iter().all(|other| other.0 != hit.0)).count() as f32
        };
        let over = if nearest.near < NEAR { 0.0 } else { only(hits, beside) - only(beside, hits) };
        DocumentFeatures { over, ..self }
    }

    /// The probability that the document is spun: `0.0..=1.0`. It is 0 where the differences lean
    /// towards the witness.
    pub(super) fn probability(&self) -> f64 {
        if self.asked >= ENOUGH_ASKED && self.lean + self.over < LEANS_BACK { 0.0 } else { spun(self) }
    }
}
