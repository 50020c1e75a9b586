//! What can go wrong for a whole run. What goes wrong with one record is a [`crate::model::Failure`].

use std::fmt;
use std::ops::Range;
use std::path::PathBuf;

/// A reason to stop: one sentence that names the input, the place, and the way out.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
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
    /// The configuration file asks for what cannot be.
    #[error("{0}")]
    Config(Box<Misconfigured>),
    /// Anything else; the message is the whole sentence.
    #[error("{0}")]
    Usage(String),
}

/// What is wrong with a configuration file, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Misconfigured {
    /// The name of the file.
    pub name: String,
    /// What it holds.
    pub text: String,
    /// The bytes that are wrong.
    pub span: Range<usize>,
    /// What is wrong with them, and the way out.
    pub message: String,
}

/// One sentence, with line and column counted from one, for people.
impl fmt::Display for Misconfigured {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let before = self.text.get(..self.span.start).unwrap_or(&self.text);
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or("").chars().count() + 1;
        write!(f, "{} line {line} column {column}: {}", self.name, self.message)
    }
}

/// The result of a step of the run.
pub type Result<T, E = Error> = std::result::Result<T, E>;
