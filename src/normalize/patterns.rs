//! Short byte patterns that show which rules must run, all found in one pass.
//!
//! Every byte of every pattern has a bit of its own. Reading a byte shifts all bits by one place
//! and keeps those whose pattern allows this byte at that place; a bit that reaches the end of its
//! pattern is a match. The algorithm is called bitap or shift-and (Baeza-Yates and Gonnet, "A new
//! approach to text searching", CACM 35, 1992). No branch depends on the text, and one more pattern
//! costs nothing.

use ByteKind::{
    Any, Apostrophe, Beginning, Closing, Control, Ending, Ink, Is, Letter, Lower, Mark, Opening, Separator, Stop,
    Straight, Typed, Upper,
};

use super::features::Features;

/// A set of bytes that a place of a pattern allows.
#[derive(Clone, Copy)]
enum ByteKind {
    Any,
    Is(u8),
    Lower,
    Upper,
    Letter,
    /// Any byte but a space or a control character.
    Ink,
    /// An ASCII control character other than tab and line feed.
    Control,
    /// One of `"`, `'` and the backtick.
    Straight,
    /// A byte that may come before the end of a sentence: a small letter, a digit, `)`, or any byte
    /// of a character beyond ASCII.
    Ending,
    /// One of `.`, `!` and `?`.
    Stop,
    /// A byte that may begin a sentence: a capital, a straight quotation mark, or E2, the first
    /// byte of curly quotation marks.
    Beginning,
    /// `'`, or the last byte of `’`.
    Apostrophe,
    /// One of `,`, `;`, `.`, `!` and `?`.
    Mark,
    /// One of `,` and `;`.
    Separator,
    /// A byte that may follow a mark: white space, `!` or `"`.
    Typed,
    /// `(`, `[`, or the last byte of `“`.
    Opening,
    /// `)` or `]`.
    Closing,
}

impl ByteKind {
    const fn has(self, byte: u8) -> bool {
        match self {
            Any => true,
            Is(other) => byte == other,
            Lower => byte.is_ascii_lowercase(),
            Upper => byte.is_ascii_uppercase(),
            Letter => byte.is_ascii_alphabetic(),
            Ink => byte > b' ',
            Control => byte.is_ascii_control() && byte != b'\t' && byte != b'\n',
            Straight => matches!(byte, b'"' | b'\'' | b'`'),
            Ending => byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b')' || byte >= 0x80,
            Stop => matches!(byte, b'.' | b'!' | b'?'),
            Beginning => byte.is_ascii_uppercase() || matches!(byte, b'"' | b'\'' | 0xe2),
            Apostrophe => matches!(byte, b'\'' | 0x99),
            Mark => matches!(byte, b',' | b';' | b'.' | b'!' | b'?'),
            Separator => matches!(byte, b',' | b';'),
            Typed => byte <= b'"',
            Opening => matches!(byte, b'(' | b'[' | 0x9c),
            Closing => matches!(byte, b')' | b']'),
        }
    }
}

const SPACE: ByteKind = Is(b' ');

/// The patterns with the feature that each shows. The ends of a text count as line feeds.
const PATTERNS: [(Features, &[ByteKind]); 19] = [
    (Features::AMPERSAND, &[Is(b'&')]),
    (Features::CONTROL, &[Control]),
    (Features::STRAIGHT_QUOTE, &[Straight]),
    (Features::TIGHT_STOP, &[Ending, Stop, Beginning]),
    (Features::TIGHT_GENITIVE, &[Apostrophe, Is(b's'), Upper]),
    (Features::LOOSE_MARK, &[SPACE, Mark, Typed]),
    (Features::TIGHT_COMMA, &[Lower, Separator, Letter]),
    (Features::DOUBLED_SPACE, &[Ink, SPACE, SPACE, Ink]),
    (Features::INNER_CAPITAL, &[Lower, Lower, Upper, Lower]),
    (Features::LOOSE_PAIR, &[Opening, SPACE, Ink]),
    (Features::LOOSE_PAIR, &[Ink, SPACE, Closing]),
    // ” and ’.
    (Features::LOOSE_PAIR, &[SPACE, Is(0xe2), Any, Is(0x9d)]),
    (Features::LOOSE_PAIR, &[SPACE, Is(0xe2), Any, Is(0x99)]),
    (Features::LOOSE_PAIR, &[Letter, SPACE, Is(b'\'')]),
    (Features::LOOSE_PAIR, &[SPACE, Is(b'n'), Is(b'\'')]),
    (Features::LOOSE_PAIR, &[SPACE, Is(b'n'), Is(0xe2)]),
    (Features::TYPEWRITER, &[Is(b'-'), Is(b'-')]),
    (Features::TYPEWRITER, &[Is(b'.'), Is(b'.')]),
    (Features::TYPEWRITER, &[Is(b'.'), SPACE, Is(b'.')]),
];

