//! Fingerprints, candidate pairs, verified links, clusters and families.
//!
//! [`crate::pipeline::cluster`] clusters records in memory, [`crate::pipeline::cluster_external`]
//! more records than fit into memory, and [`crate::pipeline::PairInspector`] explains why two
//! documents are linked or not, in the terms of this module.
//!
//! Everything here identifies a document by its `DocIndex`, its position among the sorted ids of
//! the run, so that results do not depend on the order of the input. The steps, in the order in
//! which [`crate::pipeline`] runs them:
//!
//! 1. `ExactCopies`: documents with the same tokens, found by a 128-bit hash. Every later step
//!    looks at the first document of each such group only.
//! 2. `paired_copies`: candidate pairs that share enough samples to be copies.
//!    `PairVerifier::verify` measures each pair exactly.
//! 3. `clusters` of the links found so far, so that a story counts once however many copies it has.
//! 4. `SiblingSearch::pairs`: candidate pairs of different stories that share rare shingles,
//!    verified in the same way.
//! 5. `paired_events`: candidate pairs of different stories that share rare names, because they may
//!    report the same event in other words.

mod alignment;
mod batch;
mod common_shingles;
mod copies;
mod copy_pairs;
mod date;
mod events;
mod explain;
mod fingerprint;
mod groups;
mod hashed;
mod inverted_index;
mod link;
mod pair_measures;
mod pair_verifier;
mod quality;
mod shingles;
mod sibling_pairs;
mod sketches;
mod slots;
mod tokenized_doc;
mod verify;

pub(crate) use batch::batches;
pub(crate) use common_shingles::CommonShingles;
pub(crate) use copies::ExactCopies;
pub(crate) use copy_pairs::{copy_lists, paired_copies};
pub(crate) use events::{DocFrequencies, NameIndex, closest_events, docs_to_count, paired_events};
pub use explain::SampleOverlap;
pub(crate) use explain::{copy_overlap, event_cosine, measure_as_run, measure_texts, name_overlap, sibling_overlap};
pub(crate) use fingerprint::{Fingerprint, Fingerprinter, Sampling, fingerprint};
pub(crate) use groups::{clusters, families, stories};
pub(crate) use inverted_index::{InvertedIndex, PairCounter, Posting};
pub(crate) use link::{DocIndex, Edge, Pair, VerifiedLink};
pub use pair_measures::{FactCounts, LinkReason, PairMeasures};
pub(crate) use pair_verifier::PairVerifier;
pub(crate) use quality::{Provenance, Quality, representative};
pub(crate) use sibling_pairs::{SiblingSearch, closest_siblings, sibling_lists};
pub(crate) use sketches::SketchStore;
pub(crate) use tokenized_doc::MAX_COMPARED_BYTES;
pub use verify::CONTAINMENT;
pub(crate) use verify::exact_links;
