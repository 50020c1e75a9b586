//! Reports of the same event in other words: documents that share rare words, names above all.
//!
//! The reports of one event by two newsrooms share no sentence, only the people, the places and
//! what happened. They are recognized by the cosine of their TF-IDF vectors, with document
//! frequencies of the run. On 86 hand-sorted stories of ECB+, two of each kind (two fires, two
//! court cases), a cosine of .236 with names weighted twice has precision .85 at recall .83.

use std::ops::Range;

use super::copies::ExactCopies;
use super::copy_pairs::docs;
use super::fingerprint::Sampling;
use super::hashed::HashedMap;
use super::inverted_index::{InvertedIndex, PairCounter, Posting, PostingLists};
use super::link::{DocIndex, Pair};
use super::sibling_pairs::closest;
use super::sketches::SketchStore;
use super::slots::is_name;
use super::tokenized_doc::TokenizedDoc;
use crate::text::hashed_tokens::{UPPER_FIRST, scan};

/// The cosine from which on two texts report the same event.
pub(crate) const SAME_EVENT: f64 = 0.22;
/// The weight of a name relative to another word of the same document frequency.
const NAME_WEIGHT: f32 = 2.0;
/// The most texts whose words are counted. More texts do not change which words are rare.
const MAX_COUNTED: usize = 20_000;
/// The least number of texts from which document frequencies are reliable.
const MIN_COUNTED: usize = 16;
/// A name in more stories than this makes no candidate pairs. Its weight still counts.
const MAX_STORIES_OF_NAME: usize = 64;
/// The cosine of the names from which on two texts are compared.
const MIN_NAMES: f64 = 0.1;
/// The cosine of the names from which on two texts are compared if they share one name only.
const ONE_NAME: f64 = 0.3;
/// The value of [`MIN_NAMES`] in a large run, which has more namesakes than time to compare them.
const MIN_NAMES_OF_MANY: f64 = 0.3;
/// The most pairs that are compared for one document: those with the closest names.
const MAX_PAIRS: usize = 24;

/// Document frequencies: the number of texts of the run that have each word.
#[derive(Debug, Clone, Default)]
pub(crate) struct DocFrequencies {
    /// The number of texts that were counted.
    texts: u32,
    /// The number of texts that have a word, by the hash of the word.
    texts_with: HashedMap<u32>,
}

/// The documents whose words are counted: all of them, or a sample that depends on their texts
/// only. Exact copies count once.
pub(crate) fn docs_to_count(sketches: &SketchStore, copies: &ExactCopies) -> Vec<DocIndex> {
    let mut chosen: Vec<(u128, DocIndex)> = (0..sketches.len() as DocIndex)
        .filter(|&doc| copies.is_first(doc) && sketches.sketch(doc).tokens > 0)
        .map(|doc| (sketches.sketch(doc).token_hash, doc))
        .collect();
    if chosen.len() > MAX_COUNTED {
        chosen.select_nth_unstable(MAX_COUNTED);
        chosen.truncate(MAX_COUNTED);
    }
    let mut docs: Vec<DocIndex> = chosen.into_iter().map(|(_, doc)| doc).collect();
    docs.sort_unstable();
    docs
}

impl DocFrequencies {
    /// Counts the words of one text. `scratch` is a buffer.
    pub(crate) fn count(&mut self, text: &str, scratch: &mut Vec<u64>) {
        scratch.clear();
        scan(text, |token| scratch.push(token.hash));
        scratch.sort_unstable();
        scratch.dedup();
        self.texts += 1;
        for &word in scratch.iter() {
            *self.texts_with.entry(word).or_default() += 1;
        }
    }

    /// The sums of both counts. The order in which counts are merged does not matter.
    pub(crate) fn merge(mut self, other: Self) -> Self {
        if self.texts_with.len() < other.texts_with.len() {
            return other.merge(self);
        }
        self.texts += other.texts;
        for (word, count) in other.texts_with {
            *self.texts_with.entry(word).or_default() += count;
        }
        self
    }

    /// The inverse document frequency of a word: the logarithm of all texts divided by the texts
    /// that have it.
    fn idf(&self, word: u64) -> f32 {
        let with = self.texts_with.get(&word).copied().unwrap_or(0) as f32;
        ((self.texts as f32 + 1.0) / (with.max(1.0) + 0.5)).ln().max(0.0)
    }

