//! The reduce over all documents: links, clusters, and who belongs to which.

use std::collections::HashMap;

use rayon::prelude::*;

use crate::cluster::{self, Bench, Common, Copies, Edge, Pair, Quality, Sampling, Scratch, Words};
use crate::config::Config;
use crate::model::{Cluster, DocId, Document, Link, PassagePair};
use crate::repair::Triage;

use super::compared::Trail;

/// The documents in the order of their ids: later stages know each by its rank, so that nothing depends on input order.
pub(super) struct Ranks<'d> {
    documents: &'d [Document],
    order: Vec<usize>,
}

impl<'d> Ranks<'d> {
    pub(super) fn new(documents: &'d [Document]) -> Self {
        let mut order: Vec<usize> = (0..documents.len()).collect();
        order.sort_by(|&a, &b| documents[a].raw.id.cmp(&documents[b].raw.id));
        Ranks { documents, order }
    }

    pub(super) fn len(&self) -> usize {
        self.order.len()
    }

    pub(super) fn all(&self) -> std::ops::Range<u32> {
        0..u32::try_from(self.len()).expect("a run has fewer than four billion documents")
    }

    /// The place of a document in input order.
    pub(super) fn place(&self, rank: u32) -> usize {
        self.order[rank as usize]
    }

    pub(super) fn document(&self, rank: u32) -> &'d Document {
        &self.documents[self.place(rank)]
    }

    fn lengths(&self) -> Vec<usize> {
        self.order.iter().map(|&at| self.documents[at].text.len()).collect()
    }
}

/// Copies first, then siblings: a story must count once, however many copies it has, to tell rare passages from common ones.
pub(super) fn link(ranks: &Ranks, config: &Config) -> (Vec<Edge>, Copies) {
    traced(ranks, config, None)
}

/// The same; what was compared, and by what, is left in `trail`, for people who ask why.
pub(super) fn traced(ranks: &Ranks, config: &Config, trail: Option<&mut Trail>) -> (Vec<Edge>, Copies) {
    let text = |rank: u32| ranks.document(rank).text.as_str();
    let sampling = match config.cluster.siblings {
        true => Sampling::for_bytes(ranks.all().map(|rank| text(rank).len() as u64).sum()),
        false => Sampling::NONE,
    };
    let fingerprints: Vec<_> = ranks
        .all()
        .into_par_iter()
        .map_init(Scratch::default, |scratch, rank| scratch.fingerprint(text(rank), sampling))
        .collect();
    let copies = Copies::gather(&fingerprints);
    let verify = |pairs: &[Pair], common: &Common, words: Option<&Words>| -> Vec<Edge> {
        let found: Vec<Vec<Edge>> = cluster::batches(pairs)
            .into_par_iter()
            .map_init(|| Bench::new(&config.cluster), |bench, batch| bench.verify(&batch, text, common, words))
            .collect();

        found.into_iter().flatten().collect()
    };

    let mut pairs = cluster::copy_candidates(&fingerprints, &copies);
    let mut edges = copies.edges(&fingerprints);
    edges.extend(verify(&pairs, &Common::default(), None));
    if !config.cluster.siblings {
        edges.sort_unstable_by_key(|edge| (edge.a, edge.b));
        if let Some(trail) = trail {
            *trail = Trail { copies: pairs, sampling, ..Trail::default() };
        }
        return (edges, copies);
    }
    let alike = if trail.is_some() { pairs.clone() } else { Vec::new() };
    let found = cluster::clusters(&edges, &copies, &ranks.lengths(), &config.cluster);
    let story = cluster::stories(&found, &edges, ranks.len());
    pairs.extend(copies.pairs());
    pairs.sort_unstable();
    let (siblings, common) = cluster::sibling_candidates(&fingerprints, &copies, &story, &pairs, sampling);
    let doubtful = common.doubtful(&edges, &fingerprints);
    edges.retain(|edge| doubtful.binary_search(&(edge.a, edge.b)).is_err());
    edges.extend(verify(&doubtful, &common, None));
    edges.extend(verify(&siblings, &common, None));
    let mut linked: Vec<Pair> = edges.iter().map(|edge| (edge.a, edge.b)).collect();
    linked.sort_unstable();
    let words = cluster::counted(&fingerprints, &copies)
        .into_par_iter()
        .fold(
            || (Words::default(), Vec::new()),
            |(mut words, mut scratch), rank| {
                words.count(text(rank), &mut scratch);
                (words, scratch)
            },
        )
        .map(|(words, _)| words)
        .reduce(Words::default, Words::merge);
    let events = cluster::event_candidates(&fingerprints, &copies, &story, &linked, &words, sampling);
    edges.extend(verify(&events, &common, Some(&words)));
    edges.sort_unstable_by_key(|edge| (edge.a, edge.b));
    if let Some(trail) = trail {
        *trail = Trail { copies: alike, siblings, events, story, common, words: Some(words), sampling };
    }
    (edges, copies)
}

/// Reduce: links to groups of copies, by rank.
pub(super) fn groups(ranks: &Ranks, edges: &[Edge], copies: &Copies, config: &Config) -> Vec<Vec<u32>> {
    cluster::clusters(edges, copies, &ranks.lengths(), &config.cluster)
}

/// The groups as clusters: by name, and with the member that is kept.
pub(super) fn clusters(ranks: &Ranks, groups: &[Vec<u32>], triage: &[Triage], config: &Config) -> Vec<Cluster> {
    let id = |rank: u32| ranks.document(rank).raw.id.clone();
    let quality = |rank: u32| {
        let (document, spun_score) = (ranks.document(rank), triage[ranks.place(rank)].spun_score);
        Quality::new(&document.raw, &document.text, spun_score, config.repair.min_spun_score, &config.cluster)
    };
    let cluster = |members: &Vec<u32>| Cluster {
        cluster: id(members[0]),
        members: members.iter().map(|&rank| id(rank)).collect(),
        kept: id(cluster::kept(members, quality)),
    };
    groups.iter().map(cluster).collect()
}

/// An edge with the names and the original places of its documents.
pub(super) fn as_link(edge: &Edge, ranks: &Ranks) -> Link {
    let (a, b) = (ranks.document(edge.a), ranks.document(edge.b));
    Link {
        a: a.raw.id.clone(),
        b: b.raw.id.clone(),
        relation: edge.relation,
        similarity: edge.similarity,
        jaccard: edge.jaccard,
        containment_a: edge.containment_a,
        containment_b: edge.containment_b,
        passages: edge
            .passages
            .iter()
            .map(|&(left, right)| PassagePair { a: a.patch.to_original(left), b: b.patch.to_original(right) })
            .collect(),
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
