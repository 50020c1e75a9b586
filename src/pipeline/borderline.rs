//! The pairs next to the threshold between copies and other documents, so that a person can choose
//! the threshold by reading them.

use super::parallel::*;

use super::pair_inspector::PairInspector;
use super::sorted_docs::SortedDocs;
use crate::cluster::{self, CommonShingles, DocIndex, LinkReason, Pair};
use crate::model::{DocId, Relation};

/// The side of the threshold on which a pair is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ThresholdSide {
    /// The pair is linked closely enough to be merged.
    Linked,
    /// Too little of the pair aligns. With a lower threshold, some such pairs would be merged.
    Below,
    /// The numbers or names of the pair differ, so that it is merged at no threshold.
    OtherFacts,
}

impl ThresholdSide {
    /// The name in JSON output.
    pub fn name(self) -> &'static str {
        match self {
            ThresholdSide::Linked => "linked",
            ThresholdSide::Below => "below",
            ThresholdSide::OtherFacts => "other_facts",
        }
    }
}

/// A pair next to the threshold.
#[derive(Debug, Clone, PartialEq)]
pub struct BorderlinePair {
    /// The document with the smaller id.
    pub a: DocId,
    /// The document with the larger id.
    pub b: DocId,
    /// The side of the threshold on which the pair is.
    pub side: ThresholdSide,
    /// The relation of the link in the run; `None` if the two are not linked.
    pub relation: Option<Relation>,
    /// The share that is compared with the threshold, `0.0..=1.0`: the share of the longer text
    /// that aligns, or of the shorter text if containment merges. Text that many stories have is
    /// left out.
    pub share: f64,
    /// The share of the longer text that aligns, `0.0..=1.0`.
    pub similarity: f64,
    /// What decided.
    pub reason: LinkReason,
    /// Where the two texts first differ.
    pub difference: FirstDifference,
}

/// The first difference of two texts, in the words of each.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FirstDifference {
    /// The last words before the difference, from the first text.
    pub before: String,
    /// How the first text continues; empty if it ends there.
    pub a: String,
    /// How the second text continues; empty if it ends there.
    pub b: String,
}

/// The pairs next to the threshold, on either side.
#[derive(Debug, Clone, PartialEq)]
pub struct Borderline {
    /// The pairs that are listed, by side. Of the linked ones, the least similar is first; of the
    /// others, the most similar.
    pub pairs: Vec<BorderlinePair>,
    /// The number of all compared pairs on each side, indexed by [`ThresholdSide`].
    pub all: [usize; 3],
}

/// A compared pair, whether it will be listed or not.
struct MeasuredPair {
    pair: Pair,
    side: ThresholdSide,
    share: f64,
    similarity: f64,
    reason: LinkReason,
}

impl PairInspector {
    /// The `count` least similar pairs that are linked closely enough to be merged, the `count`
    /// most similar pairs below the threshold, and the `count` most similar pairs with other facts.
    pub fn borderline(&self, count: usize) -> Borderline {
        let docs = SortedDocs::new(&self.documents);
        let text = |doc: DocIndex| docs.document(doc).text.as_str();
        let (trace, config) = (&self.trace, &self.config.cluster);
        let compared = [(&trace.copies, true), (&trace.siblings, false), (&trace.events, false)];
        let mut candidates: Vec<(Pair, bool)> = Vec::new();
        for (pairs, is_copies) in compared {
            candidates.extend(pairs.iter().map(|&pair| (pair, is_copies)));
        }
        candidates.extend(self.copies.pairs().into_iter().map(|pair| (pair, true)));
        candidates.sort_unstable();
        candidates.dedup_by_key(|candidate| candidate.0);
        // The run keeps only links, so every pair is measured again.
        let measure = |&(pair @ (a, b), is_copies): &(Pair, bool)| {
            let link = self.edge(pair).map(|edge| edge.relation);
            let none = CommonShingles::default();
            let common = if is_copies { &none } else { &trace.common };
            let merges = |relation: Option<Relation>| relation.is_some_and(|relation| relation <= config.merge);
            let mut measured = cluster::measure_texts(text(a), text(b), common, None, config);
            if is_copies && merges(measured.relation) && !merges(link) {
                // Much of both is boilerplate, so the run measured them again without it.
                measured = cluster::measure_texts(text(a), text(b), &trace.common, None, config);
            }
            let share = match config.merge {
                Relation::Containment => measured.judged_shares().1,
                _ => measured.judged_shares().0,
            };
            let side = if merges(link) {
                ThresholdSide::Linked
            } else if measured.is_other_facts {
                ThresholdSide::OtherFacts
            } else {
                ThresholdSide::Below
            };
            MeasuredPair { pair, side, share, similarity: measured.edge.similarity, reason: measured.reason }
        };
        let mut measured: Vec<MeasuredPair> = candidates.par_iter().map(measure).collect();
        measured.sort_by(|x, y| {
            let order = x.share.total_cmp(&y.share);
            let order = if x.side == ThresholdSide::Linked { order } else { order.reverse() };
            x.side.cmp(&y.side).then(order).then(x.pair.cmp(&y.pair))
        });
        let mut all = [0; 3];
        let mut pairs = Vec::new();
        for found in measured {
            all[found.side as usize] += 1;
            if all[found.side as usize] > count {
                continue;
            }
            let (a, b) = found.pair;
            pairs.push(BorderlinePair {
                a: docs.document(a).raw.id.clone(),
                b: docs.document(b).raw.id.clone(),
                side: found.side,
                relation: self.edge(found.pair).map(|edge| edge.relation),
                share: found.share,
                similarity: found.similarity,
                reason: found.reason,
                difference: FirstDifference::of(text(a), text(b)),
            });
        }
        Borderline { pairs, all }
    }
}

/// The number of words that are shown before a difference.
const WORDS_BEFORE: usize = 4;
/// The number of words of each text that are shown from a difference on.
const WORDS_AFTER: usize = 8;

impl FirstDifference {
    /// Compares two texts word by word; words are separated by white space. Case and punctuation
    /// are no difference.
    pub fn of(a: &str, b: &str) -> Self {
        let alike = |x: &str, y: &str| x == y || letters(x).eq(letters(y));
        let pairs = a.split_whitespace().zip(b.split_whitespace());
        let same = pairs.take_while(|&(x, y)| alike(x, y)).count();
        let words = |text: &str, from: usize, count: usize| {
            text.split_whitespace().skip(from).take(count).collect::<Vec<_>>().join(" ")
        };
        let first = same.saturating_sub(WORDS_BEFORE);
        FirstDifference {
            before: words(a, first, same - first),
            a: words(a, same, WORDS_AFTER),
            b: words(b, same, WORDS_AFTER),
        }
    }
}

fn letters(word: &str) -> impl Iterator<Item = char> {
    word.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase)
}
