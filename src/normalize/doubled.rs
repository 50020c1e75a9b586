//! The rule for two spaces between words.

use super::context::Context;
use super::features::Features;
use super::rule::{EditSink, NEWS, Rule};
use crate::config::NormalizeConfig;
use crate::text::head;

/// The rule `space.doubled`.
pub(super) const DOUBLED: Rule = Rule {
    id: "space.doubled",
    summary: "replaces two spaces between the words of an English sentence by one",
    why: "A removed link leaves the spaces on both its sides, an editor leaves a no-break space \
         next to a plain one, and typists put two spaces after a full stop. A browser shows them \
         as one. Only pairs of spaces are changed, and only in a line of prose: the columns of \
         tables are separated by more spaces or by many pairs, and contain figures.",
    changes: &[
        ("The talks were over,  they said of what it had been.", "The talks were over, they said of what it had been."),
        ("The talks are over.  They said so on Monday.", "The talks are over. They said so on Monday."),
        ("a statement by the  minister on what he said", "a statement by the minister on what he said"),
    ],
    stays: &[
        "What  is  in  the  columns",
        "This is that  and it is not",
        "The ministry of that  12.50  13.10 has it",
        "The name of it    and that which  is its place",
        "Les mots  de la phrase sont là et pas ailleurs",
        "  indented as it was and as it has been",
    ],
    errs: "A row of a table is changed if it reads like a sentence, with words in all columns.",
    profiles: NEWS,
    examples_under: NormalizeConfig::DEFAULT,
    needs: Features::DOUBLED_SPACE,
    find,
};

/// The least number of words for each double space inside a sentence: rows of tables, captions and
/// headlines have fewer.
const MIN_WORDS_PER_GAP: usize = 8;

/// The least number of words for each double space, including those after full stops.
const MIN_WORDS_PER_STOP: usize = 4;

fn find(context: &Context, edits: &mut EditSink) {
    let text = context.text;
    // The end of the line that was checked last, and whether that line is prose.
    let mut line = (0, false);
    for at in memchr::memmem::find_iter(text.as_bytes(), b"  ") {
        if at >= line.0 {
            let start = text[..at].rfind('\n').map_or(0, |at| at + 1);
            let end = text[at..].find('\n').map_or(text.len(), |length| at + length);
            line = (end, is_prose(&text[start..end]));
        }
        if !line.1 {
            continue;
        }
        let left = text[..at].chars().next_back();
        let right = text[at + 2..].chars().next();
        let ends = left.is_some_and(|c| c.is_alphabetic() || is_stop(c));
        let begins = right.is_some_and(|c| c.is_alphabetic() || is_opening(c));
        // A sentence may begin with a figure.
        let figure = left.is_some_and(|c| matches!(c, '.' | ',')) && right.is_some_and(|c| c.is_ascii_digit());
        let after_figure = left.is_some_and(|c| c.is_ascii_digit()) && right.is_some_and(char::is_lowercase);
        if ((ends && (begins || figure)) || after_figure) && context.is_english() {
            edits.drop(at..at + 1);
        }
    }
}

/// Whether a line is prose rather than a row of a table.
fn is_prose(line: &str) -> bool {
    let line = head(line.trim(), LOOK_BYTES);
    let letters = line.chars().filter(|c| c.is_alphabetic()).count();
    let words = line.split_ascii_whitespace().count();
    let (mut gaps, mut within) = (0, 0);
    for at in memchr::memmem::find_iter(line.as_bytes(), b"  ") {
        gaps += 1;
        within += usize::from(!line[..at].trim_end_matches(['"', '\'', '”', '’', ')']).ends_with(['.', '!', '?']));
    }
    memchr::memmem::find(line.as_bytes(), b"   ").is_none()
        && !line.contains('\t')
        && words >= within * MIN_WORDS_PER_GAP
        && words >= gaps * MIN_WORDS_PER_STOP
        && letters * 3 > line.len() * 2
}

/// How many bytes of a line are checked: rows of tables are shorter.
const LOOK_BYTES: usize = 4 << 10;

fn is_stop(c: char) -> bool {
    matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | ')' | '"' | '\'' | '”' | '’' | '…')
}

fn is_opening(c: char) -> bool {
    matches!(c, '(' | '"' | '\'' | '“' | '‘')
}
