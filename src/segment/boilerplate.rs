//! Makes the edits that delete boilerplate lines.

use std::ops::Range;

use crate::model::{Clean, Draft, Edit, Label, Patch, Segment, Span};

/// The rule id of the edits that delete boilerplate lines.
const RULE: &str = "segment.boilerplate";

/// The edits that delete the boilerplate lines. Each run of such lines, with the blank lines inside
/// it and on one side of it, is one deletion by `segment.boilerplate`.
///
/// The lines on both sides are kept unchanged, separated by the wider of the two gaps that were
/// around the run. At the start of a text the blank lines are deleted, too; at the end the last
/// line break is kept. `lines` must be in order, as [`super::lines()`] returns them.
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

/// The bytes to delete for the lines at `run`, given the end of the kept line before and the start
/// of the kept line after.
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

/// The length in bytes of the line break that ends the text.
fn last_break(text: &str) -> usize {
    if text.ends_with("\r\n") { 2 } else { usize::from(text.ends_with(['\n', '\r'])) }
}
