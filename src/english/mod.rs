//! What is known of English: how often words and pairs of words occur, which words can replace each
//! other, how words are spelled, which letters look alike, lists of words, and whether a text is
//! English.

mod background;
mod glyphs;
mod language;
pub(crate) mod lists;
mod spelling;
mod thesaurus;

pub(crate) use background::{Background, WordKey};
pub(crate) use glyphs::{Glyphs, homoglyph};
pub(crate) use language::{Language, Tally, WordClass, is_spanish};
pub(crate) use spelling::{is_one_letter_form, is_spelling_variant};
pub(crate) use thesaurus::Thesaurus;
