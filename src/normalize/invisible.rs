//! The rule for characters without width or ink: noise is deleted, and spelling is kept.

use unicode_script::{Script, UnicodeScript};

use super::characters::is_invisible;
use super::context::Context;
use super::features::Features;
use super::rule::{EVERY, EditSink, Rule};
use crate::config::NormalizeConfig;
use crate::text::takes_zero_width_spaces;

/// The rule `unicode.invisible`.
pub(super) const INVISIBLE: Rule = Rule {
    id: "unicode.invisible",
    summary: "deletes byte order marks, zero-width and soft-hyphen characters, bidi and control characters where they are noise",
    why: "Content systems leave zero-width spaces, soft hyphens and control characters in the \
         text. No reader sees them, but a search for \"cooperate\" does not find \
         \"co⟨U+00AD⟩operate\". Joiners are kept in scripts that use them in spelling (Persian, \
         Urdu, Indic scripts) and in emoji; direction marks are kept in lines with a word of a \
         right-to-left script; zero-width spaces are kept in scripts that separate words by them.",
    changes: &[
        ("\u{feff}The talks", "The talks"),
        ("co\u{ad}operate", "cooperate"),
        ("zero\u{200b} width, \u{2060}joined", "zero width, joined"),
        ("a\u{7}b \u{1b}[1mbold\u{1b}[0m", "ab bold"),
        ("one\u{c}\ntwo\u{b}three\u{c}four", "one\ntwo\nthree\nfour"),
        ("\u{202a}left to right\u{202c}", "left to right"),
        ("non\u{200c}joiner in Lat\u{200d}in", "nonjoiner in Latin"),
        ("این\u{200c}\u{200c}\u{200c} حق", "این\u{200c} حق"),
        ("a\u{fe0f} letter", "a letter"),
    ],
    stays: &[
        "می\u{200c}خواهم کتاب\u{200c}ها را بخوانم",
        "پیک\u{ad}نیک رفت،\u{200c} گفت",
        "क\u{94d}\u{200d}ष और र\u{94d}\u{200c}य",
        "👩\u{200d}👩\u{200d}👧 ❤\u{fe0f}\u{200d}🔥 1\u{fe0f}\u{20e3} 🏳\u{fe0f}\u{200d}🌈",
        "🏴\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}",
        "ភាសា\u{200b}ខ្មែរ",
        "שלום\u{200f}! C++\u{200e} היא שפה",
        "葛\u{e0100}城",
        "tab\tand\nline",
        "the hole\u{81} of an encoding that is not known",
    ],
    errs: "Two Latin words are joined if nothing but a zero-width space separated them.",
    profiles: EVERY,
    examples_under: NormalizeConfig::DEFAULT,
    needs: Features::INVISIBLE.or(Features::CONTROL),
    find,
};

fn find(context: &Context, edits: &mut EditSink) {
    let text = context.text;
    // The end of the line that was checked last, and whether it has a character of a right-to-left
    // script.
    let mut line = (0, false);
    let mut skip_to = 0;
    for (at, c) in text.char_indices() {
        if at < skip_to || !is_invisible(c) {
            continue;
        }
        let end = at + c.len_utf8();
        let before = &text[..at];
        let after = &text[end..];
        let keep = match c {
            '\u{1b}' => {
                skip_to = end + escape_sequence(after);
                edits.drop(at..skip_to);
                continue;
            }
            '\u{b}' | '\u{c}' => {
                let broken = before.ends_with('\n') || after.starts_with(['\n', '\r', '\u{b}', '\u{c}']);
                edits.replace(at..end, if broken || before.is_empty() || after.is_empty() { "" } else { "\n" });
                continue;
            }
            '\u{200b}' => {
                [last_letter(before), after.chars().next()].into_iter().flatten().any(takes_zero_width_spaces)
            }
            // In Persian it replaces the joiner that old encodings did not have.
            '\u{ad}' => after.starts_with(is_right_to_left),
            // One joiner is enough; more come from a key that was held down.
            '\u{200c}' | '\u{200d}' if before.ends_with(c) => false,
            '\u{200c}' | '\u{200d}' => keeps_joiner(before, after),
            '\u{200e}' | '\u{200f}' | '\u{61c}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
                if at >= line.0 {
                    let from = before.rfind('\n').map_or(0, |at| at + 1);
                    let to = after.find('\n').map_or(text.len(), |length| end + length);
                    line = (to, text[from..to].chars().any(is_right_to_left));
                }
                line.1
            }
            '\u{fe00}'..='\u{fe0f}' => before.chars().next_back().is_some_and(takes_variation),
            '\u{e0020}'..='\u{e007f}' => is_flag(before),
            _ => false,
        };
        if !keep {
            edits.drop(at..end);
        }
    }
}

/// The length of a terminal's escape sequence such as `[1;31m`, after the escape character; 0 if
/// there is none.
fn escape_sequence(after: &str) -> usize {
    let Some(body) = after.strip_prefix('[') else { return 0 };
    let parameters = body.bytes().take(32).take_while(|byte| byte.is_ascii_digit() || *byte == b';').count();
    if body[parameters..].starts_with(|c: char| c.is_ascii_alphabetic()) { parameters + 2 } else { 0 }
}

/// The last character that is not a combining mark, among the last eight characters.
fn last_letter(before: &str) -> Option<char> {
    before.chars().rev().take(8).find(|c| c.script() != Script::Inherited)
}

/// Whether a joiner is kept: in scripts whose letters change their shape it is spelling, and
/// between symbols it builds emoji.
fn keeps_joiner(before: &str, after: &str) -> bool {
    let spells = |c: char| {
        !matches!(
            c.script(),
            Script::Common
                | Script::Inherited
                | Script::Latin
                | Script::Greek
                | Script::Cyrillic
                | Script::Armenian
                | Script::Georgian
                | Script::Han
                | Script::Hiragana
                | Script::Katakana
                | Script::Hangul
        )
    };
    let pictured = |c: char| !c.is_alphanumeric() && !c.is_ascii() && !c.is_whitespace() && !is_general_punctuation(c);
    let left = before.chars().rev().take(8).find(|c| !matches!(c, '\u{200c}' | '\u{200d}'));
    let right = after.chars().next();
    let near = before.chars().rev().take(8).find(|c| !matches!(c.script(), Script::Inherited | Script::Common));
    near.is_some_and(spells) || right.is_some_and(spells) || (left.is_some_and(pictured) && right.is_some_and(pictured))
}

fn is_general_punctuation(c: char) -> bool {
    matches!(c, '\u{80}'..='\u{a8}' | '\u{2000}'..='\u{203b}' | '\u{203d}'..='\u{2048}' | '\u{204a}'..='\u{206f}')
}

fn is_right_to_left(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}' | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}

/// Whether variation selectors apply to a character: to symbols, ideographs, letters of some
/// scripts, and the characters of keycaps.
fn takes_variation(c: char) -> bool {
    matches!(c, '#' | '*' | '0'..='9') || !(c.is_ascii() || c.is_whitespace() || c.script() == Script::Latin)
}

/// Whether the text ends with a black flag and tags, which make a regional flag.
fn is_flag(before: &str) -> bool {
    // The longest flag has six tags and an end tag.
    before.chars().rev().take(8).find(|c| !matches!(c, '\u{e0020}'..='\u{e007e}')) == Some('🏴')
}
