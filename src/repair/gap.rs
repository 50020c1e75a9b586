//! The gap between two pairs of equal words: which words of a text stand for which of a witness.

use std::ops::Range;

use super::substitutes::LONGEST_PHRASE;
use super::substitution_model::SubstitutionModel;
use super::working_text::WorkingText;
use crate::text::Words;

/// Words of the text and the witness's words in their place.
pub(super) struct Hunk {
    pub(super) start: usize,
    pub(super) len: usize,
    pub(super) place: usize,
    pub(super) words: usize,
    /// Whether the one is a substitute that the channel knows for the other.
    pub(super) explained: bool,
}

impl Hunk {
    /// Whether both sides are phrases.
    pub(super) fn fits(&self) -> bool {
        (1..=LONGEST_PHRASE).contains(&self.len) && (1..=LONGEST_PHRASE).contains(&self.words)
    }
}

/// Divides the gap between two pairs of equal words into substitutes that the channel explains and the rest.
///
/// The words on the rim may belong to a phrase: `spider web | web`. So they take part, as pairs that cost nothing.
pub(super) fn hunks(
    current: &WorkingText,
    witness: &Words,
    (i, i_next): (usize, usize),
    (k, k_next): (usize, usize),
    model: &SubstitutionModel,
) -> Vec<Hunk> {
    let mut found = Vec::new();
    let mut rest: Option<Hunk> = None;
    for (start, place, step) in cheapest_way(current, witness, i..i_next + 1, k..k_next + 1, model) {
        let GapStep { len, words, explained } = step;
        if explained {
            found.extend(rest.take());
            let equal = len == 1 && current.ids[start] == witness.ids[place];
            if !equal {
                found.push(Hunk { start, len, place, words, explained });
            }
        } else {
            let hunk = rest.get_or_insert(Hunk { start, len: 0, place, words: 0, explained });
            hunk.len += len;
            hunk.words += words;
        }
    }
    found.extend(rest);
    found
}

/// A step through a gap: words of the text for words of the witness, equal or explained, or neither.
#[derive(Debug, Clone, Copy, Default)]
struct GapStep {
    len: usize,
    words: usize,
    explained: bool,
}

/// What a step costs that the channel explains: more than an equal word, less than anything else.
const EXPLAINED: f32 = 0.2;

/// A word that only one side has.
const LONE: f32 = 0.7;

/// A word for another: less than losing the one and bringing in the other.
const EXCHANGED: f32 = 1.0;

/// The same where a repair put the word there: more than that.
const EXCHANGED_AGAIN: f32 = 2.0;

/// The cheapest way through a gap, as steps and where each begins in the text and in the witness.
fn cheapest_way(
    current: &WorkingText,
    witness: &Words,
    ours: Range<usize>,
    theirs: Range<usize>,
    model: &SubstitutionModel,
) -> Vec<(usize, usize, GapStep)> {
    let (a, b) = (&current.ids[ours.clone()], &witness.ids[theirs.clone()]);
    let (rows, columns) = (a.len() + 1, b.len() + 1);
    // The cost of the cheapest way to each cell, and its last step.
    let mut best = vec![(f32::INFINITY, GapStep::default()); rows * columns];
    best[0].0 = 0.0;
    for x in 0..rows {
        for y in 0..columns {
            let here = best[x * columns + y].0;
            if here.is_infinite() {
                continue;
            }
            let mut offer = |len: usize, words: usize, cost: f32, explained: bool| {
                let cell = &mut best[(x + len) * columns + y + words];
                if here + cost < cell.0 {
                    *cell = (here + cost, GapStep { len, words, explained });
                }
            };
            if x < a.len() && y < b.len() {
                if a[x] == b[y] {
                    offer(1, 1, 0.0, true);
                } else if current.repaired[ours.start + x] {
                    offer(1, 1, EXCHANGED_AGAIN, false);
                } else {
                    offer(1, 1, EXCHANGED, false);
                }
                for len in 1..=LONGEST_PHRASE.min(a.len() - x) {
                    let free = !current.is_repaired(ours.start + x, len);
                    if free && model.explain(&a[x..x + len], &b[y..=y]).is_some() {
                        offer(len, 1, EXPLAINED, true);
                    }
                }
            }
            if x < a.len() {
                offer(1, 0, LONE, false);
            }
            if y < b.len() {
                offer(0, 1, LONE, false);
            }
        }
    }
    let mut steps = Vec::new();
    let (mut x, mut y) = (a.len(), b.len());
    while (x, y) != (0, 0) {
        let step = best[x * columns + y].1;
        (x, y) = (x - step.len, y - step.words);
        steps.push((ours.start + x, theirs.start + y, step));
    }
    steps.reverse();
    steps
}
