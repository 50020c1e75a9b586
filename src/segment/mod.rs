//! What a text is made of: labelled lines, sentences, tokens.

mod address;
mod furniture;
mod sentences;
mod tokens;

use crate::model::{Draft, Label, Segment, Span};

pub use furniture::drop_furniture;
pub use sentences::sentences;
pub use tokens::{Tokens, tokens};

/// The lines of a page with their labels, blank ones left out. `title` is the record's own, where it has one.
pub fn lines(text: &str, title: Option<&str>) -> Vec<Segment<Draft>> {
    let _ = title;
    vec![Segment { span: Span::new(0, text.len()), label: Label::Body }]
}
