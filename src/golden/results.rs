//! The results of a case, as the text of its three files.

use std::path::Path;

use serde_json::{Map, Value, json};

use crate::error::{Error, Result};
use crate::model::{DocumentReport, RunReport, Stance};
use crate::report;

use super::Case;

/// The clean text.
const TEXT: &str = "expected.txt";
/// Edits and repairs.
const CHANGES: &str = "changes.jsonl";
/// The rest.
const DOCUMENT: &str = "document.json";

/// What a case watches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Results {
    /// The clean text of the document; of several, each below a line with its id.
    pub text: String,
    /// Edits and repairs, one a line, sorted by document and place.
    pub changes: String,
    /// Cluster, role, links, encoding and spun score.
    pub document: String,
}

impl Results {
    /// The files that hold them: names and contents.
    pub fn files(&self) -> [(&'static str, &str); 3] {
        [(TEXT, &self.text), (CHANGES, &self.changes), (DOCUMENT, &self.document)]
    }

    /// The accepted results of a case; `None` if any file is missing.
    pub(super) fn read(folder: &Path) -> Result<Option<Self>> {
        let (text, changes, document) = (
            super::read(&folder.join(TEXT))?,
            super::read(&folder.join(CHANGES))?,
            super::read(&folder.join(DOCUMENT))?,
        );
        Ok(match (text, changes, document) {
            (Some(text), Some(changes), Some(document)) => Some(Results { text, changes, document }),
            _ => None,
        })
    }
}

/// What a run says of the documents that a case watches.
pub(super) fn of(report: &RunReport, case: &Case) -> Result<Results> {
    let mut watched: Vec<&DocumentReport> = report
        .documents
        .iter()
        .filter(|document| case.document.as_deref().is_none_or(|id| *id == *document.document.raw.id))
        .collect();
    watched.sort_by(|a, b| a.document.raw.id.cmp(&b.document.raw.id));
    if watched.is_empty() {
        let name = &case.name;
        return Err(Error::Golden(match &case.document {
            Some(id) => format!(
                "the golden case {name} watches document {id}, but its inputs do not hold it or it cannot be cleaned; mend \
                 `document` or `input` in case.toml"
            ),
            None => format!(
                "the inputs of the golden case {name} hold no document that can be cleaned; put one there, or remove the case"
            ),
        }));
    }
    let one = case.document.is_some();
    let text = match one {
        true => watched[0].text().to_owned(),
        false => watched.iter().map(|d| format!("=== {}\n{}\n", d.document.raw.id, d.text())).collect(),
    };
    let rows = watched.iter().flat_map(|document| changes(document, one));
    let mut facts: Vec<Value> = watched.iter().map(|document| facts(report, document)).collect();
    let facts = if one { facts.swap_remove(0) } else { Value::Array(facts) };
    Ok(Results {
        text,
        changes: rows.map(|row| format!("{}\n", Value::Object(row))).collect(),
        document: format!("{facts:#}\n"),
    })
}

/// Edits and repairs by place; `by` is the rule, or `repair.` and the kind.
fn changes(document: &DocumentReport, one: bool) -> Vec<Map<String, Value>> {
    let mut rows = Vec::new();
    let mut row = |by: String, start: usize, end: usize, before: &str, after: &str, more: Value| {
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
        row(edit.rule.to_string(), edit.span.start, edit.span.end, &edit.before, &edit.after, also);
    }
    for repair in &document.repairs {
        let siblings = |stance| -> Vec<&str> {
            repair.witnesses.iter().filter(|witness| witness.stance == stance).map(|witness| &*witness.doc).collect()
        };
        let more = json!({
            "verdict": repair.verdict.name(),
            "band": repair.band.name(),
            "confidence": report::score(repair.confidence),
            "for": siblings(Stance::For),
            "against": siblings(Stance::Against),
        });
        let by = format!("repair.{}", repair.kind.name());
        row(by, repair.original.start, repair.original.end, &repair.before, &repair.after, more);
    }
    // Stable: an edit stays before the repair of its words.
    rows.sort_by_key(|(place, _)| *place);
    rows.into_iter().map(|(_, row)| row).collect()
}

/// What is known of a document beside its text.
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
