//! The in-door: files, folders and standard input become records.

use std::path::PathBuf;

use crate::config::ReadConfig;
use crate::error::Result;
use crate::model::{Failure, RawDocument};

/// One thing that came through the door.
#[derive(Debug)]
pub enum Record {
    /// A record to clean.
    Document(RawDocument),
    /// A record that cannot be cleaned.
    Failed(Failure),
    /// A file that was passed over, such as a README in a folder of articles.
    Skipped(Failure),
}

/// The records of `inputs` in input order, read one by one.
///
/// # Errors
/// If an input that was named does not exist or cannot be opened, or if there is nothing to read at all.
pub fn open(inputs: &[PathBuf], config: &ReadConfig) -> Result<impl Iterator<Item = Record> + use<>> {
    let _ = (inputs, config);
    Ok(std::iter::empty())
}
