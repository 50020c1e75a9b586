//! Maps and sets whose keys are good hashes already: hashing them again would cost more than the
//! look-up.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};

pub(crate) type HashedMap<V> = HashMap<u64, V, BuildHasherDefault<AlreadyHashed>>;
pub(crate) type HashedSet = HashSet<u64, BuildHasherDefault<AlreadyHashed>>;

/// Uses a key as its own hash, with its halves swapped: hash tables look at the highest bits first,
/// and these are zero in a sample.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct AlreadyHashed(u64);

impl Hasher for AlreadyHashed {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for part in bytes.chunks(8) {
            let mut eight = [0; 8];
            eight[..part.len()].copy_from_slice(part);
            self.write_u64(u64::from_le_bytes(eight));
        }
    }

    fn write_u64(&mut self, hash: u64) {
        self.0 = (self.0 ^ hash).rotate_left(32);
    }
}
