//! Reading: turns files, folders and standard input into records.
//!
//! | input | read as |
//! |---|---|
//! | `.txt`, `.text` | one text, decoded by [`decode`](fn@decode) |
//! | `.jsonl`, `.ndjson` | one record per line |
//! | `.html`, `.htm`, `.xhtml` | the article of a page |
//! | a folder | every file below it with one of these extensions, in the byte order of their paths; hidden files are ignored, others are skipped with a note |
//! | a file with another extension, given by name | text |
//! | `-`, a named pipe | records if the first byte other than white space is `{`, a page if it begins with `<!doctype html` or `<html`, else one text |

mod bytes;
mod decisions;
mod decode;
mod html;
mod json_repair;
mod jsonl;
mod lexicon;
mod record;
mod rows;
mod sources;
mod text;

#[cfg(test)]
mod tests;

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use xxhash_rust::xxh3::xxh3_128;

use crate::config::ReadConfig;
use crate::error::Result;
use crate::model::{DocId, Failure, Origin};
use record::{cannot_read, too_long};

pub use decisions::decisions;
pub use decode::{Decoded, decode};
pub use lexicon::lexicon;
pub use record::Record;

/// The records of `inputs` in input order, read one by one: a JSONL input is never in memory as a
/// whole.
///
/// If several records have the same id, the first is read; each later one fails with a message that
/// names both places.
///
/// ```
/// use unspin::{config::ReadConfig, read::{self, Record}};
///
/// let home = tempfile::tempdir()?;
/// let file = home.path().join("news.jsonl");
/// std::fs::write(&file, "{\"id\":\"a\",\"text\":\"The ferry sailed.\",\"site\":\"x\"}\n{\"id\":\"b\"}\n")?;
///
/// let (mut texts, mut failures) = (Vec::new(), Vec::new());
/// for record in read::open(&[file], &ReadConfig::default())? {
///     match record {
///         Record::Document(record) => texts.push((record.id.to_string(), record.text.clone(), record.fields)),
///         Record::Failed(failure) => failures.push(failure.message),
///         Record::Skipped(note) => println!("{}", note.message),
///     }
/// }
/// assert_eq!((&*texts[0].0, &*texts[0].1), ("a", "The ferry sailed."));
/// assert_eq!(texts[0].2["site"], "x", "other fields are kept");
/// assert!(failures[0].contains("line 2"), "the second has no text: {failures:?}");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// If an input does not exist or cannot be opened, or if it contains nothing to read. All inputs
/// are checked before the first is read.
pub fn open<P: AsRef<Path>>(inputs: &[P], config: &ReadConfig) -> Result<impl Iterator<Item = Record> + use<P>> {
    let inputs: Vec<PathBuf> = inputs.iter().map(|input| input.as_ref().to_owned()).collect();
    let sources = sources::sources(&inputs)?;
    let mut seen = SeenIds::default();
    Ok(Records { sources: sources.into_iter(), lines: None, config: config.clone() }
        .map(move |record| once_each(record, &mut seen)))
}

/// The sources that are still to be read.
struct Records {
    sources: std::vec::IntoIter<sources::Source>,
    /// The JSONL input that is being read.
    lines: Option<jsonl::Lines>,
    config: ReadConfig,
}

impl Iterator for Records {
    type Item = Record;

    fn next(&mut self) -> Option<Record> {
        loop {
            if let Some(lines) = &mut self.lines {
                match lines.next_record(&self.config) {
                    Some(record) => return Some(record),
                    None => self.lines = None,
                }
            }
            let source = self.sources.next()?;
            let origin = Origin { input: source.name, line: None };
            match source.kind {
                sources::SourceKind::Skipped { why } => {
                    let message = format!("{origin} is skipped: {why}");
                    return Some(Record::Skipped(Failure { origin, message }));
                }
                sources::SourceKind::Text(path) => {
                    return Some(self.read_file(&path, source.id, origin, text::document));
                }
                sources::SourceKind::Page(path) => {
                    return Some(self.read_file(&path, source.id, origin, html::document));
                }
                sources::SourceKind::Lines(path) => match std::fs::File::open(path) {
                    Ok(file) => self.lines = Some(jsonl::Lines::new(Box::new(file), source.id, origin.input)),
                    Err(why) => return Some(cannot_read(origin, &why)),
                },
                sources::SourceKind::Stream(stream) => {
                    match stream.open().and_then(|bytes| text::sniff(bytes, self.config.max_record)) {
                        Ok(text::Sniffed::Lines(bytes)) => {
                            self.lines = Some(jsonl::Lines::new(bytes, source.id, origin.input));
                        }
                        Ok(text::Sniffed::Text(bytes)) => return Some(text::document(bytes, source.id, origin)),
                        Ok(text::Sniffed::TooLong) => return Some(too_long(origin, None, self.config.max_record)),
                        Ok(text::Sniffed::Nothing) => {}
                        Ok(text::Sniffed::Page(bytes)) => return Some(html::document(bytes, source.id, origin)),
                        Err(why) => return Some(cannot_read(origin, &why)),
                    }
                }
            }
        }
    }
}

impl Records {
    /// The record that `document` makes of all bytes of a file.
    fn read_file(
        &self,
        path: &Path,
        id: String,
        origin: Origin,
        document: fn(Vec<u8>, String, Origin) -> Record,
    ) -> Record {
        match bytes::of_file(path, self.config.max_record) {
            Ok(Ok(bytes)) => document(bytes, id, origin),
            Ok(Err(length)) => too_long(origin, length, self.config.max_record),
            Err(why) => cannot_read(origin, &why),
        }
    }
}

/// The ids that were read, and where: 24 bytes each, because there may be millions.
#[derive(Default)]
struct SeenIds {
    /// The XXH3 hash of an id, with the number of its input and its line; 0 where the whole input
    /// is one record.
    places: HashMap<u128, (u32, u64)>,
    inputs: Vec<Arc<str>>,
}

impl SeenIds {
    /// The place where an id was read first, if it was read before; otherwise this place is kept as
    /// the first.
    fn first_place(&mut self, id: &DocId, origin: &Origin) -> Option<Origin> {
        if self.inputs.last().is_none_or(|last| !Arc::ptr_eq(last, &origin.input)) {
            self.inputs.push(Arc::clone(&origin.input));
        }
        let here = (self.inputs.len() as u32 - 1, origin.line.unwrap_or(0));
        match self.places.entry(xxh3_128(id.as_bytes())) {
            Entry::Vacant(free) => {
                free.insert(here);
                None
            }
            Entry::Occupied(first) => {
                let &(input, line) = first.get();
                Some(Origin { input: Arc::clone(&self.inputs[input as usize]), line: (line > 0).then_some(line) })
            }
        }
    }
}

/// Returns the first record of every id, and a failure for each later one.
fn once_each(record: Record, seen: &mut SeenIds) -> Record {
    let Record::Document(document) = record else { return record };
    let Some(first) = seen.first_place(&document.id, &document.origin) else { return Record::Document(document) };
    let message = format!(
        "{}: the id {} is already used by {first}: give each record its own id",
        document.origin,
        shown(&document.id),
    );
    Record::Failed(Failure { origin: document.origin, message })
}

/// An id as messages show it: the beginning of a very long one.
fn shown(id: &str) -> String {
    /// An address with its query is shorter than this.
    const MAX_CHARS: usize = 200;
    match id.char_indices().nth(MAX_CHARS) {
        Some((end, _)) => format!("{:?}…", &id[..end]),
        None => format!("{id:?}"),
    }
}
