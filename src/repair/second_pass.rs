//! The second pass: undecided candidates judged again in a document that is proven spun.
//!
//! Before that is proven, an author may have chosen the words, so reasons hold and candidates
//! without high confidence stay pending. In a document in which every tenth word is exchanged, an
//! author's choice is a less likely explanation.

use super::candidate::Candidate;
use super::context::RepairContext;
use super::guards::RejectReason;
use super::models::second_pass;
use super::working_text::WorkingText;
use crate::model::{CandidateFeatures, DocumentFeatures};

impl RepairContext<'_> {
    /// A candidate with its confidence in a document that is proven spun. `reason` is the one
    /// for which a guard refused it in the rounds.
    pub(super) fn in_second_pass(
        &self,
        current: &WorkingText,
        candidate: Candidate,
        reason: Option<RejectReason>,
        document: &DocumentFeatures,
    ) -> Candidate {
        let is = |wanted| f32::from(reason == Some(wanted));
        let (first, last) = candidate.own(current);
        let left_out = |at: usize| !candidate.after.contains(&self.own.ids[at]);
        let odds = candidate.confidence / (1.0 - candidate.confidence).max(f64::MIN_POSITIVE);
        let features = CandidateFeatures {
            prior: odds.ln() as f32,
            form: is(RejectReason::Alike),
            name: is(RejectReason::KnownName),
            cut: is(RejectReason::OrdinaryWord),
            known: f32::from((first..=last).any(|at| left_out(at) && self.is_known_as_name(at))),
            ..candidate.features
        }
        .in_range();
        Candidate { confidence: second_pass(&features, document), features, ..candidate }
    }
}
