//! `report.html`, the page on which people judge and review a run. The report of a long run is
//! split over further pages in `report/`, with an index on the first. Every page works without
//! network access, and can be read without JavaScript.

mod article;
mod card;
mod entries;
mod escape;
mod graph;
mod overview;
mod page;
mod paging;
mod pictures;

use std::fmt::{self, Write};

use base64::prelude::{BASE64_STANDARD, Engine as _};
use serde_json::Value;
use sha2::{Digest, Sha256};
use xxhash_rust::xxh3::Xxh3;

use super::families::Families;
use super::summary::plural;
use crate::model::{Counts, RunReport};
use page::Page;
use paging::Part;

const STYLE: &str = include_str!("report.css");
/// Filters, search and sort order.
const BROWSE: &str = include_str!("browse.js");
/// Decisions on repairs, and their keyboard shortcuts.
const REVIEW: &str = include_str!("review.js");

/// The score from which a document looks spun, used if the configuration has no
/// `repair.min_spun_score`.
const MIN_SPUN_SCORE: f64 = 5.0;

/// Writes the pages of a run that was made with this configuration. Returns each page's file name,
/// relative to the run folder, with its content. The first is `report.html`.
pub(super) fn pages(report: &RunReport, config: &Value) -> Vec<(String, String)> {
    let mut out = Vec::new();
    write_pages(&mut out, report, config).expect("writing to a string cannot fail");
    out
}

fn write_pages(out: &mut Vec<(String, String)>, report: &RunReport, config: &Value) -> fmt::Result {
    let counts = Counts::of(report);
    let families = Families::of(report);
    let min_spun_score = config["repair"]["min_spun_score"].as_f64().unwrap_or(MIN_SPUN_SCORE);
    let mut hash = Xxh3::new();
    report.documents.iter().flat_map(|document| &document.repairs).for_each(|repair| hash.update(repair.id.as_bytes()));
    let run = format!("{:016x}", hash.digest());
    let plan = paging::plan(report, &families);
    let page = |part: Option<&Part>| {
        let mut has_article = vec![false; report.documents.len()];
        for &index in part.iter().flat_map(|part| &part.articles) {
            has_article[index] = true;
        }
        Page { report, counts: &counts, families: &families, min_spun_score, run: &run, has_article }
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
        overview::duplicates(text, &first)?;
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

/// Writes everything around the content of a page. The content security policy allows only this
/// style sheet and these two scripts, by their hashes.
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
        "<footer><p>Made by unspin {}. Positions are byte offsets into the original; the end is exclusive. \
         The files beside this page contain the same data for programs.</p></footer>\n\
         <script>{BROWSE}</script>\n<script>{REVIEW}</script>\n</body>\n</html>\n",
        env!("CARGO_PKG_VERSION")
    )
}

