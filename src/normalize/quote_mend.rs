//! The rule for pairs of quotation marks of which one is curly and the other straight.

use super::around;
use super::context::Context;
use super::features::Features;
use super::quote::{Mark, is_double, is_elision, is_single, marks};
use super::rule::{EditSink, NEWS, Rule};
use crate::config::NormalizeConfig;

/// The rule `quote.mend`.
pub(super) const MEND: Rule = Rule {
    id: "quote.mend",
    summary: "makes both marks of a pair of quotation marks curly where one is",
    why: "An editor's software curls quotation marks that are typed and leaves those that were \
         pasted or are next to another mark, so a quotation opens with a curly mark and closes \
         with a straight one. A pair of one style is the author's choice and is left alone, \
         whatever the rest of the text uses. Apostrophes, inch signs, marks without a partner in \
         their line, and straight marks at both ends of a text, which a table put around its \
         field, are left alone, too.",
    changes: &[
        ("“We wait for society’s ‘immune response.'”", "“We wait for society’s ‘immune response.’”"),
        ("“Half curly,\" he said.", "“Half curly,” he said."),
        ("\"Half curly,” he said.", "“Half curly,” he said."),
        ("“Both open,“ he said.", "“Both open,” he said."),
        ("It is ‘so', she said", "It is ‘so’, she said"),
        ("'Yes,’ she said", "‘Yes,’ she said"),
        ("“He is 6'2\" tall\" they said", "“He is 6'2\" tall” they said"),
        ("\"The “best” policy,” he said", "“The “best” policy,” he said"),
    ],
    stays: &[
        "\"Straight,\" he said. “Curly,” she said. He said \"yes\".",
        "“He said \"yes\" and left.”",
        "\"He said “yes” and left.\"",
        "„Deutsch“ und »so«, ”svenska” och ”finska”",
        "“A paragraph that goes on in the next",
        "“He is 6'2\" tall,” they said",
        "‘The boys' club’ and rock 'n' roll in the ’90s",
        "“Don't,” she said; the writers’ strike isn't over",
        "''Twins’’ and \"\"twins”, he said",
        "\"It is “so” and “not so. That is what they have said.\"",
        "He’s the boss' son and it's the '90s",
    ],
    errs: "An inch sign inside a curly quotation is taken for its end if the line does not close the quotation later.",
    profiles: NEWS,
    examples_under: NormalizeConfig::DEFAULT,
    needs: Features::CURLY_QUOTE,
    find,
};

fn find(context: &Context, edits: &mut EditSink) {
    // A text that begins and ends with a straight mark is the field of a table whose marks were
    // left on: the two marks belong to each other.
    let bare = context.text.trim();
    let field = bare.len() > 1 && bare.starts_with('"') && bare.ends_with('"');
    let (first, last) = (context.text.len() - context.text.trim_start().len(), context.text.trim_end().len());
    for (start, line) in around::lines(context.text) {
        // Lines with other conventions („ “), where the marks have other meanings, are left alone.
        if may_be_mixed(line) {
            let mut marks = marks(line.trim_end_matches('\n'));
            if field {
                marks.retain(|mark| start + mark.at != first && start + mark.end() != last);
            }
            let mut found = doubles(&marks);
            found.extend(singles(&marks, line));
            found.sort_by_key(|(mark, _)| mark.at);
            for (mark, becomes) in found {
                let mut buffer = [0; 4];
                edits.replace(start + mark.at..start + mark.end(), becomes.encode_utf8(&mut buffer));
            }
        }
    }
}

/// Whether a line has curly marks of English, none of another convention, and anything but pairs of
/// curly double marks and apostrophes between letters. Nearly all lines have only these.
fn may_be_mixed(line: &str) -> bool {
    let bytes = line.as_bytes();
    let letter = |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_some_and(u8::is_ascii_alphabetic);
    let (mut curly, mut mixed, mut open) = (false, false, false);
    // U+2018 to U+201F are the bytes E2 80 98 to E2 80 9F.
    for at in memchr::memchr3_iter(b'"', b'\'', 0xe2, bytes) {
        match bytes[at..] {
            [b'\'', ..] if letter(at.checked_sub(1)) && letter(Some(at + 1)) => {}
            [0xe2, 0x80, 0x99, ..] if letter(at.checked_sub(1)) && letter(Some(at + 3)) => {}
            [b'\'' | b'"', ..] => mixed = true,
            [0xe2, 0x80, 0x98 | 0x99, ..] => (curly, mixed) = (true, true),
            [0xe2, 0x80, 0x9c, ..] => (curly, mixed, open) = (true, mixed | open, true),
            [0xe2, 0x80, 0x9d, ..] => (curly, open) = (true, false),
            [0xe2, 0x80, 0x9a | 0x9e | 0x9f, ..] => return false,
            _ => {}
        }
    }
    curly && mixed
}

