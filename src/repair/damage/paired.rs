//! Which pieces of a text stand opposite which pieces of a witness.
//!
//! Equal words anchor; what lies between two anchors is aligned letter by letter, and cut where a space stands opposite a space. So
//! "tho ut most" finds "the utmost" without anybody saying which of the two was split.

use std::collections::BTreeMap;
use std::ops::Range;

use super::letters;
use super::pieces::{Pieces, core};
use super::prefilter::DamageScope;
use crate::text::Passage;

/// Pieces of the text and those of the witness in their place. Both are ranges; one of them may be empty where no neighbour was left.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct PiecePair {
    pub(super) own: Range<usize>,
    pub(super) theirs: Range<usize>,
    /// Whether they read the same, marks and capitals included.
    pub(super) same: bool,
}

/// Runs of equal words between two differences that weigh less than this are no anchor: a lone "the" may stand anywhere.
const MIN_ANCHOR_WEIGHT: f32 = 0.5;

/// Cells of letters that may be compared for each letter of the two texts: the bound of the work.
const CELLS_PER_LETTER: usize = 256;

/// The pairs of a text and a witness, rising on both sides. What is not paired has nothing opposite: where lines alone are suspect,
/// all that is not equal.
pub(super) fn pair(
    own: &Pieces,
    theirs: &Pieces,
    passages: Vec<Passage>,
    weight: &[f32],
    suspect: DamageScope,
) -> Vec<PiecePair> {
    let anchors = anchors(own, passages, weight);
    let mut budget = match suspect {
        DamageScope::Words => CELLS_PER_LETTER * (own.text.len() + theirs.text.len()),
        DamageScope::Lines => 0,
    };
    let mut pairs = Vec::with_capacity(own.len());
    let (mut at, mut place) = (0, 0);
    let mut inside = false;
    for &(next, there) in anchors.iter().chain([&(own.len(), theirs.len())]) {
        let last = next == own.len();
        gap(own, theirs, at..next, place..there, inside && !last, &mut budget, &mut pairs);
        if !last {
            pairs.push(PiecePair {
                own: next..next + 1,
                theirs: there..there + 1,
                same: own.reads_as(next, theirs, there),
            });
        }
        (at, place) = (next + 1, there + 1);
        inside = true;
    }
    by_line(own, theirs, &mut pairs);
    pairs
}

/// Crumbs, such as the edge of a page leaves, go with the words of their own line.
fn by_line(own: &Pieces, theirs: &Pieces, pairs: &mut [PiecePair]) {
    let crumb = |at: usize| core(own.piece(at)).chars().nth(1).is_none();
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
            && crumb(edge - 1)
        {
            (left.own.end, right.own.start) = (edge - 1, edge - 1);
        } else if right.own.len() > right.theirs.len()
            && line(edge) != line(edge + 1)
            && line(edge - 1) == line(edge)
            && crumb(edge)
        {
            (left.own.end, right.own.start) = (edge + 1, edge + 1);
        } else {
            continue;
        }
        left.same = same(left);
        right.same = same(right);
    }
}

/// Equal words, rising on both sides: those of the longest passages first.
fn anchors(own: &Pieces, mut passages: Vec<Passage>, weight: &[f32]) -> Vec<(usize, usize)> {
    passages.sort_by(|a, b| {
        b.equal.len().cmp(&a.equal.len()).then(a.a.start.cmp(&b.a.start)).then(a.b.start.cmp(&b.b.start))
    });
    // Passages overlap at their edges, where chance finds a common word: a pair counts if it rises between those that are there.
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
        let tells: f32 = all[start..end].iter().map(|&(at, _)| weight[own.ids[at] as usize]).sum();
        if tells >= MIN_ANCHOR_WEIGHT || end - start > 2 {
            kept.extend_from_slice(&all[start..end]);
        }
        start = end;
    }
    kept
}

/// Pairs what lies between two anchors. `inside` says that an anchor stands on both sides.
fn gap(
    own: &Pieces,
    theirs: &Pieces,
    mut ours: Range<usize>,
    mut other: Range<usize>,
    inside: bool,
    budget: &mut usize,
    pairs: &mut Vec<PiecePair>,
) {
    if ours.is_empty() && other.is_empty() {
        return;
    }
    if ours.is_empty() || other.is_empty() {
        // Where words were lost or brought in, the neighbour before them shows the place.
        if let Some(last) =
            pairs.last().filter(|last| inside && last.own.end == ours.start && last.theirs.end == other.start)
        {
            (ours.start, other.start) = (last.own.start, last.theirs.start);
            pairs.pop();
            pairs.push(PiecePair { own: ours, theirs: other, same: false });
        }
        return;
    }
    let (a, b): (Vec<char>, Vec<char>) = (own.joined(&ours).chars().collect(), theirs.joined(&other).chars().collect());
    let Some(cells) = letters::cells(a.len(), b.len()).filter(|cells| cells <= budget) else { return };
    *budget -= cells;
    let Some(aligned) = letters::align(&a, &b) else { return };
    let (mut from_a, mut from_b) = (0, 0);
    for (to_a, to_b) in aligned.spaces.into_iter().chain([(a.len(), b.len())]) {
        let words = |letters: &[char]| letters.iter().filter(|&&c| c == ' ').count() + 1;
        let next = ours.start + words(&a[from_a..to_a]);
        let there = other.start + words(&b[from_b..to_b]);
        pairs.push(PiecePair {
            own: ours.start..next,
            theirs: other.start..there,
            same: a[from_a..to_a] == b[from_b..to_b],
        });
        (ours.start, other.start) = (next, there);
        (from_a, from_b) = (to_a + 1, to_b + 1);
    }
}
