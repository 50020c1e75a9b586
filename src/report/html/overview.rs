//! The short sections of `report.html`: head, figures, duplicates and failures.

use std::collections::BTreeMap;
use std::fmt::{self, Write};

use super::escape::{escape, label};
use super::page::{Page, Status};
use super::{graph, pictures};
use crate::report::summary::{bytes, confidences, listed, noun, plural, relations};

/// The number of clusters, of duplicates in one cluster, and of failures that are listed. The files
/// beside the page contain all.
const MAX_LISTED: usize = 500;

/// Writes the head: title, one sentence about the repairs, the figures of the run, and links to the
/// sections.
pub(super) fn head(out: &mut String, page: &Page) -> fmt::Result {
    let counts = page.counts;
    let repairs: usize = counts.repairs_by_band.values().sum();
    let edits: usize = counts.edits.values().sum();
    let links: usize = counts.links.values().sum();
    let lead = lead(page);
    write!(
        out,
        "<header class=\"top\">\n<h1>unspin <span>report</span></h1>\n<p class=\"lead\">{lead}</p>\n<dl class=\"figures\">\n"
    )?;
    let boilerplate =
        format!("{} dropped, {}", noun(counts.boilerplate_lines, "line"), bytes(counts.boilerplate_bytes));
    let figures = [
        ("documents", counts.documents, format!("{} changed", counts.changed)),
        ("repairs", repairs, confidences(counts)),
        ("edits", edits, format!("by {}", plural(counts.edits.len(), "rule"))),
        ("boilerplate", counts.boilerplate_lines, boilerplate),
        ("links", links, relations(counts)),
        ("clusters", counts.clusters, plural(counts.duplicates, "duplicate")),
    ];
    for (name, figure, detail) in figures {
        let detail = if figure == 0 { String::new() } else { detail };
        writeln!(out, "<div><dt>{name}</dt><dd><b>{figure}</b> <small>{detail}</small></dd></div>")?;
    }
    out.push_str("</dl>\n<nav aria-label=\"Sections\"><a href=\"#repairs\">Repairs</a>");
    if page.has_article.contains(&true) {
        out.push_str("<a href=\"#articles\">Articles</a>");
    }
    if !page.report.clusters.is_empty() {
        out.push_str("<a href=\"#duplicates\">Duplicates</a>");
    }
    if !page.report.failures.is_empty() {
        write!(out, "<a class=\"bad\" href=\"#failures\">Failures ({})</a>", page.report.failures.len())?;
    }
    out.push_str("</nav>\n</header>\n");
    Ok(())
}

/// The repairs of the run in one sentence: how many there are, and how many have each status.
fn lead(page: &Page) -> String {
    let statuses: Vec<Status> =
        page.report.documents.iter().flat_map(|document| &document.repairs).map(Status::of).collect();
    if statuses.is_empty() {
        return "No repairs: no document looks damaged, or no sibling shows what the original words were.".to_owned();
    }
    let count = |wanted: Status| statuses.iter().filter(|status| **status == wanted).count();
    let pending = count(Status::Pending);
    let parts = listed([
        ("applied", count(Status::Applied)),
        (if pending == 1 { "needs review" } else { "need review" }, pending),
        ("flagged only", count(Status::Flagged)),
        ("rejected", count(Status::Rejected)),
    ]);
    format!("{}: {parts}.", plural(statuses.len(), "repair"))
}

/// Writes the section of figures.
pub(super) fn figures(out: &mut String, page: &Page) -> fmt::Result {
    out.push_str("<section id=\"summary\">\n<h2>Summary</h2>\n<div class=\"pictures\">\n");
    pictures::rules(out, page)?;
    pictures::scores(out, page)?;
    pictures::clusters(out, page)?;
    graph::families(out, page)?;
    out.push_str("</div>\n</section>\n");
    Ok(())
}

/// Writes the clusters, each with the kept document and its duplicates.
pub(super) fn duplicates(out: &mut String, page: &Page) -> fmt::Result {
    let clusters = &page.report.clusters;
    if clusters.is_empty() {
        return Ok(());
    }
    out.push_str(
        "<section id=\"duplicates\">\n<h2>Duplicates</h2>\n<p class=\"legend\">Each entry is a cluster: \
         the document that is kept, and the duplicates of it.</p>\n",
    );
    for cluster in clusters.iter().take(MAX_LISTED) {
        out.push_str("<details class=\"doc\"><summary><span class=\"name\"><bdi>");
        label(out, &cluster.kept)?;
        let duplicates = plural(cluster.members.len() - 1, "duplicate");
        write!(out, "</bdi></span> <small>kept, {duplicates}</small></summary>\n<ul class=\"plain\">\n")?;
        for member in cluster.members.iter().filter(|member| **member != cluster.kept).take(MAX_LISTED) {
            out.push_str("<li><bdi>");
            label(out, member)?;
            out.push_str("</bdi></li>\n");
        }
        out.push_str("</ul></details>\n");
    }
    if clusters.len() > MAX_LISTED {
        writeln!(out, "<p class=\"none\">clusters.jsonl lists {} more.</p>", clusters.len() - MAX_LISTED)?;
    }
    out.push_str("</section>\n");
    Ok(())
}

/// Writes the records that could not be cleaned, each with the reason. A reason that occurs several
/// times is one entry with a count.
pub(super) fn failures(out: &mut String, page: &Page) -> fmt::Result {
    let failures = &page.report.failures;
    if failures.is_empty() {
        return Ok(());
    }
    out.push_str("<section id=\"failures\">\n<h2>Failures</h2>\n<p class=\"legend\">These records could not be cleaned.</p>\n<ul class=\"plain\">\n");
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
        writeln!(out, "<p class=\"none\">run.json lists {} more.</p>", seen.len() - MAX_LISTED)?;
    }
    out.push_str("</section>\n");
    Ok(())
}
