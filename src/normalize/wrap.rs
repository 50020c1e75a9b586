//! The rule for paragraphs that were broken into lines of a fixed width.

use std::ops::Range;

use super::context::Context;
use super::features::Features;
use super::rule::{EditSink, NEWS, Rule};
use crate::config::NormalizeConfig;

/// The rule `wrap.join`.
pub(super) const JOIN: Rule = Rule {
    id: "wrap.join",
    summary: "joins the lines of a paragraph that was wrapped at a fixed width, and words that were cut there",
    why: "Newswire and mail break a paragraph wherever the next word does not fit, so names are \
         divided between two lines. In such a paragraph every line but the last is as full as it \
         can be. A paragraph of three lines or more with this property is joined; one of two lines \
         is joined where other paragraphs of the text are. Lists, verse, tables and headlines do \
         not have the property, or are recognized by their shape. A hyphen at the end of a line is \
         deleted only if the joined word occurs elsewhere in the text and the word with the hyphen \
         does not; otherwise it is kept, because it may be part of the word.",
    changes: &[
        (
            "Diplomats say that the talks cannot go on, \nand that the minister knows. Nobody has sai\nd what is to become of the plan for which s\no many have worked so long.",
            "Diplomats say that the talks cannot go on, and that the minister knows. Nobody has said what is to become of the plan for which so many have worked so long.",
        ),
        (
            "The minister said on Monday that the\nnegotiations in Geneva had failed, and\nthat no date for another meeting of the\ntwo sides had been set.\n\nNobody knows what is to become of the\nplan.",
            "The minister said on Monday that the negotiations in Geneva had failed, and that no date for another meeting of the two sides had been set.\n\nNobody knows what is to become of the plan.",
        ),
        (
            "The negotiations about the long-term\nplan failed. Diplomats say the negotia-\ntions will not go on before the long-\nterm plan is changed.",
            "The negotiations about the long-term plan failed. Diplomats say the negotiations will not go on before the long-term plan is changed.",
        ),
    ],
    stays: &[
        "The minister spoke.\nNobody listened to him.\nThe talks failed.",
        "- salt and pepper and some more salt\n- flour of the finest kind that there\n- butter",
        "One line of verse that is quite long\nand short,\none line of verse that is quite long\nand short.",
        "Anna: Congratulations for all that is good…\nBen: Where is the end of what began here…\nCarl: We are happy that it is all over by…",
        "Oil   12.50   13.10   14.20\nGas   11.40   12.30   13.30\nCoal  10.20   11.30   12.50",
    ],
    errs: "Verse or a list is joined if its lines happen to be as full as they can be.",
    profiles: NEWS,
    examples_under: NormalizeConfig::DEFAULT,
    needs: Features::SHORT_LINES,
    find,
};

/// The widths at which text is wrapped, in characters: narrower lines are columns of a newspaper,
/// and nobody wraps at wider ones.
const WIDTHS: std::ops::RangeInclusive<usize> = 32..=100;

/// The least number of lines that show that a paragraph was wrapped.
const MIN_LINES: usize = 3;

/// About the length of a line of wrapped text; lists of lines are allocated for it.
const LINE_BYTES: usize = 64;

/// A line of the text.
#[derive(Debug, Clone, Copy)]
struct TextLine<'t> {
    start: usize,
    /// The line without its line feed.
    text: &'t str,
    /// The line without its line feed and the white space before it.
    body: &'t str,
}

impl TextLine<'_> {
    /// The width in characters, without the spaces at the end.
    fn width(&self) -> usize {
        width(self.body)
    }

    /// The width in characters, including the spaces at the end.
    fn full(&self) -> usize {
        width(self.text)
    }

    /// The width of the first word in characters.
    fn first_width(&self) -> usize {
        let words = self.body.trim_start_matches(' ');
        width(&words[..memchr::memchr(b' ', words.as_bytes()).unwrap_or(words.len())])
    }
}

fn find(context: &Context, edits: &mut EditSink) {
    let (lines, blocks) = blocks(context.text);
    let blocks = || blocks.iter().map(|block| &lines[block.clone()]);
    // A program that cuts a text cuts all of it at one width.
    if let Some(at) = blocks().find(|block| is_cut(block)).map(|block| block[0].full()) {
        for block in blocks().filter(|block| is_cut_at(block, at)) {
            for pair in block.windows(2) {
                edits.drop(pair[0].start + pair[0].text.len()..pair[1].start);
            }
        }
        return;
    }
    // The width at which each block is wrapped, where its own lines show one.
    let widths: Vec<Option<usize>> = blocks()
        .map(|block| (block.len() >= MIN_LINES).then(|| widest(block))?.filter(|own| is_wrapped(block, *own)))
        .collect();
    let Some(width) = widths.iter().flatten().max().copied().filter(|at| !is_even(blocks(), *at)) else { return };
    for (block, own) in blocks().zip(&widths) {
        // Two lines show too little by themselves: they must fit the width of the other blocks.
        let fits = || widest(block).is_some_and(|own| own <= width);
        let short = || (2..MIN_LINES).contains(&block.len()) && fits() && is_wrapped(block, width);
        if own.is_some() || short() {
            for pair in block.windows(2) {
                join(context, pair[0], pair[1], edits);
            }
        }
    }
}

/// The width of the widest line; `None` if it is wider than any wrapped line, as in most
/// paragraphs.
fn widest(block: &[TextLine]) -> Option<usize> {
    block.iter().try_fold(0, |widest, line| Some(line.width().max(widest)).filter(|own| own <= WIDTHS.end()))
}

