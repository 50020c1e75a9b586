//! Candidate pairs in batches: a batch reads each of its documents once.

use std::cell::OnceCell;

use super::Found;
use super::candidates::{Common, Pair};
use super::events::{SAME_EVENT, Weights, Words};
use super::reading::Reading;
use super::verify::measure;
use crate::config::ClusterConfig;
use crate::model::DisjointSets;

/// Pairs of one group, at most: so many are the work of a tenth of a second, for threads to share.
const MAX_PAIRS: usize = 16_384;

/// Documents of one group, at most: what a processor's cache holds of readings. A pair between two groups goes with its
/// first document, and the other one is read once more, as a guest.
const MAX_GROUP: u32 = 24;
/// Pairs of small groups that share a batch, at most.
const MAX_SHARED: usize = 256;

/// Pairs to be verified by one thread, in groups that share documents.
pub type Batch = Vec<Vec<Pair>>;

/// Divides pairs into batches, which depend on the pairs alone.
pub fn batches(pairs: &[Pair]) -> Vec<Batch> {
    let documents = pairs.iter().map(|pair| pair.0.max(pair.1) + 1).max().unwrap_or(0);
    let mut sets = DisjointSets::new(documents as usize);
    for &(a, b) in pairs {
        if sets.size(a) + sets.size(b) <= MAX_GROUP {
            sets.join(a, b);
        }
    }
    let mut order: Vec<(u32, Pair)> = pairs.iter().map(|&pair| (sets.root(pair.0), pair)).collect();
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
pub struct Bench {
    /// The first documents of all pairs of the group under way, sorted, and their readings at the same places; more
    /// readings than that may be left from earlier groups.
    ranks: Vec<u32>,
    readings: Vec<Read>,
    /// A document that is only ever the second one: all its pairs come in a row, then the next one takes its place, so
    /// that neither memory nor the processor's cache has to hold more than one.
    guest: Read,
    order: Vec<Pair>,
    /// The share of the longer text's tokens that makes a copy.
    threshold: f64,
}

/// A document read for comparison, with its words weighed where that was asked.
#[derive(Default)]
struct Read {
    reading: Reading,
    weights: OnceCell<Weights>,
}

impl Read {
    fn read<E>(&mut self, rank: u32, texts: &impl Fn(u32, &mut String) -> Result<(), E>) -> Result<(), E> {
        self.reading.text.clear();
        texts(rank, &mut self.reading.text)?;
        self.reading.read();
        self.weights = OnceCell::new();
        Ok(())
    }

    fn weights(&self, words: &Words) -> &Weights {
        self.weights.get_or_init(|| Weights::new(&self.reading, words))
    }
}

impl Bench {
    /// A place to compare documents at, as `config` asks.
    pub fn new(config: &ClusterConfig) -> Self {
        let (ranks, readings, order) = (Vec::new(), Vec::new(), Vec::new());
        Bench { ranks, readings, guest: Read::default(), order, threshold: config.threshold }
    }

    /// Measures the pairs of a batch. `texts` appends the clean text of a document to an empty string,
    /// [`MAX_READ`](super::MAX_READ) bytes of it at the most. With `words`, texts
    /// that tell the same event in other words are siblings too. The order of the links depends on the pairs alone.
    ///
    /// # Errors
    /// Those of `texts`.
    pub fn verify<E>(
        &mut self,
        batch: &[Vec<Pair>],
        texts: impl Fn(u32, &mut String) -> Result<(), E>,
        common: &Common,
        words: Option<&Words>,
    ) -> Result<Vec<Found>, E> {
        let mut found = Vec::new();
        for group in batch {
            self.seat(group, &texts)?;
            let mut seated = None;
            for &(b, a) in &self.order {
                let left = self.ranks.binary_search(&a).expect("the first document of every pair was read");
                let right = match self.ranks.binary_search(&b) {
                    Ok(at) => &self.readings[at],
                    Err(_) => {
                        if seated != Some(b) {
                            self.guest.read(b, &texts)?;
                            seated = Some(b);
                        }
                        &self.guest
                    }
                };
                let left = &self.readings[left];
                found.extend(measure((a, b), &left.reading, &right.reading, common, self.threshold, || {
                    words.is_some_and(|words| left.weights(words).cosine(right.weights(words)) >= SAME_EVENT)
                }));
            }
        }
        Ok(found)
    }

    /// Reads the first documents of a group, and orders its pairs by the second ones.
    fn seat<E>(&mut self, group: &[Pair], texts: &impl Fn(u32, &mut String) -> Result<(), E>) -> Result<(), E> {
        self.ranks.clear();
        self.ranks.extend(group.iter().map(|&(a, _)| a));
        self.ranks.sort_unstable();
        self.ranks.dedup();
        if self.readings.len() < self.ranks.len() {
            self.readings.resize_with(self.ranks.len(), Read::default);
        }
        for (read, &rank) in self.readings.iter_mut().zip(&self.ranks) {
            read.read(rank, texts)?;
        }
        self.order.clear();
        self.order.extend(group.iter().map(|&(a, b)| (b, a)));
        self.order.sort_unstable();
        Ok(())
    }
}
