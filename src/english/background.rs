//! How often English words are used and follow each other: the expectation against which a word
//! looks out of place.
//!
//! The counts are Google's, by way of SymSpell's lists (`data/README.md`): 82,765 words and the
//! 242,342 most frequent pairs. They are compiled in as tables that are read where they lie, so
//! that the first word of a run costs no more than any other.

use xxhash_rust::xxh3::xxh3_64;

/// log10 of the sum of all word counts.
const TOTAL: f32 = 11.734;

/// log10 of half the least pair count of the list: a pair that is not listed is rarer than the list
/// goes, not impossible.
const UNSEEN_PAIR: f32 = 6.48;

/// A word's key in the tables: XXH3 of its folded form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct WordKey(u64);

impl WordKey {
    /// Of a folded word, as [`crate::text::Vocabulary`] gives it.
    pub(crate) fn of(word: &str) -> Self {
        WordKey(xxh3_64(word.as_bytes()))
    }

    /// The key as a number: evenly spread over all its bits.
    pub(crate) fn number(self) -> u64 {
        self.0
    }

    /// Which of `parts` parts of a table it belongs to.
    pub(crate) fn part(self, parts: usize) -> usize {
        (self.0 >> 32) as usize % parts
    }

    fn before(self, next: WordKey) -> u64 {
        self.0.rotate_left(23).wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ next.0
    }
}

/// Slots of the tables: three of five are taken.
const WORD_SLOTS: usize = 1 << 17;
const PAIR_SLOTS: usize = 3 << 17;

/// Bits of a key that are kept in its slot. With those that name the slot two listed keys never
/// meet (a test holds that), and one that is not listed is mistaken for a listed one once in ten
/// million times.
const TAG_BITS: u32 = 25;

/// Bits of a count, as ten times its log10: 104 is the highest, and none is 0.
const COUNT_BITS: u32 = 32 - TAG_BITS;

/// Keys and their counts: little-endian `u32`s of a tag and a count, each in the first free slot
/// from its own on, the frequent ones put in first, so that they are found at once; 0 where a slot
/// is free.
struct Table {
    bytes: &'static [u8],
    slots: usize,
}

impl Table {
    /// Ten times log10 of a key's count; `None` if it is not listed.
    fn get(&self, key: u64) -> Option<u32> {
        let tag = tag(key);
        let mut at = slot(key, self.slots);
        loop {
            let bytes = &self.bytes[4 * at..4 * at + 4];
            let entry = u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]);
            if entry >> COUNT_BITS == tag && entry != 0 {
                return Some(entry & ((1 << COUNT_BITS) - 1));
            }
            if entry == 0 {
                return None;
            }
            at = if at + 1 == self.slots { 0 } else { at + 1 };
        }
    }
}

/// The slot of a key, by its leading bits.
fn slot(key: u64, slots: usize) -> usize {
    (((key >> 32) * slots as u64) >> 32) as usize
}

/// What is kept of a key, of its last bits.
fn tag(key: u64) -> u32 {
    (key & ((1 << TAG_BITS) - 1)) as u32
}

/// The tables.
pub(crate) struct Background {
    words: Table,
    pairs: Table,
}

static ENGLISH: Background = Background {
    words: Table { bytes: include_bytes!("../../data/words.bin"), slots: WORD_SLOTS },
    pairs: Table { bytes: include_bytes!("../../data/bigrams.bin"), slots: PAIR_SLOTS },
};

impl Background {
    /// English.
    pub(crate) fn english() -> &'static Background {
        &ENGLISH
    }

    /// Whether a word is listed.
    pub(crate) fn is_listed(&self, word: WordKey) -> bool {
        self.words.get(word.0).is_some()
    }

    /// log10 of a word's count; `None` if it is not listed.
    pub(crate) fn count(&self, word: WordKey) -> Option<f32> {
        self.words.get(word.0).map(|count| count as f32 / 10.0)
    }

    /// Whether the pair is listed.
    pub(crate) fn has_pair(&self, first: WordKey, second: WordKey) -> bool {
        self.pairs.get(first.before(second)).is_some()
    }

    /// Whether two words are frequent enough for their pair to be listed if they followed each
    /// other only by chance.
    pub(crate) fn expects(&self, first: WordKey, second: WordKey) -> bool {
        let (Some(a), Some(b)) = (self.count(first), self.count(second)) else { return false };
        a + b - TOTAL >= UNSEEN_PAIR
    }

    /// log10 of the pair's count; `None` if it is not listed.
    pub(crate) fn pair_count(&self, first: WordKey, second: WordKey) -> Option<f32> {
        self.pairs.get(first.before(second)).map(|count| count as f32 / 10.0)
    }

    /// How much oftener than by chance two words follow each other, in powers of ten (pointwise
    /// mutual information). 0 where the tables do not know: one of the words is not listed, or the
    /// pair is too rare to be.
    pub(crate) fn affinity(&self, first: WordKey, second: WordKey) -> f32 {
        let (Some(a), Some(b)) = (self.count(first), self.count(second)) else { return 0.0 };
        let expected = a + b - TOTAL;
        match self.pair_count(first, second) {
            Some(count) => count - expected,
            None => (UNSEEN_PAIR - expected).min(0.0),
        }
    }

    /// How much a word shows of its text: 0.1 for "the", about 0.7 for "government", 1.5 for what
    /// is rare or unknown.
    pub(crate) fn weight(&self, word: WordKey) -> f32 {
        let rarity = TOTAL - self.count(word).unwrap_or(0.0);
        ((rarity - 1.0) / 4.0).clamp(0.1, 1.5)
    }
}

