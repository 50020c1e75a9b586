//! Why two documents were compared or not, and what a comparison of them gives: for people who ask.
//!
//! Nothing here decides: each function tells what the walk does with the two, and `tests/cluster_explain.rs` holds it to that.

use super::candidates::{Common, MIN_COPY_SAMPLES, MIN_COPY_SHARE, below, reach};
use super::events::{SAME_EVENT, Weights, Words};
use super::fingerprint::Fingerprint;
use super::measured::Measured;
use super::reading::Reading;
use super::verify::measure_all;
use crate::config::ClusterConfig;
use crate::model::Relation;

/// What two samples have in common.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Shared {
    /// Those that stand in both.
    pub shared: usize,
    /// Those among them that mean nothing, since many stories hold them.
    pub common: usize,
    /// How many each has; of two copy samples, those that the other would have too.
    pub of: (usize, usize),
    /// How many must be shared to be compared, where that depends on these two alone.
    pub needed: Option<usize>,
}

/// The samples to find copies by.
pub fn shared_samples(a: &Fingerprint, b: &Fingerprint) -> Shared {
    let limit = reach(&a.copy).min(reach(&b.copy));
    let of = (below(&a.copy, limit), below(&b.copy, limit));
    let smaller = of.0.min(of.1).max(1);
    let needed = (MIN_COPY_SHARE * smaller as f64).max(smaller.min(MIN_COPY_SAMPLES) as f64).ceil() as usize;
    Shared { shared: both(&a.copy, &b.copy).count(), common: 0, of, needed: Some(needed) }
}

/// The samples to find siblings by.
pub fn shared_siblings(a: &Fingerprint, b: &Fingerprint, common: &Common) -> Shared {
    Shared {
        shared: both(&a.sibling, &b.sibling).count(),
        common: both(&a.sibling, &b.sibling).filter(|&hash| common.holds(hash)).count(),
        of: (a.sibling.len(), b.sibling.len()),
        needed: None,
    }
}

/// The names to find reports of one event by.
pub fn shared_names(a: &Fingerprint, b: &Fingerprint) -> Shared {
    Shared { shared: both(&a.names, &b.names).count(), common: 0, of: (a.names.len(), b.names.len()), needed: None }
}

/// What stands in both of two sorted lists.
fn both<'l>(left: &'l [u64], right: &'l [u64]) -> impl Iterator<Item = u64> + 'l {
    left.iter().copied().filter(|hash| right.binary_search(hash).is_ok())
}

/// Measures two texts and tells all of it. With `words`, texts that tell the same event in other words are siblings too.
pub fn measured(a: &str, b: &str, common: &Common, words: Option<&Words>, config: &ClusterConfig) -> Measured {
    let (left, right) = (read(a), read(b));
    measure_all((0, 1), &left, &right, common, config.threshold, || {
        words.is_some_and(|words| cosine_of(&left, &right, words) >= SAME_EVENT)
    })
}

/// Measures two candidates for copies as the walk does: again without what is common where that is much of both.
pub fn walked(
    texts: (&str, &str),
    prints: (&Fingerprint, &Fingerprint),
    common: &Common,
    config: &ClusterConfig,
) -> Measured {
    let first = measured(texts.0, texts.1, &Common::default(), None, config);
    let is_measured = first.relation.is_some_and(|relation| relation != Relation::Exact);
    if is_measured && !common.is_empty() && common.is_much_of(prints.0) && common.is_much_of(prints.1) {
        return measured(texts.0, texts.1, common, None, config);
    }
    first
}

/// How close the rare words and names of two texts are, `0.0..=1.0`; and from where on they tell one event.
pub fn cosine(a: &str, b: &str, words: &Words) -> (f64, f64) {
    (cosine_of(&read(a), &read(b), words), SAME_EVENT)
}

fn cosine_of(a: &Reading, b: &Reading, words: &Words) -> f64 {
    Weights::new(a, words).cosine(&Weights::new(b, words))
}

fn read(text: &str) -> Reading {
    let mut reading = Reading::default();
    reading.text.push_str(text);
    reading.read();
    reading
}
