//! What was done to a text.

use serde::{Deserialize, Serialize};

/// A family of corruptions, as a document shows it by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Damage {
    /// Words were exchanged for "synonyms": "take been" for "have been".
    Spun,
    /// Letters were misread by a machine: "tbe" for "the".
    Ocr,
    /// Words were broken in two: "govern ment".
    SplitWords,
    /// Words ran into each other: "ofthe".
    GluedWords,
    /// Apostrophes were lost: "dont".
    Apostrophes,
    /// Question marks stand for characters that could not be decoded: "of?the".
    QuestionMarks,
    /// Letters of another alphabet stand among Latin ones.
    LookAlikes,
    /// A long text is one line.
    LostLineBreaks,
    /// Lines were cut off: "… [read more]".
    Truncated,
    /// Lines stand twice in a row.
    DoubledLines,
}

impl Damage {
    /// Every family.
    pub const ALL: [Damage; 10] = [
        Damage::Spun,
        Damage::Ocr,
        Damage::SplitWords,
        Damage::GluedWords,
        Damage::Apostrophes,
        Damage::QuestionMarks,
        Damage::LookAlikes,
        Damage::LostLineBreaks,
        Damage::Truncated,
        Damage::DoubledLines,
    ];

    /// As written in `documents.jsonl`.
    pub fn name(self) -> &'static str {
        match self {
            Damage::Spun => "spun",
            Damage::Ocr => "ocr",
            Damage::SplitWords => "split_words",
            Damage::GluedWords => "glued_words",
            Damage::Apostrophes => "apostrophes",
            Damage::QuestionMarks => "question_marks",
            Damage::LookAlikes => "look_alikes",
            Damage::LostLineBreaks => "lost_line_breaks",
            Damage::Truncated => "truncated",
            Damage::DoubledLines => "doubled_lines",
        }
    }
}