/// The text of a table packed with gzip. Our scripts write the shortest header of the format: ten bytes
/// without a name. The last eight bytes, a checksum and a length, are not looked at.
pub(crate) fn unpack(packed: &[u8]) -> String {
    let deflated = &packed[10..packed.len() - 8];
    let text = miniz_oxide::inflate::decompress_to_vec(deflated).expect("a table that was compiled in is whole");
    String::from_utf8(text).expect("a table that was compiled in is text")
}

#[cfg(test)]
mod tests {
    use super::*;

    const WORDS: &[u8] = include_bytes!("../../data/words.txt.gz");
    const PAIRS: &[u8] = include_bytes!("../../data/bigrams.txt.gz");

    fn listed_words() -> Vec<(u64, u32)> {
        let row = |line: &str| line.split_once('\t').map(|(word, count)| (WordKey::of(word).0, count.parse().unwrap()));
        unpack(WORDS).lines().map(|line| row(line).expect("a row is word, tab, count")).collect()
    }

    fn listed_pairs() -> Vec<(u64, u32)> {
        let mut pairs = Vec::new();
        for line in unpack(PAIRS).lines() {
            let (first, rest) = line.split_once('\t').expect("a row is word, tab, pairs");
            let rest: Vec<&str> = rest.split(' ').collect();
            for pair in rest.chunks(2) {
                pairs.push((WordKey::of(first).before(WordKey::of(pair[0])), pair[1].parse().unwrap()));
            }
        }
        pairs
    }

    fn packed(mut rows: Vec<(u64, u32)>, slots: usize) -> Vec<u8> {
        rows.sort_unstable_by_key(|&(key, count)| (std::cmp::Reverse(count), key));
        let mut table = vec![0_u32; slots];
        for (key, count) in rows {
            let mut at = slot(key, slots);
            while table[at] != 0 {
                at = (at + 1) % slots;
            }
            table[at] = tag(key) << COUNT_BITS | count;
        }
        table.into_iter().flat_map(u32::to_le_bytes).collect()
    }

    /// `scripts/make_tables.py` runs this test.
    #[test]
    #[ignore = "writes data/words.bin and data/bigrams.bin"]
    fn write_the_tables() {
        std::fs::write("data/words.bin", packed(listed_words(), WORD_SLOTS)).unwrap();
        std::fs::write("data/bigrams.bin", packed(listed_pairs(), PAIR_SLOTS)).unwrap();
    }

    #[test]
    fn the_tables_hold_the_lists() {
        let english = Background::english();
        for (table, rows, slots) in
            [(&english.words, listed_words(), WORD_SLOTS), (&english.pairs, listed_pairs(), PAIR_SLOTS)]
        {
            assert!(rows.iter().all(|&(key, count)| table.get(key) == Some(count)), "two keys in one place");
            assert!(packed(rows, slots) == table.bytes, "the lists have changed: run scripts/make_tables.py");
        }
    }

    #[test]
    fn words_that_belong_together_have_affinity() {
        let english = Background::english();
        let affinity = |a, b| english.affinity(WordKey::of(a), WordKey::of(b));
        assert!(affinity("law", "enforcement") > 1.5);
        assert!(affinity("have", "been") > 1.0);
        assert!(affinity("take", "been") < affinity("have", "been") - 1.0);
        assert_eq!(affinity("constabulary", "enforcement"), 0.0, "too rare to know");
    }

    #[test]
    fn rare_words_weigh_more() {
        let english = Background::english();
        let weight = |word| english.weight(WordKey::of(word));
        assert!(weight("the") < 0.2 && weight("government") > 0.5 && weight("militarization") > 1.2);
    }
}
