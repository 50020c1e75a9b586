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

mod article;
mod charset;
mod cost;
mod lines;
mod marked;
mod merge;
mod metadata;
mod page;
mod visible;

#[cfg(test)]
mod tests;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use super::record::Record;
use crate::model::{Failure, Origin, RawDocument};

/// The document in the bytes of a page.
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
