//! The rounds of repair of one document: each collects readings, gathers candidates and decides.
//! The repairs that a round is sure of are context for the next one.

use super::candidate::Candidate;
use super::context::RepairContext;
use super::decided::{Decided, apply, choose};
use super::evidence::{Past, gather};
use super::guards::RejectReason;
use super::readings::{WitnessComparison, WitnessView};
use super::unwitnessed::unwitnessed_repairs;
use super::word_differences::{NumberedDifference, collect};
use super::working_text::WorkingText;
use crate::config::RepairConfig;
use crate::model::DocumentFeatures;
use crate::text::passages;

/// The most rounds of one document.
const MAX_ROUNDS: usize = 4;

/// What the rounds have found so far.
pub(super) struct Rounds<'c> {
    context: &'c RepairContext<'c>,
    config: &'c RepairConfig,
    current: WorkingText,
    pub(super) decided: Decided,
    past: Past,
    /// How each witness compares with the text of the last round.
    compared: Vec<WitnessComparison>,
    /// What all differences of the first round show.
    at_first: Option<DocumentFeatures>,
    /// The differences from the witnesses: those of the last round, and those of earlier rounds
    /// that were sure.
    pub(super) differing: Vec<NumberedDifference>,
    /// The candidates that the last round left open, with the reason that each was rejected for, if
    /// it was.
    doubtful: Vec<(Candidate, Option<RejectReason>)>,
}

impl<'c> Rounds<'c> {
    /// The state before the first round.
    pub(super) fn new(context: &'c RepairContext<'c>, config: &'c RepairConfig) -> Self {
        let hit_rate = DocumentFeatures::default().with_triage(context.document.spun_score, context.own.len()).hit_rate;
        Rounds {
            context,
            config,
            current: WorkingText::new(context.own),
            decided: Decided::default(),
            past: Past { hit_rate, sure: Vec::new() },
            compared: Vec::new(),
            at_first: None,
            differing: Vec::new(),
            doubtful: Vec::new(),
        }
    }

    /// Runs rounds until one is sure of nothing, or [`MAX_ROUNDS`] have run.
    pub(super) fn run(&mut self) {
        for _ in 0..MAX_ROUNDS {
            if !self.round() {
                break;
            }
        }
    }

    /// Runs one round. Returns whether it was sure of any repair.
    fn round(&mut self) -> bool {
        let (candidates, rejected) = self.candidates();
        self.differing.retain(|difference| difference.sure);
        self.differing.extend(collect(&candidates, self.context, &self.current, self.config.high));
        let mut chosen = choose(candidates);
        for candidate in &mut chosen {
            for (other, reason) in &rejected {
                candidate.note(other, reason.describe());
            }
        }
        self.at_first.get_or_insert_with(|| DocumentFeatures::of_differences(&chosen));
        let (sure, unsure) = by_band(chosen, self.config);
        self.decided.keep_from(self.config.high);
        self.decided.add(sure.iter().chain(&unsure), &self.current);
        if sure.is_empty() {
            let overruled = rejected.into_iter().filter(|(_, reason)| reason.doubts_the_author());
            self.doubtful = unsure.into_iter().map(|candidate| (candidate, None)).collect();
            self.doubtful.extend(overruled.map(|(candidate, reason)| (candidate, Some(reason))));
            return false;
        }
        self.past.sure.extend(sure.iter().map(|one| (one.before(&self.current).to_vec(), one.after.clone())));
        self.current = apply(&sure, &self.current);
        true
    }

    /// The candidates of a round, in the order of their places, and those that a guard rejected and
    /// that have at least the confidence of the low band.
    fn candidates(&mut self) -> (Vec<Candidate>, Vec<(Candidate, RejectReason)>) {
        let (context, current) = (self.context, &self.current);
        let mut sites = context.model.sites(&current.ids);
        sites.retain(|site| !current.is_repaired(site.start, site.len));
        let mut readings = Vec::new();
        self.compared.clear();
        for (number, witness) in context.indexes.iter().enumerate() {
            let shared = passages(&current.ids, &witness.words.ids, &context.model.weight);
            let view = WitnessView { current, witness, number, model: context.model };
            self.compared.push(view.aligned_readings(&shared, &mut readings));
            view.slot_readings(&sites, &mut readings);
        }
        let (mut candidates, mut rejected) = (Vec::new(), Vec::new());
        for candidate in gather(readings, context, current, &self.compared, &self.past) {
            match context.reject_reason(current, &candidate) {
                None => candidates.push(candidate),
                Some(reason) if candidate.confidence >= self.config.low => rejected.push((candidate, reason)),
                Some(_) => {}
            }
        }
        (candidates, rejected)
    }

    /// The evidence of the rounds that the document is spun.
    pub(super) fn proof(&self) -> DocumentFeatures {
        let document = &self.context.document;
        let words = self.context.own.len();
        // Of equally near witnesses the first is taken, which is linked most closely.
        let by_nearness = |a: &usize, b: &usize| self.compared[*a].near.total_cmp(&self.compared[*b].near);
        let nearest = (0..self.compared.len()).rev().max_by(by_nearness);
        let (beside, nearest) =
            nearest.map_or_else(Default::default, |at| (self.context.witnesses[at].hits, self.compared[at]));
        self.at_first
            .unwrap_or_default()
            .with_triage(document.spun_score, words)
            .with_repairs(self.past.different(), words, nearest)
            .with_hits(document.hits, beside, nearest)
    }

    /// Judges the doubtful candidates again, in a document that is proven spun.
    pub(super) fn run_second_pass(&mut self, proof: &DocumentFeatures) {
        let explained = self.doubtful.drain(..).filter(|(candidate, _)| candidate.features.explained > 0.0);
        let again = explained
            .map(|(candidate, reason)| self.context.in_second_pass(&self.current, candidate, reason, proof))
            .collect();
        let (sure, unsure) = by_band(choose(again), self.config);
        self.decided.replace(sure.iter().chain(&unsure), &self.current);
        self.current = apply(&sure, &self.current);
    }

    /// Repairs places that no witness has, in a document that is almost certainly spun.
    pub(super) fn run_unwitnessed(&mut self) {
        for _ in 0..MAX_ROUNDS {
            let chosen = choose(unwitnessed_repairs(self.context, &self.current, &self.past));
            if chosen.is_empty() {
                break;
            }
            self.decided.replace(&chosen, &self.current);
            self.current = apply(&chosen, &self.current);
        }
    }
}

/// The candidates of the high band, and those of the medium and the low band; the others are
/// dropped.
fn by_band(candidates: Vec<Candidate>, config: &RepairConfig) -> (Vec<Candidate>, Vec<Candidate>) {
    let in_a_band = candidates.into_iter().filter(|candidate| candidate.confidence >= config.low);
    in_a_band.partition(|candidate| candidate.confidence >= config.high)
}
