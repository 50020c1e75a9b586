//! Candidate pairs in batches: a batch reads each of its documents once.

use std::collections::HashMap;

use super::Edge;
use super::candidates::{Common, Pair};
use super::events::{SAME_EVENT, Weights, Words};
use super::reading::Reading;
use super::verify::{copies, measure};

/// Pairs that one batch verifies, at most.
const MAX_BATCH: usize = 16_384;

/// Documents that are read for one group, about: what a processor's cache holds of readings. A pair between two groups
/// goes with its first document, and the other one is read once more.
const MAX_GROUP: u32 = 64;
/// Pairs of small groups that share a batch, at most.
const MAX_SHARED: usize = 256;

/// Pairs to be verified by one thread, in groups that share documents.
pub type Batch = Vec<Vec<Pair>>;

/// Divides pairs into batches, which depend on the pairs alone.
pub fn batches(pairs: &[Pair]) -> Vec<Batch> {
    let mut root: HashMap<u32, u32> = HashMap::with_capacity(pairs.len());
    fn find(root: &mut HashMap<u32, u32>, mut rank: u32) -> u32 {
        loop {
            let above = *root.entry(rank).or_insert(rank);
            if above == rank {
                return rank;
            }
            let next = *root.entry(above).or_insert(above);
            root.insert(rank, next);
            rank = next;
        }
    }
    let mut size: HashMap<u32, u32> = HashMap::new();
    for &(a, b) in pairs {
        let (x, y) = (find(&mut root, a), find(&mut root, b));
        let both = size.get(&x).unwrap_or(&1) + size.get(&y).unwrap_or(&1);
        if x != y && both <= MAX_GROUP {
            root.insert(x.max(y), x.min(y));
            size.insert(x.min(y), both);
        }
    }
    let mut order: Vec<(u32, Pair)> = pairs.iter().map(|&pair| (find(&mut root, pair.0), pair)).collect();
    order.sort_unstable();
    let mut batches: Vec<Batch> = Vec::new();
    let mut held = usize::MAX;
    for component in order.chunk_by(|x, y| x.0 == y.0) {
        for part in component.chunks(MAX_BATCH) {
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

/// Measures the pairs of a batch, in their order. `text` gives the clean text of a document, `same` tells whether two
/// have the same tokens. With `words`, texts that tell the same event in other words are siblings too.
pub fn verify<'t>(
    batch: &[Vec<Pair>],
    text: impl Fn(u32) -> &'t str,
    same: impl Fn(u32, u32) -> bool,
    common: &Common,
    words: Option<&Words>,
) -> Vec<Edge> {
    let mut edges = Vec::new();
    for group in batch {
        let mut readings: HashMap<u32, Reading<'t>> = HashMap::new();
        let mut weights: HashMap<u32, Weights> = HashMap::new();
        for &(a, b) in group {
            for rank in [a, b] {
                readings.entry(rank).or_insert_with(|| Reading::new(text(rank)));
            }
            let (left, right) = (&readings[&a], &readings[&b]);
            if same(a, b) {
                edges.push(copies((a, b), left, right));
                continue;
            }
            edges.extend(measure((a, b), left, right, common, || {
                let Some(words) = words else { return false };
                for (rank, reading) in [(a, left), (b, right)] {
                    weights.entry(rank).or_insert_with(|| Weights::new(reading, words));
                }
                weights[&a].cosine(&weights[&b]) >= SAME_EVENT
            }));
        }
    }
    edges
}
