//! The edits that drop boilerplate lines.

use std::ops::Range;

use crate::model::{Clean, Draft, Edit, Label, Patch, Segment, Span};

/// The rule of every edit that drops a run of boilerplate lines.
const RULE: &str = "segment.boilerplate";

/// The edits that drop the boilerplate lines: each run of them, with the blank lines inside and on one side of it, is one
/// deletion by `segment.boilerplate`.
///
/// The lines on both sides keep every byte, and stay apart by the wider of the two gaps that were there. At the head of a text its
/// blank lines go too; at the end its last line break stays. `lines` come in order, as [`super::lines()`] gives them.
pub fn drop_boilerplate(text: &str, lines: &[Segment<Draft>]) -> Patch<Draft, Clean> {
    let mut edits = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        if lines[at].label != Label::Boilerplate {
            at += 1;
            continue;
        }
        let first = at;
        while at < lines.len() && lines[at].label == Label::Boilerplate {
            at += 1;
        }
        let kept_before = first.checked_sub(1).map(|line| lines[line].span.end);
        let kept_after = lines.get(at).map(|line| line.span.start);
        let cut = cut(text, kept_before, lines[first].span.start..lines[at - 1].span.end, kept_after);
        edits.push(Edit::new(Span::new(cut.start, cut.end), &text[cut.clone()], "", RULE));
    }
    Patch::new(edits).expect("runs of lines are apart and in order")
}

/// What to delete for the run of lines at `run`, between the kept lines that end and start at the places given.
fn cut(text: &str, kept_before: Option<usize>, run: Range<usize>, kept_after: Option<usize>) -> Range<usize> {
    match (kept_before, kept_after) {
        (None, None) => 0..text.len(),
        (None, Some(after)) => 0..after,
        (Some(before), None) => before..before.max(text.len() - last_break(text)),
        (Some(before), Some(after)) => {
            let breaks = |gap: Range<usize>| text[gap].bytes().filter(|&byte| byte == b'\n').count();
            let (left, right) = (breaks(before..run.start), breaks(run.end..after));
            if left >= right { run.start..after } else { before..run.end }
        }
    }
}

/// The length of the line break that ends the text.
fn last_break(text: &str) -> usize {
    if text.ends_with("\r\n") { 2 } else { usize::from(text.ends_with(['\n', '\r'])) }
}
