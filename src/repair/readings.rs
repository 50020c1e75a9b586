//! Readings: the words that the witnesses have in the place of a phrase.
//!
//! Readings are found in two ways. An aligned passage shows which words of a witness are in a gap
//! between equal words. A slot needs no alignment: it is a word that the phrase may be a substitute
//! for, between the same neighbours, anywhere in a witness.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::gap::{Hunk, hunks};
use super::substitution_model::{SubstitutionModel, SubstitutionSite};
use super::working_text::WorkingText;
use crate::text::{Passage, Words};

/// The factor by which the weight of a word of context falls with each word of distance.
const DECAY: f32 = 0.85;

/// How many words of context are compared on either side.
const REACH: usize = 6;

/// The weight, as a share of its own, of a neighbour that differs but may itself be a substitute
/// for the witness's word.
const EXPLAINED_SHARE: f32 = 0.5;

/// The factor on the weight of context that is beyond a mark or a line break.
const ACROSS_BREAK: f32 = 0.5;

/// The weight of the fact that both places begin or end at a mark or a line break.
const SHARED_BREAK: f32 = 0.3;

/// The most occurrences of one word in one witness that are compared.
const MAX_OCCURRENCES: usize = 64;

/// The most words of a gap, on either side, that are divided into hunks: a longer gap is another
/// wording, not a substitute.
const MAX_GAP: usize = 10;

/// A witness: its words, and the places of each word.
pub(super) struct WitnessIndex<'w> {
    /// The source of the witness: witnesses of one source count once.
    pub(super) source: u64,
    pub(super) words: &'w Words,
    places: FxHashMap<u32, Vec<usize>>,
}

impl<'w> WitnessIndex<'w> {
    /// Indexes the words of a witness.
    pub(super) fn new(source: u64, words: &'w Words) -> Self {
        let mut places: FxHashMap<u32, Vec<usize>> = FxHashMap::default();
        for (at, &id) in words.ids.iter().enumerate() {
            places.entry(id).or_default().push(at);
        }
        WitnessIndex { source, words, places }
    }

    /// The places of a word, in order.
    pub(super) fn places(&self, id: u32) -> &[usize] {
        self.places.get(&id).map_or(&[], Vec::as_slice)
    }
}

/// The words that one witness has in the place of a phrase of the text.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct WitnessReading {
    /// The first word of the phrase.
    pub(super) start: usize,
    /// The number of words of the phrase.
    pub(super) len: usize,
    /// The number of the witness in the list of witnesses.
    pub(super) witness: usize,
    /// The first word of the witness.
    pub(super) place: usize,
    /// The number of words of the witness.
    pub(super) words: usize,
    /// Agreement of the context before the phrase: the sum of the weights of the words that agree.
    pub(super) left: f32,
    /// Agreement of the context after the phrase.
    pub(super) right: f32,
    /// How many words directly before the phrase are equal.
    pub(super) touch_left: usize,
    /// How many words directly after the phrase are equal.
    pub(super) touch_right: usize,
    /// Whether the reading was found by alignment.
    pub(super) aligned: bool,
}

/// How similar a witness is to a text.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct WitnessComparison {
    /// The share of the text's words that the witness has in aligned passages: 1.0 for a copy.
    pub(super) near: f32,
    /// How many places inside those passages differ without a substitute that explains it: words
    /// that are left out, added, or replaced.
    pub(super) reworded: usize,
}

/// How well one side of the context agrees.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct SideAgreement {
    /// The sum of the weights of the words that agree.
    pub(super) weight: f32,
    /// How many words directly beside the place are equal.
    pub(super) touching: usize,
}

/// A working text and one of its witnesses, which are compared.
#[derive(Clone, Copy)]
pub(super) struct WitnessView<'v> {
    pub(super) current: &'v WorkingText,
    pub(super) witness: &'v WitnessIndex<'v>,
    /// The number of the witness in the list of witnesses.
    pub(super) number: usize,
    pub(super) model: &'v SubstitutionModel,
}

