//! Groups of documents with exactly the same tokens.

use super::fingerprint::DocSketch;
use super::link::{DocIndex, Pair};

/// Documents grouped by equal tokens. Every later step looks at the first document of each group
/// only.
#[derive(Debug, Clone, Default)]
pub(crate) struct ExactCopies {
    /// For each document, the smallest document with the same tokens. A document without tokens is
    /// a copy of no other.
    pub first_of: Vec<DocIndex>,
    /// The groups of two or more documents, each sorted, sorted by their smallest members.
    pub groups: Vec<Vec<DocIndex>>,
}

/// All pairs of a group of at most this many copies are linked. In a larger group, each copy is
/// linked with the first only.
const MAX_PAIRED_COPIES: usize = 16;
/// The most pairs of copies that one pair of texts is expanded to.
const MAX_EXPANDED: usize = 64;

impl ExactCopies {
    /// Groups the documents of these sketches. Documents without tokens are left out.
    pub(crate) fn find(sketches: &[DocSketch]) -> Self {
        let mut order: Vec<(u128, DocIndex)> = (sketches.iter().zip(0..))
            .filter(|(sketch, _)| sketch.tokens > 0)
            .map(|(sketch, doc)| (sketch.token_hash, doc))
            .collect();
        order.sort_unstable();
        let mut first_of: Vec<DocIndex> = (0..sketches.len() as DocIndex).collect();
        let mut groups = Vec::new();
        for group in order.chunk_by(|x, y| x.0 == y.0).filter(|group| group.len() > 1) {
            let members: Vec<DocIndex> = group.iter().map(|&(_, doc)| doc).collect();
            for &member in &members {
                first_of[member as usize] = members[0];
            }
            groups.push(members);
        }
        groups.sort_unstable();
        ExactCopies { first_of, groups }
    }

    /// The pairs of exact copies that are linked, sorted.
    pub(crate) fn pairs(&self) -> Vec<Pair> {
        let mut pairs = Vec::new();
        for group in &self.groups {
            let firsts = if group.len() <= MAX_PAIRED_COPIES { group.len() } else { 1 };
            for (at, &a) in group[..firsts].iter().enumerate() {
                pairs.extend(group[at + 1..].iter().map(|&b| (a, b)));
            }
        }
        pairs.sort_unstable();
        pairs
    }

    /// Whether no smaller document has the same tokens, so that this one represents all that have.
    pub(super) fn is_first(&self, doc: DocIndex) -> bool {
        self.first_of[doc as usize] == doc
    }

    /// The given pairs, each replaced by the pairs of all exact copies of its two documents;
    /// sorted. A pair that would become more than `MAX_EXPANDED` pairs is returned as it is.
    pub(crate) fn expand(&self, pairs: Vec<Pair>) -> Vec<Pair> {
        let group = |doc: DocIndex| match self.groups.binary_search_by_key(&doc, |group| group[0]) {
            Ok(at) => self.groups[at].clone(),
            Err(_) => vec![doc],
        };
        let mut expanded = Vec::with_capacity(pairs.len());
        for (a, b) in pairs {
            let (left, right) = (group(a), group(b));
            if left.len() * right.len() > MAX_EXPANDED {
                expanded.push((a, b));
                continue;
            }
            for &x in &left {
                expanded.extend(right.iter().map(|&y| (x.min(y), x.max(y))));
            }
        }
        expanded.sort_unstable();
        expanded
    }
}
