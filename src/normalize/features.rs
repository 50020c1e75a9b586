//! One look at a text that tells which rules have to look closer.
//!
//! Nine articles of ten need a few rules at most. The ASCII part of the scan has no branch that depends on the text,
//! so that the compiler makes vector code of it; characters above 0x7F are looked at one by one.

use super::{invisible, mojibake, space};

/// A set of things that occur in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Features(u32);

impl Features {
    /// Nothing.
    #[cfg(test)]
    pub(super) const NONE: Features = Features(0);
    /// `&`.
    pub(super) const AMPERSAND: Features = Features(1);
    /// An ASCII control character that is no tab or line feed.
    pub(super) const CONTROL: Features = Features(1 << 1);
    /// `"`, `'` or a backtick.
    pub(super) const STRAIGHT_QUOTE: Features = Features(1 << 2);
    /// A sentence's end with a capital on its heels: `how.Our`.
    pub(super) const TIGHT_STOP: Features = Features(1 << 3);
    /// A genitive with a capital on its heels: `Gizmodo'sKate`.
    pub(super) const TIGHT_GENITIVE: Features = Features(1 << 4);
    /// `“”„‟‘’‚‛`.
    pub(super) const CURLY_QUOTE: Features = Features(1 << 5);
    /// U+0080 to U+009F.
    pub(super) const C1_CONTROL: Features = Features(1 << 6);
    /// Characters that are UTF-8 read as something else, or look like it.
    pub(super) const MOJIBAKE: Features = Features(1 << 7);
    /// Characters without width or ink that are no space.
    pub(super) const INVISIBLE: Features = Features(1 << 8);
    /// A space that is not U+0020.
    pub(super) const EXOTIC_SPACE: Features = Features(1 << 9);
    /// U+FB00 to U+FB06.
    pub(super) const LIGATURE: Features = Features(1 << 10);
    /// A character that NFC may change or join with its neighbour.
    pub(super) const MAYBE_NOT_NFC: Features = Features(1 << 11);

    /// Either's.
    pub(super) const fn or(self, other: Features) -> Features {
        Features(self.0 | other.0)
    }

    /// Whether the two have one in common.
    pub(super) fn meets(self, other: Features) -> bool {
        self.0 & other.0 != 0
    }

    fn add(&mut self, other: Features, when: bool) {
        self.0 |= if when { other.0 } else { 0 };
    }
}

/// What occurs in `text`.
pub(super) fn scan(text: &str) -> Features {
    let (mut found, ascii) = scan_ascii(text.as_bytes());
    if !ascii {
        scan_wide(text, &mut found);
    }
    found
}

/// What the ASCII bytes say, and whether there are no others.
fn scan_ascii(bytes: &[u8]) -> (Features, bool) {
    /// Bytes a step: one flag each is collected in a byte of a vector.
    const STEP: usize = 64;
    let mut all = [0_u8; STEP];
    let mut at = 0;
    // Each byte with the two after it; the last two bytes of the text are looked at with nothing after them.
    while at + STEP + 2 <= bytes.len() {
        let window = &bytes[at..at + STEP + 2];
        for (i, flags) in all.iter_mut().enumerate() {
            *flags |= flags_of(window[i], window[i + 1], window[i + 2]);
        }
        at += STEP;
    }
    let mut flags = all.iter().fold(0, |sum, flags| sum | flags);
    for i in at..bytes.len() {
        let next = |ahead: usize| bytes.get(i + ahead).copied().unwrap_or(0);
        flags |= flags_of(bytes[i], next(1), next(2));
    }
    (Features(u32::from(flags & 0x1f)), flags & 0x80 == 0)
}

/// The first five features as bits, and bit 7 for a byte above 0x7F. No branches: this is the inner loop.
#[inline(always)]
fn flags_of(a: u8, b: u8, c: u8) -> u8 {
    let bit = |when: bool, at: u8| u8::from(when) << at;
    let capital_after = c.wrapping_sub(b'A') < 26;
    let low = (a | 0x20).wrapping_sub(b'a') < 26 && a & 0x20 != 0;
    // What may end a sentence before its full stop; 0x80.. are the last bytes of letters and quotes above ASCII.
    let ending = low | (a.wrapping_sub(b'0') < 10) | (a == b')') | (a >= 0x80);
    let stop = (b == b'.') | (b == b'!') | (b == b'?');
    // 0x99 is the last byte of the apostrophe U+2019.
    let apostrophe = (a == b'\'') | (a == 0x99);
    let opened = c == 0xe2 || c == b'"' || c == b'\'';
    bit(a == b'&', 0)
        | bit((a < 0x20 && a != b'\t' && a != b'\n') | (a == 0x7f), 1)
        | bit((a == b'"') | (a == b'\'') | (a == b'`'), 2)
        | bit(ending & stop & (capital_after | opened), 3)
        | bit(apostrophe & (b == b's') & capital_after, 4)
        | (a & 0x80)
}

fn scan_wide(text: &str, found: &mut Features) {
    let mut before = '\0';
    let mut rest = text;
    while let Some(skip) = rest.bytes().position(|byte| byte >= 0x80) {
        if skip > 0 {
            before = '\0';
        }
        rest = &rest[skip..];
        let Some(c) = rest.chars().next() else { break };
        rest = &rest[c.len_utf8()..];
        found.add(Features::MOJIBAKE, mojibake::may_follow(before, c));
        before = c;
        match c {
            '\u{80}'..='\u{9f}' => found.add(Features::C1_CONTROL, true),
            '\u{a0}'..='\u{2ff}' => {}
            '\u{2018}'..='\u{201f}' => found.add(Features::CURLY_QUOTE, true),
            // Letters and marks of everyday that are no parts of anything.
            '\u{2010}'..='\u{2017}' | '\u{2020}'..='\u{2027}' | '\u{20a0}'..='\u{20bf}' => continue,
            '\u{410}'..='\u{44f}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}' => {
                continue;
            }
            '\u{fb00}'..='\u{fb06}' => found.add(Features::LIGATURE, true),
            _ => found.add(Features::MAYBE_NOT_NFC, true),
        }
        found.add(Features::INVISIBLE, invisible::is_invisible(c));
        found.add(Features::EXOTIC_SPACE, space::is_exotic(c));
    }
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
            ("x'sKate", Features::TIGHT_GENITIVE),
            ("x’sKate", Features::TIGHT_GENITIVE),
            ("x”", Features::CURLY_QUOTE),
            ("\u{93}", Features::C1_CONTROL),
            ("Ã©", Features::MOJIBAKE),
            ("a\u{200b}", Features::INVISIBLE),
            ("\u{a0}", Features::EXOTIC_SPACE),
            ("ﬁ", Features::LIGATURE),
            ("e\u{301}", Features::MAYBE_NOT_NFC),
        ];
        for (fault, feature) in faults {
            for before in 0..140 {
                for after in [0, 1, 2, 3, 70] {
                    let text = format!("{}{fault}{}", "x".repeat(before), "x".repeat(after));
                    assert!(scan(&text).meets(feature), "{fault:?} after {before} letters and before {after}");
                }
            }
        }
    }

    #[test]
    fn plain_text_has_none() {
        let plain = "The talks ended at 3.14 p.m. on Monday (Geneva time), with R. Smith; no deal. ".repeat(9);
        assert_eq!(scan(&plain), Features::NONE);
        assert_eq!(scan("Правда — 5 €… 中文"), Features::NONE);
    }
}
