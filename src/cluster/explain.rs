//! Why two documents were compared or not, and what a comparison of them gives, for explanations.
//!
//! Nothing here decides anything: each function repeats what the run does with a pair of documents.
//! `tests/cluster_explain.rs` compares the two.

use super::common_shingles::CommonShingles;
use super::copy_pairs::{MIN_COPY_SAMPLES, MIN_COPY_SHARE, count_up_to, reach};
use super::events::{DocFrequencies, SAME_EVENT, TfIdf};
use super::fingerprint::Fingerprint;
use super::pair_measures::PairMeasures;
use super::tokenized_doc::TokenizedDoc;
use super::verify::{Criteria, measure_all};
use crate::config::ClusterConfig;
use crate::model::Relation;

/// What two samples have in common.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct SampleOverlap {
    /// The number of hashes in both samples.
    pub shared: usize,
    /// The number of these that mean nothing, because many stories have them.
    pub common: usize,
    /// The size of each sample. Of two copy samples, only the hashes count up to which both samples
    /// are complete.
    pub of: (usize, usize),
    /// The number of shared hashes from which the two are compared, if it depends on these two
    /// documents only.
    pub needed: Option<usize>,
}

/// The overlap of the copy samples.
pub(crate) fn copy_overlap(a: &Fingerprint, b: &Fingerprint) -> SampleOverlap {
    let limit = reach(&a.copy_sample).min(reach(&b.copy_sample));
    let of = (count_up_to(&a.copy_sample, limit), count_up_to(&b.copy_sample, limit));
    let smaller = of.0.min(of.1).max(1);
    let needed = (MIN_COPY_SHARE * smaller as f64).max(smaller.min(MIN_COPY_SAMPLES) as f64).ceil() as usize;
    SampleOverlap { shared: both(&a.copy_sample, &b.copy_sample).count(), common: 0, of, needed: Some(needed) }
}

/// The overlap of the sibling samples.
pub(crate) fn sibling_overlap(a: &Fingerprint, b: &Fingerprint, common: &CommonShingles) -> SampleOverlap {
    SampleOverlap {
        shared: both(&a.sibling_sample, &b.sibling_sample).count(),
        common: both(&a.sibling_sample, &b.sibling_sample).filter(|&hash| common.contains(hash)).count(),
        of: (a.sibling_sample.len(), b.sibling_sample.len()),
        needed: None,
    }
}

/// The overlap of the names by which reports of the same event are found.
pub(crate) fn name_overlap(a: &Fingerprint, b: &Fingerprint) -> SampleOverlap {
    let of = (a.names.len(), b.names.len());
    SampleOverlap { shared: both(&a.names, &b.names).count(), common: 0, of, needed: None }
}

/// The hashes that are in both of two sorted lists.
fn both<'l>(left: &'l [u64], right: &'l [u64]) -> impl Iterator<Item = u64> + 'l {
    left.iter().copied().filter(|hash| right.binary_search(hash).is_ok())
}

/// All measures of two clean texts. With `frequencies`, texts that report the same event in other
/// words are siblings too.
pub(crate) fn measure_texts(
    a: &str,
    b: &str,
    common: &CommonShingles,
    frequencies: Option<&DocFrequencies>,
    config: &ClusterConfig,
) -> PairMeasures {
    let (left, right) = (tokenized(a), tokenized(b));
    measure_all((0, 1), &left, &right, Criteria { common, threshold: config.threshold }, || {
        frequencies.is_some_and(|frequencies| cosine_of(&left, &right, frequencies) >= SAME_EVENT)
    })
}

/// All measures of a candidate pair of copies, as the run computes them: if common shingles are
/// much of both texts, the pair is measured again without them.
pub(crate) fn measure_as_run(
    texts: (&str, &str),
    fingerprints: (&Fingerprint, &Fingerprint),
    common: &CommonShingles,
    config: &ClusterConfig,
) -> PairMeasures {
    let first = measure_texts(texts.0, texts.1, &CommonShingles::default(), None, config);
    let is_measured = first.relation.is_some_and(|relation| relation != Relation::Exact);
    if is_measured && !common.is_empty() && common.is_much_of(fingerprints.0) && common.is_much_of(fingerprints.1) {
        return measure_texts(texts.0, texts.1, common, None, config);
    }
    first
}

/// The cosine of the TF-IDF vectors of two clean texts, `0.0..=1.0`, and the cosine from which on
/// two texts report the same event.
pub(crate) fn event_cosine(a: &str, b: &str, frequencies: &DocFrequencies) -> (f64, f64) {
    (cosine_of(&tokenized(a), &tokenized(b), frequencies), SAME_EVENT)
}

fn cosine_of(a: &TokenizedDoc, b: &TokenizedDoc, frequencies: &DocFrequencies) -> f64 {
    TfIdf::new(a, frequencies).cosine(&TfIdf::new(b, frequencies))
}

fn tokenized(text: &str) -> TokenizedDoc {
    let mut doc = TokenizedDoc::default();
    doc.text.push_str(text);
    doc.tokenize();
    doc
}
