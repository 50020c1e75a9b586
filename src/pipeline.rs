//! The walk, readable top to bottom. Its steps stand in the files of `pipeline/`; this module is the only one that imports
//! stages, and the only one that uses threads.

mod borderline;
mod compared;
mod decisions;
mod documents;
mod explained;
mod lexicon;
mod links;
mod ranks;
mod repairs;
mod siblings;
mod spill;
mod stream;
mod survey;

use std::path::PathBuf;

use crate::cluster::{Edge, Found};
use crate::config::Config;
use crate::error::Result;
use crate::model::{
    Clean, Cluster, Document, DocumentReport, Edit, Lexicon, Patch, RawDocument, Repair, Repaired, Role, RunReport,
    Verdict,
};
use crate::read;
use crate::repair::Triage;

pub use borderline::{Borderline, Close, Differs, Standing};
pub use compared::Compared;
pub use decisions::decide;
pub use explained::{Door, Explanation, Passage, Side};
use ranks::{Ranks, membership};
use spill::Room;
pub use stream::{Streamed, normalized, stream, with_jobs};
pub use survey::{Survey, survey};

/// How far to walk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Until {
    /// Labelled lines.
    Segments,
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
    let file = Some(&config.repair.lexicon).filter(|file| until >= Until::Proposals && !file.as_os_str().is_empty());
    let (earlier, reused) = file.map(|file| read::lexicon(file)).transpose()?.unzip();
    let (raw, report) = records(inputs, config)?;
    walk(raw, config, until, &earlier.unwrap_or_default(), RunReport { reused, ..report })
}

/// Every record of `inputs`, and a report of those that are none.
fn records(inputs: &[PathBuf], config: &Config) -> Result<(Vec<RawDocument>, RunReport)> {
    let mut raw = Vec::new();
    let mut report = RunReport::default();
    for record in read::open(inputs, &config.read)? {
        match record {
            read::Record::Document(document) => raw.push(document),
            read::Record::Failed(failure) => report.failures.push(failure),
            read::Record::Skipped(note) => report.skipped.push(note),
        }
    }
    Ok((raw, report))
}

/// The whole walk with records that are in memory already. `repair.lexicon` names a file and is passed over: see [`clean_with`].
pub fn clean(records: Vec<RawDocument>, config: &Config) -> RunReport {
    clean_with(records, &Lexicon::default(), config)
}

/// The same with what another run learnt, [`RunReport::lexicon`] or [`read::lexicon`].
pub fn clean_with(records: Vec<RawDocument>, lexicon: &Lexicon, config: &Config) -> RunReport {
    let report = walk(records, config, Until::Repaired, lexicon, RunReport::default());
    report.expect("what is in memory can be read")
}

fn walk(
    raw: Vec<RawDocument>,
    config: &Config,
    until: Until,
    earlier: &Lexicon,
    mut report: RunReport,
) -> Result<RunReport> {
    // Pass 1, each document alone; then what recurs over the pages of a site is dropped.
    let documents = documents::documents(raw, config);
    if until == Until::Segments {
        let triage = vec![Triage::default(); documents.len()];
        let none = vec![Vec::new(); documents.len()];
        report.documents = conclude(documents, none, &triage, &[], until);
        return Ok(report);
    }

    // Reduce: who resembles whom.
    let ranks = Ranks::new(&documents);
    let links = links::link(&ranks, config, &Room::endless(), None)?;
    let found: Vec<Found> = links.all().collect::<Result<_>>()?;
    let groups = links.groups;
    // Which copy is kept depends on how spun it looks; repair asks the same of every document.
    let triage = match until {
        Until::Segments | Until::Clusters => repairs::triage(&ranks, groups.iter().flatten().copied().collect()),
        Until::Proposals | Until::Repaired => repairs::triage(&ranks, ranks.all().collect()),
    };
    let clusters: Vec<Cluster> = ranks.clusters(&groups, &triage, config);

    // Pass 2, each family: what the siblings of a spun document say.
    let (repairs, lexicon) = match until {
        Until::Segments | Until::Clusters => (vec![Vec::new(); documents.len()], Lexicon::default()),
        Until::Proposals | Until::Repaired => {
            let edges: Vec<Edge> = found.iter().map(|found| found.edge).collect();
            repairs::repair(&ranks, &edges, &clusters, &triage, earlier, config)
        }
    };

    report.links = found.iter().map(|found| ranks.link(found)).collect();
    report.clusters = clusters;
    report.lexicon = lexicon;
    report.documents = conclude(documents, repairs, &triage, &report.clusters, until);
    Ok(report)
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
    // Before proposals triage looks at copies alone, to choose the one that is kept: that tells nothing of the run.
    let all = until >= Until::Proposals;
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
            let repaired = accept(&document.text, &repairs);
            DocumentReport {
                document,
                repaired,
                repairs,
                cluster,
                role,
                spun_score: triage.spun_score,
                damage: triage.damage.filter(|_| all),
                language_known: !all || triage.language_known,
            }
        })
        .collect()
}

/// The clean text with its accepted repairs, if there are any: most texts have none and need no copy.
fn accept(text: &str, repairs: &[Repair]) -> Option<String> {
    let edits: Vec<Edit<Clean>> = repairs
        .iter()
        .filter(|repair| repair.verdict == Verdict::Accepted)
        .map(|repair| Edit::new(repair.span, &*repair.before, &*repair.after, format!("repair.{}", repair.kind.name())))
        .collect();
    if edits.is_empty() {
        return None;
    }
    let patch: Patch<Clean, Repaired> = Patch::new(edits).expect("repairs of one document never overlap");
    Some(patch.apply(text).expect("repairs were proposed for this text"))
}
