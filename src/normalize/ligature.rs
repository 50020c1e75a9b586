//! Typographic ligatures become the letters that they show.

use super::features::Features;
use super::rule::{Context, Finds, NEWS, Rule};
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

fn find(context: &Context, finds: &mut Finds) {
    for (at, c) in wide::chars(context.text) {
        if let Some(letters) = letters(c) {
            finds.replace(at..at + c.len_utf8(), letters);
        }
    }
}

/// The letters that a ligature shows.
pub(super) fn letters(c: char) -> Option<&'static str> {
    Some(match c {
        'ﬀ' => "ff",
        'ﬁ' => "fi",
        'ﬂ' => "fl",
        'ﬃ' => "ffi",
        'ﬄ' => "ffl",
        // The long s is an s to a reader of today.
        'ﬅ' | 'ﬆ' => "st",
        'Ĳ' => "IJ",
        'ĳ' => "ij",
        'ŉ' => "'n",
        'Ǆ' => "DŽ",
        'ǅ' => "Dž",
        'ǆ' => "dž",
        'Ǉ' => "LJ",
        'ǈ' => "Lj",
        'ǉ' => "lj",
        'Ǌ' => "NJ",
        'ǋ' => "Nj",
        'ǌ' => "nj",
        'Ǳ' => "DZ",
        'ǲ' => "Dz",
        'ǳ' => "dz",
        _ => return None,
    })
}
