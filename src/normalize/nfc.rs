//! Unicode's composed form.

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use super::features::Features;
use super::rule::{Context, Finds, Rule};
use crate::config::NormalizeConfig;

/// `unicode.nfc`.
pub(super) const NFC: Rule = Rule {
    id: "unicode.nfc",
    summary: "brings the text into Unicode's composed form, NFC",
    why: "One letter can be written in two ways: é, or e and an accent that follows it. They look the same and compare \
          as different, so that copies are missed and searches fail. NFC (Unicode Standard Annex 15) is what the web \
          uses; it never changes what a reader sees, and ligatures, widths and the like are not its business.",
    changes: &[("cafe\u{301}", "café"), ("Cyr. и\u{306}", "Cyr. й"), ("\u{212b}ngström", "Ångström")],
    stays: &["café", "x\u{304} and p\u{302}", "①½", "한국어, हिन्दी, ישראל, ภาษาไทย"],
    errs: "",
    default: true,
    examples_under: NormalizeConfig::DEFAULT,
    needs: Features::MAYBE_NOT_NFC,
    find,
};

fn find(context: &Context, finds: &mut Finds) {
    let text = context.text;
    if is_nfc_quick(text.chars()) == IsNormalized::Yes {
        return;
    }
    // Between two characters that never join a neighbour the text can be cut, and each piece be looked at alone.
    let mut from = 0;
    for (at, c) in text.char_indices().chain([(text.len(), 'a')]) {
        if at > from && begins_piece(c) {
            piece(text, from, at, finds);
            from = at;
        }
    }
}

/// Whether nothing before this character can change it or be changed by it.
fn begins_piece(c: char) -> bool {
    c < '\u{300}'
        || (unicode_normalization::char::canonical_combining_class(c) == 0
            && is_nfc_quick(std::iter::once(c)) == IsNormalized::Yes)
}

fn piece(text: &str, from: usize, to: usize, finds: &mut Finds) {
    let before = &text[from..to];
    if before.len() == 1 || is_nfc_quick(before.chars()) == IsNormalized::Yes {
        return;
    }
    let after: String = before.nfc().collect();
    finds.replace(from..to, &after);
}
