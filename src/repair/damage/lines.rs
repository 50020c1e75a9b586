//! Repairs of whole lines: lines that are doubled, dropped, or cut off before their end.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::judge::{ASSIGNED_DOUBTFUL, ASSIGNED_EVIDENT, Judgement};
use super::paired::PiecePair;
use super::pieces::{MIN_LINE_WORDS, Pieces, core};
use crate::model::{RepairKind, Span};

/// The most lines in a row that may be missing: an editor cut them if more are missing.
const MAX_DROPPED: usize = 3;

/// At most one in this many of the witness's lines may be missing: a text that lacks more is
/// another version.
const DROPPED_AMONG: usize = 5;

/// The least number of words by which the witness's line is longer where a line is cut off.
const MIN_CUT: usize = 3;

/// The least share of the words of a line that must be opposite one line of the witness for the two
/// lines to be the same.
const SAME_LINE: f32 = 0.6;

/// The repairs of the lines of a text.
pub(super) fn judge_lines(own: &Pieces, theirs: &Pieces, pairs: &[PiecePair]) -> Vec<Judgement> {
    let (lines, there) = (own.by_line(), theirs.by_line());
    let opposite = opposite(own, theirs, &lines, pairs);
    let both = LinesOfBoth { own, theirs, lines, there, opposite };
    let mut found = both.doubled();
    found.extend(both.dropped());
    found.extend(both.cut(pairs));
    found
}

/// For each line of a text the line of the witness that is the same, if there is one.
fn opposite(own: &Pieces, theirs: &Pieces, lines: &[Range<usize>], pairs: &[PiecePair]) -> Vec<Option<usize>> {
    let mut counts: Vec<HashMap<u32, usize>> = vec![HashMap::new(); lines.len()];
    for pair in pairs.iter().filter(|pair| pair.same) {
        *counts[own.lines[pair.own.start] as usize].entry(theirs.lines[pair.theirs.start]).or_insert(0) +=
            pair.own.len();
    }
    let best = |counts: &HashMap<u32, usize>| counts.iter().map(|(&line, &count)| (count, line)).max();
    lines
        .iter()
        .zip(&counts)
        .map(|(line, counts)| {
            best(counts)
                .filter(|&(count, _)| count as f32 >= SAME_LINE * line.len() as f32)
                .map(|(_, other)| other as usize)
        })
        .collect()
}

/// The lines of a text and of a witness.
struct LinesOfBoth<'p, 't> {
    own: &'p Pieces<'t>,
    theirs: &'p Pieces<'t>,
    /// The lines of the text, as ranges of its pieces.
    lines: Vec<Range<usize>>,
    /// The lines of the witness, as ranges of its pieces.
    there: Vec<Range<usize>>,
    /// For each line of the text the number of the witness's line that is the same.
    opposite: Vec<Option<usize>>,
}

impl LinesOfBoth<'_, '_> {
    /// Lines that the text has exactly twice in a row, and the witness once.
    fn doubled(&self) -> Vec<Judgement> {
        let LinesOfBoth { own, theirs, lines, there, .. } = self;
        let words = |pieces: &Pieces, line: &Range<usize>| pieces.ids[line.clone()].to_vec();
        let mut found = Vec::new();
        let mut times: Option<HashMap<Vec<u32>, usize>> = None;
        let mut at = 0;
        while at < lines.len() {
            let run = lines[at..].iter().take_while(|line| own.joined(line) == own.joined(&lines[at])).count();
            if run == 2 && lines[at].len() >= MIN_LINE_WORDS {
                let times = times.get_or_insert_with(|| {
                    let mut times = HashMap::new();
                    for line in there {
                        *times.entry(words(theirs, line)).or_insert(0) += 1;
                    }
                    times
                });
                if times.get(&words(own, &lines[at])) == Some(&1) {
                    let (first, second) = (own.span(&lines[at]), own.span(&lines[at + 1]));
                    found.push(Judgement {
                        own: lines[at + 1].clone(),
                        theirs: None,
                        span: Span::new(first.end, second.end),
                        after: String::new(),
                        kind: RepairKind::DoubledLine,
                        confidence: ASSIGNED_EVIDENT,
                    });
                }
            }
            at += run;
        }
        found
    }

