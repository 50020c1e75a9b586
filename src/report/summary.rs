//! What a run came to, in a few aligned lines for people.

use super::run::Counts;
use crate::model::{RunReport, Verdict};

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
pub fn summary(report: &RunReport) -> Vec<Line> {
    let counts = Counts::of(report);
    let mut lines = Vec::new();
    let mut line = |tone, label, count, detail: String| lines.push(Line { tone, label, count: Some(count), detail });

    line(Tone::Plain, "documents", counts.documents, format!("{} changed", counts.changed));
    let links = counts.links.values().sum();
    line(
        Tone::Plain,
        "links",
        links,
        listed(
            ["exact", "near_duplicate", "containment", "sibling"]
                .map(|name| (name, counts.links.get(name).copied().unwrap_or(0))),
        ),
    );
    let duplicates = plural(counts.duplicates, "duplicate");
    line(Tone::Plain, "clusters", counts.clusters, if counts.clusters == 0 { String::new() } else { duplicates });
    if counts.furniture_lines > 0 {
        line(
            Tone::Plain,
            "furniture",
            counts.furniture_lines,
            format!("lines dropped, {}", bytes(counts.furniture_bytes)),
        );
    }
    let mut rules: Vec<(&str, usize)> = counts.edits.iter().map(|(rule, count)| (rule.as_str(), *count)).collect();
    rules.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    let edits = rules.iter().map(|rule| rule.1).sum();
    let rest: usize = rules.iter().skip(RULES_SHOWN).map(|rule| rule.1).sum();
    let shown = rules.iter().take(RULES_SHOWN).copied().chain((rest > 0).then_some(("other rules", rest)));
    line(Tone::Plain, "edits", edits, listed(shown));

    let repairs = counts.repairs_by_band.values().sum();
    let bands = ["high", "medium", "low"].map(|band| (band, counts.repairs_by_band.get(band).copied().unwrap_or(0)));
    line(
        if counts.verdict(Verdict::Accepted) > 0 { Tone::Good } else { Tone::Plain },
        "repairs",
        repairs,
        listed(bands),
    );
    if counts.verdict(Verdict::Pending) > 0 {
        line(Tone::Attention, "pending", counts.verdict(Verdict::Pending), "repairs wait for a reader".into());
    }
    if counts.skipped > 0 {
        line(Tone::Plain, "skipped", counts.skipped, "files are no articles".into());
    }
    if counts.failures > 0 {
        line(Tone::Attention, "failures", counts.failures, "records were not cleaned".into());
    }
    lines
}

/// `3 of this, 1 of that`, zeros left out.
fn listed<'n>(parts: impl IntoIterator<Item = (&'n str, usize)>) -> String {
    let parts: Vec<String> =
        parts.into_iter().filter(|part| part.1 > 0).map(|(name, count)| format!("{count} {name}")).collect();
    parts.join(", ")
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
