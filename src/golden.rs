//! Golden cases: results that a reader accepted, compared with what the program gives today.
//!
//! A suite is a folder with one folder for each case. In a case's folder stands `case.toml`:
//!
//! ```toml
//! why = "what this case shows"        # required: a case that nobody can explain protects nothing
//! input = ["../../corpus"]            # paths from the case's folder; default: ["input"]
//! document = "story.txt"              # the document that is watched; default: all of them
//! source = "reuters"                  # where its documents come from; default: as "Sources" below tells
//! must = ["Amazon Web Services"]      # words that the clean text must hold; no `accept` overrules this
//! must_not = ["Read Next"]            # words that it must not hold
//! known_failure = "needs a witness"   # the accepted results are right and not reached yet; once they are, the case says so
//! [config]                            # settings as in unspin.toml
//! ```
//!
//! Beside it stand the accepted results: `expected.txt`, the clean text; `changes.jsonl`, its edits and repairs sorted
//! by place; `document.json`, what else was found out about it. What differs today is written beside them as `*.new`.
//!
//! `unspin golden add`, `check`, `diff` and `accept` do the daily work. A test of your own suite needs three lines:
//!
//! ```
//! use std::path::Path;
//! use unspin::golden;
//!
//! # fn main() -> unspin::error::Result<()> {
//! let cases = golden::load(Path::new("golden"), &[])?; // an empty suite is an error
//! for outcome in golden::run(cases) {
//!     assert!(outcome.state().passes(), "{}: {:#?}", outcome.case.name, outcome.told());
//! }
//! # Ok(())
//! # }
//! ```
//!
//! `examples/golden_test.rs` makes a case first, and shows what is told when a result changes.
//!
//! # Sources
//! Differences are counted by rule and by source: a site that changed its pages shows as one source, a rule that changed as
//! many. The source of a document is `source` of `case.toml`, else the record's field `source`, else the host of its `url`, else
//! the first folder of its id, else the folder of the input where that lies outside the case.

mod add;
mod case;
mod compare;
mod junit;
mod results;
mod runs;
mod source;

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::error::{Error, Result};
use crate::pipeline::{self, Until};

pub use add::{NewCase, add};
pub use case::{Case, load};
pub use compare::Difference;
pub use junit::junit;
pub use results::Results;
pub use runs::{Changed, Compared, compare_runs};
pub use source::NO_SOURCE;

/// How a case stands today.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// As accepted.
    Same,
    /// Otherwise than accepted.
    Differs,
    /// Nothing was accepted yet.
    New,
    /// The clean text lacks what it must hold, or holds what it must not.
    Broken,
    /// It differs, as is known.
    Known,
    /// It is known to fail, and does not any more.
    Mended,
    /// It could not be run: its `case.toml` is wrong, or its files cannot be read.
    Failed,
}

impl State {
    /// As written for programs.
    pub fn name(self) -> &'static str {
        match self {
            State::Same => "same",
            State::Differs => "differs",
            State::New => "new",
            State::Broken => "broken",
            State::Known => "known",
            State::Mended => "mended",
            State::Failed => "failed",
        }
    }

    /// Whether all is as it should be.
    pub fn passes(self) -> bool {
        matches!(self, State::Same | State::Known)
    }
}

/// A case and what became of it today.
#[derive(Debug)]
pub struct Outcome {
    /// The case.
    pub case: Case,
    /// What was accepted; `None` if any file of it is missing.
    pub expected: Option<Results>,
    /// What the program gives today, or why it gives nothing, in one sentence.
    pub actual: std::result::Result<Results, String>,
    /// The source of each document of its run, by id.
    pub sources: BTreeMap<String, String>,
}

impl Outcome {
    /// Whether today's results are the accepted ones.
    pub fn same(&self) -> bool {
        self.actual.as_ref().is_ok_and(|actual| self.expected.as_ref() == Some(actual))
    }

    /// How it stands.
    pub fn state(&self) -> State {
        if self.actual.is_err() {
            return State::Failed;
        }
        match (&self.case.known_failure, self.same(), self.broken().is_empty()) {
            (Some(_), true, true) => State::Mended,
            (Some(_), ..) => State::Known,
            (None, _, false) => State::Broken,
            (None, true, true) => State::Same,
            (None, false, true) if self.expected.is_none() => State::New,
            (None, false, true) => State::Differs,
        }
    }

    /// What today's text lacks that it must hold, and holds that it must not, one sentence each.
    pub fn broken(&self) -> Vec<String> {
        let Ok(actual) = &self.actual else { return Vec::new() };
        let holds = |words: &&String| actual.text.contains(words.as_str());
        let lacks = self.case.must.iter().filter(|words| !holds(words)).map(|words| format!("it must hold {words:?}"));
        lacks
            .chain(self.case.must_not.iter().filter(holds).map(|words| format!("it must not hold {words:?}")))
            .collect()
    }

    /// Every difference and every broken word in a line each, or why it could not be run, without colour.
    pub fn told(&self) -> Vec<String> {
        if let Err(why) = &self.actual {
            return vec![why.clone()];
        }
        let mut lines = self.broken();
        if self.state() == State::Mended {
            lines.push("it passes: take `known_failure` out of case.toml".into());
        }
        if self.expected.is_none() {
            lines.push("nothing was accepted yet".into());
        }
        for difference in self.differences() {
            lines.extend(difference.gone.iter().map(|words| format!("{}: - {words}", difference.by)));
            lines.extend(difference.new.iter().map(|words| format!("{}: + {words}", difference.by)));
        }
        lines
    }

