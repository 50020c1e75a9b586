//! What a text is made of: labelled lines, sentences, tokens.

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

pub use evidence::{OWN_NAMES, PLACE_NAMES};
pub use furniture::drop_furniture;
pub use lines::{Weights, evidence, lines, lines_by};
pub use sentences::sentences;
pub use site::{PageLines, SiteLine, SiteLines, page_lines, relabel};
pub use tokens::{Tokens, tokens};
