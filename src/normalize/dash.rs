//! Dashes and ellipses as a typewriter writes them.

use super::around;
use super::context::Context;
use super::features::Features;
use super::glue::has_foreign_sign;
use super::rule::{EditSink, Rule};
use crate::config::{DashStyle, NormalizeConfig, Profile, QuoteStyle};

/// The configuration that the rows name.
const TYPOGRAPHIC: NormalizeConfig = NormalizeConfig {
    profile: Profile::News,
    only: Vec::new(),
    skip: Vec::new(),
    quotes: QuoteStyle::Keep,
    dashes: DashStyle::Typographic,
};

/// `dash.style`.
pub(super) const DASH: Rule = Rule {
    id: "dash.style",
    summary: "writes two hyphens between words as a dash where the configuration asks for it",
    why: "A typewriter has no dash, so that newswire writes two hyphens. Which of the two a house uses is its style, as \
          with quotation marks, and no reader is misled: by default, `keep`, both stay. Under `dashes = \"typographic\"` \
          two hyphens between words become one dash, with the spaces as they were. Options of programs, rules of \
          hyphens, tables and the heads of lists stay.",
    changes: &[
        ("The talks -- the last of them -- failed.", "The talks — the last of them — failed."),
        ("The talks--all of them--failed.", "The talks—all of them—failed."),
    ],
    stays: &[
        "run it with --help or -- --help",
        "-- the first item",
        "---- and <!-- so --> and a-----b",
        "Toledo  --  1.55  --",
    ],
    errs: "The operator of a program in a line of prose.",
    profiles: &[],
    examples_under: TYPOGRAPHIC,
    needs: Features::TYPEWRITER,
    find: find_dash,
};

/// `dash.ellipsis`.
pub(super) const ELLIPSIS: Rule = Rule {
    id: "dash.ellipsis",
    summary: "writes three full stops as an ellipsis where the configuration asks for it",
    why: "Three full stops, set tight or with spaces, and the one character … mean the same; which of them a house uses is \
          its style. By default both stay; under `dashes = \"typographic\"` exactly three become one. Four, which are a \
          full stop and an ellipsis in an order that no one knows, stay, and so do paths and ranges.",
    changes: &[
        ("And then... nothing. \"Wait...\"", "And then… nothing. \"Wait…\""),
        ("the words . . . of it", "the words … of it"),
    ],
    stays: &["It is over.... Or not", "../../files and 1...5 and a...b", "so . . . . that"],
    errs: "",
    profiles: &[],
    examples_under: TYPOGRAPHIC,
    needs: Features::TYPEWRITER,
    find: find_ellipsis,
};

fn find_dash(context: &Context, edits: &mut EditSink) {
    let text = context.text;
    for at in memchr::memmem::find_iter(text.as_bytes(), b"--") {
        let (before, after) = (&text[..at], &text[at + 2..]);
        let word = |c: char| {
            c.is_alphanumeric()
                || matches!(c, '"' | '\'' | '“' | '”' | '‘' | '’' | '(' | ')' | ',' | '.' | '?' | '!' | '%')
        };
        let tight = before.ends_with(char::is_alphabetic) && after.starts_with(char::is_alphabetic);
        let tight = tight && !has_foreign_sign(around::chunk(text, at));
        let outer = |side: Option<&str>, ends: bool| {
            side.is_some_and(|side| if ends { side.ends_with(word) } else { side.starts_with(word) || side.is_empty() })
        };
        let spaced = outer(before.strip_suffix(' '), true)
            && (after.is_empty() || after.starts_with('\n') || outer(after.strip_prefix(' '), false));
        if tight || spaced {
            edits.replace(at..at + 2, "—");
        }
    }
}

fn find_ellipsis(context: &Context, edits: &mut EditSink) {
    let text = context.text;
    for form in ["...", ". . ."] {
        for at in memchr::memmem::find_iter(text.as_bytes(), form.as_bytes()) {
            let (before, after) = (&text[..at], &text[at + form.len()..]);
            let near = |c: char| c == '.' || c == '/' || c == '\\';
            let separate =
                !before.trim_end_matches(' ').ends_with(near) && !after.trim_start_matches(' ').starts_with(near);
            let ends = !after.starts_with(|c: char| c.is_alphanumeric());
            if separate && ends {
                edits.replace(at..at + form.len(), "…");
            }
        }
    }
}
