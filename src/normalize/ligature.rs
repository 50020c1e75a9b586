//! Typographic ligatures become the letters that they show.

use super::features::Features;
use super::rule::{Context, Finds, Rule};
use crate::config::NormalizeConfig;

/// `unicode.ligature`.
pub(super) const LIGATURE: Rule = Rule {
    id: "unicode.ligature",
    summary: "writes the Latin ligatures ﬀ ﬁ ﬂ ﬃ ﬄ ﬅ ﬆ as letters",
    why: "Text that comes out of a PDF has the shapes of its font in place of letters, so that a search for \"office\" \
          misses \"oﬃce\". Only the seven shapes of U+FB00 to U+FB06 are meant; æ and œ are letters.",
    changes: &[("the oﬃce of the ﬁrst minister", "the office of the first minister"), ("ﬂuﬀ", "fluff")],
    stays: &["Encyclopædia, œuvre, ĳsvrij", "fi fl"],
    errs: "Text about typography that shows a ligature loses it.",
    default: true,
    examples_under: NormalizeConfig::DEFAULT,
    needs: Features::LIGATURE,
    find,
};

fn find(context: &Context, finds: &mut Finds) {
    for (at, c) in context.text.char_indices() {
        let letters = match c {
            'ﬀ' => "ff",
            'ﬁ' => "fi",
            'ﬂ' => "fl",
            'ﬃ' => "ffi",
            'ﬄ' => "ffl",
            // The long s is an s to a reader of today.
            'ﬅ' | 'ﬆ' => "st",
            _ => continue,
        };
        finds.replace(at..at + c.len_utf8(), letters);
    }
}
