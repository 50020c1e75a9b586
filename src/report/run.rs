//! Writes the files of a run folder.

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::Path;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use xxhash_rust::xxh3::xxh3_128;

use super::folder::{Destination, Stop};
use super::rows::write_row;
use super::{html, names};
use crate::error::{Error, Result};
pub use crate::model::Counts;
use crate::model::{Cluster, DocumentReport, DocumentRow, Failure, Link, ReusedLexicon, RunInfo, RunReport, Timing};

/// The file that makes a folder a run folder.
pub(super) const MARKER: &str = "run.json";
/// The name of the program in `run.json`.
const TOOL: &str = "unspin";
/// The version of the layout of the files. A reader should refuse a later one.
const FORMAT: u32 = 1;

/// The part of [`RunInfo`] by which a folder is known as one of ours, whatever other fields the
/// version that wrote it had.
#[derive(Debug, Deserialize)]
pub(super) struct RunMarker {
    tool: String,
    format: u32,
}

impl RunMarker {
    /// Whether this program wrote it.
    pub(super) fn is_ours(&self) -> bool {
        self.tool == TOOL && self.format <= FORMAT
    }
}

/// The data files of a run, besides `report.html` and `run.json`. [`write_clusters`] writes a run
/// without documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Files {
    /// Repairs only, as `unspin repair` writes them.
    Proposals,
    /// Every file, as `unspin clean` writes them.
    Everything,
}

impl Files {
    /// Every name that a run folder can have at its top.
    pub const ALL: [&'static str; 9] = [
        "clusters.jsonl",
        "documents.jsonl",
        "edits.jsonl",
        "links.jsonl",
        "repairs.jsonl",
        "report",
        "report.html",
        MARKER,
        "text",
    ];
}

/// What `run.json` says of the run beside its results.
#[derive(Debug, Clone)]
pub struct About {
    /// The subcommand.
    pub command: &'static str,
    /// Its inputs, as given.
    pub inputs: Vec<String>,
    /// The whole configuration, defaults filled in.
    pub config: Value,
}

/// Writes a run folder.
///
/// # Errors
/// If something cannot be written, or if `interrupted` returns true; then nothing is left behind.
pub fn write(
    to: &Destination,
    files: Files,
    report: &RunReport,
    about: &About,
    interrupted: &dyn Fn() -> bool,
) -> Result<(), Stop> {
    to.write(interrupted, |folder| {
        let go_on = || if interrupted() { Err(Stop::Interrupted) } else { Ok(()) };
        jsonl(folder, "repairs.jsonl", report.documents.iter().flat_map(DocumentReport::repairs))?;
        go_on()?;
        if files == Files::Everything {
            jsonl(folder, "links.jsonl", report.links.iter())?;
            jsonl(folder, "clusters.jsonl", report.clusters.iter())?;
            go_on()?;
            let names = texts(folder, report, &go_on)?;
            let documents = report.documents.iter().zip(names);
            let rows = documents.map(|(document, name)| DocumentRow::new(document, &report.clusters, name));
            jsonl(folder, "documents.jsonl", rows)?;
            jsonl(folder, "edits.jsonl", report.documents.iter().flat_map(DocumentReport::edit_rows))?;
            go_on()?;
        }
        for (name, page) in html::pages(report, &about.config) {
            if let Some(parent) = folder.join(&name).parent() {
                fs::create_dir_all(parent).map_err(|source| Error::Write { path: parent.to_owned(), source })?;
            }
            save(folder, &name, |out| out.write_all(page.as_bytes()))?;
        }
        let notes = Notes { failures: &report.failures, skipped: &report.skipped, timings: &report.timings };
        Ok(marker(folder, about, report.reused.as_ref(), Counts::of(report), notes)?)
    })
}

