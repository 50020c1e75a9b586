//! Characters that cannot be seen, made visible.

use std::fmt::Write as _;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use unicode_script::{Script, UnicodeScript};

/// `text` with every character that shows nothing, or changes how others show, as `⟨U+200B⟩`; a line's end as `⏎`
/// before it. For people, and for terminals that obey control characters.
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

/// As [`visible`], on one line.
pub fn visible_line(text: &str) -> String {
    visible(text).replace("⏎\n", "⏎")
}

/// Whether a character shows nothing of its own: controls, exotic spaces, joiners, marks of direction, tags, private use,
/// and noncharacters, which XML cannot hold.
pub(super) fn hidden(c: char) -> bool {
    c.is_control()
        || (c.is_whitespace() && c != ' ')
        || c as u32 & 0xfffe == 0xfffe
        || matches!(c,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}' | '\u{ffa0}' | '\u{fff9}'..='\u{fffb}' | '\u{e000}'..='\u{f8ff}' | '\u{fdd0}'..='\u{fdef}' | '\u{e0000}'..='\u{e0fff}')
}

/// Scripts with letters that look like Latin ones.
const LOOK_ALIKE: [Script; 5] = [Script::Cyrillic, Script::Greek, Script::Armenian, Script::Cherokee, Script::Coptic];

/// As [`visible`], and what looks like another character is shown too: marks that stand apart from the letter with which they
/// could be one, and letters of another script in a word of Latin ones. For words that differ: two that look the same could not
/// be told from each other.
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

/// As [`revealed`], on one line.
pub fn revealed_line(text: &str) -> String {
    revealed(text).replace("⏎\n", "⏎")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_hides_is_shown_and_what_shows_is_left_alone() {
        assert_eq!(visible("a\u{200b}b\u{a0}c\u{202e}d\u{1b}[31m"), "a⟨U+200B⟩b⟨U+00A0⟩c⟨U+202E⟩d⟨U+001B⟩[31m");
        assert_eq!(visible("one\r\ntwo\t"), "one⟨U+000D⟩⏎\ntwo⟨U+0009⟩");
        let plain = "Café “Zürich” – 日本語, नमस्ते e\u{301} 1.000 €";
        assert_eq!(visible(plain), plain);
    }

    #[test]
    fn what_looks_alike_is_told_apart_where_words_differ() {
        assert_eq!(revealed("Cafe\u{301} au lait"), "Cafe⟨U+0301⟩ au lait");
        assert_eq!(revealed("Caf\u{e9}"), "Café");
        assert_eq!(revealed("\u{410}mazon"), "⟨U+0410⟩mazon");
        assert_eq!(revealed("a\u{200b}b\u{1b}[0m"), "a⟨U+200B⟩b⟨U+001B⟩[0m");
        let plain = "Москва, Αθήνα, नमस्ते, 日本語 and μ";
        assert_eq!(revealed(plain), plain, "words of their own script stay");
    }
}
