//! The sketches of a run: the part of each fingerprint that stays in memory, about 200 bytes a
//! document.

use super::fingerprint::{DocSketch, Fingerprint};
use super::link::DocIndex;

/// The sketches and copy samples of a run, by document. Sibling samples and names are not among
/// them, because they are kept as postings.
#[derive(Debug, Default)]
pub(crate) struct SketchStore {
    sketches: Vec<DocSketch>,
    /// For each document, where its copy sample starts in `hashes`, and its size.
    samples: Vec<(u64, u32)>,
    hashes: Vec<u64>,
}

impl SketchStore {
    /// A store with an empty sketch for each of `documents` documents.
    pub(crate) fn new(documents: usize) -> Self {
        SketchStore {
            sketches: vec![DocSketch::default(); documents],
            samples: vec![(0, 0); documents],
            hashes: Vec::new(),
        }
    }

    /// Stores the sketch and the copy sample of a document. Called at most once for each document.
    pub(crate) fn insert(&mut self, doc: DocIndex, fingerprint: &Fingerprint) {
        self.sketches[doc as usize] = fingerprint.sketch;
        self.samples[doc as usize] = (self.hashes.len() as u64, fingerprint.copy_sample.len() as u32);
        self.hashes.extend_from_slice(&fingerprint.copy_sample);
    }

    /// The number of documents.
    pub(crate) fn len(&self) -> usize {
        self.sketches.len()
    }

    /// The sketch of a document.
    pub(crate) fn sketch(&self, doc: DocIndex) -> &DocSketch {
        &self.sketches[doc as usize]
    }

    /// The sketches of all documents, in the order of their indices.
    pub(crate) fn sketches(&self) -> &[DocSketch] {
        &self.sketches
    }

    /// The copy sample of a document: shingle hashes, sorted, without duplicates.
    pub(super) fn copy_sample(&self, doc: DocIndex) -> &[u64] {
        let (start, length) = self.samples[doc as usize];
        &self.hashes[start as usize..][..length as usize]
    }

    /// Frees the memory of the copy samples, once copies have been found.
    pub(crate) fn drop_samples(&mut self) {
        self.samples = Vec::new();
        self.hashes = Vec::new();
    }
}