/// What a run has besides its results.
#[derive(Debug, Clone, Copy)]
pub struct Notes<'a> {
    /// Records that could not be cleaned, in input order.
    pub failures: &'a [Failure],
    /// Inputs that were passed over on purpose.
    pub skipped: &'a [Failure],
    /// Wall time of each stage.
    pub timings: &'a [Timing],
}

/// Writes the run folder of `unspin cluster`. Links and clusters come one by one, since there may
/// be more of them than fit into memory.
///
/// # Errors
/// If something cannot be read or written, or if `interrupted` returns true; then nothing is left
/// behind.
pub fn write_clusters(
    to: &Destination,
    links: impl Iterator<Item = Result<Link>>,
    clusters: impl Iterator<Item = Cluster>,
    (counts, notes): (Counts, Notes<'_>),
    about: &About,
    interrupted: &dyn Fn() -> bool,
) -> Result<(), Stop> {
    to.write(interrupted, |folder| {
        let mut unread = None;
        let readable = links.map_while(|link| link.map_err(|why| unread = Some(why)).ok());
        jsonl(folder, "links.jsonl", readable)?;
        if let Some(why) = unread {
            return Err(why.into());
        }
        if interrupted() {
            return Err(Stop::Interrupted);
        }
        jsonl(folder, "clusters.jsonl", clusters)?;
        Ok(marker(folder, about, None, counts, notes)?)
    })
}

/// Writes `run.json`.
fn marker(
    folder: &Path,
    about: &About,
    lexicon: Option<&ReusedLexicon>,
    counts: Counts,
    notes: Notes<'_>,
) -> Result<()> {
    let run = RunInfo {
        tool: TOOL.to_owned(),
        format: FORMAT,
        version: env!("CARGO_PKG_VERSION").to_owned(),
        command: about.command.to_owned(),
        inputs: about.inputs.clone(),
        config_digest: format!("xxh3-128:{:032x}", xxh3_128(about.config.to_string().as_bytes())),
        config: about.config.clone(),
        lexicon: lexicon.cloned(),
        counts,
        failures: notes.failures.to_vec(),
        skipped: notes.skipped.to_vec(),
        timings: notes.timings.to_vec(),
    };
    save(folder, MARKER, |out| {
        serde_json::to_writer_pretty(&mut *out, &run)?;
        out.write_all(b"\n")
    })
}

/// Writes the clean texts of documents that came as files. Returns the name of each file within the
/// run folder.
fn texts(folder: &Path, report: &RunReport, go_on: &dyn Fn() -> Result<(), Stop>) -> Result<Vec<Option<String>>, Stop> {
    let whole_file = |at: usize| report.documents[at].record().origin.line.is_none();
    let places: Vec<usize> = (0..report.documents.len()).filter(|&at| whole_file(at)).collect();
    let mut names = vec![None; report.documents.len()];
    let planned = names::plan(places.iter().map(|&at| report.documents[at].id()));
    for (at, name) in places.into_iter().zip(planned) {
        let name = format!("text/{name}");
        let path = folder.join(&name);
        let complain = |source| Error::Write { path: path.clone(), source };
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent).map_err(complain)?;
        }
        // These files are not synced one by one: `documents.jsonl` is synced and has the same
        // texts.
        let mut file = File::create_new(&path).map_err(complain)?;
        file.write_all(report.documents[at].text().as_bytes()).map_err(complain)?;
        names[at] = Some(name);
        go_on()?;
    }
    Ok(names)
}

fn jsonl<T: Serialize>(folder: &Path, name: &str, mut rows: impl Iterator<Item = T>) -> Result<()> {
    save(folder, name, |out| rows.try_for_each(|row| write_row(out, &row)))
}

