//! The rounds of repair of one document: readings, evidence, decision; and again with what was decided as context.

use super::alone::alone;
use super::case::Case;
use super::current::Current;
use super::decided::{Decided, choose};
use super::evidence::{Candidate, Past, gather};
use super::lexicon::{Differing, collect};
use super::objection::Objection;
use super::readings::{Compared, aligned, slots};
use crate::config::RepairConfig;
use crate::model::DocumentFeatures;
use crate::text::Passage;

/// Rounds after which a document is done, whether or not more could be found.
const MAX_ROUNDS: usize = 4;

/// What the rounds have found so far.
pub(super) struct Rounds<'c> {
    case: &'c Case<'c>,
    config: &'c RepairConfig,
    current: Current,
    pub(super) decided: Decided,
    past: Past,
    /// How each witness compares with the text of the last round.
    compared: Vec<Compared>,
    /// What all differences of the first round show.
    at_first: Option<DocumentFeatures>,
    /// What is different from a witness: as the last round saw it, and what was sure before.
    pub(super) differing: Vec<Differing>,
    /// What the last round left open, with the objection that stood against it.
    doubtful: Vec<(Candidate, Option<Objection>)>,
}

impl<'c> Rounds<'c> {
    /// Before the first.
    pub(super) fn new(case: &'c Case<'c>, config: &'c RepairConfig) -> Self {
        let hit_rate = DocumentFeatures::default().with_triage(case.document.spun_score, case.own.len()).hit_rate;
        Rounds {
            case,
            config,
            current: Current::new(case.own),
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
        self.differing.extend(collect(&candidates, self.case, &self.current, self.config.high));
        let mut chosen = choose(candidates);
        for candidate in &mut chosen {
            for (other, objection) in &objected {
                candidate.note(other, objection.why());
            }
        }
        self.at_first.get_or_insert_with(|| DocumentFeatures::of_differences(&chosen));
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
    ) -> (Vec<Candidate>, Vec<(Candidate, Objection)>) {
        let (case, current) = (self.case, &self.current);
        let mut sites = case.channel.sites(&current.ids);
        sites.retain(|site| !current.is_repaired(site.start, site.len));
        let mut readings = Vec::new();
        self.compared.clear();
        for (number, witness) in case.heard.iter().enumerate() {
            let passages = align(&current.ids, &witness.words.ids, &case.channel.weight);
            self.compared.push(aligned(current, number, witness, &passages, case.channel, &mut readings));
            slots(current, &sites, number, witness, case.channel, &mut readings);
        }
        let (mut candidates, mut objected) = (Vec::new(), Vec::new());
        for candidate in gather(readings, case, current, &self.compared, &self.past) {
            match case.objection(current, &candidate) {
                None => candidates.push(candidate),
                Some(objection) if candidate.confidence >= self.config.low => objected.push((candidate, objection)),
                Some(_) => {}
            }
        }
        (candidates, objected)
    }

    /// The features of the document after the rounds.
    pub(super) fn features(&self) -> DocumentFeatures {
        let document = &self.case.document;
        let words = self.case.own.len();
        // Of equals the first, which is linked most closely.
        let by_nearness = |a: &usize, b: &usize| self.compared[*a].near.total_cmp(&self.compared[*b].near);
        let nearest = (0..self.compared.len()).rev().max_by(by_nearness);
        let (beside, nearest) =
            nearest.map_or_else(Default::default, |at| (self.case.witnesses[at].hits, self.compared[at]));
        self.at_first
            .unwrap_or_default()
            .with_triage(document.spun_score, words)
            .with_repairs(self.past.different(), words, nearest)
            .with_hits(document.hits, beside, nearest)
    }

    /// Looks again at what was doubtful, in a document that is proven spun.
    pub(super) fn look_again(&mut self, document: &DocumentFeatures) {
        let explained = self.doubtful.drain(..).filter(|(candidate, _)| candidate.features.explained > 0.0);
        let again = explained
            .map(|(candidate, objection)| self.case.in_second_pass(&self.current, candidate, objection, document))
            .collect();
        let (sure, unsure) = by_band(choose(again), self.config);
        self.decided.replace(sure.iter().chain(&unsure), &self.current);
        self.current = self.current.with(&sure);
    }

    /// Goes on where no witness speaks, in a document that is beyond doubt.
    pub(super) fn go_on_alone(&mut self) {
        for _ in 0..MAX_ROUNDS {
            let chosen = choose(alone(self.case, &self.current, &self.past));
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
