//! The same event in other words: documents that share rare words, names above all.
//!
//! Two reports of one event by two newsrooms share no sentence but the people, the places and what happened. Their
//! words, weighted by how rare they are in the run (TF-IDF), tell: on 86 hand-sorted stories of ECB+, two of each kind
//! (two fires, two court cases), a cosine of .236 with names counted twice has precision .85 at recall .83.

use std::ops::Range;

use super::candidates::{Copies, Pair, closest, ranks};
use super::fingerprint::Sampling;
use super::hashed::HashedMap;
use super::holders::{Counter, Holders, Posting, Runs};
use super::prints::Prints;
use super::reading::Reading;
use super::slots::is_name;
use crate::text::hashed_tokens::{UPPER_FIRST, scan};

/// The cosine from which on two texts tell the same event.
pub(crate) const SAME_EVENT: f64 = 0.22;
/// A name weighs so many times what another word of the same rarity weighs.
const NAME_WEIGHT: f32 = 2.0;
/// Texts whose words are counted, at most: more do not change what is rare.
const MAX_COUNTED: usize = 20_000;
/// Fewer texts do not tell what is rare.
const MIN_COUNTED: usize = 16;
/// A name in more stories than this leads to no pair; it still weighs.
const MAX_STORIES: usize = 64;
/// The cosine of the names alone from which on two texts are compared.
const MIN_NAMES: f64 = 0.1;
/// The same where they share one name only.
const ONE_NAME: f64 = 0.3;
/// The same in a large run, where there are more namesakes than time.
const MIN_NAMES_OF_MANY: f64 = 0.3;
/// Pairs that are compared for one document, at most: those with the closest names.
const MAX_PAIRS: usize = 24;

/// In how many texts of the run each word stands.
#[derive(Debug, Clone, Default)]
pub struct Words {
    texts: u32,
    holders: HashedMap<u32>,
}

/// The documents whose words are to be counted: all of them, or a sample that depends on their texts alone.
pub fn counted(prints: &Prints, copies: &Copies) -> Vec<u32> {
    let mut chosen: Vec<(u128, u32)> = (0..prints.len() as u32)
        .filter(|&rank| copies.is_first(rank) && prints.gist(rank).tokens > 0)
        .map(|rank| (prints.gist(rank).whole, rank))
        .collect();
    if chosen.len() > MAX_COUNTED {
        chosen.select_nth_unstable(MAX_COUNTED);
        chosen.truncate(MAX_COUNTED);
    }
    let mut ranks: Vec<u32> = chosen.into_iter().map(|(_, rank)| rank).collect();
    ranks.sort_unstable();
    ranks
}

impl Words {
    /// Counts one text.
    pub fn count(&mut self, text: &str, scratch: &mut Vec<u64>) {
        scratch.clear();
        scan(text, |token| scratch.push(token.hash));
        scratch.sort_unstable();
        scratch.dedup();
        self.texts += 1;
        for &word in scratch.iter() {
            *self.holders.entry(word).or_default() += 1;
        }
    }

    /// The counts of both: sums, so that the order does not matter.
    pub fn merge(mut self, other: Self) -> Self {
        if self.holders.len() < other.holders.len() {
            return other.merge(self);
        }
        self.texts += other.texts;
        for (word, count) in other.holders {
            *self.holders.entry(word).or_default() += count;
        }
        self
    }

    /// How rare a word is: the logarithm of the texts to one that holds it.
    fn rarity(&self, word: u64) -> f32 {
        let holders = self.holders.get(&word).copied().unwrap_or(0) as f32;
        ((self.texts as f32 + 1.0) / (holders.max(1.0) + 0.5)).ln().max(0.0)
    }

    /// Whether there were texts enough to tell what is rare.
    pub fn can_tell(&self) -> bool {
        self.texts as usize >= MIN_COUNTED
    }
}

/// The words of a text with their weights, by hash; the sum of squares is one.
pub(crate) struct Weights(Vec<(u64, f32)>);

