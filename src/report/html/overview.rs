//! What a run came to: its head, its pictures, copies and failures.

use std::collections::BTreeMap;
use std::fmt::{self, Write};

use super::escape::{escape, label};
use super::{Page, graph, pictures};
use crate::model::Verdict;
use crate::report::summary::{by_band, by_relation, bytes, listed, plural};

/// Clusters and failures that are listed; the files beside the page have all.
const MAX_LISTED: usize = 500;

/// The title, the run in one sentence, its figures, and where to go.
pub(super) fn head(out: &mut String, page: &Page) -> fmt::Result {
    let counts = page.counts;
    let repairs: usize = counts.repairs_by_band.values().sum();
    let edits: usize = counts.edits.values().sum();
    let links: usize = counts.links.values().sum();
    let (accepted, pending) = (counts.verdict(Verdict::Accepted), counts.verdict(Verdict::Pending));
    let wait = |pending: usize| if pending == 1 { "waits" } else { "wait" };
    let lead = match (repairs, accepted, pending) {
        (0, ..) => "No repair was proposed: no text looks spun, or no sibling says what stood there.".to_owned(),
        (all, accepted, 0) => format!("{} proposed, {accepted} applied.", plural(all, "repair")),
        (all, 0, pending) => format!("{} proposed; {pending} {} for a reader.", plural(all, "repair"), wait(pending)),
        (all, accepted, pending) => {
            format!("{} proposed: {accepted} applied, {pending} {} for a reader.", plural(all, "repair"), wait(pending))
        }
    };
    write!(
        out,
        "<header class=\"top\">\n<h1>unspin <span>report</span></h1>\n<p class=\"lead\">{lead}</p>\n<dl class=\"figures\">\n"
    )?;
    let boilerplate = format!("lines dropped, {}", bytes(counts.boilerplate_bytes));
    let figures = [
        ("documents", counts.documents, format!("{} changed", counts.changed)),
        ("repairs", repairs, listed(by_band(counts))),
        ("edits", edits, format!("by {}", plural(counts.edits.len(), "rule"))),
        ("boilerplate", counts.boilerplate_lines, boilerplate),
        ("links", links, listed(by_relation(counts)).replace('_', " ")),
        ("clusters", counts.clusters, plural(counts.duplicates, "duplicate")),
    ];
    for (name, figure, detail) in figures {
        let detail = if figure == 0 { String::new() } else { detail };
        writeln!(out, "<div><dt>{name}</dt><dd><b>{figure}</b> <small>{detail}</small></dd></div>")?;
    }
    out.push_str("</dl>\n<nav aria-label=\"Sections\"><a href=\"#repairs\">Repairs</a>");
    if page.shown.contains(&true) {
        out.push_str("<a href=\"#articles\">Articles</a>");
    }
    if !page.report.clusters.is_empty() {
        out.push_str("<a href=\"#copies\">Copies</a>");
    }
    if !page.report.failures.is_empty() {
        write!(out, "<a class=\"bad\" href=\"#failures\">Not cleaned ({})</a>", page.report.failures.len())?;
    }
    out.push_str("</nav>\n</header>\n");
    Ok(())
}

/// The run in pictures.
pub(super) fn figures(out: &mut String, page: &Page) -> fmt::Result {
    out.push_str("<section id=\"summary\">\n<h2>Summary</h2>\n<div class=\"pictures\">\n");
    pictures::rules(out, page)?;
    pictures::scores(out, page)?;
    pictures::clusters(out, page)?;
    graph::families(out, page)?;
    out.push_str("</div>\n</section>\n");
    Ok(())
}

/// Clusters with the copy that is kept.
pub(super) fn copies(out: &mut String, page: &Page) -> fmt::Result {
    let clusters = &page.report.clusters;
    if clusters.is_empty() {
        return Ok(());
    }
    out.push_str("<section id=\"copies\">\n<h2>Copies</h2>\n");
    for cluster in clusters.iter().take(MAX_LISTED) {
        out.push_str("<details class=\"doc\"><summary><span class=\"name\"><bdi>");
        label(out, &cluster.kept)?;
        write!(
            out,
            "</bdi></span> <small>kept of {} copies</small></summary>\n<ul class=\"plain\">\n",
            cluster.members.len()
        )?;
        for member in cluster.members.iter().filter(|member| **member != cluster.kept).take(MAX_LISTED) {
            out.push_str("<li><bdi>");
            label(out, member)?;
            out.push_str("</bdi></li>\n");
        }
        out.push_str("</ul></details>\n");
    }
    if clusters.len() > MAX_LISTED {
        writeln!(out, "<p class=\"none\">{} more stand in clusters.jsonl.</p>", clusters.len() - MAX_LISTED)?;
    }
    out.push_str("</section>\n");
    Ok(())
}

/// Records that were not cleaned, with the reason; the same reason many times is one line.
pub(super) fn failures(out: &mut String, page: &Page) -> fmt::Result {
    let failures = &page.report.failures;
    if failures.is_empty() {
        return Ok(());
    }
    out.push_str("<section id=\"failures\">\n<h2>Not cleaned</h2>\n<ul class=\"plain\">\n");
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    for failure in failures {
        *seen.entry(&failure.message).or_default() += 1;
    }
    for (message, count) in seen.iter().take(MAX_LISTED) {
        out.push_str("<li>");
        escape(out, message)?;
        if *count > 1 {
            write!(out, " <small>{count} times</small>")?;
        }
        out.push_str("</li>\n");
    }
    out.push_str("</ul>\n");
    if seen.len() > MAX_LISTED {
        writeln!(out, "<p class=\"none\">{} more stand in run.json.</p>", seen.len() - MAX_LISTED)?;
    }
    out.push_str("</section>\n");
    Ok(())
}
