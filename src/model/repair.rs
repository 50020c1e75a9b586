//! Repairs: proposed changes of words, with their evidence and verdict.

use serde::{Deserialize, Serialize};

use super::named::named_enum;
use super::{Clean, DocId, Original, Span, score};

/// A proposal to replace corrupted words with those that cleaner siblings have in the same place: a
/// row of `repairs.jsonl`.
///
/// Repairs of one document never overlap, so any subset of them can be accepted.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Repair {
    /// A stable hash of document, before, after, context, and the number of equal combinations
    /// earlier in the document.
    pub id: String,
    /// The document to change.
    pub doc: DocId,
    /// Its place in the original. It covers every edit that it touches as a whole; the edits of the
    /// document lead to its place in the clean text: [`Patch::to_clean`](super::Patch::to_clean).
    #[serde(flatten)]
    pub original: Span<Original>,
    /// The same place in the clean text. It is not part of the row: empty in a repair that was read
    /// from a file.
    #[serde(skip)]
    pub(crate) span: Span<Clean>,
    /// The words of the clean text at that place.
    pub before: String,
    /// The words to put there.
    pub after: String,
    /// The kind of corruption that it repairs.
    pub kind: RepairKind,
    /// How sure it is: `0.0..=1.0`.
    #[serde(with = "score")]
    pub confidence: f64,
    /// The confidence in words.
    pub band: Band,
    /// What is to be done with it.
    pub verdict: Verdict,
    /// Who gave the verdict: `band`, or the name of a reviewer.
    pub by: String,
    /// The siblings that have words at the same place: those for the repair first, then those
    /// against.
    pub witnesses: Vec<Witness>,
    /// Other words that were considered for the place, the surest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rejected: Vec<Rejected>,
    /// The features that the confidence was computed from, by name, in a fixed order.
    #[serde(default, with = "score::named", skip_serializing_if = "Vec::is_empty")]
    pub scores: Vec<(&'static str, f64)>,
}

/// Words that were considered for the place of a repair and not chosen.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Rejected {
    /// The words, in lower case.
    pub after: String,
    /// The confidence that they would have if the document is spun: `0.0..=1.0`.
    pub confidence: f64,
    /// Why they were not chosen, as part of a sentence: "less sure".
    pub why: String,
}

named_enum! {
    /// The kind of corruption that a repair corrects.
    #[non_exhaustive]
    pub enum RepairKind: "kind of repair" {
        /// A content word replaced by a so-called synonym.
        Synonym = "synonym",
        /// A function word replaced by a synonym of its other meaning: "past" for "by".
        Homograph = "homograph",
        /// A name replaced word by word: "The Colina" for "The Hill".
        Name = "name",
        /// An abbreviation written out as something else: "U.Due south" for "U.S".
        Abbreviation = "abbreviation",
        /// Letters misread by optical character recognition, or mistyped: "tbe" for "the".
        Misread = "misread",
        /// Letters of another script that look the same.
        Homoglyph = "homoglyph",
        /// A question mark in place of a space, a mark or a letter that could not be encoded.
        QuestionMark = "question_mark",
        /// Punctuation that was lost or misread: "dont" for "don't".
        Punctuation = "punctuation",
        /// Two words that lost the space between them.
        Glued = "glued",
        /// A word with a space inside.
        Split = "split",
        /// A line that appears twice in a row.
        DoubledLine = "doubled_line",
        /// Lines that a sibling has between two lines that are neighbours here.
        DroppedLine = "dropped_line",
        /// A line that ends where that of a sibling continues.
        Truncated = "truncated",
    }
}

named_enum! {
    /// How sure a repair is, in words.
    pub enum Band: "band" {
        /// Flagged only.
        Low = "low",
        /// Proposed for review, unless the level is `likely`.
        Medium = "medium",
        /// Applied.
        High = "high",
    }
}

named_enum! {
    /// What is to be done with a repair.
    pub enum Verdict: "verdict" {
        /// It is applied.
        Accepted = "accepted",
        /// It needs a decision of a reviewer.
        Pending = "pending",
        /// It is not applied.
        Rejected = "rejected",
    }
}

/// The words of one sibling at the place of a repair.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Witness {
    /// The sibling.
    pub doc: DocId,
    /// The place of the words, in the sibling's original.
    #[serde(flatten)]
    pub span: Span<Original>,
    /// The words with their neighbours, quoted from the sibling's clean text.
    pub text: String,
    /// Whether they support the repair.
    pub stance: Stance,
}

named_enum! {
    /// Whether a witness supports a repair.
    pub enum Stance: "stance" {
        /// It has the proposed words at the same place.
        For = "for",
        /// It has the document's own words at the same place.
        Against = "against",
    }
}
