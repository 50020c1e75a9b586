//! The kinds of damage that a text can show.

use super::named::named_enum;

named_enum! {
    /// A kind of damage that a document shows without a comparison with other documents.
    #[non_exhaustive]
    pub enum Damage: "damage" {
        /// Words were exchanged for "synonyms": "take been" for "have been".
        Spun = "spun",
        /// Optical character recognition misread letters: "tbe" for "the".
        Ocr = "ocr",
        /// Words were broken in two: "govern ment".
        SplitWords = "split_words",
        /// Words lost the space between them: "ofthe".
        GluedWords = "glued_words",
        /// Apostrophes were lost: "dont".
        Apostrophes = "apostrophes",
        /// Question marks replace characters that could not be decoded: "of?the".
        QuestionMarks = "question_marks",
        /// Latin words contain letters of another alphabet that look the same.
        LookAlikes = "look_alikes",
        /// A long text is one line.
        LostLineBreaks = "lost_line_breaks",
        /// Lines were cut off: "… [read more]".
        Truncated = "truncated",
        /// A line appears twice in a row.
        DoubledLines = "doubled_lines",
    }
}
