//! `report.html`: a page that a reader can judge a run by, and the pages below `report/` that it leads to where one would be
//! too long. Each stands for itself: it needs no network, and no script to be read.

mod article;
mod card;
mod entries;
mod escape;
mod graph;
mod overview;
mod paging;
mod pictures;

use std::fmt::{self, Write};

use base64::prelude::{BASE64_STANDARD, Engine as _};
use sha2::{Digest, Sha256};
use xxhash_rust::xxh3::Xxh3;

use super::families::Families;
use super::run::{About, Counts};
use super::summary::plural;
use crate::model::RunReport;
use escape::label;
use paging::Part;

const STYLE: &str = include_str!("report.css");
/// Facets, search and order.
const BROWSE: &str = include_str!("browse.js");
/// Decisions, and the keys that make them.
const REVIEW: &str = include_str!("review.js");

/// The score from which a text looks spun, where the configuration does not say; see `[repair]` in the configuration.
const MIN_SPUN_SCORE: f64 = 5.0;

/// What every part of a page may look at.
pub(super) struct Page<'r> {
    report: &'r RunReport,
    counts: &'r Counts,
    families: &'r Families<'r>,
    /// From which score on a text looks spun.
    min_spun_score: f64,
    /// A name for the run's repairs: decisions on its pages are kept together.
    run: &'r str,
    /// Documents whose article stands on this page.
    shown: Vec<bool>,
}

/// The pages of a run: the name below the run folder, and what to write there. The first is `report.html`.
pub(super) fn pages(report: &RunReport, about: &About) -> Vec<(String, String)> {
    let mut out = Vec::new();
    write_pages(&mut out, report, about).expect("a string takes all that is written to it");
    out
}

fn write_pages(out: &mut Vec<(String, String)>, report: &RunReport, about: &About) -> fmt::Result {
    let counts = Counts::of(report);
    let families = Families::of(report);
    let min_spun_score = about.config["repair"]["min_spun_score"].as_f64().unwrap_or(MIN_SPUN_SCORE);
    let mut hash = Xxh3::new();
    report.documents.iter().flat_map(|document| &document.repairs).for_each(|repair| hash.update(repair.id.as_bytes()));
    let run = format!("{:016x}", hash.digest());
    let plan = paging::plan(report, &families);
    let page = |part: Option<&Part>| {
        let mut shown = vec![false; report.documents.len()];
        for &at in part.iter().flat_map(|part| &part.articles) {
            shown[at] = true;
        }
        Page { report, counts: &counts, families: &families, min_spun_score, run: &run, shown }
    };
    let whole = if let [only] = plan.parts.as_slice() { Some(only) } else { None };
    let first = page(whole);
    let title = format!("unspin: {}", plural(counts.documents, "document"));
    let mut text = String::new();
    shell(&mut text, &first, &title, |text| {
        overview::head(text, &first)?;
        text.push_str("<main>\n");
        overview::figures(text, &first)?;
        match whole {
            Some(part) => {
                entries::repairs(text, &first, part)?;
                entries::articles(text, &first, part, &plan)?;
            }
            None => paging::index(text, &first, &plan)?,
        }
        overview::copies(text, &first)?;
        overview::failures(text, &first)?;
        text.push_str("</main>\n");
        Ok(())
    })?;
    out.push(("report.html".into(), text));
    if whole.is_some() {
        return Ok(());
    }
    for (number, part) in plan.parts.iter().enumerate() {
        let page = page(Some(part));
        let title = format!("unspin: page {} of {}", number + 1, plan.parts.len());
        let mut text = String::new();
        shell(&mut text, &page, &title, |text| {
            paging::head(text, number, &plan)?;
            text.push_str("<main>\n");
            entries::repairs(text, &page, part)?;
            entries::articles(text, &page, part, &plan)?;
            text.push_str("</main>\n");
            Ok(())
        })?;
        out.push((paging::name(number), text));
    }
    Ok(())
}

