//! Reports, counts and records the records that failed, and stops a run with too many of them.

use std::path::PathBuf;

use unspin::error::Error;
use unspin::model::Failure;
use unspin::report::{self, Destination};

use super::args::Global;
use super::interrupt;
use super::term::Term;

/// How many failures are printed; the others are in `run.json` and in the file of `--errors`.
const PRINTED: usize = 10;

/// The failures of a run so far.
pub(super) struct Failures<'a> {
    term: &'a Term,
    global: &'a Global,
    inputs: &'a [PathBuf],
    failed: Vec<Failure>,
    count: usize,
}

impl<'a> Failures<'a> {
    /// A run without failures.
    ///
    /// # Errors
    /// If the file of `--errors` is an input or is inside the run folder.
    pub(super) fn new(
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

    /// Prints and counts a failure.
    pub(super) fn add(&mut self, failure: Failure) {
        self.count += 1;
        if self.count <= PRINTED || self.term.verbose() {
            self.term.warn(&failure.message);
        }
        if self.global.errors.is_some() {
            self.failed.push(failure);
        }
    }

    /// Whether `--max-bad N` is exceeded already.
    pub(super) fn limit_is_exceeded(&self) -> bool {
        matches!(self.global.max_bad, Some(super::args::MaxBad::Records(limit)) if self.count as u64 > limit)
    }

    /// Writes the file of `--errors`, and checks that not too many records failed. `cleaned` is the number
    /// of good records.
    ///
    /// # Errors
    /// If too many records failed, or if the file cannot be written.
    pub(super) fn settle(&self, cleaned: usize) -> Result<(), Error> {
        if self.count > PRINTED && !self.term.verbose() {
            let where_ = match &self.global.errors {
                Some(file) => format!("all of them are in {}", file.display()),
                None => "--errors FILE writes all of them to a file".into(),
            };
            self.term.warn(&format!("{} more records failed; {where_}", self.count - PRINTED));
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
