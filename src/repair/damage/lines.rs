//! Whole lines: doubled, dropped, or cut off before their end.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::judge::{ASSIGNED_DOUBTFUL, ASSIGNED_EVIDENT, Judgement};
use super::paired::Pair;
use super::pieces::{Pieces, core};
use crate::model::{RepairKind, Span};

/// Words of a line, at the least, for it to be missed or seen twice: refrains and lists repeat short ones.
pub(super) const MIN_WORDS: usize = 4;

/// Lines that are missing in a row, at the most: more are an editor's cut.
const MAX_DROPPED: usize = 3;

/// Of the witness's lines one in this many may be missing: who lacks more is another version.
const DROPPED_AMONG: usize = 5;

/// Words that a witness goes on for where a line breaks off, at the least.
const MIN_CUT: usize = 3;

/// Of the words of a line, this share must stand opposite one line of the witness for the two to be one.
const SAME_LINE: f32 = 0.6;

/// What is to be done about the lines of a text.
pub(super) fn judge_lines(own: &Pieces, theirs: &Pieces, pairs: &[Pair]) -> Vec<Judgement> {
    let (lines, there) = (own.by_line(), theirs.by_line());
    let opposite = opposite(own, theirs, &lines, pairs);
    let mut found = doubled(own, theirs, &lines, &there);
    found.extend(dropped(own, theirs, &lines, &there, &opposite));
    found.extend(cut(own, theirs, &lines, &there, pairs, &opposite));
    found
}

/// For each line of a text the line of the witness that is the same, if one is.
fn opposite(own: &Pieces, theirs: &Pieces, lines: &[Range<usize>], pairs: &[Pair]) -> Vec<Option<usize>> {
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

/// Lines that stand exactly twice in a row, and once for the witness.
fn doubled(own: &Pieces, theirs: &Pieces, lines: &[Range<usize>], there: &[Range<usize>]) -> Vec<Judgement> {
    let words = |pieces: &Pieces, line: &Range<usize>| pieces.ids[line.clone()].to_vec();
    let mut found = Vec::new();
    let mut times: Option<HashMap<Vec<u32>, usize>> = None;
    let mut at = 0;
    while at < lines.len() {
        let run = lines[at..].iter().take_while(|line| own.joined(line) == own.joined(&lines[at])).count();
        if run == 2 && lines[at].len() >= MIN_WORDS {
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

/// Lines that the witness has between two lines that follow each other here.
fn dropped(
    own: &Pieces,
    theirs: &Pieces,
    lines: &[Range<usize>],
    there: &[Range<usize>],
    opposite: &[Option<usize>],
) -> Vec<Judgement> {
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
        let whole = there[gap.clone()].iter().all(|line| line.len() >= MIN_WORDS);
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

/// Lines that break off where the witness's go on.
fn cut(
    own: &Pieces,
    theirs: &Pieces,
    lines: &[Range<usize>],
    there: &[Range<usize>],
    pairs: &[Pair],
    opposite: &[Option<usize>],
) -> Vec<Judgement> {
    let mut found = Vec::new();
    let mut next = 0;
    for (at, line) in lines.iter().enumerate() {
        while next < pairs.len() && pairs[next].own.start < line.end {
            next += 1;
        }
        let Some(other) = opposite[at].map(|other| &there[other]) else { continue };
        let inside = |pair: &&Pair| pair.same && pair.own.start >= line.start && pair.theirs.end <= other.end;
        let Some(last) = pairs[..next].iter().rev().take(line.len()).find(inside) else { continue };
        let rest = last.own.end..line.end;
        // Where the next line goes on with what is missing here, only the break stands elsewhere.
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

/// Whether a line ends inside a sentence after its last common word: with nothing, a piece of the next word, or the signs of a teaser.
fn breaks_off(own: &Pieces, theirs: &Pieces, last: &Pair, rest: &Range<usize>) -> bool {
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
