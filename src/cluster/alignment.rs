//! The alignment of two texts: which of their tokens are equal, in the same order or moved.
//!
//! Shared shingles are the anchors of the alignment, and the gaps between them are filled
//! afterwards.
//!
//! The work is bounded by counts, never by a clock: anchors cost one look-up a token, chaining is
//! quadratic in at most [`MAX_CHAINED`] blocks, and a gap costs at most [`MAX_CELLS`] cells or a
//! few passes over its tokens.

use std::borrow::Cow;

use super::tokenized_doc::TokenizedDoc;
use crate::text::align::{Block, UniqueWords, heaviest_chain, longest_common, rising};

/// The equal tokens of two texts.
pub(crate) struct Alignment {
    /// Equal runs that come in the same order in both texts.
    pub chain: Vec<Block>,
    /// Equal runs in another order, sorted by their positions in `a`. They have no token in common
    /// with the chain or with each other.
    pub moved: Vec<Block>,
    /// The number of different shingles that both texts have.
    pub shared: usize,
}

/// The most blocks that are chained: the longest ones.
const MAX_CHAINED: usize = 1024;
/// The most cells of the table in which every token of a gap is compared with every other.
const MAX_CELLS: usize = 4096;
/// The least number of tokens of a run that is out of order: stock phrases are shorter.
const MIN_MOVED: usize = 8;
/// How often a gap is divided by words that occur once on both sides.
const MAX_DEPTH: usize = 6;
/// The share of the shorter text in anchors from which on long gaps are filled too.
const MIN_ANCHORED: f64 = 0.3;
/// The value of [`MIN_ANCHORED`] for short anchors, as between misread words. A quotation is one
/// long anchor.
const MIN_SHORT_ANCHORED: f64 = 0.1;
/// The most tokens of a short anchor, on average.
const SHORT_ANCHOR: usize = 10;
/// The value of [`MIN_ANCHORED`] for anchors all along the text, as in a copy with many OCR errors:
/// OCR copies with a Jaccard similarity of .02 reach it. Siblings that share a quotation have their
/// anchors in one place.
const MIN_SPREAD_ANCHORED: f64 = 0.03;
/// The least share of the shorter text from its first to its last anchor; and the least ratio of
/// the lengths of that stretch in the two texts.
const MIN_SPREAD: f64 = 0.4;

/// Aligns two texts.
pub(crate) fn align(a: &TokenizedDoc, b: &TokenizedDoc) -> Alignment {
    let (blocks, shared) = anchors(a, b);
    let (chain, rest) = heaviest_chain(blocks, MAX_CHAINED);
    let moved = moved(&chain, rest);
    let thorough = is_promising(&chain, &moved, a.len().min(b.len()));
    // The tokens of moved runs are taken: none of them may fill a gap by chance.
    let left = without(&a.hashes, moved.iter().map(|block| block.a..block.end_a()), 0);
    let right = without(&b.hashes, moved.iter().map(|block| block.b..block.end_b()), 1);
    let mut filler =
        Filler { a: &left, b: &right, thorough, out: Vec::new(), cells: Vec::new(), unique: UniqueWords::default() };
    let (mut at_a, mut at_b) = (0, 0);
    for (index, block) in chain.iter().enumerate() {
        filler.fill(at_a..block.a, at_b..block.b, index > 0, 0);
        filler.push(*block);
        (at_a, at_b) = (block.end_a(), block.end_b());
    }
    filler.fill(at_a..a.len(), at_b..b.len(), false, 0);
    Alignment { chain: filler.out, moved, shared }
}

