//! The report of a run: documents, links, clusters, and what failed.

use serde::{Deserialize, Serialize};

use super::named::named_enum;
use super::{
    Cluster, Counts, Damage, Document, Edit, EditRow, Lexicon, Link, Origin, Patch, RawDocument, Repair, Segment,
};

/// The result of a run.
#[derive(Debug, Clone, Default, PartialEq)]
#[non_exhaustive]
pub struct RunReport {
    /// The documents in input order.
    pub documents: Vec<DocumentReport>,
    /// Verified links, sorted by (a, b).
    pub links: Vec<Link>,
    /// Clusters of copies, sorted by their names.
    pub clusters: Vec<Cluster>,
    /// Records that could not be cleaned, in input order.
    pub failures: Vec<Failure>,
    /// Inputs that were passed over on purpose, with the reason, in input order.
    pub skipped: Vec<Failure>,
    /// The substitutes that spinners wrote, those of an earlier lexicon included.
    pub lexicon: Lexicon,
    /// The file of the lexicon of an earlier run, if one was used: the repairs depend on it.
    pub reused: Option<ReusedLexicon>,
    /// Wall time of each stage, in the order of the run. It is not part of any result.
    pub timings: Vec<Timing>,
}

/// The lexicon of an earlier run, as `run.json` names it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReusedLexicon {
    /// Its path, as it was given.
    pub path: String,
    /// XXH3-128 of its bytes, in hexadecimal digits: `xxh3-128:…`.
    pub digest: String,
    /// The number of its pairs.
    pub pairs: usize,
}

/// The content of `run.json`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct RunInfo {
    /// The name of the program: `unspin`.
    pub tool: String,
    /// The version of the layout of the files.
    pub format: u32,
    /// The version of the program.
    pub version: String,
    /// The subcommand.
    pub command: String,
    /// Its inputs, as given.
    pub inputs: Vec<String>,
    /// XXH3-128 of the configuration, in hexadecimal digits: `xxh3-128:…`.
    pub config_digest: String,
    /// The whole configuration with its defaults.
    pub config: serde_json::Value,
    /// The lexicon of an earlier run, if one was used.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lexicon: Option<ReusedLexicon>,
    /// How many documents, edits, links, clusters and repairs the run has.
    pub counts: Counts,
    /// Records that could not be cleaned, in input order.
    pub failures: Vec<Failure>,
    /// Inputs that were passed over on purpose, with the reason, in input order.
    pub skipped: Vec<Failure>,
    /// Wall time of each stage.
    pub timings: Vec<Timing>,
}

/// What a run found out about one document: the record, its clean text, and the edits and repairs
/// that lead there.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct DocumentReport {
    /// The record, its edits and its clean text.
    pub(crate) document: Document,
    /// The clean text with its accepted repairs; `None` if no repair was accepted.
    pub(crate) repaired: Option<String>,
    /// Every proposal for it, sorted by place.
    pub(crate) repairs: Vec<Repair>,
    /// The cluster that it belongs to, as a place in [`RunReport::clusters`].
    pub cluster: Option<usize>,
    /// Its part in that cluster.
    pub role: Role,
    /// Hits of the triage per 1,000 words: 0 for clean text, 5 and more for spun text. Also 0 if no
    /// step of the run needed the score of this document.
    pub spun_score: f64,
    /// The damage that the text shows without a comparison with others; `None` if there is none or
    /// the run did not look for it.
    pub damage: Option<Damage>,
    /// Whether the text is in a language that triage knows, which is English. Texts in other
    /// languages are not repaired.
    pub language_known: bool,
}

impl DocumentReport {
    /// Its id, unique in the run.
    pub fn id(&self) -> &str {
        &self.document.raw.id
    }

    /// The record as it came in.
    pub fn record(&self) -> &RawDocument {
        &self.document.raw
    }

    /// The text as it came in: what the places of edits and repairs count bytes of.
    pub fn original(&self) -> &str {
        &self.document.raw.text
    }

    /// The result: the clean text with its accepted repairs.
    pub fn text(&self) -> &str {
        self.repaired.as_deref().unwrap_or(&self.document.text)
    }

    /// The text after every edit and before any repair.
    pub fn clean_text(&self) -> &str {
        &self.document.text
    }

    /// The edits that lead from the original to the clean text, by place.
    pub fn edits(&self) -> &[Edit] {
        self.document.patch.edits()
    }

    /// The edits as a patch, which finds places of one text in the other and leads back to the
    /// original.
    pub fn patch(&self) -> &Patch {
        &self.document.patch
    }

    /// Every repair that was proposed for it, by place; the accepted ones lead from the clean text
    /// to the result.
    pub fn repairs(&self) -> &[Repair] {
        &self.repairs
    }

    /// The lines of the original with their labels, boilerplate among them.
    pub fn segments(&self) -> &[Segment] {
        &self.document.segments
    }

    /// The edits as rows of `edits.jsonl`.
    pub fn edit_rows(&self) -> impl Iterator<Item = EditRow<&Edit>> {
        self.edits().iter().map(|edit| EditRow { doc: self.document.raw.id.clone(), edit })
    }
}

named_enum! {
    /// The part of a document in its cluster.
    pub enum Role: "role" {
        /// It has no copies.
        Unique = "unique",
        /// It is the representative of its cluster.
        Kept = "kept",
        /// It is a duplicate of the representative.
        Duplicate = "duplicate",
    }
}

/// A record that was not cleaned, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failure {
    /// Which record.
    #[serde(flatten)]
    pub origin: Origin,
    /// One sentence on what is wrong, where, and what to do.
    pub message: String,
}

/// How long a stage took.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Timing {
    /// The stage.
    pub stage: String,
    /// Wall time in milliseconds.
    pub wall_ms: u64,
}
