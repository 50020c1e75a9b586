//! The verification of candidate pairs in batches: every pair is measured by aligning its texts.

use std::cell::OnceCell;

use super::common_shingles::CommonShingles;
use super::events::{DocFrequencies, SAME_EVENT, TfIdf};
use super::link::{DocIndex, Pair, VerifiedLink};
use super::tokenized_doc::TokenizedDoc;
use super::verify::{Criteria, measure};
use crate::config::ClusterConfig;

/// Verifies batches of candidate pairs on one thread. Its buffers are reused.
pub(crate) struct PairVerifier {
    /// The first documents of all pairs of the current group, sorted, and their tokens at the same
    /// positions. `tokenized` may be longer: its further entries are left from earlier groups.
    first_docs: Vec<DocIndex>,
    tokenized: Vec<WeightedDoc>,
    /// A document that is the first one of no pair of the group. All pairs of which it is the
    /// second one are verified in a row, then the next such document takes its place, so that
    /// neither memory nor the processor's cache has to hold more than one.
    second_only: WeightedDoc,
    /// The pairs of the current group as (second document, first document), sorted.
    order: Vec<Pair>,
    /// The share of the longer text's tokens that makes a near-duplicate.
    threshold: f64,
}

/// A tokenized document, with the weights of its words if they were needed.
#[derive(Default)]
struct WeightedDoc {
    doc: TokenizedDoc,
    weights: OnceCell<TfIdf>,
}

impl WeightedDoc {
    fn read<E>(&mut self, doc: DocIndex, texts: &impl Fn(DocIndex, &mut String) -> Result<(), E>) -> Result<(), E> {
        self.doc.text.clear();
        texts(doc, &mut self.doc.text)?;
        self.doc.tokenize();
        self.weights = OnceCell::new();
        Ok(())
    }

    fn weights(&self, frequencies: &DocFrequencies) -> &TfIdf {
        self.weights.get_or_init(|| TfIdf::new(&self.doc, frequencies))
    }
}

impl PairVerifier {
    /// A verifier with the thresholds of `config`.
    pub(crate) fn new(config: &ClusterConfig) -> Self {
        PairVerifier {
            first_docs: Vec::new(),
            tokenized: Vec::new(),
            second_only: WeightedDoc::default(),
            order: Vec::new(),
            threshold: config.threshold,
        }
    }

    /// Measures the pairs of a batch and returns those that are linked. `texts` appends the clean
    /// text of a document to an empty string, or its first
    /// [`MAX_COMPARED_BYTES`](super::MAX_COMPARED_BYTES) bytes. With `frequencies`, texts that
    /// report the same event in other words are siblings too. The order of the links depends on the
    /// pairs only.
    ///
    /// # Errors
    /// If `texts` fails.
    pub(crate) fn verify<E>(
        &mut self,
        batch: &[Vec<Pair>],
        texts: impl Fn(DocIndex, &mut String) -> Result<(), E>,
        common: &CommonShingles,
        frequencies: Option<&DocFrequencies>,
    ) -> Result<Vec<VerifiedLink>, E> {
        let criteria = Criteria { common, threshold: self.threshold };
        let mut links = Vec::new();
        for group in batch {
            self.load(group, &texts)?;
            let mut loaded = None;
            for &(b, a) in &self.order {
                let left = self.first_docs.binary_search(&a).expect("the first document of every pair was read");
                let right = match self.first_docs.binary_search(&b) {
                    Ok(at) => &self.tokenized[at],
                    Err(_) => {
                        if loaded != Some(b) {
                            self.second_only.read(b, &texts)?;
                            loaded = Some(b);
                        }
                        &self.second_only
                    }
                };
                let left = &self.tokenized[left];
                links.extend(measure((a, b), &left.doc, &right.doc, criteria, || {
                    frequencies.is_some_and(|frequencies| {
                        left.weights(frequencies).cosine(right.weights(frequencies)) >= SAME_EVENT
                    })
                }));
            }
        }
        Ok(links)
    }

    /// Reads the first documents of a group, and orders its pairs by their second documents.
    fn load<E>(&mut self, group: &[Pair], texts: &impl Fn(DocIndex, &mut String) -> Result<(), E>) -> Result<(), E> {
        self.first_docs.clear();
        self.first_docs.extend(group.iter().map(|&(a, _)| a));
        self.first_docs.sort_unstable();
        self.first_docs.dedup();
        if self.tokenized.len() < self.first_docs.len() {
            self.tokenized.resize_with(self.first_docs.len(), WeightedDoc::default);
        }
        for (tokenized, &doc) in self.tokenized.iter_mut().zip(&self.first_docs) {
            tokenized.read(doc, texts)?;
        }
        self.order.clear();
        self.order.extend(group.iter().map(|&(a, b)| (b, a)));
        self.order.sort_unstable();
        Ok(())
    }
}
