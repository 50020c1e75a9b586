//! The rules for spaces inside brackets and quotation marks and before apostrophes, in English.

use super::around;
use super::context::Context;
use super::features::Features;
use super::rule::{EditSink, NEWS, Rule};
use crate::config::NormalizeConfig;
use crate::english::lists::{CONTRACTION_SUBJECTS, NEGATED_AUXILIARIES, WORDS_WITHOUT_GENITIVE};

/// The rule `space.inside-pair`.
pub(super) const PAIR: Rule = Rule {
    id: "space.inside-pair",
    summary: "deletes the space after an opening and before a closing bracket or curly quotation mark in English text",
    why: "A link that was removed leaves its spaces inside the marks around it: \"the “ rigged \
         witch hunt ”\". English has no spaces there. The direction of a straight mark is unknown, \
         so straight marks are left alone; a closing mark must have an opening mark before it in \
         its line. Other languages put spaces there (« »), so only English text is changed.",
    changes: &[
        ("He calls it “ the end of it ” and that was that.", "He calls it “the end of it” and that was that."),
        ("It was over ( on Friday ) and they have left.", "It was over (on Friday) and they have left."),
        ("He calls it [ the end ] of it.", "He calls it [the end] of it."),
    ],
    stays: &[
        "What they said: \" it is over \" and that was it",
        "a ) the first of them, b ) the second of them :)",
        "[ ] the box that is empty and ( ) what is not",
        "[ x ] the box that has been ticked",
        "Il a dit “ oui ” et ( non ) à la fin",
        "f( x ) of the function that is x",
        "The yen of that day   219.6   ( 218.5 ) and what it was",
        "„ so “ and that is what they have said",
    ],
    errs: "A text about typography may show marks with spaces on purpose.",
    profiles: NEWS,
    examples_under: NormalizeConfig::DEFAULT,
    needs: Features::LOOSE_PAIR,
    find: find_pair,
};

/// The rule `space.before-apostrophe`.
pub(super) const APOSTROPHE: Rule = Rule {
    id: "space.before-apostrophe",
    summary: "deletes the space before ’s, n’t and other endings with an apostrophe in English text",
    why: "A link that ended at a name leaves its space before the genitive: \"Russia ’s \
         takeover\"; text from a corpus has spaces before all such endings: \"they do n't\". No \
         English word begins like this. The space is left alone after words that no genitive \
         follows (\"the 's\"); before ’re, ’ve, ’ll, ’d and ’m it is deleted only after a pronoun.",
    changes: &[
        (
            "It was Russia ’s plan, and that of Mr. Smith 's friends.",
            "It was Russia’s plan, and that of Mr. Smith's friends.",
        ),
        ("They do n't know that it 's over and we ’re late.", "They don't know that it's over and we’re late."),
        ("That ’ s what it is and he doesn ’ t know.", "That’s what it is and he doesn’t know."),
    ],
    stays: &[
        "The 's in that word, and the 't and 'm of 'em and ’twas",
        "They met in ’s-Hertogenbosch and in 's Gravenmoer",
        "What it was in the ’90s and 'so' it was",
        "He said 'so' and 's' and ‘it’ and that was it",
        "Gerard ’t Hooft and what he has said",
        "Luca ’s morgens in de stad",
    ],
    errs: "",
    profiles: NEWS,
    examples_under: NormalizeConfig::DEFAULT,
    needs: Features::LOOSE_PAIR,
    find: find_apostrophe,
};

fn find_pair(context: &Context, edits: &mut EditSink) {
    let text = context.text;
    for at in memchr::memchr_iter(b' ', text.as_bytes()) {
        let (before, after) = (&text[..at], &text[at + 1..]);
        // Most spaces are between letters; the line is read only at the others.
        let line = || around::line_before(text, at);
        let loose = before.ends_with(['(', '[', '“']) && opens(line(), after)
            || after.starts_with([')', ']', '”']) && closes(line(), after);
        if loose && context.is_english() && !context.has_low_quote() {
            edits.drop(at..at + 1);
        }
    }
}

