//! The comparison of two run folders: how many changes each rule made, in the documents of which
//! source, with samples.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use serde::Deserialize;
use serde_json::Value;
use xxhash_rust::xxh3::xxh3_64;

use super::source::{self, NO_SOURCE};
use crate::error::Result;
use crate::model::DocId;
use crate::report::{self, revealed_line, visible};

/// The changes by one rule, or in the documents of one source, in two runs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ChangeCounts {
    /// The number of changes in the first run.
    pub before: usize,
    /// The number of changes in the second run.
    pub after: usize,
    /// The number of changes of the first run that the second lacks.
    pub gone: usize,
    /// The number of changes of the second run that the first lacks.
    pub new: usize,
    /// Some changes that the second run lacks, in a few words each. Empty in counts by source.
    pub gone_samples: Vec<String>,
    /// Some changes that the first run lacks, in a few words each. Empty in counts by source.
    pub new_samples: Vec<String>,
}

/// The differences of two runs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RunComparison {
    /// The changes by rule.
    pub rules: BTreeMap<String, ChangeCounts>,
    /// The changes by source of the documents, without samples.
    pub sources: BTreeMap<String, ChangeCounts>,
}

/// The number of samples for each rule and side. They are the first changes in the files.
const SAMPLES: usize = 3;

/// Compares the edits and repairs of two runs by rule and by source. Repairs of one kind and
/// verdict count as one rule: `repair.synonym accepted`. The source of a document is its `source`
/// in `documents.jsonl`, else the host of its `url`, else the first folder of its id; a run folder
/// of `unspin repair` has only the ids. Memory grows by some bytes for each change of the first
/// run, and for each document.
///
/// # Errors
/// If one of the folders is not a run folder.
pub fn compare_runs(first: &Path, second: &Path) -> Result<RunComparison> {
    let mut sources = Sources::default();
    sources.read(first)?;
    sources.read(second)?;
    let mut found = RunComparison::default();
    // How often each change of the first run has not been found in the second yet.
    let mut unmatched: HashMap<u64, usize> = HashMap::new();
    each(first, |change| {
        for count in found.counts_of(&change, &sources) {
            count.before += 1;
        }
        *unmatched.entry(change.key()).or_default() += 1;
    })?;
    each(second, |change| {
        let left = unmatched.get_mut(&change.key()).filter(|left| **left > 0);
        let is_new = left.is_none();
        if let Some(left) = left {
            *left -= 1;
        }
        for count in found.counts_of(&change, &sources) {
            count.after += 1;
            count.new += usize::from(is_new);
        }
        let samples = &mut found.rules.entry(change.rule.clone()).or_default().new_samples;
        if is_new && samples.len() < SAMPLES {
            samples.push(change.describe());
        }
    })?;
    unmatched.retain(|_, left| *left > 0);
    each(first, |change| {
        let Some(left) = unmatched.get_mut(&change.key()).filter(|left| **left > 0) else { return };
        *left -= 1;
        for count in found.counts_of(&change, &sources) {
            count.gone += 1;
        }
        let samples = &mut found.rules.entry(change.rule.clone()).or_default().gone_samples;
        if samples.len() < SAMPLES {
            samples.push(change.describe());
        }
    })?;
    Ok(found)
}

impl RunComparison {
    /// The counts that include a change: those of its rule and those of its source.
    fn counts_of(&mut self, change: &Change, sources: &Sources) -> [&mut ChangeCounts; 2] {
        let source = sources.of(&change.place.doc);
        [self.rules.entry(change.rule.clone()).or_default(), self.sources.entry(source).or_default()]
    }
}

/// The sources of documents that name them.
#[derive(Default)]
struct Sources {
    /// The index in `names` of each document's source, by the hash of the document's id.
    of: HashMap<u64, usize>,
    names: Vec<String>,
    /// The index in `names` of each name.
    indices: HashMap<String, usize>,
}

impl Sources {
    /// Adds the documents of a run folder, if it has `documents.jsonl`.
    fn read(&mut self, folder: &Path) -> Result<()> {
        let run = report::read_run(folder)?;
        if !run.has("documents.jsonl") {
            return Ok(());
        }
        for row in run.parts::<DocumentPart>("documents.jsonl")? {
            let row = row?;
            let [named, url] = [&row.source, &row.url].map(Value::as_str);
            if let Some(source) = source::of_record(named, url, &row.id) {
                let next = self.names.len();
                let index = *self.indices.entry(source.clone()).or_insert(next);
                if index == next {
                    self.names.push(source);
                }
                self.of.insert(xxh3_64(row.id.as_bytes()), index);
            }
        }
        Ok(())
    }

    /// The source of a document, by its id.
    fn of(&self, doc: &str) -> String {
        let known = self.of.get(&xxh3_64(doc.as_bytes())).map(|index| self.names[*index].clone());
        known.or_else(|| source::of_record(None, None, doc)).unwrap_or_else(|| NO_SOURCE.into())
    }
}

/// An edit or a repair.
struct Change {
    rule: String,
    place: Place,
}

/// What edits and repairs have in common, of the fields of their rows. Of all rows no other fields
/// are read than those that are compared, so that runs of two versions can be compared.
#[derive(Deserialize)]
struct Place {
    doc: DocId,
    start: usize,
    before: String,
    after: String,
}

#[derive(Deserialize)]
struct EditPart {
    rule: String,
    #[serde(flatten)]
    place: Place,
}

#[derive(Deserialize)]
struct RepairPart {
    kind: String,
    verdict: String,
    #[serde(flatten)]
    place: Place,
}

/// The fields of a document that name its source. A source that is not a string names none.
#[derive(Deserialize)]
struct DocumentPart {
    id: DocId,
    #[serde(default)]
    source: Value,
    #[serde(default)]
    url: Value,
}

impl Change {
    /// A hash that is equal for equal changes.
    fn key(&self) -> u64 {
        let Place { doc, start, before, after } = &self.place;
        let start = start.to_string();
        xxh3_64([&*self.rule, doc, &*start, before, after].join("\u{1f}").as_bytes())
    }

    /// The change in a few words, for a list of samples.
    fn describe(&self) -> String {
        let Place { doc, start, before, after } = &self.place;
        let [before, after] = [before, after].map(|words| revealed_line(words));
        format!("{} {start} \"{before}\" -> \"{after}\"", visible(doc))
    }
}

/// Every change of a run, edits first; a folder of `unspin repair` has no edits.
fn each(folder: &Path, mut take: impl FnMut(Change)) -> Result<()> {
    let run = report::read_run(folder)?;
    if run.has("edits.jsonl") || !run.has("repairs.jsonl") {
        for row in run.parts("edits.jsonl")? {
            let EditPart { rule, place } = row?;
            take(Change { rule, place });
        }
    }
    for row in run.parts("repairs.jsonl")? {
        let RepairPart { kind, verdict, place } = row?;
        take(Change { rule: format!("repair.{kind} {verdict}"), place });
    }
    Ok(())
}
