//! Shingles: hashes of runs of tokens, and an index of where each one first occurs in a text.

use crate::text::hashed_tokens::mix;

/// Tokens in a shingle.
pub(crate) const SHINGLE: usize = 5;
/// A text of fewer tokens is also known by shingles of three tokens, because it would otherwise
/// have next to none.
pub(crate) const SHORT_TEXT: usize = 32;
/// Tokens in a shingle of a short text.
pub(crate) const SHORT_SHINGLE: usize = 3;

/// The base of the rolling hash. It is odd, so that no power of it is zero.
const BASE: u64 = 0x9e37_79b9_7f4a_7c15;

/// Appends the hash of every run of `N` tokens to `out`, in order, by a rolling hash.
pub(crate) fn shingles<const N: usize>(tokens: &[u64], out: &mut Vec<u64>) {
    let leaving_weight = BASE.wrapping_pow(N as u32);
    let Some((first, rest)) = tokens.split_at_checked(N) else { return };
    let mut sum = first.iter().fold(0_u64, |sum, &token| sum.wrapping_mul(BASE).wrapping_add(token));
    out.reserve(rest.len() + 1);
    out.push(mix(sum, N as u64));
    out.extend(rest.iter().zip(tokens).map(|(&token, &leaving)| {
        sum = sum.wrapping_mul(BASE).wrapping_add(token.wrapping_sub(leaving.wrapping_mul(leaving_weight)));
        mix(sum, N as u64)
    }));
}

/// Every shingle of a text, with an index of the first position of each.
#[derive(Default)]
pub(crate) struct ShingleIndex {
    /// Tokens in a shingle.
    pub width: usize,
    /// The hash of the shingle that starts at each token.
    pub hashes: Vec<u64>,
    /// The number of different shingles.
    pub distinct: usize,
    /// A hash table with open addressing: the position + 1 of the first shingle with a hash, or 0.
    table: Vec<u32>,
    /// A bit for each value of the lowest bits of a hash: 1 if some shingle has it. Nearly all
    /// look-ups are for shingles that the text does not have; they end here, in 2 KB that stay in
    /// the processor's nearest cache.
    filter: Vec<u64>,
    /// A bit for each position: 1 if the same shingle occurs earlier in the text.
    repeats: Vec<u64>,
}

/// Bits of the filter for each slot of the table. One look-up in thirty passes the filter although
/// the text does not have the shingle.
const FILTER_BITS: usize = 8;

impl ShingleIndex {
    /// Indexes the shingles of `N` tokens in place of the previous ones, reusing their memory.
    pub(crate) fn rebuild<const N: usize>(&mut self, token_hashes: &[u64]) {
        let count = (token_hashes.len() + 1).saturating_sub(N);
        let size = (count * 2).next_power_of_two().max(64 / FILTER_BITS);
        self.width = N;
        self.distinct = 0;
        self.hashes.clear();
        shingles::<N>(token_hashes, &mut self.hashes);
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

    /// The slot of the table that holds a hash, or the free slot where it belongs.
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

    /// The token at which a shingle first occurs.
    #[inline]
    pub(crate) fn first(&self, hash: u64) -> Option<usize> {
        let bit = hash as usize & (self.filter.len() * 64 - 1);
        if self.filter[bit / 64] >> (bit % 64) & 1 == 0 {
            return None;
        }
        (self.table[self.slot(hash)] as usize).checked_sub(1)
    }

    /// Whether the shingle at token `at` occurs earlier in the text too.
    pub(crate) fn is_repeat(&self, at: usize) -> bool {
        self.repeats[at / 64] >> (at % 64) & 1 == 1
    }
}
