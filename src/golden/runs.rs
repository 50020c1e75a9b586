//! Two run folders compared: which rule changed how much, with samples.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use serde_json::Value;
use xxhash_rust::xxh3::xxh3_64;

use crate::error::Result;
use crate::report::{self, visible};

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

/// Samples of each kind for each rule: the first ones of the files.
const SAMPLES: usize = 3;

/// Compares the edits and repairs of two runs by rule. Repairs of one verdict are one rule: `repair.synonym accepted`.
/// Memory is some bytes for each change of the first run.
///
/// # Errors
/// If one of the folders is no run folder.
pub fn compare_runs(first: &Path, second: &Path) -> Result<BTreeMap<String, Changed>> {
    let mut rules: BTreeMap<String, Changed> = BTreeMap::new();
    // How often each change stands in the first run and was not yet met in the second.
    let mut open: HashMap<u64, usize> = HashMap::new();
    each(first, |change| {
        rules.entry(change.rule.clone()).or_default().before += 1;
        *open.entry(change.key()).or_default() += 1;
    })?;
    each(second, |change| {
        let rule = rules.entry(change.rule.clone()).or_default();
        rule.after += 1;
        match open.get_mut(&change.key()).filter(|left| **left > 0) {
            Some(left) => *left -= 1,
            None => {
                rule.new += 1;
                if rule.new_samples.len() < SAMPLES {
                    rule.new_samples.push(change.told());
                }
            }
        }
    })?;
    open.retain(|_, left| *left > 0);
    each(first, |change| {
        let Some(left) = open.get_mut(&change.key()).filter(|left| **left > 0) else { return };
        *left -= 1;
        let rule = rules.entry(change.rule.clone()).or_default();
        rule.gone += 1;
        if rule.gone_samples.len() < SAMPLES {
            rule.gone_samples.push(change.told());
        }
    })?;
    Ok(rules)
}

/// An edit or a repair.
struct Change {
    rule: String,
    doc: String,
    start: u64,
    before: String,
    after: String,
}

impl Change {
    fn key(&self) -> u64 {
        let place = self.start.to_string();
        xxh3_64([&*self.rule, &*self.doc, &*place, &*self.before, &*self.after].join("\u{1f}").as_bytes())
    }

    fn told(&self) -> String {
        visible(&format!("{} {} {:?} -> {:?}", self.doc, self.start, self.before, self.after))
    }
}

/// Every change of a run, edits first.
fn each(folder: &Path, mut take: impl FnMut(Change)) -> Result<()> {
    for (file, of) in [("edits.jsonl", false), ("repairs.jsonl", true)] {
        report::read_rows(&folder.join(file), |row: Value| {
            let text = |name: &str| row[name].as_str().unwrap_or_default().to_owned();
            let rule = if of { format!("repair.{} {}", text("kind"), text("verdict")) } else { text("rule") };
            let start = row["start"].as_u64().unwrap_or_default();
            take(Change { rule, doc: text("doc"), start, before: text("before"), after: text("after") });
        })?;
    }
    Ok(())
}
