//! The rule for windows-1252 text that was decoded as latin-1.

use encoding_rs::{MACINTOSH, WINDOWS_1252};

use super::context::Context;
use super::features::Features;
use super::rule::{EditSink, NEWS, Rule};
use crate::config::NormalizeConfig;
use crate::english::is_spanish;
use crate::text::head;

/// The rule `mojibake.c1-control`.
pub(super) const C1_CONTROL: Rule = Rule {
    id: "mojibake.c1-control",
    summary: "reads the control characters U+0080 to U+009F as windows-1252",
    why: "Windows-1252 has quotation marks, dashes and the euro sign where latin-1 has control \
         characters that nothing uses. A page that declares latin-1 and is windows-1252 leaves \
         these control characters in the text; browsers read them as windows-1252, too. If that \
         puts a sign such as ‡ into a word where MacRoman has a letter, the line came from a \
         Macintosh and is read as MacRoman. Spanish has no apostrophes, so a line of Spanish with \
         an apostrophe inside a word is read as MacRoman, too.",
    changes: &[
        ("\u{93}No\u{94}, it\u{92}s 5 \u{80}", "“No”, it’s 5 €"),
        ("parlé\u{85} Tu", "parlé… Tu"),
        ("Coatl\u{87}n conf\u{92}an", "Coatlán confían"),
        ("el barco tur\u{92}stico de los heridos", "el barco turístico de los heridos"),
    ],
    stays: &["“No”, it’s 5 €"],
    errs: "A Macintosh letter becomes an apostrophe if windows-1252 has the apostrophe there and no other sign of the line shows MacRoman.",
    profiles: NEWS,
    examples_under: NormalizeConfig::DEFAULT,
    needs: Features::C1_CONTROL,
    find,
};

/// The windows-1252 character for a control character of latin-1. The five control characters that
/// windows-1252 does not use, and all other characters, are returned unchanged.
pub(super) fn windows_1252(c: char) -> char {
    let '\u{80}'..='\u{9f}' = c else { return c };
    // The WHATWG standard maps the five unused bytes to the control characters themselves.
    WINDOWS_1252.decode_without_bom_handling(&[c as u8]).0.chars().next().unwrap_or(c)
}

/// How much of a line shows whether it is Spanish, in bytes.
const SPANISH_BYTES: usize = 4 << 10;

fn find(context: &Context, edits: &mut EditSink) {
    let mut start = 0;
    for line in context.text.split_inclusive('\n') {
        let mac = is_from_macintosh(line);
        let spanish = line.contains('\u{92}') && is_spanish(head(line, SPANISH_BYTES));
        for (at, c) in line.char_indices().filter(|(_, c)| matches!(c, '\u{80}'..='\u{9f}')) {
            let end = at + c.len_utf8();
            let is = if (mac || (spanish && c == '\u{92}')) && in_word(line, at, end) {
                macintosh(c)
            } else {
                windows_1252(c)
            };
            if is != c {
                edits.replace(start + at..start + end, is.encode_utf8(&mut [0; 4]));
            }
        }
        start += line.len();
    }
}

/// Whether windows-1252 puts a sign inside a word of the line where MacRoman has a letter.
fn is_from_macintosh(line: &str) -> bool {
    line.char_indices().any(|(at, c)| {
        matches!(windows_1252(c), '‡' | '†' | '„' | '‚' | '‰' | 'ˆ' | '˜' | '‹' | '›' | '•' | '€')
            && c < '\u{a0}'
            && macintosh(c).is_alphabetic()
            && in_word(line, at, at + c.len_utf8())
    })
}

fn macintosh(c: char) -> char {
    MACINTOSH.decode_without_bom_handling(&[c as u8]).0.chars().next().unwrap_or(c)
}

fn in_word(line: &str, start: usize, end: usize) -> bool {
    line[..start].ends_with(char::is_lowercase) && line[end..].starts_with(char::is_lowercase)
}
