//! Rows that put a document, its edits or its lines together for a file. Every other row of a file
//! is the type itself: [`Repair`](super::Repair), [`Link`](super::Link),
//! [`Cluster`](super::Cluster), [`Decision`](super::Decision), [`Confusion`](super::Confusion),
//! [`Failure`](super::Failure).

use serde::ser::{Error, SerializeMap};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::{Map, Value};

use super::{Cluster, Damage, DocId, DocumentReport, Edit, RawDocument, Role, Segment, Verdict, score};

/// A record with its text: what `unspin normalize` writes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct RecordRow {
    /// The id of the record.
    pub id: DocId,
    /// Every other field of the record, in its order.
    #[serde(flatten)]
    pub fields: Map<String, Value>,
    /// The text.
    pub text: String,
}

impl RecordRow {
    /// The record with another text.
    pub fn new(record: RawDocument, text: String) -> Self {
        RecordRow { id: record.id, fields: passed_through(record.fields), text }
    }
}

/// The fields of a record without those that every row has in their own place.
fn passed_through(mut fields: Map<String, Value>) -> Map<String, Value> {
    fields.shift_remove("id");
    fields.shift_remove("text");
    fields
}

/// A row of `documents.jsonl`: the record with its clean text, and what the run found.
///
/// If a record came with a field of one of the names in [`DocumentResult`], such as the `edits` of
/// an earlier run, the value of this run replaces it.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[non_exhaustive]
pub struct DocumentRow {
    /// The id of the document.
    pub id: DocId,
    /// The clean text with the accepted repairs.
    pub text: String,
    /// What the run found.
    #[serde(flatten)]
    pub result: DocumentResult,
    /// Every other field of the record, in its order.
    #[serde(flatten)]
    pub fields: Map<String, Value>,
}

/// What a row of `documents.jsonl` says of the document beside its text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct DocumentResult {
    /// The name of the cluster that it belongs to.
    pub cluster: Option<DocId>,
    /// Its part in that cluster.
    pub role: Role,
    /// The representative of which it is a duplicate.
    pub duplicate_of: Option<DocId>,
    /// See [`DocumentReport::spun_score`].
    #[serde(with = "score")]
    pub spun_score: f64,
    /// See [`DocumentReport::damage`].
    pub damage: Option<Damage>,
    /// See [`DocumentReport::language_known`].
    pub language_known: bool,
    /// The encoding that it was decoded from.
    pub encoding: String,
    /// How many edits it has.
    pub edits: usize,
    /// How many repairs it has.
    pub repairs: RepairCounts,
    /// The file of its text within the run folder, if its text is a file too.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "string_or_none")]
    pub file: Option<String>,
}

/// How many repairs of a document have which verdict.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RepairCounts {
    /// Those that are applied.
    pub accepted: usize,
    /// Those that need a decision.
    pub pending: usize,
    /// Those that are not applied.
    pub rejected: usize,
}

impl DocumentRow {
    /// The row of a document of a run. `clusters` are those of the run, `file` is the name of the
    /// file of its text in the run folder.
    pub fn new(report: &DocumentReport, clusters: &[Cluster], file: Option<String>) -> Self {
        let cluster = report.cluster.map(|at| &clusters[at]);
        let count = |verdict| report.repairs().iter().filter(|repair| repair.verdict == verdict).count();
        DocumentRow {
            id: report.record().id.clone(),
            text: report.text().to_owned(),
            result: DocumentResult {
                cluster: cluster.map(|cluster| cluster.cluster.clone()),
                role: report.role,
                duplicate_of: cluster.map(|cluster| cluster.kept.clone()).filter(|kept| **kept != *report.id()),
                spun_score: report.spun_score,
                damage: report.damage,
                language_known: report.language_known,
                encoding: report.record().encoding.to_owned(),
                edits: report.edits().len(),
                repairs: RepairCounts {
                    accepted: count(Verdict::Accepted),
                    pending: count(Verdict::Pending),
                    rejected: count(Verdict::Rejected),
                },
                file,
            },
            fields: passed_through(report.record().fields.clone()),
        }
    }
}

/// The id, the other fields of the record, the text, and the result. A derived implementation would
/// write a name twice that the record has too.
impl Serialize for DocumentRow {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let Value::Object(mut result) = serde_json::to_value(&self.result).map_err(S::Error::custom)? else {
            return Err(S::Error::custom("a result is an object"));
        };
        let mut row = to.serialize_map(None)?;
        row.serialize_entry("id", &self.id)?;
        for (name, value) in &self.fields {
            row.serialize_entry(name, &result.shift_remove(name).as_ref().unwrap_or(value))?;
        }
        row.serialize_entry("text", &self.text)?;
        for (name, value) in &result {
            row.serialize_entry(name, value)?;
        }
        row.end()
    }
}

/// A record may come with a field `file` of any kind, which is not the name of a file of ours.
fn string_or_none<'de, D: Deserializer<'de>>(from: D) -> Result<Option<String>, D::Error> {
    Ok(match Value::deserialize(from)? {
        Value::String(file) => Some(file),
        _ => None,
    })
}

/// A row of `edits.jsonl`. It is written from a borrowed edit and read as an owned one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EditRow<E = Edit> {
    /// The document.
    pub doc: DocId,
    /// The edit.
    #[serde(flatten)]
    pub edit: E,
}

/// The labelled lines of a document: what `unspin segment` writes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SegmentsRow {
    /// The id of the document.
    pub id: DocId,
    /// Its lines, boilerplate among them.
    pub segments: Vec<Segment>,
}
