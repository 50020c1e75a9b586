//! The rounds of repair of one document: readings, evidence, decision; and again with what was decided as context.

use super::context::RepairContext;
use super::decided::{Decided, choose};
use super::evidence::{Candidate, Past, gather};
use super::guards::RejectReason;
use super::proof::Proof;
use super::readings::{WitnessComparison, aligned, slots};
use super::unwitnessed::unwitnessed_repairs;
use super::word_differences::{NumberedDifference, collect};
use super::working_text::WorkingText;
use crate::config::RepairConfig;
use crate::text::Passage;

/// Rounds after which a document is done, whether or not more could be found.
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
    at_first: Option<Proof>,
    /// What is different from a witness: as the last round saw it, and what was sure before.
    pub(super) differing: Vec<NumberedDifference>,
    /// What the last round left open, with the objection that stood against it.
    doubtful: Vec<(Candidate, Option<RejectReason>)>,
}

impl<'c> Rounds<'c> {
    /// Before the first.
    pub(super) fn new(context: &'c RepairContext<'c>, config: &'c RepairConfig) -> Self {
        let hit_rate = Proof::default().with_triage(context.document.spun_score, context.own.len()).hit_rate;
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

    /// All of them, until one is sure of nothing.
    pub(super) fn run(&mut self, align: impl Fn(&[u32], &[u32], &[f32]) -> Vec<Passage>) {
        for _ in 0..MAX_ROUNDS {
            if !self.round(&align) {
                break;
            }
        }
    }

    /// One round. Whether it was sure of anything, which is context for the next.
    fn round(&mut self, align: impl Fn(&[u32], &[u32], &[f32]) -> Vec<Passage>) -> bool {
        let (candidates, objected) = self.candidates(align);
        self.differing.retain(|difference| difference.sure);
        self.differing.extend(collect(&candidates, self.context, &self.current, self.config.high));
        let mut chosen = choose(candidates);
        for candidate in &mut chosen {
            for (other, objection) in &objected {
                candidate.note(other, objection.why());
            }
        }
        self.at_first.get_or_insert_with(|| Proof::of_differences(&chosen));
        let (sure, unsure) = by_band(chosen, self.config);
        self.decided.keep_from(self.config.high);
        self.decided.add(sure.iter().chain(&unsure), &self.current);
        if sure.is_empty() {
            let overruled = objected.into_iter().filter(|(_, objection)| objection.doubts_the_author());
            self.doubtful = unsure.into_iter().map(|candidate| (candidate, None)).collect();
            self.doubtful.extend(overruled.map(|(candidate, objection)| (candidate, Some(objection))));
            return false;
        }
        self.past.sure.extend(sure.iter().map(|one| (one.before(&self.current).to_vec(), one.after.clone())));
        self.current = self.current.with(&sure);
        true
    }

    /// The candidates of a round, by place; and those that meet an objection, as far as they are worth a word.
    fn candidates(
        &mut self,
        align: impl Fn(&[u32], &[u32], &[f32]) -> Vec<Passage>,
    ) -> (Vec<Candidate>, Vec<(Candidate, RejectReason)>) {
        let (context, current) = (self.context, &self.current);
        let mut sites = context.model.sites(&current.ids);
        sites.retain(|site| !current.is_repaired(site.start, site.len));
        let mut readings = Vec::new();
        self.compared.clear();
        for (number, witness) in context.indexes.iter().enumerate() {
            let passages = align(&current.ids, &witness.words.ids, &context.model.weight);
            self.compared.push(aligned(current, number, witness, &passages, context.model, &mut readings));
            slots(current, &sites, number, witness, context.model, &mut readings);
        }
        let (mut candidates, mut objected) = (Vec::new(), Vec::new());
        for candidate in gather(readings, context, current, &self.compared, &self.past) {
            match context.objection(current, &candidate) {
                None => candidates.push(candidate),
                Some(objection) if candidate.confidence >= self.config.low => objected.push((candidate, objection)),
                Some(_) => {}
            }
        }
        (candidates, objected)
    }

    /// What the rounds prove of the document.
    pub(super) fn proof(&self) -> Proof {
        let document = &self.context.document;
        let words = self.context.own.len();
        // Of equals the first, which is linked most closely.
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

    /// Looks again at what was doubtful, in a document that is proven spun.
    pub(super) fn look_again(&mut self, proof: &Proof) {
        let explained = self.doubtful.drain(..).filter(|(candidate, _)| candidate.scores.explained > 0.0);
        let again = explained
            .map(|(candidate, objection)| self.context.in_hindsight(&self.current, candidate, objection, proof))
            .collect();
        let (sure, unsure) = by_band(choose(again), self.config);
        self.decided.replace(sure.iter().chain(&unsure), &self.current);
        self.current = self.current.with(&sure);
    }

    /// Goes on where no witness speaks, in a document that is beyond doubt.
    pub(super) fn go_on_alone(&mut self) {
        for _ in 0..MAX_ROUNDS {
            let chosen = choose(unwitnessed_repairs(self.context, &self.current, &self.past));
            if chosen.is_empty() {
                break;
            }
            self.decided.replace(&chosen, &self.current);
            self.current = self.current.with(&chosen);
        }
    }
}

/// The candidates that are sure enough to be applied, and those that wait for a reader; the rest is dropped.
fn by_band(candidates: Vec<Candidate>, config: &RepairConfig) -> (Vec<Candidate>, Vec<Candidate>) {
    let worth_a_word = candidates.into_iter().filter(|candidate| candidate.confidence >= config.low);
    worth_a_word.partition(|candidate| candidate.confidence >= config.high)
}
