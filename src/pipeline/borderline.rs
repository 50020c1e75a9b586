//! The pairs on either side of the line between copies and others, for a person to choose a threshold by reading.

use super::parallel::*;

use super::compared::Compared;
use super::ranks::Ranks;
use crate::cluster::{self, Common, Pair, Reason};
use crate::model::{DocId, Relation};

/// On which side of the line a pair stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// Linked closely enough to merge.
    Linked,
    /// Not linked so closely: too little aligns. A lower threshold would link some.
    Below,
    /// Not linked so closely, since numbers or names differ: no threshold would link it.
    OtherFacts,
}

impl Standing {
    /// As written for programs.
    pub fn name(self) -> &'static str {
        match self {
            Standing::Linked => "linked",
            Standing::Below => "below",
            Standing::OtherFacts => "other_facts",
        }
    }
}

/// A pair near the line.
#[derive(Debug, Clone, PartialEq)]
pub struct Close {
    /// The document with the smaller id.
    pub a: DocId,
    /// The other one.
    pub b: DocId,
    /// On which side of the line it stands.
    pub standing: Standing,
    /// The closest relation that was found.
    pub relation: Option<Relation>,
    /// By what the pair is judged, `0.0..=1.0`: the share of the longer text that aligns; of the shorter one, where
    /// containment merges. What many stories have in common is left out.
    pub share: f64,
    /// The share of the longer text that aligns.
    pub similarity: f64,
    /// What decided.
    pub reason: Reason,
    /// Where the two texts first differ, in the words of each, and what stands before that in both.
    pub differs: Differs,
}

/// Where two texts first differ.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Differs {
    /// The last words before that, which both have.
    pub before: String,
    /// How `a` goes on; empty if it ends.
    pub a: String,
    /// How `b` goes on.
    pub b: String,
}

/// The pairs on either side of the line.
#[derive(Debug, Clone, PartialEq)]
pub struct Borderline {
    /// Those that are listed, the least similar first among the linked, the most similar first among the others.
    pub pairs: Vec<Close>,
    /// How many pairs there are in all: linked, below the line, and with other facts.
    pub all: [usize; 3],
}

/// A pair, before it is known whether it is listed.
struct Judged {
    pair: Pair,
    standing: Standing,
    share: f64,
    similarity: f64,
    reason: Reason,
}

impl Compared {
    /// The `count` least similar pairs that are linked closely enough to merge, the `count` most similar ones that are
    /// not, and as many whose facts keep them apart.
    pub fn borderline(&self, count: usize) -> Borderline {
        let ranks = Ranks::new(&self.documents);
        let text = |rank: u32| ranks.document(rank).text.as_str();
        let (trail, config) = (&self.trail, &self.config.cluster);
        let doors = [(&trail.copies, true), (&trail.siblings, false), (&trail.events, false)];
        let mut candidates: Vec<(Pair, bool)> = Vec::new();
        for (pairs, is_copies) in doors {
            candidates.extend(pairs.iter().map(|&pair| (pair, is_copies)));
        }
        candidates.extend(self.copies.pairs().into_iter().map(|pair| (pair, true)));
        candidates.sort_unstable();
        candidates.dedup_by_key(|candidate| candidate.0);
        // What was linked is known from the walk; a pair that was not is measured again, to tell why.
        let judge = |&(pair @ (a, b), is_copies): &(Pair, bool)| {
            let link = self.edge(pair).map(|edge| edge.relation);
            let none = Common::default();
            let common = if is_copies { &none } else { &trail.common };
            let merges = |relation: Option<Relation>| relation.is_some_and(|relation| relation <= config.merge);
            let mut measured = cluster::measured(text(a), text(b), common, None, config);
            if is_copies && merges(measured.relation) && !merges(link) {
                // Much of both is boilerplate: the walk measured them again without that.
                measured = cluster::measured(text(a), text(b), &trail.common, None, config);
            }
            let share = match config.merge {
                Relation::Containment => measured.judged_shares().1,
                _ => measured.judged_shares().0,
            };
            let standing = if merges(link) {
                Standing::Linked
            } else if measured.is_other_facts {
                Standing::OtherFacts
            } else {
                Standing::Below
            };
            Judged { pair, standing, share, similarity: measured.edge.similarity, reason: measured.reason }
        };
        let mut judged: Vec<Judged> = candidates.par_iter().map(judge).collect();
        judged.sort_by(|x, y| {
            let order = x.share.total_cmp(&y.share);
            let order = if x.standing == Standing::Linked { order } else { order.reverse() };
            x.standing.cmp(&y.standing).then(order).then(x.pair.cmp(&y.pair))
        });
        let mut all = [0; 3];
        let mut pairs = Vec::new();
        for found in judged {
            all[found.standing as usize] += 1;
            if all[found.standing as usize] > count {
                continue;
            }
            let (a, b) = found.pair;
            pairs.push(Close {
                a: ranks.document(a).raw.id.clone(),
                b: ranks.document(b).raw.id.clone(),
                standing: found.standing,
                relation: self.edge(found.pair).map(|edge| edge.relation),
                share: found.share,
                similarity: found.similarity,
                reason: found.reason,
                differs: Differs::of(text(a), text(b)),
            });
        }
        Borderline { pairs, all }
    }
}

/// Words that are shown before the place where two texts differ.
const WORDS_BEFORE: usize = 4;
/// Words that are shown from there on.
const WORDS_AFTER: usize = 8;

impl Differs {
    /// Compares word by word, as written between spaces; case and marks are no difference.
    pub fn of(a: &str, b: &str) -> Self {
        let alike = |x: &str, y: &str| x == y || letters(x).eq(letters(y));
        let pairs = a.split_whitespace().zip(b.split_whitespace());
        let same = pairs.take_while(|&(x, y)| alike(x, y)).count();
        let words = |text: &str, from: usize, count: usize| {
            text.split_whitespace().skip(from).take(count).collect::<Vec<_>>().join(" ")
        };
        let first = same.saturating_sub(WORDS_BEFORE);
        Differs {
            before: words(a, first, same - first),
            a: words(a, same, WORDS_AFTER),
            b: words(b, same, WORDS_AFTER),
        }
    }
}

fn letters(word: &str) -> impl Iterator<Item = char> {
    word.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase)
}
