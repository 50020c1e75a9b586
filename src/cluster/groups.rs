//! Links grouped into clusters of copies and into families of documents that are related in any
//! way.
//!
//! Both start from the strongest link and are bounded on purpose.

use std::cmp::{Ordering, Reverse};
use std::collections::HashSet;

use super::copies::ExactCopies;
use super::link::{DocIndex, Edge};
use super::sibling_pairs::MAX_STORIES;
use crate::config::ClusterConfig;
use crate::model::DisjointSets;

/// The clusters that `edges` make: the sorted members of each, sorted. `lengths` has the bytes of
/// each clean text.
///
/// Edges are taken from the strongest on, and two clusters merge only if their longest members are
/// linked closely enough themselves: every copy of a story with hundreds of copies was compared
/// with the longest ones. Bare transitive closure joins documents that have nothing in common: of
/// 859,092 documents it once left two (marin-community/marin#6854).
pub(crate) fn clusters(
    edges: &[Edge],
    copies: &ExactCopies,
    lengths: &[usize],
    config: &ClusterConfig,
) -> Vec<Vec<u32>> {
    let mut sets = LongestOf::new(lengths);
    for group in &copies.groups {
        for &member in &group[1..] {
            sets.join(group[0], member);
        }
    }
    // Exact copies are one node here: the first of them represents all.
    let node = |doc: DocIndex| copies.first_of[doc as usize];
    let mut merging: Vec<&Edge> = edges.iter().filter(|edge| edge.relation <= config.merge).collect();
    merging.sort_unstable_by(|x, y| strongest(x, y));
    let linked: HashSet<(u32, u32)> =
        merging.iter().map(|edge| (node(edge.a), node(edge.b))).map(|(x, y)| (x.min(y), x.max(y))).collect();
    for edge in merging {
        let (left, right) = (node(sets.longest(edge.a)), node(sets.longest(edge.b)));
        if linked.contains(&(left.min(right), left.max(right))) {
            sets.join(edge.a, edge.b);
        }
    }
    sets.sets.groups()
}

/// The most documents of a family, because repair compares every two of them.
const MAX_FAMILY: u32 = 64;

/// The families of `documents` documents: documents linked by edges of any relation, two or more,
/// as the sorted members of each, sorted.
///
/// Edges are taken from the strongest on. An edge that would make a family larger than 64 is
/// ignored, so that a page that quotes everybody does not join all the news into one family.
pub(crate) fn families(edges: &[Edge], documents: usize) -> Vec<Vec<u32>> {
    let mut sets = DisjointSets::new(documents);
    let mut order: Vec<&Edge> = edges.iter().collect();
    order.sort_unstable_by(|x, y| strongest(x, y));
    for edge in order {
        if sets.size(edge.a) + sets.size(edge.b) <= MAX_FAMILY {
            sets.join(edge.a, edge.b);
        }
    }
    sets.groups()
}

/// Orders edges from the strongest: by relation, then by similarity, then by ids.
fn strongest(x: &Edge, y: &Edge) -> Ordering {
    (x.relation.cmp(&y.relation))
        .then(y.similarity.total_cmp(&x.similarity))
        .then(y.jaccard.total_cmp(&x.jaccard))
        .then((x.a, x.b).cmp(&(y.a, y.b)))
}

/// Disjoint sets of documents, each with the longest text among its members; of equals the first.
struct LongestOf<'l> {
    lengths: &'l [usize],
    sets: DisjointSets,
    /// The member with the longest text, at the place of the set's root.
    longest: Vec<u32>,
}

impl<'l> LongestOf<'l> {
    fn new(lengths: &'l [usize]) -> Self {
        let longest = (0..lengths.len() as u32).collect();
        LongestOf { lengths, sets: DisjointSets::new(lengths.len()), longest }
    }

    /// The member with the longest text of the set that holds `rank`.
    fn longest(&mut self, rank: u32) -> u32 {
        self.longest[self.sets.root(rank) as usize]
    }

    fn join(&mut self, x: u32, y: u32) {
        if let Some((root, replaced)) = self.sets.join(x, y) {
            let members = [self.longest[root as usize], self.longest[replaced as usize]];
            let longest = members.into_iter().min_by_key(|&rank| (Reverse(self.lengths[rank as usize]), rank));
            self.longest[root as usize] = longest.unwrap_or(root);
        }
    }
}

/// The story of each document: the smallest member of its cluster, or the document itself.
///
/// A cluster of more than `MAX_STORIES` documents is not one story if most of its `edges` link
/// texts that have different passages in the same position: these are pages of a site whose
/// boilerplate was not removed. Each of its members is a story of its own, so that what they share
/// is found to be common and their links are measured again without it.
pub(crate) fn stories(clusters: &[Vec<DocIndex>], edges: &[Edge], documents: usize) -> Vec<DocIndex> {
    let mut story: Vec<DocIndex> = (0..documents as DocIndex).collect();
    for members in clusters {
        for &member in members {
            story[member as usize] = members[0];
        }
    }
    // By the first member of each cluster: the number of links inside the cluster, and the number
    // of those with replaced passages.
    let (mut links, mut replaced) = (vec![0_usize; documents], vec![0_usize; documents]);
    for edge in edges.iter().filter(|edge| story[edge.a as usize] == story[edge.b as usize]) {
        links[story[edge.a as usize] as usize] += 1;
        replaced[story[edge.a as usize] as usize] += usize::from(edge.replaced > 0);
    }
    for members in clusters.iter().filter(|members| members.len() > MAX_STORIES) {
        if 2 * replaced[members[0] as usize] > links[members[0] as usize] {
            for &member in members {
                story[member as usize] = member;
            }
        }
    }
    story
}
