//! The results of a case, as the contents of its three files.

use std::fs;
use std::io;
use std::path::Path;

use serde_json::{Map, Value, json};

use crate::error::{Error, Result};
use crate::model::{DocumentReport, RunReport, Stance};
use crate::report;

use super::case::Case;

/// The file of the clean text.
const TEXT: &str = "expected.txt";
/// The file of edits and repairs.
const CHANGES: &str = "changes.jsonl";
/// The file of all other results.
const DOCUMENT: &str = "document.json";

/// The results of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Results {
    /// The clean text of the document. If there are several, each follows a line with its id.
    pub text: String,
    /// Edits and repairs as JSON, one a line, sorted by document and position.
    pub changes: String,
    /// Cluster, role, links, encoding and spun score, as JSON.
    pub document: String,
}

impl Results {
    /// The names and contents of the three files.
    pub fn files(&self) -> [(&'static str, &str); 3] {
        [(TEXT, &self.text), (CHANGES, &self.changes), (DOCUMENT, &self.document)]
    }

    /// The accepted results of a case; `None` if any file is missing.
    pub(super) fn read(folder: &Path) -> Result<Option<Self>> {
        let (text, changes, document) =
            (read_file(&folder.join(TEXT))?, read_file(&folder.join(CHANGES))?, read_file(&folder.join(DOCUMENT))?);
        Ok(match (text, changes, document) {
            (Some(text), Some(changes), Some(document)) => Some(Results { text, changes, document }),
            _ => None,
        })
    }
}

/// The results of a run for the documents of a case.
///
/// # Errors
/// If the run contains none of them.
pub(super) fn of(report: &RunReport, case: &Case) -> Result<Results> {
    let mut documents: Vec<&DocumentReport> = report
        .documents
        .iter()
        .filter(|document| case.document.as_deref().is_none_or(|id| *id == *document.document.raw.id))
        .collect();
    documents.sort_by(|a, b| a.document.raw.id.cmp(&b.document.raw.id));
    if documents.is_empty() {
        let name = &case.name;
        return Err(Error::Golden(match &case.document {
            Some(id) => format!(
                "the golden case {name} is about document {id}, but its inputs do not contain it, or it could not be \
                 cleaned; correct `document` or `input` in case.toml"
            ),
            None => format!(
                "the inputs of the golden case {name} contain no document that can be cleaned; add one, or remove the case"
            ),
        }));
    }
    let one = case.document.is_some();
    let text = match one {
        true => documents[0].text().to_owned(),
        false => documents.iter().map(|d| format!("=== {}\n{}\n", d.document.raw.id, d.text())).collect(),
    };
    let rows = documents.iter().flat_map(|document| changes(document, one));
    let mut facts: Vec<Value> = documents.iter().map(|document| facts(report, document)).collect();
    let facts = if one { facts.swap_remove(0) } else { Value::Array(facts) };
    Ok(Results {
        text,
        changes: rows.map(|row| format!("{}\n", Value::Object(row))).collect(),
        document: format!("{facts:#}\n"),
    })
}

/// The edits and repairs of a document as rows of `changes.jsonl`, by position. `by` is the rule,
/// or `repair.` and the kind. A row names its document unless the case has only `one`.
fn changes(document: &DocumentReport, one: bool) -> Vec<Map<String, Value>> {
    let mut rows = Vec::new();
    let mut row = |by: String, (start, end): (usize, usize), (before, after): (&str, &str), more: Value| {
        let mut row = Map::new();
        row.insert("by".into(), json!(by));
        if !one {
            row.insert("doc".into(), json!(&*document.document.raw.id));
        }
        for (name, value) in
            [("start", json!(start)), ("end", json!(end)), ("before", json!(before)), ("after", json!(after))]
        {
            row.insert(name.into(), value);
        }
        if let Value::Object(more) = more {
            row.extend(more);
        }
        rows.push(((start, end), row));
    };
    for edit in document.document.patch.edits() {
        let also = if edit.also.is_empty() { Value::Null } else { json!({ "also": edit.also }) };
        row(edit.rule.to_string(), (edit.span.start, edit.span.end), (&edit.before, &edit.after), also);
    }
    for repair in &document.repairs {
        let witnesses = |stance| -> Vec<&str> {
            repair.witnesses.iter().filter(|witness| witness.stance == stance).map(|witness| &*witness.doc).collect()
        };
        let more = json!({
            "verdict": repair.verdict.name(),
            "band": repair.band.name(),
            "confidence": report::score(repair.confidence),
            "for": witnesses(Stance::For),
            "against": witnesses(Stance::Against),
        });
        let by = format!("repair.{}", repair.kind.name());
        row(by, (repair.original.start, repair.original.end), (&repair.before, &repair.after), more);
    }
    // The sort is stable: an edit stays before a repair at the same position.
    rows.sort_by_key(|(position, _)| *position);
    rows.into_iter().map(|(_, row)| row).collect()
}

/// The row of a document in `document.json`.
fn facts(report: &RunReport, document: &DocumentReport) -> Value {
    let id = &document.document.raw.id;
    let cluster = document.cluster.map(|at| &report.clusters[at]);
    let links: Vec<Value> = report
        .links
        .iter()
        .filter(|link| link.a == *id || link.b == *id)
        .map(|link| {
            let other = if link.a == *id { &link.b } else { &link.a };
            json!({
                "with": &**other,
                "relation": link.relation.name(),
                "similarity": report::score(link.similarity),
                "passages": link.passages.len(),
            })
        })
        .collect();
    json!({
        "id": &**id,
        "role": document.role.name(),
        "cluster": cluster.map(|cluster| &*cluster.cluster),
        "duplicate_of": cluster.map(|cluster| &*cluster.kept).filter(|kept| *kept != &**id),
        "encoding": document.document.raw.encoding,
        "spun_score": report::score(document.spun_score),
        "links": links,
    })
}

/// The content of a file; `None` if it does not exist.
pub(super) fn read_file(path: &Path) -> Result<Option<String>> {
    match fs::read(path) {
        // Invalid UTF-8 becomes U+FFFD, which differs from everything that is written here.
        Ok(bytes) => Ok(Some(String::from_utf8_lossy(&bytes).into_owned())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(source) => Err(Error::Read { path: path.to_owned(), source }),
    }
}

/// Removes a file, if it exists.
pub(super) fn remove_file(path: &Path) -> Result<()> {
    match fs::remove_file(path) {
        Err(source) if source.kind() != io::ErrorKind::NotFound => Err(Error::Write { path: path.to_owned(), source }),
        _ => Ok(()),
    }
}
