//! Records that could not be cleaned: told, counted, written down, and at some point too many.

use std::path::PathBuf;

use unspin::error::Error;
use unspin::model::Failure;
use unspin::report::{self, Destination};

use super::args::Global;
use super::interrupt;
use super::term::Term;

/// How many failures are told one by one; the others are in `run.json` and in the file of `--errors`.
const TOLD: usize = 10;

/// Keeps the count of what fails.
pub struct Failures<'a> {
    term: &'a Term,
    global: &'a Global,
    inputs: &'a [PathBuf],
    failed: Vec<Failure>,
    count: usize,
}

impl<'a> Failures<'a> {
    /// Begins to count.
    ///
    /// # Errors
    /// If the file of `--errors` would land in an input or in the run folder.
    pub fn new(
        global: &'a Global,
        term: &'a Term,
        inputs: &'a [PathBuf],
        destination: Option<&Destination>,
    ) -> Result<Self, Error> {
        if let Some(file) = &global.errors {
            report::check_file(file, inputs, destination)?;
        }
        Ok(Failures { term, global, inputs, failed: Vec::new(), count: 0 })
    }

    /// Tells and counts one.
    pub fn add(&mut self, failure: Failure) {
        self.count += 1;
        if self.count <= TOLD || self.term.verbose() {
            self.term.warn(&failure.message);
        }
        if self.global.errors.is_some() {
            self.failed.push(failure);
        }
    }

    /// Whether so many failed already that the rest does not matter.
    pub fn hopeless(&self) -> bool {
        matches!(self.global.max_bad, Some(super::args::MaxBad::Records(limit)) if self.count as u64 > limit)
    }

    /// Writes the file of `--errors`, and judges whether `cleaned` records are enough.
    ///
    /// # Errors
    /// If too many failed, or if the file cannot be written.
    pub fn settle(&self, cleaned: usize) -> Result<(), Error> {
        if self.count > TOLD && !self.term.verbose() {
            let where_ = match &self.global.errors {
                Some(file) => format!("all of them are in {}", file.display()),
                None => "--errors FILE writes all of them down".into(),
            };
            self.term.warn(&format!("{} more records failed; {where_}", self.count - TOLD));
        }
        if let Some(file) = &self.global.errors {
            interrupt::replace_file(file, self.inputs, |out| {
                self.failed.iter().try_for_each(|failure| {
                    report::write_row(out, failure).map_err(|source| Error::Write { path: file.clone(), source })
                })
            })?;
        }
        let all = self.count + cleaned;
        if self.count > 0 && cleaned == 0 {
            return Err(Error::Command(format!("none of the {all} records could be cleaned; nothing is written")));
        }
        match self.global.max_bad {
            Some(limit) if limit.exceeded(self.count as u64, all as u64) => Err(Error::Command(format!(
                "{} of {all} records failed, which is more than --max-bad {limit} allows",
                self.count
            ))),
            _ => Ok(()),
        }
    }
}
