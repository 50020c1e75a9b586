//! Candidate pairs of copies: documents that share enough hashes of their copy samples.

use std::ops::Range;

use super::copies::ExactCopies;
use super::fingerprint::COPY_SAMPLING;
use super::inverted_index::{InvertedIndex, PairCounter, Posting, PostingLists};
use super::link::{DocIndex, Pair};
use super::sketches::SketchStore;

/// The documents of a longer posting list are paired with its representatives only: a wire story
/// with hundreds of copies needs no more pairs, and page boilerplate must not cost the square of
/// the site.
const MAX_PAIRED: usize = 128;
/// The number of representatives of such a posting list: the longest documents, because clusters
/// are joined by their longest members.
const REPRESENTATIVES: usize = 4;
/// The samples that two documents must share to be compared as copies, as a share of the smaller
/// sample. Copies share .8 of it; with 16 samples, the standard deviation of that is .1. Pairs with
/// less in common, such as spun copies, are found among the siblings.
pub(super) const MIN_COPY_SHARE: f64 = 0.5;
/// The least number of samples to share, unless the smaller sample is smaller than that. Texts of
/// different length have few comparable samples.
pub(super) const MIN_COPY_SAMPLES: usize = 3;

/// The posting lists of the copy samples. `postings` are all postings of the hashes that occur in
/// them.
pub(crate) fn copy_lists(mut postings: Vec<Posting>, sketches: &SketchStore, copies: &ExactCopies) -> PostingLists {
    let mut lists = PostingLists::default();
    for list in shared_lists(&mut postings, copies) {
        if list.len() <= MAX_PAIRED {
            lists.push(docs(list), 0.0);
        } else {
            lists.push_represented(&longest_docs(list, sketches), docs(list), 0.0);
        }
    }
    lists
}

/// The sorted postings of each hash that at least two different texts have.
pub(super) fn shared_lists<'p>(
    postings: &'p mut Vec<Posting>,
    copies: &ExactCopies,
) -> impl Iterator<Item = &'p [Posting]> {
    postings.retain(|&(_, doc)| copies.is_first(doc));
    postings.sort_unstable();
    postings.chunk_by(|x, y| x.0 == y.0).filter(|list| list.len() > 1)
}

/// The documents of some postings.
pub(super) fn docs(list: &[Posting]) -> impl Iterator<Item = DocIndex> {
    list.iter().map(|&(_, doc)| doc)
}

/// Candidate pairs of copies whose first document is in `docs`. [`ExactCopies::expand`] adds the
/// pairs of their exact copies.
pub(crate) fn paired_copies(
    index: &InvertedIndex,
    sketches: &SketchStore,
    docs: Range<DocIndex>,
    counter: &mut PairCounter,
) -> Vec<Pair> {
    index.pairs(docs, counter, |a, b, shared, _| {
        let (first, second) = (sketches.copy_sample(a), sketches.copy_sample(b));
        let (lesser, other) = if reach(first) <= reach(second) { (first, second) } else { (second, first) };
        let (limit, shared) = (reach(lesser), shared as usize);
        // Most pairs share one sample by chance. They are rejected without counting the samples of
        // the other document.
        if shared < MIN_COPY_SAMPLES.min(lesser.len()) && other.get(shared).is_some_and(|&hash| hash <= limit) {
            return None;
        }
        let smaller = lesser.len().min(count_up_to(other, limit)).max(1);
        let enough = (MIN_COPY_SHARE * smaller as f64).max(smaller.min(MIN_COPY_SAMPLES) as f64);
        (shared as f64 >= enough).then_some((a, b))
    })
}

/// The hash up to which a copy sample has every shingle of its text.
pub(super) fn reach(sample: &[u64]) -> u64 {
    sample.last().map_or(0, |&last| last.max(u64::MAX / COPY_SAMPLING))
}

/// The number of hashes in a sorted sample that are at most `limit`.
pub(super) fn count_up_to(sample: &[u64], limit: u64) -> usize {
    sample.partition_point(|&hash| hash <= limit)
}

/// The [`REPRESENTATIVES`] longest documents of a posting list, sorted by index.
fn longest_docs(list: &[Posting], sketches: &SketchStore) -> Vec<DocIndex> {
    let mut order: Vec<DocIndex> = docs(list).collect();
    order.select_nth_unstable_by_key(REPRESENTATIVES, |&doc| (std::cmp::Reverse(sketches.sketch(doc).bytes), doc));
    order.truncate(REPRESENTATIVES);
    order.sort_unstable();
    order
}
