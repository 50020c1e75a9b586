//! The walk: records in, a [`RunReport`] out, readable top to bottom.
//!
//! | you have | you want | call |
//! |---|---|---|
//! | files, folders | a report, as far as [`Until`] says | [`run`] |
//! | records in memory | all of it | [`clean`]; [`clean_with`] what an earlier run learnt |
//! | records in memory | links and clusters alone | [`cluster`](fn@cluster) |
//! | more records than memory holds | one clean record after the other | [`stream`](fn@stream) with [`normalized`] |
//! | more records than memory holds | links and clusters | [`survey`](fn@survey) |
//! | two documents | why they are linked, or not | [`Compared`] |
//! | a report and what readers decided | the report as they want it | [`decide`] |
//!
//! Its steps stand in the files of `pipeline/`; this module is the only one that imports stages, and the only one that uses
//! threads: [`with_jobs`] says how many.

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

/// Whether a configuration names only rules that there are, for those who import no stage.
pub use crate::normalize::check as check_rules;
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

/// Reads every record of `inputs` (see [`read`]) and walks with them. [`crate::report::save`] writes what came of it.
///
/// ```
/// use unspin::{config::Config, model::Relation, pipeline::{self, Until}};
///
/// // Five articles about one letter, one of them spun; the folder's README is no article.
/// let report = pipeline::run(&["corpus".into()], &Config::default(), Until::Clusters)?;
/// assert_eq!((report.documents.len(), report.skipped.len(), report.failures.len()), (5, 1, 0));
/// assert!(report.links.iter().all(|link| link.relation == Relation::Sibling), "they share passages, and none is a copy");
/// # Ok::<(), unspin::error::Error>(())
/// ```
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

/// The walk as far as links and clusters, with records that are in memory already: nothing is repaired, no [`Lexicon`] learnt.
///
/// ```
/// use unspin::{config::Config, model::{RawDocument, Relation, Role}, pipeline};
///
/// let story = "The council of Westhaven voted on Tuesday to close the old harbour bridge for two years. Engineers had \
///     warned of cracks in its northern pier after the storm of last November, and nobody had listened.";
/// let records = vec![
///     RawDocument::new("ours", story),
///     RawDocument::new("theirs", story.replace("Tuesday", "Monday")),
///     RawDocument::new("weather", "Snow is expected in the hills above the lake before the weekend, the bureau said."),
/// ];
/// let report = pipeline::cluster(records, &Config::default());
///
/// let [link] = &report.links[..] else { panic!("two of the three are related") };
/// assert_eq!((&*link.a, &*link.b, link.relation), ("ours", "theirs", Relation::NearDuplicate));
/// assert!(link.similarity > 0.9 && link.similarity < 1.0, "one word of more than thirty differs");
///
/// assert_eq!(&*report.clusters[0].kept, "ours", "nothing tells them apart but the smaller id");
/// assert_eq!(report.documents.iter().map(|document| document.role).collect::<Vec<_>>(), [Role::Kept, Role::Duplicate, Role::Unique]);
/// ```
#[must_use]
pub fn cluster(records: Vec<RawDocument>, config: &Config) -> RunReport {
    in_memory(walk(records, config, Until::Clusters, &Lexicon::default(), RunReport::default()))
}

/// The whole walk with records that are in memory already. `repair.lexicon` names a file and is passed over: see [`clean_with`].
///
/// Texts that were spun are repaired from their siblings among the records; every repair comes with its evidence:
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
/// let report = pipeline::clean(vec![RawDocument::new("clean", clean), RawDocument::new("spun", spun)], &Config::default());
///
/// assert_eq!(report.documents[0].text(), clean, "the witness is left alone");
/// assert!(report.documents[1].text().contains("had been asked by the mayor"));
///
/// let by = report.documents[1].repairs().iter().find(|repair| repair.before == "past").expect("it is repaired");
/// assert_eq!((&*by.after, by.verdict), ("by", Verdict::Accepted));
/// assert!(by.confidence >= Config::default().repair.high, "it is applied without a reader, so it is sure");
/// assert_eq!((&*by.witnesses[0].doc, by.witnesses[0].stance), ("clean", Stance::For));
/// assert!(by.witnesses[0].text.contains("asked by the mayor"), "the sentence that says so");
/// ```
#[must_use]
pub fn clean(records: Vec<RawDocument>, config: &Config) -> RunReport {
    clean_with(records, &Lexicon::default(), config)
}

/// The same with what another run learnt, [`RunReport::lexicon`] or [`read::lexicon`].
#[must_use]
pub fn clean_with(records: Vec<RawDocument>, lexicon: &Lexicon, config: &Config) -> RunReport {
    in_memory(walk(records, config, Until::Repaired, lexicon, RunReport::default()))
}

fn in_memory(report: Result<RunReport>) -> RunReport {
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
