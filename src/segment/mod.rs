//! What a text is made of: labelled lines, sentences, tokens.

mod address;
mod tokens;

use crate::model::{Clean, Draft, Label, Patch, Segment, Span};

pub use tokens::{Tokens, tokens};

/// The lines of a page with their labels, blank ones left out. `title` is the record's own, where it has one.
pub fn lines(text: &str, title: Option<&str>) -> Vec<Segment<Draft>> {
    let _ = title;
    vec![Segment { span: Span::new(0, text.len()), label: Label::Body }]
}

/// The edits that drop the furniture lines, each run of them as one edit of `segment.furniture`.
pub fn drop_furniture(text: &str, lines: &[Segment<Draft>]) -> Patch<Draft, Clean> {
    let _ = (text, lines);
    Patch::default()
}

/// The sentences of a text.
pub fn sentences(text: &str) -> Vec<Span<Clean>> {
    let _ = text;
    Vec::new()
}
