//! The rule for ligatures with one code point.

use super::characters::ligature_letters;
use super::context::Context;
use super::features::Features;
use super::rule::{EditSink, NEWS, Rule};
use super::wide;
use crate::config::NormalizeConfig;

/// The rule `unicode.ligature`.
pub(super) const LIGATURE: Rule = Rule {
    id: "unicode.ligature",
    summary: "replaces Latin ligatures and digraphs with one code point (ﬁ ﬃ ĳ ǆ) by letters",
    why: "Text extracted from a PDF has the shapes of its font instead of letters, so a search for \
         \"office\" misses \"oﬃce\". Other encodings had one code for two letters (Dutch ĳ, \
         Croatian ǆ ǉ ǌ, Afrikaans ŉ), which nobody types today. Only characters that Unicode \
         calls a compatibility form of letters are replaced; æ and œ are letters.",
    changes: &[
        ("the oﬃce of the ﬁrst minister", "the office of the first minister"),
        ("ﬂuﬀ", "fluff"),
        ("ǈubǉana en ĳs", "Ljubljana en ijs"),
        ("ŉ man", "'n man"),
    ],
    stays: &["Encyclopædia, œuvre, Straße", "fi fl"],
    errs: "A text about typography loses the ligatures that it shows.",
    profiles: NEWS,
    examples_under: NormalizeConfig::DEFAULT,
    needs: Features::LIGATURE,
    find,
};

fn find(context: &Context, edits: &mut EditSink) {
    for (at, c) in wide::chars(context.text) {
        if let Some(letters) = ligature_letters(c) {
            edits.replace(at..at + c.len_utf8(), letters);
        }
    }
}
