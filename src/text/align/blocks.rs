//! Runs of equal words, and the chain of them that keeps the order of two texts.

/// A run of equal tokens: `len` of them from `a` in the one text and from `b` in the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Block {
    pub a: usize,
    pub b: usize,
    pub len: usize,
}

impl Block {
    pub(crate) fn end_a(self) -> usize {
        self.a + self.len
    }

    pub(crate) fn end_b(self) -> usize {
        self.b + self.len
    }
}

/// The chain of blocks with the most tokens that keeps the order of both texts, and the blocks that
/// are not in it. Only the `most` longest blocks are considered: the work grows with their square.
pub(crate) fn heaviest_chain(mut blocks: Vec<Block>, most: usize) -> (Vec<Block>, Vec<Block>) {
    let mut rest = Vec::new();
    if blocks.len() > most {
        blocks.sort_unstable_by_key(|block| (std::cmp::Reverse(block.len), block.a, block.b));
        rest = blocks.split_off(most);
    }
    blocks.sort_unstable_by_key(|block| (block.a, block.b));
    if blocks.windows(2).all(|pair| follows(pair[0], pair[1]).is_some_and(|cut| cut == 0)) {
        return (blocks, rest);
    }
    // best[i]: tokens of the heaviest chain that ends with block i, and the block before it there.
    let mut best: Vec<(usize, usize)> = Vec::with_capacity(blocks.len());
    for (index, &block) in blocks.iter().enumerate() {
        let mut top = (block.len, usize::MAX);
        for (before, &(weight, _)) in best.iter().enumerate() {
            if let Some(cut) = follows(blocks[before], block)
                && weight + block.len - cut > top.0
            {
                top = (weight + block.len - cut, before);
            }
        }
        debug_assert_eq!(index, best.len());
        best.push(top);
    }
    let mut chosen = vec![false; blocks.len()];
    let mut at = (0..best.len()).rev().max_by_key(|&index| best[index].0).unwrap_or(usize::MAX);
    while at != usize::MAX {
        chosen[at] = true;
        at = best[at].1;
    }
    let mut kept: Vec<Block> = Vec::new();
    for (&block, &is_chosen) in blocks.iter().zip(&chosen) {
        if !is_chosen {
            rest.push(block);
            continue;
        }
        let cut = kept.last().map_or(0, |&last| follows(last, block).unwrap_or(0));
        kept.push(Block { a: block.a + cut, b: block.b + cut, len: block.len - cut });
    }
    (kept, rest)
}

/// How many tokens the later block must lose at its start to come after the earlier one in both
/// texts; `None` if nothing would be left of it.
fn follows(earlier: Block, later: Block) -> Option<usize> {
    let cut = earlier.end_a().saturating_sub(later.a).max(earlier.end_b().saturating_sub(later.b));
    (later.a >= earlier.a && later.b >= earlier.b && cut < later.len).then_some(cut)
}
