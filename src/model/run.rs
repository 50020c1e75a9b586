//! The report of a run: what came in, what changed, what was proposed, what failed.

use serde::{Deserialize, Serialize};

use super::named::named_enum;
use super::{Cluster, Damage, Document, Lexicon, Link, Origin, Repair};

/// Everything that a run found out, in the order in which it is written.
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
    /// What was learnt of spinners, added to what was known before.
    pub lexicon: Lexicon,
    /// The lexicon of an earlier run, if one was used: the repairs depend on it.
    pub reused: Option<ReusedLexicon>,
    /// Wall time of each stage, in the order of the walk. Not part of any result.
    pub timings: Vec<Timing>,
}

/// A file of an earlier run's lexicon, as `run.json` names it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReusedLexicon {
    /// Its path, as it was given.
    pub path: String,
    /// XXH3-128 of its bytes, in hexadecimal digits: `xxh3-128:…`.
    pub digest: String,
    /// How many pairs it holds.
    pub pairs: usize,
}

/// What became of one document.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct DocumentReport {
    /// The record, its edits and its clean text.
    pub document: Document,
    /// The clean text with its accepted repairs, where any was accepted: see [`Self::text`].
    pub repaired: Option<String>,
    /// Every proposal for it, sorted by place.
    pub repairs: Vec<Repair>,
    /// The cluster that it belongs to, as a place in [`RunReport::clusters`].
    pub cluster: Option<usize>,
    /// Its part in that cluster.
    pub role: Role,
    /// Hits of the triage per 1,000 words: 0 for clean text, 5 and more for spun text; 0 too for a document that no step of
    /// the walk asked this of.
    pub spun_score: f64,
    /// What was done to it, where it shows that by itself beyond doubt; none for a document that was not looked at.
    pub damage: Option<Damage>,
    /// Whether it is in a language that triage knows: English. No other is repaired.
    pub language_known: bool,
}

impl DocumentReport {
    /// The clean text with its accepted repairs.
    pub fn text(&self) -> &str {
        self.repaired.as_deref().unwrap_or(&self.document.text)
    }
}

named_enum! {
    /// The part of a document among its copies.
    pub enum Role: "role" {
        /// Has no copies.
        Unique = "unique",
        /// The best of its copies.
        Kept = "kept",
        /// A copy of the kept one.
        Duplicate = "duplicate",
    }
}

/// A record that was not cleaned, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failure {
    /// Which record.
    #[serde(flatten)]
    pub origin: Origin,
    /// One sentence: what is wrong, where, and what to do.
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
