//! The run: records in, a [`RunReport`] out.
//!
//! | you have | you want | call |
//! |---|---|---|
//! | files and folders | a report, as far as [`Until`] says | [`run`] |
//! | records | everything, repairs too | [`clean`]; [`clean_with`] what an earlier run learnt |
//! | records | links and clusters | [`cluster`](fn@cluster) |
//! | more records than memory holds | one clean record after the other | [`stream`](fn@stream) with [`normalized`] |
//! | more records than memory holds | links and clusters | [`cluster_external`](fn@cluster_external) |
//! | two documents | why they are linked, or not | [`PairInspector`] |
//! | a report and what readers decided | the report as they want it | [`decide`] |
//!
//! Records are anything that iterates over [`RawDocument`]s, or over the [`Record`]s that
//! [`read::open`] finds in files.
//!
//! This file has the steps in their order, and each file of `pipeline/` has one step. Only this
//! module calls the stages and uses threads; [`with_jobs`] says how many.

mod borderline;
mod candidate_trace;
mod decisions;
mod documents;
mod explanation;
mod external_cluster;
#[cfg(test)]
mod laws;
mod lexicon;
mod links;
mod pair_inspector;
mod parallel;
mod repairs;
mod siblings;
mod sorted_docs;
mod spill;
mod stream;
mod text_source;

use std::path::Path;

use crate::cluster::{Edge, VerifiedLink};
use crate::config::Config;
use crate::error::{Error, Result};
use crate::model::{
    Clean, Cluster, Document, DocumentReport, Edit, Lexicon, Patch, RawDocument, Repair, Repaired, ReusedLexicon, Role,
    RunReport, Verdict,
};
use crate::read::{self, Record};
use crate::repair::Triage;

/// Whether a configuration names only rules that exist, for modules that do not import stages.
pub use crate::normalize::check as check_rules;
pub use borderline::{Borderline, BorderlinePair, FirstDifference, ThresholdSide};
pub use decisions::decide;
pub use explanation::{ExplainedDoc, Explanation, FoundBy, SharedPassage};
pub use external_cluster::{ExternalClusters, cluster_external};
pub use pair_inspector::PairInspector;
pub use parallel::with_jobs;
use sorted_docs::{SortedDocs, membership};
use spill::MemoryBudget;
pub use stream::{Streamed, normalized, stream};

/// The last step of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Until {
    /// Label the lines.
    Segments,
    /// Find links and clusters.
    Clusters,
    /// Propose repairs, and apply none.
    Proposals,
    /// Apply the repairs that are accepted.
    Repaired,
}

/// Reads every record of `inputs` with [`read::open`], and runs as far as `until`.
/// [`crate::report::save`] writes the report as a run folder.
///
/// ```
/// use unspin::{config::Config, model::Relation, pipeline::{self, Until}};
///
/// // Five articles about one letter, one of them spun; the README of the folder is passed over.
/// let report = pipeline::run(&["corpus"], &Config::default(), Until::Clusters)?;
/// assert_eq!((report.documents.len(), report.skipped.len(), report.failures.len()), (5, 1, 0));
/// assert!(report.links.iter().all(|link| link.relation == Relation::Sibling), "they share passages, and none is a copy");
/// # Ok::<(), unspin::error::Error>(())
/// ```
///
/// # Errors
/// If an input cannot be read at all, a rule of the configuration does not exist, or the lexicon
/// that it names cannot be read. A bad record is a failure in the report.
pub fn run(inputs: &[impl AsRef<Path>], config: &Config, until: Until) -> Result<RunReport> {
    run_records(read::open(inputs, &config.read)?, config, until)
}

/// Runs as far as `until` with any records.
///
/// # Errors
/// If a rule of the configuration does not exist, or the lexicon that it names cannot be read.
pub fn run_records(records: impl IntoIterator<Item: Into<Record>>, config: &Config, until: Until) -> Result<RunReport> {
    let (earlier, reused) = earlier_lexicon(config, until)?;
    let (raw, report) = documents_of(records);
    run_steps(raw, config, until, &earlier, RunReport { reused, ..report })
}

