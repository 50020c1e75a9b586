//! What a text is made of: labelled lines, sentences, tokens.

mod address;
mod cues;
mod evidence;
mod furniture;
mod lines;
mod sentences;
mod shape;
mod tokens;
mod weights;

pub use furniture::drop_furniture;
pub use lines::{evidence, lines};
pub use sentences::sentences;
pub use tokens::{Tokens, tokens};
