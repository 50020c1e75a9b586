//! Single-byte encodings that UTF-8 text is wrongly decoded as, mapped from a character back to its
//! byte.

use std::sync::LazyLock;

use encoding_rs::{
    ISO_8859_2, MACINTOSH, WINDOWS_1250, WINDOWS_1251, WINDOWS_1252, WINDOWS_1253, WINDOWS_1254, WINDOWS_1257,
};

/// An encoding, as an index into the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Codec(usize);

/// The number of encodings.
const COUNT: usize = 9;

/// Windows-1252 and latin-1 together: the control characters U+0080 to U+009F are their own bytes.
pub(super) const WESTERN: Codec = Codec(0);
/// All encodings, those of English, French and Spanish pages first. Of encodings that explain a
/// line equally well, the first is used.
pub(super) const CODECS: [Codec; COUNT] =
    [WESTERN, Codec(1), Codec(2), Codec(3), Codec(4), Codec(5), Codec(6), Codec(7), Codec(8)];

/// Every character of these encodings is below this code point.
const LIMIT: usize = 0x2600;

/// The characters of code page 437, the encoding of the first PCs and of `cmd.exe`, at 0x80 to
/// 0xFF.
const CODEPAGE_437: &str = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u{a0}";

/// For each character, its byte in each encoding; 0 if the encoding does not have it.
static BYTES: LazyLock<Vec<[u8; COUNT]>> = LazyLock::new(|| {
    let mut table = vec![[0; COUNT]; LIMIT];
    let known =
        [WINDOWS_1252, WINDOWS_1250, WINDOWS_1251, WINDOWS_1253, WINDOWS_1254, WINDOWS_1257, ISO_8859_2, MACINTOSH];
    let high: Vec<u8> = (0x80..=0xff).collect();
    for (at, encoding) in known.into_iter().enumerate() {
        let (text, _) = encoding.decode_without_bom_handling(&high);
        for (c, byte) in text.chars().zip(&high) {
            // An unused byte of a windows encoding is the control character with that number.
            let c = if c == char::REPLACEMENT_CHARACTER { char::from(*byte) } else { c };
            if let Some(row) = table.get_mut(c as usize) {
                row[at] = *byte;
            }
        }
    }
    for (c, byte) in CODEPAGE_437.chars().zip(&high) {
        table[c as usize][COUNT - 1] = *byte;
    }
    for byte in 0x80..=0x9f_u8 {
        table[usize::from(byte)][WESTERN.0] = byte;
    }
    table
});

/// For each character, the encodings in which it can begin a UTF-8 sequence (low bits) or continue
/// one (high bits).
static ROLES: LazyLock<Vec<u32>> = LazyLock::new(|| {
    BYTES
        .iter()
        .map(|row| {
            row.iter().enumerate().fold(0, |roles, (at, byte)| {
                roles | u32::from(is_lead(*byte)) << at | u32::from(is_continuation(*byte)) << (at + 16)
            })
        })
        .collect()
});

/// Whether a byte can begin a UTF-8 sequence of two to four bytes.
pub(super) fn is_lead(byte: u8) -> bool {
    (0xc2..=0xf4).contains(&byte)
}

/// Whether a byte can continue a UTF-8 sequence.
pub(super) fn is_continuation(byte: u8) -> bool {
    (0x80..=0xbf).contains(&byte)
}

impl Codec {
    /// The set that contains only this encoding.
    pub(super) fn only(self) -> Codecs {
        Codecs(1 << self.0)
    }

    /// The byte of a character, 0x80 to 0xFF; `None` if the encoding does not have it.
    pub(super) fn byte(self, c: char) -> Option<u8> {
        BYTES.get(c as usize).map(|row| row[self.0]).filter(|byte| *byte != 0)
    }
}

/// A set of encodings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Codecs(u32);

impl Codecs {
    pub(super) fn is_empty(self) -> bool {
        self.0 == 0
    }

    pub(super) fn has(self, codec: Codec) -> bool {
        self.0 & (1 << codec.0) != 0
    }

    pub(super) fn or(self, other: Codecs) -> Codecs {
        Codecs(self.0 | other.0)
    }
}

/// The look-up table of the roles of characters, fetched once for a scan.
pub(super) struct Roles(&'static [u32]);

impl Roles {
    pub(super) fn new() -> Self {
        Roles(&ROLES)
    }

    /// The encodings in which `before` can begin a UTF-8 sequence and `c` can continue it.
    pub(super) fn pairs(&self, before: char, c: char) -> Codecs {
        let of = |c: char| self.0.get(c as usize).copied().unwrap_or(0);
        let leads = of(before) & 0xffff;
        if leads == 0 {
            return Codecs(0);
        }
        // A lost byte may have been any.
        if c == char::REPLACEMENT_CHARACTER {
            return Codecs(leads);
        }
        Codecs(leads & (of(c) >> 16))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_go_back_to_their_bytes() {
        assert_eq!(WESTERN.byte('’'), Some(0x92));
        assert_eq!(WESTERN.byte('\u{92}'), Some(0x92));
        assert_eq!(WESTERN.byte('\u{9d}'), Some(0x9d));
        assert_eq!(WESTERN.byte('a'), None);
        assert_eq!(CODECS[2].byte('Р'), Some(0xd0));
        assert_eq!(CODECS[7].byte('√'), Some(0xc3));
        assert_eq!(CODECS[8].byte('╨'), Some(0xd0));
        assert_eq!(CODEPAGE_437.chars().count(), 128);
    }

    #[test]
    fn pairs_tell_the_encodings() {
        let pairs = |text: &str| {
            let mut chars = text.chars();
            Roles::new().pairs(chars.next().unwrap(), chars.next().unwrap())
        };
        assert!(pairs("Ã©").has(WESTERN));
        assert!(pairs("Г©").has(CODECS[2]) && !pairs("Г©").has(WESTERN));
        assert!(pairs("éé").is_empty() && pairs("中文").is_empty());
    }
}
