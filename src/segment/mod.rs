//! What a text is made of: labelled lines, sentences, tokens.
//!
//! Lines are asked of a text that still has its furniture, sentences and tokens of one that has lost it; all are spans, in bytes, in order.
//!
//! ```
//! use unspin::model::TokenKind;
//! use unspin::segment::{sentences, tokens};
//!
//! let text = "Dr. Gál paid $1,000. “Why not?” she asked.";
//! let found: Vec<&str> = sentences(text).iter().map(|span| span.of(text)).collect();
//! assert_eq!(found, ["Dr. Gál paid $1,000.", "“Why not?” she asked."], "neither a title nor a quotation ends a sentence");
//!
//! let words = tokens(text).into_iter().filter(|token| token.kind == TokenKind::Word);
//! assert_eq!(words.map(|token| token.span.of(text)).collect::<Vec<_>>(), ["Dr", "Gál", "paid", "Why", "not", "she", "asked"]);
//! ```

mod address;
mod cues;
mod evidence;
mod furniture;
mod lines;
mod sentences;
mod shape;
mod site;
mod tokens;
mod vocabulary;
mod weights;

#[doc(hidden)]
pub use evidence::{OWN_NAMES, PLACE_NAMES};
pub use furniture::drop_furniture;
pub use lines::lines;
#[doc(hidden)]
pub use lines::{Weights, evidence, lines_by};
pub use sentences::sentences;
#[doc(hidden)]
pub use site::SiteLine;
pub use site::{PageLines, SiteLines, page_lines, relabel};
pub use tokens::{Tokens, tokens};
