//! Characters that cannot be seen, made visible.

use std::fmt::Write as _;

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

/// Whether a character shows nothing of its own: controls, exotic spaces, joiners, marks of direction, tags, private use.
pub(super) fn hidden(c: char) -> bool {
    c.is_control()
        || (c.is_whitespace() && c != ' ')
        || matches!(c,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}' | '\u{ffa0}' | '\u{fff9}'..='\u{fffb}' | '\u{e000}'..='\u{f8ff}' | '\u{e0000}'..='\u{e0fff}')
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
}
