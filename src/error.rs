//! What can go wrong for a whole run. What goes wrong with one record is a [`crate::model::Failure`].

use std::fmt;
use std::io;
use std::ops::Range;
use std::path::PathBuf;

/// A reason to stop: one sentence that names the input, the place, and the way out.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// An input cannot be opened or read.
    #[error("cannot read {path}: {}", told(source, Doing::Read))]
    Read {
        /// Which one.
        path: PathBuf,
        /// Why not.
        source: std::io::Error,
    },
    /// An output cannot be written.
    #[error("cannot write {path}: {}", told(source, Doing::Write))]
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

/// What was tried when the system said no.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Doing {
    Read,
    Write,
}

/// What the system says, and the way out where there is one to name.
fn told(source: &io::Error, doing: Doing) -> String {
    let reason = source.to_string();
    // The path of a temporary file beside the output is nothing that a reader knows.
    let reason = reason.split(" at path ").next().unwrap_or_default();
    let way_out = match (source.kind(), doing) {
        (io::ErrorKind::NotFound, Doing::Read) => "; check the name",
        (io::ErrorKind::NotFound, Doing::Write) => "; make its folder first, or choose another place",
        (io::ErrorKind::PermissionDenied, Doing::Read) => "; you may not read it: ask its owner",
        (io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem, Doing::Write) => {
            "; you may not write there: choose another place"
        }
        (io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded, Doing::Write) => {
            "; make room there, or choose another place"
        }
        (io::ErrorKind::AlreadyExists, Doing::Write) => "; choose another place",
        (io::ErrorKind::IsADirectory, _) => "; name a file",
        (io::ErrorKind::NotADirectory, _) => "; a part of the path is a file",
        _ => "",
    };
    format!("{reason}{way_out}")
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_comes_with_a_way_out_and_without_names_of_our_own() {
        let kind = |kind: io::ErrorKind| io::Error::new(kind, "no luck at path \"/out/.unspin-x1\"");
        let write = Error::Write { path: "out".into(), source: kind(io::ErrorKind::StorageFull) };
        assert_eq!(write.to_string(), "cannot write out: no luck; make room there, or choose another place");
        let read = Error::Read { path: "in".into(), source: kind(io::ErrorKind::NotFound) };
        assert_eq!(read.to_string(), "cannot read in: no luck; check the name");
        let other = Error::Read { path: "in".into(), source: io::Error::other("no luck") };
        assert_eq!(other.to_string(), "cannot read in: no luck");
    }
}
