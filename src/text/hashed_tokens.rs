//! The words of a text as hashes: what fingerprints and comparisons of whole texts are made of.
//!
//! There are two tokenizers. [`tokens`](super::tokens()) is for text that is shown, repaired and
//! searched: it knows numbers, addresses, initialisms, and words with apostrophes and hyphens. This
//! one is for speed: it reads 64 bytes at a time, hashes each word on the way, and allocates
//! nothing, so that a run can take the fingerprints of all its texts. Both know the same scripts
//! without spaces ([`is_unspaced`]).
//!
//! A token is a run of letters and digits; every mark separates, apostrophes and hyphens included.
//! Case is folded, and invisible characters inside a word are skipped. A script that is written
//! without spaces gives one token a character, hashed with the character after it: bigrams whose
//! places do not overlap.

use unicode_normalization::char::is_combining_mark;

use super::head;
use super::scripts::is_unspaced;

/// A flag of [`HashedToken`]: the token has a digit.
pub(crate) const HAS_DIGIT: u32 = 1 << 31;
/// A flag of [`HashedToken`]: the token begins with an upper-case letter.
pub(crate) const UPPER_FIRST: u32 = 1 << 30;
/// A flag of [`HashedToken`]: the token has a letter that is not in upper case, as `Reuters` has
/// and `REUTERS` has not.
pub(crate) const HAS_LOWER: u32 = 1 << 29;
const LENGTH: u32 = HAS_LOWER - 1;

/// The longest token in bytes; a longer run of letters is cut, so that no text can make a token
/// without end.
const MAX_TOKEN_BYTES: usize = 1024;

/// A token: its folded hash and its place in the text.
#[derive(Debug, Clone, Copy)]
pub(crate) struct HashedToken {
    /// The hash of the folded characters.
    pub hash: u64,
    /// The first byte.
    pub start: u32,
    bits: u32,
}

impl HashedToken {
    /// The byte after the last one.
    pub(crate) fn end(self) -> u32 {
        self.start + (self.bits & LENGTH)
    }

    /// Its length in bytes.
    pub(crate) fn len(self) -> u32 {
        self.bits & LENGTH
    }

    pub(crate) fn has(self, flag: u32) -> bool {
        self.bits & flag != 0
    }

    /// Whether it has a digit.
    pub(crate) fn is_number(self) -> bool {
        self.has(HAS_DIGIT)
    }

    pub(crate) fn text(self, whole: &str) -> &str {
        &whole[self.start as usize..self.end() as usize]
    }
}

/// Calls `emit` for every token of `text`, in order. Texts of more than 4 GB are read up to there.
pub(crate) fn scan(text: &str, mut emit: impl FnMut(HashedToken)) {
    let text = head(text, u32::MAX as usize);
    let bytes = text.as_bytes();
    let mut carry = 0_u64;
    let mut open = 0_usize;
    let mut complex = false;
    let mut chunks = bytes.chunks_exact(64);
    let mut base = 0;
    let mut step = |block: &[u8; 64], base: usize| {
        let (ascii_word, high) = masks(block);
        let word = ascii_word | high;
        let shifted = word << 1 | carry;
        if high == 0 && !(complex && carry == 1) {
            // Nearly all text: ends and starts take turns, and a start is known before its end is
            // met.
            let (mut starts, mut ends) = (word & !shifted, shifted & !word);
            if carry == 0 && starts != 0 {
                open = base + starts.trailing_zeros() as usize;
                starts &= starts - 1;
            }
            while ends != 0 {
                emit_ascii(bytes, open, base + ends.trailing_zeros() as usize, &mut emit);
                ends &= ends - 1;
                if starts != 0 {
                    open = base + starts.trailing_zeros() as usize;
                    starts &= starts - 1;
                }
            }
            complex = false;
            carry = word >> 63;
            return;
        }
        let mut edges = word ^ shifted;
        // Bits of `high` below the run's start were reset when it was closed.
        let mut from = 0_u32;
        while edges != 0 {
            let at = edges.trailing_zeros();
            edges &= edges - 1;
            if word >> at & 1 == 1 {
                open = base + at as usize;
                complex = false;
                from = at;
            } else {
                let run = (high >> from) & !(u64::MAX << (at - from).min(63));
                if complex || run != 0 {
                    scan_unicode(text, open, base + at as usize, &mut emit);
                } else {
                    emit_ascii(bytes, open, base + at as usize, &mut emit);
                }
                from = at;
            }
        }
        carry = word >> 63;
        if carry == 1 {
            complex |= high >> from != 0;
        }
    };
    for block in chunks.by_ref() {
        step(block.try_into().expect("chunks of 64"), base);
        base += 64;
    }
    // The last block is filled up with spaces, which also close an open word.
    let rest = chunks.remainder();
    let mut last = [b' '; 64];
    last[..rest.len()].copy_from_slice(rest);
    step(&last, base);
}

