//! A document read for comparison: its tokens, and a table of where each shingle stands.

use std::cell::OnceCell;

use super::fingerprint::{SHINGLE, SHORT_SHINGLE, SHORT_TEXT, shingles};
use crate::text::hashed_tokens::{HashedToken, scan};

/// The most tokens of a text that are compared; of a longer one (6 MB) the beginning speaks for the whole.
pub(crate) const MAX_TOKENS: usize = 1 << 20;
/// The most bytes of a text that are read to be compared: few texts of so many have tokens enough left for more, and one
/// that is related to thousands is read hundreds of times.
pub const MAX_READ: usize = 16 << 20;

/// A document read for comparison.
#[derive(Default)]
pub(crate) struct Reading {
    pub text: String,
    pub tokens: Vec<HashedToken>,
    /// The hashes of the tokens, side by side.
    pub words: Vec<u64>,
    wide: Shingles,
    narrow: OnceCell<Shingles>,
}

impl Reading {
    /// Reads the text that was put into `text` in place of the last one: the memory of that is used again.
    pub(crate) fn read(&mut self) {
        self.tokens.clear();
        // A token takes about six bytes.
        self.tokens.reserve((self.text.len() / 5).min(MAX_TOKENS));
        let tokens = &mut self.tokens;
        scan(&self.text, |token| {
            if tokens.len() < MAX_TOKENS {
                tokens.push(token);
            }
        });
        self.words.clear();
        self.words.extend(self.tokens.iter().map(|token| token.hash));
        self.wide.read::<SHINGLE>(&self.words);
        self.narrow = OnceCell::new();
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
        self.narrow.get_or_init(|| {
            let mut narrow = Shingles::default();
            narrow.read::<SHORT_SHINGLE>(&self.words);
            narrow
        })
    }
}

/// Every shingle of a text, with a table of first places.
#[derive(Default)]
pub(crate) struct Shingles {
    /// Tokens in a shingle.
    pub width: usize,
    /// The hash of the shingle that starts at each token.
    pub hashes: Vec<u64>,
    /// How many different ones there are.
    pub distinct: usize,
    /// Open addressing: place + 1 of the first shingle with that hash, or 0.
    table: Vec<u32>,
    /// Bit set: some shingle has these lowest bits. Nearly all look-ups are for shingles that the text does not have, and
    /// end here, in 2 KB that stay in the nearest cache.
    filter: Vec<u64>,
    /// Bit set: the shingle stood earlier in the text already.
    repeats: Vec<u64>,
}

/// Bits of the filter to a slot of the table: one look-up in thirty passes in vain.
const FILTER_BITS: usize = 8;

impl Shingles {
    fn read<const N: usize>(&mut self, words: &[u64]) {
        let count = (words.len() + 1).saturating_sub(N);
        let size = (count * 2).next_power_of_two().max(64 / FILTER_BITS);
        self.width = N;
        self.distinct = 0;
        self.hashes.clear();
        shingles::<N>(words, &mut self.hashes);
        for (bits, length) in [(&mut self.filter, size * FILTER_BITS / 64), (&mut self.repeats, count.div_ceil(64))] {
            bits.clear();
            bits.resize(length, 0);
        }
        self.table.clear();
        self.table.resize(size, 0);
        for at in 0..count {
            let hash = self.hashes[at];
            let slot = self.slot(hash);
            if self.table[slot] == 0 {
                self.table[slot] = at as u32 + 1;
                self.distinct += 1;
                let bit = hash as usize & (size * FILTER_BITS - 1);
                self.filter[bit / 64] |= 1 << (bit % 64);
            } else {
                self.repeats[at / 64] |= 1 << (at % 64);
            }
        }
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
    #[inline]
    pub(crate) fn first(&self, hash: u64) -> Option<usize> {
        let bit = hash as usize & (self.filter.len() * 64 - 1);
        if self.filter[bit / 64] >> (bit % 64) & 1 == 0 {
            return None;
        }
        (self.table[self.slot(hash)] as usize).checked_sub(1)
    }

    /// Whether the shingle at `at` stood earlier in the text already.
    pub(crate) fn is_repeat(&self, at: usize) -> bool {
        self.repeats[at / 64] >> (at % 64) & 1 == 1
    }
}
