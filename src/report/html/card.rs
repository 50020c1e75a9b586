//! A repair as a card: its sentence before and after, and the evidence of each witness.

use std::fmt::{self, Write};
use std::ops::Range;

use super::escape::{attribute, escape, exchange, label};
use super::page::{Page, Status, document_name};
use crate::model::{Clean, DocumentReport, Feature, Repair, Span, Stance, Verdict, Witness, feature};
use crate::report::sentence::{OWN_CHARS, WITNESS_CHARS, around};
use crate::report::visible::visible;

/// The number of witnesses for a repair, and of those against it, whose sentences are shown. The
/// others are listed by name.
const MAX_QUOTED: usize = 4;
/// The number of siblings without evidence whose nearest shared passage is shown.
const MAX_SILENT: usize = 2;

/// A repair with its document.
#[derive(Debug, Clone, Copy)]
pub(super) struct Entry<'r> {
    /// The index of the document in the run.
    pub index: usize,
    /// The document.
    pub report: &'r DocumentReport,
    /// The repair.
    pub repair: &'r Repair,
    /// The index of the repair on its page, ordered by document and position.
    pub number: usize,
}

/// The order of review: pending repairs come first, then applied ones, then those that were not
/// applied; within each, lower confidence comes first.
pub(super) fn review_order(a: &Entry, b: &Entry) -> std::cmp::Ordering {
    let rank = |entry: &Entry| match entry.repair.verdict {
        Verdict::Pending => 0,
        Verdict::Accepted => 1,
        Verdict::Rejected => 2,
    };
    let confidence = a.repair.confidence.total_cmp(&b.repair.confidence);
    rank(a).cmp(&rank(b)).then(confidence).then(a.number.cmp(&b.number))
}

/// Writes the card of a repair.
pub(super) fn card(out: &mut String, page: &Page, entry: Entry) -> fmt::Result {
    let Entry { index, report, repair, number } = entry;
    let band = repair.band.name();
    let raw = &report.document.raw;
    write!(out, "<article class=\"card {band}\" id=\"r-")?;
    attribute(out, &repair.id)?;
    write!(out, "\" tabindex=\"-1\" data-n=\"{number}\" data-c=\"{:.4}\"", repair.confidence)?;
    let family = page.families.of[index].map(|family| (family + 1).to_string()).unwrap_or_default();
    let facts = [
        ("id", repair.id.as_str()),
        ("band", band),
        ("kind", repair.kind.name()),
        ("status", Status::of(repair).name()),
        ("site", raw.site().unwrap_or_default()),
        ("family", &family),
        ("doc", &raw.id),
        ("before", &repair.before),
        ("after", &repair.after),
    ];
    for (name, value) in facts {
        write!(out, " data-{name}=\"")?;
        attribute(out, value)?;
        out.push('"');
    }
    out.push_str(">\n<h3 class=\"quiet\">");
    exchange(out, &repair.before, &repair.after)?;
    out.push_str("</h3>\n");
    margin(out, page, entry)?;
    out.push_str("<div class=\"case\">\n");
    let text = &report.document.text;
    let sentence = Excerpt { text, span: repair.span, max_chars: OWN_CHARS };
    out.push_str("<p class=\"was\" dir=\"auto\">");
    let original = |out: &mut String, part: Range<usize>| escape(out, &text[part]);
    sentence.write(out, original, |out| marked(out, "del", &repair.before))?;
    out.push_str("</p>\n<p class=\"now\" dir=\"auto\">");
    let repaired = |out: &mut String, part: Range<usize>| with_other_repairs(out, report, part);
    sentence.write(out, repaired, |out| marked(out, "ins", &repair.after))?;
    out.push_str("</p>\n");
    out.push_str("<ul class=\"witnesses\">\n");
    for stance in [Stance::For, Stance::Against] {
        witnesses(out, page, repair, stance)?;
    }
    siblings_without_evidence(out, page, entry)?;
    out.push_str("</ul>\n");
    scores(out, page, entry)?;
    out.push_str("</div>\n</article>\n");
    Ok(())
}