fn digest(text: &str) -> String {
    format!("'sha256-{}'", BASE64_STANDARD.encode(Sha256::digest(text.as_bytes())))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Verdict;
    use crate::report::fixture;

    fn page() -> String {
        let mut pages = pages(&fixture::run(), &Value::Null);
        assert_eq!(pages.len(), 1);
        pages.remove(0).1
    }

    /// The page without its own style sheet and scripts: the part that contains text of documents.
    fn body() -> String {
        let page = page();
        let start = page.find("<body").expect("the page has a body");
        let end = page
            .rfind("<script>")
            .and_then(|last| page[..last].rfind("<script>"))
            .expect("the page ends with two scripts");
        page[start..end].to_owned()
    }

    #[test]
    fn text_of_documents_is_inert() {
        let body = body();
        assert!(!body.contains("<script") && !body.contains("<b>Harbour") && !body.contains("x<y>"));
        assert!(body.contains("&lt;script&gt;"), "it is shown as text");
        assert!(
            !body.contains(['\u{202e}', '\u{202c}', '\u{7}']),
            "invisible characters are replaced by their numbers"
        );
        assert!(
            body.contains("&quot;quotes&quot; <span class=\"hidden\">U+202E</span>txt.exe"),
            "the words around them stay"
        );
        assert!(body.contains("test.&lt;rule&gt;") && body.contains("&lt;broken&gt;"));
        for attribute in ["style=", "onclick=", "onerror=", "onload=", "javascript:"] {
            assert!(!body.contains(attribute), "{attribute} is in the markup");
        }
    }

    #[test]
    fn a_page_needs_no_network() {
        let page = page();
        for remote in
            ["http://", "https://", "src=", "@import", "url(", "fetch(", "XMLHttpRequest", "innerHTML", "eval("]
        {
            assert!(!page.contains(remote), "{remote} loads something");
        }
        assert!(page.contains("default-src 'none'") && !page.contains("unsafe"));
    }

    #[test]
    fn a_repair_is_shown_in_its_sentence_with_its_witnesses() {
        let body = body();
        assert!(body.contains("reported by <del><bdi>The Morning Mail</bdi></del>"), "{body}");
        let beside = "<span class=\"also\" title=\"was: showtime reported\"><bdi>first reported</bdi></span>";
        assert!(
            body.contains(&format!("for two years, {beside} by <ins><bdi>The Morning Post</bdi></ins>.")),
            "the repaired sentence, with the neighbouring repair underlined: {body}"
        );
        assert!(body.contains("as first reported by <mark>The Morning Post</mark>."), "the witness's own sentence");
        assert!(body.contains("<li class=\"against\"><b>against</b><div><q dir=\"auto\">It was first reported by The Morning Post, a local paper, and confirmed by the <mark>Harbour Span</mark> society."));
        assert_eq!(body.matches("<article").count(), 5);
        assert_eq!(body.matches("<details").count(), body.matches("</details>").count());
        assert_eq!(page(), page(), "the same run gives the same page");
    }

    #[test]
    fn every_link_has_its_target_on_the_page() {
        let body = body();
        for link in body.split("href=\"#").skip(1) {
            let anchor = link.split('"').next().expect("an attribute ends");
            assert!(body.contains(&format!("id=\"{anchor}\"")), "{anchor} has no target");
        }
    }

    #[test]
    fn pending_repairs_come_first_and_the_least_certain_of_them_first() {
        let body = body();
        let order: Vec<&str> = body.split("data-c=\"").skip(1).map(|card| &card[..4]).collect();
        assert_eq!(order, ["0.61", "0.78", "0.96", "0.97", "0.20"]);
    }

    #[test]
    fn old_words_come_before_new_ones_whatever_their_text_direction() {
        let mut report = fixture::run();
        let repair = &mut report.documents[0].repairs[0];
        (repair.before, repair.after) = ("גשר".into(), "مجلس".into());
        let page = &pages(&report, &Value::Null)[0].1;
        let exchange = "<bdi>גשר</bdi> → <bdi>مجلس</bdi>";
        assert!(page.contains(&format!("<h3 class=\"quiet\">{exchange}</h3>")));
        assert!(page.contains(&format!("</code> {exchange}, ")), "the description in the article");
        let space = "<bdi><span class=\"hidden\">U+00A0</span></bdi> → <bdi>␣</bdi>";
        assert!(page.contains(space), "the description of an edit");
    }

    #[test]
    fn a_card_names_the_reviewer_who_decided() {
        let mut report = fixture::run();
        for (repair, verdict) in
            report.documents[0].repairs.iter_mut().zip([Verdict::Accepted, Verdict::Rejected, Verdict::Pending])
        {
            (repair.verdict, repair.by) = (verdict, "Ann <i>".into());
        }
        let page = &pages(&report, &Value::Null)[0].1;
        for fate in ["accepted", "rejected", "left for later"] {
            assert!(page.contains(&format!("<p class=\"fate\">{fate} by <bdi>Ann &lt;i&gt;</bdi></p>")), "{fate}");
        }
    }

    #[test]
    fn the_head_counts_one_as_one() {
        let head = |pending_repairs: usize| {
            let mut report = fixture::run();
            let pending = report.documents[0].repairs.iter_mut().filter(|repair| repair.verdict == Verdict::Pending);
            pending.skip(pending_repairs).for_each(|repair| repair.verdict = Verdict::Rejected);
            let page = pages(&report, &Value::Null).remove(0).1;
            page.split("<p class=\"lead\">")
                .nth(1)
                .and_then(|rest| rest.split('<').next())
                .expect("the page has a lead")
                .to_owned()
        };
        assert_eq!(head(2), "5 repairs: 2 applied, 2 need review, 1 flagged only.");
        assert_eq!(head(1), "5 repairs: 2 applied, 1 needs review, 2 flagged only.");
        assert_eq!(head(0), "5 repairs: 2 applied, 3 flagged only.");
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
        let pages = pages(&report, &Value::Null);
        assert_eq!(pages.len(), 1 + 3, "2,500 repairs, 1,000 a page");
        let (name, index) = &pages[0];
        assert!(name == "report.html" && !index.contains("<article"));
        for (name, page) in &pages[1..] {
            assert!(index.contains(&format!("href=\"{name}\"")), "{name}");
            assert!(page.contains("href=\"../report.html\""));
        }
        let all: usize = pages.iter().map(|(_, page)| page.matches("<article").count()).sum();
        assert_eq!(all, 2_500, "each repair is on exactly one page");
        assert_eq!(Counts::of(&report).verdict(Verdict::Pending), 1_000);
    }

    #[test]
    #[ignore = "writes a page to look at"]
    fn writes_a_page_to_look_at() {
        std::fs::create_dir_all("target/tmp").expect("the folder can be created");
        std::fs::write("target/tmp/report.html", page()).expect("the file can be written");
    }
}
