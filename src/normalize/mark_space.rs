//! The space before and after a mark of punctuation, in English.

use super::around;
use super::features::Features;
use super::rule::{Context, Finds, Rule};
use crate::config::NormalizeConfig;

/// `space.before-mark`.
pub(super) const BEFORE: Rule = Rule {
    id: "space.before-mark",
    summary: "drops a space before a comma, full stop, semicolon or closing mark in English text",
    why: "Where a link or a reference was cut out, its space stays: \"released without charge . But\". English has no \
          space there; French has one before high marks, so that only English text is touched. Emoticons, spaced-out \
          ellipses, names that begin with a full stop (.NET, .com) and columns of figures stay.",
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
        "What is  , that of the table  . of the row",
    ],
    errs: "",
    default: true,
    examples_under: NormalizeConfig::DEFAULT,
    needs: Features::LOOSE_MARK,
    find: find_before,
};

/// `glue.comma`.
pub(super) const COMMA: Rule = Rule {
    id: "glue.comma",
    summary: "parts two English words that lost the space after a comma or semicolon",
    why: "The same loss as between sentences: \"however,the talks\". Figures, lists without any space, addresses and \
          identifiers stay: both sides must be whole words, and the comma the only sign between two spaces.",
    changes: &[(
        "They said that,in short,the talks are over;but not there",
        "They said that, in short, the talks are over; but not there",
    )],
    stays: &[
        "They paid 1,000 and the tags red,green,blue and a,b are of the list",
        "mots,sans espace",
        "x.com/a,b of the",
    ],
    errs: "A name written with a comma inside.",
    default: true,
    examples_under: NormalizeConfig::DEFAULT,
    needs: Features::TIGHT_COMMA,
    find: find_comma,
};

fn find_before(context: &Context, finds: &mut Finds) {
    let text = context.text;
    for at in memchr::memchr_iter(b' ', text.as_bytes()) {
        let (before, after) = (&text[..at], &text[at + 1..]);
        let Some(mark @ (',' | '.' | ';' | '?' | '!')) = after.chars().next() else { continue };
        let next = after[1..].chars().next();
        let ends = next.is_none_or(|c| c.is_whitespace() || matches!(c, '"' | '”' | '’'));
        let word =
            before.chars().next_back().is_some_and(|c| c.is_alphanumeric() || matches!(c, ')' | '”' | '"' | '’'));
        // `. . .`, and the columns of a table: the same mark or a wide space is near.
        let more =
            after[1..].trim_start_matches(' ').starts_with(['.', ',', ';', '?', '!']) || after[1..].starts_with("  ");
        let spaced = mark == '.' && before.ends_with(" .");
        if ends && word && !more && !spaced && context.is_english() {
            finds.drop(at..at + 1);
        }
    }
}

fn find_comma(context: &Context, finds: &mut Finds) {
    let text = context.text;
    for at in memchr::memchr2_iter(b',', b';', text.as_bytes()) {
        let after = &text[at + 1..];
        if !after.starts_with(|c: char| c.is_alphabetic()) || !text[..at].ends_with(char::is_lowercase) {
            continue;
        }
        let chunk = around::chunk(text, at);
        let inner =
            chunk.trim_end_matches(['.', ',', ';', ':', '!', '?', ')', '"', '”']).trim_start_matches(['(', '"', '“']);
        let Some((left, right)) = inner.split_once([',', ';']) else { continue };
        let is_word = |side: &str| {
            side.chars().nth(1).is_some() && side.chars().all(|c| c.is_alphabetic() || matches!(c, '\'' | '’' | '-'))
        };
        if is_word(left) && is_word(right) && chunk.len() < text.len() && context.is_english() {
            finds.insert(at + 1, " ");
        }
    }
}