/// For each byte of a block, whether it is an ASCII letter or digit, and whether it is not ASCII.
fn masks(block: &[u8; 64]) -> (u64, u64) {
    let mut word = [0_u8; 64];
    for (flag, &byte) in word.iter_mut().zip(block) {
        let letter = (byte | 0x20).wrapping_sub(b'a') < 26;
        let digit = byte.wrapping_sub(b'0') < 10;
        *flag = (letter | digit) as u8;
    }
    let (mut words, mut highs) = (0_u64, 0_u64);
    for part in 0..8 {
        let flags = u64::from_le_bytes(word[part * 8..part * 8 + 8].try_into().expect("eight bytes"));
        let raw = u64::from_le_bytes(block[part * 8..part * 8 + 8].try_into().expect("eight bytes"));
        words |= gather(flags) << (part * 8);
        highs |= gather(raw >> 7 & 0x0101_0101_0101_0101) << (part * 8);
    }
    (words, highs)
}

/// The lowest bits of eight bytes, as one byte.
fn gather(flags: u64) -> u64 {
    flags.wrapping_mul(0x0102_0408_1020_4080) >> 56
}

#[inline(always)]
fn emit_ascii(bytes: &[u8], start: usize, end: usize, emit: &mut impl FnMut(HashedToken)) {
    if end - start <= MAX_TOKEN_BYTES {
        emit_ascii_word(bytes, start, end, emit);
    } else {
        emit_in_parts(bytes, start, end, emit);
    }
}

#[cold]
#[inline(never)]
fn emit_in_parts(bytes: &[u8], start: usize, end: usize, emit: &mut impl FnMut(HashedToken)) {
    for at in (start..end).step_by(MAX_TOKEN_BYTES) {
        emit_ascii_word(bytes, at, end.min(at + MAX_TOKEN_BYTES), emit);
    }
}

const SPREAD: u64 = 0x2020_2020_2020_2020;

#[inline(always)]
fn emit_ascii_word(bytes: &[u8], start: usize, end: usize, emit: &mut impl FnMut(HashedToken)) {
    let length = end - start;
    let mut bits = length as u32;
    if length <= 8 {
        let raw = load(bytes, start, length);
        let mask = u64::MAX >> (64 - 8 * length);
        bits |= looks(raw, mask);
        let hash = mix((raw | SPREAD) & mask, length as u64);
        emit(HashedToken { hash, start: start as u32, bits });
        return;
    }
    let mut hash = 0;
    let mut at = start;
    while at < end {
        let part = (end - at).min(8);
        let raw = load(bytes, at, part);
        let mask = u64::MAX >> (64 - 8 * part);
        let seen = looks(raw, mask);
        bits |= if at == start { seen } else { seen & !UPPER_FIRST };
        hash = mix((raw | SPREAD) & mask, hash ^ part as u64);
        at += 8;
    }
    emit(HashedToken { hash, start: start as u32, bits });
}

