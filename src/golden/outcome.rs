//! The outcome of a golden case: its accepted results beside the current ones.

use std::collections::BTreeMap;
use std::fs;

use super::case::Case;
use super::compare::{self, Difference};
use super::results::{Results, read_file, remove_file};
use crate::error::{Error, Result};

/// The state of a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// The current results are the accepted ones.
    Same,
    /// The current results differ from the accepted ones.
    Differs,
    /// The case has no accepted results yet.
    New,
    /// The clean text lacks required text, or contains forbidden text.
    Broken,
    /// A known failure: the results differ, as expected.
    Known,
    /// The case is marked as a known failure, but passes.
    Fixed,
    /// The case could not be run: its `case.toml` is wrong, or one of its files cannot be read.
    Failed,
}

impl State {
    /// The name of the state in JSON and JUnit output.
    pub fn name(self) -> &'static str {
        match self {
            State::Same => "same",
            State::Differs => "differs",
            State::New => "new",
            State::Broken => "broken",
            State::Known => "known",
            State::Fixed => "fixed",
            State::Failed => "failed",
        }
    }

    /// Whether the check succeeds: the results are the accepted ones, or the case is a known
    /// failure.
    pub fn passes(self) -> bool {
        matches!(self, State::Same | State::Known)
    }
}

/// A case with its accepted and its current results.
#[derive(Debug)]
pub struct Outcome {
    /// The case.
    pub case: Case,
    /// The accepted results; `None` if any of their files is missing.
    pub expected: Option<Results>,
    /// The current results, or in one sentence why there are none.
    pub actual: std::result::Result<Results, String>,
    /// The source of each document of the run, by id.
    pub sources: BTreeMap<String, String>,
}

impl Outcome {
    /// Whether the current results are the accepted ones.
    pub fn same(&self) -> bool {
        self.actual.as_ref().is_ok_and(|actual| self.expected.as_ref() == Some(actual))
    }

    /// The state of the case.
    pub fn state(&self) -> State {
        if self.actual.is_err() {
            return State::Failed;
        }
        match (&self.case.known_failure, self.same(), self.violations().is_empty()) {
            (Some(_), true, true) => State::Fixed,
            (Some(_), ..) => State::Known,
            (None, _, false) => State::Broken,
            (None, true, true) => State::Same,
            (None, false, true) if self.expected.is_none() => State::New,
            (None, false, true) => State::Differs,
        }
    }

    /// The required text that the clean text lacks and the forbidden text that it contains, one
    /// phrase each.
    pub fn violations(&self) -> Vec<String> {
        let Ok(actual) = &self.actual else { return Vec::new() };
        let contains = |words: &&String| actual.text.contains(words.as_str());
        let lacks = self.case.must.iter().filter(|words| !contains(words));
        let lacks = lacks.map(|words| format!("the text lacks {words:?}, which `must` requires"));
        let has = self.case.must_not.iter().filter(contains);
        lacks.chain(has.map(|words| format!("the text contains {words:?}, which `must_not` forbids"))).collect()
    }

    /// Every violation and every difference, one a line and without colour; if the case could not
    /// be run, the reason.
    pub fn messages(&self) -> Vec<String> {
        if let Err(why) = &self.actual {
            return vec![why.clone()];
        }
        let mut lines = self.violations();
        if self.state() == State::Fixed {
            lines.push("it passes: remove `known_failure` from case.toml".into());
        }
        if self.expected.is_none() {
            lines.push("no accepted results yet".into());
        }
        for difference in self.differences() {
            lines.extend(difference.gone.iter().map(|words| format!("{}: - {words}", difference.by)));
            lines.extend(difference.new.iter().map(|words| format!("{}: + {words}", difference.by)));
        }
        lines
    }

    /// Whether the results differ, and only by these rules or facts.
    pub fn differs_only_by(&self, rules: &[String]) -> bool {
        let differences = self.differences();
        !differences.is_empty() && differences.iter().all(|difference| rules.contains(&difference.by))
    }

    /// The differences, grouped by rule or kind of repair and by source. Empty if there are no
    /// accepted results.
    pub fn differences(&self) -> Vec<Difference> {
        let document = self.case.document.as_deref();
        match (&self.expected, &self.actual) {
            (Some(expected), Ok(actual)) => compare::differences(expected, actual, document, &self.sources),
            _ => Vec::new(),
        }
    }

    /// Writes each result file that differs from the accepted one as `*.new` beside it, and removes
    /// the `*.new` files that no longer differ. Writes nothing for a case that could not be run.
    ///
    /// # Errors
    /// If a file cannot be written or removed.
    pub fn write_new(&self) -> Result<()> {
        let Ok(actual) = &self.actual else { return Ok(()) };
        for (name, text) in actual.files() {
            let new = self.case.folder.join(format!("{name}.new"));
            if read_file(&self.case.folder.join(name))?.as_deref() == Some(text) {
                remove_file(&new)?;
            } else {
                fs::write(&new, text).map_err(|source| Error::Write { path: new, source })?;
            }
        }
        Ok(())
    }

    /// Why the current results cannot be accepted, in one sentence; `None` if they can.
    ///
    /// # Errors
    /// If a `*.new` file cannot be read.
    pub fn refusal(&self) -> Result<Option<String>> {
        let name = &self.case.name;
        let refused = |why: String| Ok(Some(format!("{name} cannot be accepted: {why}")));
        let actual = match &self.actual {
            Ok(actual) => actual,
            Err(why) => return refused(why.clone()),
        };
        if let Some(why) = self.violations().first() {
            return refused(why.clone());
        }
        if self.case.known_failure.is_some() && !self.same() {
            let why = "it is a known failure, and its accepted results are right; remove `known_failure` from case.toml \
                       first";
            return refused(why.into());
        }
        for (file, text) in actual.files() {
            let new = self.case.folder.join(format!("{file}.new"));
            if read_file(&new)?.is_some_and(|shown| shown != text) {
                let new = new.display();
                return Ok(Some(format!(
                    "{new} is out of date: the current result is different; run unspin golden check and review it again"
                )));
            }
        }
        Ok(None)
    }

    /// Makes the current results the accepted ones.
    ///
    /// # Errors
    /// If there is a [`refusal`](Outcome::refusal): the case could not be run, its text violates
    /// `must` or `must_not`, it is a known failure, or a `*.new` file differs from what would be
    /// accepted. Also if a file cannot be written or removed.
    pub fn accept(&self) -> Result<()> {
        if let Some(why) = self.refusal()? {
            return Err(Error::Golden(why));
        }
        for (name, text) in self.actual.iter().flat_map(Results::files) {
            let path = self.case.folder.join(name);
            crate::report::replace_file(&path, &[], |out| {
                out.write_all(text.as_bytes()).map_err(|source| Error::Write { path: path.clone(), source })
            })?;
            remove_file(&self.case.folder.join(format!("{name}.new")))?;
        }
        Ok(())
    }
}
