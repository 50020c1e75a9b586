//! Which tokens of two texts stand for each other: anchors from shared shingles, gaps filled in.
//!
//! Work is bounded by counts, never by a clock: anchors cost one look-up a token, chaining is quadratic in at most
//! [`MAX_CHAINED`] blocks, a gap costs at most [`MAX_CELLS`] cells or a few looks at each of its tokens.

use std::borrow::Cow;

use super::reading::Reading;
use crate::text::align::{Block, UniqueWords, heaviest_chain, longest_common, rising};

/// What two texts share.
pub(crate) struct Alignment {
    /// Equal runs in the order of both texts.
    pub chain: Vec<Block>,
    /// Equal runs that stand elsewhere, in the order of `a`; they share no token with the chain nor with each other.
    pub moved: Vec<Block>,
    /// Different shingles that stand in both.
    pub shared: usize,
}

/// Blocks that are chained at most: the longest ones.
const MAX_CHAINED: usize = 1024;
/// Cells of a gap that is compared token by token with token.
const MAX_CELLS: usize = 4096;
/// A run that stands out of order counts from so many tokens on: stock phrases are shorter.
const MIN_MOVED: usize = 8;
/// How often a gap is divided by words that stand once on both sides.
const MAX_DEPTH: usize = 6;
/// From this share of the shorter text in anchors on, long gaps are filled too.
const MIN_ANCHORED: f64 = 0.3;
/// From this share on if the anchors are short, as those between misread words are; a quotation is one long anchor.
const MIN_SHORT_ANCHORED: f64 = 0.1;
/// The tokens of a short anchor, on average.
const SHORT_ANCHOR: usize = 10;
/// From this share on if the anchors lie all along the text, as those of a badly read copy do: OCR copies with a
/// Jaccard similarity of .02 have it. Siblings that share a quotation have their anchors in one place.
const MIN_SPREAD_ANCHORED: f64 = 0.03;
/// The share of the shorter text between its first and its last anchor, and of the place in the longer text.
const MIN_SPREAD: f64 = 0.4;

/// Aligns two texts.
pub(crate) fn align(a: &Reading, b: &Reading) -> Alignment {
    let (blocks, shared) = anchors(a, b);
    let (chain, rest) = heaviest_chain(blocks, MAX_CHAINED);
    let moved = moved(&chain, rest);
    let thorough = is_promising(&chain, &moved, a.len().min(b.len()));
    // What stands elsewhere is spoken for: no chance word of it may fill a gap.
    let left = words(&a.words, moved.iter().map(|block| block.a..block.end_a()), 0);
    let right = words(&b.words, moved.iter().map(|block| block.b..block.end_b()), 1);
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

/// Whether the anchors promise that more of the texts aligns.
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

/// The words; those in `taken` replaced by values that equal no other.
fn words(words: &[u64], taken: impl Iterator<Item = Range>, side: u64) -> Cow<'_, [u64]> {
    let mut words = Cow::Borrowed(words);
    for at in taken.flatten() {
        words.to_mut()[at] = (at as u64) << 1 | side;
    }
    words
}

/// Maximal equal runs that hold a shared shingle, by the first place of the shingle in `a`; and how many different
/// shingles are shared.
fn anchors(a: &Reading, b: &Reading) -> (Vec<Block>, usize) {
    let (in_a, in_b) = (a.shingles(b), b.shingles(a));
    let width = in_b.width;
    let mut blocks: Vec<Block> = Vec::new();
    let mut shared = 0;
    let mut at = 0;
    // The place in `a` that goes on where the last block ended.
    while at < in_b.hashes.len() {
        let Some(from) = in_a.first(in_b.hashes[at]) else {
            at += 1;
            continue;
        };
        // Of a shingle that stands in `a` more than once, the place that continues the order is the better one, but
        // the table knows the first only: extension to both sides makes up for most of it.
        let floor = blocks.last().map_or(0, |last: &Block| last.end_b());
        let mut back = 0;
        while at - back > floor && from > back && a.words[from - back - 1] == b.words[at - back - 1] {
            back += 1;
        }
        let mut ahead = width;
        while from + ahead < a.len() && at + ahead < b.len() && a.words[from + ahead] == b.words[at + ahead] {
            ahead += 1;
        }
        let first = at;
        at += ahead - width + 1;
        shared += (first..at).filter(|&place| !in_b.is_repeat(place)).count();
        blocks.push(Block { a: from - back, b: first - back, len: ahead + back });
        // Shingles that reach over the end of this block may be shared as well, in another place of `a`.
    }
    (blocks, shared)
}

/// What is left of blocks out of order when the chain and longer ones among them have taken their tokens.
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

/// The longest stretch of `start..end` that no range of `taken` covers, as (tokens skipped, length).
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

    /// Fills a gap; `inner`: it lies between two blocks.
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
