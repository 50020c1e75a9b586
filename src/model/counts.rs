//! The numbers of a run: documents, edits, links, clusters and repairs.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Patch, Relation, Role, RunReport, Verdict};

/// The rule that drops page boilerplate.
pub const BOILERPLATE_RULE: &str = "segment.boilerplate";

/// The numbers of a run, as `run.json` and the summary have them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Documents that were cleaned.
    pub documents: usize,
    /// Documents whose text changed.
    pub changed: usize,
    /// Edits by rule.
    pub edits: BTreeMap<String, usize>,
    /// Lines of boilerplate that were dropped.
    pub boilerplate_lines: usize,
    /// Bytes of the original in the dropped lines.
    pub boilerplate_bytes: usize,
    /// Links by relation.
    pub links: BTreeMap<String, usize>,
    /// Clusters of two members or more.
    pub clusters: usize,
    /// Documents that are duplicates of the representative of their cluster.
    pub duplicates: usize,
    /// Repairs by band.
    pub repairs_by_band: BTreeMap<String, usize>,
    /// Repairs by verdict.
    pub repairs_by_verdict: BTreeMap<String, usize>,
    /// Documents that show damage, by its kind: see [`Damage`](super::Damage).
    pub damage: BTreeMap<String, usize>,
    /// Documents in a language that triage does not know.
    pub other_language: usize,
    /// Records that could not be cleaned.
    pub failures: usize,
    /// Inputs that were passed over on purpose.
    pub skipped: usize,
}

impl Counts {
    /// Counts what is in a report.
    pub fn of(report: &RunReport) -> Self {
        let mut counts = Counts { failures: report.failures.len(), skipped: report.skipped.len(), ..Counts::default() };
        for document in &report.documents {
            counts.document(document.patch(), document.text() != document.original());
            counts.duplicates += usize::from(document.role == Role::Duplicate);
            if let Some(damage) = document.damage {
                count(&mut counts.damage, damage.name());
            }
            counts.other_language += usize::from(!document.language_known);
            for repair in document.repairs() {
                count(&mut counts.repairs_by_band, repair.band.name());
                count(&mut counts.repairs_by_verdict, repair.verdict.name());
            }
        }
        counts.clusters = report.clusters.len();
        for link in &report.links {
            counts.link(link.relation);
        }
        counts
    }

    /// Counts a document by its edits.
    pub fn document(&mut self, patch: &Patch, changed: bool) {
        self.documents += 1;
        self.changed += usize::from(changed);
        for edit in patch.edits() {
            count(&mut self.edits, &edit.rule);
            if edit.rules().any(|rule| rule == BOILERPLATE_RULE) {
                self.boilerplate_lines += edit.before.lines().filter(|line| !line.trim().is_empty()).count();
                self.boilerplate_bytes += edit.before.len();
            }
        }
    }

    /// Counts a link.
    pub fn link(&mut self, relation: Relation) {
        count(&mut self.links, relation.name());
    }

    /// Adds the counts of another part of the run.
    pub fn merge(&mut self, other: Self) {
        fn add(ours: &mut BTreeMap<String, usize>, theirs: BTreeMap<String, usize>) {
            for (name, count) in theirs {
                *ours.entry(name).or_default() += count;
            }
        }
        self.documents += other.documents;
        self.changed += other.changed;
        self.boilerplate_lines += other.boilerplate_lines;
        self.boilerplate_bytes += other.boilerplate_bytes;
        self.clusters += other.clusters;
        self.duplicates += other.duplicates;
        self.other_language += other.other_language;
        self.failures += other.failures;
        self.skipped += other.skipped;
        add(&mut self.edits, other.edits);
        add(&mut self.damage, other.damage);
        add(&mut self.links, other.links);
        add(&mut self.repairs_by_band, other.repairs_by_band);
        add(&mut self.repairs_by_verdict, other.repairs_by_verdict);
    }

    /// Repairs with this verdict.
    pub fn verdict(&self, verdict: Verdict) -> usize {
        self.repairs_by_verdict.get(verdict.name()).copied().unwrap_or(0)
    }
}

fn count(counts: &mut BTreeMap<String, usize>, name: &str) {
    match counts.get_mut(name) {
        Some(count) => *count += 1,
        None => drop(counts.insert(name.to_owned(), 1)),
    }
}
