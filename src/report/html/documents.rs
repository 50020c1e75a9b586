//! Documents with their edits, furniture folded, and the clusters that they make.

use std::collections::BTreeMap;
use std::fmt::{self, Write};

use super::{MAX_DOCUMENTS, escape};
use crate::model::{DocumentReport, Edit, Role, RunReport};
use crate::report::run::FURNITURE_RULE;
use crate::report::summary::plural;

/// Samples of one rule's edits in one document.
const MAX_SAMPLES: usize = 5;
/// Characters of a sample.
const MAX_SAMPLE_CHARS: usize = 160;

/// The section of copies.
pub(super) fn clusters(out: &mut String, report: &RunReport) -> fmt::Result {
    if report.clusters.is_empty() {
        return Ok(());
    }
    out.push_str("<section id=\"copies\">\n<h2>Copies</h2>\n");
    for cluster in report.clusters.iter().take(MAX_DOCUMENTS) {
        out.push_str("<details class=\"doc\"><summary><span class=\"name\"><bdi>");
        escape(out, &cluster.kept)?;
        write!(
            out,
            "</bdi></span> <small>kept of {} copies</small></summary>\n<ul class=\"plain\">\n",
            cluster.members.len()
        )?;
        for member in cluster.members.iter().filter(|member| **member != cluster.kept) {
            out.push_str("<li><bdi>");
            escape(out, member)?;
            out.push_str("</bdi></li>\n");
        }
        out.push_str("</ul></details>\n");
    }
    if report.clusters.len() > MAX_DOCUMENTS {
        writeln!(out, "<p class=\"none\">{} more stand in clusters.jsonl.</p>", report.clusters.len() - MAX_DOCUMENTS)?;
    }
    out.push_str("</section>\n");
    Ok(())
}

/// The section of documents.
pub(super) fn documents(out: &mut String, report: &RunReport) -> fmt::Result {
    out.push_str("<section id=\"documents\">\n<h2>Documents</h2>\n");
    for (at, document) in report.documents.iter().enumerate().take(MAX_DOCUMENTS) {
        entry(out, at, document, report)?;
    }
    if report.documents.len() > MAX_DOCUMENTS {
        writeln!(
            out,
            "<p class=\"none\">{} more stand in documents.jsonl.</p>",
            report.documents.len() - MAX_DOCUMENTS
        )?;
    }
    out.push_str("</section>\n");
    Ok(())
}

fn entry(out: &mut String, at: usize, report: &DocumentReport, run: &RunReport) -> fmt::Result {
    let document = &report.document;
    let edits = document.patch.edits();
    write!(out, "<details class=\"doc\" id=\"d{at}\"><summary><span class=\"name\"><bdi>")?;
    escape(out, &document.raw.id)?;
    out.push_str("</bdi></span> <small>");
    match (edits.len(), report.repairs.len()) {
        (0, 0) => out.push_str("left as it was"),
        (edits, 0) => out.push_str(&plural(edits, "edit")),
        (edits, repairs) => write!(out, "{}, {}", plural(edits, "edit"), plural(repairs, "repair"))?,
    }
    if report.role != Role::Unique {
        write!(out, ", {}", report.role.name())?;
    }
    if document.raw.encoding != "utf-8" {
        write!(out, ", from {}", document.raw.encoding)?;
    }
    out.push_str("</small></summary>\n");
    if let Some(title) = document.raw.field("title") {
        out.push_str("<p class=\"title\" dir=\"auto\">");
        escape(out, title)?;
        out.push_str("</p>\n");
    }
    if let Some(cluster) = report.cluster.map(|at| &run.clusters[at]).filter(|_| report.role == Role::Duplicate) {
        out.push_str("<p>A copy of <bdi>");
        escape(out, &cluster.kept)?;
        out.push_str("</bdi>, which is kept.</p>\n");
    }
    if !report.repairs.is_empty() {
        writeln!(out, "<p><a href=\"#d{at}-repairs\">Its repairs</a>, spun score {:.1}</p>", report.spun_score)?;
    }
    let furniture: Vec<&Edit> = edits.iter().filter(|edit| edit.rule == FURNITURE_RULE).collect();
    let mut rules: BTreeMap<&str, Vec<&Edit>> = BTreeMap::new();
    for edit in edits.iter().filter(|edit| edit.rule != FURNITURE_RULE) {
        rules.entry(&edit.rule).or_default().push(edit);
    }
    if !rules.is_empty() {
        out.push_str("<table><thead><tr><th>rule<th>edits<th>for example</tr></thead><tbody>\n");
        for (rule, edits) in rules {
            out.push_str("<tr><td><code>");
            escape(out, rule)?;
            write!(out, "</code><td class=\"number\">{}<td>", edits.len())?;
            for edit in edits.iter().take(MAX_SAMPLES) {
                sample(out, document.raw.text.as_str(), edit)?;
            }
            out.push_str("</tr>\n");
        }
        out.push_str("</tbody></table>\n");
    }
    if !furniture.is_empty() {
        let lines = || furniture.iter().flat_map(|edit| edit.before.lines()).filter(|line| !line.trim().is_empty());
        write!(
            out,
            "<details class=\"furniture\"><summary>{} of page furniture dropped</summary>\n<ul>\n",
            plural(lines().count(), "line")
        )?;
        for line in lines() {
            out.push_str("<li dir=\"auto\">");
            escape(out, line.trim())?;
            out.push_str("</li>\n");
        }
        out.push_str("</ul></details>\n");
    }
    out.push_str("</details>\n");
    Ok(())
}

/// An edit with the word around it.
fn sample(out: &mut String, original: &str, edit: &Edit) -> fmt::Result {
    let near = |text: &str| text.split_whitespace().next().is_some_and(|word| text.starts_with(word));
    let left = original[..edit.span.start].rsplit(char::is_whitespace).next().unwrap_or("");
    let right = if near(&original[edit.span.end..]) {
        original[edit.span.end..].split_whitespace().next().unwrap_or("")
    } else {
        ""
    };
    out.push_str("<span class=\"sample\"><bdi>");
    escape(out, clip_end(left))?;
    for (tag, words) in [("del", &edit.before), ("ins", &edit.after)] {
        if !words.is_empty() {
            write!(out, "<{tag}>")?;
            // A space or a line's end that was all of it would not be seen.
            match words.as_str() {
                " " => out.push('␣'),
                words if words.trim_matches(['\n', ' ']).is_empty() => {
                    out.push_str(&words.replace('\n', "⏎").replace(' ', "␣"));
                }
                words => escape(out, clip(words))?,
            }
            write!(out, "</{tag}>")?;
        }
    }
    escape(out, clip(right))?;
    out.push_str("</bdi></span> ");
    Ok(())
}

fn clip(text: &str) -> &str {
    text.char_indices().nth(MAX_SAMPLE_CHARS).map_or(text, |(end, _)| &text[..end])
}

fn clip_end(text: &str) -> &str {
    text.char_indices().rev().nth(MAX_SAMPLE_CHARS).map_or(text, |(start, _)| &text[start..])
}
