//! Neighbouring ASCII characters that tell which rules have to look closer.
//!
//! As the [scan](super::features) of single characters, without a branch that depends on the text.

use super::features::Features;

/// What four bytes in a row say.
const KINDS: [Features; 4] =
    [Features::DOUBLED_SPACE, Features::INNER_CAPITAL, Features::LOOSE_PAIR, Features::TYPEWRITER];

/// Bytes that are looked at together.
const WINDOW: usize = 4;

/// What occurs in the text. Its ends count as line feeds.
pub(super) fn scan(bytes: &[u8]) -> Features {
    /// Windows a step: the flags of each are collected in a byte of a vector.
    const STEP: usize = 64;
    let mut all = [0_u8; STEP];
    let mut at = 0;
    while at + STEP + WINDOW <= bytes.len() {
        let window = &bytes[at..at + STEP + WINDOW];
        for (i, flags) in all.iter_mut().enumerate() {
            *flags |= flags_of([window[i], window[i + 1], window[i + 2], window[i + 3]]);
        }
        at += STEP;
    }
    let mut flags = all.iter().fold(0, |sum, flags| sum | flags);
    // The first bytes with a line feed before them, and the rest with line feeds after it.
    let byte = |at: usize| bytes.get(at).copied().unwrap_or(b'\n');
    flags |= flags_of([b'\n', byte(0), byte(1), byte(2)]);
    for at in at..bytes.len() {
        flags |= flags_of([byte(at), byte(at + 1), byte(at + 2), byte(at + 3)]);
    }
    let mut found = Features::NONE;
    for (bit, kind) in KINDS.into_iter().enumerate() {
        if flags & 1 << bit != 0 {
            found = found.or(kind);
        }
    }
    found
}

/// Where small letters meet a capital with a small letter after it: the places of such capitals.
pub(super) fn inner_capitals(bytes: &[u8]) -> impl Iterator<Item = usize> {
    /// Windows that are looked at together: most blocks of text have none.
    const BLOCK: usize = 64;
    let last = bytes.len().saturating_sub(WINDOW - 1);
    (0..last).step_by(BLOCK).flat_map(move |from| {
        let to = (from + BLOCK).min(last);
        let block = &bytes[from..to + WINDOW - 1];
        let any = block
            .windows(WINDOW)
            .fold(0, |any, four| any | u8::from(is_inner_capital(four[0], four[1], four[2], four[3])));
        let places = if any == 0 { 0..0 } else { from..to };
        places.filter(|at| is_inner_capital(bytes[*at], bytes[at + 1], bytes[at + 2], bytes[at + 3])).map(|at| at + 2)
    })
}

#[inline(always)]
fn is_inner_capital(a: u8, b: u8, c: u8, d: u8) -> bool {
    let low = |byte: u8| byte.wrapping_sub(b'a') < 26;
    low(a) & low(b) & (c.wrapping_sub(b'A') < 26) & low(d)
}

/// The kinds as bits.
#[inline(always)]
fn flags_of([a, b, c, d]: [u8; WINDOW]) -> u8 {
    let bit = |when: bool, at: u8| u8::from(when) << at;
    let letter = |byte: u8| (byte | 0x20).wrapping_sub(b'a') < 26;
    let space = |byte: u8| byte == b' ';
    let doubled = (a > b' ') & space(b) & space(c) & (d > b' ');
    // 0x9C, 0x9D and 0x99 are the last bytes of “, ” and ’.
    let opened = ((a == b'(') | (a == b'[') | (a == 0x9c)) & space(b) & (c > b' ');
    let closed = (a > b' ') & space(b) & ((c == b')') | (c == b']'));
    let curly = space(a) & (b == 0xe2) & ((d == 0x9d) | (d == 0x99));
    let clitic = (letter(a) & space(b) & (c == b'\'')) | (space(b) & (c == b'n') & ((d == b'\'') | (d == 0xe2)));
    let dashes = (b == b'-') & (c == b'-');
    let stops = ((b == b'.') & (c == b'.')) | ((a == b'.') & space(b) & (c == b'.'));
    bit(doubled, 0)
        | bit(is_inner_capital(a, b, c, d), 1)
        | bit(opened | closed | curly | clitic, 2)
        | bit(dashes | stops, 3)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_seen_does_not_depend_on_the_place() {
        let faults = [
            ("a  b", Features::DOUBLED_SPACE),
            ("leadNow", Features::INNER_CAPITAL),
            ("( on", Features::LOOSE_PAIR),
            ("on )", Features::LOOSE_PAIR),
            ("“ on", Features::LOOSE_PAIR),
            ("on ”", Features::LOOSE_PAIR),
            ("on ’s", Features::LOOSE_PAIR),
            ("on 's", Features::LOOSE_PAIR),
            ("do n't", Features::LOOSE_PAIR),
            ("a -- b", Features::TYPEWRITER),
            ("--", Features::TYPEWRITER),
            ("a...", Features::TYPEWRITER),
            ("a . . .", Features::TYPEWRITER),
        ];
        for (fault, feature) in faults {
            for before in 0..140 {
                for after in [0, 1, 2, 3, 70] {
                    let text = format!("{}{fault}{}", "x".repeat(before), "x".repeat(after));
                    assert!(scan(text.as_bytes()).meets(feature), "{fault:?} after {before} and before {after}");
                }
            }
        }
    }

    #[test]
    fn plain_text_has_none() {
        let plain = "The talks (in Geneva) ended at 3.14 p.m. - no deal; iOS and “so”. ".repeat(9);
        assert_eq!(scan(plain.as_bytes()), Features::NONE);
        assert_eq!(scan(b""), Features::NONE);
    }

    #[test]
    fn capitals_are_found_wherever_they_stand() {
        for before in 0..140 {
            let text = format!("{}leadNow and aB", "x".repeat(before));
            assert_eq!(inner_capitals(text.as_bytes()).collect::<Vec<_>>(), [before + 4]);
        }
        assert_eq!(inner_capitals(b"aB").count(), 0);
    }
}
