//! The set of features that a scan of a text finds, and that rules ask for.

/// A set of things that occur in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Features(pub(super) u32);

impl Features {
    /// Nothing.
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
    /// Ligatures and digraphs of one code point.
    pub(super) const LIGATURE: Features = Features(1 << 10);
    /// U+FF01 to U+FF5E.
    pub(super) const FULL_WIDTH: Features = Features(1 << 12);
    /// U+FFFD, or `¿`, which some programs write in its stead.
    pub(super) const REPLACEMENT: Features = Features(1 << 13);
    /// A Greek or Cyrillic letter beside an ASCII one.
    pub(super) const MIXED_SCRIPTS: Features = Features(1 << 14);
    /// A character that NFKC may change.
    pub(super) const MAYBE_NOT_NFKC: Features = Features(1 << 15);
    /// A space before a mark of punctuation.
    pub(super) const LOOSE_MARK: Features = Features(1 << 20);
    /// Two line feeds or more: there may be a paragraph of several lines.
    pub(super) const SHORT_LINES: Features = Features(1 << 22);
    /// A comma or semicolon between letters.
    pub(super) const TIGHT_COMMA: Features = Features(1 << 21);
    /// Two spaces between words.
    pub(super) const DOUBLED_SPACE: Features = Features(1 << 23);
    /// A capital between small letters: `leadNow`.
    pub(super) const INNER_CAPITAL: Features = Features(1 << 24);
    /// A space inside a pair of marks, or before an apostrophe.
    pub(super) const LOOSE_PAIR: Features = Features(1 << 25);
    /// `--`, `..` or `. .`.
    pub(super) const TYPEWRITER: Features = Features(1 << 26);
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

    /// Adds the features of `other` where `when` holds.
    pub(super) fn add(&mut self, other: Features, when: bool) {
        self.0 |= if when { other.0 } else { 0 };
    }
}
