//! The walk, readable top to bottom. The only file that imports stages, and the only one that uses threads.

use std::collections::{HashMap, HashSet};
use std::num::NonZeroUsize;
use std::ops::ControlFlow;
use std::path::PathBuf;

use rayon::prelude::*;

use crate::cluster::{self, Common, Copies, Edge, Pair, Quality, Sampling, Scratch, Words};
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
    let quality: Vec<Quality> = order
        .iter()
        .map(|&at| Quality { spun_score: triage[at].spun_score, length: documents[at].text.len() })
        .collect();
    let (edges, copies) = link(&documents, &order, &quality, config);
    let clusters = clusters(&documents, &order, &edges, &copies, &quality, config);
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
    let found = cluster::clusters(&edges, &copies, quality, &config.cluster);
    let story = cluster::stories(&found, order.len());
    let (siblings, common) = cluster::sibling_candidates(&fingerprints, &copies, &story, &pairs, sampling);
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
    let events = cluster::event_candidates(&fingerprints, &copies, &story, &linked, &words);
    edges.extend(verify(&events, &common, Some(&words)));
    edges.sort_unstable_by_key(|edge| (edge.a, edge.b));
    (edges, copies)
}

/// Reduce: links to clusters.
fn clusters(
    documents: &[Document],
    order: &[usize],
    edges: &[Edge],
    copies: &Copies,
    quality: &[Quality],
    config: &Config,
) -> Vec<Cluster> {
    let id = |rank: u32| documents[order[rank as usize]].raw.id.clone();
    cluster::clusters(edges, copies, quality, &config.cluster)
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
    let siblings = Siblings::new(edges, documents.len());
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
    let propose = |rank: u32, spun: &[bool]| {
        let witnesses: Vec<Member> =
            siblings.of(rank).into_iter().filter(|&other| !spun[other as usize]).map(member).collect();
        repair::propose(member(rank), &witnesses, align::passages, &config.repair)
    };
    let score = |rank: u32| triage[order[rank as usize]].spun_score;
    let ranks = 0..documents.len() as u32;
    let mut spun: Vec<bool> = ranks.clone().map(|rank| score(rank) >= config.repair.min_spun_score).collect();
    let mut by_rank: Vec<Vec<Repair>> = ranks
        .clone()
        .into_par_iter()
        .map(|rank| if score(rank) < config.repair.min_suspect_score { Vec::new() } else { propose(rank, &spun) })
        .collect();
    // Suspects that were proven spun must not bear witness: who heard them is heard again without them.
    let proven: Vec<u32> = ranks.filter(|&rank| !spun[rank as usize] && !by_rank[rank as usize].is_empty()).collect();
    for &rank in &proven {
        spun[rank as usize] = true;
    }
    let mut misled: Vec<u32> = proven.iter().flat_map(|&rank| siblings.of(rank)).collect();
    misled.sort_unstable();
    misled.dedup();
    misled.retain(|&rank| !by_rank[rank as usize].is_empty());
    let again: Vec<(u32, Vec<Repair>)> = misled.into_par_iter().map(|rank| (rank, propose(rank, &spun))).collect();
    for (rank, found) in again {
        by_rank[rank as usize] = found;
    }
    let mut repairs = vec![Vec::new(); documents.len()];
    for (found, &at) in by_rank.into_iter().zip(order) {
        repairs[at] = found;
    }
    repairs
}

/// Who can bear witness for whom.
struct Siblings {
    linked: Vec<Vec<(f64, u32)>>,
    families: Vec<Vec<u32>>,
    family_of: Vec<Option<usize>>,
}

impl Siblings {
    fn new(edges: &[Edge], documents: usize) -> Self {
        let mut linked = vec![Vec::new(); documents];
        for edge in edges {
            let closeness = edge.similarity.max(edge.containment_a).max(edge.containment_b);
            linked[edge.a as usize].push((closeness, edge.b));
            linked[edge.b as usize].push((closeness, edge.a));
        }
        let families = cluster::families(edges, documents);
        let mut family_of = vec![None; documents];
        for (number, family) in families.iter().enumerate() {
            for &rank in family {
                family_of[rank as usize] = Some(number);
            }
        }
        Siblings { linked, families, family_of }
    }

    /// Those linked to a document, the closest first, then the rest of its family.
    fn of(&self, rank: u32) -> Vec<u32> {
        let mut linked = self.linked[rank as usize].clone();
        linked.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        let mut siblings: Vec<u32> = linked.into_iter().map(|(_, other)| other).collect();
        if let Some(family) = self.family_of[rank as usize] {
            let known: HashSet<u32> = siblings.iter().copied().chain([rank]).collect();
            siblings.extend(self.families[family].iter().filter(|other| !known.contains(other)));
        }
        siblings
    }
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