/// Up to eight bytes from `start`, the first in the lowest place.
#[inline(always)]
fn load(bytes: &[u8], start: usize, length: usize) -> u64 {
    match bytes[start..].first_chunk::<8>() {
        Some(eight) => u64::from_le_bytes(*eight),
        None => {
            let mut eight = [0; 8];
            eight[..length].copy_from_slice(&bytes[start..start + length]);
            u64::from_le_bytes(eight)
        }
    }
}

/// The flags of up to eight ASCII letters and digits: bit 6 is set in letters only, bit 5 in lower
/// case.
#[inline(always)]
fn looks(raw: u64, mask: u64) -> u32 {
    let letters = raw & 0x4040_4040_4040_4040 & mask;
    let digits = letters != 0x4040_4040_4040_4040 & mask;
    let lower = (letters >> 1) & raw & SPREAD;
    let upper_first = raw & 0x60 == 0x40;
    (digits as u32) << 31 | (upper_first as u32) << 30 | ((lower != 0) as u32) << 29
}

/// One multiplication to 128 bits, folded: the step of wyhash and of XXH3.
#[inline(always)]
pub(crate) const fn mix(value: u64, seed: u64) -> u64 {
    let product = (value ^ 0x9e37_79b9_7f4a_7c15) as u128 * (seed ^ 0xe703_7ed1_a0b4_28db) as u128;
    (product >> 64) as u64 ^ product as u64
}

/// The hash of a token of up to eight lower-case ASCII letters, to compare tokens with words known
/// beforehand.
pub(crate) const fn short_word(word: &[u8]) -> u64 {
    let (mut letters, mut at) = (0, 0);
    while at < word.len() {
        letters |= (word[at] as u64) << (8 * at);
        at += 1;
    }
    mix(letters, word.len() as u64)
}

/// A run that holds characters beyond ASCII: decoded, folded and cut one by one.
#[cold]
#[inline(never)]
fn scan_unicode(text: &str, start: usize, end: usize, emit: &mut impl FnMut(HashedToken)) {
    let mut word = Word::default();
    let mut before: Option<(char, usize)> = None;
    for (offset, c) in text[start..end].char_indices() {
        let at = start + offset;
        if is_unspaced(c) {
            word.close(emit);
            if let Some((last, from)) = before.replace((c, at)) {
                emit_unspaced(last, c as u64, from, at, emit);
            }
            continue;
        }
        if let Some((last, from)) = before.take() {
            emit_unspaced(last, 0, from, at, emit);
        }
        if c.is_alphanumeric() || (word.is_open() && is_combining_mark(c)) {
            word.push(c, at, emit);
        } else if !is_invisible(c) {
            word.close(emit);
        }
    }
    if let Some((last, from)) = before {
        emit_unspaced(last, 0, from, end, emit);
    }
    word.close(emit);
}

fn emit_unspaced(c: char, next: u64, start: usize, end: usize, emit: &mut impl FnMut(HashedToken)) {
    let hash = mix(c as u64, next.wrapping_add(0x1_0000_0000));
    emit(HashedToken { hash, start: start as u32, bits: (end - start) as u32 | HAS_LOWER });
}

/// A word under way, folded: the same hash as [`emit_ascii_word`] gives for the same letters.
#[derive(Default)]
struct Word {
    start: usize,
    /// The end of the last visible character.
    end: usize,
    bits: u32,
    hash: u64,
    /// Folded bytes not yet hashed, and how many they are.
    part: u64,
    held: u32,
    length: usize,
}

impl Word {
    fn is_open(&self) -> bool {
        self.length > 0
    }

    fn push(&mut self, c: char, at: usize, emit: &mut impl FnMut(HashedToken)) {
        if self.is_open() && at - self.start >= MAX_TOKEN_BYTES {
            self.close(emit);
        }
        if !self.is_open() {
            self.start = at;
            self.bits = if c.is_uppercase() { UPPER_FIRST } else { 0 };
        }
        self.end = at + c.len_utf8();
        if c.is_lowercase() {
            self.bits |= HAS_LOWER;
        } else if c.is_numeric() {
            self.bits |= HAS_DIGIT;
        }
        if c.is_ascii() {
            self.add(c as u8 | 0x20);
            return;
        }
        let mut buffer = [0; 4];
        for folded in c.to_lowercase() {
            for &byte in folded.encode_utf8(&mut buffer).as_bytes() {
                self.add(byte);
            }
        }
    }

