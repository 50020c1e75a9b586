//! `report.html`: one page that a reader can judge a run by. It needs no network and no script.

mod cards;
mod documents;
mod reading;

use std::fmt::{self, Write};

use super::run::Counts;
use super::summary::{by_band, by_relation, bytes, listed, plural};
use super::visible::hidden;
use crate::model::{RunReport, Verdict};

const STYLE: &str = include_str!("report.css");

/// Documents that are listed.
const MAX_DOCUMENTS: usize = 1_000;

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
    cards::repairs(out, report)?;
    documents::clusters(out, report)?;
    documents::documents(out, report)?;
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
    let bands = by_band(counts);
    let relations = by_relation(counts);
    let furniture = format!("lines dropped, {}", bytes(counts.furniture_bytes));
    let tiles = [
        ("documents", counts.documents, format!("{} changed", counts.changed)),
        ("repairs", repairs, listed(bands)),
        ("edits", edits, plural(counts.edits.len(), "rule")),
        ("furniture", counts.furniture_lines, furniture),
        ("links", links, listed(relations)),
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
    use proptest::prelude::*;

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
        assert!(
            page.contains("class=\"accepted\"><del>The Morning Mail</del> <ins>The Morning Post</ins></a>."),
            "in the text"
        );
        assert!(page.contains("class=\"pending\">Harbour Span<small>Harbour Bridge?</small></a> for two years"));
        for link in page.split("href=\"#").skip(1) {
            let anchor = link.split('"').next().expect("an attribute ends");
            assert!(page.contains(&format!("id=\"{anchor}\"")), "{anchor} leads nowhere");
        }
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
    #[ignore = "writes a page to look at"]
    fn page_to_look_at() {
        std::fs::create_dir_all("target/tmp").expect("it can be made");
        std::fs::write("target/tmp/report.html", page(&fixture::run())).expect("it can be written");
    }

    proptest! {
        #[test]
        fn no_text_becomes_markup(text in any::<String>()) {
            let mut out = String::new();
            escape(&mut out, &text).expect("a string takes it");
            let bare = out.replace("<span class=\"hidden\">U+", "").replace("</span>", "");
            prop_assert!(!bare.contains(['<', '>', '"', '\'']), "{bare}");
            prop_assert!(!out.chars().any(char::is_control));
        }
    }
}
