//! Readings: what the witnesses have in the place of a phrase.
//!
//! Two roads lead to them. An aligned passage shows which words of a witness stand in a gap between equal words. A slot is found without
//! alignment: a word that the phrase may stand for, between the same neighbours, anywhere in a witness.

use rustc_hash::FxHashMap;

use super::gap::{Hunk, hunks};
use super::substitution_model::{SubstitutionModel, SubstitutionSite};
use super::working_text::WorkingText;
use crate::text::{Passage, Words};

/// How much less each further word of context tells.
const DECAY: f32 = 0.85;

/// Words of context on either side that are compared.
const REACH: usize = 6;

/// What a neighbour tells that differs but may itself be spun from the witness's word.
const EXPLAINED_SHARE: f32 = 0.5;

/// What context tells beyond a mark or a line break.
const ACROSS_BREAK: f32 = 0.5;

/// What it tells that both places begin or end at a mark or a line break.
const SHARED_BREAK: f32 = 0.3;

/// Occurrences of one word in one witness that are looked at.
const MAX_OCCURRENCES: usize = 64;

/// Gaps of more words than this on either side are another wording, not a substitute.
const MAX_GAP: usize = 10;

/// A witness: its words and where each of them stands.
pub(super) struct WitnessIndex<'w> {
    /// Witnesses of one source count once.
    pub(super) source: u64,
    pub(super) words: &'w Words,
    places: FxHashMap<u32, Vec<usize>>,
}

impl<'w> WitnessIndex<'w> {
    pub(super) fn new(source: u64, words: &'w Words) -> Self {
        let mut places: FxHashMap<u32, Vec<usize>> = FxHashMap::default();
        for (at, &id) in words.ids.iter().enumerate() {
            places.entry(id).or_default().push(at);
        }
        WitnessIndex { source, words, places }
    }

    /// Where a word stands.
    pub(super) fn places(&self, id: u32) -> &[usize] {
        self.places.get(&id).map_or(&[], Vec::as_slice)
    }
}

/// What one witness has in the place of `len` words from `start` on.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct WitnessReading {
    pub(super) start: usize,
    pub(super) len: usize,
    /// The number of the witness in the list of those heard.
    pub(super) witness: usize,
    /// Its words there.
    pub(super) place: usize,
    pub(super) words: usize,
    /// How well the context agrees, left and right: the sum of the weights of the words that do.
    pub(super) left: f32,
    pub(super) right: f32,
    /// Words to the left and right that are equal without a gap.
    pub(super) touch_left: usize,
    pub(super) touch_right: usize,
    /// Whether it was found by alignment.
    pub(super) aligned: bool,
}

/// How one witness compares with a text.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct WitnessComparison {
    /// The share of the text's words that stand in it too, in aligned passages: 1.0 for a copy.
    pub(super) near: f32,
    /// Places inside those passages where the two differ and no substitute explains it: words left out, put in or put otherwise.
    pub(super) reworded: usize,
}

/// The readings that the aligned passages of one witness give.
pub(super) fn aligned(
    current: &WorkingText,
    witness: usize,
    heard: &WitnessIndex,
    passages: &[Passage],
    model: &SubstitutionModel,
    found: &mut Vec<WitnessReading>,
) -> WitnessComparison {
    let mut equal = 0;
    let mut compared = WitnessComparison::default();
    for passage in passages {
        equal += passage.equal.len();
        for (at, pair) in passage.equal.windows(2).enumerate() {
            let ((i, k), (i_next, k_next)) = (pair[0], pair[1]);
            if i_next == i + 1 && k_next == k + 1 {
                continue;
            }
            if i_next - i > MAX_GAP || k_next - k > MAX_GAP {
                compared.reworded += 1;
                continue;
            }
            for hunk in hunks(current, heard.words, (i, i_next), (k, k_next), model) {
                if !hunk.explained {
                    compared.reworded += 1;
                }
                if !hunk.fits() {
                    continue;
                }
                // An equal word that joined a phrase ("spider web" for "web") is no context of its own.
                let (left, right) = around(current, passage, at, &hunk, model);
                let (l, r) = slot(current, hunk.start, hunk.len, heard.words, hunk.place, hunk.words, model);
                found.push(WitnessReading {
                    start: hunk.start,
                    len: hunk.len,
                    witness,
                    place: hunk.place,
                    words: hunk.words,
                    left: left.max(l.weight),
                    right: right.max(r.weight),
                    touch_left: l.touching,
                    touch_right: r.touching,
                    aligned: true,
                });
            }
        }
    }
    compared.near = (equal as f32 / current.ids.len().max(1) as f32).min(1.0);
    compared
}

