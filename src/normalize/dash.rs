//! The rules for dashes and ellipses as a typewriter writes them.

use super::around;
use super::context::Context;
use super::features::Features;
use super::glue::has_foreign_sign;
use super::rule::{EditSink, Rule};
use crate::config::{DashStyle, NormalizeConfig, Profile, QuoteStyle};

/// The configuration of the examples: typographic dashes.
const TYPOGRAPHIC: NormalizeConfig = NormalizeConfig {
    profile: Profile::News,
    only: Vec::new(),
    skip: Vec::new(),
    quotes: QuoteStyle::Keep,
    dashes: DashStyle::Typographic,
};

/// The rule `dash.style`.
pub(super) const DASH: Rule = Rule {
    id: "dash.style",
    summary: "replaces two hyphens between words by a dash, if the configuration asks for it",
    why: "A typewriter has no dash, so newswire writes two hyphens. Which form a publisher uses is \
         a matter of style and misleads no reader, so both are kept by default (`keep`). Under \
         `dashes = \"typographic\"`, two hyphens between words become one dash, and the spaces \
         around them are kept. Command-line options, rows of hyphens, tables and list markers are \
         left alone.",
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
    errs: "An operator of a programming language in a line of prose becomes a dash.",
    profiles: &[],
    examples_under: TYPOGRAPHIC,
    needs: Features::TYPEWRITER,
    find: find_dash,
};

/// The rule `dash.ellipsis`.
pub(super) const ELLIPSIS: Rule = Rule {
    id: "dash.ellipsis",
    summary: "replaces three full stops by an ellipsis, if the configuration asks for it",
    why: "Three full stops, with or without spaces, mean the same as the single character …; which \
         form a publisher uses is a matter of style. Both are kept by default. Under `dashes = \
         \"typographic\"`, exactly three full stops become one ellipsis. Four full stops are left \
         alone, because they are a full stop and an ellipsis in unknown order; so are paths and \
         ranges.",
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