/// Whether the anchors make it likely that more of the texts aligns.
fn is_promising(chain: &[Block], moved: &[Block], shorter: usize) -> bool {
    let anchored: usize = chain.iter().chain(moved).map(|block| block.len).sum();
    let share = anchored as f64 / shorter.max(1) as f64;
    let (Some(first), Some(last)) = (chain.first(), chain.last()) else { return false };
    let (in_a, in_b) = (last.end_a() - first.a, last.end_b() - first.b);
    let spread = in_a.min(in_b) as f64 / shorter.max(1) as f64;
    let is_even = in_a.max(in_b) as f64 * MIN_SPREAD <= in_a.min(in_b) as f64;
    let is_short = anchored <= SHORT_ANCHOR * (chain.len() + moved.len());
    (share >= MIN_ANCHORED)
        || (share >= MIN_SHORT_ANCHORED && is_short)
        || (share >= MIN_SPREAD_ANCHORED && spread >= MIN_SPREAD && is_even)
}

/// The token hashes, with those in `taken` replaced by values that equal no other. `side` is 0 or 1
/// and differs for the two texts.
fn without(hashes: &[u64], taken: impl Iterator<Item = Range>, side: u64) -> Cow<'_, [u64]> {
    let mut hashes = Cow::Borrowed(hashes);
    for at in taken.flatten() {
        hashes.to_mut()[at] = (at as u64) << 1 | side;
    }
    hashes
}

/// The maximal equal runs that contain a shared shingle, by the first position of the shingle in
/// `a`; and the number of different shared shingles.
fn anchors(a: &TokenizedDoc, b: &TokenizedDoc) -> (Vec<Block>, usize) {
    let (in_a, in_b) = (a.shingles(b), b.shingles(a));
    let width = in_b.width;
    let mut blocks: Vec<Block> = Vec::new();
    let mut shared = 0;
    let mut at = 0;
    while at < in_b.hashes.len() {
        let Some(from) = in_a.first(in_b.hashes[at]) else {
            at += 1;
            continue;
        };
        // Where a shingle occurs more than once in `a`, the position that continues the order would
        // be the best one, but the index has the first one only. Extending the run to both sides
        // makes up for most of that.
        let floor = blocks.last().map_or(0, |last: &Block| last.end_b());
        let mut back = 0;
        while at - back > floor && from > back && a.hashes[from - back - 1] == b.hashes[at - back - 1] {
            back += 1;
        }
        let mut ahead = width;
        while from + ahead < a.len() && at + ahead < b.len() && a.hashes[from + ahead] == b.hashes[at + ahead] {
            ahead += 1;
        }
        let first = at;
        at += ahead - width + 1;
        shared += (first..at).filter(|&place| !in_b.is_repeat(place)).count();
        blocks.push(Block { a: from - back, b: first - back, len: ahead + back });
        // Shingles that extend beyond the end of this block may be shared too, at another position
        // of `a`, so the next look-up is for the first of them.
    }
    (blocks, shared)
}

/// The blocks out of order, cut to the tokens that neither the chain nor a longer one of them has
/// taken.
fn moved(chain: &[Block], mut rest: Vec<Block>) -> Vec<Block> {
    rest.retain(|block| block.len >= MIN_MOVED);
    if rest.is_empty() {
        return rest;
    }
    rest.sort_unstable_by_key(|block| (std::cmp::Reverse(block.len), block.a, block.b));
    rest.truncate(MAX_CHAINED);
    let mut taken_a: Vec<(usize, usize)> = chain.iter().map(|block| (block.a, block.end_a())).collect();
    let mut taken_b: Vec<(usize, usize)> = chain.iter().map(|block| (block.b, block.end_b())).collect();
    taken_a.sort_unstable();
    taken_b.sort_unstable();
    let mut kept = Vec::new();
    for mut block in rest {
        let (skip_a, left_a) = free(&taken_a, block.a, block.end_a());
        let (skip_b, left_b) = free(&taken_b, block.b, block.end_b());
        let skip = skip_a.max(skip_b);
        let end = (skip_a + left_a).min(skip_b + left_b);
        if end < skip + MIN_MOVED {
            continue;
        }
        block = Block { a: block.a + skip, b: block.b + skip, len: end - skip };
        insert(&mut taken_a, (block.a, block.end_a()));
        insert(&mut taken_b, (block.b, block.end_b()));
        kept.push(block);
    }
    kept.sort_unstable_by_key(|block| block.a);
    kept
}