    /// Whether it differs by these rules or facts and by nothing else.
    pub fn differs_only_by(&self, rules: &[String]) -> bool {
        let differences = self.differences();
        !differences.is_empty() && differences.iter().all(|difference| rules.contains(&difference.by))
    }

    /// What differs, grouped by rule or kind of repair and by source; nothing if nothing was accepted yet.
    pub fn differences(&self) -> Vec<Difference> {
        let watched = self.case.document.as_deref();
        match (&self.expected, &self.actual) {
            (Some(expected), Ok(actual)) => compare::differences(expected, actual, watched, &self.sources),
            _ => Vec::new(),
        }
    }

    /// Writes each file that differs beside the accepted one as `*.new`, and removes those that no longer do. Of a
    /// case that could not be run, nothing is written.
    ///
    /// # Errors
    /// If a file cannot be written or removed.
    pub fn write_new(&self) -> Result<()> {
        let Ok(actual) = &self.actual else { return Ok(()) };
        for (name, text) in actual.files() {
            let new = self.case.folder.join(format!("{name}.new"));
            if read(&self.case.folder.join(name))?.as_deref() == Some(text) {
                remove(&new)?;
            } else {
                fs::write(&new, text).map_err(|source| Error::Write { path: new, source })?;
            }
        }
        Ok(())
    }

    /// Why today's results cannot be accepted, in one sentence; `None` if they can.
    ///
    /// # Errors
    /// If what `check` wrote cannot be read.
    pub fn refusal(&self) -> Result<Option<String>> {
        let name = &self.case.name;
        let refused = |why: String| Ok(Some(format!("{name} cannot be accepted: {why}")));
        let actual = match &self.actual {
            Ok(actual) => actual,
            Err(why) => return refused(why.clone()),
        };
        if let Some(why) = self.broken().first() {
            return refused(format!("{why}; case.toml says so"));
        }
        if self.case.known_failure.is_some() && !self.same() {
            let why =
                "it is known to fail, and what stands there is right; take `known_failure` out of case.toml first";
            return refused(why.into());
        }
        for (file, text) in actual.files() {
            let new = self.case.folder.join(format!("{file}.new"));
            if read(&new)?.is_some_and(|shown| shown != text) {
                let new = new.display();
                return Ok(Some(format!(
                    "{new} is stale: today's result is another; run unspin golden check and look again"
                )));
            }
        }
        Ok(None)
    }

    /// Takes today's results as the expected ones.
    ///
    /// # Errors
    /// If there is a [`refusal`](Outcome::refusal): the case could not be run, its text breaks a `must`, it is known to fail, or what
    /// `check` wrote for the reader is not what would be accepted now; and if a file cannot be written or removed.
    pub fn accept(&self) -> Result<()> {
        if let Some(why) = self.refusal()? {
            return Err(Error::Golden(why));
        }
        for (name, text) in self.actual.iter().flat_map(Results::files) {
            let path = self.case.folder.join(name);
            crate::report::replace_file(&path, &[], |out| {
                out.write_all(text.as_bytes()).map_err(|source| Error::Write { path: path.clone(), source })
            })?;
            remove(&self.case.folder.join(format!("{name}.new")))?;
        }
        Ok(())
    }
}

/// Runs the cases and reads what was accepted. Cases with the same inputs and settings share one run. A case that cannot be run,
/// since an input or an accepted result cannot be read or the document that it watches is not there, says so and stops no other.
pub fn run(cases: Vec<Case>) -> Vec<Outcome> {
    let mut runs = BTreeMap::new();
    let mut outcomes = Vec::new();
    for case in cases {
        let key = case.run_key();
        if case.wrong.is_none() && !runs.contains_key(&key) {
            runs.insert(key.clone(), pipeline::run(&case.inputs, &case.config, Until::Repaired));
        }
        let report = match (&case.wrong, runs.get(&key)) {
            (Some(wrong), _) => Err(wrong.clone()),
            (None, Some(Ok(report))) => Ok(report),
            (None, Some(Err(error))) => Err(error.to_string()),
            (None, None) => Err("it was not run".into()),
        };
        let today = report.and_then(|report| {
            let actual = results::of(report, &case).map_err(|error| error.to_string())?;
            let expected = Results::read(&case.folder).map_err(|error| error.to_string())?;
            let sources = source::of_case(&case, report.documents.iter().map(|document| &document.document.raw));
            Ok((actual, expected, sources))
        });
        outcomes.push(match today {
            Ok((actual, expected, sources)) => Outcome { case, expected, actual: Ok(actual), sources },
            Err(why) => Outcome { case, expected: None, actual: Err(why), sources: BTreeMap::new() },
        });
    }
    outcomes
}

/// The content of a file; `None` if there is none.
fn read(path: &Path) -> Result<Option<String>> {
    match fs::read(path) {
        // Broken UTF-8 differs from everything that this program writes.
        Ok(bytes) => Ok(Some(String::from_utf8_lossy(&bytes).into_owned())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(source) => Err(Error::Read { path: path.to_owned(), source }),
    }
}

fn remove(path: &PathBuf) -> Result<()> {
    match fs::remove_file(path) {
        Err(source) if source.kind() != io::ErrorKind::NotFound => Err(Error::Write { path: path.clone(), source }),
        _ => Ok(()),
    }
}
