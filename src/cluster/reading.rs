//! A document read for comparison: its tokens, and a table of where each shingle stands.

use super::fingerprint::{Roll, SHINGLE, SHORT_SHINGLE, SHORT_TEXT};
use super::tokens::{Token, scan};

/// The most tokens of a text that are compared; of a longer one (6 MB) the beginning speaks for the whole.
pub(crate) const MAX_TOKENS: usize = 1 << 20;

/// A document read for comparison.
pub(crate) struct Reading<'t> {
    pub text: &'t str,
    pub tokens: Vec<Token>,
    /// The hashes of the tokens, side by side.
    pub words: Vec<u64>,
    wide: Shingles,
    narrow: std::cell::OnceCell<Shingles>,
}

impl<'t> Reading<'t> {
    pub(crate) fn new(text: &'t str) -> Self {
        // A token takes about six bytes.
        let mut tokens = Vec::with_capacity((text.len() / 5).min(MAX_TOKENS));
        scan(text, |token| {
            if tokens.len() < MAX_TOKENS {
                tokens.push(token);
            }
        });
        let wide = Shingles::new::<SHINGLE>(&tokens);
        let words = tokens.iter().map(|token| token.hash).collect();
        Reading { text, tokens, words, wide, narrow: std::cell::OnceCell::new() }
    }

    pub(crate) fn len(&self) -> usize {
        self.tokens.len()
    }

    /// The wide shingles that begin in a range of tokens and end in it.
    pub(crate) fn passage(&self, tokens: std::ops::Range<usize>) -> &[u64] {
        let end = (tokens.end + 1).saturating_sub(SHINGLE).min(self.wide.hashes.len());
        self.wide.hashes.get(tokens.start..end).unwrap_or(&[])
    }

    /// The shingles to compare two texts by: narrow ones where either is short.
    pub(crate) fn shingles(&self, other: &Reading) -> &Shingles {
        if self.len().min(other.len()) >= SHORT_TEXT {
            return &self.wide;
        }
        self.narrow.get_or_init(|| Shingles::new::<SHORT_SHINGLE>(&self.tokens))
    }
}

/// Every shingle of a text, with a table of first places.
pub(crate) struct Shingles {
    /// Tokens in a shingle.
    pub width: usize,
    /// The hash of the shingle that starts at each token.
    pub hashes: Vec<u64>,
    /// How many different ones there are.
    pub distinct: usize,
    /// Open addressing: place + 1 of the first shingle with that hash, or 0.
    table: Vec<u32>,
    /// Bit set: the shingle stood earlier in the text already.
    repeats: Vec<u64>,
}

impl Shingles {
    fn new<const N: usize>(tokens: &[Token]) -> Self {
        let count = (tokens.len() + 1).saturating_sub(N);
        let size = (count * 2).next_power_of_two().max(2);
        let mut shingles = Shingles {
            width: N,
            hashes: Vec::with_capacity(count),
            distinct: 0,
            table: vec![0; size],
            repeats: vec![0; count.div_ceil(64)],
        };
        let mut roll = Roll::<N>::new();
        shingles.hashes.extend(tokens.iter().filter_map(|token| roll.push(token.hash)));
        for at in 0..count {
            let slot = shingles.slot(shingles.hashes[at]);
            if shingles.table[slot] == 0 {
                shingles.table[slot] = at as u32 + 1;
                shingles.distinct += 1;
            } else {
                shingles.repeats[at / 64] |= 1 << (at % 64);
            }
        }
        shingles
    }

    fn slot(&self, hash: u64) -> usize {
        let mask = self.table.len() - 1;
        let mut slot = (hash >> 32) as usize & mask;
        while let found @ 1.. = self.table[slot] {
            if self.hashes[found as usize - 1] == hash {
                break;
            }
            slot = (slot + 1) & mask;
        }
        slot
    }

    /// Where a shingle stands first.
    pub(crate) fn first(&self, hash: u64) -> Option<usize> {
        (self.table[self.slot(hash)] as usize).checked_sub(1)
    }

    /// Whether the shingle at `at` stood earlier in the text already.
    pub(crate) fn is_repeat(&self, at: usize) -> bool {
        self.repeats[at / 64] >> (at % 64) & 1 == 1
    }
}
