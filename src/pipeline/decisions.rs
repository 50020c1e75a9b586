//! What readers decided, put in the place of what the bands say.

use std::collections::HashMap;

use super::accept;
use crate::model::{Decision, RunReport};

/// Gives each repair the verdict of its last decision and carries it out. Returns the decisions that match no repair of
/// the run, in their order.
pub fn decide(report: &mut RunReport, decisions: &[Decision]) -> Vec<Decision> {
    let mut last: HashMap<&str, usize> = HashMap::new();
    for (at, decision) in decisions.iter().enumerate() {
        last.insert(&decision.id, at);
    }
    let mut matched = vec![false; decisions.len()];
    for document in &mut report.documents {
        let mut changed = false;
        for repair in &mut document.repairs {
            let Some(&at) = last.get(repair.id.as_str()).filter(|&&at| decisions[at].is_about(repair)) else {
                continue;
            };
            matched[at] = true;
            changed |= repair.verdict != decisions[at].verdict;
            repair.verdict = decisions[at].verdict;
            repair.by.clone_from(&decisions[at].by);
        }
        if changed {
            document.repaired = accept(&document.document.text, &document.repairs);
        }
    }
    let holds = |(at, decision): &(usize, &Decision)| last[decision.id.as_str()] == *at && !matched[*at];
    decisions.iter().enumerate().filter(holds).map(|(_, decision)| decision.clone()).collect()
}
