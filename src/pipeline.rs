//! The walk, readable top to bottom. The only file that imports stages, and the only one that uses threads.

use std::collections::HashMap;
use std::num::NonZeroUsize;
use std::ops::ControlFlow;
use std::path::PathBuf;

use rayon::prelude::*;

use crate::cluster::{self, Edge, Quality};
use crate::config::Config;
use crate::error::{Error, Result};
use crate::model::{
    Clean, Cluster, DocId, Document, DocumentReport, Edit, Failure, Link, PassagePair, Patch, RawDocument, Repair,
    Repaired, Role, RunReport, Segment, Token, Verdict,
};
use crate::repair::{self, Member, Triage};
use crate::{align, normalize, read, segment};

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

/// What became of one record of a stream.
#[derive(Debug)]
pub enum Streamed<T> {
    /// What the step made of it.
    Done(T),
    /// It cannot be cleaned.
    Failed(Failure),
    /// It was passed over on purpose.
    Skipped(Failure),
}

/// Text that is held at once while streaming: some milliseconds of work for each of many threads.
const STREAM_BATCH_BYTES: usize = 1 << 20;
/// Records that are held at once while streaming, where they are short or fail.
const STREAM_BATCH_RECORDS: usize = 1024;

/// Takes the records of `inputs` one by one through `step`, in bounded memory, and hands the results on in input order.
/// The sink ends the stream by breaking.
///
/// # Errors
/// If an input cannot be read at all.
pub fn stream<T: Send, B>(
    inputs: &[PathBuf],
    config: &Config,
    jobs: Option<NonZeroUsize>,
    step: impl Fn(RawDocument) -> T + Sync,
    mut sink: impl FnMut(Vec<Streamed<T>>) -> ControlFlow<B>,
) -> Result<ControlFlow<B>> {
    let mut records = read::open(inputs, &config.read)?;
    let pool = threads(jobs)?;
    loop {
        let (mut batch, mut bytes) = (Vec::new(), 0);
        for record in records.by_ref() {
            if let read::Record::Document(raw) = &record {
                bytes += raw.text.len();
            }
            batch.push(record);
            if bytes >= STREAM_BATCH_BYTES || batch.len() >= STREAM_BATCH_RECORDS {
                break;
            }
        }
        if batch.is_empty() {
            return Ok(ControlFlow::Continue(()));
        }
        let take = |record| match record {
            read::Record::Document(raw) => Streamed::Done(step(raw)),
            read::Record::Failed(failure) => Streamed::Failed(failure),
            read::Record::Skipped(note) => Streamed::Skipped(note),
        };
        let done = pool.install(|| batch.into_par_iter().map(take).collect());
        if let ControlFlow::Break(end) = sink(done) {
            return Ok(ControlFlow::Break(end));
        }
    }
}

/// A record and its normalized text: the step of `normalize`.
pub fn normalized(raw: RawDocument, config: &Config) -> (RawDocument, String) {
    let (_, text) = normalize::normalize(&raw.text, &config.normalize);
    (raw, text)
}

/// A record and its labelled lines: the step of `segment`.
pub fn segmented(raw: RawDocument, config: &Config) -> (RawDocument, Vec<Segment>) {
    let document = prepare(raw, config);
    (document.raw, document.segments)
}

/// Lets `work` use `jobs` threads; without a number, one for each core. Results do not depend on it.
///
/// # Errors
/// If the threads cannot be started.
pub fn with_jobs<T: Send>(jobs: Option<NonZeroUsize>, work: impl FnOnce() -> T + Send) -> Result<T> {
    Ok(threads(jobs)?.install(work))
}

fn threads(jobs: Option<NonZeroUsize>) -> Result<rayon::ThreadPool> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(jobs.map_or(0, NonZeroUsize::get)).build();
    pool.map_err(|error| Error::Usage(format!("cannot start the threads: {error}; try a smaller -j")))
}

/// The walk of documents that are in memory already.
pub fn clean(documents: Vec<RawDocument>, config: &Config) -> Result<RunReport> {
    walk(documents, config, Until::Repaired, RunReport::default())
}

