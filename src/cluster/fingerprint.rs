//! What is kept of a document to find those that resemble it: sampled shingle hashes.
//!
//! A shingle is five tokens in a row. Those whose hash falls below a threshold are kept, and at least sixteen a
//! document: the literature says FracMinHash, scaled MinHash, mod-p sampling. Two documents that share a share `c` of
//! their shingles share about `c` of their samples, and the smaller sample is always part of the larger one.

use xxhash_rust::xxh3::Xxh3;

use super::slots::is_name;
use super::tokens::{UPPER_FIRST, mix, scan};

/// Tokens in a shingle.
pub(crate) const SHINGLE: usize = 5;
/// Texts of fewer tokens are also known by shingles of three, or they would have next to none.
pub(crate) const SHORT_TEXT: usize = 32;
/// Tokens in a shingle of a short text.
pub(crate) const SHORT_SHINGLE: usize = 3;
/// One shingle in so many is kept to find copies.
pub(crate) const COPY_SAMPLING: u64 = 64;
/// Kept at the least. Measured on 50,000 documents of 547 words: pair recall at Jaccard .7 is .989 with 16, at 190 bytes a document.
const MIN_SAMPLES: usize = 16;
/// Names kept at the most.
const MAX_NAMES: usize = 16;

/// What is kept of a document to find those that resemble it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fingerprint {
    /// XXH3 of the token hashes: the same for copies that differ in case, spaces and marks alone.
    pub whole: u128,
    /// How many bytes the text has.
    pub bytes: usize,
    /// How many tokens the text has.
    pub tokens: u32,
    /// Sampled shingle hashes to find copies, sorted, each once.
    pub copy: Vec<u64>,
    /// A denser sample to find siblings, sorted, each once.
    pub sibling: Vec<u64>,
    /// The names that stand most often in the text, at most 16, sorted by hash.
    pub names: Vec<u64>,
}

/// How densely shingles are sampled to find siblings: one in so many, a power of two in `1..=16`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sampling(u64);

/// Shingles that a run keeps to find siblings, about, before it samples more thinly: what one core sorts in a second.
const SIBLING_SAMPLES: u64 = 4_000_000;
/// Bytes of news text to a token, about.
const BYTES_PER_TOKEN: u64 = 6;

impl Sampling {
    /// The sampling for texts of so many bytes in all: everything in a small run, where a quotation of one
    /// sentence must not be missed; down to one in 16 in a large one.
    pub fn for_bytes(total_bytes: u64) -> Self {
        let wanted = (total_bytes / BYTES_PER_TOKEN).div_ceil(SIBLING_SAMPLES);
        Sampling(wanted.clamp(1, 16).next_power_of_two())
    }

    /// The largest hash that is kept.
    pub(crate) fn threshold(self) -> u64 {
        u64::MAX / self.0
    }

    /// One in how many.
    pub(crate) fn one_in(self) -> u64 {
        self.0
    }
}

impl Default for Sampling {
    /// Every shingle.
    fn default() -> Self {
        Sampling(1)
    }
}

/// The rolling hash of the last `N` tokens.
pub(crate) struct Roll<const N: usize> {
    window: [u64; N],
    seen: usize,
    sum: u64,
}

/// Odd, so that no power of it vanishes.
const BASE: u64 = 0x9e37_79b9_7f4a_7c15;

impl<const N: usize> Roll<N> {
    const LEAVING: u64 = {
        let (mut power, mut at) = (1_u64, 0);
        while at < N {
            power = power.wrapping_mul(BASE);
            at += 1;
        }
        power
    };

    pub(crate) fn new() -> Self {
        Roll { window: [0; N], seen: 0, sum: 0 }
    }

    /// Takes the next token; gives the hash of the shingle that ends with it.
    #[inline(always)]
    pub(crate) fn push(&mut self, token: u64) -> Option<u64> {
        let slot = self.seen % N;
        let leaving = std::mem::replace(&mut self.window[slot], token);
        self.sum = self.sum.wrapping_mul(BASE).wrapping_add(token).wrapping_sub(leaving.wrapping_mul(Self::LEAVING));
        self.seen += 1;
        (self.seen >= N).then(|| mix(self.sum, N as u64))
    }
}

/// The fingerprint of a clean text.
pub fn fingerprint(text: &str, sampling: Sampling) -> Fingerprint {
    Scratch::default().fingerprint(text, sampling)
}

/// Buffers to make many fingerprints with: nothing is allocated but the fingerprint.
#[derive(Default)]
pub struct Scratch {
    hashes: Vec<u64>,
    shingles: Vec<u64>,
    names: Vec<u64>,
}

impl Scratch {
    /// The fingerprint of a clean text.
    pub fn fingerprint(&mut self, text: &str, sampling: Sampling) -> Fingerprint {
        self.hashes.clear();
        self.shingles.clear();
        self.names.clear();
        let mut tokens = 0_usize;
        let mut roll = Roll::<SHINGLE>::new();
        scan(text, |token| {
            self.hashes.push(token.hash);
            if token.has(UPPER_FIRST) && is_name(token, text) {
                self.names.push(token.hash);
            }
            if let Some(shingle) = roll.push(token.hash) {
                self.shingles.push(shingle);
            }
        });
        tokens += self.hashes.len();
        if tokens < SHORT_TEXT {
            let mut short = Roll::<SHORT_SHINGLE>::new();
            self.shingles.extend(self.hashes.iter().filter_map(|&hash| short.push(hash)));
        }
        Fingerprint {
            whole: hash_of(&self.hashes),
            bytes: text.len(),
            tokens: tokens as u32,
            copy: self.sample(u64::MAX / COPY_SAMPLING),
            sibling: self.sample(sampling.threshold()),
            names: self.most_frequent_names(),
        }
    }

    fn most_frequent_names(&mut self) -> Vec<u64> {
        self.names.sort_unstable();
        let mut counted: Vec<(usize, u64)> =
            self.names.chunk_by(|x, y| x == y).map(|group| (group.len(), group[0])).collect();
        counted.sort_unstable_by_key(|&(count, name)| (std::cmp::Reverse(count), name));
        let mut names: Vec<u64> = counted.into_iter().take(MAX_NAMES).map(|(_, name)| name).collect();
        names.sort_unstable();
        names
    }

    fn sample(&mut self, threshold: u64) -> Vec<u64> {
        let mut kept: Vec<u64> = self.shingles.iter().copied().filter(|&shingle| shingle <= threshold).collect();
        kept.sort_unstable();
        kept.dedup();
        if kept.len() < MIN_SAMPLES && kept.len() < self.shingles.len() {
            kept = smallest(&mut self.shingles, MIN_SAMPLES);
        }
        kept.shrink_to_fit();
        kept
    }
}

fn hash_of(tokens: &[u64]) -> u128 {
    let mut whole = Xxh3::new();
    let mut block = [0; 1024];
    for part in tokens.chunks(128) {
        for (bytes, token) in block.chunks_exact_mut(8).zip(part) {
            bytes.copy_from_slice(&token.to_le_bytes());
        }
        whole.update(&block[..part.len() * 8]);
    }
    whole.digest128()
}

/// The `count` smallest different values, sorted. Reorders `values`.
fn smallest(values: &mut [u64], count: usize) -> Vec<u64> {
    let mut asked = count * 2;
    loop {
        let part = if asked < values.len() { values.select_nth_unstable(asked).0 } else { &mut *values };
        part.sort_unstable();
        let mut kept: Vec<u64> = part.to_vec();
        kept.dedup();
        if kept.len() >= count || asked >= values.len() {
            kept.truncate(count);
            return kept;
        }
        asked *= 2;
    }
}
