//! The alignment of two texts, word by word.
//!
//! [`passages`] finds what two texts of a family share, wherever it is. Clustering aligns whole
//! texts with the other parts of this module: chains of equal runs ([`heaviest_chain`]), words that
//! occur once ([`UniqueWords`]) and common subsequences ([`longest_common`], [`rising`]).
//!
//! For [`passages`], seeds (three equal words out of four in a row), chained along a diagonal, give
//! the passages, in any order; between seeds the words are aligned with Myers' algorithm. A pair of
//! seeds is never more than 24 words apart, so the work is bounded by the length of the texts,
//! whatever they hold.

mod blocks;
mod seeds;
mod subsequence;
mod unique;

use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};

pub(crate) use blocks::{Block, heaviest_chain};
pub(crate) use subsequence::{longest_common, rising};
pub(crate) use unique::UniqueWords;

use crate::text::Passage;

/// Words between two seeds of one passage, at the most: what lies between is aligned, so this
/// bounds the work.
pub(crate) const SEED_GAP: usize = 24;

/// Seeds this far apart split the alignment: the pieces stay small and the anchors exact.
const PIECE: usize = 64;

/// Words of context that a passage takes along on either side of its outer seeds.
const MARGIN: usize = 8;

/// The passages that the texts share, by their place in `a`. `weight` is how much a word shows, by
/// its number: 0.0 for nothing.
pub(crate) fn passages(a: &[u32], b: &[u32], weight: &[f32]) -> Vec<Passage> {
    seeds::chains(a, b, weight).into_iter().map(|chain| align(a, b, &chain)).collect()
}

/// Aligns the words around a chain of seeds.
fn align(a: &[u32], b: &[u32], chain: &[(usize, usize)]) -> Passage {
    let (&(first_a, first_b), &(last_a, last_b)) = (&chain[0], &chain[chain.len() - 1]);
    let before = MARGIN.min(first_a).min(first_b);
    let (start_a, start_b) = (first_a - before, first_b - before);
    let (end_a, end_b) = ((last_a + 4 + MARGIN).min(a.len()), (last_b + 4 + MARGIN).min(b.len()));

    let mut equal = Vec::new();
    let (mut from_a, mut from_b) = (start_a, start_b);
    for &(to_a, to_b) in chain {
        if to_a - from_a >= PIECE && to_b > from_b {
            align_piece(a, b, from_a..to_a, from_b..to_b, &mut equal);
            (from_a, from_b) = (to_a, to_b);
        }
    }
    align_piece(a, b, from_a..end_a, from_b..end_b, &mut equal);
    Passage { a: start_a..end_a, b: start_b..end_b, equal }
}

fn align_piece(a: &[u32], b: &[u32], in_a: Range<usize>, in_b: Range<usize>, equal: &mut Vec<(usize, usize)>) {
    for op in capture_diff_slices(Algorithm::Myers, &a[in_a.clone()], &b[in_b.clone()]) {
        if let DiffOp::Equal { old_index, new_index, len } = op {
            equal.extend((0..len).map(|n| (in_a.start + old_index + n, in_b.start + new_index + n)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(text: &str, vocabulary: &mut crate::text::Vocabulary) -> Vec<u32> {
        text.split_whitespace().map(|word| vocabulary.intern(word)).collect()
    }

    #[test]
    fn a_spun_passage_is_found_and_aligned_wherever_it_is() {
        let mut vocabulary = crate::text::Vocabulary::default();
        let clean = numbers(
            "last week the council said that the old harbour bridge will be closed for repairs until spring and buses go round",
            &mut vocabulary,
        );
        let spun = numbers(
            "more news buses go round today the old haven bridge volition be shut for repairs until springtime says the mayor",
            &mut vocabulary,
        );
        let weight = vec![1.0; vocabulary.len()];
        let found = passages(&spun, &clean, &weight);
        let pairs: Vec<(&str, &str)> = found
            .iter()
            .flat_map(|p| &p.equal)
            .map(|&(i, k)| (vocabulary.word(spun[i]), vocabulary.word(clean[k])))
            .collect();
        assert!(pairs.iter().all(|(left, right)| left == right));
        for word in ["old", "bridge", "be", "for", "repairs", "until", "buses", "go", "round"] {
            assert!(pairs.contains(&(word, word)), "{word} is aligned: {pairs:?}");
        }
    }

    #[test]
    fn one_repeated_word_costs_little_and_finds_nothing() {
        let a = vec![0_u32; 200_000];
        assert!(passages(&a, &a, &[1.0]).is_empty());
    }

    /// Two texts of a million words, all the same: 5 MB each. Without a bound every word would meet every other.
    #[test]
    fn one_word_a_million_times_is_aligned_at_once() {
        let words = vec![0_u32; 1_000_000];
        let start = std::time::Instant::now();
        assert!(passages(&words, &words, &[1.0]).is_empty(), "a word that is everywhere shows no place");
        // A second is a hundred times what it takes: the bound is on the order of growth, not on the machine.
        assert!(start.elapsed().as_secs() < 20, "{:?}", start.elapsed());
    }
}
