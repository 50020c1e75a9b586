//! A file of JSON lines in which every line counts, such as what a reader decided: none is lost without a word.

use std::path::Path;

use serde::de::DeserializeOwned;

use crate::error::{Error, Result};

/// The rows of a file of these bytes, in its order. `row` gives the row of a line or what is wrong with it, `wanted` says what a line
/// is to be. Empty lines are none.
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

/// A line as JSON, or what is wrong with it.
pub(super) fn json<T: DeserializeOwned>(line: &str) -> Result<T, String> {
    serde_json::from_str(line).map_err(|error| {
        // The parser counts within the line; only its column means something here.
        let message = error.to_string();
        format!("{} at column {}", message.split(" at line").next().unwrap_or_default(), error.column())
    })
}
