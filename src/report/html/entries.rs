//! The two long sections of a page: repairs in the order in which a reader is asked, and articles.

use std::fmt;

use super::Page;
use super::article::article;
use super::card::{Entry, card, order};
use super::paging::{Part, Plan, left_out};

/// The section of repairs.
pub(super) fn repairs(out: &mut String, page: &Page, part: &Part) -> fmt::Result {
    out.push_str("<section id=\"repairs\">\n<h2>Repairs</h2>\n");
    if part.repairs == 0 {
        out.push_str("<p class=\"none\">None.</p>\n</section>\n");
        return Ok(());
    }
    out.push_str(
        "<p class=\"legend\"><b class=\"high\">High</b> is applied, <b class=\"medium\">medium</b> waits for a reader, \
         <b class=\"low\">low</b> is marked only. What waits comes first, the least sure before the surer. \
         Below each sentence as it was stands what it becomes, with the <span class=\"also\">other repairs</span> of it that were applied. \
         <code>unspin explain repair.name</code> tells what a kind of repair is, and where it errs.</p>\n\
         <div class=\"desk\">\n<div id=\"tools\"></div>\n<div id=\"cards\">\n",
    );
    let repairs = part.repaired.iter().flat_map(|&at| {
        let report = &page.report.documents[at];
        report.repairs.iter().map(move |repair| (at, report, repair))
    });
    let mut entries: Vec<Entry> =
        repairs.enumerate().map(|(number, (at, report, repair))| Entry { at, report, repair, number }).collect();
    entries.sort_by(order);
    for entry in entries {
        card(out, page, entry)?;
    }
    out.push_str("</div>\n</div>\n</section>\n");
    Ok(())
}

/// The section of articles.
pub(super) fn articles(out: &mut String, page: &Page, part: &Part, plan: &Plan) -> fmt::Result {
    out.push_str("<section id=\"articles\">\n<h2>Articles</h2>\n");
    out.push_str(if part.articles.is_empty() {
        "<p class=\"none\">None.</p>\n"
    } else {
        "<p class=\"legend\">Original and clean side by side. Point at a change, or go there with the Tab key, to read which rule \
         made it.</p>\n"
    });
    for &at in &part.articles {
        article(out, page, at)?;
    }
    if plan.parts.len() == 1 {
        left_out(out, plan)?;
    }
    out.push_str("</section>\n");
    Ok(())
}