/// Writes the column beside the sentence: confidence, status, rule and document.
fn margin(out: &mut String, page: &Page, entry: Entry) -> fmt::Result {
    let Entry { index, report, repair, .. } = entry;
    let percent = (repair.confidence.clamp(0.0, 1.0) * 100.0).round();
    write!(
        out,
        "<div class=\"margin\">\n<p class=\"band\"><svg viewBox=\"0 0 100 6\" preserveAspectRatio=\"none\" aria-hidden=\"true\">\
         <rect class=\"rail\" width=\"100\" height=\"6\"/><rect width=\"{percent}\" height=\"6\"/></svg>\
         <b>{}</b> <span>{:.2}</span></p>\n<p class=\"fate\">",
        repair.band.name(),
        repair.confidence
    )?;
    if repair.by == "band" {
        out.push_str(match repair.verdict {
            Verdict::Accepted => "applied",
            Verdict::Pending => "pending: needs review",
            Verdict::Rejected => "flagged only, not applied",
        });
    } else {
        out.push_str(match repair.verdict {
            Verdict::Accepted => "accepted by <bdi>",
            Verdict::Rejected => "rejected by <bdi>",
            Verdict::Pending => "left for later by <bdi>",
        });
        label(out, &repair.by)?;
        out.push_str("</bdi>");
    }
    write!(out, "</p>\n<p class=\"rule\"><code>repair.{}</code></p>\n<p class=\"doc\">", repair.kind.name())?;
    document_name(out, page, Some(index), &report.document.raw.id)?;
    out.push_str("</p>\n</div>\n");
    Ok(())
}

/// The sentence around a span of a clean text.
#[derive(Clone, Copy)]
struct Excerpt<'t> {
    text: &'t str,
    span: Span<Clean>,
    /// The largest number of characters shown on each side of the span.
    max_chars: usize,
}

impl Excerpt<'_> {
    /// Writes the sentence. `middle` writes what is shown in place of the span; `side` writes the
    /// part of the text before the span, and the part after it, given as byte ranges.
    fn write(
        self,
        out: &mut String,
        side: impl Fn(&mut String, Range<usize>) -> fmt::Result,
        middle: impl FnOnce(&mut String) -> fmt::Result,
    ) -> fmt::Result {
        let Excerpt { text, span, max_chars } = self;
        let context = around(text, span, max_chars);
        out.push_str(if context.cut_left { "… " } else { "" });
        side(out, span.start - context.left.len()..span.start)?;
        middle(out)?;
        side(out, span.end..span.end + context.right.len())?;
        out.push_str(if context.cut_right { " …" } else { "" });
        Ok(())
    }
}

/// Writes the words of a repair in an element named `tag`.
fn marked(out: &mut String, tag: &str, words: &str) -> fmt::Result {
    write!(out, "<{tag}><bdi>")?;
    escape(out, words)?;
    write!(out, "</bdi></{tag}>")
}

/// Writes a part of the clean text with the repairs that were applied in it. In a text in which
/// every seventh word is spun, a reviewer could not read the sentence around one repair without the
/// others.
fn with_other_repairs(out: &mut String, report: &DocumentReport, part: Range<usize>) -> fmt::Result {
    let text = &report.document.text;
    let mut done = part.start;
    let first = report.repairs.partition_point(|other| other.span.start < part.start);
    for other in report.repairs[first..].iter().take_while(|other| other.span.end <= part.end) {
        if other.verdict == Verdict::Accepted {
            escape(out, &text[done..other.span.start])?;
            out.push_str("<span class=\"also\" title=\"was: ");
            attribute(out, &visible(&other.before))?;
            out.push_str("\"><bdi>");
            escape(out, &other.after)?;
            out.push_str("</bdi></span>");
            done = other.span.end;
        }
    }
    escape(out, &text[done..part.end])
}

