//! The fingerprints of a run: what stays in memory of each document, about 200 bytes.

use super::fingerprint::Fingerprint;

/// What is known of a document whatever it is compared with.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Gist {
    /// XXH3 of the token hashes: the same for copies that differ in case, spaces and marks alone.
    pub whole: u128,
    /// How many bytes the text has.
    pub bytes: u64,
    /// Where its first token begins and its last one ends, in bytes.
    pub ends: (u32, u32),
    /// How many tokens the text has.
    pub tokens: u32,
    /// How many shingles were sampled to find siblings.
    pub samples: u32,
}

/// The fingerprints of a run, by rank. Samples for siblings and names are not among them: they are postings.
#[derive(Debug, Default)]
pub struct Prints {
    gists: Vec<Gist>,
    /// Where the copy sample of each document stands in `hashes`, and how many it has.
    places: Vec<(u64, u32)>,
    hashes: Vec<u64>,
}

impl Prints {
    /// For so many documents, none of them kept yet.
    pub fn new(documents: usize) -> Self {
        Prints { gists: vec![Gist::default(); documents], places: vec![(0, 0); documents], hashes: Vec::new() }
    }

    /// Keeps the fingerprint of a document.
    pub fn keep(&mut self, rank: u32, fingerprint: &Fingerprint) {
        self.gists[rank as usize] = fingerprint.gist;
        self.places[rank as usize] = (self.hashes.len() as u64, fingerprint.copy.len() as u32);
        self.hashes.extend_from_slice(&fingerprint.copy);
    }

    /// How many documents there are.
    pub fn len(&self) -> usize {
        self.gists.len()
    }

    /// What is known of a document.
    pub fn gist(&self, rank: u32) -> &Gist {
        &self.gists[rank as usize]
    }

    /// What is known of each document, by rank.
    pub fn all(&self) -> &[Gist] {
        &self.gists
    }

    /// The sampled shingle hashes of a document to find copies by, sorted, each once.
    pub(super) fn copy(&self, rank: u32) -> &[u64] {
        let (start, length) = self.places[rank as usize];
        &self.hashes[start as usize..][..length as usize]
    }

    /// Gives back the memory of the samples, once copies are found.
    pub fn forget_samples(&mut self) {
        self.places = Vec::new();
        self.hashes = Vec::new();
    }
}
