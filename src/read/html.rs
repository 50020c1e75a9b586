//! HTML: turns a page into the record of its article.
//!
//! The text of the record is the text of the article: blank lines separate paragraphs; list items,
//! table rows and lines after `<br>` are on lines of their own. This text, not the page, is the
//! original to which all positions refer, and the page itself is never changed. The headline is the
//! field `title` and not part of the text: sites differ in whether it is inside the article, and
//! records must not. Figure captions are left out with the pictures.
//!
//! The text is merged from two extractions (`merge`): the part of the page that a library scores
//! highest (`dom_smoothie`, a port of Firefox's reader view), and the part that the page itself
//! marks as its article (`marked`).
//!
//! Even a broken page gives a record. If no tree of bounded size can be built, or no article is
//! found in it, the text is everything that a reader would see (`visible`). A page without any text
//! fails with a message.

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
        let what = "the page has a tag with thousands of attributes or a text full of ampersands, which take the parser too long";
        return failed(origin, format!("{what}: save the text of the page as .txt"));
    }
    // The parser and the extractor are external code with their own assertions, and a page can
    // contain anything: a panic must fail one record and not the run.
    match catch_unwind(AssertUnwindSafe(|| article::read(&page.text))) {
        Ok(article) if article.text.is_empty() => {
            failed(origin, "the page has no text: if scripts load its article, save the page from a browser".to_owned())
        }
        Ok(article) => Record::Document(RawDocument {
            id: Arc::from(id),
            text: article.text,
            fields: article.fields,
            origin,
            encoding: page.encoding,
        }),
        Err(_) => failed(origin, "the HTML extractor failed on this page: save its text as .txt".to_owned()),
    }
}

/// Whether a stream is an HTML page: after a byte order mark, white space, an XML declaration and
/// comments, it begins with the doctype or one of the outermost tags. Other text that begins with
/// `<` is text.
pub(super) fn is_page(bytes: &[u8]) -> bool {
    /// Enough for an XML declaration and a comment with a licence.
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
