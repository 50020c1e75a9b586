//! JSONL: one object a line. The rows themselves are types of [`crate::model`].

use std::fs::File;
use std::io::{self, BufRead, BufReader, Write};
use std::marker::PhantomData;
use std::path::{Path, PathBuf};

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::error::{Error, Result};
use crate::model::score::rounded;

/// Writes one row and the end of its line.
///
/// # Errors
/// If it cannot be written.
pub fn write_row(out: &mut (impl Write + ?Sized), row: &impl Serialize) -> io::Result<()> {
    serde_json::to_writer(&mut *out, row)?;
    out.write_all(b"\n")
}

/// A score with four decimals at most, as rows have it; `null` if it is not a number.
pub fn score(value: f64) -> Value {
    // A number without a fraction stays `1.0`, so that every reader takes the column for floats.
    serde_json::Number::from_f64(rounded(value)).map_or(Value::Null, Value::Number)
}

/// The rows of a JSONL file of a run folder, one in memory at a time.
#[derive(Debug)]
pub struct Rows<T> {
    path: PathBuf,
    lines: io::Lines<BufReader<File>>,
    /// The line that was read last, counted from one.
    number: u64,
    row: PhantomData<T>,
}

impl<T> Rows<T> {
    pub(super) fn open(path: PathBuf) -> Result<Self> {
        match File::open(&path) {
            Ok(file) => Ok(Rows { path, lines: BufReader::new(file).lines(), number: 0, row: PhantomData }),
            Err(source) => Err(unreadable(&path, source)),
        }
    }
}

impl<T: DeserializeOwned> Iterator for Rows<T> {
    type Item = Result<T>;

    fn next(&mut self) -> Option<Result<T>> {
        self.number += 1;
        Some(match self.lines.next()? {
            Ok(line) => serde_json::from_str(&line).map_err(|error| {
                // The parser counts lines within the line.
                let message = error.to_string();
                let why = message.split(" at line").next().unwrap_or_default();
                Error::Malformed(format!(
                    "{} line {} is not a row of a run folder: {why}",
                    self.path.display(),
                    self.number
                ))
            }),
            Err(source) => Err(unreadable(&self.path, source)),
        })
    }
}

/// Why a file of a run folder cannot be read.
pub(super) fn unreadable(path: &Path, source: io::Error) -> Error {
    match source.kind() {
        io::ErrorKind::NotFound => Error::Malformed(format!(
            "{} does not exist: name a run folder that unspin clean IN -o DIR wrote",
            path.display()
        )),
        _ => Error::Read { path: path.to_owned(), source },
    }
}