fn walk(raw: Vec<RawDocument>, config: &Config, until: Until, mut report: RunReport) -> Result<RunReport> {
    let documents: Vec<Document> = raw.into_par_iter().map(|raw| prepare(raw, config)).collect();
    let order = by_id(&documents);

    let triage = triage(&documents);
    let edges = link(&documents, &order, config);
    let clusters = cluster(&documents, &order, &edges, &triage, config);
    let repairs = match until {
        Until::Clusters => vec![Vec::new(); documents.len()],
        Until::Proposals | Until::Repaired => repair(&documents, &order, &edges, &clusters, &triage, config),
    };

    report.links = edges.iter().map(|edge| as_link(edge, &documents, &order)).collect();
    report.clusters = clusters;
    report.documents = conclude(documents, repairs, &triage, &report.clusters, until);
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

/// How spun each document looks, by itself.
fn triage(documents: &[Document]) -> Vec<Triage> {
    documents.par_iter().map(|document| repair::triage(&document.text, &segment::tokens(&document.text))).collect()
}

/// Reduce: fingerprints of all, candidate pairs, verified links.
fn link(documents: &[Document], order: &[usize], config: &Config) -> Vec<Edge> {
    let text = |rank: u32| documents[order[rank as usize]].text.as_str();
    let fingerprints: Vec<_> = order.par_iter().map(|&at| cluster::fingerprint(&documents[at].text)).collect();
    cluster::candidates(&fingerprints)
        .into_par_iter()
        .filter_map(|(a, b)| cluster::verify((a, b), (text(a), text(b)), &config.cluster))
        .collect()
}

/// Reduce: links to clusters.
fn cluster(
    documents: &[Document],
    order: &[usize],
    edges: &[Edge],
    triage: &[Triage],
    config: &Config,
) -> Vec<Cluster> {
    let quality: Vec<Quality> = order
        .iter()
        .map(|&at| Quality { spun_score: triage[at].spun_score, length: documents[at].text.len() })
        .collect();
    let id = |rank: u32| documents[order[rank as usize]].raw.id.clone();
    cluster::clusters(edges, &quality, &config.cluster)
        .into_iter()
        .map(|(members, kept)| Cluster {
            cluster: id(members[0]),
            members: members.iter().map(|&rank| id(rank)).collect(),
            kept: id(kept),
        })
        .collect()
}

/// Pass 2: for each document that triage does not call clean, what its family says.
fn repair(
    documents: &[Document],
    order: &[usize],
    edges: &[Edge],
    clusters: &[Cluster],
    triage: &[Triage],
    config: &Config,
) -> Vec<Vec<Repair>> {
    let membership = membership(clusters);
    let tokens: Vec<Vec<Token>> = documents.par_iter().map(|document| segment::tokens(&document.text)).collect();
    let rank_of = inverse(order);
    let families = cluster::families(edges, documents.len());
    let mut family_of = vec![None; documents.len()];
    for (number, family) in families.iter().enumerate() {
        for &rank in family {
            family_of[rank as usize] = Some(number);
        }
    }
    let member = |rank: u32| {
        let at = order[rank as usize];
        let document = &documents[at];
        // Copies of one text have one voice: they share the number of their cluster.
        let source = membership.get(&document.raw.id).map_or(u64::from(rank), |&cluster| (1 << 32) | cluster as u64);
        Member {
            id: &document.raw.id,
            text: &document.text,
            tokens: &tokens[at],
            patch: &document.patch,
            spun_score: triage[at].spun_score,
            source,
        }
    };
    (0..documents.len())
        .into_par_iter()
        .map(|at| {
            let rank = rank_of[at];
            let Some(family) = family_of[rank as usize] else { return Vec::new() };
            let siblings: Vec<Member> = by_closeness(rank, &families[family], edges).into_iter().map(member).collect();
            repair::propose(member(rank), &siblings, align::passages, &config.repair)
        })
        .collect()
}

/// The other members of a document's family: those linked to it by falling similarity, then the rest.
fn by_closeness(rank: u32, family: &[u32], edges: &[Edge]) -> Vec<u32> {
    let similarity: HashMap<u32, f64> = edges
        .iter()
        .filter(|edge| edge.a == rank || edge.b == rank)
        .map(|edge| (edge.a + edge.b - rank, edge.similarity.max(edge.containment_a).max(edge.containment_b)))
        .collect();
    let mut siblings: Vec<u32> = family.iter().copied().filter(|&other| other != rank).collect();
    let key = |other: &u32| similarity.get(other).copied().unwrap_or(-1.0);
    siblings.sort_by(|a, b| key(b).total_cmp(&key(a)).then(a.cmp(b)));
    siblings
}

/// The verdicts carried out, and every document's part in the whole.
fn conclude(
    documents: Vec<Document>,
    repairs: Vec<Vec<Repair>>,
    triage: &[Triage],
    clusters: &[Cluster],
    until: Until,
) -> Vec<DocumentReport> {
    let membership = membership(clusters);
    documents
        .into_iter()
        .zip(repairs)
        .zip(triage)
        .map(|((document, mut repairs), triage)| {
            if until < Until::Repaired {
                for repair in repairs.iter_mut().filter(|repair| repair.verdict == Verdict::Accepted) {
                    repair.verdict = Verdict::Pending;
                }
            }
            let cluster = membership.get(&document.raw.id).copied();
            let role = match cluster {
                None => Role::Unique,
                Some(at) if clusters[at].kept == document.raw.id => Role::Kept,
                Some(_) => Role::Duplicate,
            };
            let text = accept(&document.text, &repairs);
            DocumentReport { document, text, repairs, cluster, role, spun_score: triage.spun_score }
        })
        .collect()
}

/// The clean text with its accepted repairs.
fn accept(text: &str, repairs: &[Repair]) -> String {
    let edits = repairs
        .iter()
        .filter(|repair| repair.verdict == Verdict::Accepted)
        .map(|repair| Edit::new(repair.span, &*repair.before, &*repair.after, format!("repair.{}", repair.kind.name())))
        .collect();
    let patch: Patch<Clean, Repaired> = Patch::new(edits).expect("repairs of one document never overlap");
    patch.apply(text).expect("repairs were proposed for this text")
}

/// The rank of each document.
fn inverse(order: &[usize]) -> Vec<u32> {
    let mut rank_of = vec![0; order.len()];
    for (rank, &at) in order.iter().enumerate() {
        rank_of[at] = rank as u32;
    }
    rank_of
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