impl Weights {
    pub(crate) fn new(reading: &Reading, words: &Words) -> Self {
        let mut all: Vec<(u64, bool)> = reading
            .tokens
            .iter()
            .map(|token| (token.hash, token.has(UPPER_FIRST) && is_name(*token, &reading.text)))
            .collect();
        all.sort_unstable();
        let mut weights: Vec<(u64, f32)> = all
            .chunk_by(|x, y| x.0 == y.0)
            .map(|group| {
                let name = if group[group.len() - 1].1 { NAME_WEIGHT } else { 1.0 };
                (group[0].0, name * (1.0 + (group.len() as f32).ln()) * words.rarity(group[0].0))
            })
            .filter(|&(_, weight)| weight > 0.0)
            .collect();
        let norm = weights.iter().map(|&(_, weight)| weight * weight).sum::<f32>().sqrt();
        weights.iter_mut().for_each(|(_, weight)| *weight /= norm);
        Weights(weights)
    }

    pub(crate) fn cosine(&self, other: &Weights) -> f64 {
        let (mut x, mut y) = (self.0.iter().peekable(), other.0.iter().peekable());
        let mut sum = 0.0_f64;
        while let (Some(&&(left, one)), Some(&&(right, two))) = (x.peek(), y.peek()) {
            if left == right {
                sum += one as f64 * two as f64;
            }
            if left <= right {
                x.next();
            }
            if right <= left {
                y.next();
            }
        }
        sum
    }
}

/// The names of the stories of a run: who holds each, and how much all of a story's names weigh.
#[derive(Debug)]
pub struct Names {
    holders: Holders,
    norms: Vec<f32>,
}

impl Names {
    /// None so far, of so many documents.
    pub fn new(documents: usize) -> Self {
        Names { holders: Holders::default(), norms: vec![0.0; documents] }
    }

    /// Adds postings of names: all those of the hashes that occur there.
    pub fn add(&mut self, mut postings: Vec<Posting>, copies: &Copies, story: &[u32], words: &Words) {
        // One member of a cluster speaks for all: the repairer finds the others through it.
        postings.retain(|&(_, rank)| copies.is_first(rank) && story[rank as usize] == rank);
        postings.sort_unstable();
        let mut runs = Runs::default();
        for run in postings.chunk_by(|x, y| x.0 == y.0) {
            let weight = words.rarity(run[0].0).powi(2);
            for rank in ranks(run) {
                self.norms[rank as usize] += weight;
            }
            if (2..=MAX_STORIES).contains(&run.len()) {
                runs.push(ranks(run), weight);
            }
        }
        self.holders.add(&runs);
    }

    /// Once all are added: ready to be paired.
    #[must_use]
    pub fn turned(self) -> Self {
        Names { holders: self.holders.turned(self.norms.len()), norms: self.norms }
    }
}

/// Pairs of different stories that share rare names, of those whose first document lies in a range, with the cosine of the
/// names; without those of `known`, which are sorted.
pub fn paired_events(
    names: &Names,
    known: &[Pair],
    sampling: Sampling,
    range: Range<u32>,
    counter: &mut Counter,
) -> Vec<(f32, Pair)> {
    let min_names = if sampling.one_in() == 1 { MIN_NAMES } else { MIN_NAMES_OF_MANY };
    names.holders.pairs(range, counter, |a, b, shared, weight| {
        let norm = (f64::from(names.norms[a as usize]) * f64::from(names.norms[b as usize])).sqrt();
        let cosine = f64::from(weight) / norm.max(f64::MIN_POSITIVE);
        let close = (shared > 1 || cosine >= ONE_NAME) && cosine >= min_names && known.binary_search(&(a, b)).is_err();
        close.then_some((cosine as f32, (a, b)))
    })
}

/// The pairs that are worth comparing as reports of one event, of all that [`paired_events`] gave; sorted.
pub fn closest_events(weighed: Vec<(f32, Pair)>, documents: usize) -> Vec<Pair> {
    closest(weighed, documents, MAX_PAIRS)
}