/// Finds links and clusters: the run up to [`Until::Clusters`].
///
/// ```
/// use unspin::{config::Config, model::{RawDocument, Relation, Role}, pipeline};
///
/// let story = "The council of Westhaven voted on Tuesday to close the old harbour bridge for two years. Engineers had \
///     warned of cracks in its northern pier after the storm of last November, and nobody had listened.";
/// let records = [
///     RawDocument::new("ours", story),
///     RawDocument::new("theirs", story.replace("Tuesday", "Monday")),
///     RawDocument::new("weather", "Snow is expected in the hills above the lake before the weekend, the bureau said."),
/// ];
/// let report = pipeline::cluster(records, &Config::default())?;
///
/// let [link] = &report.links[..] else { panic!("two of the three are related") };
/// assert_eq!((&*link.a, &*link.b, link.relation), ("ours", "theirs", Relation::NearDuplicate));
/// assert!(link.similarity > 0.9 && link.similarity < 1.0, "one word of more than thirty differs");
///
/// assert_eq!(&*report.clusters[0].kept, "ours", "of equal copies, the one with the smaller id is kept");
/// let roles: Vec<Role> = report.documents.iter().map(|document| document.role).collect();
/// assert_eq!(roles, [Role::Kept, Role::Duplicate, Role::Unique]);
/// # Ok::<(), unspin::error::Error>(())
/// ```
///
/// # Errors
/// If a rule of the configuration does not exist.
pub fn cluster(records: impl IntoIterator<Item: Into<Record>>, config: &Config) -> Result<RunReport> {
    run_records(records, config, Until::Clusters)
}

/// The whole run. Spun texts are repaired from their siblings among the records, and every repair
/// comes with its evidence:
///
/// ```
/// use unspin::model::{RawDocument, Stance, Verdict};
/// use unspin::{config::Config, pipeline};
///
/// let clean = "The council said on Monday that the old harbour bridge will be closed for repairs until the spring. Engineers \
///     had been asked by the mayor to examine the cables after a storm in January, and found that several of them were \
///     damaged. Shops near the harbour have asked the government for help, because fewer customers come to the market.";
/// // What an article spinner made of it.
/// let spun = "The council said on Monday that the old haven bridge volition exist shut for repairs until the springtime. Engineers \
///     had been asked past the mayor to examine the cables later on a storm in January, and found that several of them were \
///     damaged. Shops near the haven take asked the regime for assistance, considering fewer customers come to the marketplace.";
/// let report = pipeline::clean([RawDocument::new("clean", clean), RawDocument::new("spun", spun)], &Config::default())?;
///
/// assert_eq!(report.documents[0].text(), clean, "the witness is left alone");
/// assert!(report.documents[1].text().contains("had been asked by the mayor"));
///
/// let by = report.documents[1].repairs().iter().find(|repair| repair.before == "past").expect("it is repaired");
/// assert_eq!((&*by.after, by.verdict), ("by", Verdict::Accepted));
/// assert!(by.confidence >= Config::default().repair.high, "repairs of high confidence are applied");
/// assert_eq!((&*by.witnesses[0].doc, by.witnesses[0].stance), ("clean", Stance::For));
/// assert!(by.witnesses[0].text.contains("asked by the mayor"), "the words of the witness are quoted");
/// # Ok::<(), unspin::error::Error>(())
/// ```
///
/// # Errors
/// If a rule of the configuration does not exist, or the lexicon that it names cannot be read.
pub fn clean(records: impl IntoIterator<Item: Into<Record>>, config: &Config) -> Result<RunReport> {
    run_records(records, config, Until::Repaired)
}

/// The whole run with the lexicon of an earlier run: its [`RunReport::lexicon`], or
/// [`read::lexicon`].
///
/// # Errors
/// If a rule of the configuration does not exist, or if the configuration names another lexicon.
pub fn clean_with(
    records: impl IntoIterator<Item: Into<Record>>,
    lexicon: &Lexicon,
    config: &Config,
) -> Result<RunReport> {
    if config.repair.lexicon.is_some() {
        let message = "repair.lexicon names a file, and a lexicon was given as well; leave one of them out";
        return Err(Error::Setting(message.into()));
    }
    let (raw, report) = documents_of(records);
    run_steps(raw, config, Until::Repaired, lexicon, report)
}

