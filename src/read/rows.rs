//! Reads a file of JSON lines in which every line counts, such as decisions: a wrong line is an
//! error.

use std::path::Path;

use serde::de::DeserializeOwned;

use crate::error::{Error, Result};

/// The rows in the bytes of a file, in its order. `row` returns the row of a line or a description
/// of its error; `wanted` describes a correct line and ends every message. Empty lines are skipped.
pub(super) fn rows<T>(
    path: &Path,
    bytes: &[u8],
    row: impl Fn(&str) -> Result<T, String>,
    wanted: &str,
) -> Result<Vec<T>> {
    let text = String::from_utf8_lossy(bytes);
    let lines = text.trim_start_matches('\u{feff}').lines().enumerate();
    lines
        .filter(|(_, line)| !line.trim().is_empty())
        .map(|(number, line)| {
            row(line).map_err(|wrong| {
                let (path, line) = (path.display(), number + 1);
                Error::Malformed(format!("{path} line {line}: {wrong}; {wanted}"))
            })
        })
        .collect()
}

/// Parses a line as JSON; the error describes what is wrong.
pub(super) fn json<T: DeserializeOwned>(line: &str) -> Result<T, String> {
    serde_json::from_str(line).map_err(|error| {
        // The parser sees one line only, so its line number is dropped and its column kept.
        let message = error.to_string();
        format!("{} at column {}", message.split(" at line").next().unwrap_or_default(), error.column())
    })
}
