//! How often English words are used and follow each other: the expectation against which a word looks out of place.
//!
//! The counts are Google's, by way of SymSpell's lists (`data/README.md`): 82,765 words and the 242,342 most frequent pairs.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::io::Read;
use std::sync::OnceLock;

use flate2::read::GzDecoder;
use xxhash_rust::xxh3::xxh3_64;

/// log10 of the sum of all word counts.
const TOTAL: f32 = 11.734;

/// log10 of half the least pair count of the list: a pair that is not listed is rarer than the list goes, not impossible.
const UNSEEN_PAIR: f32 = 6.48;

/// A word's key in the tables: XXH3 of its folded form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct WordKey(u64);

impl WordKey {
    /// Of a folded word, as [`crate::model::Vocabulary`] gives it.
    pub(crate) fn of(word: &str) -> Self {
        WordKey(xxh3_64(word.as_bytes()))
    }

    /// Which of `parts` parts of a table it belongs to.
    pub(super) fn part(self, parts: usize) -> usize {
        (self.0 >> 32) as usize % parts
    }

    fn before(self, next: WordKey) -> u64 {
        self.0.rotate_left(23).wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ next.0
    }
}

/// The tables.
pub(crate) struct Background {
    words: HashMap<u64, u8, BuildHasherDefault<AlreadyHashed>>,
    pairs: HashMap<u64, u8, BuildHasherDefault<AlreadyHashed>>,
}

impl Background {
    /// English, unpacked at the first call.
    pub(crate) fn english() -> &'static Background {
        static ENGLISH: OnceLock<Background> = OnceLock::new();
        ENGLISH.get_or_init(|| {
            let mut words = HashMap::with_capacity_and_hasher(83_000, BuildHasherDefault::default());
            for line in unpack(include_bytes!("../../data/words.txt.gz")).lines() {
                let (word, count) = line.split_once('\t').expect("a row of words.txt is word, tab, count");
                words.insert(WordKey::of(word).0, count.parse().expect("counts are small integers"));
            }
            let mut pairs = HashMap::with_capacity_and_hasher(243_000, BuildHasherDefault::default());
            for line in unpack(include_bytes!("../../data/bigrams.txt.gz")).lines() {
                let (first, rest) = line.split_once('\t').expect("a row of bigrams.txt is word, tab, pairs");
                let first = WordKey::of(first);
                let mut rest = rest.split(' ');
                while let (Some(second), Some(count)) = (rest.next(), rest.next()) {
                    let count = count.parse().expect("counts are small integers");
                    pairs.insert(first.before(WordKey::of(second)), count);
                }
            }
            Background { words, pairs }
        })
    }

    /// log10 of a word's count; `None` if it is not listed.
    pub(crate) fn count(&self, word: WordKey) -> Option<f32> {
        self.words.get(&word.0).map(|&q| f32::from(q) / 10.0)
    }

    /// Whether the pair is listed.
    pub(crate) fn has_pair(&self, first: WordKey, second: WordKey) -> bool {
        self.pairs.contains_key(&first.before(second))
    }

    /// Whether two words are frequent enough for their pair to be listed if they followed each other by chance alone.
    pub(crate) fn expects(&self, first: WordKey, second: WordKey) -> bool {
        let (Some(a), Some(b)) = (self.count(first), self.count(second)) else { return false };
        a + b - TOTAL >= UNSEEN_PAIR
    }

    /// log10 of the pair's count; `None` if it is not listed.
    pub(crate) fn pair_count(&self, first: WordKey, second: WordKey) -> Option<f32> {
        self.pairs.get(&first.before(second)).map(|&q| f32::from(q) / 10.0)
    }

    /// How much oftener than by chance two words follow each other, in powers of ten (pointwise mutual information).
    /// 0 where the tables cannot tell: a word that is not listed, a pair too rare to be.
    pub(crate) fn affinity(&self, first: WordKey, second: WordKey) -> f32 {
        let (Some(a), Some(b)) = (self.count(first), self.count(second)) else { return 0.0 };
        let expected = a + b - TOTAL;
        match self.pair_count(first, second) {
            Some(count) => count - expected,
            None => (UNSEEN_PAIR - expected).min(0.0),
        }
    }

    /// How much a word tells: 0.1 for "the", about 0.7 for "government", 1.5 for what is rare or unknown.
    pub(crate) fn weight(&self, word: WordKey) -> f32 {
        let rarity = TOTAL - self.count(word).unwrap_or(0.0);
        ((rarity - 1.0) / 4.0).clamp(0.1, 1.5)
    }
}

/// The text of a table packed with gzip.
pub(super) fn unpack(packed: &[u8]) -> String {
    let mut text = String::new();
    GzDecoder::new(packed).read_to_string(&mut text).expect("a table that was compiled in is whole");
    text
}

/// Keys are hashes already.
#[derive(Default)]
pub(super) struct AlreadyHashed(u64);

impl Hasher for AlreadyHashed {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, bytes: &[u8]) {
        self.0 = xxh3_64(bytes);
    }
    fn write_u64(&mut self, key: u64) {
        self.0 = key;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_belong_together_have_affinity() {
        let english = Background::english();
        let affinity = |a, b| english.affinity(WordKey::of(a), WordKey::of(b));
        assert!(affinity("law", "enforcement") > 1.5);
        assert!(affinity("have", "been") > 1.0);
        assert!(affinity("take", "been") < affinity("have", "been") - 1.0);
        assert_eq!(affinity("constabulary", "enforcement"), 0.0, "too rare to tell");
    }

    #[test]
    fn rare_words_tell_more() {
        let english = Background::english();
        let weight = |word| english.weight(WordKey::of(word));
        assert!(weight("the") < 0.2 && weight("government") > 0.5 && weight("militarization") > 1.2);
    }
}
