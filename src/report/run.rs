//! The files of a run folder, and `run.json`, by which it is known again.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::Path;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use xxhash_rust::xxh3::xxh3_128;

use super::folder::{Destination, Stop};
use super::{html, names, rows};
use crate::error::{Error, Result};
use crate::model::{Failure, RunReport, Timing, Verdict};

/// The file that makes a folder a run folder.
pub const MARKER: &str = "run.json";
/// The version of the files' layout; a reader of another major layout should refuse.
const FORMAT: u32 = 1;

/// What is read of `run.json` to know our own folder again.
#[derive(Debug, Deserialize)]
pub struct RunMarker {
    tool: String,
    format: u32,
}

impl RunMarker {
    /// Whether this program wrote it.
    pub fn is_ours(&self) -> bool {
        self.tool == "unspin" && self.format <= FORMAT
    }
}

/// Which data files a run has, besides `report.html` and `run.json`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Files {
    /// Links and clusters: `cluster`.
    Clusters,
    /// Repairs and the page to read: `repair`.
    Proposals,
    /// Every file: `clean`.
    Everything,
}

impl Files {
    /// Every name that can stand at the top of a run folder.
    pub const ALL: [&'static str; 8] = [
        "clusters.jsonl",
        "documents.jsonl",
        "edits.jsonl",
        "links.jsonl",
        "repairs.jsonl",
        "report.html",
        MARKER,
        "text",
    ];
}

/// What `run.json` tells of the run beside the report.
#[derive(Debug, Clone)]
pub struct About {
    /// The subcommand.
    pub command: &'static str,
    /// Its inputs, as given.
    pub inputs: Vec<String>,
    /// The whole configuration, defaults filled in.
    pub config: Value,
}

/// How many of what.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// Documents that were cleaned.
    pub documents: usize,
    /// Documents whose text came out otherwise than it went in.
    pub changed: usize,
    /// Edits by rule.
    pub edits: BTreeMap<String, usize>,
    /// Lines of furniture that were dropped, and their bytes.
    pub furniture_lines: usize,
    /// Bytes of the original that went with them.
    pub furniture_bytes: usize,
    /// Links by relation.
    pub links: BTreeMap<&'static str, usize>,
    /// Clusters of two members or more.
    pub clusters: usize,
    /// Documents that are copies of a kept one.
    pub duplicates: usize,
    /// Repairs by band.
    pub repairs_by_band: BTreeMap<&'static str, usize>,
    /// Repairs by verdict.
    pub repairs_by_verdict: BTreeMap<&'static str, usize>,
    /// Records that could not be cleaned.
    pub failures: usize,
    /// Inputs that were passed over on purpose.
    pub skipped: usize,
}

/// The rule that drops page furniture.
pub(super) const FURNITURE_RULE: &str = "segment.furniture";

impl Counts {
    /// Counts what is in a report.
    pub fn of(report: &RunReport) -> Self {
        let mut counts = Counts {
            documents: report.documents.len(),
            clusters: report.clusters.len(),
            failures: report.failures.len(),
            skipped: report.skipped.len(),
            ..Counts::default()
        };
        for document in &report.documents {
            counts.changed += usize::from(document.text != document.document.raw.text);
            counts.duplicates += usize::from(document.role == crate::model::Role::Duplicate);
            for edit in document.document.patch.edits() {
                *counts.edits.entry(edit.rule.to_string()).or_default() += 1;
                if edit.rules().any(|rule| rule == FURNITURE_RULE) {
                    counts.furniture_lines += edit.before.lines().filter(|line| !line.trim().is_empty()).count();
                    counts.furniture_bytes += edit.before.len();
                }
            }
            for repair in &document.repairs {
                *counts.repairs_by_band.entry(repair.band.name()).or_default() += 1;
                *counts.repairs_by_verdict.entry(repair.verdict.name()).or_default() += 1;
            }
        }
        for link in &report.links {
            *counts.links.entry(link.relation.name()).or_default() += 1;
        }
        counts
    }

    /// Repairs with this verdict.
    pub fn verdict(&self, verdict: Verdict) -> usize {
        self.repairs_by_verdict.get(verdict.name()).copied().unwrap_or(0)
    }
}

