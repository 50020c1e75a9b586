//! Pass 1: each document alone; and the lines that recur over the pages of a site.

use super::parallel::*;

use crate::config::Config;
use crate::model::{self, Clean, Document, Original, Patch, RawDocument, Segment};
use crate::segment::SiteLines;
use crate::{normalize, segment};

/// A document after pass 1: normalized and labelled, its boilerplate still in place.
pub(super) struct Draft {
    pub raw: RawDocument,
    pub rules: Patch<Original, model::Draft>,
    pub text: String,
    pub lines: Vec<Segment<model::Draft>>,
}

/// Pass 1, each document alone; then what recurs over the pages of a site is dropped.
pub(super) fn documents(raw: Vec<RawDocument>, config: &Config) -> Vec<Document> {
    let drafts: Vec<_> = raw.into_par_iter().map(|raw| label(raw, config)).collect();
    let sites = site_lines(&drafts);
    drafts.into_par_iter().map(|draft| finish(draft, &sites)).collect()
}

/// Pass 1: what needs one document alone.
pub(super) fn label(raw: RawDocument, config: &Config) -> Draft {
    let (rules, text) = normalize::normalize(&raw.text, &config.normalize);
    let lines = segment::lines(&text, raw.field("title"));
    Draft { raw, rules, text, lines }
}

/// Reduce: which lines recur over the pages of a site.
fn site_lines(drafts: &[Draft]) -> SiteLines {
    let pages: Vec<_> = drafts
        .par_iter()
        .filter(|draft| draft.raw.site().is_some())
        .map(|draft| (draft.raw.site().unwrap_or_default().into(), segment::page_lines(&draft.text, &draft.lines)))
        .collect();
    SiteLines::count(pages)
}

/// The document without its boilerplate, now that its whole site is known.
fn finish(draft: Draft, sites: &SiteLines) -> Document {
    let Draft { raw, rules, text, mut lines } = draft;
    segment::relabel(&text, &mut lines, raw.site().unwrap_or_default(), sites);
    let segments = lines.iter().map(|line| Segment { span: rules.to_original(line.span), label: line.label }).collect();
    let (patch, text) = cleaned(rules, text, &lines);
    Document { raw, patch, text, segments }
}

/// The clean text of a draft, and all the edits that lead there.
pub(super) fn cleaned(
    rules: Patch<Original, model::Draft>,
    draft: String,
    lines: &[Segment<model::Draft>],
) -> (Patch<Original, Clean>, String) {
    let dropped = segment::drop_boilerplate(&draft, lines);
    let text = match dropped.is_empty() {
        true => draft,
        false => dropped.apply(&draft).expect("the edits were made from this text"),
    };
    (rules.then(dropped), text)
}
