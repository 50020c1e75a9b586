//! The two long sections of a page: repairs in review order, and articles.

use std::fmt;

use super::article::article;
use super::card::{Entry, card, review_order};
use super::page::Page;
use super::paging::{Part, Plan, left_out};

/// Writes the section of repairs.
pub(super) fn repairs(out: &mut String, page: &Page, part: &Part) -> fmt::Result {
    out.push_str("<section id=\"repairs\">\n<h2>Repairs</h2>\n");
    if part.repairs == 0 {
        out.push_str("<p class=\"none\">None.</p>\n</section>\n");
        return Ok(());
    }
    out.push_str(
        "<p class=\"legend\">By default, <b class=\"high\">high</b>-confidence repairs are applied, \
         <b class=\"medium\">medium</b> ones need review, and <b class=\"low\">low</b> ones are only flagged. \
         Pending repairs come first, least certain first. Each card shows the original sentence, then the repaired one; \
         <span class=\"also\">other applied repairs</span> are underlined. \
         <code>unspin explain repair.NAME</code> describes a kind of repair and its known faults.</p>\n\
         <div class=\"desk\">\n<div id=\"tools\"></div>\n<div id=\"cards\">\n",
    );
    let repairs = part.repaired.iter().flat_map(|&index| {
        let report = &page.report.documents[index];
        report.repairs.iter().map(move |repair| (index, report, repair))
    });
    let mut entries: Vec<Entry> =
        repairs.enumerate().map(|(number, (index, report, repair))| Entry { index, report, repair, number }).collect();
    entries.sort_by(review_order);
    for entry in entries {
        card(out, page, entry)?;
    }
    out.push_str("</div>\n</div>\n</section>\n");
    Ok(())
}

/// Writes the section of articles.
pub(super) fn articles(out: &mut String, page: &Page, part: &Part, plan: &Plan) -> fmt::Result {
    out.push_str("<section id=\"articles\">\n<h2>Articles</h2>\n");
    out.push_str(if part.articles.is_empty() {
        "<p class=\"none\">None.</p>\n"
    } else {
        "<p class=\"legend\">Original and clean text side by side: <del>removed</del>, <ins>added</ins>, and \
         <span class=\"sample pending\">pending repair</span>. Point at a change, or move to it with the Tab key, \
         to see the rule that made it.</p>\n"
    });
    for &index in &part.articles {
        article(out, page, index)?;
    }
    if plan.parts.len() == 1 {
        left_out(out, plan)?;
    }
    out.push_str("</section>\n");
    Ok(())
}
