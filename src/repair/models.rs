//! The fitted models of repair: what is measured of a candidate and of its document becomes a
//! probability. The weights and where they come from are in `models/*.json`.

use std::sync::LazyLock;

use crate::model::{CandidateFeatures, DocumentFeatures, Model, Weights};

static EXPLAINED: LazyLock<Weights> = LazyLock::new(|| Model::RepairExplained.weights());
static UNEXPLAINED: LazyLock<Weights> = LazyLock::new(|| Model::RepairUnexplained.weights());
static SPUN: LazyLock<Weights> = LazyLock::new(|| Model::DocumentSpun.weights());
static SECOND_PASS: LazyLock<Weights> = LazyLock::new(|| Model::RepairSecondPass.weights());

/// The probability that a candidate is right if its document is spun: `0.0..=1.0`.
///
/// A candidate that nothing explains is rarely a substitute (2 % of them are), since editors
/// differ. Its probability is never high enough for it to be applied.
pub(super) fn confidence(features: &CandidateFeatures) -> f64 {
    let weights = if features.explained > 0.0 { &*EXPLAINED } else { &*UNEXPLAINED };
    weights.probability(&features.values())
}

/// The probability that a document is spun, from what triage and its siblings show: `0.0..=1.0`.
pub(super) fn spun(features: &DocumentFeatures) -> f64 {
    SPUN.probability(&features.values())
}

/// The probability that a candidate is right which the rounds left undecided, in a document that is
/// proven spun: `0.0..=1.0`.
pub(super) fn second_pass(candidate: &CandidateFeatures, document: &DocumentFeatures) -> f64 {
    let mut values = [0.0; CandidateFeatures::COUNT + DocumentFeatures::COUNT];
    values[..CandidateFeatures::COUNT].copy_from_slice(&candidate.values());
    values[CandidateFeatures::COUNT..].copy_from_slice(&document.values());
    SECOND_PASS.probability(&values)
}
