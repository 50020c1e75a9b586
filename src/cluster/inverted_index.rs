//! An inverted index: which documents have which hash, and which pairs of documents share hashes.
//!
//! Postings sorted by hash become posting lists, posting lists become an index, and the index
//! counts for each pair of documents how many lists both are in.

use std::ops::Range;

use super::link::DocIndex;

/// A hash and a document that has it.
pub(crate) type Posting = (u64, DocIndex);

/// Posting lists: for each hash, the sorted documents that have it. The hashes themselves are not
/// kept.
#[derive(Debug, Default)]
pub(crate) struct PostingLists {
    /// The documents of all lists, one list after the other.
    documents: Vec<DocIndex>,
    /// For each list: how many entries it has in `documents`, how many of these are
    /// representatives, and the weight of sharing its hash.
    lists: Vec<(u32, u8, f32)>,
}

impl PostingLists {
    /// Adds a list in which every document is paired with every other.
    pub(super) fn push(&mut self, list: impl IntoIterator<Item = DocIndex>, weight: f32) {
        self.push_represented(&[], list, weight);
    }

    /// Adds a list in which every document is paired with the representatives only. The
    /// representatives are among the documents of `list` too.
    pub(super) fn push_represented(
        &mut self,
        representatives: &[DocIndex],
        list: impl IntoIterator<Item = DocIndex>,
        weight: f32,
    ) {
        let before = self.documents.len();
        self.documents.extend_from_slice(representatives);
        self.documents.extend(list);
        self.lists.push(((self.documents.len() - before) as u32, representatives.len() as u8, weight));
    }
}

/// The documents of each posting list, and the posting lists of each document.
#[derive(Debug, Default)]
pub(crate) struct InvertedIndex {
    documents: Vec<DocIndex>,
    /// For each list: where it ends in `documents`, and the weight of sharing its hash.
    ends: Vec<u64>,
    weights: Vec<f32>,
    /// For each list: how many documents at its start are its representatives.
    representatives: Vec<u8>,
    /// The lists of all documents, one document after the other, and where those of each document
    /// end. Both are empty before [`InvertedIndex::build`].
    lists: Vec<u32>,
    list_ends: Vec<u64>,
}

/// A buffer for counting what one document shares with each other one: the number of lists that
/// both are in, and the sum of the weights of these lists, by the index of the other document.
#[derive(Debug, Default)]
pub(crate) struct PairCounter {
    counts: Vec<(u32, f32)>,
    met: Vec<DocIndex>,
}

impl InvertedIndex {
    /// Adds posting lists after those that were added before.
    pub(crate) fn add(&mut self, added: &PostingLists) {
        let mut end = self.documents.len() as u64;
        self.documents.extend_from_slice(&added.documents);
        for &(length, representatives, weight) in &added.lists {
            end += u64::from(length);
            self.ends.push(end);
            self.weights.push(weight);
            self.representatives.push(representatives);
        }
    }

    /// Finds the lists of each of `documents` documents. Called once, after all lists were added
    /// and before pairs are counted.
    #[must_use]
    pub(crate) fn build(mut self, documents: usize) -> Self {
        let mut ends = vec![0_u64; documents];
        for list in 0..self.ends.len() {
            for &doc in self.list(list as u32).1 {
                ends[doc as usize] += 1;
            }
        }
        // From here, `ends` holds where the next list of each document is written. That is the end
        // of its lists once all are written.
        let mut sum = 0;
        for end in &mut ends {
            sum += std::mem::replace(end, sum);
        }
        let mut lists = vec![0; sum as usize];
        for list in 0..self.ends.len() as u32 {
            for &doc in self.list(list).1 {
                lists[ends[doc as usize] as usize] = list;
                ends[doc as usize] += 1;
            }
        }
        self.lists = lists;
        self.list_ends = ends;
        self
    }

    /// The representatives of a list and all its documents.
    fn list(&self, list: u32) -> (&[DocIndex], &[DocIndex]) {
        let start = list.checked_sub(1).map_or(0, |before| self.ends[before as usize]);
        let entries = &self.documents[start as usize..self.ends[list as usize] as usize];
        entries.split_at(usize::from(self.representatives[list as usize]))
    }

    fn lists_of(&self, doc: DocIndex) -> &[u32] {
        let start = doc.checked_sub(1).map_or(0, |before| self.list_ends[before as usize]);
        &self.lists[start as usize..self.list_ends[doc as usize] as usize]
    }

    /// Calls `weigh(a, b, shared, weight)` for every pair of documents that share a list and whose
    /// first document is in `docs`, and returns what it gives, in the order of the first documents.
    /// `shared` is the number of lists that both are in, `weight` the sum of their weights.
    /// Counting in an array by document is ten times faster than sorting all occurrences of pairs.
    pub(super) fn pairs<T>(
        &self,
        docs: Range<DocIndex>,
        counter: &mut PairCounter,
        weigh: impl Fn(DocIndex, DocIndex, u32, f32) -> Option<T>,
    ) -> Vec<T> {
        let PairCounter { counts, met } = counter;
        counts.resize(self.list_ends.len(), (0, 0.0));
        let mut pairs = Vec::new();
        for a in docs {
            for &list in self.lists_of(a) {
                let weight = self.weights[list as usize];
                let (representatives, all) = self.list(list);
                let others =
                    if representatives.is_empty() || representatives.contains(&a) { all } else { representatives };
                // Lists are sorted, so the documents after `a` are at the end.
                for &b in others.iter().rev() {
                    if b <= a {
                        break;
                    }
                    let (shared, sum) = &mut counts[b as usize];
                    if *shared == 0 {
                        met.push(b);
                    }
                    *shared += 1;
                    *sum += weight;
                }
            }
            for b in met.drain(..) {
                let (shared, sum) = std::mem::take(&mut counts[b as usize]);
                pairs.extend(weigh(a, b, shared, sum));
            }
        }
        pairs
    }
}