/// The most bytes of a pattern.
const LONGEST: usize = 4;

/// For each pattern, the bit after its last one.
const ENDS: [u32; PATTERNS.len()] = {
    let (mut ends, mut at, mut bit) = ([0; PATTERNS.len()], 0, 0);
    while at < PATTERNS.len() {
        assert!(PATTERNS[at].1.len() <= LONGEST);
        bit += PATTERNS[at].1.len() as u32;
        ends[at] = bit;
        at += 1;
    }
    assert!(bit <= u64::BITS, "every byte of every pattern has a bit");
    ends
};

/// The first bit of every pattern.
const STARTS: u64 = {
    let (mut starts, mut at) = (0, 0);
    while at < PATTERNS.len() {
        starts |= 1 << (ENDS[at] - PATTERNS[at].1.len() as u32);
        at += 1;
    }
    starts
};

/// For each byte, the bits of the places that allow it.
static PLACES: [u64; 256] = {
    let (mut places, mut byte) = ([0; 256], 0);
    while byte < 256 {
        let mut at = 0;
        while at < PATTERNS.len() {
            let kinds = PATTERNS[at].1;
            let mut place = 0;
            while place < kinds.len() {
                if kinds[place].has(byte as u8) {
                    places[byte] |= 1 << (ENDS[at] - (kinds.len() - place) as u32);
                }
                place += 1;
            }
            at += 1;
        }
        byte += 1;
    }
    places
};

#[inline(always)]
fn step(state: u64, byte: u8) -> u64 {
    (state << 1 | STARTS) & PLACES[byte as usize]
}

/// The features of all patterns that match in `bytes`.
pub(super) fn scan(bytes: &[u8]) -> Features {
    // Each step depends on the one before it, so four parts of the text are read side by side to
    // keep the processor busy. A match across two parts is found by the later part.
    let part = bytes.len() / 4;
    let begin = |from: usize| bytes[from.saturating_sub(LONGEST - 1)..from].iter().fold(0, |state, &b| step(state, b));
    let (mut a, mut b, mut c, mut d) = (step(0, b'\n'), begin(part), begin(2 * part), begin(3 * part));
    let (first, second) = (&bytes[..part], &bytes[part..2 * part]);
    let (third, fourth) = (&bytes[2 * part..3 * part], &bytes[3 * part..4 * part]);
    let mut found = 0;
    for (((w, x), y), z) in first.iter().zip(second).zip(third).zip(fourth) {
        (a, b, c, d) = (step(a, *w), step(b, *x), step(c, *y), step(d, *z));
        found |= a | b | c | d;
    }
    for &byte in bytes[4 * part..].iter().chain(&[b'\n'; LONGEST - 1]) {
        d = step(d, byte);
        found |= d;
    }
    let matched = PATTERNS.iter().zip(ENDS).filter(|(_, end)| found >> (end - 1) & 1 == 1);
    matched.fold(Features::NONE, |all, ((features, _), _)| all.or(*features))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_seen_does_not_depend_on_the_place() {
        let faults = [
            ("R&D", Features::AMPERSAND),
            ("a\u{7}b", Features::CONTROL),
            ("\"x", Features::STRAIGHT_QUOTE),
            ("how.Our", Features::TIGHT_STOP),
            ("how.\"Our", Features::TIGHT_STOP),
            ("x'sKate", Features::TIGHT_GENITIVE),
            ("x’sKate", Features::TIGHT_GENITIVE),
            ("x , y", Features::LOOSE_MARK),
            ("x,y", Features::TIGHT_COMMA),
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
                for after in [0, 1, 2, 3, 70, 300] {
                    let text = format!("{}{fault}{}", "x".repeat(before), "x".repeat(after));
                    assert!(scan(text.as_bytes()).meets(feature), "{fault:?} after {before} and before {after}");
                }
            }
        }
        assert!(scan(b"x ,").meets(Features::LOOSE_MARK), "the end of a text is that of a line");
    }

    #[test]
    fn plain_text_has_none() {
        let plain = "The talks (in Geneva) ended at 3.14 p.m. - no deal; iOS and “so”. ".repeat(9);
        for end in (0..plain.len()).filter(|end| plain.is_char_boundary(*end)) {
            assert_eq!(scan(&plain.as_bytes()[..end]), Features::NONE, "{}", &plain[..end]);
        }
    }
}
