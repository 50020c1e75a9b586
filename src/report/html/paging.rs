//! The division of a run into pages, and the index of the pages.

use std::fmt::{self, Write};

use super::article::MAX_BYTES;
use super::escape::label;
use super::page::Page;
use crate::model::{Band, RunReport};
use crate::report::families::Families;
use crate::report::summary::plural;

/// The largest number of repairs on the only page of a run. Browsers open a page with this many in
/// less than two seconds (`tests/browser`).
const MAX_REPAIRS: usize = 2_000;
/// The largest number of repairs on one page of several. It is half of [`MAX_REPAIRS`], so that
/// going from page to page is fast.
const PAGE_REPAIRS: usize = 1_000;
/// The number of bytes of originals whose articles one page shows. With both texts and the markup,
/// a page is about three times as large.
const PAGE_BYTES: usize = 1_500_000;
/// The number of documents whose article is shown: those with repairs, then members of families,
/// then documents with edits, then the others.
const MAX_ARTICLES: usize = 2_000;

/// The content of one page, as indices of documents in the run, ascending.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Part {
    /// The documents whose repairs the page shows.
    pub repaired: Vec<usize>,
    /// The documents whose article the page shows.
    pub articles: Vec<usize>,
    /// The number of repairs on the page.
    pub repairs: usize,
}

/// The division of a run into pages.
#[derive(Debug)]
pub(super) struct Plan {
    /// The pages, at least one.
    pub parts: Vec<Part>,
    /// The number of documents whose article no page shows.
    pub left_out: usize,
}

/// Divides a run into pages.
pub(super) fn plan(report: &RunReport, families: &Families) -> Plan {
    let count = report.documents.len();
    let repaired = |at: usize| !report.documents[at].repairs.is_empty();
    let mut wanted: Vec<usize> = (0..count).collect();
    let interest = |at: usize| match () {
        () if repaired(at) => 0,
        () if families.of[at].is_some() => 1,
        () if !report.documents[at].document.patch.is_empty() => 2,
        () => 3,
    };
    wanted.sort_by_key(|&at| interest(at));
    wanted.truncate(MAX_ARTICLES);
    let mut article = vec![false; count];
    wanted.iter().for_each(|&at| article[at] = true);

    let all: usize = report.documents.iter().map(|document| document.repairs.len()).sum();
    let bytes =
        |at: usize| Some(report.documents[at].document.raw.text.len()).filter(|len| *len <= MAX_BYTES).unwrap_or(0);
    let text: usize = wanted.iter().map(|&at| bytes(at)).sum();
    let most = if all <= MAX_REPAIRS && text <= PAGE_BYTES { MAX_REPAIRS } else { PAGE_REPAIRS };

    let mut parts = vec![Part::default()];
    let mut filled = 0;
    for at in (0..count).filter(|&at| article[at] || repaired(at)) {
        let (repairs, size) = (report.documents[at].repairs.len(), if article[at] { bytes(at) } else { 0 });
        let last = parts.last().expect("the list is never empty");
        let full = last.repairs + repairs > most || filled + size > PAGE_BYTES;
        if full && !(last.repaired.is_empty() && last.articles.is_empty()) {
            parts.push(Part::default());
            filled = 0;
        }
        let part = parts.last_mut().expect("the list is never empty");
        part.repairs += repairs;
        filled += size;
        if repairs > 0 {
            part.repaired.push(at);
        }
        if article[at] {
            part.articles.push(at);
        }
    }
    Plan { parts, left_out: count - wanted.len() }
}

/// The file name of a page, relative to the run folder.
pub(super) fn name(number: usize) -> String {
    format!("report/{:03}.html", number + 1)
}

/// Writes the index: which documents and how many repairs each page shows.
pub(super) fn index(out: &mut String, page: &Page, plan: &Plan) -> fmt::Result {
    out.push_str(
        "<section id=\"repairs\">\n<h2>Repairs and articles</h2>\n<p class=\"legend\">The run is too long for one page. All pages \
         share their decisions. The last three columns count the repairs of each confidence.</p>\n<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"Pages\"><table class=\"index\">\n\
         <thead><tr><th scope=\"col\">Page</th><th scope=\"col\">From</th><th scope=\"col\">To</th><th scope=\"col\">Articles</th>\
         <th scope=\"col\">High</th><th scope=\"col\">Medium</th><th scope=\"col\">Low</th></tr></thead>\n<tbody>\n",
    );
    for (number, part) in plan.parts.iter().enumerate() {
        write!(out, "<tr><th scope=\"row\"><a href=\"{}\">{}</a></th>", name(number), number + 1)?;
        let ends = [part.articles.first().min(part.repaired.first()), part.articles.last().max(part.repaired.last())];
        for at in ends {
            out.push_str("<td><bdi>");
            if let Some(&at) = at {
                label(out, &page.report.documents[at].document.raw.id)?;
            }
            out.push_str("</bdi></td>");
        }
        write!(out, "<td class=\"number\">{}</td>", part.articles.len())?;
        for band in [Band::High, Band::Medium, Band::Low] {
            let repairs = part.repaired.iter().flat_map(|&at| &page.report.documents[at].repairs);
            write!(out, "<td class=\"number\">{}</td>", repairs.filter(|repair| repair.band == band).count())?;
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody></table></div>\n");
    left_out(out, plan)?;
    out.push_str("</section>\n");
    Ok(())
}

/// Writes how many articles no page shows, if any.
pub(super) fn left_out(out: &mut String, plan: &Plan) -> fmt::Result {
    if plan.left_out > 0 {
        writeln!(out, "<p class=\"none\">documents.jsonl contains {} more.</p>", plural(plan.left_out, "document"))?;
    }
    Ok(())
}

/// Writes the head of one page of several.
pub(super) fn head(out: &mut String, number: usize, plan: &Plan) -> fmt::Result {
    let pages = plan.parts.len();
    write!(
        out,
        "<header class=\"top\">\n<h1>unspin <span>page {} of {pages}</span></h1>\n<nav aria-label=\"Pages\">\
         <a href=\"../report.html\">Index</a>",
        number + 1
    )?;
    let file = |number: usize| format!("{:03}.html", number + 1);
    if number > 0 {
        write!(out, "<a href=\"{}\" rel=\"prev\">Previous page</a>", file(number - 1))?;
    }
    if number + 1 < pages {
        write!(out, "<a href=\"{}\" rel=\"next\">Next page</a>", file(number + 1))?;
    }
    out.push_str("<a href=\"#articles\">Articles</a></nav>\n</header>\n");
    Ok(())
}