/// The lexicon that the configuration names, and how the run is to name it; empty if repairs are
/// not asked for.
fn earlier_lexicon(config: &Config, until: Until) -> Result<(Lexicon, Option<ReusedLexicon>)> {
    match &config.repair.lexicon {
        Some(file) if until >= Until::Proposals => {
            let (lexicon, reused) = read::lexicon(file)?;
            Ok((lexicon, Some(reused)))
        }
        _ => Ok((Lexicon::default(), None)),
    }
}

/// The documents among some records, and a report of the other records.
fn documents_of(records: impl IntoIterator<Item: Into<Record>>) -> (Vec<RawDocument>, RunReport) {
    let mut raw = Vec::new();
    let mut report = RunReport::default();
    for record in records {
        match record.into() {
            Record::Document(document) => raw.push(document),
            Record::Failed(failure) => report.failures.push(failure),
            Record::Skipped(note) => report.skipped.push(note),
        }
    }
    (raw, report)
}

/// The steps of a run, in their order.
fn run_steps(
    raw: Vec<RawDocument>,
    config: &Config,
    until: Until,
    earlier: &Lexicon,
    mut report: RunReport,
) -> Result<RunReport> {
    check_rules(&config.normalize)?;

    // Each document: normalize it and label its lines. All: drop the lines that recur on the pages
    // of a site.
    let documents = documents::documents(raw, config);
    if until == Until::Segments {
        let triage = vec![Triage::default(); documents.len()];
        let none = vec![Vec::new(); documents.len()];
        report.documents = conclude(documents, none, &triage, &[], until);
        return Ok(report);
    }

    // All: find the pairs that resemble each other, verify them, and form clusters.
    let docs = SortedDocs::new(&documents);
    let links = links::find_links(&docs, config, &MemoryBudget::unlimited(), None)?;
    let found: Vec<VerifiedLink> = links.all().collect::<Result<_>>()?;
    let groups = links.groups;
    // How spun a copy looks decides which one is kept; repair needs that of every document.
    let triage = match until {
        Until::Segments | Until::Clusters => repairs::triage(&docs, groups.iter().flatten().copied().collect()),
        Until::Proposals | Until::Repaired => repairs::triage(&docs, docs.all().collect()),
    };
    let clusters: Vec<Cluster> = docs.clusters(&groups, &triage, config);

    // Each suspect and its siblings: propose repairs from what the siblings have at the same
    // places.
    let (repairs, lexicon) = match until {
        Until::Segments | Until::Clusters => (vec![Vec::new(); documents.len()], Lexicon::default()),
        Until::Proposals | Until::Repaired => {
            let edges: Vec<Edge> = found.iter().map(|found| found.edge).collect();
            repairs::FamilyRepair::new(&docs, &edges, &clusters, &triage, config).repair(earlier)
        }
    };

    report.links = found.iter().map(|found| docs.link(found)).collect();
    report.clusters = clusters;
    report.lexicon = lexicon;
    report.documents = conclude(documents, repairs, &triage, &report.clusters, until);
    Ok(report)
}

/// Applies the accepted repairs, and gives each document its cluster, role and triage.
fn conclude(
    documents: Vec<Document>,
    repairs: Vec<Vec<Repair>>,
    triage: &[Triage],
    clusters: &[Cluster],
    until: Until,
) -> Vec<DocumentReport> {
    let membership = membership(clusters);
    // Without proposals, triage ran for members of clusters only: not enough to report damage and
    // language.
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

/// The clean text with its accepted repairs; `None` if there are none, as in most texts.
fn accept(text: &str, repairs: &[Repair]) -> Option<String> {
    let edits: Vec<Edit<Clean>> = repairs
        .iter()
        .filter(|repair| repair.verdict == Verdict::Accepted)
        .map(|repair| Edit::new(repair.span, &*repair.before, &*repair.after, format!("repair.{}", repair.kind)))
        .collect();
    if edits.is_empty() {
        return None;
    }
    let patch: Patch<Clean, Repaired> = Patch::new(edits).expect("repairs of one document never overlap");
    Some(patch.apply(text).expect("repairs were proposed for this text"))
}