/// Writes the witnesses with one stance.
fn witnesses(out: &mut String, page: &Page, repair: &Repair, stance: Stance) -> fmt::Result {
    let class = if stance == Stance::For { "for" } else { "against" };
    let mut witnesses = repair.witnesses.iter().filter(|witness| witness.stance == stance);
    for witness in witnesses.by_ref().take(MAX_QUOTED) {
        write!(out, "<li class=\"{class}\"><b>{class}</b><div><q dir=\"auto\">")?;
        quotation(out, page, witness)?;
        out.push_str("</q> <cite>");
        source(out, page, &witness.doc)?;
        write!(out, ", bytes {}–{}</cite></div></li>", witness.span.start, witness.span.end)?;
        out.push('\n');
    }
    let rest: Vec<&Witness> = witnesses.collect();
    if !rest.is_empty() {
        write!(out, "<li class=\"{class}\"><b>{class}</b><div>also <cite>")?;
        for (number, witness) in rest.iter().enumerate() {
            out.push_str(if number > 0 { ", " } else { "" });
            source(out, page, &witness.doc)?;
        }
        out.push_str("</cite></div></li>\n");
    }
    Ok(())
}

/// Writes the sentence of a witness. If the run does not contain its text, the quoted words of the
/// witness are written instead.
fn quotation(out: &mut String, page: &Page, witness: &Witness) -> fmt::Result {
    let Some(&index) = page.families.index.get(&*witness.doc) else { return escape(out, &witness.text) };
    let document = &page.report.documents[index].document;
    let span = document.patch.to_clean(witness.span);
    let Some(words) = document.text.get(span.range()) else { return escape(out, &witness.text) };
    let plain = |out: &mut String, part: Range<usize>| escape(out, &document.text[part]);
    let sentence = Excerpt { text: &document.text, span, max_chars: WITNESS_CHARS };
    sentence.write(out, plain, |out| {
        out.push_str("<mark>");
        escape(out, words)?;
        out.push_str("</mark>");
        Ok(())
    })
}

/// Writes the linked documents that are no witnesses of the repair. Those that do not look spun say
/// nothing at its position; for the first of them, the nearest passage that both share is shown.
/// Those that look spun were ignored.
fn siblings_without_evidence(out: &mut String, page: &Page, entry: Entry) -> fmt::Result {
    let Entry { index, repair, .. } = entry;
    let is_witness = |id: &str| repair.witnesses.iter().any(|witness| &*witness.doc == id);
    let mut others: Vec<(usize, usize)> = page.families.links[index]
        .iter()
        .copied()
        .filter(|&(_, other)| !is_witness(&page.report.documents[other].document.raw.id))
        .collect();
    others.sort_unstable_by_key(|link| link.1);
    let looks_spun = |other: usize| page.report.documents[other].spun_score >= page.min_spun_score;
    let (ignored, silent): (Vec<_>, Vec<_>) = others.into_iter().partition(|&(_, other)| looks_spun(other));
    for &(link, other) in silent.iter().take(MAX_SILENT) {
        out.push_str("<li class=\"silent\"><b>says nothing here</b><div>");
        if let Some(words) = nearest_shared_words(page, entry, link, other) {
            out.push_str("shares nearby <q dir=\"auto\">");
            escape(out, words)?;
            out.push_str("</q> ");
        }
        out.push_str("<cite>");
        source(out, page, &page.report.documents[other].document.raw.id)?;
        out.push_str("</cite></div></li>\n");
    }
    names(out, page, "say nothing here", silent.get(MAX_SILENT..).unwrap_or_default())?;
    names(out, page, "ignored: looks spun", &ignored)
}

/// Writes linked documents by name only, with what is true of all of them.
fn names(out: &mut String, page: &Page, what: &str, links: &[(usize, usize)]) -> fmt::Result {
    if links.is_empty() {
        return Ok(());
    }
    /// The number of names that are written; further ones are counted.
    const MAX_NAMES: usize = 3;
    write!(out, "<li class=\"silent\"><b>{what}</b><div><cite>")?;
    for (number, &(_, other)) in links.iter().take(MAX_NAMES).enumerate() {
        out.push_str(if number > 0 { ", " } else { "" });
        source(out, page, &page.report.documents[other].document.raw.id)?;
    }
    if links.len() > MAX_NAMES {
        write!(out, " and {} more", links.len() - MAX_NAMES)?;
    }
    writeln!(out, "</cite></div></li>")
}

