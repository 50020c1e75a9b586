//! `report.html`: one page that a reader can judge a run by. It needs no network and no script.

use std::collections::BTreeMap;
use std::fmt::{self, Write};

use super::run::{Counts, FURNITURE_RULE};
use super::sentence::around;
use super::summary::{bytes, plural};
use super::visible::hidden;
use crate::model::{Band, DocumentReport, Edit, Repair, Role, RunReport, Stance, Verdict, Witness};

const STYLE: &str = include_str!("report.css");

/// Repairs that get a card: some 2 MB of page, which browsers still scroll smoothly. The files have all of them.
const MAX_CARDS: usize = 1_000;
/// Documents that are listed.
const MAX_DOCUMENTS: usize = 1_000;
/// Samples of one rule's edits in one document.
const MAX_SAMPLES: usize = 5;
/// Characters of a sample.
const MAX_SAMPLE_CHARS: usize = 160;

/// The page of a run.
pub fn page(report: &RunReport) -> String {
    let mut out = String::new();
    write_page(&mut out, report).expect("a string takes all that is written to it");
    out
}

fn write_page(out: &mut String, report: &RunReport) -> fmt::Result {
    let counts = Counts::of(report);
    write!(
        out,
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <title>unspin: {}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n",
        plural(counts.documents, "document")
    )?;
    head(out, report, &counts)?;
    out.push_str("<main>\n");
    repairs(out, report)?;
    clusters(out, report)?;
    documents(out, report)?;
    failures(out, report)?;
    out.push_str("</main>\n<footer>");
    write!(
        out,
        "Made by unspin {}. Places are bytes of each document’s original, from the first to before the last. \
         Everything here stands in the files beside this page, for programs to read.",
        env!("CARGO_PKG_VERSION")
    )?;
    out.push_str("</footer>\n</body>\n</html>\n");
    Ok(())
}

fn head(out: &mut String, report: &RunReport, counts: &Counts) -> fmt::Result {
    let repairs: usize = counts.repairs_by_band.values().sum();
    let edits: usize = counts.edits.values().sum();
    let links: usize = counts.links.values().sum();
    out.push_str("<header class=\"top\">\n<h1>unspin <span>report</span></h1>\n<p class=\"lead\">");
    let lead = match (repairs, counts.verdict(Verdict::Accepted)) {
        (0, _) => "No repair was proposed: no text looks spun, or no sibling says what stood there.".to_owned(),
        (all, accepted) => {
            format!("{} proposed, {accepted} accepted. Each shows what its witnesses say.", plural(all, "repair"))
        }
    };
    write!(out, "{lead}</p>\n<ul class=\"tiles\">\n")?;
    let band = |band: Band| counts.repairs_by_band.get(band.name()).copied().unwrap_or(0);
    let bands = format!("{} high, {} medium, {} low", band(Band::High), band(Band::Medium), band(Band::Low));
    let relations: Vec<String> =
        counts.links.iter().map(|(name, count)| format!("{count} {}", name.replace('_', "-"))).collect();
    let furniture = format!("lines dropped, {}", bytes(counts.furniture_bytes));
    let tiles = [
        ("documents", counts.documents, format!("{} changed", counts.changed)),
        ("repairs", repairs, if repairs > 0 { bands } else { String::new() }),
        ("edits", edits, plural(counts.edits.len(), "rule")),
        ("furniture", counts.furniture_lines, furniture),
        ("links", links, relations.join(", ")),
        ("clusters", counts.clusters, plural(counts.duplicates, "duplicate")),
    ];
    for (name, figure, detail) in tiles {
        writeln!(out, "<li><b>{figure}</b><span>{name}</span><small>{detail}</small></li>")?;
    }
    out.push_str("</ul>\n<nav><a href=\"#repairs\">Repairs</a>");
    if !report.clusters.is_empty() {
        out.push_str("<a href=\"#copies\">Copies</a>");
    }
    out.push_str("<a href=\"#documents\">Documents</a>");
    if !report.failures.is_empty() {
        write!(out, "<a class=\"bad\" href=\"#failures\">Not cleaned ({})</a>", report.failures.len())?;
    }
    out.push_str("</nav>\n</header>\n");
    Ok(())
}

fn repairs(out: &mut String, report: &RunReport) -> fmt::Result {
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
    let mut left = MAX_CARDS;
    for (at, document) in report.documents.iter().enumerate().filter(|(_, document)| !document.repairs.is_empty()) {
        if left == 0 {
            break;
        }
        write!(out, "<h3 id=\"d{at}-repairs\"><a href=\"#d{at}\">")?;
        escape(out, &document.document.raw.id)?;
        writeln!(out, "</a> <small>spun score {:.1}</small></h3>", document.spun_score)?;
        for repair in document.repairs.iter().take(left) {
            card(out, document, repair)?;
        }
        left -= document.repairs.len().min(left);
    }
    if all > MAX_CARDS {
        writeln!(out, "<p class=\"none\">{} more stand in repairs.jsonl.</p>", all - MAX_CARDS)?;
    }
    out.push_str("</section>\n");
    Ok(())
}

