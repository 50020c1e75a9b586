//! What can go wrong for a whole run. What goes wrong with one record is a [`crate::model::Failure`].

use std::path::PathBuf;

/// A reason to stop: one sentence that names the input, the place, and the way out.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// An input cannot be opened or read.
    #[error("cannot read {path}: {source}")]
    Read {
        /// Which one.
        path: PathBuf,
        /// Why not.
        source: std::io::Error,
    },
    /// An output cannot be written.
    #[error("cannot write {path}: {source}")]
    Write {
        /// Which one.
        path: PathBuf,
        /// Why not.
        source: std::io::Error,
    },
    /// Anything else; the message is the whole sentence.
    #[error("{0}")]
    Usage(String),
}

/// The result of a step of the run.
pub type Result<T, E = Error> = std::result::Result<T, E>;