/// The shared passage nearest to the repair, in the words of the other document: its first line,
/// cut after some words. `None` if the two share no passage.
fn nearest_shared_words<'p>(page: &Page<'p>, entry: Entry, link: usize, other: usize) -> Option<&'p str> {
    /// The largest number of characters shown: enough to find the passage in the other document.
    const MAX_CHARS: usize = 90;
    let link = &page.report.links[link];
    let span = entry.repair.original;
    let is_b = *link.b == *entry.report.document.raw.id;
    let sides = link.passages.iter().map(|pair| if is_b { (pair.b, pair.a) } else { (pair.a, pair.b) });
    let (_, theirs) =
        sides.min_by_key(|(own, _)| own.start.saturating_sub(span.end).max(span.start.saturating_sub(own.end)))?;
    let document = &page.report.documents[other].document;
    let words = document.text.get(document.patch.to_clean(theirs).range())?.trim();
    let line = words.split('\n').next().unwrap_or(words);
    let shown = line.char_indices().nth(MAX_CHARS).map_or(line, |(end, _)| {
        let start = &line[..end];
        start.rsplit_once(' ').map_or(start, |(words, _)| words)
    });
    Some(shown).filter(|words| !words.is_empty())
}

/// Writes the features from which the confidence was computed. Features of the whole document are
/// written once, with its article, if that is on this page.
fn scores(out: &mut String, page: &Page, entry: Entry) -> fmt::Result {
    let scores = &entry.repair.scores;
    let of_document = scores.iter().any(|&(name, value)| shown_feature(name, value, true).is_some());
    if !of_document && scores.iter().all(|&(name, value)| shown_feature(name, value, false).is_none()) {
        return Ok(());
    }
    out.push_str("<details class=\"scores\"><summary>How the confidence was computed</summary>\n");
    table(out, scores, false)?;
    if of_document && page.has_article[entry.index] {
        writeln!(out, "<p><a href=\"#m-{}\">Evidence from the whole document</a></p>", entry.index)?;
    } else if of_document {
        table(out, scores, true)?;
    }
    out.push_str("</details>\n");
    Ok(())
}

/// Writes the features of a whole document from which the confidence of its repairs was computed.
pub(super) fn document_scores(out: &mut String, index: usize, report: &DocumentReport) -> fmt::Result {
    let mut scores: Vec<(&'static str, f64)> = Vec::new();
    for &(name, value) in report.repairs.iter().flat_map(|repair| &repair.scores) {
        if shown_feature(name, value, true).is_some() && scores.iter().all(|other| other.0 != name) {
            scores.push((name, value));
        }
    }
    if scores.is_empty() {
        return Ok(());
    }
    writeln!(out, "<details class=\"scores\" id=\"m-{index}\"><summary>Evidence from the whole document</summary>")?;
    table(out, &scores, true)?;
    out.push_str("</details>\n");
    Ok(())
}

/// The feature with this name. `None` if its value is 0, or if it describes a single repair and
/// `of_document` is set, or the whole document and `of_document` is not set.
fn shown_feature(name: &str, value: f64, of_document: bool) -> Option<&'static Feature> {
    feature(name).filter(|feature| value != 0.0 && feature.is_of_document() == of_document)
}

/// Writes a table of features, each with its value and its description.
fn table(out: &mut String, scores: &[(&'static str, f64)], of_document: bool) -> fmt::Result {
    out.push_str("<table>\n");
    for &(name, value) in scores {
        if let Some(feature) = shown_feature(name, value, of_document) {
            let (value, label) = feature.describe(value);
            writeln!(out, "<tr><td>{value}<td>{label}")?;
        }
    }
    out.push_str("</table>\n");
    Ok(())
}

/// Writes the id of a document, and its site if that is known.
fn source(out: &mut String, page: &Page, id: &str) -> fmt::Result {
    let index = page.families.index.get(id).copied();
    document_name(out, page, index, id)?;
    let site = index.map_or("", |index| page.report.documents[index].document.raw.site().unwrap_or_default());
    if !site.is_empty() {
        out.push_str(" <i>");
        label(out, site)?;
        out.push_str("</i>");
    }
    Ok(())
}
