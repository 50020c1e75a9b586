//! Pass 1: each document alone; and the lines that recur over the pages of a site.

use rayon::prelude::*;

use crate::config::Config;
use crate::model::{self, Document, Original, Patch, RawDocument, Segment};
use crate::segment::SiteLines;
use crate::{normalize, segment};

/// A document after pass 1: normalized and labelled, its furniture still in place.
pub(super) struct Draft {
    raw: RawDocument,
    rules: Patch<Original, model::Draft>,
    text: String,
    lines: Vec<Segment<model::Draft>>,
}

/// Pass 1: what needs one document alone.
pub(super) fn label(raw: RawDocument, config: &Config) -> Draft {
    let (rules, text) = normalize::normalize(&raw.text, &config.normalize);
    let lines = segment::lines(&text, raw.field("title"));
    Draft { raw, rules, text, lines }
}

/// Reduce: which lines recur over the pages of a site.
pub(super) fn site_lines(drafts: &[Draft]) -> SiteLines {
    let pages: Vec<_> = drafts
        .par_iter()
        .filter(|draft| !draft.raw.site().is_empty())
        .map(|draft| (draft.raw.site().into(), segment::page_lines(&draft.text, &draft.lines)))
        .collect();
    SiteLines::count(pages)
}

/// The document without its furniture, now that its whole site is known.
pub(super) fn finish(draft: Draft, sites: &SiteLines) -> Document {
    let Draft { raw, rules, text: draft, mut lines } = draft;
    segment::relabel(&draft, &mut lines, raw.site(), sites);
    let segments = lines.iter().map(|line| Segment { span: rules.to_original(line.span), label: line.label }).collect();
    let dropped = segment::drop_furniture(&draft, &lines);
    let text = match dropped.is_empty() {
        true => draft,
        false => dropped.apply(&draft).expect("the edits were made from this text"),
    };
    Document { raw, patch: rules.then(dropped), text, segments }
}
