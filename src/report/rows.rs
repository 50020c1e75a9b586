//! The rows of the JSONL files: one object a line, fields in a fixed order, numbers in a short fixed form.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::{Map, Value, json};

use crate::model::{
    Cluster, Confusion, Damage, DocumentReport, Edit, Failure, Link, RawDocument, Rejected, Repair, Segment, Span,
    Verdict, Witness,
};

/// Scores are written with four decimals at most: more than any of them means, and no trace of the order of sums.
const SCORE_STEPS: f64 = 10_000.0;

/// Writes one row and the line's end.
///
/// # Errors
/// If it cannot be written.
pub fn write_row(out: &mut (impl Write + ?Sized), row: &impl Serialize) -> io::Result<()> {
    serde_json::to_writer(&mut *out, row)?;
    out.write_all(b"\n")
}

/// A score in its short form; `null` where it is no number.
pub fn score(value: f64) -> Value {
    let rounded = (value * SCORE_STEPS).round() / SCORE_STEPS;
    // Without a fraction it stays `1.0`, so that every reader takes the column for floats.
    serde_json::Number::from_f64(if rounded == 0.0 { 0.0 } else { rounded }).map_or(Value::Null, Value::Number)
}

/// The id and the other fields of a record, with `text` for its text.
fn record(raw: &RawDocument, text: &str) -> Map<String, Value> {
    let mut row = Map::new();
    row.insert("id".into(), json!(&*raw.id));
    for (name, value) in raw.fields.iter().filter(|(name, _)| *name != "id") {
        row.insert(name.clone(), value.clone());
    }
    row.insert("text".into(), json!(text));
    row
}

/// A row of a lexicon.
pub fn confusion_row(row: &Confusion) -> Value {
    json!({
        "before": row.before,
        "after": row.after,
        "documents": row.documents,
        "families": row.families,
        "against": row.against,
        "weight": score(row.weight),
    })
}

/// A row of `documents.jsonl`; `file` is the name of its text in the run folder. Where a record brought a field of
/// the same name, such as the `edits` of an earlier run, ours replaces it.
pub fn document_row(report: &DocumentReport, clusters: &[Cluster], file: Option<&str>) -> Map<String, Value> {
    let cluster = report.cluster.map(|at| &clusters[at]);
    let duplicate_of = cluster.map(|cluster| &*cluster.kept).filter(|kept| *kept != &*report.document.raw.id);
    let count = |verdict| report.repairs.iter().filter(|repair| repair.verdict == verdict).count();
    let mut row = record(&report.document.raw, report.text());
    row.insert("cluster".into(), json!(cluster.map(|cluster| &*cluster.cluster)));
    row.insert("role".into(), json!(report.role.name()));
    row.insert("duplicate_of".into(), json!(duplicate_of));
    row.insert("spun_score".into(), score(report.spun_score));
    row.insert("damage".into(), json!(report.damage.map(Damage::name)));
    row.insert("language_known".into(), json!(report.language_known));
    row.insert("encoding".into(), json!(report.document.raw.encoding));
    row.insert("edits".into(), json!(report.document.patch.edits().len()));
    row.insert(
        "repairs".into(),
        json!({
            "accepted": count(Verdict::Accepted),
            "pending": count(Verdict::Pending),
            "rejected": count(Verdict::Rejected),
        }),
    );
    if let Some(file) = file {
        row.insert("file".into(), json!(file));
    }
    row
}

/// A record with its new text.
pub fn normalized_row(raw: &RawDocument, text: &str) -> Map<String, Value> {
    record(raw, text)
}

/// A document's labelled lines.
pub fn segments_row(raw: &RawDocument, segments: &[Segment]) -> impl Serialize + use<> {
    json!({ "id": &*raw.id, "segments": segments })
}

/// Rows of `edits.jsonl`.
pub fn edit_rows(report: &DocumentReport) -> impl Iterator<Item = impl Serialize> {
    #[derive(Serialize)]
    struct Row<'a> {
        doc: &'a str,
        #[serde(flatten)]
        edit: &'a Edit,
    }
    report.document.patch.edits().iter().map(|edit| Row { doc: &report.document.raw.id, edit })
}

/// A row of `repairs.jsonl`; places in bytes of the original.
pub fn repair_row(repair: &Repair) -> impl Serialize {
    #[derive(Serialize)]
    struct Row<'a> {
        id: &'a str,
        doc: &'a str,
        start: usize,
        end: usize,
        before: &'a str,
        after: &'a str,
        kind: &'static str,
        confidence: Value,
        band: &'static str,
        verdict: &'static str,
        by: &'a str,
        witnesses: &'a [Witness],
        #[serde(skip_serializing_if = "<[Rejected]>::is_empty")]
        rejected: &'a [Rejected],
        #[serde(skip_serializing_if = "Map::is_empty")]
        scores: Map<String, Value>,
    }
    Row {
        id: &repair.id,
        doc: &repair.doc,
        start: repair.original.start,
        end: repair.original.end,
        before: &repair.before,
        after: &repair.after,
        kind: repair.kind.name(),
        confidence: score(repair.confidence),
        band: repair.band.name(),
        verdict: repair.verdict.name(),
        by: &repair.by,
        witnesses: &repair.witnesses,
        rejected: &repair.rejected,
        scores: repair.scores.iter().map(|&(name, value)| (name.to_owned(), score(value))).collect(),
    }
}

/// A row of `links.jsonl`.
pub fn link_row(link: &Link) -> impl Serialize + use<> {
    let place = |span: Span<_>| json!([span.start, span.end]);
    let passages: Vec<Value> =
        link.passages.iter().map(|pair| json!({ "a": place(pair.a), "b": place(pair.b) })).collect();
    json!({
        "a": &*link.a,
        "b": &*link.b,
        "relation": link.relation.name(),
        "similarity": score(link.similarity),
        "jaccard": score(link.jaccard),
        "containment_a": score(link.containment_a),
        "containment_b": score(link.containment_b),
        "passages": passages,
    })
}

/// A row of `clusters.jsonl`.
pub fn cluster_row(cluster: &Cluster) -> &Cluster {
    cluster
}

/// A row of the file that `--errors` names.
pub fn failure_row(failure: &Failure) -> &Failure {
    failure
}
