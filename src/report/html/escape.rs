//! Text of documents as HTML text: it never becomes markup.

use std::fmt::{self, Write};

use crate::report::visible::hidden;

/// Writes text as the content of an element. Markup is escaped, and characters that are invisible
/// or change the text direction are shown by their numbers.
pub(super) fn escape(out: &mut String, text: &str) -> fmt::Result {
    for c in text.chars() {
        match c {
            '\n' => out.push(' '),
            // Joiners and variation selectors belong to the spelling of some scripts and of emoji.
            '\u{200c}' | '\u{200d}' | '\u{fe0e}' | '\u{fe0f}' => out.push(c),
            c if hidden(c) => write!(out, "<span class=\"hidden\">U+{:04X}</span>", c as u32)?,
            c => out.push_str(entity(c).unwrap_or(c.encode_utf8(&mut [0; 4]))),
        }
    }
    Ok(())
}

/// The number of characters of a document or site name that is shown: enough to recognize it, and a
/// page names it many times.
const MAX_NAME_CHARS: usize = 80;

/// Writes the name of a document or site as the content of an element. A name longer than
/// [`MAX_NAME_CHARS`] is cut and ends with an ellipsis.
pub(super) fn label(out: &mut String, name: &str) -> fmt::Result {
    match name.char_indices().nth(MAX_NAME_CHARS) {
        None => escape(out, name),
        Some((end, _)) => {
            escape(out, &name[..end])?;
            out.push('…');
            Ok(())
        }
    }
}

/// Writes `before → after`. The text direction of each side is isolated, so that both are always
/// read in this order.
pub(super) fn exchange(out: &mut String, before: &str, after: &str) -> fmt::Result {
    out.push_str("<bdi>");
    escape(out, before)?;
    out.push_str("</bdi> → <bdi>");
    escape(out, after)?;
    out.push_str("</bdi>");
    Ok(())
}

/// Writes text as the value of an attribute. A script that reads the attribute gets every character
/// unchanged.
pub(super) fn attribute(out: &mut String, text: &str) -> fmt::Result {
    for c in text.chars() {
        match entity(c) {
            Some(entity) => out.push_str(entity),
            None if hidden(c) => write!(out, "&#x{:x};", c as u32)?,
            None => out.push(c),
        }
    }
    Ok(())
}

fn entity(c: char) -> Option<&'static str> {
    Some(match c {
        '&' => "&amp;",
        '<' => "&lt;",
        '>' => "&gt;",
        '"' => "&quot;",
        '\'' => "&#39;",
        _ => return None,
    })
}

/// Writes text as the content of an element, with line ends as `⏎`. If the text is nothing but
/// white space, spaces are `␣`; with `named`, a space other than U+0020 is shown by its number
/// instead.
pub(super) fn shown(out: &mut String, text: &str, named: bool) -> fmt::Result {
    if !text.is_empty() && text.chars().all(char::is_whitespace) {
        for c in text.chars() {
            match c {
                '\n' => out.push('⏎'),
                ' ' => out.push('␣'),
                _ if !named => out.push('␣'),
                c => escape(out, c.encode_utf8(&mut [0; 4]))?,
            }
        }
        return Ok(());
    }
    for (number, line) in text.split('\n').enumerate() {
        if number > 0 {
            out.push('⏎');
        }
        escape(out, line)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn no_text_becomes_markup(text in any::<String>()) {
            for write in [escape as fn(&mut String, &str) -> fmt::Result, attribute, |out: &mut String, text: &str| shown(out, text, true)] {
                let mut out = String::new();
                write(&mut out, &text).expect("writing to a string cannot fail");
                let bare = out.replace("<span class=\"hidden\">U+", "").replace("</span>", "");
                prop_assert!(!bare.contains(['<', '>', '"', '\'']), "{bare}");
                prop_assert!(!out.chars().any(char::is_control));
            }
        }
    }

    #[test]
    fn invisible_text_is_shown() {
        let shown_as = |text: &str| {
            let mut out = String::new();
            shown(&mut out, text, true).expect("writing to a string cannot fail");
            out
        };
        assert_eq!(shown_as(" "), "␣");
        assert_eq!(shown_as("\u{a0}"), "<span class=\"hidden\">U+00A0</span>");
        assert_eq!(shown_as("a\nb"), "a⏎b");
        let mut out = String::new();
        label(&mut out, &"é".repeat(81)).expect("writing to a string cannot fail");
        assert_eq!(out, format!("{}…", "é".repeat(80)));
        let mut out = String::new();
        attribute(&mut out, "a\u{202e}\n\"").expect("writing to a string cannot fail");
        assert_eq!(out, "a&#x202e;&#xa;&quot;");
    }
}
