//! Small charts of a run: where rules changed text, the spun scores, the sizes of clusters.

use std::collections::BTreeMap;
use std::fmt::{self, Write};

use super::escape::escape;
use super::page::Page;
use crate::model::Verdict;

/// The number of equal parts, by bytes, into which every original is divided.
const PARTS: usize = 60;
/// The number of rows in the chart of rules. If there are more rules, the last row sums up the
/// rest.
const MAX_RULES: usize = 12;

/// Writes the chart of rules: for each rule one strip, from the start of all originals to their
/// end, darker where the rule changed more.
pub(super) fn rules(out: &mut String, page: &Page) -> fmt::Result {
    let mut rows: BTreeMap<String, (usize, [usize; PARTS])> = BTreeMap::new();
    for report in &page.report.documents {
        let length = report.document.raw.text.len().max(1);
        let part = |start: usize| (start * PARTS / length).min(PARTS - 1);
        let edits = report.document.patch.edits().iter().map(|edit| (edit.rule.to_string(), edit.span.start));
        let repairs = report.repairs.iter().filter(|repair| repair.verdict == Verdict::Accepted);
        let repairs = repairs.map(|repair| (format!("repair.{}", repair.kind.name()), repair.original.start));
        for (rule, start) in edits.chain(repairs) {
            let row = rows.entry(rule).or_insert((0, [0; PARTS]));
            row.0 += 1;
            row.1[part(start)] += 1;
        }
    }
    let mut rows: Vec<(String, (usize, [usize; PARTS]))> = rows.into_iter().collect();
    rows.sort_by(|a, b| b.1.0.cmp(&a.1.0).then(a.0.cmp(&b.0)));
    if rows.len() > MAX_RULES {
        let mut rest = (0, [0; PARTS]);
        let number = rows.len() - MAX_RULES + 1;
        for (_, (count, parts)) in rows.drain(MAX_RULES - 1..) {
            rest.0 += count;
            rest.1.iter_mut().zip(parts).for_each(|(sum, part)| *sum += part);
        }
        rows.push((format!("{number} other rules"), rest));
    }
    out.push_str("<figure class=\"rules\">\n<figcaption>Where text changed, by rule <small>left is the start of the documents, right the end</small></figcaption>\n");
    if rows.is_empty() {
        out.push_str("<p class=\"none\">No changes.</p>\n</figure>\n");
        return Ok(());
    }
    let most = rows.iter().flat_map(|row| row.1.1).max().unwrap_or(1).max(1);
    out.push_str("<div class=\"strips\">\n");
    for (rule, (count, parts)) in &rows {
        out.push_str("<span class=\"what\">");
        escape(out, rule)?;
        let class = if rule.starts_with("repair.") { " class=\"repair\"" } else { "" };
        write!(
            out,
            "</span><svg{class} viewBox=\"0 0 {PARTS} 10\" preserveAspectRatio=\"none\" aria-hidden=\"true\">\
             <rect class=\"rail\" width=\"{PARTS}\" height=\"10\"/>"
        )?;
        for (at, &part) in parts.iter().enumerate().filter(|part| *part.1 > 0) {
            // The square root keeps a single change visible next to a hundred.
            let strength = 0.25 + 0.75 * (part as f64 / most as f64).sqrt();
            write!(out, "<rect x=\"{at}\" width=\"1\" height=\"10\" fill-opacity=\"{strength:.2}\"/>")?;
        }
        writeln!(out, "</svg><span class=\"count\">{count}</span>")?;
    }
    out.push_str("</div>\n</figure>\n");
    Ok(())
}

/// The number of columns in the histogram of spun scores.
const COLUMNS: usize = 40;
/// Scores from here on share the last column: a document with 40 suspicious words in 1,000 is
/// certainly spun.
const MAX_SCORE: f64 = 40.0;

/// Writes the histogram of spun scores. The score is a weighted count of suspicious words in 1,000.
pub(super) fn scores(out: &mut String, page: &Page) -> fmt::Result {
    let mut columns = [0_usize; COLUMNS];
    let mut spun = 0;
    for report in &page.report.documents {
        let at = (report.spun_score / MAX_SCORE * COLUMNS as f64).clamp(0.0, (COLUMNS - 1) as f64) as usize;
        columns[at] += 1;
        spun += usize::from(report.spun_score >= page.min_spun_score);
    }
    let most = columns.iter().copied().max().unwrap_or(0).max(1);
    let line = page.min_spun_score / MAX_SCORE * COLUMNS as f64;
    let verb = if spun == 1 { "scores" } else { "score" };
    write!(
        out,
        "<figure class=\"scores\">\n<figcaption>Spun score <small>{spun} of {} documents {verb} {:.0} or more and may be spun</small></figcaption>\n\
         <svg viewBox=\"0 0 {COLUMNS} 22\" preserveAspectRatio=\"none\" aria-hidden=\"true\"><rect class=\"rail\" y=\"21.6\" width=\"{COLUMNS}\" height=\".4\"/>",
        page.report.documents.len(),
        page.min_spun_score
    )?;
    for (at, &column) in columns.iter().enumerate().filter(|column| *column.1 > 0) {
        // The square root keeps one spun document visible among thousands of clean ones.
        let height = (20.0 * (column as f64 / most as f64).sqrt()).max(1.5);
        let class = if at as f64 >= line { " class=\"spun\"" } else { "" };
        write!(out, "<rect{class} x=\"{at}.1\" y=\"{:.2}\" width=\".8\" height=\"{height:.2}\"/>", 21.6 - height)?;
    }
    writeln!(
        out,
        "<rect class=\"line\" x=\"{line:.2}\" width=\".12\" height=\"22\"/></svg>\n\
         <p class=\"axis\"><span>0: clean</span><span>{MAX_SCORE:.0} or more suspicious words in 1,000</span></p>\n</figure>"
    )
}

/// Writes the chart of clusters: how many there are of each size.
pub(super) fn clusters(out: &mut String, page: &Page) -> fmt::Result {
    /// The number of sizes that have a row; larger clusters are summed up.
    const MAX_SIZES: usize = 8;
    let mut sizes: BTreeMap<usize, usize> = BTreeMap::new();
    for cluster in &page.report.clusters {
        *sizes.entry(cluster.members.len()).or_default() += 1;
    }
    out.push_str("<figure class=\"sizes\">\n<figcaption>Clusters of duplicates <small>by size</small></figcaption>\n");
    if sizes.is_empty() {
        out.push_str("<p class=\"none\">No duplicates.</p>\n</figure>\n");
        return Ok(());
    }
    let most = sizes.values().copied().max().unwrap_or(1);
    out.push_str("<div class=\"strips\">\n");
    for (size, count) in sizes.iter().take(MAX_SIZES) {
        let width = (*count as f64 / most as f64 * 100.0).max(1.0);
        writeln!(
            out,
            "<span class=\"what\">{size} documents</span><svg viewBox=\"0 0 100 10\" preserveAspectRatio=\"none\" aria-hidden=\"true\">\
             <rect width=\"{width:.1}\" height=\"10\"/></svg><span class=\"count\">{count}</span>"
        )?;
    }
    out.push_str("</div>\n");
    if sizes.len() > MAX_SIZES {
        let larger: usize = sizes.values().skip(MAX_SIZES).sum();
        let largest = sizes.keys().next_back().copied().unwrap_or(0);
        writeln!(out, "<p class=\"axis\"><span>{larger} larger, up to {largest} documents</span></p>")?;
    }
    out.push_str("</figure>\n");
    Ok(())
}
