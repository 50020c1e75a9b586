//! Creates a golden case from real records.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::case::CASE_FILE;
use crate::error::{Error, Result};

/// The description of a case to create.
#[derive(Debug, Clone)]
pub struct NewCase {
    /// The files to copy: first the one to compare, then its witnesses.
    pub inputs: Vec<PathBuf>,
    /// What the case tests.
    pub why: String,
    /// The id of the document to compare. If the first file is JSONL, only this record of it is
    /// copied. Default: the first file.
    pub document: Option<String>,
    /// The name of the case's folder. Default: made from the document's id or the first file's
    /// name.
    pub name: Option<String>,
}

/// Creates the folder of a case and returns its name. The case has no accepted results yet.
///
/// # Errors
/// If the case exists already, if `why` is empty, or if an input cannot be read.
pub fn add(suite: &Path, new: &NewCase) -> Result<String> {
    if new.why.trim().is_empty() {
        return Err(Error::Golden("--why must describe what the case tests".into()));
    }
    let Some(first) = new.inputs.first() else { return Err(Error::Golden("name at least one file".into())) };
    if new.inputs.iter().any(|input| input.as_os_str() == "-") {
        return Err(Error::Golden("standard input cannot be copied into a case; name a file".into()));
    }
    let stem = |path: &Path| path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let name = new.name.clone().unwrap_or_else(|| slug(new.document.as_deref().unwrap_or(&stem(first))));
    if name.is_empty() || name != slug(&name) {
        return Err(Error::Golden(format!(
            "{name:?} cannot be the name of a case; choose a --name of letters, digits, -, _ and ."
        )));
    }
    let folder = suite.join(&name);
    if folder.exists() {
        return Err(Error::Golden(format!("{} exists already; choose another --name", folder.display())));
    }
    let of_records = |input: &PathBuf| input.extension().is_some_and(|of| of == "jsonl" || of == "ndjson");
    let mut files: Vec<(String, Vec<u8>)> = Vec::new();
    for (number, input) in new.inputs.iter().enumerate() {
        let complain = |source| Error::Read { path: input.clone(), source };
        let file = input.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let records = of_records(input);
        let bytes = match &new.document {
            Some(id) if number == 0 && records => record(input, id)?,
            _ => fs::read(input).map_err(complain)?,
        };
        if files.iter().any(|(other, _)| *other == file) {
            return Err(Error::Golden(format!(
                "two inputs are named {file}, and a case can contain only one of them; rename one"
            )));
        }
        files.push((file, bytes));
    }
    if let Some(id) = &new.document
        && !new.inputs.iter().any(of_records)
        && !files.iter().any(|(file, _)| file == id)
    {
        let names: Vec<&str> = files.iter().map(|(file, _)| file.as_str()).collect();
        return Err(Error::Golden(format!(
            "there is no document {id}; the id of a file is its name: {}",
            names.join(", ")
        )));
    }
    let document = new.document.clone().or_else(|| {
        let text = first.extension().is_none_or(|extension| extension != "jsonl" && extension != "ndjson");
        (text && files.len() > 1).then(|| files[0].0.clone())
    });
    let mut table = toml::Table::new();
    table.insert("why".into(), toml::Value::String(new.why.trim().into()));
    if let Some(document) = document {
        table.insert("document".into(), toml::Value::String(document));
    }
    if let Some(source) = folder_name(first) {
        table.insert("source".into(), toml::Value::String(source));
    }
    write(&folder, files, &table).inspect_err(|_| {
        // An incomplete case would block the next attempt. The folder did not exist before.
        let _ = fs::remove_dir_all(&folder);
    })?;
    Ok(name)
}

/// Writes the input files and `case.toml`.
fn write(folder: &Path, files: Vec<(String, Vec<u8>)>, table: &toml::Table) -> Result<()> {
    let home = folder.join("input");
    fs::create_dir_all(&home).map_err(|source| Error::Write { path: home.clone(), source })?;
    let written = files.into_iter().map(|(file, bytes)| (home.join(file), bytes));
    for (path, bytes) in written.chain([(folder.join(CASE_FILE), table.to_string().into_bytes())]) {
        fs::write(&path, bytes).map_err(|source| Error::Write { path, source })?;
    }
    Ok(())
}

/// The name of the folder that contains a text file, as its source. `None` for pages and records,
/// which name their source themselves.
fn folder_name(file: &Path) -> Option<String> {
    let text = file.extension().is_none_or(|extension| extension == "txt" || extension == "text");
    let folder = file.canonicalize().ok().filter(|_| text)?;
    Some(folder.parent()?.file_name()?.to_string_lossy().into_owned())
}

/// The line of the record with this id, in a JSONL file.
fn record(path: &Path, id: &str) -> Result<Vec<u8>> {
    let complain = |source| Error::Read { path: path.to_owned(), source };
    for line in BufReader::new(fs::File::open(path).map_err(complain)?).split(b'\n') {
        let mut line = line.map_err(complain)?;
        // A line that is not a record cannot have the id. A line that is not UTF-8 can, and is
        // copied unchanged.
        let text = String::from_utf8_lossy(&line);
        let found =
            serde_json::from_str::<Value>(text.trim_start_matches('\u{feff}')).is_ok_and(|row| match &row["id"] {
                Value::String(text) => text == id,
                Value::Number(number) => number.to_string() == id,
                _ => false,
            });
        if found {
            line.push(b'\n');
            return Ok(line);
        }
    }
    Err(Error::Golden(format!("{} contains no record with the id {id}", path.display())))
}

/// A name for the folder of a case: other characters than letters, digits, `-`, `_` and `.` become
/// `-`.
fn slug(text: &str) -> String {
    let plain = |c: char| if c.is_alphanumeric() || "-_.".contains(c) { c } else { '-' };
    text.chars().map(plain).take(80).collect::<String>().trim_matches(['-', '.']).to_owned()
}
