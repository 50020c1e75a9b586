//! The summary of a run: its figures in a few lines for a terminal.

use crate::model::{Counts, Damage, Relation, Verdict};

/// The importance of a line, by which a terminal colours it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// A figure of the run.
    Plain,
    /// The number of repairs, if any was applied.
    Good,
    /// A figure that needs attention: pending repairs, failures.
    Attention,
    /// The command to run next.
    Next,
}

/// One line of the summary.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The importance of the line.
    pub tone: Tone,
    /// The name of the figure. Empty if the line continues the line above.
    pub label: &'static str,
    /// The figure. `None` if the line is text only.
    pub count: Option<usize>,
    /// What the figure counts, or the numbers that it is the sum of.
    pub detail: String,
}

/// The number of rules that are listed by name; the edits of all others are summed up.
const RULES_SHOWN: usize = 6;

/// The summary of a run. It lacks the next command, which depends on where the output was written.
pub fn summary(counts: &Counts) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut line = |tone, label, count, detail: String| lines.push(Line { tone, label, count: Some(count), detail });

    line(Tone::Plain, "documents", counts.documents, format!("{} changed", counts.changed));
    let links = counts.links.values().sum();
    line(Tone::Plain, "links", links, relations(counts));
    let duplicates = plural(counts.duplicates, "duplicate");
    line(Tone::Plain, "clusters", counts.clusters, if counts.clusters == 0 { String::new() } else { duplicates });
    if counts.boilerplate_lines > 0 {
        line(
            Tone::Plain,
            "boilerplate",
            counts.boilerplate_lines,
            format!("{} dropped, {}", noun(counts.boilerplate_lines, "line"), bytes(counts.boilerplate_bytes)),
        );
    }
    let mut rules: Vec<(&str, usize)> = counts.edits.iter().map(|(rule, count)| (rule.as_str(), *count)).collect();
    rules.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    let edits = rules.iter().map(|rule| rule.1).sum();
    let rest: usize = rules.iter().skip(RULES_SHOWN).map(|rule| rule.1).sum();
    let shown = rules.iter().take(RULES_SHOWN).copied().chain((rest > 0).then_some(("other rules", rest)));
    line(Tone::Plain, "edits", edits, listed(shown));

    let damaged = counts.damage.values().sum();
    if damaged > 0 {
        let kinds = Damage::ALL.map(|damage| (damage.name(), counts.damage.get(damage.name()).copied().unwrap_or(0)));
        let detail = format!("{}: {}", noun(damaged, "document"), listed(kinds).replace('_', " "));
        line(Tone::Plain, "damaged", damaged, detail);
    }
    if counts.other_language > 0 {
        line(
            Tone::Plain,
            "not English",
            counts.other_language,
            format!("{}, never repaired", noun(counts.other_language, "document")),
        );
    }
    let repairs = counts.repairs_by_band.values().sum();
    let tone = if counts.verdict(Verdict::Accepted) > 0 { Tone::Good } else { Tone::Plain };
    line(tone, "repairs", repairs, confidences(counts));
    if counts.verdict(Verdict::Pending) > 0 {
        line(
            Tone::Attention,
            "pending",
            counts.verdict(Verdict::Pending),
            of(counts.verdict(Verdict::Pending), "repair needs review", "repairs need review"),
        );
    }
    if counts.skipped > 0 {
        line(
            Tone::Plain,
            "skipped",
            counts.skipped,
            of(
                counts.skipped,
                "unsupported or unreadable file (-v lists it)",
                "unsupported or unreadable files (-v lists them)",
            ),
        );
    }
    if counts.failures > 0 {
        line(
            Tone::Attention,
            "failures",
            counts.failures,
            of(counts.failures, "record could not be cleaned", "records could not be cleaned"),
        );
    }
    lines
}

/// The number of repairs in each band, highest confidence first: `28 high, 1 low confidence`. Empty
/// if there are no repairs.
pub(super) fn confidences(counts: &Counts) -> String {
    let bands = ["high", "medium", "low"].map(|band| (band, counts.repairs_by_band.get(band).copied().unwrap_or(0)));
    let listed = listed(bands);
    if listed.is_empty() { listed } else { format!("{listed} confidence") }
}

/// The number of links of each relation, closest first: `1 exact, 5 sibling`.
pub(super) fn relations(counts: &Counts) -> String {
    let relations = [Relation::Exact, Relation::NearDuplicate, Relation::Containment, Relation::Sibling];
    let counted = relations.map(|relation| (relation.name(), counts.links.get(relation.name()).copied().unwrap_or(0)));
    listed(counted).replace('_', " ")
}

/// The parts of a sum with their names: `3 high, 1 low`. Parts that are 0 are left out.
pub(super) fn listed<'n>(parts: impl IntoIterator<Item = (&'n str, usize)>) -> String {
    let parts: Vec<String> =
        parts.into_iter().filter(|part| part.1 > 0).map(|(name, count)| format!("{count} {name}")).collect();
    parts.join(", ")
}

/// `one` if the count is 1, otherwise `more`.
fn of(count: usize, one: &str, more: &str) -> String {
    if count == 1 { one.to_owned() } else { more.to_owned() }
}

/// A noun in the number that fits the count: `line` or `lines`.
pub(super) fn noun(count: usize, singular: &str) -> String {
    format!("{singular}{}", if count == 1 { "" } else { "s" })
}

/// A count with its noun: `1 line`, `2 lines`.
pub(super) fn plural(count: usize, singular: &str) -> String {
    format!("{count} {}", noun(count, singular))
}

/// A number of bytes, from 1,000 on in kB or MB with one decimal.
pub(super) fn bytes(count: usize) -> String {
    match count {
        0..1_000 => format!("{count} bytes"),
        1_000..1_000_000 => format!("{:.1} kB", count as f64 / 1e3),
        _ => format!("{:.1} MB", count as f64 / 1e6),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::fixture;

    #[test]
    fn each_figure_comes_with_what_it_counts() {
        let lines = summary(&Counts::of(&fixture::run()));
        let line = |label: &str| {
            let line = lines.iter().find(|line| line.label == label).expect("the summary has the line");
            (line.count, line.detail.as_str())
        };
        assert_eq!(line("documents"), (Some(6), "3 changed"));
        assert_eq!(line("links"), (Some(2), "1 exact, 1 sibling"));
        assert_eq!(line("clusters"), (Some(1), "1 duplicate"));
        assert_eq!(line("repairs"), (Some(5), "2 high, 2 medium, 1 low confidence"));
        assert_eq!(line("pending"), (Some(2), "repairs need review"));
        assert_eq!(line("damaged"), (Some(1), "document: 1 spun"));
        assert_eq!(line("failures").0, Some(1));
        assert_eq!(line("edits").0, Some(7));
        assert!(line("edits").1.starts_with("3 segment.boilerplate, 1 "), "the most frequent rule first");
    }

    #[test]
    fn an_empty_run_has_five_lines_with_zeros() {
        let lines = summary(&Counts::default());
        assert!(lines.iter().all(|line| line.count == Some(0)), "{lines:?}");
        assert_eq!(lines.len(), 5, "documents, links, clusters, edits and repairs");
    }
}
