//! Typographic ligatures become the letters that they show.

use super::characters::ligature_letters;
use super::context::Context;
use super::features::Features;
use super::rule::{EditSink, NEWS, Rule};
use super::wide;
use crate::config::NormalizeConfig;

/// `unicode.ligature`.
pub(super) const LIGATURE: Rule = Rule {
    id: "unicode.ligature",
    summary: "writes Latin ligatures and digraphs of one code point (ﬁ ﬃ ĳ ǆ) as letters",
    why: "Text that comes out of a PDF has the shapes of its font in place of letters, so that a search for \"office\" \
          misses \"oﬃce\". Other encodings had one place for two letters (Dutch ĳ, Croatian ǆ ǉ ǌ, Afrikaans ŉ), which no \
          one types today. Only what Unicode itself calls a compatibility form of letters is meant; æ and œ are letters.",
    changes: &[
        ("the oﬃce of the ﬁrst minister", "the office of the first minister"),
        ("ﬂuﬀ", "fluff"),
        ("ǈubǉana en ĳs", "Ljubljana en ijs"),
        ("ŉ man", "'n man"),
    ],
    stays: &["Encyclopædia, œuvre, Straße", "fi fl"],
    errs: "Text about typography that shows a ligature loses it.",
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
