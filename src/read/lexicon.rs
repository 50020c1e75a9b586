//! A lexicon, as `unspin lexicon learn` writes it.

use std::path::Path;

use serde::Deserialize;
use xxhash_rust::xxh3::xxh3_128;

use crate::error::{Error, Result};
use crate::model::{Confusion, Lexicon, ReusedLexicon};

/// A line of the file; fields that it has beside these are for other readers.
#[derive(Deserialize)]
struct Row {
    before: String,
    after: String,
    documents: u32,
    families: u32,
    #[serde(default)]
    against: u32,
    weight: f64,
}

/// The lexicon of a file, and how a run names it.
///
/// # Errors
/// If the file cannot be read, or a line is no pair of words.
pub fn lexicon(path: &Path) -> Result<(Lexicon, ReusedLexicon)> {
    let bytes = std::fs::read(path).map_err(|source| Error::Read { path: path.to_owned(), source })?;
    let digest = format!("{:032x}", xxh3_128(&bytes));
    let text = String::from_utf8_lossy(&bytes);
    let lines = text.trim_start_matches('\u{feff}').lines().enumerate();
    let rows: Vec<Confusion> = lines
        .filter(|(_, line)| !line.trim().is_empty())
        .map(|(number, line)| {
            row(line).map_err(|wrong| {
                let (path, line) = (path.display(), number + 1);
                Error::Usage(format!(
                    "{path} line {line}: {wrong}; a lexicon is what `unspin lexicon learn IN -o FILE` writes: \"before\", \"after\", \"documents\", \"families\", \"weight\""
                ))
            })
        })
        .collect::<Result<_>>()?;
    let pairs = rows.len();
    Ok((Lexicon::new(rows), ReusedLexicon { path: path.display().to_string(), digest, pairs }))
}

/// The pair of a line, or what is wrong with it.
fn row(line: &str) -> Result<Confusion, String> {
    let row: Row = serde_json::from_str(line).map_err(|error| {
        // The parser counts within the line; only its column means something here.
        let message = error.to_string();
        format!("{} at column {}", message.split(" at line").next().unwrap_or_default(), error.column())
    })?;
    let Row { before, after, documents, families, against, weight } = row;
    if !(0.0..=1.0).contains(&weight) {
        return Err(format!("\"weight\" is {weight}, but a probability lies between 0 and 1"));
    }
    if !is_phrase(&before) || !is_phrase(&after) || before == after {
        return Err(format!(
            "{before:?} for {after:?} are no two phrases in lower case, their words parted by single spaces"
        ));
    }
    if families > documents {
        return Err(format!("{families} families cannot come from {documents} documents"));
    }
    Ok(Confusion { before, after, documents, families, against, weight })
}

fn is_phrase(text: &str) -> bool {
    text.split(' ').all(|word| !word.is_empty() && !word.contains(char::is_whitespace)) && text.to_lowercase() == text
}
