//! The words that occur exactly once in each of two stretches of text: the anchors of a patience
//! alignment.

use std::ops::Range;

/// Finds the words that occur exactly once in each of two ranges. Its memory is used again from
/// call to call.
#[derive(Default)]
pub(crate) struct UniqueWords {
    /// The different words of the first range, in the order of their first places.
    words: Vec<Places>,
    /// Open addressing by word: place in `words` + 1, or 0.
    table: Vec<u32>,
}

/// A word's place + 1 in each of the two ranges: 0 where it does not occur, [`MANY`] where it
/// occurs twice or more.
struct Places {
    hash: u64,
    a: u32,
    b: u32,
}

const MANY: u32 = u32::MAX;

impl UniqueWords {
    /// The places of such words in `left` and in `right`, in their order in the first range.
    pub(crate) fn pairs(
        &mut self,
        left: &[u64],
        a: Range<usize>,
        right: &[u64],
        b: Range<usize>,
    ) -> Vec<(usize, usize)> {
        self.words.clear();
        self.table.clear();
        self.table.resize((2 * a.len()).next_power_of_two(), 0);
        for at in a {
            let slot = self.slot(left[at]);
            match self.table[slot] {
                0 => {
                    self.words.push(Places { hash: left[at], a: at as u32 + 1, b: 0 });
                    self.table[slot] = self.words.len() as u32;
                }
                known => self.words[known as usize - 1].a = MANY,
            }
        }
        for at in b {
            let known @ 1.. = self.table[self.slot(right[at])] else { continue };
            let places = &mut self.words[known as usize - 1];
            places.b = if places.b == 0 { at as u32 + 1 } else { MANY };
        }
        let once = |place: u32| place != 0 && place != MANY;
        let both = self.words.iter().filter(|places| once(places.a) && once(places.b));
        both.map(|places| (places.a as usize - 1, places.b as usize - 1)).collect()
    }

    fn slot(&self, hash: u64) -> usize {
        let mask = self.table.len() - 1;
        // Words that another alignment has taken are replaced by numbers, which differ in their
        // lowest bits; the bits of a hash are equally good anywhere.
        let mut slot = (hash ^ hash >> 32) as usize & mask;
        while let known @ 1.. = self.table[slot] {
            if self.words[known as usize - 1].hash == hash {
                break;
            }
            slot = (slot + 1) & mask;
        }
        slot
    }
}