impl WitnessView<'_> {
    /// Adds the readings of the aligned passages to `found`, and compares the texts.
    pub(super) fn aligned_readings(&self, passages: &[Passage], found: &mut Vec<WitnessReading>) -> WitnessComparison {
        let mut equal = 0;
        let mut comparison = WitnessComparison::default();
        for passage in passages {
            equal += passage.equal.len();
            for (at, pair) in passage.equal.windows(2).enumerate() {
                let ((i, k), (i_next, k_next)) = (pair[0], pair[1]);
                if i_next == i + 1 && k_next == k + 1 {
                    continue;
                }
                if i_next - i > MAX_GAP || k_next - k > MAX_GAP {
                    comparison.reworded += 1;
                    continue;
                }
                for hunk in hunks(self.current, self.witness.words, i..i_next + 1, k..k_next + 1, self.model) {
                    if !hunk.explained {
                        comparison.reworded += 1;
                    }
                    if !hunk.fits() {
                        continue;
                    }
                    // An equal word that became part of a phrase ("spider web" for "web") is no
                    // context of that phrase.
                    let (left, right) = self.passage_agreement(passage, at, &hunk);
                    let (l, r) = self.agreement(hunk.start..hunk.start + hunk.len, hunk.place..hunk.place + hunk.words);
                    found.push(WitnessReading {
                        start: hunk.start,
                        len: hunk.len,
                        witness: self.number,
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
        comparison.near = (equal as f32 / self.current.ids.len().max(1) as f32).min(1.0);
        comparison
    }

    /// How well a passage agrees before and after a gap behind its pair `at`: the weights of equal
    /// pairs within reach, which fall with their distance.
    fn passage_agreement(&self, passage: &Passage, at: usize, hunk: &Hunk) -> (f32, f32) {
        let weight =
            |i: usize, distance: usize| self.model.weight[self.current.ids[i] as usize] * DECAY.powi(distance as i32);
        let (mut left, mut right) = (0.0, 0.0);
        for &(i, k) in passage.equal[..=at].iter().rev() {
            if i >= hunk.start || k >= hunk.place {
                continue;
            }
            let distance = (hunk.start - i).max(hunk.place - k) - 1;
            if distance >= 2 * REACH {
                break;
            }
            left += weight(i, distance);
        }
        for &(i, k) in &passage.equal[at + 1..] {
            if i < hunk.start + hunk.len || k < hunk.place + hunk.words {
                continue;
            }
            let distance = (i - hunk.start - hunk.len).max(k - hunk.place - hunk.words);
            if distance >= 2 * REACH {
                break;
            }
            right += weight(i, distance);
        }
        (left, right)
    }

    /// Adds the readings of slots to `found`: for every phrase of `sites` (see
    /// [`SubstitutionModel::sites`]) the words that it may be a substitute for, between the same
    /// neighbours in the witness.
    pub(super) fn slot_readings(&self, sites: &[SubstitutionSite], found: &mut Vec<WitnessReading>) {
        for site in sites {
            for clean in site.clean {
                found.extend(self.best_slot(site, clean.word));
            }
        }
    }

    /// The occurrence of a word in the witness whose neighbours agree best with those of a phrase.
    /// `None` if no neighbour of any occurrence agrees.
    fn best_slot(&self, site: &SubstitutionSite, word: u32) -> Option<WitnessReading> {
        let mut best: Option<WitnessReading> = None;
        for &place in self.witness.places(word).iter().take(MAX_OCCURRENCES) {
            let (left, right) = self.agreement(site.start..site.start + site.len, place..place + 1);
            if left.touching + right.touching == 0 {
                continue;
            }
            if best.as_ref().is_none_or(|best| left.weight + right.weight > best.left + best.right) {
                best = Some(WitnessReading {
                    start: site.start,
                    len: site.len,
                    witness: self.number,
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

    /// How well the context of some words of the text agrees with that of some words of the
    /// witness, before and after them. The words are compared outwards until they differ.
    pub(super) fn agreement(&self, own: Range<usize>, theirs: Range<usize>) -> (SideAgreement, SideAgreement) {
        let (current, witness) = (self.current, self.witness.words);
        let left = self.side_agreement(
            (1..=REACH).map_while(|n| Some((own.start.checked_sub(n)?, theirs.start.checked_sub(n)?))),
            |n| (current.after_break[own.start + 1 - n], witness.after_break[theirs.start + 1 - n]),
        );
        let right = self.side_agreement(
            (0..REACH)
                .map(|n| (own.end + n, theirs.end + n))
                .take_while(|&(i, k)| i < current.ids.len() && k < witness.ids.len()),
            |n| (current.after_break[own.end + n - 1], witness.after_break[theirs.end + n - 1]),
        );
        (left, right)
    }

    /// How well the words at some places agree, from the nearest to the farthest. `crosses` returns
    /// for the distance of a place, from 1 on, whether a mark or a line break is before it in the
    /// text and in the witness.
    fn side_agreement(
        &self,
        places: impl Iterator<Item = (usize, usize)>,
        crosses: impl Fn(usize) -> (bool, bool),
    ) -> SideAgreement {
        let (current, witness, model) = (self.current, self.witness.words, self.model);
        let mut side = SideAgreement::default();
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
}
