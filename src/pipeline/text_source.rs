//! The clean texts of a run, in memory or in temporary files.

use std::ops::Range;

use crate::cluster::DocIndex;
use crate::error::Result;

/// The clean texts of a run. Texts are identified by the position of their documents among the
/// sorted ids, so that no result depends on the order of the input.
pub(super) trait TextSource: Sync {
    /// The number of texts.
    fn count(&self) -> usize;
    /// The document at a position of the order in which all texts are read fastest.
    fn doc_at(&self, position: usize) -> DocIndex;
    /// The number of the site that published a text, from 1 up; 0 for none.
    fn site(&self, doc: DocIndex) -> u32;
    /// The length of a text in bytes.
    fn bytes(&self, doc: DocIndex) -> u64;
    /// Appends a text to `into`, or as much of its beginning as fits into `max_bytes` bytes.
    fn append(&self, doc: DocIndex, max_bytes: usize, into: &mut String) -> Result<()>;
}

/// The indices of `count` documents.
pub(super) fn doc_indices(count: usize) -> Range<DocIndex> {
    0..DocIndex::try_from(count).expect("a run has fewer than four billion documents")
}
