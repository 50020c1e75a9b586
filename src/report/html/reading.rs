//! The whole text of a document with its repairs in their places, each leading to its card.

use std::fmt::{self, Write};

use super::escape;
use crate::model::{DocumentReport, Verdict};

/// Bytes of text that are shown whole; longer documents have their cards only.
const MAX_BYTES: usize = 40_000;

/// The clean text: accepted repairs as struck and new words, pending ones as words in question. `at` is the document's
/// place in the run, `open` whether it is unfolded from the start. Says whether it is shown at all.
pub(super) fn text(out: &mut String, at: usize, document: &DocumentReport, open: bool) -> Result<bool, fmt::Error> {
    let text = &document.document.text;
    if text.len() > MAX_BYTES {
        return Ok(false);
    }
    let open = if open { " open" } else { "" };
    write!(
        out,
        "<details class=\"reading\"{open}><summary>The text with its repairs</summary>\n<div dir=\"auto\">\n<p>"
    )?;
    let mut done = 0;
    for (number, repair) in document.repairs.iter().enumerate() {
        if repair.verdict == Verdict::Rejected {
            continue;
        }
        paragraphs(out, &text[done..repair.span.start])?;
        done = repair.span.end;
        write!(out, "<a href=\"#r{at}-{number}\" class=\"{}\">", repair.verdict.name())?;
        if repair.verdict == Verdict::Accepted {
            out.push_str("<del>");
            escape(out, &repair.before)?;
            out.push_str("</del> <ins>");
            escape(out, &repair.after)?;
            out.push_str("</ins></a>");
        } else {
            escape(out, &repair.before)?;
            out.push_str("<small>");
            escape(out, &repair.after)?;
            out.push_str("?</small></a>");
        }
    }
    paragraphs(out, &text[done..])?;
    out.push_str("</p>\n</div></details>\n");
    Ok(true)
}

/// Text in which every line is a paragraph; the caller has opened one.
fn paragraphs(out: &mut String, text: &str) -> fmt::Result {
    for (number, line) in text.split('\n').enumerate() {
        if number > 0 {
            out.push_str("</p>\n<p>");
        }
        escape(out, line)?;
    }
    Ok(())
}