fn card(out: &mut String, document: &DocumentReport, repair: &Repair) -> fmt::Result {
    let (band, verdict) = (repair.band.name(), repair.verdict.name());
    let percent = (repair.confidence.clamp(0.0, 1.0) * 100.0).round();
    write!(
        out,
        "<article class=\"card {band} {verdict}\">\n<header><b class=\"band {band}\">{band}</b>\
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
    for (class, tag, label, words) in [("was", "del", "before", &repair.before), ("now", "ins", "after", &repair.after)]
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

fn clusters(out: &mut String, report: &RunReport) -> fmt::Result {
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

fn documents(out: &mut String, report: &RunReport) -> fmt::Result {
    out.push_str("<section id=\"documents\">\n<h2>Documents</h2>\n");
    for (at, document) in report.documents.iter().enumerate().take(MAX_DOCUMENTS) {
        listed(out, at, document, report)?;
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

fn listed(out: &mut String, at: usize, report: &DocumentReport, run: &RunReport) -> fmt::Result {
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

fn failures(out: &mut String, report: &RunReport) -> fmt::Result {
    if report.failures.is_empty() {
        return Ok(());
    }
    out.push_str("<section id=\"failures\">\n<h2>Not cleaned</h2>\n<ul class=\"plain\">\n");
    for failure in report.failures.iter().take(MAX_DOCUMENTS) {
        out.push_str("<li>");
        escape(out, &failure.message)?;
        out.push_str("</li>\n");
    }
    out.push_str("</ul>\n");
    if report.failures.len() > MAX_DOCUMENTS {
        writeln!(out, "<p class=\"none\">{} more stand in run.json.</p>", report.failures.len() - MAX_DOCUMENTS)?;
    }
    out.push_str("</section>\n");
    Ok(())
}

/// Text from outside, as text and nothing else: no markup, and what hides or turns the direction is shown by its name.
fn escape(out: &mut String, text: &str) -> fmt::Result {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\n' => out.push(' '),
            // Joiners and variation selectors are part of how words of some scripts and emoji are spelt.
            '\u{200c}' | '\u{200d}' | '\u{fe0e}' | '\u{fe0f}' => out.push(c),
            c if hidden(c) => write!(out, "<span class=\"hidden\">U+{:04X}</span>", c as u32)?,
            c => out.push(c),
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::fixture;

    #[test]
    fn text_from_outside_is_inert() {
        let page = page(&fixture::run());
        assert!(!page.contains("<script") && !page.contains("<b>Harbour") && !page.contains("x<y>"));
        assert!(page.contains("&lt;script&gt;"), "it is shown as text");
        assert!(!page.contains(['\u{202e}', '\u{202c}', '\u{7}']), "what hides is named");
        assert!(page.contains("&quot;quotes&quot; <span class=\"hidden\">U+202E</span>txt.exe"), "and its words stay");
        assert!(page.contains("test.&lt;rule&gt;") && page.contains("&lt;broken&gt;"));
    }

    #[test]
    fn it_needs_no_network_and_no_script() {
        let page = page(&fixture::run());
        for outside in ["http://", "https://", "src=", "@import", "url(", "<link"] {
            assert!(!page.contains(outside), "{outside} leads outside");
        }
        assert!(page.contains("default-src 'none'"));
    }

    #[test]
    fn a_repair_stands_in_its_sentence_with_its_witnesses() {
        let page = page(&fixture::run());
        assert!(page.contains("<del><bdi>The Morning Mail</bdi></del>"));
        assert!(page.contains("<ins><bdi>The Morning Post</bdi></ins>."));
        assert!(page.contains("as first reported by <mark>The Morning Post</mark>."));
        assert!(
            page.contains("<li class=\"against\"><b>against</b><div><q dir=\"auto\">said Mayor Ruth <mark>Gál</mark>.")
        );
        assert_eq!(page.matches("<article").count(), 5);
        assert_eq!(page.matches("<details").count(), page.matches("</details>").count());
        assert_eq!(page, super::page(&fixture::run()), "the same run gives the same page");
    }

    #[test]
    fn words_are_found_whole_and_in_any_case() {
        assert_eq!(find("the hillside of The Hill", "the hill"), Some((16, 24)));
        assert_eq!(find("ICEBERG", "ice"), Some((0, 3)));
        assert_eq!(find("ÉTÉ", "été"), Some((0, 5)));
        assert_eq!(find("none", "word"), None);
        assert_eq!(find("İx", "i"), None, "a letter that grows in lower case is not cut");
    }

    #[test]
    #[ignore = "writes a page to look at"]
    fn page_to_look_at() {
        std::fs::create_dir_all("target/tmp").expect("it can be made");
        std::fs::write("target/tmp/report.html", page(&fixture::run())).expect("it can be written");
    }
}