    fn add(&mut self, byte: u8) {
        if self.held == 8 {
            self.hash = mix(self.part, self.hash ^ 8);
            (self.part, self.held) = (0, 0);
        }
        self.part |= (byte as u64) << (8 * self.held);
        self.held += 1;
        self.length += 1;
    }

    fn close(&mut self, emit: &mut impl FnMut(HashedToken)) {
        if self.is_open() {
            let hash = mix(self.part, self.hash ^ self.held as u64);
            emit(HashedToken { hash, start: self.start as u32, bits: self.bits | (self.end - self.start) as u32 });
        }
        *self = Word::default();
    }
}

/// Whether a character is invisible and may occur inside a word.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2064}' | '\u{feff}' | '\u{fe00}'..='\u{fe0f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<&str> {
        let mut found = Vec::new();
        scan(text, |token| found.push(token.text(text)));
        found
    }

    fn hashes(text: &str) -> Vec<u64> {
        let mut found = Vec::new();
        scan(text, |token| found.push(token.hash));
        found
    }

    #[test]
    fn marks_and_spaces_separate() {
        assert_eq!(words("He said: \"don't\" (1,000 times)."), ["He", "said", "don", "t", "1", "000", "times"]);
        assert_eq!(words(""), [""; 0]);
        assert_eq!(words("…"), [""; 0]);
        assert_eq!(words("a"), ["a"]);
    }

    #[test]
    fn words_survive_the_edges_of_blocks() {
        for pad in 0..140 {
            for word in ["x", "sixteen", "extraordinarily", "naïveté", "“quoted”"] {
                let text = format!("{}{word}", " ".repeat(pad));
                let bare = word.trim_matches(['“', '”']);
                assert_eq!(words(&text), [bare], "after {pad} spaces");
                assert_eq!(hashes(&text), hashes(word), "after {pad} spaces");
                assert_eq!(words(&format!("{text} end")), [bare, "end"]);
            }
        }
    }

    #[test]
    fn case_quotes_and_invisible_characters_are_folded() {
        assert_eq!(hashes("“It’s” naïve, they SAID"), hashes("'it's' NAÏVE they said"));
        assert_eq!(hashes("inter\u{ad}national"), hashes("International"));
        assert_eq!(hashes("“international”"), hashes("international"));
        assert_ne!(hashes("ab"), hashes("ba"));
        assert_ne!(hashes("12345678"), hashes("123456789"));
    }

    #[test]
    fn scripts_without_spaces_give_a_token_a_character() {
        assert_eq!(words("我爱 北京abc"), ["我", "爱", "北", "京", "abc"]);
        assert_ne!(hashes("北京")[0], hashes("北海")[0], "hashed with the next character");
        assert_eq!(words("ภาษา").len(), 4);
    }

    #[test]
    fn flags_tell_numbers_and_names() {
        let text = "Covid19 in U.S. was 2nd naïve Élan";
        let mut found = Vec::new();
        scan(text, |t| found.push((t.has(HAS_DIGIT), t.has(UPPER_FIRST), t.has(HAS_LOWER))));
        assert_eq!(found[0], (true, true, true));
        assert_eq!(found[1], (false, false, true));
        assert_eq!(found[2], (false, true, false));
        assert_eq!(found[5], (true, false, true));
        assert_eq!(found[6], (false, false, true));
        assert_eq!(found[7], (false, true, true));
    }

    #[test]
    fn known_words_have_the_hash_of_their_tokens() {
        assert_eq!(hashes("One hundred thousand"), [b"one".as_slice(), b"hundred", b"thousand"].map(short_word));
    }

    #[test]
    fn a_run_without_end_is_cut() {
        assert_eq!(words(&"a".repeat(3000)).len(), 3);
        assert_eq!(words(&"é".repeat(3000)).len(), 6);
    }
}
