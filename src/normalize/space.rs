//! The rules for spaces other than U+0020 and line breaks other than the line feed.

use super::characters::is_exotic_space;
use super::context::Context;
use super::features::Features;
use super::rule::{EVERY, EditSink, NEWS, Rule};
use super::wide;
use crate::config::NormalizeConfig;

/// The rule `space.exotic`.
pub(super) const EXOTIC: Rule = Rule {
    id: "space.exotic",
    summary: "replaces no-break, thin and other exotic spaces by plain ones",
    why: "Editors of web pages leave no-break spaces between ordinary words; half of all scraped \
         pages have some, and programs do not separate words there. In English text every one \
         becomes a plain space. In other languages a no-break or thin space may be typography \
         (French « », groups of digits), so only padding is replaced: next to another space and at \
         the ends of lines. The ideographic space of Chinese and Japanese is kept.",
    changes: &[
        ("The\u{a0}talks were over,\u{a0} they said.", "The talks were over,  they said."),
        ("It is 5\u{2009}km to\u{202f}the border", "It is 5 km to the border"),
        ("Il a dit\u{a0} oui\u{a0}\nPuis", "Il a dit  oui \nPuis"),
    ],
    stays: &[
        "Il a dit\u{a0}: «\u{a0}oui\u{a0}» et 1\u{202f}000",
        "東京\u{3000}大阪",
        "The rock that was\u{a0}„named“ after the climbers",
        "Con il corpo e lo spirito ammaccato,\u{a0}è come se nel cuore",
        "a plain space and a\ttab",
    ],
    errs: "A no-break space that an English author typed on purpose becomes a plain space.",
    profiles: NEWS,
    examples_under: NormalizeConfig::DEFAULT,
    needs: Features::EXOTIC_SPACE,
    find: find_exotic,
};

/// The rule `space.line-break`.
pub(super) const LINE_BREAK: Rule = Rule {
    id: "space.line-break",
    summary: "ends every line with a line feed",
    why: "A line ends with CR LF on Windows, with CR on old Macs, and with U+2028 or U+2029 in \
         text from rich-text editors. Rules and programs that read lines then need to know one \
         line break only.",
    changes: &[("one\r\ntwo\rthree", "one\ntwo\nthree"), ("one\u{2028}two\u{2029}three", "one\ntwo\nthree")],
    stays: &["one\n\ntwo\n"],
    errs: "",
    profiles: EVERY,
    examples_under: NormalizeConfig::DEFAULT,
    needs: Features::EXOTIC_SPACE.or(Features::CONTROL),
    find: find_line_break,
};

fn find_exotic(context: &Context, edits: &mut EditSink) {
    let text = context.text;
    // English does not quote with „ “: a text that does follows other typographic conventions.
    let all = || context.is_english() && !context.has_low_quote();
    for (at, c) in wide::chars(text) {
        // The rule `space.line-break` handles line separators, and the Ogham space has ink.
        if !is_exotic_space(c) || matches!(c, '\u{2028}' | '\u{2029}' | '\u{1680}') {
            continue;
        }
        let end = at + c.len_utf8();
        let (left, right) = (text[..at].chars().next_back(), text[end..].chars().next());
        let plain = if c == '\u{3000}' {
            [left, right].into_iter().all(|side| side.is_none_or(|c| c < '\u{250}'))
        } else {
            let padding = [left, right].into_iter().any(|side| side.is_none_or(|c| c.is_whitespace()));
            padding || all()
        };
        if plain {
            edits.replace(at..end, " ");
        }
    }
}

fn find_line_break(context: &Context, edits: &mut EditSink) {
    let text = context.text;
    for (at, _) in text.match_indices(['\r', '\u{2028}', '\u{2029}']) {
        let end = at + text[at..].chars().next().map_or(0, char::len_utf8);
        if text[end..].starts_with('\n') && text[at..].starts_with('\r') {
            edits.drop(at..end);
        } else {
            edits.replace(at..end, "\n");
        }
    }
}
