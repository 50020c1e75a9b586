//! Decisions of reviewers, which replace the verdicts that follow from the confidence bands.

use std::collections::HashMap;

use super::accept;
use crate::model::{Decision, RunReport};

/// Gives each repair the verdict of its last decision, and updates the repaired texts. Returns the
/// decisions that match no repair of the run, in their order.
///
/// ```
/// use unspin::model::{Decision, RawDocument, Verdict};
/// use unspin::{config::Config, pipeline};
///
/// let clean = "The council said on Monday that the old harbour bridge will be closed for repairs \
///     until the spring. Engineers had been asked by the mayor to examine the cables after a \
///     storm in January, and found that several of them were damaged. Shops near the harbour \
///     have asked the government for help, because fewer customers come to the market.";
/// let spun = "The council said on Monday that the old haven bridge volition exist shut for repairs \
///     until the springtime. Engineers had been asked past the mayor to examine the cables \
///     later on a storm in January, and found that several of them were damaged. Shops near \
///     the haven take asked the regime for assistance, considering fewer customers come to \
///     the marketplace.";
/// let records = vec![RawDocument::new("clean", clean), RawDocument::new("spun", spun)];
/// let mut report = pipeline::clean(records, &Config::default())?;
///
/// assert!(report.documents[1].text().contains("asked the government for help"));
///
/// // A reader looks at each, and thinks that the author wrote "regime".
/// let repair = report.documents[1].repairs().iter().find(|repair| repair.before == "regime").expect("it is repaired");
/// let decision = Decision::on(repair, Verdict::Rejected, "Ann");
/// let stale = pipeline::decide(&mut report, &[decision]);
///
/// assert!(stale.is_empty(), "it was about a repair of this run");
/// assert!(report.documents[1].text().contains("asked the regime for help"), "the others hold");
/// # Ok::<(), unspin::error::Error>(())
/// ```
#[must_use = "decisions that match no repair should be reported"]
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
    let is_stale = |(at, decision): &(usize, &Decision)| last[decision.id.as_str()] == *at && !matched[*at];
    decisions.iter().enumerate().filter(is_stale).map(|(_, decision)| decision.clone()).collect()
}
