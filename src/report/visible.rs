//! Invisible and confusable characters, made visible for people.

use std::fmt::Write as _;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use unicode_script::{Script, UnicodeScript};

/// The text with every character that is invisible, or changes how others are displayed, as
/// `⟨U+200B⟩`, and with `⏎` before every line end. This also keeps control characters away from
/// terminals.
pub fn visible(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' => out.push_str("⏎\n"),
            ' ' => out.push(' '),
            c if hidden(c) => {
                let _ = write!(out, "⟨U+{:04X}⟩", c as u32);
            }
            c => out.push(c),
        }
    }
    out
}

/// The text as [`visible`] returns it, on one line: `⏎` replaces the line ends.
pub fn visible_line(text: &str) -> String {
    visible(text).replace("⏎\n", "⏎")
}

/// Whether a character has no visible form of its own: control characters, spaces other than
/// U+0020, joiners, direction marks, tags, private-use characters, and noncharacters, which XML
/// does not allow.
pub(super) fn hidden(c: char) -> bool {
    c.is_control()
        || (c.is_whitespace() && c != ' ')
        || c as u32 & 0xfffe == 0xfffe
        || matches!(c,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}' | '\u{ffa0}' | '\u{fff9}'..='\u{fffb}' | '\u{e000}'..='\u{f8ff}' | '\u{fdd0}'..='\u{fdef}' | '\u{e0000}'..='\u{e0fff}')
}

/// Scripts with letters that look like Latin letters.
const LOOK_ALIKE: [Script; 5] = [Script::Cyrillic, Script::Greek, Script::Armenian, Script::Cherokee, Script::Coptic];

/// The text as [`visible`] returns it, with confusable characters as numbers too: combining marks
/// that could be composed with their letter, and letters of a similar script (Cyrillic, Greek and
/// others) in a word with Latin letters. For comparisons, in which two different words could
/// otherwise look the same.
pub fn revealed(text: &str) -> String {
    let composed: String = text.nfc().collect();
    let apart = composed != text;
    let mut out = String::with_capacity(text.len());
    for word in text.split_inclusive(|c: char| !c.is_alphanumeric() && !is_combining_mark(c)) {
        let script = |c: char| c.is_alphabetic().then(|| c.script());
        let latin = word.chars().any(|c| script(c) == Some(Script::Latin));
        for c in word.chars() {
            let foreign = latin && script(c).is_some_and(|script| LOOK_ALIKE.contains(&script));
            if foreign || (apart && is_combining_mark(c)) {
                let _ = write!(out, "⟨U+{:04X}⟩", c as u32);
            } else {
                out.push(c);
            }
        }
    }
    visible(&out)
}

/// The text as [`revealed`] returns it, on one line: `⏎` replaces the line ends.
pub fn revealed_line(text: &str) -> String {
    revealed(text).replace("⏎\n", "⏎")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn invisible_characters_are_shown_and_others_are_unchanged() {
        assert_eq!(visible("a\u{200b}b\u{a0}c\u{202e}d\u{1b}[31m"), "a⟨U+200B⟩b⟨U+00A0⟩c⟨U+202E⟩d⟨U+001B⟩[31m");
        assert_eq!(visible("one\r\ntwo\t"), "one⟨U+000D⟩⏎\ntwo⟨U+0009⟩");
        let plain = "Café “Zürich” – 日本語, नमस्ते e\u{301} 1.000 €";
        assert_eq!(visible(plain), plain);
    }

    #[test]
    fn confusable_characters_are_shown_by_number() {
        assert_eq!(revealed("Cafe\u{301} au lait"), "Cafe⟨U+0301⟩ au lait");
        assert_eq!(revealed("Caf\u{e9}"), "Café");
        assert_eq!(revealed("\u{410}mazon"), "⟨U+0410⟩mazon");
        assert_eq!(revealed("a\u{200b}b\u{1b}[0m"), "a⟨U+200B⟩b⟨U+001B⟩[0m");
        let plain = "Москва, Αθήνα, नमस्ते, 日本語 and μ";
        assert_eq!(revealed(plain), plain, "words of one script are unchanged");
    }
}
