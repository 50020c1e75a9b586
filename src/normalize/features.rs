//! The features that a scan of a text can find and that rules require.

/// A set of features of a text, one bit each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Features(pub(super) u32);

impl Features {
    /// The empty set.
    pub(super) const NONE: Features = Features(0);

    // Bits 0 to 4 and from 20 on: byte patterns (`patterns::PATTERNS`) and lines. The next free bit
    // is 27.

    /// The character `&`.
    pub(super) const AMPERSAND: Features = Features(1);
    /// An ASCII control character other than tab and line feed.
    pub(super) const CONTROL: Features = Features(1 << 1);
    /// One of `"`, `'` and the backtick.
    pub(super) const STRAIGHT_QUOTE: Features = Features(1 << 2);
    /// A capital directly after the end of a sentence: `how.Our`.
    pub(super) const TIGHT_STOP: Features = Features(1 << 3);
    /// A capital directly after a genitive: `Gizmodo'sKate`.
    pub(super) const TIGHT_GENITIVE: Features = Features(1 << 4);

    // Bits 5 to 18: characters (`scan::features_of`), the only bits that its table can hold. The
    // next free bit is 16.

    /// One of `“”„‟‘’‚‛`.
    pub(super) const CURLY_QUOTE: Features = Features(1 << 5);
    /// A control character from U+0080 to U+009F.
    pub(super) const C1_CONTROL: Features = Features(1 << 6);
    /// Two characters that may be UTF-8 read in another encoding.
    pub(super) const MOJIBAKE: Features = Features(1 << 7);
    /// A character without width or ink that is not a space.
    pub(super) const INVISIBLE: Features = Features(1 << 8);
    /// A space or line separator beyond ASCII.
    pub(super) const EXOTIC_SPACE: Features = Features(1 << 9);
    /// A ligature or digraph with one code point.
    pub(super) const LIGATURE: Features = Features(1 << 10);
    /// A character that NFC may change or join with the character next to it.
    pub(super) const MAYBE_NOT_NFC: Features = Features(1 << 11);
    /// A full-width form of an ASCII character, U+FF01 to U+FF5E.
    pub(super) const FULL_WIDTH: Features = Features(1 << 12);
    /// U+FFFD, or `¿`, which some programs write instead.
    pub(super) const REPLACEMENT: Features = Features(1 << 13);
    /// A Greek or Cyrillic letter next to an ASCII letter.
    pub(super) const MIXED_SCRIPTS: Features = Features(1 << 14);
    /// A character that NFKC may change.
    pub(super) const MAYBE_NOT_NFKC: Features = Features(1 << 15);

    // Bits from 20 on: byte patterns and lines again.

    /// A space before a punctuation mark.
    pub(super) const LOOSE_MARK: Features = Features(1 << 20);
    /// A comma or semicolon directly between letters.
    pub(super) const TIGHT_COMMA: Features = Features(1 << 21);
    /// Lines short enough that the text may be wrapped at a fixed width.
    pub(super) const SHORT_LINES: Features = Features(1 << 22);
    /// Two spaces between words.
    pub(super) const DOUBLED_SPACE: Features = Features(1 << 23);
    /// A capital between small letters: `leadNow`.
    pub(super) const INNER_CAPITAL: Features = Features(1 << 24);
    /// A space inside a pair of brackets or quotation marks, or before an apostrophe.
    pub(super) const LOOSE_PAIR: Features = Features(1 << 25);
    /// One of `--`, `..` and `. .`.
    pub(super) const TYPEWRITER: Features = Features(1 << 26);

    /// The union of two sets.
    pub(super) const fn or(self, other: Features) -> Features {
        Features(self.0 | other.0)
    }

    /// Whether the two sets have a feature in common.
    pub(super) fn meets(self, other: Features) -> bool {
        self.0 & other.0 != 0
    }

    /// Adds the features of `other` where `when` holds.
    pub(super) fn add(&mut self, other: Features, when: bool) {
        self.0 |= if when { other.0 } else { 0 };
    }
}
