//! Longest common and longest rising subsequences.

/// Calls `emit` with the places of each pair of a longest common subsequence of two sequences, in
/// order. `cells` is working memory, which callers keep from call to call. Time and memory grow
/// with the product of the lengths, which must be below 65,536 each.
pub(crate) fn longest_common(a: &[u64], b: &[u64], cells: &mut Vec<u16>, mut emit: impl FnMut(usize, usize)) {
    // cells[i * columns + j]: the length of a longest common subsequence of a[i..] and b[j..].
    let (rows, columns) = (a.len() + 1, b.len() + 1);
    cells.clear();
    cells.resize(rows * columns, 0);
    for i in (0..a.len()).rev() {
        for j in (0..b.len()).rev() {
            let longest = if a[i] == b[j] {
                cells[(i + 1) * columns + j + 1] + 1
            } else {
                cells[(i + 1) * columns + j].max(cells[i * columns + j + 1])
            };
            cells[i * columns + j] = longest;
        }
    }
    let (mut i, mut j) = (0, 0);
    while i < a.len() && j < b.len() {
        if a[i] == b[j] {
            emit(i, j);
            (i, j) = (i + 1, j + 1);
        } else if cells[(i + 1) * columns + j] >= cells[i * columns + j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
}

/// A longest subsequence of `pairs`, which are sorted by their first places, in which the second
/// places rise too.
pub(crate) fn rising(pairs: &[(usize, usize)]) -> Vec<(usize, usize)> {
    // ends[n]: of all rising runs of n + 1 pairs, the last pair with the smallest second place.
    let mut ends: Vec<usize> = Vec::new();
    let mut before = vec![usize::MAX; pairs.len()];
    for (index, pair) in pairs.iter().enumerate() {
        let length = ends.partition_point(|&end| pairs[end].1 < pair.1);
        if length > 0 {
            before[index] = ends[length - 1];
        }
        if length == ends.len() {
            ends.push(index);
        } else {
            ends[length] = index;
        }
    }
    let mut run = Vec::with_capacity(ends.len());
    let mut at = ends.last().copied().unwrap_or(usize::MAX);
    while at != usize::MAX {
        run.push(pairs[at]);
        at = before[at];
    }
    run.reverse();
    run
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_words_are_found_in_order() {
        let mut found = Vec::new();
        longest_common(&[1, 2, 3, 4, 5], &[2, 9, 4, 1, 5], &mut Vec::new(), |i, j| found.push((i, j)));
        assert_eq!(found, [(1, 0), (3, 2), (4, 4)]);
    }

    #[test]
    fn the_longest_rising_run_is_kept() {
        assert_eq!(rising(&[(0, 5), (1, 1), (2, 2), (3, 0), (4, 3)]), [(1, 1), (2, 2), (4, 3)]);
        assert!(rising(&[]).is_empty());
    }
}
