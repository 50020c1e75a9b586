//! Links grouped into clusters of copies and into families of documents that are related in any
//! way.
//!
//! Both start from the strongest link and are bounded on purpose.

use std::cmp::Ordering;
use std::collections::HashSet;

use super::copies::ExactCopies;
use super::link::{DocIndex, Edge};
use super::sibling_pairs::MAX_STORIES;
use crate::config::ClusterConfig;

/// The clusters that `edges` make: the sorted members of each, sorted. `lengths` has the bytes of
/// each clean text.
///
/// Edges are taken from the strongest on, and two clusters merge only if their longest members are
/// linked closely enough themselves: every copy of a story with hundreds of copies was compared
/// with the longest ones. Bare transitive closure joins documents that have nothing in common: of
/// 859,092 documents it once left two (marin-community/marin#6854).
pub fn clusters(edges: &[Edge], copies: &ExactCopies, lengths: &[usize], config: &ClusterConfig) -> Vec<Vec<u32>> {
    let mut forest = Forest::new(lengths);
    for group in &copies.groups {
        for &member in &group[1..] {
            forest.merge(group[0], member);
        }
    }
    // Exact copies are one node here: the first of them represents all.
    let node = |doc: DocIndex| copies.first_of[doc as usize];
    let mut merging: Vec<&Edge> = edges.iter().filter(|edge| edge.relation <= config.merge).collect();
    merging.sort_unstable_by(|x, y| strongest(x, y));
    let linked: HashSet<(u32, u32)> =
        merging.iter().map(|edge| (node(edge.a), node(edge.b))).map(|(x, y)| (x.min(y), x.max(y))).collect();
    for edge in merging {
        let (x, y) = (forest.root(edge.a), forest.root(edge.b));
        if x == y {
            continue;
        }
        let (left, right) = (node(forest.longest[x as usize]), node(forest.longest[y as usize]));
        if linked.contains(&(left.min(right), left.max(right))) {
            forest.merge(x, y);
        }
    }
    forest.groups()
}

/// The most documents of a family, because repair compares every two of them.
const MAX_FAMILY: u32 = 64;

/// The families of `documents` documents: documents linked by edges of any relation, two or more,
/// as the sorted members of each, sorted.
///
/// Edges are taken from the strongest on. An edge that would make a family larger than 64 is
/// ignored, so that a page that quotes everybody does not join all the news into one family.
pub fn families(edges: &[Edge], documents: usize) -> Vec<Vec<u32>> {
    let lengths = vec![0; documents];
    let mut forest = Forest::new(&lengths);
    let mut order: Vec<&Edge> = edges.iter().collect();
    order.sort_unstable_by(|x, y| strongest(x, y));
    for edge in order {
        let (x, y) = (forest.root(edge.a), forest.root(edge.b));
        if x != y && forest.size[x as usize] + forest.size[y as usize] <= MAX_FAMILY {
            forest.merge(x, y);
        }
    }
    forest.groups()
}

/// Orders edges from the strongest: by relation, then by similarity, then by ids.
fn strongest(x: &Edge, y: &Edge) -> Ordering {
    (x.relation.cmp(&y.relation))
        .then(y.similarity.total_cmp(&x.similarity))
        .then(y.jaccard.total_cmp(&x.jaccard))
        .then((x.a, x.b).cmp(&(y.a, y.b)))
}

/// Disjoint sets that know their longest members.
struct Forest<'l> {
    lengths: &'l [usize],
    parent: Vec<u32>,
    size: Vec<u32>,
    longest: Vec<u32>,
}

impl<'l> Forest<'l> {
    fn new(lengths: &'l [usize]) -> Self {
        let all: Vec<u32> = (0..lengths.len() as u32).collect();
        Forest { lengths, size: vec![1; all.len()], longest: all.clone(), parent: all }
    }

    fn root(&mut self, mut rank: u32) -> u32 {
        while self.parent[rank as usize] != rank {
            let above = self.parent[self.parent[rank as usize] as usize];
            self.parent[rank as usize] = above;
            rank = above;
        }
        rank
    }

    fn merge(&mut self, x: u32, y: u32) {
        let (x, y) = (self.root(x), self.root(y));
        if x == y {
            return;
        }
        let (large, small) = if self.size[x as usize] >= self.size[y as usize] { (x, y) } else { (y, x) };
        self.parent[small as usize] = large;
        self.size[large as usize] += self.size[small as usize];
        let (p, q) = (self.longest[x as usize], self.longest[y as usize]);
        let length = |rank: u32| (std::cmp::Reverse(self.lengths[rank as usize]), rank);
        self.longest[large as usize] = if length(p) < length(q) { p } else { q };
    }

    /// The sets of two or more, as sorted members, sorted.
    fn groups(mut self) -> Vec<Vec<u32>> {
        let mut members: Vec<(u32, u32)> = (0..self.parent.len() as u32).map(|rank| (self.root(rank), rank)).collect();
        members.retain(|&(root, _)| self.size[root as usize] > 1);
        members.sort_unstable();
        let groups = members.chunk_by(|x, y| x.0 == y.0);
        let mut groups: Vec<Vec<u32>> = groups.map(|group| group.iter().map(|&(_, rank)| rank).collect()).collect();
        groups.sort_unstable();
        groups
    }
}

/// The story of each document: the smallest member of its cluster, or the document itself.
///
/// A cluster of more than `MAX_STORIES` documents is not one story if most of its `edges` link
/// texts that have different passages in the same position: these are pages of a site whose
/// boilerplate was not removed. Each of its members is a story of its own, so that what they share
/// is found to be common and their links are measured again without it.
pub fn stories(clusters: &[Vec<DocIndex>], edges: &[Edge], documents: usize) -> Vec<DocIndex> {
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
