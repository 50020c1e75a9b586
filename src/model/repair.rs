//! A repair: a proposed change of words, with the evidence for it and the verdict on it.

use serde::{Deserialize, Serialize};

use super::{Clean, DocId, Original, Span};

/// A proposal to put the words of cleaner siblings in the place of corrupted ones.
///
/// Repairs of one document never overlap, so that any subset of them can be accepted.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Repair {
    /// A stable hash of document, before, after, context and how often that combination came earlier in the document.
    pub id: String,
    /// The document to change.
    pub doc: DocId,
    /// The place in the clean text.
    pub span: Span<Clean>,
    /// The same place in the original; covers whole every edit that it touches (see [`super::Edit`]).
    pub original: Span<Original>,
    /// The words of the clean text at that place.
    pub before: String,
    /// The words to put there.
    pub after: String,
    /// What kind of corruption it mends.
    pub kind: RepairKind,
    /// How sure: `0.0..=1.0`.
    pub confidence: f64,
    /// The confidence in words.
    pub band: Band,
    /// What is to be done.
    pub verdict: Verdict,
    /// Who gave the verdict: `band` or the reviewer's name.
    pub by: String,
    /// The siblings that were heard, those for it first.
    pub witnesses: Vec<Witness>,
    /// Other words that could stand there, the surest first.
    pub rejected: Vec<Rejected>,
    /// What the confidence was made of, by name, in a fixed order.
    pub scores: Vec<(&'static str, f64)>,
}

/// Words that could stand in the place of a repair and were not chosen.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Rejected {
    /// The words, in lower case.
    pub after: String,
    /// How sure they would have been, if the document is spun: `0.0..=1.0`.
    pub confidence: f64,
    /// Why they were not chosen, as part of a sentence: "less sure".
    pub why: String,
}

/// The kind of corruption that a repair mends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum RepairKind {
    /// A content word exchanged for a so-called synonym.
    Synonym,
    /// A function word exchanged for a word of another meaning: "past" for "by".
    Homograph,
    /// A name exchanged word by word: "The Colina" for "The Hill".
    Name,
    /// An abbreviation written out as something else: "U.Due south" for "U.S".
    Abbreviation,
    /// Letters that a reading machine or a hand took for others: "tbe" for "the".
    Misread,
    /// Letters of another script that look the same.
    Homoglyph,
    /// A question mark where an encoding lost a space, a mark or a letter.
    QuestionMark,
    /// Marks that were lost, or misread: "dont" for "don't".
    Punctuation,
    /// Words that lost the space between them.
    Glued,
    /// A word with a space inside.
    Split,
    /// A line that stands twice in a row.
    DoubledLine,
    /// Lines that a sibling has between two lines that follow each other here.
    DroppedLine,
    /// A line that breaks off where a sibling's goes on.
    Truncated,
}

impl RepairKind {
    /// As written in `repairs.jsonl`.
    pub fn name(self) -> &'static str {
        match self {
            RepairKind::Synonym => "synonym",
            RepairKind::Homograph => "homograph",
            RepairKind::Name => "name",
            RepairKind::Abbreviation => "abbreviation",
            RepairKind::Misread => "misread",
            RepairKind::Homoglyph => "homoglyph",
            RepairKind::QuestionMark => "question_mark",
            RepairKind::Punctuation => "punctuation",
            RepairKind::Glued => "glued",
            RepairKind::Split => "split",
            RepairKind::DoubledLine => "doubled_line",
            RepairKind::DroppedLine => "dropped_line",
            RepairKind::Truncated => "truncated",
        }
    }
}

/// How sure a repair is, in words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Band {
    /// Marked only.
    Low,
    /// Proposed for review.
    Medium,
    /// Applied.
    High,
}

impl Band {
    /// As written in `repairs.jsonl`.
    pub fn name(self) -> &'static str {
        match self {
            Band::Low => "low",
            Band::Medium => "medium",
            Band::High => "high",
        }
    }
}

/// What is to be done with a repair.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// It is applied.
    Accepted,
    /// It waits for a reader.
    Pending,
    /// It is not applied.
    Rejected,
}

impl Verdict {
    /// As written in `repairs.jsonl`.
    pub fn name(self) -> &'static str {
        match self {
            Verdict::Accepted => "accepted",
            Verdict::Pending => "pending",
            Verdict::Rejected => "rejected",
        }
    }
}

/// What one sibling says about a repair.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Witness {
    /// The sibling.
    pub doc: DocId,
    /// The place that speaks, in the sibling's original.
    #[serde(flatten)]
    pub span: Span<Original>,
    /// The words there, with their neighbours: a quotation of the sibling's clean text.
    pub text: String,
    /// For or against.
    pub stance: Stance,
}

/// Which side a witness takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Stance {
    /// Has the proposed words in the same place.
    For,
    /// Has the document's own words in the same place.
    Against,
}
