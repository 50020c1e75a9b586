//! A document prepared for comparison: its tokens and the index of its shingles.

use std::cell::OnceCell;

use super::shingles::{SHINGLE, SHORT_SHINGLE, SHORT_TEXT, ShingleIndex};
use crate::text::hashed_tokens::{HashedToken, scan};

/// The number of tokens of a text that are compared. Of a longer text (6 MB), only the beginning is
/// compared.
pub(crate) const MAX_TOKENS: usize = 1 << 20;
/// The number of bytes of a text that are read for a comparison. Hardly any text of more bytes has
/// fewer than `MAX_TOKENS` tokens in them, and a text that is related to thousands of others is
/// read hundreds of times.
pub(crate) const MAX_COMPARED_BYTES: usize = 16 << 20;

/// A document prepared for comparison. The buffers of one value are reused for many documents.
#[derive(Default)]
pub(crate) struct TokenizedDoc {
    /// The clean text.
    pub text: String,
    /// The first [`MAX_TOKENS`] tokens of the text.
    pub tokens: Vec<HashedToken>,
    /// The hashes of the tokens, in the same order.
    pub hashes: Vec<u64>,
    wide: ShingleIndex,
    narrow: OnceCell<ShingleIndex>,
}

impl TokenizedDoc {
    /// Tokenizes the text that the caller has put into `text` in place of the previous one.
    pub(crate) fn tokenize(&mut self) {
        self.tokens.clear();
        // A token takes about six bytes.
        self.tokens.reserve((self.text.len() / 5).min(MAX_TOKENS));
        let tokens = &mut self.tokens;
        scan(&self.text, |token| {
            if tokens.len() < MAX_TOKENS {
                tokens.push(token);
            }
        });
        self.hashes.clear();
        self.hashes.extend(self.tokens.iter().map(|token| token.hash));
        self.wide.rebuild::<SHINGLE>(&self.hashes);
        self.narrow = OnceCell::new();
    }

    /// The number of tokens.
    pub(crate) fn len(&self) -> usize {
        self.tokens.len()
    }

    /// The shingles of [`SHINGLE`] tokens that lie wholly inside a range of tokens.
    pub(crate) fn passage_shingles(&self, tokens: std::ops::Range<usize>) -> &[u64] {
        let end = (tokens.end + 1).saturating_sub(SHINGLE).min(self.wide.hashes.len());
        self.wide.hashes.get(tokens.start..end).unwrap_or(&[])
    }

    /// The shingles by which this text is compared with `other`: those of [`SHORT_SHINGLE`] tokens
    /// if either text is short, else those of [`SHINGLE`] tokens.
    pub(crate) fn shingles(&self, other: &TokenizedDoc) -> &ShingleIndex {
        if self.len().min(other.len()) >= SHORT_TEXT {
            return &self.wide;
        }
        self.narrow.get_or_init(|| {
            let mut narrow = ShingleIndex::default();
            narrow.rebuild::<SHORT_SHINGLE>(&self.hashes);
            narrow
        })
    }
}
