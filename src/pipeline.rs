//! The walk, readable top to bottom. The only file that imports stages, and the only one that uses threads.

use std::collections::HashMap;
use std::path::PathBuf;

use rayon::prelude::*;

use crate::cluster::{self, Common, Copies, Edge, Pair, Quality, Sampling, Scratch, Words};
use crate::config::Config;
use crate::error::Result;
use crate::model::{
    Cluster, DocId, Document, DocumentReport, Link, PassagePair, RawDocument, Role, RunReport, Segment,
};
use crate::{normalize, read, segment};

/// How far to walk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Until {
    /// Links and clusters.
    Clusters,
    /// Repairs proposed, none applied.
    Proposals,
    /// Repairs applied as their verdicts say.
    Repaired,
}

/// Reads every record of `inputs` and walks with them.
///
/// # Errors
/// If an input cannot be read at all; a bad record is a failure in the report.
pub fn run(inputs: &[PathBuf], config: &Config, until: Until) -> Result<RunReport> {
    let mut raw = Vec::new();
    let mut report = RunReport::default();
    for record in read::open(inputs, &config.read)? {
        match record {
            read::Record::Document(document) => raw.push(document),
            read::Record::Failed(failure) => report.failures.push(failure),
            read::Record::Skipped(note) => report.skipped.push(note),
        }
    }
    walk(raw, config, until, report)
}

/// The walk of documents that are in memory already.
pub fn clean(documents: Vec<RawDocument>, config: &Config) -> Result<RunReport> {
    walk(documents, config, Until::Repaired, RunReport::default())
}

fn walk(raw: Vec<RawDocument>, config: &Config, until: Until, mut report: RunReport) -> Result<RunReport> {
    let _ = until;
    let documents: Vec<Document> = raw.into_par_iter().map(|raw| prepare(raw, config)).collect();

    let order = by_id(&documents);
    let quality: Vec<Quality> =
        order.iter().map(|&at| Quality { spun_score: 0.0, length: documents[at].text.len() }).collect();
    let (edges, copies) = link(&documents, &order, &quality, config);
    let id = |rank: u32| documents[order[rank as usize]].raw.id.clone();
    let clusters: Vec<Cluster> = cluster::clusters(&edges, &copies, &quality, &config.cluster)
        .into_iter()
        .map(|(members, kept)| Cluster {
            cluster: id(members[0]),
            members: members.iter().map(|&rank| id(rank)).collect(),
            kept: id(kept),
        })
        .collect();
    report.links = edges.iter().map(|edge| as_link(edge, &documents, &order)).collect();
    report.clusters = clusters;
    let membership = membership(&report.clusters);
    report.documents = documents
        .into_iter()
        .map(|document| {
            let cluster = membership.get(&document.raw.id).copied();
            let role = match cluster {
                None => Role::Unique,
                Some(at) if report.clusters[at].kept == document.raw.id => Role::Kept,
                Some(_) => Role::Duplicate,
            };
            let text = document.text.clone();
            DocumentReport { document, text, repairs: Vec::new(), cluster, role, spun_score: 0.0 }
        })
        .collect();
    Ok(report)
}

/// Pass 1: what needs one document alone.
fn prepare(raw: RawDocument, config: &Config) -> Document {
    let (rules, draft) = normalize::normalize(&raw.text, &config.normalize);
    let lines = segment::lines(&draft, raw.field("title"));
    let segments = lines.iter().map(|line| Segment { span: rules.to_original(line.span), label: line.label }).collect();
    let dropped = segment::drop_furniture(&draft, &lines);
    let text = dropped.apply(&draft).expect("the edits were made from this text");
    Document { raw, patch: rules.then(dropped), text, segments }
}

/// The documents' places in the order of their ids: every later stage knows them by their rank in it.
fn by_id(documents: &[Document]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..documents.len()).collect();
    order.sort_by(|&a, &b| documents[a].raw.id.cmp(&documents[b].raw.id));
    order
}

/// Copies first, then siblings: a story must count once, however many copies it has, to tell rare passages from common ones.
fn link(documents: &[Document], order: &[usize], quality: &[Quality], config: &Config) -> (Vec<Edge>, Copies) {
    let text = |rank: u32| documents[order[rank as usize]].text.as_str();
    let sampling = Sampling::for_bytes(documents.iter().map(|document| document.text.len() as u64).sum());
    let fingerprints: Vec<_> = order
        .par_iter()
        .map_init(Scratch::default, |scratch, &at| scratch.fingerprint(&documents[at].text, sampling))
        .collect();
    let copies = Copies::gather(&fingerprints);
    let same = |a: u32, b: u32| copies.of[a as usize] == copies.of[b as usize];
    let verify = |pairs: &[Pair], common: &Common, words: Option<&Words>| -> Vec<Edge> {
        cluster::batches(pairs)
            .into_par_iter()
            .flat_map_iter(|batch| cluster::verify(&batch, text, same, common, words))
            .collect()
    };

    let mut pairs = copies.pairs();
    pairs.extend(cluster::copy_candidates(&fingerprints, &copies));
    pairs.sort_unstable();
    let mut edges = verify(&pairs, &Common::default(), None);
    if !config.cluster.siblings {
        edges.sort_unstable_by_key(|edge| (edge.a, edge.b));
        return (edges, copies);
    }
    let found = cluster::clusters(&edges, &copies, quality, &config.cluster);
    let story = cluster::stories(&found, order.len());
    let (siblings, common) = cluster::sibling_candidates(&fingerprints, &copies, &story, &pairs, sampling);
    let doubtful = common.doubtful(edges.iter().map(|edge| (edge.a, edge.b)), &fingerprints);
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
    (edges, copies)
}

fn as_link(edge: &Edge, documents: &[Document], order: &[usize]) -> Link {
    let (a, b) = (&documents[order[edge.a as usize]], &documents[order[edge.b as usize]]);
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

fn membership(clusters: &[Cluster]) -> HashMap<DocId, usize> {
    clusters
        .iter()
        .enumerate()
        .flat_map(|(at, cluster)| cluster.members.iter().map(move |member| (member.clone(), at)))
        .collect()
}
