//! Which pieces of a text are opposite which pieces of a witness.
//!
//! Equal words are anchors. The pieces between two anchors are aligned letter by letter, and
//! divided where a space is opposite a space. So "tho ut most" is paired with "the utmost" without
//! knowing which of the two was split.

use std::collections::BTreeMap;
use std::ops::Range;

use super::letters;
use super::pieces::{Pieces, core};
use super::prefilter::DamageScope;
use crate::text::Passage;

/// Pieces of the text and the pieces of the witness in their place. One of the two ranges is empty
/// where no neighbour was left to join.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct PiecePair {
    /// The pieces of the text.
    pub(super) own: Range<usize>,
    /// The pieces of the witness.
    pub(super) theirs: Range<usize>,
    /// Whether both read the same, marks and capitals included.
    pub(super) same: bool,
}

/// The least weight of a run of one or two equal words between two differences that is an anchor: a
/// single "the" may occur anywhere.
const MIN_ANCHOR_WEIGHT: f32 = 0.5;

/// The most cells of letter alignments for each byte of the two texts. It bounds the work.
const CELLS_PER_LETTER: usize = 256;

/// The pairs of a text and a witness, in the order of both. Pieces in no pair have nothing
/// opposite; where only lines may be damaged, all pieces that are not equal are in no pair.
pub(super) fn pair(
    own: &Pieces,
    theirs: &Pieces,
    passages: Vec<Passage>,
    weight: &[f32],
    scope: DamageScope,
) -> Vec<PiecePair> {
    let anchors = anchors(own, passages, weight);
    let budget = match scope {
        DamageScope::Words => CELLS_PER_LETTER * (own.text.len() + theirs.text.len()),
        DamageScope::Lines => 0,
    };
    let mut pairing = Pairing { own, theirs, budget, pairs: Vec::with_capacity(own.len()) };
    let (mut at, mut place) = (0, 0);
    let mut inside = false;
    for &(next, there) in anchors.iter().chain([&(own.len(), theirs.len())]) {
        let last = next == own.len();
        pairing.add_gap(at..next, place..there, inside && !last);
        if !last {
            let same = own.reads_as(next, theirs, there);
            pairing.pairs.push(PiecePair { own: next..next + 1, theirs: there..there + 1, same });
        }
        (at, place) = (next + 1, there + 1);
        inside = true;
    }
    let mut pairs = pairing.pairs;
    move_fragments_to_their_lines(own, theirs, &mut pairs);
    pairs
}

/// Moves fragments of one character, such as the edge of a scanned page leaves, into the pair of
/// the words of their own line.
fn move_fragments_to_their_lines(own: &Pieces, theirs: &Pieces, pairs: &mut [PiecePair]) {
    let fragment = |at: usize| core(own.piece(at)).chars().nth(1).is_none();
    let same = |pair: &PiecePair| {
        pair.own.len() == pair.theirs.len()
            && pair.own.clone().zip(pair.theirs.clone()).all(|(at, place)| own.reads_as(at, theirs, place))
    };
    for next in 1..pairs.len() {
        let (before, after) = pairs.split_at_mut(next);
        let (left, right) = (&mut before[next - 1], &mut after[0]);
        if left.own.end != right.own.start || left.theirs.end != right.theirs.start {
            continue;
        }
        let edge = left.own.end;
        let line = |at: usize| own.lines[at];
        if left.own.len() > left.theirs.len()
            && line(edge - 1) != line(edge - 2)
            && line(edge - 1) == line(edge)
            && fragment(edge - 1)
        {
            (left.own.end, right.own.start) = (edge - 1, edge - 1);
        } else if right.own.len() > right.theirs.len()
            && line(edge) != line(edge + 1)
            && line(edge - 1) == line(edge)
            && fragment(edge)
        {
            (left.own.end, right.own.start) = (edge + 1, edge + 1);
        } else {
            continue;
        }
        left.same = same(left);
        right.same = same(right);
    }
}

