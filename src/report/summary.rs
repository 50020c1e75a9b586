//! What a run came to, in a few aligned lines for people.

use super::run::Counts;
use crate::model::{Damage, Relation, Verdict};

/// How a line is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// A figure of the run.
    Plain,
    /// The figure that a run is made for.
    Good,
    /// A figure that asks for a reader.
    Attention,
    /// What to do next.
    Next,
}

/// A line of the summary.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// How it is meant.
    pub tone: Tone,
    /// What is counted; empty where the line goes on from the one above.
    pub label: &'static str,
    /// How many; `None` for a line of words.
    pub count: Option<usize>,
    /// What it consists of.
    pub detail: String,
}

/// Rules that are listed by name; the others are summed up.
const RULES_SHOWN: usize = 6;

/// The lines of a run, without `next`, which depends on where the output went.
pub fn summary(counts: &Counts) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut line = |tone, label, count, detail: String| lines.push(Line { tone, label, count: Some(count), detail });

    line(Tone::Plain, "documents", counts.documents, format!("{} changed", counts.changed));
    let links = counts.links.values().sum();
    line(Tone::Plain, "links", links, listed(by_relation(counts)));
    let duplicates = plural(counts.duplicates, "duplicate");
    line(Tone::Plain, "clusters", counts.clusters, if counts.clusters == 0 { String::new() } else { duplicates });
    if counts.boilerplate_lines > 0 {
        line(
            Tone::Plain,
            "boilerplate",
            counts.boilerplate_lines,
            format!("lines dropped, {}", bytes(counts.boilerplate_bytes)),
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
        line(Tone::Plain, "damaged", damaged, listed(kinds).replace('_', " "));
    }
    if counts.other_language > 0 {
        line(Tone::Plain, "not English", counts.other_language, "never repaired".into());
    }
    let repairs = counts.repairs_by_band.values().sum();
    let tone = if counts.verdict(Verdict::Accepted) > 0 { Tone::Good } else { Tone::Plain };
    line(tone, "repairs", repairs, listed(by_band(counts)));
    if counts.verdict(Verdict::Pending) > 0 {
        line(
            Tone::Attention,
            "pending",
            counts.verdict(Verdict::Pending),
            of(counts.verdict(Verdict::Pending), "repair waits for a reader", "repairs wait for a reader"),
        );
    }
    if counts.skipped > 0 {
        line(Tone::Plain, "skipped", counts.skipped, of(counts.skipped, "file is no article", "files are no articles"));
    }
    if counts.failures > 0 {
        line(
            Tone::Attention,
            "failures",
            counts.failures,
            of(counts.failures, "record was not cleaned", "records were not cleaned"),
        );
    }
    lines
}

/// Repairs by band, the surest first.
pub(super) fn by_band(counts: &Counts) -> [(&'static str, usize); 3] {
    ["high", "medium", "low"].map(|band| (band, counts.repairs_by_band.get(band).copied().unwrap_or(0)))
}

/// Links by relation, the closest first.
pub(super) fn by_relation(counts: &Counts) -> [(&'static str, usize); 4] {
    let relations = [Relation::Exact, Relation::NearDuplicate, Relation::Containment, Relation::Sibling];
    relations.map(|relation| (relation.name(), counts.links.get(relation.name()).copied().unwrap_or(0)))
}

/// `3 of this, 1 of that`, zeros left out.
pub(super) fn listed<'n>(parts: impl IntoIterator<Item = (&'n str, usize)>) -> String {
    let parts: Vec<String> =
        parts.into_iter().filter(|part| part.1 > 0).map(|(name, count)| format!("{count} {name}")).collect();
    parts.join(", ")
}

/// What is said of a count: of one, or of more.
fn of(count: usize, one: &str, more: &str) -> String {
    if count == 1 { one.to_owned() } else { more.to_owned() }
}

pub(super) fn plural(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

/// Bytes as people say them.
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
    fn a_run_is_told_in_figures_and_what_they_are_made_of() {
        let lines = summary(&Counts::of(&fixture::run()));
        let line = |label: &str| {
            let line = lines.iter().find(|line| line.label == label).expect("the line is there");
            (line.count, line.detail.as_str())
        };
        assert_eq!(line("documents"), (Some(6), "3 changed"));
        assert_eq!(line("links"), (Some(2), "1 exact, 1 sibling"));
        assert_eq!(line("clusters"), (Some(1), "1 duplicate"));
        assert_eq!(line("repairs"), (Some(5), "2 high, 2 medium, 1 low"));
        assert_eq!(line("pending"), (Some(2), "repairs wait for a reader"));
        assert_eq!(line("damaged"), (Some(1), "1 spun"));
        assert_eq!(line("failures").0, Some(1));
        assert_eq!(line("edits").0, Some(7));
        assert!(line("edits").1.starts_with("3 segment.boilerplate, 1 "), "the most frequent rule first");
    }

    #[test]
    fn an_empty_run_says_so_without_fuss() {
        let lines = summary(&Counts::default());
        assert!(lines.iter().all(|line| line.count == Some(0)), "{lines:?}");
        assert_eq!(lines.len(), 5, "documents, links, clusters, edits and repairs");
    }
}
