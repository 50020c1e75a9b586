//! The work of repair is counted, not timed: texts that say one thing over and over end quickly and yield nothing.

use std::time::Instant;

use unspin::text;

/// Two texts of a million words, all the same: 5 MB each. Without a bound every word would meet every other.
#[test]
fn one_word_a_million_times_is_aligned_at_once() {
    let words = vec![0_u32; 1_000_000];
    let start = Instant::now();
    assert!(text::passages(&words, &words, &[1.0]).is_empty(), "what stands everywhere shows no place");
    // A second is a hundred times what it takes: the bound is on the order of growth, not on the machine.
    assert!(start.elapsed().as_secs() < 20, "{:?}", start.elapsed());
}
