//! One pass over a text that finds which features it has.

use std::sync::LazyLock;

use unicode_normalization::char::canonical_combining_class;
use unicode_normalization::{IsNormalized, is_nfc_quick, is_nfkc_quick};

use super::characters::{is_exotic_space, is_full_width, is_invisible, ligature_letters};
use super::codec::Roles;
use super::features::Features;
use super::{patterns, wide};

/// The features of `text`.
pub(super) fn scan(text: &str) -> Features {
    let mut found = patterns::scan(text.as_bytes());
    found.add(Features::SHORT_LINES, has_short_lines(text.as_bytes()));
    scan_wide(text, &mut found);
    found
}

/// Whether two line lengths in a row are those of wrapped text, in bytes.
fn has_short_lines(bytes: &[u8]) -> bool {
    // A letter beyond ASCII takes up to three bytes.
    const LINE_BYTES: std::ops::RangeInclusive<usize> = 24..=300;
    let (mut last, mut in_a_row) = (0, 0);
    for at in memchr::memchr_iter(b'\n', bytes) {
        in_a_row = if LINE_BYTES.contains(&(at - last)) { in_a_row + 1 } else { 0 };
        if in_a_row == 2 {
            return true;
        }
        last = at;
    }
    false
}

/// Adds the features of the characters beyond ASCII. Each character takes one look-up for itself
/// and one for the pair with the character before it.
fn scan_wide(text: &str, found: &mut Features) {
    let (classes, roles) = (&*CLASSES, Roles::new());
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(skip) = wide::next(&bytes[at..]) {
        // A run of characters beyond ASCII.
        let mut before = '\0';
        let mut marked = false;
        let mut last = 0;
        let letter = |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_some_and(u8::is_ascii_alphabetic);
        let after_letter = letter((at + skip).checked_sub(1));
        let mut end = bytes.len();
        for (place, c) in text[at + skip..].char_indices() {
            if c.is_ascii() {
                end = at + skip + place;
                break;
            }
            let class = classes.get(c as usize).copied().unwrap_or(BEYOND);
            found.0 |= u32::from(class & !(MARK | LETTER)) << CLASS_SHIFT;
            found.add(Features::MIXED_SCRIPTS, place == 0 && after_letter && class & LETTER != 0);
            last = class;
            // Two combining marks in a row may be in the wrong order.
            found.add(Features::MAYBE_NOT_NFC, class & MARK != 0 && marked);
            marked = class & MARK != 0;
            found.add(Features::MOJIBAKE, !roles.pairs(before, c).is_empty());
            before = c;
        }
        found.add(Features::MOJIBAKE, matches!(before, 'Ã' | 'Â') && bytes.get(end) == Some(&b' '));
        found.add(Features::MIXED_SCRIPTS, last & LETTER != 0 && letter(Some(end)));
        at = end;
    }
}

/// By how many bits a class is shifted to become a set of features. The features of the first five
/// bits are found in bytes and have no place in a class.
const CLASS_SHIFT: u32 = 5;

/// The bit of a class for combining marks, which NFC may reorder.
const MARK: u16 = 1 << 15;

/// The bit of a class for letters of scripts that have look-alikes of Latin letters.
const LETTER: u16 = 1 << 14;

/// The class of every character beyond the Basic Multilingual Plane, where tags of flags and
/// letters that NFC may compose are.
const BEYOND: u16 =
    ((Features::INVISIBLE.0 | Features::MAYBE_NOT_NFC.0 | Features::MAYBE_NOT_NFKC.0) >> CLASS_SHIFT) as u16;

/// The class of each character of the Basic Multilingual Plane: its features, and the bits [`MARK`]
/// and [`LETTER`].
static CLASSES: LazyLock<Vec<u16>> = LazyLock::new(|| {
    (0..0x10000)
        .map(|number| char::from_u32(number).map_or(0, |c| (features_of(c).0 >> CLASS_SHIFT) as u16 | marks(c)))
        .collect()
});

/// The bits of a class that are not features.
fn marks(c: char) -> u16 {
    let letter = matches!(c, '\u{370}'..='\u{3ff}' | '\u{400}'..='\u{52f}');
    (if canonical_combining_class(c) > 0 { MARK } else { 0 }) | (if letter { LETTER } else { 0 })
}

fn features_of(c: char) -> Features {
    let mut found = Features(0);
    found.add(Features::CURLY_QUOTE, matches!(c, '\u{2018}'..='\u{201f}'));
    found.add(Features::C1_CONTROL, matches!(c, '\u{80}'..='\u{9f}'));
    found.add(Features::LIGATURE, ligature_letters(c).is_some());
    found.add(Features::REPLACEMENT, matches!(c, char::REPLACEMENT_CHARACTER | '¿'));
    found.add(Features::FULL_WIDTH, is_full_width(c));
    found.add(Features::INVISIBLE, is_invisible(c));
    found.add(Features::EXOTIC_SPACE, is_exotic_space(c));
    found.add(Features::MAYBE_NOT_NFKC, is_nfkc_quick(std::iter::once(c)) != IsNormalized::Yes);
    found.add(Features::MAYBE_NOT_NFC, is_nfc_quick(std::iter::once(c)) != IsNormalized::Yes);
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_seen_does_not_depend_on_the_place() {
        let faults = [
            ("x”", Features::CURLY_QUOTE),
            ("\u{93}", Features::C1_CONTROL),
            ("Ã©", Features::MOJIBAKE),
            ("a\u{200b}", Features::INVISIBLE),
            ("\u{a0}", Features::EXOTIC_SPACE),
            ("ﬁ", Features::LIGATURE),
            ("e\u{301}", Features::MAYBE_NOT_NFC),
        ];
        for (fault, feature) in faults {
            for before in 0..140 {
                for after in [0, 1, 2, 3, 70] {
                    let text = format!("{}{fault}{}", "x".repeat(before), "x".repeat(after));
                    assert!(scan(&text).meets(feature), "{fault:?} after {before} letters and before {after}");
                }
            }
        }
    }

    #[test]
    fn plain_text_has_none() {
        let plain = "The talks ended at 3.14 p.m. on Monday (Geneva time), with R. Smith; no deal. ".repeat(9);
        assert_eq!(scan(&plain), Features::NONE);
        assert_eq!(scan("Правда — 5 € 中文"), Features::NONE);
    }
}
