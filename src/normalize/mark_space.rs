//! The rules for the space before and after a punctuation mark, in English.

use super::around;
use super::context::Context;
use super::features::Features;
use super::rule::{EditSink, NEWS, Rule};
use crate::config::NormalizeConfig;
use crate::english::lists::FUNCTION_WORDS;

/// The rule `space.before-mark`.
pub(super) const BEFORE: Rule = Rule {
    id: "space.before-mark",
    summary: "deletes the space before a comma, full stop, semicolon, question or exclamation mark in English text",
    why: "Where a link or a reference was removed, its space is left: \"released without charge . \
         But\". English has no space there; French has one before some marks, so only English text \
         is changed. Emoticons, spaced ellipses, names that begin with a full stop (.NET, .com) \
         and columns of figures are left alone.",
    changes: &[
        (
            "They were released without charge . But the case, they said , goes on .",
            "They were released without charge. But the case, they said, goes on.",
        ),
        ("Is that the end ? No ; it is not !", "Is that the end? No; it is not!"),
    ],
    stays: &[
        "They use .NET and a .com address , . . . and that is it ;)",
        "Est-ce la fin ? Non ; pas du tout !",
        "The end . . . and that was the end of it",
        "It has a consequence ? a serious one ? and the scale ? $35 ? of it",
        "What is  , that of the table  . of the row",
    ],
    errs: "",
    profiles: NEWS,
    examples_under: NormalizeConfig::DEFAULT,
    needs: Features::LOOSE_MARK,
    find: find_before,
};

/// The rule `glue.comma`.
pub(super) const COMMA: Rule = Rule {
    id: "glue.comma",
    summary: "adds the missing space between two English words after a comma or semicolon",
    why: "Where a line break or a tag was removed, \"however,\" and \"the\" become \
         \"however,the\". Figures, lists without spaces, addresses and identifiers are left alone: \
         both sides must be whole words, and the comma must be the only mark between two spaces.",
    changes: &[(
        "It was over,but the end of that,which came late;the rest",
        "It was over, but the end of that, which came late; the rest",
    )],
    stays: &[
        "They paid 1,000 and the tags red,green,blue and a,b are of the list",
        "mots,sans espace",
        "What it is about: the early end,Early retirement,The plan,Your money,That is it",
        "x.com/a,b of the",
        "the adjustm,ent of the chairm,an was an end",
    ],
    errs: "A name that is written with a comma inside is split.",
    profiles: NEWS,
    examples_under: NormalizeConfig::DEFAULT,
    needs: Features::TIGHT_COMMA,
    find: find_comma,
};

fn find_before(context: &Context, edits: &mut EditSink) {
    let text = context.text;
    for at in memchr::memchr_iter(b' ', text.as_bytes()) {
        let (before, after) = (&text[..at], &text[at + 1..]);
        let Some(mark @ (',' | '.' | ';' | '?' | '!')) = after.chars().next() else { continue };
        let next = after[1..].chars().next();
        let ends = next.is_none_or(|c| c.is_whitespace() || matches!(c, '"' | '”' | '’'));
        let word =
            before.chars().next_back().is_some_and(|c| c.is_alphanumeric() || matches!(c, ')' | '”' | '"' | '’'));
        // Another mark or a wide gap follows: an ellipsis as `. . .`, or columns of a table.
        let more =
            after[1..].trim_start_matches(' ').starts_with(['.', ',', ';', '?', '!']) || after[1..].starts_with("  ");
        // A question mark with spaces on both sides may replace a lost dash.
        let sure = mark != '?' || next.is_none_or(|c| c != ' ' || after[2..].starts_with(|c: char| c.is_uppercase()));
        let sure = sure && (mark != '?' || !loses_dashes(around::line(text, at)));
        let figures = before.ends_with(|c: char| c.is_ascii_digit())
            && after[1..].trim_start_matches(' ').starts_with(|c: char| c.is_ascii_digit());
        let spaced = figures || mark == '.' && before.ends_with(" .");
        if ends && word && sure && !more && !spaced && context.is_english() {
            edits.drop(at..at + 1);
        }
    }
}

/// Whether a question mark is between spaces before a small letter or a figure.
fn loses_dashes(line: &str) -> bool {
    line.match_indices(" ? ").any(|(at, gap)| !line[at + gap.len()..].starts_with(char::is_uppercase))
}

/// A line with so many commas without a space is a list.
const MIN_LISTED: usize = 4;

/// The number of commas between letters of a line.
fn tight_commas(line: &str) -> usize {
    let letters = |at: usize| line.as_bytes().get(at).is_some_and(u8::is_ascii_alphabetic);
    memchr::memchr_iter(b',', line.as_bytes()).filter(|at| *at > 0 && letters(at - 1) && letters(at + 1)).count()
}

fn find_comma(context: &Context, edits: &mut EditSink) {
    let text = context.text;
    // The end of the line that was checked last, and whether it is a list without spaces.
    let mut line = (0, false);
    for at in memchr::memchr2_iter(b',', b';', text.as_bytes()) {
        let after = &text[at + 1..];
        if at >= line.0 {
            let end = text[at..].find('\n').map_or(text.len(), |length| at + length);
            let start = text[..at].rfind('\n').map_or(0, |at| at + 1);
            line = (end, tight_commas(&text[start..end]) >= MIN_LISTED);
        }
        if line.1 || !after.starts_with(|c: char| c.is_alphabetic()) || !text[..at].ends_with(char::is_lowercase) {
            continue;
        }
        let chunk = around::chunk(text, at);
        let inner =
            chunk.trim_end_matches(['.', ',', ';', ':', '!', '?', ')', '"', '”']).trim_start_matches(['(', '"', '“']);
        let Some((left, right)) = inner.split_once([',', ';']) else { continue };
        let is_word = |side: &str| {
            side.chars().nth(1).is_some() && side.chars().all(|c| c.is_alphabetic() || matches!(c, '\'' | '’' | '-'))
        };
        // A comma inside a word (`adjustm,ent`) leaves two pieces that are not words.
        let right_known = FUNCTION_WORDS.contains_lowered(right) || context.has_word(right);
        let left_known =
            FUNCTION_WORDS.contains_lowered(right) || right.starts_with(char::is_uppercase) || context.has_word(left);
        if is_word(left)
            && is_word(right)
            && right_known
            && left_known
            && chunk.len() < text.len()
            && context.is_english()
        {
            edits.insert(at + 1, " ");
        }
    }
}