/// The changes to double marks, matched with a stack of open marks.
fn doubles(marks: &[Mark]) -> Vec<(Mark, char)> {
    let doubles: Vec<Mark> = marks.iter().copied().filter(|mark| is_double(mark.is) && !mark.twin).collect();
    // For each mark, whether a curly mark closes later, before another opens.
    let mut closes_later = vec![false; doubles.len()];
    for index in (0..doubles.len().saturating_sub(1)).rev() {
        closes_later[index] = match doubles[index + 1].is {
            '”' => true,
            '“' => false,
            _ => closes_later[index + 1],
        };
    }
    let mut found = Vec::new();
    let mut open: Vec<Mark> = Vec::new();
    // The number of open marks that are curly; it saves a search.
    let mut curly = 0;
    for (mark, closes_later) in doubles.iter().zip(closes_later) {
        let last = open.last().map(|mark| mark.is);
        let only_closes = mark.closes && !mark.opens;
        match (mark.is, last) {
            ('”', _) if curly > 0 => {
                while open.pop().is_some_and(|mark| mark.is == '"') {}
                curly -= 1;
            }
            ('”', Some(_)) if mark.closes => found.extend(open.pop().map(|opening| (opening, '“'))),
            ('“', Some('“')) if only_closes && !closes_later => {
                open.pop();
                curly -= 1;
                found.push((*mark, '”'));
            }
            ('“', _) => {
                open.push(*mark);
                curly += 1;
            }
            ('"', Some('"')) if mark.closes => drop(open.pop()),
            ('"', Some(_)) if only_closes => {
                let inches = mark.left.is_some_and(|c| c.is_ascii_digit()) && closes_later;
                let later_pair = mark.left.is_some_and(|c| c.is_ascii_digit()) && closes_later_straight(&doubles, mark);
                if !inches && !later_pair {
                    open.pop();
                    curly -= 1;
                    found.push((*mark, '”'));
                }
            }
            ('"', _) if mark.opens && !mark.closes => open.push(*mark),
            _ => {}
        }
    }
    found
}

/// Whether the next straight mark also closes and does not follow a digit.
fn closes_later_straight(doubles: &[Mark], mark: &Mark) -> bool {
    let from = doubles.partition_point(|other| other.at <= mark.at);
    // Only the next mark is checked: a search to the end would take quadratic time in a line of
    // many marks.
    doubles.get(from).is_some_and(|next| {
        next.is == '"' && next.closes && !next.opens && !next.left.is_some_and(|c| c.is_ascii_digit())
    })
}

/// The changes to single marks. Most are apostrophes, so a pair needs a reason.
fn singles(marks: &[Mark], line: &str) -> Vec<(Mark, char)> {
    let mut found = Vec::new();
    let mut open: Option<Mark> = None;
    let singles: Vec<Mark> = marks.iter().copied().filter(|mark| is_single(mark.is) && !mark.twin).collect();
    // For each mark, whether a mark that may close, curly or straight, comes later.
    let mut later = vec![false; singles.len()];
    for index in (0..singles.len().saturating_sub(1)).rev() {
        let next = &singles[index + 1];
        later[index] = next.is != '‘' && (later[index + 1] || next.closes);
    }
    for (mark, later) in singles.iter().zip(later) {
        let after_stop = mark.left.is_some_and(|c| ".,!?…".contains(c));
        match (mark.is, open.map(|mark| mark.is)) {
            ('‘', _) if mark.opens && !is_elision(&line[mark.end()..]) => open = Some(*mark),
            ('\'', _) if mark.opens && !mark.closes && !is_elision(&line[mark.end()..]) => open = Some(*mark),
            ('’', Some('‘')) if mark.closes => open = None,
            ('\'', Some('\'')) if mark.closes => open = None,
            ('\'', Some(_)) if mark.closes && !mark.opens && (after_stop || !later) => {
                open = None;
                found.push((*mark, '’'));
            }
            ('’', Some(_)) if mark.closes && after_stop => found.extend(open.take().map(|opening| (opening, '‘'))),
            _ => {}
        }
    }
    found
}
