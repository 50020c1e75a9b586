//! HTML: a page becomes the record of its article.
//!
//! The record's text is the text of the article: paragraphs stand apart by a blank line; list items, table rows and
//! lines broken with `<br>` each on a line of its own. That text, not the page, is the original that every place is told
//! in: the page is named, not rewritten. The headline is the field `title` and no line of the text: sites differ in
//! whether it stands within the article, records must not. Figure captions are left out with the pictures.
//!
//! Two readings of the page are put together (`merge`): what a library scores highest (`dom_smoothie`, a port of
//! Firefox's reader view), and what the page itself marks as its article (`marked`).
//!
//! A page can be broken in any way and still give a record. Where no tree can be built within bounds, or nothing is
//! found in it, the text is all that a reader would see (`visible`); a page without any text fails with a sentence.

#[cfg(feature = "html")]
mod article;
#[cfg(feature = "html")]
mod charset;
#[cfg(feature = "html")]
mod cost;
#[cfg(feature = "html")]
mod lines;
#[cfg(feature = "html")]
mod marked;
#[cfg(feature = "html")]
mod merge;
#[cfg(feature = "html")]
mod metadata;
#[cfg(feature = "html")]
mod page;
#[cfg(feature = "html")]
mod visible;

#[cfg(all(test, feature = "html"))]
mod tests;

#[cfg(feature = "html")]
use std::panic::{AssertUnwindSafe, catch_unwind};
#[cfg(feature = "html")]
use std::sync::Arc;

use super::record::Record;
#[cfg(feature = "html")]
use crate::model::RawDocument;
use crate::model::{Failure, Origin};

/// A page cannot be read without the feature.
#[cfg(not(feature = "html"))]
pub(super) fn document(_: Vec<u8>, _: String, origin: Origin) -> Record {
    let message = format!(
        "{origin} is an HTML page, and this build cannot read HTML: build unspin with the feature `html`, or save the text \
         of the page as .txt"
    );
    Record::Failed(Failure { origin, message })
}

/// The document in the bytes of a page.
#[cfg(feature = "html")]
pub(super) fn document(bytes: Vec<u8>, id: String, origin: Origin) -> Record {
    let failed = |origin: Origin, what: String| {
        let message = format!("{origin}: {what}");
        Record::Failed(Failure { origin, message })
    };
    let page = charset::decode(bytes);
    if !cost::is_bounded(&page.text) {
        let what = "a tag with thousands of attributes, or a text of ampersands, would cost the parser the square of its length";
        return failed(origin, format!("{what}: save the page's text as .txt"));
    }
    // Parser and extractor are code of others with assertions of their own, and a page can be anything: one that trips
    // them must cost its record, not the run.
    match catch_unwind(AssertUnwindSafe(|| article::read(&page.text))) {
        Ok(article) if article.text.is_empty() => failed(
            origin,
            "the page holds no text: if scripts put its article there, save the page from a browser".to_owned(),
        ),
        Ok(article) => Record::Document(RawDocument {
            id: Arc::from(id),
            text: article.text,
            fields: article.fields,
            origin,
            encoding: page.encoding,
        }),
        Err(_) => failed(origin, "the HTML of the page stops the extractor: save its text as .txt".to_owned()),
    }
}

/// Whether a stream is plainly a page: behind a byte order mark, spaces, an XML declaration and comments, it opens with
/// the doctype or the outermost tags. Text that merely begins with `<` is text.
pub(super) fn is_page(bytes: &[u8]) -> bool {
    /// An XML declaration and a licence in a comment fit.
    const LOOK_BYTES: usize = 1 << 12;
    let head = &bytes[..bytes.len().min(LOOK_BYTES)];
    let mut rest = head.strip_prefix("\u{feff}".as_bytes()).unwrap_or(head).trim_ascii_start();
    loop {
        let end: &[u8] = match rest {
            [b'<', b'!', b'-', b'-', ..] => b"-->",
            [b'<', b'?', ..] => b"?>",
            _ => break,
        };
        let Some(at) = memchr::memmem::find(rest, end) else { return false };
        rest = rest[at + end.len()..].trim_ascii_start();
    }
    let opens = |tag: &[u8]| {
        rest.get(..tag.len()).is_some_and(|head| head.eq_ignore_ascii_case(tag))
            && rest.get(tag.len()).is_none_or(|next| next.is_ascii_whitespace() || *next == b'>')
    };
    [&b"<!doctype html"[..], b"<html", b"<head", b"<body"].into_iter().any(opens)
}

#[cfg(all(test, not(feature = "html")))]
mod without_the_feature {
    use super::*;

    #[test]
    fn a_page_is_refused_with_the_name_of_the_feature() {
        let origin = Origin { input: "page.html".into(), line: None };
        let Record::Failed(failure) = document(Vec::new(), "page.html".into(), origin) else {
            panic!("it has no text")
        };
        assert!(failure.message.starts_with("page.html is an HTML page"), "{}", failure.message);
        assert!(failure.message.contains("the feature `html`"), "{}", failure.message);
    }
}
