//! Hindsight: what is believed of the doubtful candidates of a document once it is proven spun.
//!
//! While that is open, an author may have chosen the words: objections hold, and what is not sure waits for a reader. A document in
//! which every tenth word is exchanged leaves less room for the author.

use super::candidate::Candidate;
use super::context::RepairContext;
use super::evidence::Scores;
use super::guards::RejectReason;
use super::proof::Proof;
use super::weights::hindsight;
use super::working_text::WorkingText;

/// Log odds beyond which the first confidence says no more.
const SURE_PRIOR: f64 = 8.0;

impl RepairContext<'_> {
    /// A candidate with the confidence that it has in a document proven spun. `objection` is the one that it met.
    pub(super) fn in_hindsight(
        &self,
        current: &WorkingText,
        candidate: Candidate,
        objection: Option<RejectReason>,
        proof: &Proof,
    ) -> Candidate {
        let is = |wanted| f32::from(objection == Some(wanted));
        let (first, last) = candidate.own(current);
        let left_out = |at: usize| !candidate.after.contains(&self.own.ids[at]);
        let odds = candidate.confidence / (1.0 - candidate.confidence).max(f64::MIN_POSITIVE);
        let scores = Scores {
            prior: odds.ln().clamp(-SURE_PRIOR, SURE_PRIOR) as f32,
            form: is(RejectReason::Alike),
            name: is(RejectReason::KnownName),
            cut: is(RejectReason::OrdinaryWord),
            known: f32::from((first..=last).any(|at| left_out(at) && self.is_known_as_name(at))),
            ..candidate.scores
        };
        Candidate { confidence: hindsight(&scores, proof), scores, ..candidate }
    }
}