    /// Whether enough texts were counted to know which words are rare.
    pub(crate) fn is_reliable(&self) -> bool {
        self.texts as usize >= MIN_COUNTED
    }
}

/// The TF-IDF vector of a text: a weight for each word, sorted by the hash of the word, scaled so
/// that the sum of squares is one.
pub(crate) struct TfIdf(Vec<(u64, f32)>);

impl TfIdf {
    pub(crate) fn new(doc: &TokenizedDoc, frequencies: &DocFrequencies) -> Self {
        let mut all: Vec<(u64, bool)> =
            doc.tokens.iter().map(|token| (token.hash, token.has(UPPER_FIRST) && is_name(*token, &doc.text))).collect();
        all.sort_unstable();
        let mut weights: Vec<(u64, f32)> = all
            .chunk_by(|x, y| x.0 == y.0)
            .map(|group| {
                let name = if group[group.len() - 1].1 { NAME_WEIGHT } else { 1.0 };
                (group[0].0, name * (1.0 + (group.len() as f32).ln()) * frequencies.idf(group[0].0))
            })
            .filter(|&(_, weight)| weight > 0.0)
            .collect();
        let norm = weights.iter().map(|&(_, weight)| weight * weight).sum::<f32>().sqrt();
        weights.iter_mut().for_each(|(_, weight)| *weight /= norm);
        TfIdf(weights)
    }

    /// The cosine of the two vectors, `0.0..=1.0`.
    pub(crate) fn cosine(&self, other: &TfIdf) -> f64 {
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

/// The names of the stories of a run: which stories have each name, and the weight of all names of
/// each story.
#[derive(Debug)]
pub(crate) struct NameIndex {
    index: InvertedIndex,
    /// For each document, the sum of the squared weights of its names.
    norms: Vec<f32>,
}

impl NameIndex {
    /// An empty index for `documents` documents.
    pub(crate) fn new(documents: usize) -> Self {
        NameIndex { index: InvertedIndex::default(), norms: vec![0.0; documents] }
    }

    /// Adds postings of names. `postings` are all postings of the names that occur in them.
    pub(crate) fn add(
        &mut self,
        mut postings: Vec<Posting>,
        copies: &ExactCopies,
        story_of: &[DocIndex],
        frequencies: &DocFrequencies,
    ) {
        // One member of a cluster represents all: repair finds the other members through it.
        postings.retain(|&(_, doc)| copies.is_first(doc) && story_of[doc as usize] == doc);
        postings.sort_unstable();
        let mut lists = PostingLists::default();
        for list in postings.chunk_by(|x, y| x.0 == y.0) {
            let weight = frequencies.idf(list[0].0).powi(2);
            for doc in docs(list) {
                self.norms[doc as usize] += weight;
            }
            if (2..=MAX_STORIES_OF_NAME).contains(&list.len()) {
                lists.push(docs(list), weight);
            }
        }
        self.index.add(&lists);
    }

    /// Builds the inverted index. Called once, after all postings were added and before pairs are
    /// counted.
    #[must_use]
    pub(crate) fn build(self) -> Self {
        NameIndex { index: self.index.build(self.norms.len()), norms: self.norms }
    }
}

/// Candidate pairs of different stories that share rare names and whose first document is in
/// `docs`, each with the cosine of its names. The sorted pairs of `known` are left out.
pub(crate) fn paired_events(
    names: &NameIndex,
    known: &[Pair],
    sampling: Sampling,
    docs: Range<DocIndex>,
    counter: &mut PairCounter,
) -> Vec<(f32, Pair)> {
    let min_names = if sampling.one_in() == 1 { MIN_NAMES } else { MIN_NAMES_OF_MANY };
    names.index.pairs(docs, counter, |a, b, shared, weight| {
        let norm = (f64::from(names.norms[a as usize]) * f64::from(names.norms[b as usize])).sqrt();
        let cosine = f64::from(weight) / norm.max(f64::MIN_POSITIVE);
        let close = (shared > 1 || cosine >= ONE_NAME) && cosine >= min_names && known.binary_search(&(a, b)).is_err();
        close.then_some((cosine as f32, (a, b)))
    })
}

/// The pairs to compare as reports of the same event, sorted, chosen from all that
/// [`paired_events`] gave.
pub(crate) fn closest_events(weighted: Vec<(f32, Pair)>, documents: usize) -> Vec<Pair> {
    closest(weighted, documents, MAX_PAIRS)
}
