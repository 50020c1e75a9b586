//! Repairs as cards.

use std::fmt::{self, Write};

use super::{escape, reading};
use crate::model::{DocumentReport, Repair, RunReport, Stance, Verdict, Witness};
use crate::report::sentence::around;
use crate::report::summary::plural;

/// Repairs that get a card: some 2 MB of page, which browsers still scroll smoothly. The files have all of them.
const MAX_CARDS: usize = 1_000;

/// Documents whose text is shown with its repairs.
const MAX_TEXTS: usize = 50;
/// So many texts are unfolded from the start: those that fit on a few screens.
const OPEN_TEXTS: usize = 2;

/// The section of repairs: those that are applied or wait in the open, the others folded.
pub(super) fn repairs(out: &mut String, report: &RunReport) -> fmt::Result {
    out.push_str("<section id=\"repairs\">\n<h2>Repairs</h2>\n");
    let all: usize = report.documents.iter().map(|document| document.repairs.len()).sum();
    if all == 0 {
        out.push_str("<p class=\"none\">None.</p>\n</section>\n");
        return Ok(());
    }
    out.push_str(
        "<p class=\"legend\"><b class=\"band high\">high</b> is applied, <b class=\"band medium\">medium</b> waits for a \
         reader, <b class=\"band low\">low</b> is marked only.</p>\n",
    );
    let (mut left, mut texts) = (MAX_CARDS, 0);
    for (at, document) in report.documents.iter().enumerate().filter(|(_, document)| !document.repairs.is_empty()) {
        if left == 0 {
            break;
        }
        write!(out, "<h3 id=\"d{at}-repairs\"><a href=\"#d{at}\">")?;
        escape(out, &document.document.raw.id)?;
        writeln!(out, "</a> <small>spun score {:.1}</small></h3>", document.spun_score)?;
        let shown = &document.repairs[..document.repairs.len().min(left)];
        left -= shown.len();
        if texts < MAX_TEXTS && shown.iter().any(|repair| repair.verdict != Verdict::Rejected) {
            texts += usize::from(reading::text(out, at, document, texts < OPEN_TEXTS)?);
        }
        let (marked, proposed): (Vec<_>, Vec<_>) =
            shown.iter().enumerate().partition(|(_, repair)| repair.verdict == Verdict::Rejected);
        for (number, repair) in proposed {
            card(out, &format!("r{at}-{number}"), document, repair)?;
        }
        if !marked.is_empty() {
            let count = plural(marked.len(), "repair");
            writeln!(out, "<details class=\"marked\"><summary>{count} not applied</summary>")?;
            for (number, repair) in marked {
                card(out, &format!("r{at}-{number}"), document, repair)?;
            }
            out.push_str("</details>\n");
        }
    }
    if all > MAX_CARDS {
        writeln!(out, "<p class=\"none\">{} more stand in repairs.jsonl.</p>", all - MAX_CARDS)?;
    }
    out.push_str("</section>\n");
    Ok(())
}

/// A repair in its sentence, before and after, with what its witnesses say.
fn card(out: &mut String, anchor: &str, document: &DocumentReport, repair: &Repair) -> fmt::Result {
    let (band, verdict) = (repair.band.name(), repair.verdict.name());
    let percent = (repair.confidence.clamp(0.0, 1.0) * 100.0).round();
    write!(
        out,
        "<article class=\"card {band} {verdict}\" id=\"{anchor}\">\n<header><b class=\"band {band}\">{band}</b>\
         <span class=\"meter\" role=\"img\" aria-label=\"confidence {percent} percent\"><i style=\"width:{percent}%\"></i></span>\
         <span class=\"figure\">{:.2}</span><span class=\"kind\">{}</span><span class=\"verdict\">{verdict}",
        repair.confidence,
        repair.kind.name()
    )?;
    // The band gives a verdict where no reader did.
    if repair.by != "band" {
        out.push_str(" by ");
        escape(out, &repair.by)?;
    }
    out.push_str("</span><code>");
    escape(out, &repair.id)?;
    out.push_str("</code></header>\n");
    let proposed = if repair.verdict == Verdict::Accepted { "after" } else { "proposed" };
    for (class, tag, label, words) in
        [("was", "del", "before", &repair.before), ("now", "ins", proposed, &repair.after)]
    {
        let text = &document.document.text;
        let context = around(text, repair.span);
        write!(out, "<p class=\"{class}\" dir=\"auto\"><span class=\"label\">{label}</span>")?;
        out.push_str(if context.cut_left { "… " } else { "" });
        escape(out, context.left)?;
        write!(out, "<{tag}><bdi>")?;
        escape(out, words)?;
        write!(out, "</bdi></{tag}>")?;
        escape(out, context.right)?;
        out.push_str(if context.cut_right { " …" } else { "" });
        out.push_str("</p>\n");
    }
    out.push_str("<ul class=\"witnesses\">\n");
    for witness in &repair.witnesses {
        testimony(out, repair, witness)?;
    }
    if repair.witnesses.is_empty() {
        out.push_str("<li class=\"silent\">No witness was heard.</li>\n");
    }
    out.push_str("</ul>\n</article>\n");
    Ok(())
}

fn testimony(out: &mut String, repair: &Repair, witness: &Witness) -> fmt::Result {
    let (class, words) = match witness.stance {
        Stance::For => ("for", &repair.after),
        Stance::Against => ("against", &repair.before),
    };
    write!(out, "<li class=\"{class}\"><b>{class}</b><div><q dir=\"auto\">")?;
    match find(&witness.text, words) {
        Some((start, end)) => {
            escape(out, &witness.text[..start])?;
            out.push_str("<mark>");
            escape(out, &witness.text[start..end])?;
            out.push_str("</mark>");
            escape(out, &witness.text[end..])?;
        }
        None => escape(out, &witness.text)?,
    }
    out.push_str("</q> <cite><bdi>");
    escape(out, &witness.doc)?;
    writeln!(out, "</bdi> <small>bytes {} to {}</small></cite></div></li>", witness.span.start, witness.span.end)
}

/// Where `words` stand in `text`, whatever their case; as whole words where they can be had.
fn find(text: &str, words: &str) -> Option<(usize, usize)> {
    if words.is_empty() {
        return None;
    }
    let wanted = words.to_lowercase();
    let ends = |start: usize| {
        let mut lower = String::new();
        text[start..].char_indices().find_map(|(at, c)| {
            lower.extend(c.to_lowercase());
            (lower.len() >= wanted.len()).then(|| (lower == wanted).then_some(start + at + c.len_utf8()))
        })?
    };
    let places: Vec<(usize, usize)> =
        text.char_indices().filter_map(|(start, _)| Some((start, ends(start)?))).collect();
    let edge = |c: Option<char>| !c.is_some_and(char::is_alphanumeric);
    let whole =
        |&&(start, end): &&(usize, usize)| edge(text[..start].chars().next_back()) && edge(text[end..].chars().next());
    places.iter().find(whole).or(places.first()).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_whole_and_in_any_case() {
        assert_eq!(find("the hillside of The Hill", "the hill"), Some((16, 24)));
        assert_eq!(find("ICEBERG", "ice"), Some((0, 3)));
        assert_eq!(find("ÉTÉ", "été"), Some((0, 5)));
        assert_eq!(find("none", "word"), None);
        assert_eq!(find("İx", "i"), None, "a letter that grows in lower case is not cut");
    }
}
