//! Two run folders compared: which rule changed how much, in the documents of which source, with samples.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use serde_json::Value;
use xxhash_rust::xxh3::xxh3_64;

use super::source::{self, NO_SOURCE};
use crate::error::Result;
use crate::model::{DocId, Edit, EditRow, Repair};
use crate::report::{self, revealed_line, visible};

/// What one rule did in one run and not in the other.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Changed {
    /// Changes of the first run.
    pub before: usize,
    /// Changes of the second run.
    pub after: usize,
    /// How many of the first are not in the second.
    pub gone: usize,
    /// How many of the second are not in the first.
    pub new: usize,
    /// Some of those that are gone, in a few words each.
    pub gone_samples: Vec<String>,
    /// Some of those that are new.
    pub new_samples: Vec<String>,
}

/// How two runs differ.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Compared {
    /// By rule.
    pub rules: BTreeMap<String, Changed>,
    /// By source, without samples.
    pub sources: BTreeMap<String, Changed>,
}

/// Samples of each kind for each rule: the first ones of the files.
const SAMPLES: usize = 3;

/// Compares the edits and repairs of two runs by rule and by source. Repairs of one verdict are one rule: `repair.synonym accepted`.
/// The source of a document is told by `documents.jsonl`: its `source`, else the host of its `url`, else the first folder of its
/// id; a folder of `unspin repair` has ids alone. Memory is some bytes for each change of the first run and for each document.
///
/// # Errors
/// If one of the folders is no run folder.
pub fn compare_runs(first: &Path, second: &Path) -> Result<Compared> {
    let mut sources = Sources::default();
    sources.read(first)?;
    sources.read(second)?;
    let mut found = Compared::default();
    // How often each change stands in the first run and was not yet met in the second.
    let mut open: HashMap<u64, usize> = HashMap::new();
    each(first, |change| {
        for count in found.of(&change, &sources) {
            count.before += 1;
        }
        *open.entry(change.key()).or_default() += 1;
    })?;
    each(second, |change| {
        let left = open.get_mut(&change.key()).filter(|left| **left > 0);
        let is_new = left.is_none();
        if let Some(left) = left {
            *left -= 1;
        }
        for count in found.of(&change, &sources) {
            count.after += 1;
            count.new += usize::from(is_new);
        }
        let samples = &mut found.rules.entry(change.rule.clone()).or_default().new_samples;
        if is_new && samples.len() < SAMPLES {
            samples.push(change.told());
        }
    })?;
    open.retain(|_, left| *left > 0);
    each(first, |change| {
        let Some(left) = open.get_mut(&change.key()).filter(|left| **left > 0) else { return };
        *left -= 1;
        for count in found.of(&change, &sources) {
            count.gone += 1;
        }
        let samples = &mut found.rules.entry(change.rule.clone()).or_default().gone_samples;
        if samples.len() < SAMPLES {
            samples.push(change.told());
        }
    })?;
    Ok(found)
}

impl Compared {
    /// Where a change is counted.
    fn of(&mut self, change: &Change, sources: &Sources) -> [&mut Changed; 2] {
        let source = sources.of(&change.doc);
        [self.rules.entry(change.rule.clone()).or_default(), self.sources.entry(source).or_default()]
    }
}

/// The sources of documents that say where they come from.
#[derive(Default)]
struct Sources {
    /// The place in `names` of each document's source, by the hash of its id.
    of: HashMap<u64, usize>,
    names: Vec<String>,
    places: HashMap<String, usize>,
}

impl Sources {
    /// Adds the documents of a run folder, if it holds any.
    fn read(&mut self, folder: &Path) -> Result<()> {
        let run = report::read_run(folder)?;
        if !run.has("documents.jsonl") {
            return Ok(());
        }
        for row in run.documents()? {
            let row = row?;
            let field = |name| row.fields.get(name).and_then(Value::as_str);
            if let Some(source) = source::of_record(field("source"), field("url"), &row.id) {
                let next = self.names.len();
                let place = *self.places.entry(source.clone()).or_insert(next);
                if place == next {
                    self.names.push(source);
                }
                self.of.insert(xxh3_64(row.id.as_bytes()), place);
            }
        }
        Ok(())
    }

    fn of(&self, doc: &str) -> String {
        let known = self.of.get(&xxh3_64(doc.as_bytes())).map(|place| self.names[*place].clone());
        known.or_else(|| source::of_record(None, None, doc)).unwrap_or_else(|| NO_SOURCE.into())
    }
}

/// An edit or a repair.
struct Change {
    rule: String,
    doc: DocId,
    start: usize,
    before: String,
    after: String,
}

impl Change {
    fn key(&self) -> u64 {
        let place = self.start.to_string();
        xxh3_64([&*self.rule, &*self.doc, &*place, &*self.before, &*self.after].join("\u{1f}").as_bytes())
    }

    fn told(&self) -> String {
        let [before, after] = [&self.before, &self.after].map(|words| revealed_line(words));
        format!("{} {} \"{before}\" -> \"{after}\"", visible(&self.doc), self.start)
    }
}

/// Every change of a run, edits first; a folder of `unspin repair` has no edits.
fn each(folder: &Path, mut take: impl FnMut(Change)) -> Result<()> {
    let run = report::read_run(folder)?;
    if run.has("edits.jsonl") || !run.has("repairs.jsonl") {
        for row in run.edits()? {
            let EditRow { doc, edit: Edit { span, before, after, rule, .. } } = row?;
            take(Change { rule: rule.into_owned(), doc, start: span.start, before, after });
        }
    }
    for row in run.repairs()? {
        let Repair { doc, original, before, after, kind, verdict, .. } = row?;
        take(Change { rule: format!("repair.{kind} {verdict}"), doc, start: original.start, before, after });
    }
    Ok(())
}
