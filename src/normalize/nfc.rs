//! The rules for Unicode's composed forms.

use unicode_normalization::char::canonical_combining_class;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick, is_nfkc_quick};

use super::context::Context;
use super::features::Features;
use super::rule::{EVERY, EditSink, Rule};
use super::wide;
use crate::config::{NormalizeConfig, Profile, QuoteStyle};

/// The rule `unicode.nfc`.
pub(super) const NFC: Rule = Rule {
    id: "unicode.nfc",
    summary: "brings the text into Unicode's composed form, NFC",
    why: "One letter can be written in two ways: é, or e followed by an accent. They look the same \
         and compare as different, so duplicates are missed and searches fail. NFC (Unicode \
         Standard Annex 15) is what the web uses; it never changes what a reader sees and leaves \
         ligatures and full-width forms alone.",
    changes: &[("cafe\u{301}", "café"), ("Cyr. и\u{306}", "Cyr. й"), ("\u{212b}ngström", "Ångström")],
    stays: &["café", "x\u{304} and p\u{302}", "①½", "한국어, हिन्दी, ישראל, ภาษาไทย"],
    errs: "",
    profiles: EVERY,
    examples_under: NormalizeConfig::DEFAULT,
    needs: Features::MAYBE_NOT_NFC,
    find,
};

/// The rule `unicode.nfkc`.
pub(super) const NFKC: Rule = Rule {
    id: "unicode.nfkc",
    summary: "folds compatibility forms (NFKC), for keys to search and compare with",
    why: "NFKC writes ① as 1, ² as 2, ㎞ as km and … as three full stops, so that forms with the \
         same meaning compare as equal. It loses information that a reader needs (2² becomes 22), \
         so it runs only under the profile `nfkc`.",
    changes: &[("x² ①…", "x2 1..."), ("㎞ ｶﾞ", "km ガ")],
    stays: &["café, 한국어"],
    errs: "Text that people are to read loses information.",
    profiles: &[Profile::Nfkc],
    examples_under: NormalizeConfig::of(Profile::Nfkc, QuoteStyle::Keep),
    needs: Features::MAYBE_NOT_NFC.or(Features::MAYBE_NOT_NFKC),
    find: find_nfkc,
};

fn find(context: &Context, edits: &mut EditSink) {
    find_form(context.text, edits, |chars| is_nfc_quick(chars), |piece| piece.nfc().collect());
}

fn find_nfkc(context: &Context, edits: &mut EditSink) {
    find_form(context.text, edits, |chars| is_nfkc_quick(chars), |piece| piece.nfkc().collect());
}

/// Brings `text` into a form, piece by piece. A piece is a character that may join the one before
/// it, with that one and all that follows up to the next character that never joins. The form of a
/// text is the forms of its pieces.
fn find_form(text: &str, edits: &mut EditSink, quick: fn(std::str::Chars) -> IsNormalized, form: fn(&str) -> String) {
    let joins = |c: char| {
        !c.is_ascii()
            && (canonical_combining_class(c) != 0 || quick(c.encode_utf8(&mut [0; 4]).chars()) != IsNormalized::Yes)
    };
    let mut done = 0;
    for (at, c) in wide::chars(text) {
        if at < done || !joins(c) {
            continue;
        }
        let from = text[..at].char_indices().next_back().map_or(0, |(before, _)| before);
        let from = from.max(done);
        done = text[at..].find(|c| !joins(c)).map_or(text.len(), |length| at + length);
        let piece = &text[from..done];
        if quick(piece.chars()) != IsNormalized::Yes {
            edits.replace(from..done, &form(piece));
        }
    }
}
