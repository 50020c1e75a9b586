//! A repair as an entry: its sentence before and after, and what each witness says.

use std::fmt::{self, Write};
use std::ops::Range;

use super::escape::{attribute, escape, exchange, label};
use super::{Page, name};
use crate::model::{Band, Clean, DocumentReport, Feature, Repair, Span, Stance, Verdict, Witness, feature};
use crate::report::sentence::{OWN_CHARS, WITNESS_CHARS, around};
use crate::report::visible;

/// Witnesses of one side whose sentences are shown; of further ones the names are.
const MAX_QUOTED: usize = 4;
/// Silent siblings whose nearest passage is shown.
const MAX_SILENT: usize = 2;

/// Which repair of which document.
#[derive(Debug, Clone, Copy)]
pub(super) struct Entry<'r> {
    /// The document's place in the run.
    pub at: usize,
    /// The document.
    pub report: &'r DocumentReport,
    /// The repair.
    pub repair: &'r Repair,
    /// Its place among the repairs of its page, by document and place.
    pub number: usize,
}

/// The order in which a reader is asked: what waits comes first, then what was applied, then what is only marked; in
/// each, the least sure first.
pub(super) fn order(a: &Entry, b: &Entry) -> std::cmp::Ordering {
    let rank = |entry: &Entry| match entry.repair.verdict {
        Verdict::Pending => 0,
        Verdict::Accepted => 1,
        Verdict::Rejected => 2,
    };
    let sure = a.repair.confidence.total_cmp(&b.repair.confidence);
    rank(a).cmp(&rank(b)).then(sure).then(a.number.cmp(&b.number))
}

