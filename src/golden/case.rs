//! A golden case as read from disk, before it is run.

use std::fs;
use std::io;
use std::ops::Range;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use toml::de::DeTable;

use crate::config::{self, Config, nearest};
use crate::error::{Error, Misconfigured, Result};
use crate::pipeline;

/// A golden case.
#[derive(Debug, Clone)]
pub struct Case {
    /// The name of its folder.
    pub name: String,
    /// Its folder.
    pub folder: PathBuf,
    /// What the case tests.
    pub why: String,
    /// The inputs of its run.
    pub inputs: Vec<PathBuf>,
    /// The id of the document whose results are compared; `None` for all documents.
    pub document: Option<String>,
    /// The source of its documents; it overrides the source that they name themselves.
    pub source: Option<String>,
    /// Text that the clean text must contain. `accept` refuses a result without it.
    pub must: Vec<String>,
    /// Text that the clean text must not contain.
    pub must_not: Vec<String>,
    /// For a known failure, why the current results differ from the accepted ones, which are right.
    pub known_failure: Option<String>,
    /// The settings of its run.
    pub config: Config,
    /// What is wrong with `case.toml`, in one sentence. In that case only the name and the folder
    /// are known, and the case cannot be run.
    pub wrong: Option<String>,
}

/// The content of `case.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct CaseFile {
    why: String,
    #[serde(default = "default_input")]
    input: Vec<PathBuf>,
    document: Option<String>,
    source: Option<String>,
    #[serde(default)]
    must: Vec<String>,
    #[serde(default)]
    must_not: Vec<String>,
    known_failure: Option<String>,
    /// Not read here: [`config::checked`] reads the table, and reports errors with their positions.
    #[serde(default, rename = "config")]
    _config: toml::Table,
}

/// The keys of `case.toml`.
const KEYS: [&str; 8] = ["why", "input", "document", "source", "must", "must_not", "known_failure", "config"];

fn default_input() -> Vec<PathBuf> {
    vec!["input".into()]
}

pub(super) const CASE_FILE: &str = "case.toml";

/// Loads the cases of a suite in the order of their names; only those named in `only`, unless it is
/// empty. A case whose `case.toml` is wrong is included, with [`Case::wrong`] set, so that the
/// others can be checked.
///
/// # Errors
/// If the suite cannot be read or is empty, or a name is unknown.
pub fn load(suite: &Path, only: &[String]) -> Result<Vec<Case>> {
    let complain = |source| Error::Read { path: suite.to_owned(), source };
    let mut names = Vec::new();
    let entries = match fs::read_dir(suite) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            return Err(Error::Golden(format!(
                "there is no golden suite in {}; create one with unspin golden add FILE --why TEXT, or name another with --dir DIR",
                suite.display()
            )));
        }
        entries => entries.map_err(complain)?,
    };
    for entry in entries {
        let entry = entry.map_err(complain)?;
        if entry.path().join(CASE_FILE).is_file() {
            names.push(entry.file_name().to_string_lossy().into_owned());
        }
    }
    names.sort();
    if names.is_empty() {
        return Err(Error::Golden(format!(
            "the golden suite {} is empty; create a case with unspin golden add FILE --why TEXT",
            suite.display()
        )));
    }
    for name in only {
        let name = name.trim_end_matches('/');
        if !names.iter().any(|known| known == name) {
            let hint = match nearest(name, names.iter().map(String::as_str)) {
                Some(near) => format!("did you mean {near:?}?"),
                None => format!("the cases are {}", listed(&names)),
            };
            return Err(Error::Golden(format!("there is no golden case {name:?} in {}; {hint}", suite.display())));
        }
    }
    let wanted = |name: &String| only.is_empty() || only.iter().any(|one| one.trim_end_matches('/') == name);
    let read = |name: String| {
        let nothing = |wrong: Error| Case {
            name: name.clone(),
            folder: suite.join(&name),
            why: String::new(),
            inputs: Vec::new(),
            document: None,
            source: None,
            must: Vec::new(),
            must_not: Vec::new(),
            known_failure: None,
            config: Config::default(),
            wrong: Some(wrong.to_string()),
        };
        read(suite, name.clone()).unwrap_or_else(nothing)
    };
    Ok(names.into_iter().filter(wanted).map(read).collect())
}

/// Names as a list. Only the first are named, further ones are counted.
fn listed(names: &[String]) -> String {
    /// The number of names that are listed.
    const NAMED: usize = 10;
    let more = if names.len() > NAMED { format!(" and {} more", names.len() - NAMED) } else { String::new() };
    format!("{}{more}", names[..names.len().min(NAMED)].join(", "))
}

/// Reads a case.
fn read(suite: &Path, name: String) -> Result<Case> {
    let folder = suite.join(&name);
    let path = folder.join(CASE_FILE);
    let shown = path.display();
    let text = fs::read_to_string(&path).map_err(|source| Error::Read { path: path.clone(), source })?;
    let wrong = |message: &str| Error::Golden(format!("{shown}: {message}"));
    let misplaced = |span: Option<Range<usize>>, message: String| {
        let (name, text, span) = (shown.to_string(), text.clone(), span.unwrap_or_default());
        Error::Config(Box::new(Misconfigured { name, text, span, message }))
    };
    let syntax = |error: toml::de::Error| misplaced(error.span(), error.message().replace('\n', " "));
    let table = DeTable::parse(&text).map_err(syntax)?;
    let unknown =
        table.get_ref().keys().filter(|key| !KEYS.contains(&&**key.get_ref())).min_by_key(|key| key.span().start);
    if let Some(key) = unknown {
        let name = key.get_ref();
        return Err(misplaced(Some(key.span()), format!("unknown key `{name}`; {}", config::meant(name, &KEYS))));
    }
    let file: CaseFile = toml::from_str(&text).map_err(syntax)?;
    if file.why.trim().is_empty() {
        return Err(wrong("`why` must describe what the case tests"));
    }
    if file.known_failure.as_ref().is_some_and(|why| why.trim().is_empty()) {
        return Err(wrong("`known_failure` must give the reason"));
    }
    if file.must.iter().chain(&file.must_not).any(String::is_empty) {
        return Err(wrong("`must` and `must_not` must not contain empty text"));
    }
    if file.input.is_empty() {
        return Err(wrong("`input` must name at least one file or folder"));
    }
    let config = config::checked(&text, &shown.to_string(), Some("config"), pipeline::check_rules)?;
    let inputs = file.input.iter().map(|input| real(&folder.join(input))).collect::<Result<_>>()?;
    let CaseFile { why, document, source, must, must_not, known_failure, .. } = file;
    Ok(Case { name, folder, why, inputs, document, source, must, must_not, known_failure, config, wrong: None })
}

/// The path with `..` and links resolved, so that cases that name one input in two ways share a
/// run.
fn real(path: &Path) -> Result<PathBuf> {
    path.canonicalize().map_err(|source: io::Error| Error::Read { path: path.to_owned(), source })
}

impl Case {
    /// The inputs and settings. Cases for which they are equal share a run.
    pub(super) fn run_key(&self) -> (Vec<PathBuf>, String) {
        let config = serde_json::to_string(&self.config).expect("a configuration is plain data");
        (self.inputs.clone(), config)
    }
}
