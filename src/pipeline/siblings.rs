//! Who can bear witness for whom: the documents that a document is linked to, and the rest of its family.

use std::collections::HashSet;

use crate::cluster::{self, Edge};
use crate::model::Relation;

/// A sibling this close holds so much of the same text that what differs inside may be damage. Copies have 0.7; badly damaged ones less.
const MIN_CLOSENESS: f64 = 0.4;

/// Who can bear witness for whom.
pub(super) struct Siblings {
    /// Those linked to each document and how close they are, the closest first.
    linked: Vec<Vec<(f64, u32)>>,
    near_copy: Vec<bool>,
    families: Vec<Vec<u32>>,
    family_of: Vec<Option<usize>>,
}

impl Siblings {
    pub(super) fn new(edges: &[Edge], documents: usize) -> Self {
        let mut linked: Vec<Vec<(f64, u32)>> = vec![Vec::new(); documents];
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
            for &rank in family {
                family_of[rank as usize] = Some(number);
            }
        }
        Siblings { linked, near_copy, families, family_of }
    }

    /// The number of the family of a document that has one.
    pub(super) fn family_of(&self, rank: u32) -> Option<usize> {
        self.family_of[rank as usize]
    }

    /// Whether another text is nearly the same and not quite: what differs may be what a spinner exchanged, seen or not by triage.
    pub(super) fn has_near_copy(&self, rank: u32) -> bool {
        self.near_copy[rank as usize]
    }

    /// Those that hold most of a document's text or that it holds most of, the closest first.
    pub(super) fn near(&self, rank: u32) -> Vec<u32> {
        let linked = self.linked[rank as usize].iter();
        linked.take_while(|&&(closeness, _)| closeness >= MIN_CLOSENESS).map(|&(_, other)| other).collect()
    }

    /// Those linked to a document, the closest first, then the rest of its family.
    pub(super) fn of(&self, rank: u32) -> Vec<u32> {
        let mut siblings: Vec<u32> = self.linked[rank as usize].iter().map(|&(_, other)| other).collect();
        if let Some(family) = self.family_of[rank as usize] {
            let known: HashSet<u32> = siblings.iter().copied().chain([rank]).collect();
            siblings.extend(self.families[family].iter().filter(|other| !known.contains(other)));
        }
        siblings
    }
}