/// The longest stretch of `start..end` outside all ranges of `taken`, as (tokens skipped, length).
fn free(taken: &[(usize, usize)], start: usize, end: usize) -> (usize, usize) {
    let mut best = (0, 0);
    let mut at = start;
    let first = taken.partition_point(|range| range.1 <= start);
    for &(from, to) in taken[first..].iter().take_while(|range| range.0 < end) {
        if from > at && from - at > best.1 {
            best = (at - start, from - at);
        }
        at = at.max(to);
    }
    if end > at && end - at > best.1 {
        best = (at - start, end - at);
    }
    best
}

fn insert(taken: &mut Vec<(usize, usize)>, range: (usize, usize)) {
    let at = taken.partition_point(|other| *other < range);
    taken.insert(at, range);
}

/// Fills the gaps of a chain.
struct Filler<'t> {
    a: &'t [u64],
    b: &'t [u64],
    /// Whether long gaps and the ends of the texts are filled too.
    thorough: bool,
    out: Vec<Block>,
    cells: Vec<u16>,
    unique: UniqueWords,
}

type Range = std::ops::Range<usize>;

/// Appends a block, joined to the last one where they touch.
fn join(blocks: &mut Vec<Block>, block: Block) {
    match blocks.last_mut() {
        Some(last) if last.end_a() == block.a && last.end_b() == block.b => last.len += block.len,
        _ => blocks.push(block),
    }
}

impl Filler<'_> {
    /// Appends a block, joined to the last one where they touch.
    fn push(&mut self, block: Block) {
        join(&mut self.out, block);
    }

    /// Fills a gap. `inner` is whether it is between two blocks, `depth` how often it was divided.
    fn fill(&mut self, mut a: Range, mut b: Range, inner: bool, depth: usize) {
        if a.is_empty() || b.is_empty() {
            return;
        }
        if !self.thorough && (!inner || a.len() * b.len() > MAX_CELLS / 16) {
            return;
        }
        let mut head = 0;
        while head < a.len().min(b.len()) && self.a[a.start + head] == self.b[b.start + head] {
            head += 1;
        }
        if head > 0 {
            self.push(Block { a: a.start, b: b.start, len: head });
            (a.start, b.start) = (a.start + head, b.start + head);
        }
        let mut tail = 0;
        while tail < a.len().min(b.len()) && self.a[a.end - tail - 1] == self.b[b.end - tail - 1] {
            tail += 1;
        }
        (a.end, b.end) = (a.end - tail, b.end - tail);
        if a.is_empty() || b.is_empty() {
            // Nothing between.
        } else if a.len() * b.len() <= MAX_CELLS {
            self.by_table(a.clone(), b.clone());
        } else if depth < MAX_DEPTH {
            self.by_unique_words(a.clone(), b.clone(), depth);
        }
        if tail > 0 {
            self.push(Block { a: a.end, b: b.end, len: tail });
        }
    }

    /// Fills a small gap with a longest common subsequence.
    fn by_table(&mut self, a: Range, b: Range) {
        let Filler { a: left, b: right, cells, out, .. } = self;
        longest_common(&left[a.clone()], &right[b.clone()], cells, |i, j| {
            join(out, Block { a: a.start + i, b: b.start + j, len: 1 });
        });
    }

    /// Divides a large gap by the words that stand once on either side of it (patience).
    fn by_unique_words(&mut self, a: Range, b: Range, depth: usize) {
        let pairs = self.unique.pairs(self.a, a.clone(), self.b, b.clone());
        let (mut at_a, mut at_b) = (a.start, b.start);
        let pairs = rising(&pairs);
        if pairs.is_empty() {
            return;
        }
        for (place, other) in pairs {
            if place < at_a || other < at_b {
                continue;
            }
            self.fill(at_a..place, at_b..other, true, depth + 1);
            self.push(Block { a: place, b: other, len: 1 });
            (at_a, at_b) = (place + 1, other + 1);
        }
        self.fill(at_a..a.end, at_b..b.end, true, depth + 1);
    }
}
