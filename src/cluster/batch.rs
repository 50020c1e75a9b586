//! Candidate pairs in batches, so that each batch reads most of its documents only once.

use super::link::Pair;
use crate::model::DisjointSets;

/// The most pairs of one group: about a tenth of a second of work, so that threads can share it.
const MAX_PAIRS: usize = 16_384;
/// The most documents of one group: as many tokenized documents as a processor's cache holds. A
/// pair between two groups belongs to the group of its first document, and its second document is
/// read once more there.
const MAX_GROUP: u32 = 24;
/// The most pairs of small groups that share a batch.
const MAX_SHARED: usize = 256;

/// Pairs to be verified by one thread, in groups that share documents.
pub(super) type Batch = Vec<Vec<Pair>>;

/// Divides pairs into batches. The batches depend on the pairs only.
pub(crate) fn batches(pairs: &[Pair]) -> Vec<Batch> {
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
            // Small groups share a batch, because a batch is the unit of work of a thread.
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
