//! What every stage needs of a text: tokens, sentences, casing, words as numbers, and the passages
//! that two texts share.
//!
//! Sentences and tokens are spans, in bytes of the text, in order.
//!
//! ```
//! use unspin::model::TokenKind;
//! use unspin::text::{sentences, tokens};
//!
//! let text = "Dr. Gál paid $1,000. “Why not?” she asked.";
//! let found: Vec<&str> = sentences(text).iter().map(|span| span.of(text)).collect();
//! assert_eq!(found, ["Dr. Gál paid $1,000.", "“Why not?” she asked."], "neither a title nor a quotation ends a sentence");
//!
//! let words = tokens(text).into_iter().filter(|token| token.kind == TokenKind::Word);
//! assert_eq!(words.map(|token| token.span.of(text)).collect::<Vec<_>>(), ["Dr", "Gál", "paid", "Why", "not", "she", "asked"]);
//! ```

mod address;
pub(crate) mod align;
mod boundary;
pub(crate) mod casing;
pub(crate) mod hashed_tokens;
mod language;
mod scripts;
mod sentences;
mod tokens;
mod vocabulary;

pub(crate) use align::passages;
#[cfg(feature = "html")]
pub(crate) use boundary::ceil_boundary;
pub(crate) use boundary::{floor_boundary, head};
pub(crate) use language::is_english;
pub(crate) use scripts::takes_zero_width_spaces;
pub use sentences::sentences;
pub(crate) use sentences::{closes_sentence, ends_sentence};
pub use tokens::{Tokens, tokens};
pub(crate) use vocabulary::{Passage, Vocabulary, Words};
