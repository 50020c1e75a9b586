//! Golden cases: results that a reader accepted, compared with what the program gives today.
//!
//! A suite is a folder with one folder for each case. In a case's folder stands `case.toml`:
//!
//! ```toml
//! why = "what this case shows"        # required: a case that nobody can explain protects nothing
//! input = ["../../corpus"]            # paths from the case's folder; default: ["input"]
//! document = "story.txt"              # the document that is watched; default: all of them
//! [config]                            # settings as in unspin.toml
//! ```
//!
//! Beside it stand the accepted results: `expected.txt`, the clean text; `changes.jsonl`, its edits and repairs sorted
//! by place; `document.json`, what else was found out about it. What differs today is written beside them as `*.new`.

mod case;
mod compare;
mod results;

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::error::{Error, Result};
use crate::pipeline::{self, Until};

pub use case::{Case, load};
pub use compare::Difference;
pub use results::Results;

/// A case and what became of it today.
#[derive(Debug)]
pub struct Outcome {
    /// The case.
    pub case: Case,
    /// What was accepted; `None` if any file of it is missing.
    pub expected: Option<Results>,
    /// What the program gives today.
    pub actual: Results,
}

impl Outcome {
    /// Whether today's results are the accepted ones.
    pub fn same(&self) -> bool {
        self.expected.as_ref() == Some(&self.actual)
    }

    /// What differs, grouped by rule or kind of repair; nothing if nothing was accepted yet.
    pub fn differences(&self) -> Vec<Difference> {
        self.expected.as_ref().map_or_else(Vec::new, |expected| compare::differences(expected, &self.actual))
    }

    /// Writes each file that differs beside the accepted one as `*.new`, and removes those that no longer do.
    ///
    /// # Errors
    /// If a file cannot be written or removed.
    pub fn write_new(&self) -> Result<()> {
        for (name, text) in self.actual.files() {
            let new = self.case.folder.join(format!("{name}.new"));
            if read(&self.case.folder.join(name))?.as_deref() == Some(text) {
                remove(&new)?;
            } else {
                fs::write(&new, text).map_err(|source| Error::Write { path: new, source })?;
            }
        }
        Ok(())
    }

    /// Takes today's results as the expected ones.
    ///
    /// # Errors
    /// If a file cannot be written or removed.
    pub fn accept(&self) -> Result<()> {
        for (name, text) in self.actual.files() {
            let path = self.case.folder.join(name);
            crate::report::replace_file(&path, &[], |out| {
                out.write_all(text.as_bytes()).map_err(|source| Error::Write { path: path.clone(), source })
            })?;
            remove(&self.case.folder.join(format!("{name}.new")))?;
        }
        Ok(())
    }
}

/// Runs the cases and reads what was accepted. Cases with the same inputs and settings share one run.
///
/// # Errors
/// If an input or an accepted result cannot be read, or if a case watches a document that is not there.
pub fn run(cases: Vec<Case>) -> Result<Vec<Outcome>> {
    let mut runs = BTreeMap::new();
    let mut outcomes = Vec::new();
    for case in cases {
        let key = case.run_key();
        if !runs.contains_key(&key) {
            runs.insert(key.clone(), pipeline::run(&case.inputs, &case.config, Until::Repaired)?);
        }
        let actual = results::of(&runs[&key], &case)?;
        let expected = Results::read(&case.folder)?;
        outcomes.push(Outcome { case, expected, actual });
    }
    Ok(outcomes)
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
