//! Finds the files to read in the given inputs, in order.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::error::{Error, Result};

/// A source of records.
pub(super) struct Source {
    /// The name in messages: the path as given, or `-`.
    pub name: Arc<str>,
    /// The id of its document; for JSONL, the beginning of the ids of records without an id.
    pub id: String,
    pub kind: SourceKind,
}

pub(super) enum SourceKind {
    /// A file with one text.
    Text(PathBuf),
    /// A file with one HTML page.
    Page(PathBuf),
    /// A file with one record per line.
    Lines(PathBuf),
    /// Standard input or a pipe; its content is recognized when it is read.
    Stream(StreamSource),
    /// A file of a folder that is not read.
    Skipped { why: &'static str },
}

pub(super) enum StreamSource {
    StandardInput,
    Pipe(PathBuf),
}

impl StreamSource {
    pub(super) fn open(self) -> io::Result<Box<dyn Read + Send>> {
        Ok(match self {
            StreamSource::StandardInput => Box::new(io::stdin()),
            StreamSource::Pipe(path) => Box::new(File::open(path)?),
        })
    }
}

/// The format of a file.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Format {
    Text,
    Page,
    Lines,
}

/// The format of a file by its extension; `None` for an unknown one.
fn format(path: &Path) -> Option<Format> {
    let extension = path.extension()?.to_str()?.to_ascii_lowercase();
    match extension.as_str() {
        "txt" | "text" => Some(Format::Text),
        "html" | "htm" | "xhtml" => Some(Format::Page),
        "jsonl" | "ndjson" => Some(Format::Lines),
        _ => None,
    }
}

/// The sources of all inputs. Every input is checked before anything is read, so that a misspelled
/// name is not found after an hour of work.
pub(super) fn sources(inputs: &[PathBuf]) -> Result<Vec<Source>> {
    if inputs.is_empty() {
        return Err(Error::Input("nothing to read: give files or folders, or - for standard input".into()));
    }
    if inputs.iter().filter(|input| is_dash(input)).count() > 1 {
        return Err(Error::Input("standard input (-) is given twice, but it can be read only once".into()));
    }
    let mut found = Vec::new();
    for input in inputs {
        if is_dash(input) {
            found.push(Source {
                name: "-".into(),
                id: "-".into(),
                kind: SourceKind::Stream(StreamSource::StandardInput),
            });
            continue;
        }
        let about = fs::metadata(input).map_err(|why| missing(input, why))?;
        if about.is_dir() {
            found.extend(folder(input)?);
            continue;
        }
        let kind = if about.is_file() {
            // The file is opened to check that it can be read, and closed, because many open files
            // would exceed the limit of the system.
            File::open(input).map_err(|source| Error::Read { path: input.clone(), source })?;
            match format(input) {
                Some(Format::Lines) => SourceKind::Lines(input.clone()),
                Some(Format::Page) => SourceKind::Page(input.clone()),
                Some(Format::Text) | None => SourceKind::Text(input.clone()),
            }
        } else {
            SourceKind::Stream(StreamSource::Pipe(input.clone()))
        };
        let id = input.file_name().unwrap_or(input.as_os_str()).to_string_lossy().into_owned();
        found.push(Source { name: name(input), id, kind });
    }
    Ok(found)
}

fn missing(input: &Path, why: io::Error) -> Error {
    match why.kind() {
        io::ErrorKind::NotFound => {
            Error::Input(format!("{} does not exist: check the name, or use - for standard input", input.display()))
        }
        _ => Error::Read { path: input.to_owned(), source: why },
    }
}

fn is_dash(input: &Path) -> bool {
    input.as_os_str() == "-"
}

fn name(path: &Path) -> Arc<str> {
    path.to_string_lossy().into()
}

/// The files below a folder, sorted by the bytes of their paths.
fn folder(root: &Path) -> Result<Vec<Source>> {
    let mut files = Vec::new();
    let mut below = vec![(root.to_owned(), String::new())];
    while let Some((folder, prefix)) = below.pop() {
        let entries = match fs::read_dir(&folder) {
            Ok(entries) => entries,
            // A folder given by name must be readable; an unreadable folder below it is skipped.
            Err(source) if prefix.is_empty() => return Err(Error::Read { path: folder, source }),
            Err(_) => {
                let kind = SourceKind::Skipped { why: "the folder cannot be opened" };
                files.push(Source { name: name(&folder), id: prefix, kind });
                continue;
            }
        };
        for entry in entries {
            let entry = entry.map_err(|source| Error::Read { path: folder.clone(), source })?;
            let file_name = entry.file_name().to_string_lossy().into_owned();
            if file_name.starts_with('.') {
                continue;
            }
            let (path, id) = (entry.path(), format!("{prefix}{file_name}"));
            // A link to a folder is not followed: it may lead to a circle or to an article that is
            // read already.
            if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
                below.push((path, id + "/"));
                continue;
            }
            let kind = match format(&path) {
                _ if path.is_dir() => SourceKind::Skipped { why: "it is a link to a folder" },
                Some(Format::Text) => SourceKind::Text(path.clone()),
                Some(Format::Page) => SourceKind::Page(path.clone()),
                Some(Format::Lines) => SourceKind::Lines(path.clone()),
                None => SourceKind::Skipped {
                    why: "only .txt, .text, .html, .htm, .xhtml, .jsonl and .ndjson files are read from a folder",
                },
            };
            files.push(Source { name: name(&path), id, kind });
        }
    }
    if files.iter().all(|file| matches!(file.kind, SourceKind::Skipped { .. })) {
        return Err(Error::Input(format!(
            "nothing to read in {}: it contains no .txt, .text, .html, .htm, .xhtml, .jsonl or .ndjson file",
            root.display()
        )));
    }
    files.sort_by(|a, b| a.id.cmp(&b.id));
    Ok(files)
}
