//! The possible witnesses of each document: the documents linked to it, and the rest of its family.

use std::collections::HashSet;

use crate::cluster::{self, DocIndex, Edge};
use crate::model::Relation;

/// The closeness from which on two documents have so much text in common that their differences may
/// be damage. Copies have 0.7, badly damaged ones less.
const MIN_CLOSENESS: f64 = 0.4;

/// The possible witnesses of each document of a run.
pub(super) struct Siblings {
    /// For each document: the documents linked to it with their closeness, the closest first.
    /// Closeness is the largest of similarity and both containments, `0.0..=1.0`.
    linked: Vec<Vec<(f64, DocIndex)>>,
    /// Whether each document has a near-duplicate, contains a document or is contained in one.
    near_copy: Vec<bool>,
    families: Vec<Vec<DocIndex>>,
    /// The number of the family of each document.
    family_of: Vec<Option<usize>>,
}

impl Siblings {
    pub(super) fn new(edges: &[Edge], documents: usize) -> Self {
        let mut linked: Vec<Vec<(f64, DocIndex)>> = vec![Vec::new(); documents];
        let mut near_copy = vec![false; documents];
        for edge in edges {
            if matches!(edge.relation, Relation::NearDuplicate | Relation::Containment) {
                near_copy[edge.a as usize] = true;
                near_copy[edge.b as usize] = true;
            }
            let closeness = edge.similarity.max(edge.containment_a).max(edge.containment_b);
            linked[edge.a as usize].push((closeness, edge.b));
            linked[edge.b as usize].push((closeness, edge.a));
        }
        for linked in &mut linked {
            linked.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        }
        let families = cluster::families(edges, documents);
        let mut family_of = vec![None; documents];
        for (number, family) in families.iter().enumerate() {
            for &doc in family {
                family_of[doc as usize] = Some(number);
            }
        }
        Siblings { linked, near_copy, families, family_of }
    }

    /// The number of a document's family; `None` if it is linked to no other document.
    pub(super) fn family_of(&self, doc: DocIndex) -> Option<usize> {
        self.family_of[doc as usize]
    }

    /// Whether a document is a copy of another but not an exact one. Their differences may be words
    /// that a spinner replaced, even if triage did not recognize the document as spun.
    pub(super) fn has_near_copy(&self, doc: DocIndex) -> bool {
        self.near_copy[doc as usize]
    }

    /// The documents linked to a document with a closeness of at least [`MIN_CLOSENESS`], the
    /// closest first.
    pub(super) fn near(&self, doc: DocIndex) -> Vec<DocIndex> {
        let linked = self.linked[doc as usize].iter();
        linked.take_while(|&&(closeness, _)| closeness >= MIN_CLOSENESS).map(|&(_, other)| other).collect()
    }

    /// The documents linked to a document, the closest first, then the rest of its family.
    pub(super) fn of(&self, doc: DocIndex) -> Vec<DocIndex> {
        let mut siblings: Vec<DocIndex> = self.linked[doc as usize].iter().map(|&(_, other)| other).collect();
        if let Some(family) = self.family_of[doc as usize] {
            let known: HashSet<DocIndex> = siblings.iter().copied().chain([doc]).collect();
            siblings.extend(self.families[family].iter().filter(|other| !known.contains(other)));
        }
        siblings
    }
}
