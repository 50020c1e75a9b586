//! Reads a lexicon, as `unspin lexicon learn` writes it.

use std::path::Path;

use xxhash_rust::xxh3::xxh3_128;

use super::rows::{json, rows};
use crate::error::{Error, Result};
use crate::model::{Confusion, Lexicon, ReusedLexicon};

/// The end of every error message about a line.
const WANTED: &str = "a lexicon is a file that `unspin lexicon learn IN -o FILE` writes, with the fields \"before\", \"after\", \"documents\", \"families\", \"weight\"";

/// The lexicon of a file, and the description of it in the report of a run.
///
/// # Errors
/// If the file cannot be read, or a line is not a pair of phrases.
pub fn lexicon(path: &Path) -> Result<(Lexicon, ReusedLexicon)> {
    let bytes = std::fs::read(path).map_err(|source| Error::Read { path: path.to_owned(), source })?;
    let digest = format!("xxh3-128:{:032x}", xxh3_128(&bytes));
    let rows = rows(path, &bytes, row, WANTED)?;
    let pairs = rows.len();
    Ok((Lexicon::new(rows), ReusedLexicon { path: path.display().to_string(), digest, pairs }))
}

/// The pair of a line, or a description of its error.
fn row(line: &str) -> Result<Confusion, String> {
    let row: Confusion = json(line)?;
    let Confusion { before, after, documents, families, weight, .. } = &row;
    if !(0.0..=1.0).contains(weight) {
        return Err(format!("\"weight\" is {weight}, but must be between 0 and 1"));
    }
    if !is_phrase(before) || !is_phrase(after) || before == after {
        return Err(format!(
            "{before:?} and {after:?} must be two different phrases in lower case with single spaces between words"
        ));
    }
    if families > documents {
        return Err(format!("{families} families cannot come from {documents} documents"));
    }
    Ok(row)
}

fn is_phrase(text: &str) -> bool {
    text.split(' ').all(|word| !word.is_empty() && !word.contains(char::is_whitespace)) && text.to_lowercase() == text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_names_the_line_that_is_not_a_pair() {
        let home = tempfile::tempdir().expect("a place to test");
        let file = home.path().join("lexicon.jsonl");
        let good = r#"{"before":"casa","after":"house","documents":3,"families":2,"against":1,"weight":0.98}"#;
        std::fs::write(&file, format!("{good}\n\n")).expect("it can be written");
        let (read, named) = lexicon(&file).expect("it is a lexicon");
        assert_eq!((read.rows().len(), named.pairs, named.digest.len()), (1, 1, 41));
        assert_eq!(read.get("casa", "house").map(|row| (row.documents, row.against)), Some((3, 1)));

        for (line, complaint) in [
            ("casa: house", "expected value at column 1"),
            (r#"{"before":"casa","after":"house","documents":3,"families":2}"#, "missing field `weight`"),
            (&good.replace("0.98", "1.5"), "between 0 and 1"),
            (&good.replace("casa", "La casa"), "two different phrases in lower case"),
            (&good.replace("casa", "la  casa"), "two different phrases in lower case"),
            (&good.replace("casa", "house"), "two different phrases in lower case"),
            (&good.replace(":3", ":1"), "2 families cannot come from 1 documents"),
        ] {
            std::fs::write(&file, format!("{good}\n{line}\n")).expect("it can be written");
            let message = lexicon(&file).expect_err("the second line is wrong").to_string();
            assert!(message.contains("lexicon.jsonl line 2: ") && message.contains(complaint), "{message}");
            assert!(message.contains("unspin lexicon learn"), "the way out: {message}");
        }
        assert!(lexicon(&home.path().join("none")).is_err());
    }
}
