//! The map step over documents: normalization, labels of lines, and the removal of boilerplate.

use super::parallel::*;

use crate::config::Config;
use crate::model::{self, Clean, Document, Original, Patch, RawDocument, Segment};
use crate::segment::SiteLines;
use crate::{normalize, segment};

/// A normalized document with labelled lines, before its boilerplate is removed.
pub(super) struct Draft {
    pub raw: RawDocument,
    /// The edits of the normalization rules.
    pub rules: Patch<Original, model::Draft>,
    /// The normalized text.
    pub text: String,
    /// The labelled lines of the normalized text.
    pub lines: Vec<Segment<model::Draft>>,
}

/// Cleans documents without repairing them: each is normalized and its lines are labelled; then
/// lines that recur on the pages of a site are labelled as boilerplate, and boilerplate is removed.
pub(super) fn documents(raw: Vec<RawDocument>, config: &Config) -> Vec<Document> {
    let drafts: Vec<_> = raw.into_par_iter().map(|raw| label(raw, config)).collect();
    let sites = site_lines(&drafts);
    drafts.into_par_iter().map(|draft| finish(draft, &sites)).collect()
}

/// Normalizes a document and labels its lines. This step needs no other document.
pub(super) fn label(raw: RawDocument, config: &Config) -> Draft {
    let (rules, text) = normalize::normalize(&raw.text, &config.normalize);
    let lines = segment::lines(&text, raw.field("title"));
    Draft { raw, rules, text, lines }
}

/// Counts the lines of all pages of each site. This step needs all documents.
fn site_lines(drafts: &[Draft]) -> SiteLines {
    let pages: Vec<_> = drafts
        .par_iter()
        .filter(|draft| draft.raw.site().is_some())
        .map(|draft| (draft.raw.site().unwrap_or_default().into(), segment::page_lines(&draft.text, &draft.lines)))
        .collect();
    SiteLines::count(pages)
}

/// Removes the boilerplate of a document, given the line counts of its site.
fn finish(draft: Draft, sites: &SiteLines) -> Document {
    let Draft { raw, rules, text, mut lines } = draft;
    segment::relabel(&text, &mut lines, raw.site().unwrap_or_default(), sites);
    let segments = lines.iter().map(|line| Segment { span: rules.to_original(line.span), label: line.label }).collect();
    let (patch, text) = cleaned(rules, text, &lines);
    Document { raw, patch, text, segments }
}

/// Removes the lines of a normalized text that are labelled as boilerplate. Returns all edits from
/// the original to the clean text, and the clean text.
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