/// Everything around the content. The policy lets nothing in but this style and these scripts, by their hashes.
fn shell(out: &mut String, page: &Page, title: &str, content: impl FnOnce(&mut String) -> fmt::Result) -> fmt::Result {
    write!(
        out,
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src {}; script-src {} {}; \
         img-src data:; base-uri 'none'; form-action 'none'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"referrer\" content=\"no-referrer\">\n\
         <link rel=\"icon\" href=\"data:,\">\n\
         <title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body data-run=\"{}\">\n",
        digest(STYLE),
        digest(BROWSE),
        digest(REVIEW),
        page.run
    )?;
    content(out)?;
    write!(
        out,
        "<footer><p>Made by unspin {}. Places are bytes of each document’s original, from the first to before the last. \
         Everything here stands in the files beside this page, for programs to read.</p></footer>\n\
         <script>{BROWSE}</script>\n<script>{REVIEW}</script>\n</body>\n</html>\n",
        env!("CARGO_PKG_VERSION")
    )
}

fn digest(text: &str) -> String {
    format!("'sha256-{}'", BASE64_STANDARD.encode(Sha256::digest(text.as_bytes())))
}

/// The name of a document, leading to its article where that stands on the same page; `at` is its place in the run, if it has
/// one. The style keeps names apart from what stands around them, whatever their direction.
fn name(out: &mut String, page: &Page, at: Option<usize>, id: &str) -> fmt::Result {
    let Some(at) = at.filter(|&at| page.shown[at]) else {
        out.push_str("<i>");
        label(out, id)?;
        out.push_str("</i>");
        return Ok(());
    };
    write!(out, "<a href=\"#a-{at}\">")?;
    label(out, id)?;
    out.push_str("</a>");
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Verdict;
    use crate::report::fixture;

    fn about() -> About {
        About { command: "clean", inputs: Vec::new(), config: serde_json::json!({}) }
    }

    fn page() -> String {
        let mut pages = pages(&fixture::run(), &about());
        assert_eq!(pages.len(), 1);
        pages.remove(0).1
    }

    /// The page without its own style and scripts: what text from outside could have got into.
    fn body() -> String {
        let page = page();
        let start = page.find("<body").expect("it has a body");
        let end = page.rfind("<script>").and_then(|last| page[..last].rfind("<script>")).expect("two scripts end it");
        page[start..end].to_owned()
    }

    #[test]
    fn text_from_outside_is_inert() {
        let body = body();
        assert!(!body.contains("<script") && !body.contains("<b>Harbour") && !body.contains("x<y>"));
        assert!(body.contains("&lt;script&gt;"), "it is shown as text");
        assert!(!body.contains(['\u{202e}', '\u{202c}', '\u{7}']), "what hides is named");
        assert!(body.contains("&quot;quotes&quot; <span class=\"hidden\">U+202E</span>txt.exe"), "and its words stay");
        assert!(body.contains("test.&lt;rule&gt;") && body.contains("&lt;broken&gt;"));
        for attribute in ["style=", "onclick=", "onerror=", "onload=", "javascript:"] {
            assert!(!body.contains(attribute), "{attribute} stands in the markup");
        }
    }

    #[test]
    fn it_needs_no_network() {
        let page = page();
        for outside in
            ["http://", "https://", "src=", "@import", "url(", "fetch(", "XMLHttpRequest", "innerHTML", "eval("]
        {
            assert!(!page.contains(outside), "{outside} leads outside");
        }
        assert!(page.contains("default-src 'none'") && !page.contains("unsafe"));
    }

    #[test]
    fn a_repair_stands_in_its_sentence_with_its_witnesses() {
        let body = body();
        assert!(body.contains("reported by <del><bdi>The Morning Mail</bdi></del>"), "{body}");
        let beside = "<span class=\"also\" title=\"was: showtime reported\"><bdi>first reported</bdi></span>";
        assert!(
            body.contains(&format!("for two years, {beside} by <ins><bdi>The Morning Post</bdi></ins>.")),
            "the sentence as it is now, the repair next to this one told apart from it: {body}"
        );
        assert!(body.contains("as first reported by <mark>The Morning Post</mark>."), "the witness's own sentence");
        assert!(body.contains("<li class=\"against\"><b>against</b><div><q dir=\"auto\">It was first reported by The Morning Post, a local paper, and confirmed by the <mark>Harbour Span</mark> society."));
        assert_eq!(body.matches("<article").count(), 5);
        assert_eq!(body.matches("<details").count(), body.matches("</details>").count());
        assert_eq!(page(), page(), "the same run gives the same page");
    }

    #[test]
    fn every_link_leads_to_a_place_on_the_page() {
        let body = body();
        for link in body.split("href=\"#").skip(1) {
            let anchor = link.split('"').next().expect("an attribute ends");
            assert!(body.contains(&format!("id=\"{anchor}\"")), "{anchor} leads nowhere");
        }
    }

    #[test]
    fn what_waits_comes_first_and_the_least_sure_of_it_before_the_surer() {
        let body = body();
        let order: Vec<&str> = body.split("data-c=\"").skip(1).map(|card| &card[..4]).collect();
        assert_eq!(order, ["0.61", "0.78", "0.96", "0.97", "0.20"]);
    }

    #[test]
    fn two_words_are_read_in_our_order_whatever_their_direction() {
        let mut report = fixture::run();
        let repair = &mut report.documents[0].repairs[0];
        (repair.before, repair.after) = ("גשר".into(), "مجلس".into());
        let page = &pages(&report, &about())[0].1;
        let exchange = "<bdi>גשר</bdi> → <bdi>مجلس</bdi>";
        assert!(page.contains(&format!("<h3 class=\"quiet\">{exchange}</h3>")));
        assert!(page.contains(&format!("</code> {exchange}, ")), "where the article tells of it");
        let space = "<bdi><span class=\"hidden\">U+00A0</span></bdi> became <bdi>␣</bdi>";
        assert!(page.contains(space), "an edit too");
    }

    #[test]
    fn who_decided_is_told_in_words() {
        let mut report = fixture::run();
        for (repair, verdict) in
            report.documents[0].repairs.iter_mut().zip([Verdict::Accepted, Verdict::Rejected, Verdict::Pending])
        {
            (repair.verdict, repair.by) = (verdict, "Ann <i>".into());
        }
        let page = &pages(&report, &about())[0].1;
        for fate in ["accepted", "rejected", "left for later"] {
            assert!(page.contains(&format!("<p class=\"fate\">{fate} by <bdi>Ann &lt;i&gt;</bdi></p>")), "{fate}");
        }
    }

    #[test]
    fn the_head_counts_one_as_one() {
        let head = |waiting: usize| {
            let mut report = fixture::run();
            let pending = report.documents[0].repairs.iter_mut().filter(|repair| repair.verdict == Verdict::Pending);
            pending.skip(waiting).for_each(|repair| repair.verdict = Verdict::Rejected);
            let page = pages(&report, &about()).remove(0).1;
            page.split("<p class=\"lead\">")
                .nth(1)
                .and_then(|rest| rest.split('<').next())
                .expect("it is there")
                .to_owned()
        };
        assert_eq!(head(2), "5 repairs proposed: 2 applied, 2 wait for a reader.");
        assert_eq!(head(1), "5 repairs proposed: 2 applied, 1 waits for a reader.");
    }

    #[test]
    fn a_long_run_has_pages_and_an_index_to_them() {
        let mut report = fixture::run();
        let pattern = report.documents[0].clone();
        report.documents = (0..500)
            .map(|at| {
                let mut document = pattern.clone();
                document.document.raw.id = format!("{at:03}").as_str().into();
                document
            })
            .collect();
        (report.links, report.clusters) = (Vec::new(), Vec::new());
        let pages = pages(&report, &about());
        assert_eq!(pages.len(), 1 + 3, "2,500 repairs, 1,000 a page");
        let (name, index) = &pages[0];
        assert!(name == "report.html" && !index.contains("<article"));
        for (name, page) in &pages[1..] {
            assert!(index.contains(&format!("href=\"{name}\"")), "{name}");
            assert!(page.contains("href=\"../report.html\""));
        }
        let all: usize = pages.iter().map(|(_, page)| page.matches("<article").count()).sum();
        assert_eq!(all, 2_500, "each repair has one place");
        assert_eq!(Counts::of(&report).verdict(Verdict::Pending), 1_000);
    }

    #[test]
    #[ignore = "writes a page to look at"]
    fn page_to_look_at() {
        std::fs::create_dir_all("target/tmp").expect("it can be made");
        std::fs::write("target/tmp/report.html", page()).expect("it can be written");
    }
}
