//! The data that every section of a page needs, and links from document names to articles.

use std::fmt::{self, Write};

use super::escape::label;
use crate::model::{Counts, Repair, RunReport, Verdict};
use crate::report::families::Families;

/// One HTML page that is being written, with the run that it shows.
pub(super) struct Page<'r> {
    /// The run.
    pub report: &'r RunReport,
    /// The figures of the run.
    pub counts: &'r Counts,
    /// The groups of linked documents.
    pub families: &'r Families<'r>,
    /// The spun score from which a document looks spun: `min_spun_score` of the configuration.
    pub min_spun_score: f64,
    /// A hash of all repair ids of the run. The browser stores the decisions of all pages of a run
    /// under it.
    pub run: &'r str,
    /// For each document of the run, by index: whether its article is on this page.
    pub has_article: Vec<bool>,
}

/// Writes the id of a document, as a link if its article is on the same page. `index` is the
/// document's index in the run, `None` if the run does not contain it. The style sheet isolates the
/// text direction of the id from the text around it.
pub(super) fn document_name(out: &mut String, page: &Page, index: Option<usize>, id: &str) -> fmt::Result {
    let Some(index) = index.filter(|&index| page.has_article[index]) else {
        out.push_str("<i>");
        label(out, id)?;
        out.push_str("</i>");
        return Ok(());
    };
    write!(out, "<a href=\"#a-{index}\">")?;
    label(out, id)?;
    out.push_str("</a>");
    Ok(())
}

/// What happened to a repair. Unlike [`Verdict`] it separates repairs that a reviewer rejected from
/// those that were never to be applied, because their confidence is low.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Status {
    /// The clean text contains the repair.
    Applied,
    /// A reviewer has to decide.
    Pending,
    /// The confidence is too low to apply the repair; no reviewer decided.
    Flagged,
    /// A reviewer rejected the repair.
    Rejected,
}

impl Status {
    /// The status of a repair.
    pub(super) fn of(repair: &Repair) -> Self {
        match repair.verdict {
            Verdict::Accepted => Status::Applied,
            Verdict::Pending => Status::Pending,
            Verdict::Rejected if repair.by == "band" => Status::Flagged,
            Verdict::Rejected => Status::Rejected,
        }
    }

    /// The value of `data-status`, which `browse.js` and `review.js` read.
    pub(super) fn name(self) -> &'static str {
        match self {
            Status::Applied => "applied",
            Status::Pending => "pending",
            Status::Flagged => "flagged",
            Status::Rejected => "rejected",
        }
    }

    /// The status for people.
    pub(super) fn label(self) -> &'static str {
        match self {
            Status::Flagged => "flagged only",
            other => other.name(),
        }
    }
}
