//! Why a whole run cannot go on. What is wrong with one record is a [`crate::model::Failure`].

use std::fmt;
use std::io;
use std::ops::Range;
use std::path::PathBuf;

/// The reason why a call cannot do what it was asked for.
///
/// The variant is for programs; the message is one sentence for people, which names the input, the
/// place, and a way out.
///
/// ```
/// use unspin::{config::Config, error::Error, pipeline};
///
/// let mut config = Config::default();
/// config.normalize.skip = vec!["glue.sentense".into()];
/// match pipeline::run(&["corpus"], &config, pipeline::Until::Clusters) {
///     Err(Error::NoSuchRule(message)) => assert!(message.contains("did you mean `glue.sentence`?")),
///     other => panic!("{other:?}"),
/// }
/// ```
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// A file cannot be opened or read.
    Read {
        /// The file.
        path: PathBuf,
        /// The error of the operating system.
        source: std::io::Error,
    },
    /// A file cannot be written.
    Write {
        /// The file.
        path: PathBuf,
        /// The error of the operating system.
        source: std::io::Error,
    },
    /// A configuration file is wrong, and it is known where.
    Config(Box<Misconfigured>),
    /// A setting is wrong, or two settings contradict each other.
    Setting(String),
    /// There is no normalization rule, kind of repair or family of rules of this name.
    NoSuchRule(String),
    /// There is no document of this id.
    NoSuchDocument(String),
    /// There is no repair of this id, or more than one id begins so.
    NoSuchRepair(String),
    /// The inputs cannot be used: one does not exist, is named twice, or holds nothing to read.
    Input(String),
    /// The output cannot be put there: it would replace an input, or something that is not ours.
    Output(String),
    /// A run folder, a file of decisions or a lexicon does not have the content that unspin writes.
    Malformed(String),
    /// A golden case or suite is wrong, or its results cannot be accepted.
    Golden(String),
    /// Threads cannot be started.
    Threads(String),
    /// The arguments of a command do not go together, or too many of its records failed.
    Command(String),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::Read { path, source } => {
                write!(f, "cannot read {}: {}", path.display(), with_way_out(source, Doing::Read))
            }
            Error::Write { path, source } => {
                write!(f, "cannot write {}: {}", path.display(), with_way_out(source, Doing::Write))
            }
            Error::Config(wrong) => wrong.fmt(f),
            Error::Setting(message)
            | Error::NoSuchRule(message)
            | Error::NoSuchDocument(message)
            | Error::NoSuchRepair(message)
            | Error::Input(message)
            | Error::Output(message)
            | Error::Malformed(message)
            | Error::Golden(message)
            | Error::Threads(message)
            | Error::Command(message) => f.write_str(message),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Error::Read { source, .. } | Error::Write { source, .. } => Some(source),
            _ => None,
        }
    }
}

/// What was tried when the operating system returned an error.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Doing {
    Read,
    Write,
}

/// The message of the operating system, and a way out if there is one to name.
fn with_way_out(source: &io::Error, doing: Doing) -> String {
    let reason = source.to_string();
    // A user does not know the path of the temporary file beside the output.
    let reason = reason.split(" at path ").next().unwrap_or_default();
    let way_out = match (source.kind(), doing) {
        (io::ErrorKind::NotFound, Doing::Read) => "; check the name",
        (io::ErrorKind::NotFound, Doing::Write) => "; make its folder first, or choose another place",
        (io::ErrorKind::PermissionDenied, Doing::Read) => "; you may not read it: ask its owner",
        (io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem, Doing::Write) => {
            "; you may not write there: choose another place"
        }
        (io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded, Doing::Write) => {
            "; free some space, or choose another place"
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
    /// The content of the file.
    pub text: String,
    /// The bytes that are wrong.
    pub span: Range<usize>,
    /// What is wrong with them, and a way out.
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
    fn a_reason_comes_with_a_way_out_and_without_the_names_of_temporary_files() {
        let kind = |kind: io::ErrorKind| io::Error::new(kind, "no luck at path \"/out/.unspin-x1\"");
        let write = Error::Write { path: "out".into(), source: kind(io::ErrorKind::StorageFull) };
        assert_eq!(write.to_string(), "cannot write out: no luck; free some space, or choose another place");
        let read = Error::Read { path: "in".into(), source: kind(io::ErrorKind::NotFound) };
        assert_eq!(read.to_string(), "cannot read in: no luck; check the name");
        let other = Error::Read { path: "in".into(), source: io::Error::other("no luck") };
        assert_eq!(other.to_string(), "cannot read in: no luck");
    }
}
