//! Proof: whether a document is spun, by its own looks and by what its siblings show.
//!
//! Triage sees a document alone, and at 5 % exchanged words it often sees nothing. A sibling that is nearly the same text sees
//! more: where one spins, nearly every difference is a substitute of one direction; where one edits, most are something else.

use super::candidate::Candidate;
use super::readings::WitnessComparison;
use super::render::rounded;
use super::triage::MIN_WORDS;
use super::weights::spun;

/// What tells a spun document from a clean one.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Proof {
    /// Different hits of triage, each with its probability; and the same per hundred words.
    pub(super) hits: f32,
    pub(super) hit_rate: f32,
    /// log2(1 + different sure repairs, as if the document were spun).
    pub(super) sure: f32,
    /// Those per hundred words.
    pub(super) sure_rate: f32,
    /// Of the places where the nearest witness differs, the share that sure repairs explain, weighted by how near it is.
    pub(super) share: f32,
    /// Explained differences between equal neighbours, the direction of which is asked: log2(1 + how many).
    pub(super) asked: f32,
    /// Their mean direction, in powers of ten: above zero where the text's own words rather than the witness's are the substitutes.
    pub(super) lean: f32,
    /// log2(1 + how many of them hold a word that neither the background nor a witness knows).
    pub(super) strange: f32,
    /// log2(1 + how many of them are phrases that stand for one word).
    pub(super) phrases: f32,
    /// log2(1 + how many of them other spun texts have).
    pub(super) taught: f32,
    /// Different hits of triage that the nearest witness has not, less those that it alone has; 0 if it is not near.
    pub(super) over: f32,
}

/// A mean direction below this says that the witness is the spun one: of 705 clean documents beside a spun text that triage did not see,
/// 87 % lie below, of 336 spun documents 4 %.
const LEANS_BACK: f32 = -1.25;

/// log2(1 + differences) from which on their direction is believed: three.
const ENOUGH_ASKED: f32 = 2.0;

/// The share of the document that stands in a witness from which on their hits are compared: what both have, an author wrote.
const NEAR: f32 = 0.3;

/// Pretended differences of no direction: the mean of few says little.
const SHRINK: f32 = 1.0;

impl Proof {
    /// What the differences between a text and its witnesses show, before any is repaired.
    pub(super) fn of_differences(candidates: &[Candidate]) -> Self {
        let asked = candidates.iter().map(|candidate| &candidate.scores).filter(|s| s.explained > 0.0 && s.both > 0.0);
        let (mut count, mut sum, mut strange, mut phrases, mut taught) = (0.0, 0.0, 0.0, 0.0, 0.0);
        for scores in asked {
            count += 1.0;
            sum += scores.odds + scores.gain;
            strange += scores.strange;
            phrases += f32::from(scores.longer > 0.0);
            taught += scores.taught;
        }
        Proof {
            asked: f32::log2(1.0 + count),
            lean: sum / (count + SHRINK),
            strange: f32::log2(1.0 + strange),
            phrases: f32::log2(1.0 + phrases),
            taught: f32::log2(1.0 + taught),
            ..Proof::default()
        }
    }

    /// With the triage score of the document and its length in words.
    pub(super) fn with_triage(self, spun_score: f64, words: usize) -> Self {
        let words = words.max(MIN_WORDS) as f32;
        let hits = spun_score as f32 / 1000.0 * words;
        Proof { hits, hit_rate: 100.0 * hits / words, ..self }
    }

    /// With the repairs of which all rounds were sure, and the nearest witness as the last round saw it.
    pub(super) fn with_repairs(self, sure: usize, words: usize, nearest: WitnessComparison) -> Self {
        Proof {
            sure: f32::log2(1.0 + sure as f32),
            sure_rate: 100.0 * sure as f32 / words.max(1) as f32,
            share: nearest.near * sure as f32 / (sure + nearest.reworded).max(1) as f32,
            ..self
        }
    }

    /// With the hits of triage and those of the nearest witness.
    pub(super) fn with_hits(
        self,
        hits: &[(String, String)],
        beside: &[(String, String)],
        nearest: WitnessComparison,
    ) -> Self {
        let alone = |these: &[(String, String)], those: &[(String, String)]| {
            these.iter().filter(|hit| those.iter().all(|other| other.0 != hit.0)).count() as f32
        };
        let over = if nearest.near < NEAR { 0.0 } else { alone(hits, beside) - alone(beside, hits) };
        Proof { over, ..self }
    }

    /// The probability that the document is spun.
    pub(super) fn probability(&self) -> f64 {
        if self.asked >= ENOUGH_ASKED && self.lean + self.over < LEANS_BACK { 0.0 } else { spun(self) }
    }

    /// By name, in a fixed order.
    pub(super) fn named(&self) -> [(&'static str, f64); 11] {
        [
            ("doc_hits", self.hits),
            ("doc_hit_rate", self.hit_rate),
            ("doc_sure", self.sure),
            ("doc_sure_rate", self.sure_rate),
            ("doc_share", self.share),
            ("doc_asked", self.asked),
            ("doc_lean", self.lean),
            ("doc_strange", self.strange),
            ("doc_phrases", self.phrases),
            ("doc_taught", self.taught),
            ("doc_over", self.over),
        ]
        .map(|(name, value)| (name, rounded(value.into())))
    }
}
