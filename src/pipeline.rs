//! The walk, readable top to bottom. The only file that imports stages, and the only one that uses threads.

use std::collections::HashMap;
use std::path::PathBuf;

use rayon::prelude::*;

use crate::cluster::{self, Edge, Quality};
use crate::config::Config;
use crate::error::Result;
use crate::model::{
    self, Cluster, DocId, Document, DocumentReport, Link, Original, PassagePair, Patch, RawDocument, Role, RunReport,
    Segment,
};
use crate::segment::SiteLines;
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
    let drafts: Vec<Draft> = raw.into_par_iter().map(|raw| label(raw, config)).collect();
    let sites = site_lines(&drafts);
    let documents: Vec<Document> = drafts.into_par_iter().map(|draft| finish(draft, &sites)).collect();

    let order = by_id(&documents);
    let edges = link(&documents, &order, config);
    let quality: Vec<Quality> =
        order.iter().map(|&at| Quality { spun_score: 0.0, length: documents[at].text.len() }).collect();
    let id = |rank: u32| documents[order[rank as usize]].raw.id.clone();
    let clusters: Vec<Cluster> = cluster::clusters(&edges, &quality, &config.cluster)
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

/// A document after pass 1: normalized and labelled, its furniture still in place.
struct Draft {
    raw: RawDocument,
    rules: Patch<Original, model::Draft>,
    text: String,
    lines: Vec<Segment<model::Draft>>,
}

/// Pass 1: what needs one document alone.
fn label(raw: RawDocument, config: &Config) -> Draft {
    let (rules, text) = normalize::normalize(&raw.text, &config.normalize);
    let lines = segment::lines(&text, raw.field("title"));
    Draft { raw, rules, text, lines }
}

/// Reduce: which lines recur over the pages of a site.
fn site_lines(drafts: &[Draft]) -> SiteLines {
    let pages: Vec<_> = drafts
        .par_iter()
        .filter(|draft| !draft.raw.site().is_empty())
        .map(|draft| (draft.raw.site().into(), segment::page_lines(&draft.text, &draft.lines)))
        .collect();
    SiteLines::count(pages)
}

/// The document without its furniture, now that its whole site is known.
fn finish(draft: Draft, sites: &SiteLines) -> Document {
    let Draft { raw, rules, text: draft, mut lines } = draft;
    segment::relabel(&draft, &mut lines, raw.site(), sites);
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

fn link(documents: &[Document], order: &[usize], config: &Config) -> Vec<Edge> {
    let text = |rank: u32| documents[order[rank as usize]].text.as_str();
    let fingerprints: Vec<_> = order.par_iter().map(|&at| cluster::fingerprint(&documents[at].text)).collect();
    cluster::candidates(&fingerprints)
        .into_par_iter()
        .filter_map(|(a, b)| cluster::verify((a, b), (text(a), text(b)), &config.cluster))
        .collect()
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
