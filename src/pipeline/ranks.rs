//! Documents in memory by rank, and their results by name.

use std::collections::HashMap;

use super::links::{Texts, ranks};
use crate::cluster::{self, Found, Quality, Standing};
use crate::config::Config;
use crate::error::Result;
use crate::model::{Clean, Cluster, DocId, Document, Link, Original, PassagePair, Span};
use crate::repair::Triage;
use crate::text::head;

/// The documents in the order of their ids: later stages know each by its rank, so that nothing depends on input order.
pub(super) struct Ranks<'d> {
    documents: &'d [Document],
    /// The place of each rank in input order, and the rank of each place.
    order: Vec<u32>,
    ranks: Vec<u32>,
    /// The number of the site of each place.
    sites: Vec<u32>,
}

/// The numbers of names in the order of the names, and the rank of each number.
pub(super) fn sorted<'n>(count: usize, name: impl Fn(u32) -> &'n str) -> (Vec<u32>, Vec<u32>) {
    let mut order: Vec<u32> = ranks(count).collect();
    order.sort_by(|&a, &b| name(a).cmp(name(b)));
    let mut rank_of = vec![0; count];
    for (rank, &number) in ranks(count).zip(&order) {
        rank_of[number as usize] = rank;
    }
    (order, rank_of)
}

impl<'d> Ranks<'d> {
    pub(super) fn new(documents: &'d [Document]) -> Self {
        let (order, ranks) = sorted(documents.len(), |place| &documents[place as usize].raw.id);
        let mut numbers: HashMap<&str, u32> = HashMap::from([("", 0)]);
        let mut number = |site: &'d str| {
            let next = numbers.len() as u32;
            *numbers.entry(site).or_insert(next)
        };
        let sites = documents.iter().map(|document| number(document.raw.site())).collect();
        Ranks { documents, order, ranks, sites }
    }

    pub(super) fn len(&self) -> usize {
        self.order.len()
    }

    pub(super) fn all(&self) -> std::ops::Range<u32> {
        ranks(self.len())
    }

    /// The place of a document in input order.
    pub(super) fn place(&self, rank: u32) -> usize {
        self.order[rank as usize] as usize
    }

    pub(super) fn document(&self, rank: u32) -> &'d Document {
        &self.documents[self.place(rank)]
    }

    /// The groups as clusters: by name, and with the member that is kept.
    pub(super) fn clusters(&self, groups: &[Vec<u32>], triage: &[Triage], config: &Config) -> Vec<Cluster> {
        let id = |rank: u32| self.document(rank).raw.id.clone();
        let quality = |rank: u32| {
            let (document, spun_score) = (self.document(rank), triage[self.place(rank)].spun_score);
            let standing = Standing::of(&document.raw, &config.cluster);
            Quality::new(standing, &document.text, spun_score, config.repair.min_spun_score)
        };
        groups.iter().map(|members| cluster(members, cluster::kept(members, quality), id)).collect()
    }

    /// A link by the names and the original places of its documents.
    pub(super) fn link(&self, found: &Found) -> Link {
        let (a, b) = (self.document(found.edge.a), self.document(found.edge.b));
        let original = |span| a.patch.to_original(span);
        link(found, [a.raw.id.clone(), b.raw.id.clone()], original, |span| b.patch.to_original(span))
    }
}

impl Texts for Ranks<'_> {
    fn count(&self) -> usize {
        self.len()
    }

    fn rank_at(&self, place: usize) -> u32 {
        self.ranks[place]
    }

    fn site(&self, rank: u32) -> u32 {
        self.sites[self.place(rank)]
    }

    fn bytes(&self, rank: u32) -> u64 {
        self.document(rank).text.len() as u64
    }

    fn append(&self, rank: u32, most: usize, into: &mut String) -> Result<()> {
        into.push_str(head(&self.document(rank).text, most));
        Ok(())
    }
}

/// A cluster by the names of its members.
pub(super) fn cluster(members: &[u32], kept: u32, id: impl Fn(u32) -> DocId) -> Cluster {
    Cluster { cluster: id(members[0]), members: members.iter().map(|&rank| id(rank)).collect(), kept: id(kept) }
}

/// A link by the names of its documents, with its passages where the originals have them.
pub(super) fn link(
    found: &Found,
    [a, b]: [DocId; 2],
    original_a: impl Fn(Span<Clean>) -> Span<Original>,
    original_b: impl Fn(Span<Clean>) -> Span<Original>,
) -> Link {
    let edge = &found.edge;
    let passages = found.passages.iter();
    Link {
        a,
        b,
        relation: edge.relation,
        similarity: edge.similarity,
        jaccard: edge.jaccard,
        containment_a: edge.containment_a,
        containment_b: edge.containment_b,
        passages: passages.map(|&(left, right)| PassagePair { a: original_a(left), b: original_b(right) }).collect(),
    }
}

/// The cluster of each document that has one, as a place in the list.
pub(super) fn membership(clusters: &[Cluster]) -> HashMap<DocId, usize> {
    clusters
        .iter()
        .enumerate()
        .flat_map(|(at, cluster)| cluster.members.iter().map(move |member| (member.clone(), at)))
        .collect()
}
