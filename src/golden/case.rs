//! A golden case as it stands on disk, before it is run.

use std::fs;
use std::io;
use std::ops::Range;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use toml::de::DeTable;

use crate::config::{self, Config, nearest};
use crate::error::{Error, Misconfigured, Result};
use crate::pipeline;

/// What a case is about.
#[derive(Debug, Clone)]
pub struct Case {
    /// The name of its folder.
    pub name: String,
    /// Its folder.
    pub folder: PathBuf,
    /// What it shows.
    pub why: String,
    /// The inputs of its run.
    pub inputs: Vec<PathBuf>,
    /// The document that it watches; `None` for all.
    pub document: Option<String>,
    /// Where its documents come from, where they do not say so themselves.
    pub source: Option<String>,
    /// Words that the clean text must hold, whatever is accepted.
    pub must: Vec<String>,
    /// Words that it must not hold.
    pub must_not: Vec<String>,
    /// Why the accepted results are not reached yet: they say what is right, and differ until that is mended.
    pub known_failure: Option<String>,
    /// The settings of its run.
    pub config: Config,
    /// What is wrong with its `case.toml`, in one sentence; then nothing else of it is known, and it cannot be run.
    pub wrong: Option<String>,
}

/// `case.toml`.
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
    /// Read for itself, so that what is wrong with it is told with its place.
    #[serde(default, rename = "config")]
    _config: toml::Table,
}

/// Its keys.
const KEYS: [&str; 8] = ["why", "input", "document", "source", "must", "must_not", "known_failure", "config"];

fn default_input() -> Vec<PathBuf> {
    vec!["input".into()]
}

pub(super) const CASE_FILE: &str = "case.toml";

/// The cases of a suite in the order of their names; `only` these, if any are named. One whose `case.toml` is wrong stands among
/// them and says so: it is no reason not to check the others.
///
/// # Errors
/// If the suite cannot be read or is empty, or a name is unknown.
pub fn load(suite: &Path, only: &[String]) -> Result<Vec<Case>> {
    let complain = |source| Error::Read { path: suite.to_owned(), source };
    let mut names = Vec::new();
    let entries = match fs::read_dir(suite) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            return Err(Error::Golden(format!(
                "there is no golden suite {}: unspin golden add FILE --why TEXT begins one, --dir DIR names another",
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
            "the golden suite {} is empty: unspin golden add FILE --why TEXT makes a case of a real record",
            suite.display()
        )));
    }
    for name in only {
        let name = name.trim_end_matches('/');
        if !names.iter().any(|known| known == name) {
            let hint = match nearest(name, names.iter().map(String::as_str)) {
                Some(near) => format!("did you mean {near:?}?"),
                None => format!("it holds {}", some(&names)),
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

/// The first of many names.
fn some(names: &[String]) -> String {
    /// A suite may have hundreds.
    const NAMED: usize = 10;
    let more = if names.len() > NAMED { format!(" and {} more", names.len() - NAMED) } else { String::new() };
    format!("{}{more}", names[..names.len().min(NAMED)].join(", "))
}

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
        return Err(wrong("say in `why` what the case shows"));
    }
    if file.known_failure.as_ref().is_some_and(|why| why.trim().is_empty()) {
        return Err(wrong("say in `known_failure` why the case fails"));
    }
    if file.must.iter().chain(&file.must_not).any(String::is_empty) {
        return Err(wrong("an empty `must` or `must_not` says nothing"));
    }
    if file.input.is_empty() {
        return Err(wrong("name at least one input"));
    }
    let config = config::checked(&text, &shown.to_string(), Some("config"), pipeline::check_rules)?;
    let inputs = file.input.iter().map(|input| real(&folder.join(input))).collect::<Result<_>>()?;
    let CaseFile { why, document, source, must, must_not, known_failure, .. } = file;
    Ok(Case { name, folder, why, inputs, document, source, must, must_not, known_failure, config, wrong: None })
}

/// The path without `..` and links, so that cases which name one input in two ways share its run.
fn real(path: &Path) -> Result<PathBuf> {
    path.canonicalize().map_err(|source: io::Error| Error::Read { path: path.to_owned(), source })
}

impl Case {
    /// What two cases have in common that can share a run.
    pub(super) fn run_key(&self) -> (Vec<PathBuf>, String) {
        let config = serde_json::to_string(&self.config).expect("a configuration is plain data");
        (self.inputs.clone(), config)
    }
}