#[derive(Serialize)]
struct RunJson<'a> {
    tool: &'static str,
    format: u32,
    version: &'static str,
    command: &'static str,
    inputs: &'a [String],
    config_digest: String,
    config: &'a Value,
    counts: Counts,
    failures: &'a [Failure],
    skipped: &'a [Failure],
    timings: &'a [Timing],
}

/// Writes a run folder.
///
/// # Errors
/// If something cannot be written, or if `interrupted` says so; then nothing is left behind.
pub fn write(
    to: &Destination,
    files: Files,
    report: &RunReport,
    about: &About,
    interrupted: &dyn Fn() -> bool,
) -> Result<(), Stop> {
    to.write(interrupted, |folder| {
        let go_on = || if interrupted() { Err(Stop::Interrupted) } else { Ok(()) };
        if files != Files::Clusters {
            jsonl(folder, "repairs.jsonl", report.documents.iter().flat_map(|d| &d.repairs).map(rows::repair_row))?;
            go_on()?;
        }
        if files != Files::Proposals {
            jsonl(folder, "links.jsonl", report.links.iter().map(rows::link_row))?;
            jsonl(folder, "clusters.jsonl", report.clusters.iter().map(rows::cluster_row))?;
            go_on()?;
        }
        if files == Files::Everything {
            let names = texts(folder, report, &go_on)?;
            let documents = report.documents.iter().zip(&names);
            jsonl(
                folder,
                "documents.jsonl",
                documents.map(|(d, name)| rows::document_row(d, &report.clusters, name.as_deref())),
            )?;
            jsonl(folder, "edits.jsonl", report.documents.iter().flat_map(rows::edit_rows))?;
            go_on()?;
        }
        if files != Files::Clusters {
            save(folder, "report.html", |out| out.write_all(html::page(report).as_bytes()))?;
        }
        let run = RunJson {
            tool: "unspin",
            format: FORMAT,
            version: env!("CARGO_PKG_VERSION"),
            command: about.command,
            inputs: &about.inputs,
            config_digest: format!("xxh3-128:{:032x}", xxh3_128(about.config.to_string().as_bytes())),
            config: &about.config,
            counts: Counts::of(report),
            failures: &report.failures,
            skipped: &report.skipped,
            timings: &report.timings,
        };
        save(folder, MARKER, |out| {
            serde_json::to_writer_pretty(&mut *out, &run)?;
            out.write_all(b"\n")
        })?;
        Ok(())
    })
}

/// Writes the clean texts of documents that came as files; returns the name of each one's file within the run folder.
fn texts(folder: &Path, report: &RunReport, go_on: &dyn Fn() -> Result<(), Stop>) -> Result<Vec<Option<String>>, Stop> {
    let whole_file = |at: usize| report.documents[at].document.raw.origin.line.is_none();
    let places: Vec<usize> = (0..report.documents.len()).filter(|&at| whole_file(at)).collect();
    let mut names = vec![None; report.documents.len()];
    let planned = names::plan(places.iter().map(|&at| &*report.documents[at].document.raw.id));
    for (at, name) in places.into_iter().zip(planned) {
        let name = format!("text/{name}");
        let path = folder.join(&name);
        let complain = |source| Error::Write { path: path.clone(), source };
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent).map_err(complain)?;
        }
        // Not synced one by one: `documents.jsonl` holds the same texts and is.
        let mut file = File::create_new(&path).map_err(complain)?;
        file.write_all(report.documents[at].text.as_bytes()).map_err(complain)?;
        names[at] = Some(name);
        go_on()?;
    }
    Ok(names)
}

fn jsonl<T: Serialize>(folder: &Path, name: &str, rows: impl Iterator<Item = T>) -> Result<()> {
    save(folder, name, |out| rows.into_iter().try_for_each(|row| rows::write_row(out, &row)))
}

fn save(folder: &Path, name: &str, fill: impl FnOnce(&mut dyn Write) -> std::io::Result<()>) -> Result<()> {
    let path = folder.join(name);
    let complain = |source| Error::Write { path: path.clone(), source };
    let mut out = BufWriter::new(File::create_new(&path).map_err(complain)?);
    fill(&mut out).map_err(complain)?;
    let file = out.into_inner().map_err(|error| complain(error.into_error()))?;
    file.sync_all().map_err(complain)
}
