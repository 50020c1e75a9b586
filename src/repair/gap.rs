//! Divides the gap between two pairs of equal words: which words of a text replace which words of a
//! witness.

use std::ops::Range;

use super::substitutes::LONGEST_PHRASE;
use super::substitution_model::SubstitutionModel;
use super::working_text::WorkingText;
use crate::text::Words;

/// Words of the text, and the words that the witness has in their place.
pub(super) struct Hunk {
    /// The first word of the text.
    pub(super) start: usize,
    /// The number of words of the text.
    pub(super) len: usize,
    /// The first word of the witness.
    pub(super) place: usize,
    /// The number of words of the witness.
    pub(super) words: usize,
    /// Whether the substitution model lists the words of the text as a substitute for those of the
    /// witness.
    pub(super) explained: bool,
}

impl Hunk {
    /// Whether each side has at least one word and no more words than a phrase.
    pub(super) fn fits(&self) -> bool {
        (1..=LONGEST_PHRASE).contains(&self.len) && (1..=LONGEST_PHRASE).contains(&self.words)
    }
}

/// Divides the gap between two pairs of equal words into substitutes that the model explains and
/// the rest. `ours` and `theirs` are the words from the first pair to the second, both included.
///
/// The equal words may belong to a phrase, as in `spider web | web`. So they take part as pairs
/// that cost nothing.
pub(super) fn hunks(
    current: &WorkingText,
    witness: &Words,
    ours: Range<usize>,
    theirs: Range<usize>,
    model: &SubstitutionModel,
) -> Vec<Hunk> {
    let mut found = Vec::new();
    let mut rest: Option<Hunk> = None;
    for (start, place, step) in cheapest_path(current, witness, ours, theirs, model) {
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

/// A step through a gap: some words of the text for some words of the witness.
#[derive(Debug, Clone, Copy, Default)]
struct GapStep {
    /// The number of words of the text.
    len: usize,
    /// The number of words of the witness.
    words: usize,
    /// Whether the words are equal, or the model explains the difference.
    explained: bool,
}

/// The cost of a step that the model explains: more than an equal word, less than any other step.
const EXPLAINED: f32 = 0.2;

/// The cost of a word that only one side has.
const ONE_SIDED: f32 = 0.7;

/// The cost of a word for another one: less than losing the one and adding the other.
const REPLACED: f32 = 1.0;

/// The cost of a word for another one where the word of the text comes from a repair: more than
/// losing the one and adding the other.
const REPLACED_AGAIN: f32 = 2.0;

/// The cheapest path through a gap: its steps, and where each begins in the text and in the
/// witness.
fn cheapest_path(
    current: &WorkingText,
    witness: &Words,
    ours: Range<usize>,
    theirs: Range<usize>,
    model: &SubstitutionModel,
) -> Vec<(usize, usize, GapStep)> {
    let (a, b) = (&current.ids[ours.clone()], &witness.ids[theirs.clone()]);
    let (rows, columns) = (a.len() + 1, b.len() + 1);
    // The cost of the cheapest path to each cell, and its last step.
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
                    offer(1, 1, REPLACED_AGAIN, false);
                } else {
                    offer(1, 1, REPLACED, false);
                }
                for len in 1..=LONGEST_PHRASE.min(a.len() - x) {
                    let free = !current.is_repaired(ours.start + x, len);
                    if free && model.explain(&a[x..x + len], &b[y..=y]).is_some() {
                        offer(len, 1, EXPLAINED, true);
                    }
                }
            }
            if x < a.len() {
                offer(1, 0, ONE_SIDED, false);
            }
            if y < b.len() {
                offer(0, 1, ONE_SIDED, false);
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
