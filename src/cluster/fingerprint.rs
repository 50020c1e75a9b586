//! The fingerprint of a document: sampled shingle hashes by which similar documents are found.
//!
//! A shingle is five tokens in a row. The fingerprint keeps the shingles whose hash is below a
//! threshold, and at least sixteen (FracMinHash, also called scaled MinHash or mod-p sampling). Two
//! documents that have a share `c` of their shingles in common have about `c` of their samples in
//! common, and the sample for a lower threshold is always a subset of the sample for a higher one.

use xxhash_rust::xxh3::Xxh3;

use super::shingles::{SHINGLE, SHORT_SHINGLE, SHORT_TEXT, shingles};
use super::slots::is_name;
use crate::text::hashed_tokens::{UPPER_FIRST, scan};

/// The copy sample keeps one shingle in this many.
pub(crate) const COPY_SAMPLING: u64 = 64;
/// The least size of a sample, if the document has that many shingles. Measured on 50,000 documents
/// of 547 words: with 16, the recall of pairs at a Jaccard similarity of .7 is .989, at 190 bytes a
/// document.
const MIN_SAMPLES: usize = 16;
/// The largest number of names in a fingerprint.
const MAX_NAMES: usize = 16;

/// The part of a fingerprint that has a fixed size and stays in memory for the whole run.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct DocSketch {
    /// XXH3 of the token hashes: equal for texts that differ in case, spaces and punctuation only.
    pub token_hash: u128,
    /// The length of the clean text in bytes.
    pub bytes: u64,
    /// The bytes of the clean text from the start of its first token to the end of its last one.
    pub extent: (u32, u32),
    /// The number of tokens.
    pub tokens: u32,
    /// The size of the sibling sample.
    pub sibling_samples: u32,
}

/// The fingerprint of a document.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Fingerprint {
    /// The part with a fixed size.
    pub sketch: DocSketch,
    /// Sampled shingle hashes for finding copies, sorted, without duplicates.
    pub copy_sample: Vec<u64>,
    /// A denser sample of shingle hashes for finding siblings, sorted, without duplicates.
    pub sibling_sample: Vec<u64>,
    /// Hashes of the most frequent names of the text, at most 16, sorted.
    pub names: Vec<u64>,
}

/// How densely shingles are sampled for finding siblings: one in `n`, where `n` is a power of two
/// in `1..=16`; or not at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Sampling(u64);

/// About how many sibling samples a run keeps before it samples more thinly: as many as one core
/// sorts in a second.
const SIBLING_SAMPLES: u64 = 4_000_000;
/// About how many bytes of news text there are to a token.
const BYTES_PER_TOKEN: u64 = 6;

impl Sampling {
    /// No siblings are searched for: fingerprints have neither sibling samples nor names.
    pub(crate) const NONE: Sampling = Sampling(u64::MAX);

    /// The sampling for clean texts of `total_bytes` bytes together. A small run keeps every
    /// shingle, so that a quotation of one sentence is not missed; a large run keeps down to one in
    /// 16.
    pub(crate) fn for_bytes(total_bytes: u64) -> Self {
        let wanted = (total_bytes / BYTES_PER_TOKEN).div_ceil(SIBLING_SAMPLES);
        Sampling(wanted.clamp(1, 16).next_power_of_two())
    }

    /// The largest hash that is kept.
    pub(crate) fn threshold(self) -> u64 {
        u64::MAX / self.0
    }

    /// The `n` of "one shingle in `n`".
    pub(crate) fn one_in(self) -> u64 {
        self.0
    }
}

impl Default for Sampling {
    /// Every shingle is kept.
    fn default() -> Self {
        Sampling(1)
    }
}

/// The fingerprint of a clean text.
pub(crate) fn fingerprint(text: &str, sampling: Sampling) -> Fingerprint {
    Fingerprinter::default().fingerprint(text, sampling)
}

/// Makes fingerprints. Its buffers are reused, so that only the fingerprint itself is allocated.
#[derive(Default)]
pub(crate) struct Fingerprinter {
    tokens: Vec<u64>,
    shingles: Vec<u64>,
    sample: Vec<u64>,
    names: Vec<u64>,
    name_counts: Vec<(usize, u64)>,
}

impl Fingerprinter {
    /// The fingerprint of a clean text.
    pub(crate) fn fingerprint(&mut self, text: &str, sampling: Sampling) -> Fingerprint {
        self.tokens.clear();
        self.shingles.clear();
        self.names.clear();
        // A token takes about six bytes.
        self.tokens.reserve(text.len() / 5);
        let wants_names = sampling != Sampling::NONE;
        let mut extent = (0, 0);
        scan(text, |token| {
            if self.tokens.is_empty() {
                extent.0 = token.start;
            }
            extent.1 = token.end();
            self.tokens.push(token.hash);
            if wants_names && token.has(UPPER_FIRST) && is_name(token, text) {
                self.names.push(token.hash);
            }
        });
        let tokens = self.tokens.len();
        shingles::<SHINGLE>(&self.tokens, &mut self.shingles);
        if tokens < SHORT_TEXT {
            shingles::<SHORT_SHINGLE>(&self.tokens, &mut self.shingles);
        }
        let sibling_sample = if sampling == Sampling::NONE { Vec::new() } else { self.sample(sampling.threshold()) };
        let sketch = DocSketch {
            token_hash: hash_of(&self.tokens),
            bytes: text.len() as u64,
            extent,
            tokens: tokens as u32,
            sibling_samples: sibling_sample.len() as u32,
        };
        Fingerprint {
            sketch,
            copy_sample: self.sample(u64::MAX / COPY_SAMPLING),
            sibling_sample,
            names: if sampling == Sampling::NONE { Vec::new() } else { self.most_frequent_names() },
        }
    }

    fn most_frequent_names(&mut self) -> Vec<u64> {
        self.names.sort_unstable();
        self.name_counts.clear();
        self.name_counts.extend(self.names.chunk_by(|x, y| x == y).map(|group| (group.len(), group[0])));
        self.name_counts.sort_unstable_by_key(|&(count, name)| (std::cmp::Reverse(count), name));
        let mut names: Vec<u64> = self.name_counts.iter().take(MAX_NAMES).map(|&(_, name)| name).collect();
        names.sort_unstable();
        names
    }

    /// The different shingles up to a threshold, sorted; or the [`MIN_SAMPLES`] smallest ones if
    /// fewer are below it.
    fn sample(&mut self, threshold: u64) -> Vec<u64> {
        // Shingles up to this hash very probably suffice: about twice as many as are wanted.
        let likely = (u64::MAX / (self.shingles.len() as u64 + 1)).saturating_mul(2 * MIN_SAMPLES as u64);
        let mut wider = likely.max(threshold);
        loop {
            self.sample.clear();
            self.sample.extend(self.shingles.iter().filter(|&&shingle| shingle <= wider));
            self.sample.sort_unstable();
            self.sample.dedup();
            if self.sample.len() >= MIN_SAMPLES || wider == u64::MAX {
                let below = self.sample.partition_point(|&shingle| shingle <= threshold);
                self.sample.truncate(below.max(MIN_SAMPLES));
                return self.sample.to_vec();
            }
            wider = wider.saturating_mul(4);
        }
    }
}

fn hash_of(tokens: &[u64]) -> u128 {
    let mut hasher = Xxh3::new();
    let mut block = [0; 1024];
    for part in tokens.chunks(128) {
        for (bytes, token) in block.chunks_exact_mut(8).zip(part) {
            bytes.copy_from_slice(&token.to_le_bytes());
        }
        hasher.update(&block[..part.len() * 8]);
    }
    hasher.digest128()
}