/// The lines of a text that are not blank, and the ranges of lines that form a block: a blank line
/// or an indented one begins another block.
fn blocks(text: &str) -> (Vec<TextLine<'_>>, Vec<Range<usize>>) {
    let mut lines = Vec::with_capacity(text.len() / LINE_BYTES);
    let mut blocks = Vec::new();
    let mut first = 0;
    let mut start = 0;
    for end in memchr::memchr_iter(b'\n', text.as_bytes()).chain([text.len()]) {
        let line = &text[start..end];
        let body = line.trim_end();
        let indented = line.starts_with("  ") || line.starts_with('\t');
        if (body.is_empty() || indented) && lines.len() > first {
            blocks.push(first..lines.len());
            first = lines.len();
        }
        if !body.is_empty() {
            lines.push(TextLine { start, text: line, body });
        }
        start = end + 1;
    }
    blocks.push(first..lines.len());
    (lines, blocks)
}

/// Whether a program cut the paragraph after a fixed number of characters, even inside a word: all
/// lines but the last have one length, and some still end with a space.
fn is_cut(block: &[TextLine]) -> bool {
    block.len() > MIN_LINES
        && WIDTHS.contains(&block[0].full())
        && is_cut_at(block, block[0].full())
        && block[..block.len() - 1].iter().any(|line| line.text.ends_with(' '))
        && block.iter().all(is_prose)
}

/// Whether all lines but the last have the width `at`, and the last is not wider.
fn is_cut_at(block: &[TextLine], at: usize) -> bool {
    let [full @ .., last] = block else { return false };
    !full.is_empty() && last.full() <= at && full.iter().all(|line| line.full() == at)
}

/// Whether most bytes of a line are letters, and it is not a row of a table.
fn is_prose(line: &TextLine) -> bool {
    let body = line.text.trim();
    // A byte above 0x7F is counted as part of a letter.
    let letters = count(body.as_bytes(), |byte| ((byte | 0x20).wrapping_sub(b'a') < 26) | (byte >= 0x80));
    letters * 10 >= body.len() * 6 && !has_columns(body)
}

/// Whether a tab or three spaces in a row separate the parts of a line.
fn has_columns(body: &str) -> bool {
    let bytes = body.as_bytes();
    let threes = bytes.iter().zip(bytes.iter().skip(1)).zip(bytes.iter().skip(2));
    threes.fold(false, |found, ((a, b), c)| found | (*a == b'\t') | ((*a == b' ') & (*b == b' ') & (*c == b' ')))
}

/// Whether a line is a list item or a quoted line of mail.
fn is_marked(line: &TextLine) -> bool {
    line.text.trim_start().starts_with(['-', '*', '•', '·', '>', '|', '#', '–', '—'])
}

/// Whether most lines with another line after them end like sentences or teasers: then the block is
/// a list.
fn are_items(block: &[TextLine]) -> bool {
    let followed = &block[..block.len().saturating_sub(1)];
    let ended = followed.iter().filter(|line| line.text.trim_end().ends_with(['.', '!', '?', '…', ':', ';'])).count();
    ended * 2 > followed.len()
}

/// Whether most lines with another line after them have exactly one width: they are a frame, or
/// text that was cut and then trimmed, where the ends of words are unknown. Of wrapped lines about
/// one in ten is as wide as can be.
fn is_even<'b>(blocks: impl Iterator<Item = &'b [TextLine<'b>]> + Clone, at: usize) -> bool {
    let followed = || blocks.clone().flat_map(|block| &block[..block.len().saturating_sub(1)]);
    let full = followed().filter(|line| line.full() == at).count();
    full > 1 && full * 4 > followed().count() * 3
}

/// The width of a line in characters.
fn width(text: &str) -> usize {
    if text.is_ascii() { text.len() } else { count(text.as_bytes(), |byte| !(0x80..0xc0).contains(&byte)) }
}

/// The number of bytes of a kind, summed in steps that the compiler can vectorize.
#[inline(always)]
fn count(bytes: &[u8], kind: impl Fn(u8) -> bool) -> usize {
    const STEP: usize = 16;
    let mut all = 0;
    // Each lane is one byte, so it counts to 255.
    for stretch in bytes.chunks(STEP * u8::MAX as usize) {
        let mut lanes = [0_u8; STEP];
        let steps = stretch.chunks_exact(STEP);
        let rest = steps.remainder();
        for step in steps {
            for (lane, byte) in lanes.iter_mut().zip(step) {
                *lane += u8::from(kind(*byte));
            }
        }
        all += lanes.iter().map(|lane| usize::from(*lane)).sum::<usize>();
        all += rest.iter().filter(|byte| kind(**byte)).count();
    }
    all
}

/// Whether every line but the last is as full as it can be.
fn is_wrapped(block: &[TextLine], width: usize) -> bool {
    // The condition that fails most often is checked first.
    WIDTHS.contains(&width)
        && block.windows(2).all(|pair| pair[0].width() + 1 + pair[1].first_width() > width)
        && !block.iter().any(is_marked)
        && !are_items(block)
        && block.iter().all(is_prose)
}

fn join(context: &Context, line: TextLine, next: TextLine, edits: &mut EditSink) {
    let text = context.text;
    let end = line.start + line.text.trim_end().len();
    let from = next.start + (next.text.len() - next.text.trim_start().len());
    let before = &text[..end];
    let Some(stem) = before.strip_suffix('-').filter(|stem| stem.ends_with(char::is_alphabetic)) else {
        edits.replace(end..from, " ");
        return;
    };
    let left = stem.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    let rest = &text[from..];
    let right = &rest[..rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len())];
    let joined = format!("{left}{right}");
    if right.starts_with(char::is_lowercase)
        && context.has_word(&joined)
        && !context.has_compound(&format!("{left}-{right}"))
    {
        edits.drop(end - 1..from);
    } else {
        edits.drop(end..from);
    }
}