fn save(folder: &Path, name: &str, fill: impl FnOnce(&mut dyn Write) -> std::io::Result<()>) -> Result<()> {
    let path = folder.join(name);
    let complain = |source| Error::Write { path: path.clone(), source };
    let mut out = BufWriter::new(File::create_new(&path).map_err(complain)?);
    fill(&mut out).map_err(complain)?;
    let file = out.into_inner().map_err(|error| complain(error.into_error()))?;
    file.sync_all().map_err(complain)
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;
    use crate::report::fixture;

    fn about() -> About {
        About { command: "clean", inputs: vec!["articles".into()], config: serde_json::json!({ "a": 1 }) }
    }

    /// Writes the fixture; gives its folder and the home to keep alive.
    fn written(files: Files) -> (tempfile::TempDir, PathBuf) {
        let home = tempfile::tempdir().expect("a place to test");
        let out = home.path().join("out");
        let destination = Destination::claim(&out, &[]).expect("nothing is there");
        write(&destination, files, &fixture::run(), &about(), &|| false).expect("it writes");
        (home, out)
    }

    fn rows(folder: &Path, name: &str) -> Vec<Value> {
        let text = fs::read_to_string(folder.join(name)).expect("the file is there");
        text.lines().map(|line| serde_json::from_str(line).expect("each line is one object")).collect()
    }

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(folder)
            .expect("it is a folder")
            .map(|entry| entry.expect("it can be read").file_name().into_string().expect("our names are UTF-8"))
            .collect();
        names.sort();
        names
    }

    #[test]
    fn each_command_writes_its_files() {
        let mut all = Files::ALL.to_vec();
        all.retain(|name| *name != "report"); // pages come with long runs only
        assert_eq!(names(&written(Files::Everything).1), all);
        assert_eq!(names(&written(Files::Proposals).1), ["repairs.jsonl", "report.html", "run.json"]);
    }

    #[test]
    fn links_are_written_as_they_come_and_one_that_cannot_be_read_leaves_nothing() {
        let home = tempfile::tempdir().expect("a place to test");
        let out = home.path().join("out");
        let run = fixture::run();
        let write = |links: Vec<Result<Link>>| {
            let destination = Destination::claim(&out, &[]).expect("nothing else is there");
            let notes = Notes { failures: &run.failures, skipped: &run.skipped, timings: &run.timings };
            let (clusters, counts) = (run.clusters.iter().cloned(), Counts::of(&run));
            write_clusters(&destination, links.into_iter(), clusters, (counts, notes), &about(), &|| false)
        };
        let unread = Error::Read { path: "spool".into(), source: std::io::ErrorKind::UnexpectedEof.into() };
        let broken = write(run.links.iter().cloned().map(Ok).chain([Err(unread)]).collect());
        assert!(matches!(broken, Err(Stop::Failed(Error::Read { .. }))), "{broken:?}");
        assert!(!out.exists() && names(home.path()).is_empty(), "{:?}", names(home.path()));
        write(run.links.iter().cloned().map(Ok).collect()).expect("it writes");
        assert_eq!(names(&out), ["clusters.jsonl", "links.jsonl", "run.json"]);
        let (_home, everything) = written(Files::Everything);
        for name in ["clusters.jsonl", "links.jsonl"] {
            assert_eq!(rows(&out, name), rows(&everything, name), "as every other command writes them");
        }
    }

    #[test]
    fn documents_keep_their_order_and_their_fields() {
        let (_home, out) = written(Files::Everything);
        let documents = rows(&out, "documents.jsonl");
        let ids: Vec<&str> = documents.iter().filter_map(|row| row["id"].as_str()).collect();
        assert_eq!(ids, ["spun.txt", "sibling.txt", "wire-7", "z/other.txt", "../../x<y>", "long"]);
        let spun = &documents[0];
        assert_eq!(spun["repairs"], serde_json::json!({ "accepted": 2, "pending": 2, "rejected": 1 }));
        assert_eq!((&spun["edits"], &spun["spun_score"]), (&4.into(), &21.3333.into()), "four decimals");
        assert_eq!(
            (&spun["cluster"], &spun["role"], &spun["duplicate_of"]),
            (&Value::Null, &"unique".into(), &Value::Null)
        );
        let copy = &documents[2];
        assert_eq!(copy["title"], "Council shuts <b>Harbour</b> Bridge", "other fields pass through");
        assert_eq!(copy["edits"], 0, "a field of ours that came in is replaced");
        assert_eq!((&copy["cluster"], &copy["duplicate_of"]), (&"sibling.txt".into(), &"sibling.txt".into()));
        assert_eq!(copy["file"], Value::Null, "a record of a JSONL file has no text file");
    }

    #[test]
    fn texts_stay_below_their_folder_whatever_the_ids_are() {
        let (home, out) = written(Files::Everything);
        assert_eq!(names(home.path()), ["out"], "nothing was written outside");
        for row in rows(&out, "documents.jsonl") {
            if let Some(file) = row["file"].as_str() {
                let text = fs::read_to_string(out.join(file)).expect("the file is where the row says");
                assert_eq!(Some(text.as_str()), row["text"].as_str());
            }
        }
        assert!(out.join("text/%2E%2E/%2E%2E/x%3Cy%3E").is_file());
    }

    #[test]
    fn rows_have_the_fields_of_the_contract_in_order() {
        let (_home, out) = written(Files::Everything);
        let keys = |row: &Value| row.as_object().map(|row| row.keys().cloned().collect::<Vec<_>>().join(" "));
        let first = |name: &str| keys(&rows(&out, name)[0]).expect("a row is an object");
        assert_eq!(first("edits.jsonl"), "doc start end before after rule");
        assert_eq!(first("repairs.jsonl"), "id doc start end before after kind confidence band verdict by witnesses");
        assert_eq!(keys(&rows(&out, "repairs.jsonl")[0]["witnesses"][0]).as_deref(), Some("doc start end text stance"));
        assert_eq!(first("links.jsonl"), "a b relation similarity jaccard containment_a containment_b passages");
        assert_eq!(rows(&out, "links.jsonl")[0]["passages"], serde_json::json!([{ "a": [0, 8], "b": [2, 10] }]));
        assert_eq!(first("clusters.jsonl"), "cluster members kept");
        assert_eq!(rows(&out, "repairs.jsonl")[2]["confidence"], 0.9667, "four decimals");
    }

    #[test]
    fn the_original_comes_back_from_the_files_alone() {
        let (_home, out) = written(Files::Everything);
        for (row, report) in rows(&out, "documents.jsonl").iter().zip(fixture::run().documents) {
            let of_document = |name| rows(&out, name).into_iter().filter(|change| change["doc"] == row["id"]);
            let edits = of_document("edits.jsonl")
                .map(|edit| serde_json::from_value(edit).expect("an edit reads as one"))
                .collect();
            let place = |row: &Value, name: &str| row[name].as_u64().expect("a place is a number") as usize;
            let words = |row: &Value, name: &str| row[name].as_str().expect("words are a string").to_owned();
            let repairs = of_document("repairs.jsonl").filter(|repair| repair["verdict"] == "accepted").map(|repair| {
                let span = crate::model::Span::new(place(&repair, "start"), place(&repair, "end"));
                (span, words(&repair, "before"), words(&repair, "after"))
            });
            let original =
                crate::model::restore(&words(row, "text"), edits, repairs).expect("the files belong together");
            assert_eq!(original, report.original());
        }
    }

    #[test]
    fn only_run_json_has_times() {
        let (_one, first) = written(Files::Everything);
        let (_two, second) = written(Files::Everything);
        for name in Files::ALL.iter().filter(|name| !["text", "report"].contains(name)) {
            assert_eq!(fs::read(first.join(name)).ok(), fs::read(second.join(name)).ok(), "{name}");
        }
        let run: Value =
            serde_json::from_slice(&fs::read(first.join(MARKER)).expect("it is there")).expect("it is JSON");
        assert_eq!((&run["tool"], &run["counts"]["boilerplate_lines"]), (&"unspin".into(), &5.into()));
        assert_eq!(run["failures"][0]["line"], 9);
    }
}