    /// Lines that the witness has between two lines that follow each other in the text.
    fn dropped(&self) -> Vec<Judgement> {
        let LinesOfBoth { own, theirs, lines, there, opposite } = self;
        let has_opposite: HashSet<usize> = opposite.iter().flatten().copied().collect();
        let mut found = Vec::new();
        let mut missing = 0;
        for at in 1..lines.len() {
            let (Some(before), Some(after)) = (opposite[at - 1], opposite[at]) else { continue };
            if after <= before + 1 {
                continue;
            }
            missing += after - before - 1;
            let gap = before + 1..after;
            let whole = there[gap.clone()].iter().all(|line| line.len() >= MIN_LINE_WORDS);
            let elsewhere = gap.clone().any(|line| has_opposite.contains(&line));
            if gap.len() > MAX_DROPPED || !whole || elsewhere {
                continue;
            }
            let last = lines[at - 1].end - 1..lines[at - 1].end;
            let span = own.span(&last);
            let between = &own.text[span.end..own.spans[lines[at].start].start];
            let mut text = span.of(own.text).to_owned();
            let theirs_there = there[gap.start].start..there[gap.end - 1].end;
            for line in &there[gap] {
                text.push_str(between);
                text.push_str(theirs.span(line).of(theirs.text));
            }
            let (theirs, kind) = (Some(theirs_there), RepairKind::DroppedLine);
            found.push(Judgement { own: last, theirs, span, after: text, kind, confidence: ASSIGNED_DOUBTFUL });
        }
        if missing * DROPPED_AMONG > there.len() { Vec::new() } else { found }
    }

    /// Lines that break off where the line of the witness continues.
    fn cut(&self, pairs: &[PiecePair]) -> Vec<Judgement> {
        let LinesOfBoth { own, theirs, lines, there, opposite } = self;
        let mut found = Vec::new();
        let mut next = 0;
        for (at, line) in lines.iter().enumerate() {
            while next < pairs.len() && pairs[next].own.start < line.end {
                next += 1;
            }
            let Some(other) = opposite[at].map(|other| &there[other]) else { continue };
            let inside = |pair: &&PiecePair| pair.same && pair.own.start >= line.start && pair.theirs.end <= other.end;
            let Some(last) = pairs[..next].iter().rev().take(line.len()).find(inside) else { continue };
            let rest = last.own.end..line.end;
            // Where the next line of the text continues the witness's line, only the line break is
            // in another place.
            if pairs[next..].iter().find(|pair| pair.same).is_some_and(|pair| pair.theirs.start < other.end) {
                continue;
            }
            if other.end < last.theirs.end + MIN_CUT || !breaks_off(own, theirs, last, &rest) {
                continue;
            }
            let from = if rest.is_empty() { last.own.end - 1..last.own.end } else { rest };
            let start = if from.start < last.own.end { last.theirs.end - 1 } else { last.theirs.end };
            found.push(Judgement {
                span: own.span(&from),
                after: theirs.span(&(start..other.end)).of(theirs.text).to_owned(),
                theirs: Some(start..other.end),
                own: from,
                kind: RepairKind::Truncated,
                confidence: ASSIGNED_DOUBTFUL,
            });
        }
        found
    }
}

/// Whether a line breaks off inside a sentence after `last`, the last pair that both texts share.
/// `rest` are the pieces after it: none, a part of the next word, or the text of a teaser such as
/// "read more".
fn breaks_off(own: &Pieces, theirs: &Pieces, last: &PiecePair, rest: &Range<usize>) -> bool {
    let mut rest = rest.clone();
    let whole = own.joined(&(last.own.end - 1..last.own.end));
    if rest.is_empty() {
        return whole.ends_with("...") || !whole.ends_with(['.', '!', '?', ':', '"', '\'', ')', ';']);
    }
    let next = theirs.joined(&(last.theirs.end..last.theirs.end + 1));
    let piece = own.joined(&(rest.start..rest.start + 1));
    let stem = piece.trim_end_matches('.');
    if !core(stem).is_empty() && next.starts_with(stem) && stem.len() < next.len() {
        rest.start += 1;
    }
    let signs = own.joined(&rest).to_lowercase();
    let teaser = signs.trim_matches(|c: char| !c.is_alphanumeric());
    matches!(teaser, "" | "read more" | "more" | "continue reading" | "continued")
}