/// How well a passage agrees left and right of a gap: equal pairs within reach, nearer ones telling more.
fn around(current: &WorkingText, passage: &Passage, at: usize, hunk: &Hunk, model: &SubstitutionModel) -> (f32, f32) {
    let tell = |i: usize, distance: usize| model.weight[current.ids[i] as usize] * DECAY.powi(distance as i32);
    let (mut left, mut right) = (0.0, 0.0);
    for &(i, k) in passage.equal[..=at].iter().rev() {
        if i >= hunk.start || k >= hunk.place {
            continue;
        }
        let distance = (hunk.start - i).max(hunk.place - k) - 1;
        if distance >= 2 * REACH {
            break;
        }
        left += tell(i, distance);
    }
    for &(i, k) in &passage.equal[at + 1..] {
        if i < hunk.start + hunk.len || k < hunk.place + hunk.words {
            continue;
        }
        let distance = (i - hunk.start - hunk.len).max(k - hunk.place - hunk.words);
        if distance >= 2 * REACH {
            break;
        }
        right += tell(i, distance);
    }
    (left, right)
}

/// The readings of slots: for every phrase of `sites` (of [`SubstitutionModel::sites`]), the words that it may stand for, between the same
/// neighbours in a witness.
pub(super) fn slots(
    current: &WorkingText,
    sites: &[SubstitutionSite],
    witness: usize,
    heard: &WitnessIndex,
    model: &SubstitutionModel,
    found: &mut Vec<WitnessReading>,
) {
    for site in sites {
        for clean in site.clean {
            found.extend(best_slot(current, site.start, site.len, witness, heard, clean.word, model));
        }
    }
}

/// The occurrence of a word in a witness whose neighbours agree best.
fn best_slot(
    current: &WorkingText,
    start: usize,
    len: usize,
    witness: usize,
    heard: &WitnessIndex,
    word: u32,
    model: &SubstitutionModel,
) -> Option<WitnessReading> {
    let mut best: Option<WitnessReading> = None;
    for &place in heard.places(word).iter().take(MAX_OCCURRENCES) {
        let (left, right) = slot(current, start, len, heard.words, place, 1, model);
        if left.touching + right.touching == 0 {
            continue;
        }
        if best.as_ref().is_none_or(|best| left.weight + right.weight > best.left + best.right) {
            best = Some(WitnessReading {
                start,
                len,
                witness,
                place,
                words: 1,
                left: left.weight,
                right: right.weight,
                touch_left: left.touching,
                touch_right: right.touching,
                aligned: false,
            });
        }
    }
    best
}

/// How well one side of two places agrees.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Side {
    pub(super) weight: f32,
    pub(super) touching: usize,
}

/// Compares the words around `len` words at `start` with those around `words` words at `place` of a witness, outwards until they differ.
pub(super) fn slot(
    current: &WorkingText,
    start: usize,
    len: usize,
    witness: &Words,
    place: usize,
    words: usize,
    model: &SubstitutionModel,
) -> (Side, Side) {
    let left = side(
        (1..=REACH).map_while(|n| Some((start.checked_sub(n)?, place.checked_sub(n)?))),
        |n| (current.after_break[start + 1 - n], witness.after_break[place + 1 - n]),
        current,
        witness,
        model,
    );
    let (end, stop) = (start + len, place + words);
    let right = side(
        (0..REACH).map(|n| (end + n, stop + n)).take_while(|&(i, k)| i < current.ids.len() && k < witness.ids.len()),
        |n| (current.after_break[end + n - 1], witness.after_break[stop + n - 1]),
        current,
        witness,
        model,
    );
    (left, right)
}

fn side(
    places: impl Iterator<Item = (usize, usize)>,
    crosses: impl Fn(usize) -> (bool, bool),
    current: &WorkingText,
    witness: &Words,
    model: &SubstitutionModel,
) -> Side {
    let mut side = Side::default();
    let mut share = 1.0;
    let mut unbroken = true;
    for (n, (i, k)) in places.enumerate() {
        let (ours, theirs) = crosses(n + 1);
        if ours && theirs && n == 0 {
            side.weight += SHARED_BREAK;
        }
        if ours || theirs {
            share *= ACROSS_BREAK;
        }
        let weight = model.weight[current.ids[i] as usize] * share;
        if current.ids[i] == witness.ids[k] {
            side.weight += weight;
            side.touching += usize::from(unbroken);
        } else if model.explain(&current.ids[i..=i], &witness.ids[k..=k]).is_some() {
            side.weight += EXPLAINED_SHARE * model.weight[witness.ids[k] as usize] * share;
            unbroken = false;
        } else {
            break;
        }
        share *= DECAY;
    }
    side
}