/// Pairs of equal words in the order of both texts. Words of longer passages are preferred.
fn anchors(own: &Pieces, mut passages: Vec<Passage>, weight: &[f32]) -> Vec<(usize, usize)> {
    passages.sort_by(|a, b| {
        b.equal.len().cmp(&a.equal.len()).then(a.a.start.cmp(&b.a.start)).then(a.b.start.cmp(&b.b.start))
    });
    // Passages overlap at their edges, where common words agree by chance: a pair is kept if it is
    // in order with those already chosen.
    let mut chosen: BTreeMap<usize, usize> = BTreeMap::new();
    for passage in passages {
        let rises = |&(at, place): &(usize, usize)| {
            chosen.range(..=at).next_back().is_none_or(|(&before, &there)| before < at && there < place)
                && chosen.range(at..).next().is_none_or(|(_, &there)| place < there)
        };
        let rising: Vec<(usize, usize)> = passage.equal.iter().copied().filter(rises).collect();
        chosen.extend(rising);
    }
    let all: Vec<(usize, usize)> = chosen.into_iter().collect();
    let follows = |a: (usize, usize), b: (usize, usize)| b.0 == a.0 + 1 && b.1 == a.1 + 1;
    let mut kept = Vec::with_capacity(all.len());
    let mut start = 0;
    for end in 1..=all.len() {
        if end < all.len() && follows(all[end - 1], all[end]) {
            continue;
        }
        let sum: f32 = all[start..end].iter().map(|&(at, _)| weight[own.ids[at] as usize]).sum();
        if sum >= MIN_ANCHOR_WEIGHT || end - start > 2 {
            kept.extend_from_slice(&all[start..end]);
        }
        start = end;
    }
    kept
}

/// The pairs of a text and a witness while they are collected.
struct Pairing<'p, 't> {
    own: &'p Pieces<'t>,
    theirs: &'p Pieces<'t>,
    /// How many cells of letter alignments may still be computed.
    budget: usize,
    pairs: Vec<PiecePair>,
}

impl Pairing<'_, '_> {
    /// Adds the pairs between two anchors; `inside` says that there is an anchor on both sides.
    fn add_gap(&mut self, mut ours: Range<usize>, mut other: Range<usize>, inside: bool) {
        if ours.is_empty() && other.is_empty() {
            return;
        }
        if ours.is_empty() || other.is_empty() {
            // Where words were lost or added, the pair before them is extended to show the place.
            if let Some(last) = self
                .pairs
                .last_mut()
                .filter(|last| inside && last.own.end == ours.start && last.theirs.end == other.start)
            {
                (ours.start, other.start) = (last.own.start, last.theirs.start);
                *last = PiecePair { own: ours, theirs: other, same: false };
            }
            return;
        }
        let letters = |pieces: &Pieces, range: &Range<usize>| pieces.joined(range).chars().collect::<Vec<char>>();
        let (a, b) = (letters(self.own, &ours), letters(self.theirs, &other));
        let Some(cells) = letters::cells(a.len(), b.len()).filter(|cells| *cells <= self.budget) else { return };
        self.budget -= cells;
        let Some(aligned) = letters::align(&a, &b) else { return };
        let (mut from_a, mut from_b) = (0, 0);
        for (to_a, to_b) in aligned.spaces.into_iter().chain([(a.len(), b.len())]) {
            let words = |letters: &[char]| letters.iter().filter(|&&c| c == ' ').count() + 1;
            let next = ours.start + words(&a[from_a..to_a]);
            let there = other.start + words(&b[from_b..to_b]);
            self.pairs.push(PiecePair {
                own: ours.start..next,
                theirs: other.start..there,
                same: a[from_a..to_a] == b[from_b..to_b],
            });
            (ours.start, other.start) = (next, there);
            (from_a, from_b) = (to_a + 1, to_b + 1);
        }
    }
}
