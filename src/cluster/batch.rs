//! Candidate pairs in batches: a batch reads each of its documents once.

use super::Edge;
use super::candidates::{Common, Pair};
use super::events::{SAME_EVENT, Weights, Words};
use super::reading::Reading;
use super::verify::measure;

/// Pairs of one group, at most: their readings are in memory together, 30 KB for a document of 500 words.
const MAX_PAIRS: usize = 2048;

/// Documents that are read for one group, about: what a processor's cache holds of readings. A pair between two groups
/// goes with its first document, and the other one is read once more.
const MAX_GROUP: u32 = 64;
/// Pairs of small groups that share a batch, at most.
const MAX_SHARED: usize = 256;

/// Pairs to be verified by one thread, in groups that share documents.
pub type Batch = Vec<Vec<Pair>>;

/// Divides pairs into batches, which depend on the pairs alone.
pub fn batches(pairs: &[Pair]) -> Vec<Batch> {
    fn find(root: &mut [u32], mut rank: u32) -> u32 {
        while root[rank as usize] != rank {
            let above = root[root[rank as usize] as usize];
            root[rank as usize] = above;
            rank = above;
        }
        rank
    }
    let documents = pairs.iter().map(|pair| pair.0.max(pair.1) + 1).max().unwrap_or(0);
    let mut root: Vec<u32> = (0..documents).collect();
    let mut size = vec![1; documents as usize];
    for &(a, b) in pairs {
        let (x, y) = (find(&mut root, a), find(&mut root, b));
        let both = size[x as usize] + size[y as usize];
        if x != y && both <= MAX_GROUP {
            root[x.max(y) as usize] = x.min(y);
            size[x.min(y) as usize] = both;
        }
    }
    let mut order: Vec<(u32, Pair)> = pairs.iter().map(|&pair| (find(&mut root, pair.0), pair)).collect();
    order.sort_unstable();
    let mut batches: Vec<Batch> = Vec::new();
    let mut held = usize::MAX;
    for component in order.chunk_by(|x, y| x.0 == y.0) {
        for part in component.chunks(MAX_PAIRS) {
            // Small components share a batch: it is the unit of work of a thread.
            if held.saturating_add(part.len()) > MAX_SHARED {
                batches.push(Vec::new());
                held = 0;
            }
            held += part.len();
            let group = part.iter().map(|&(_, pair)| pair).collect();
            batches.last_mut().expect("pushed above").push(group);
        }
    }
    batches
}

/// A place to compare documents at: the memory of what was read before is used again.
#[derive(Default)]
pub struct Bench<'t> {
    /// The documents of the group under way, sorted, and their readings at the same places; more readings than that may
    /// be left from earlier groups.
    ranks: Vec<u32>,
    readings: Vec<Reading<'t>>,
    weights: Vec<Option<Weights>>,
}

impl<'t> Bench<'t> {
    /// Measures the pairs of a batch, in their order. `text` gives the clean text of a document. With `words`, texts that
    /// tell the same event in other words are siblings too.
    pub fn verify(
        &mut self,
        batch: &[Vec<Pair>],
        text: impl Fn(u32) -> &'t str,
        common: &Common,
        words: Option<&Words>,
    ) -> Vec<Edge> {
        let mut edges = Vec::new();
        for group in batch {
            self.read(group, &text);
            let Bench { ranks, readings, weights } = self;
            let place = |rank: u32| ranks.binary_search(&rank).expect("every document of the group was read");
            for &(a, b) in group {
                let (left, right) = (place(a), place(b));
                edges.extend(measure((a, b), &readings[left], &readings[right], common, || {
                    let Some(words) = words else { return false };
                    for at in [left, right] {
                        weights[at].get_or_insert_with(|| Weights::new(&readings[at], words));
                    }
                    let weights = [left, right].map(|at| weights[at].as_ref());
                    matches!(weights, [Some(left), Some(right)] if left.cosine(right) >= SAME_EVENT)
                }));
            }
        }
        edges
    }

    fn read(&mut self, group: &[Pair], text: impl Fn(u32) -> &'t str) {
        self.ranks.clear();
        self.ranks.extend(group.iter().flat_map(|&(a, b)| [a, b]));
        self.ranks.sort_unstable();
        self.ranks.dedup();
        self.weights.clear();
        self.weights.resize_with(self.ranks.len(), || None);
        if self.readings.len() < self.ranks.len() {
            self.readings.resize_with(self.ranks.len(), Reading::default);
        }
        for (reading, &rank) in self.readings.iter_mut().zip(&self.ranks) {
            reading.read(text(rank));
        }
    }
}