/// Whether the mark before the space opens: the character before the mark allows that, and words
/// follow.
fn opens(before: &str, after: &str) -> bool {
    let mark = before.chars().next_back().map_or(0, char::len_utf8);
    let (line, mark) = before.split_at(before.len() - mark);
    let outside = line.chars().next_back();
    // A second mark of the same kind closes: `“ so “`.
    if mark == "“" && line.rfind(['“', '”']).is_some_and(|last| line[last..].starts_with('“')) {
        return false;
    }
    let free = outside.is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '"' | '—' | '–' | '-' | '“' | '‘'));
    let mut inside = after.chars();
    let words = inside.next().is_some_and(|c| c.is_alphanumeric() || matches!(c, '‘' | '“' | '@' | '$' | '£'));
    // `[ x ]` is a checkbox.
    free && words && !is_column(line) && inside.next().is_some_and(|c| c != ' ' || after.starts_with(['a', 'A', 'I']))
}

/// Whether the mark after the space closes what was opened in the line.
fn closes(line: &str, after: &str) -> bool {
    let Some(mark) = after.chars().next() else { return false };
    let opening = match mark {
        ')' => '(',
        ']' => '[',
        _ => '“',
    };
    let inside = line.chars().next_back();
    let words = inside.is_some_and(|c| c.is_alphanumeric() || matches!(c, '.' | ',' | '!' | '?' | '%' | '…' | '’'));
    let outside = after[mark.len_utf8()..].chars().next();
    let free = outside.is_none_or(|c| c.is_whitespace() || matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | ')' | '—'));
    if !words || !free {
        return false;
    }
    let opened = line.rfind(opening).is_some_and(|from| {
        let inner = &line[from + opening.len_utf8()..];
        let loose = inner.strip_prefix(' ');
        !inner.contains(mark) && loose.is_none_or(|words| opens(&line[..from + opening.len_utf8()], words))
    });
    // `[ x` is the start of a checkbox.
    let boxed = line.trim_end().strip_suffix(|c: char| c.is_alphanumeric()).is_some_and(|rest| rest.ends_with("[ "));
    opened && !boxed && !is_column(line)
}

/// Whether the line has wide gaps: figures in brackets are often columns of a table.
fn is_column(line: &str) -> bool {
    memchr::memmem::find(line.trim_start().as_bytes(), b"   ").is_some()
}

fn find_apostrophe(context: &Context, edits: &mut EditSink) {
    let text = context.text;
    for at in memchr::memchr_iter(b' ', text.as_bytes()) {
        let after = &text[at + 1..];
        let (negated, rest) = match after.strip_prefix('n') {
            Some(rest) => (true, rest),
            None => (false, after),
        };
        let Some(rest) = rest.strip_prefix(['\'', '’']) else { continue };
        // `That ’ s` has a space on each side of the apostrophe.
        let gap = at + 1 + after.len() - rest.len();
        let (loose, rest) = match rest.strip_prefix(' ') {
            Some(rest) if !negated => (true, rest),
            _ => (false, rest),
        };
        let length = rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len());
        let (ending, follows) = rest.split_at(length);
        let stem = around::trailing_word(&text[..at]);
        if !negated && !matches!(ending, "s" | "re" | "ve" | "ll" | "d" | "m" | "t") || stem.is_empty() {
            continue;
        }
        let lower = stem.to_lowercase();
        let sure = match ending {
            "t" if negated => NEGATED_AUXILIARIES.contains(&lower),
            "t" => loose && lower.strip_suffix('n').is_some_and(|stem| NEGATED_AUXILIARIES.contains(stem)),
            _ if negated => false,
            "s" => stem.chars().nth(1).is_some() && (!WORDS_WITHOUT_GENITIVE.contains(&lower) || lower == "that"),
            _ => CONTRACTION_SUBJECTS.contains(&lower),
        };
        let free = !follows.starts_with(['-', '\'', '’', '"', '”']);
        if sure && free && context.is_english() {
            edits.drop(at..at + 1);
            if loose {
                edits.drop(gap..gap + 1);
            }
        }
    }
}
