//! What is known of English: how often words and pairs of words occur, which words can stand for each other, and
//! whether a text is in English at all.

mod background;
mod glyphs;
mod language;
mod spelling;
mod thesaurus;

pub(crate) use background::{Background, WordKey};
pub(crate) use glyphs::{Glyphs, homoglyph};
pub(crate) use language::Tally;
pub(crate) use spelling::{is_one_letter_form, is_spelling_variant};
pub(crate) use thesaurus::Thesaurus;