/// The entry.
pub(super) fn card(out: &mut String, page: &Page, entry: Entry) -> fmt::Result {
    let Entry { at, report, repair, number } = entry;
    let (band, verdict) = (repair.band.name(), repair.verdict.name());
    let raw = &report.document.raw;
    write!(out, "<article class=\"card {band}\" id=\"r-")?;
    attribute(out, &repair.id)?;
    write!(out, "\" tabindex=\"-1\" data-n=\"{number}\" data-c=\"{:.4}\"", repair.confidence)?;
    let family = page.families.of[at].map(|family| (family + 1).to_string()).unwrap_or_default();
    let facts = [
        ("id", repair.id.as_str()),
        ("band", band),
        ("kind", repair.kind.name()),
        ("verdict", verdict),
        ("site", raw.site()),
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
    out.push_str("<p class=\"was\" dir=\"auto\">");
    let plain = |out: &mut String, part: Range<usize>| escape(out, &text[part]);
    in_sentence(out, text, repair.span, OWN_CHARS, plain, |out| marked(out, "del", &repair.before))?;
    out.push_str("</p>\n<p class=\"now\" dir=\"auto\">");
    let others = |out: &mut String, part: Range<usize>| repaired(out, report, part);
    in_sentence(out, text, repair.span, OWN_CHARS, others, |out| marked(out, "ins", &repair.after))?;
    out.push_str("</p>\n");
    out.push_str("<ul class=\"witnesses\">\n");
    for stance in [Stance::For, Stance::Against] {
        side(out, page, repair, stance)?;
    }
    silent(out, page, entry)?;
    out.push_str("</ul>\n");
    scores(out, page, entry)?;
    out.push_str("</div>\n</article>\n");
    Ok(())
}

/// What stands beside the sentence: how sure, what becomes of it, which rule, where.
fn margin(out: &mut String, page: &Page, entry: Entry) -> fmt::Result {
    let Entry { at, report, repair, .. } = entry;
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
        out.push_str(match (repair.verdict, repair.band) {
            (Verdict::Accepted, _) => "sure enough to be applied",
            (Verdict::Pending, Band::High) => "sure; waits for your word",
            (Verdict::Pending, _) => "likely; waits for your word",
            (Verdict::Rejected, _) => "doubtful; marked, not applied",
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
    name(out, page, Some(at), &report.document.raw.id)?;
    out.push_str("</p>\n</div>\n");
    Ok(())
}

/// The sentence around a place, with `middle` in that place; `side` writes what stands before and after it.
fn in_sentence(
    out: &mut String,
    text: &str,
    place: Span<Clean>,
    most: usize,
    side: impl Fn(&mut String, Range<usize>) -> fmt::Result,
    middle: impl FnOnce(&mut String) -> fmt::Result,
) -> fmt::Result {
    let context = around(text, place, most);
    out.push_str(if context.cut_left { "… " } else { "" });
    side(out, place.start - context.left.len()..place.start)?;
    middle(out)?;
    side(out, place.end..place.end + context.right.len())?;
    out.push_str(if context.cut_right { " …" } else { "" });
    Ok(())
}

/// The words of a repair.
fn marked(out: &mut String, tag: &str, words: &str) -> fmt::Result {
    write!(out, "<{tag}><bdi>")?;
    escape(out, words)?;
    write!(out, "</bdi></{tag}>")
}

/// A part of the document's text with the repairs that were applied in it: a reader judges one repair, and where every seventh word
/// was exchanged, what stands around it would be no sentence without the others.
fn repaired(out: &mut String, report: &DocumentReport, part: Range<usize>) -> fmt::Result {
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

/// The witnesses of one side.
fn side(out: &mut String, page: &Page, repair: &Repair, stance: Stance) -> fmt::Result {
    let class = if stance == Stance::For { "for" } else { "against" };
    let mut heard = repair.witnesses.iter().filter(|witness| witness.stance == stance);
    for witness in heard.by_ref().take(MAX_QUOTED) {
        write!(out, "<li class=\"{class}\"><b>{class}</b><div><q dir=\"auto\">")?;
        quotation(out, page, witness)?;
        out.push_str("</q> <cite>");
        source(out, page, &witness.doc)?;
        write!(out, ", bytes {}–{}</cite></div></li>", witness.span.start, witness.span.end)?;
        out.push('\n');
    }
    let rest: Vec<&Witness> = heard.collect();
    if !rest.is_empty() {
        write!(out, "<li class=\"{class}\"><b>{class}</b><div>the same in <cite>")?;
        for (number, witness) in rest.iter().enumerate() {
            out.push_str(if number > 0 { ", " } else { "" });
            source(out, page, &witness.doc)?;
        }
        out.push_str("</cite></div></li>\n");
    }
    Ok(())
}

/// The sentence of a witness; where the run does not hold its text, the words that were quoted.
fn quotation(out: &mut String, page: &Page, witness: &Witness) -> fmt::Result {
    let Some(&at) = page.families.place.get(&*witness.doc) else { return escape(out, &witness.text) };
    let document = &page.report.documents[at].document;
    let place = document.patch.to_clean(witness.span);
    let Some(words) = document.text.get(place.range()) else { return escape(out, &witness.text) };
    let plain = |out: &mut String, part: Range<usize>| escape(out, &document.text[part]);
    in_sentence(out, &document.text, place, WITNESS_CHARS, plain, |out| {
        out.push_str("<mark>");
        escape(out, words)?;
        out.push_str("</mark>");
        Ok(())
    })
}

/// Siblings that share the story and say nothing in this place, with the nearest words that they share.
fn silent(out: &mut String, page: &Page, entry: Entry) -> fmt::Result {
    let Entry { at, repair, .. } = entry;
    let heard = |other: &str| repair.witnesses.iter().any(|witness| &*witness.doc == other);
    let mut quiet: Vec<(usize, usize)> = page.families.links[at]
        .iter()
        .copied()
        .filter(|&(_, other)| !heard(&page.report.documents[other].document.raw.id))
        .collect();
    quiet.sort_unstable_by_key(|link| link.1);
    let spun = |other: usize| page.report.documents[other].spun_score >= page.min_spun_score;
    let (unheard, quiet): (Vec<_>, Vec<_>) = quiet.into_iter().partition(|&(_, other)| spun(other));
    for &(link, other) in quiet.iter().take(MAX_SILENT) {
        out.push_str("<li class=\"silent\"><b>silent</b><div>");
        if let Some(words) = nearest(page, entry, link, other) {
            out.push_str("shares nearby <q dir=\"auto\">");
            escape(out, words)?;
            out.push_str("</q> ");
        }
        out.push_str("<cite>");
        source(out, page, &page.report.documents[other].document.raw.id)?;
        out.push_str("</cite></div></li>\n");
    }
    names(out, page, "silent", "too", quiet.get(MAX_SILENT..).unwrap_or_default())?;
    names(out, page, "not heard", "looks spun itself", &unheard)
}

/// Siblings by name only, with what holds for all of them.
fn names(out: &mut String, page: &Page, what: &str, why: &str, links: &[(usize, usize)]) -> fmt::Result {
    if links.is_empty() {
        return Ok(());
    }
    /// Names of one kind in one entry.
    const MAX_NAMES: usize = 3;
    write!(out, "<li class=\"silent\"><b>{what}</b><div><cite>")?;
    for (number, &(_, other)) in links.iter().take(MAX_NAMES).enumerate() {
        out.push_str(if number > 0 { ", " } else { "" });
        source(out, page, &page.report.documents[other].document.raw.id)?;
    }
    if links.len() > MAX_NAMES {
        write!(out, " and {} more", links.len() - MAX_NAMES)?;
    }
    writeln!(out, "</cite> <small>{why}</small></div></li>")
}

/// The sibling's words in the passage that both share nearest to the repair.
fn nearest<'p>(page: &Page<'p>, entry: Entry, link: usize, other: usize) -> Option<&'p str> {
    /// A passage is a hint where to look, not a text to read.
    const MAX_CHARS: usize = 90;
    let link = &page.report.links[link];
    let place = entry.repair.original;
    let turned = *link.b == *entry.report.document.raw.id;
    let sides = link.passages.iter().map(|pair| if turned { (pair.b, pair.a) } else { (pair.a, pair.b) });
    let (_, theirs) =
        sides.min_by_key(|(own, _)| own.start.saturating_sub(place.end).max(place.start.saturating_sub(own.end)))?;
    let document = &page.report.documents[other].document;
    let words = document.text.get(document.patch.to_clean(theirs).range())?.trim();
    let line = words.split('\n').next().unwrap_or(words);
    let shown = line.char_indices().nth(MAX_CHARS).map_or(line, |(end, _)| {
        let start = &line[..end];
        start.rsplit_once(' ').map_or(start, |(words, _)| words)
    });
    Some(shown).filter(|words| !words.is_empty())
}

/// What the confidence was made of. What was measured of the whole document stands with its article, once for all its repairs.
fn scores(out: &mut String, page: &Page, entry: Entry) -> fmt::Result {
    let scores = &entry.repair.scores;
    let of_document = scores.iter().any(|&(name, value)| told(name, value, true).is_some());
    if !of_document && scores.iter().all(|&(name, value)| told(name, value, false).is_none()) {
        return Ok(());
    }
    out.push_str("<details class=\"scores\"><summary>What the confidence was made of</summary>\n");
    table(out, scores, false)?;
    if of_document && page.shown[entry.at] {
        writeln!(out, "<p><a href=\"#m-{}\">And what the whole document shows</a></p>", entry.at)?;
    } else if of_document {
        table(out, scores, true)?;
    }
    out.push_str("</details>\n");
    Ok(())
}

/// What was measured of a document for its repairs.
pub(super) fn measured(out: &mut String, at: usize, report: &DocumentReport) -> fmt::Result {
    let mut scores: Vec<(&'static str, f64)> = Vec::new();
    for &(name, value) in report.repairs.iter().flat_map(|repair| &repair.scores) {
        if told(name, value, true).is_some() && scores.iter().all(|other| other.0 != name) {
            scores.push((name, value));
        }
    }
    if scores.is_empty() {
        return Ok(());
    }
    writeln!(out, "<details class=\"scores\" id=\"m-{at}\"><summary>What the whole document shows</summary>")?;
    table(out, &scores, true)?;
    out.push_str("</details>\n");
    Ok(())
}

/// The measure of a name, where it says something of the place or of the whole document, whichever is asked for.
fn told(name: &str, value: f64, of_document: bool) -> Option<&'static Feature> {
    feature(name).filter(|feature| value != 0.0 && feature.is_of_document() == of_document)
}

fn table(out: &mut String, scores: &[(&'static str, f64)], of_document: bool) -> fmt::Result {
    out.push_str("<table>\n");
    for &(name, value) in scores {
        if let Some(feature) = told(name, value, of_document) {
            let (value, label) = feature.describe(value);
            writeln!(out, "<tr><td>{value}<td>{label}")?;
        }
    }
    out.push_str("</table>\n");
    Ok(())
}

/// The name of a witness, and its site where that is known.
fn source(out: &mut String, page: &Page, id: &str) -> fmt::Result {
    let at = page.families.place.get(id).copied();
    name(out, page, at, id)?;
    let site = at.map_or("", |at| page.report.documents[at].document.raw.site());
    if !site.is_empty() {
        out.push_str(" <i>");
        label(out, site)?;
        out.push_str("</i>");
    }
    Ok(())
}
