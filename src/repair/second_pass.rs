//! The second pass: undecided candidates judged again in a document that is proven spun.
//!
//! Before that is proven, an author may have chosen the words, so objections hold and candidates
//! without high confidence stay pending. In a document in which every tenth word is exchanged, an
//! author's choice is a less likely explanation.

use super::case::Case;
use super::current::Current;
use super::evidence::Candidate;
use super::models::second_pass;
use super::objection::Objection;
use crate::model::{CandidateFeatures, DocumentFeatures};

impl Case<'_> {
    /// A candidate with its confidence in a document that is proven spun. `objection` is the one
    /// that it met in the rounds.
    pub(super) fn in_second_pass(
        &self,
        current: &Current,
        candidate: Candidate,
        objection: Option<Objection>,
        document: &DocumentFeatures,
    ) -> Candidate {
        let is = |wanted| f32::from(objection == Some(wanted));
        let (first, last) = candidate.own(current);
        let left_out = |at: usize| !candidate.after.contains(&self.own.ids[at]);
        let odds = candidate.confidence / (1.0 - candidate.confidence).max(f64::MIN_POSITIVE);
        let features = CandidateFeatures {
            prior: odds.ln() as f32,
            form: is(Objection::Alike),
            name: is(Objection::KnownName),
            cut: is(Objection::OrdinaryWord),
            known: f32::from((first..=last).any(|at| left_out(at) && self.is_known_as_name(at))),
            ..candidate.features
        }
        .in_range();
        Candidate { confidence: second_pass(&features, document), features, ..candidate }
    }
}
