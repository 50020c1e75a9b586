//! Decodes bytes: UTF-8 where they are UTF-8, else the most likely encoding.
//!
//! 1. A byte order mark decides. Without one, zeros in every second byte mean UTF-16.
//! 2. Valid UTF-8 is UTF-8.
//! 3. Bytes that are mostly valid UTF-8 are UTF-8 with errors: each run of other bytes is read as
//!    windows-1252, the encoding that is most often pasted into web pages; a pair of surrogates
//!    (CESU-8) becomes its character, and an incomplete character becomes U+FFFD.
//! 4. Otherwise the encoding is guessed as Firefox guesses it (`chardetng`). In a guessed
//!    single-byte encoding, lines that are valid UTF-8 are read as UTF-8, because such a file was
//!    put together from two texts.
//!
//! No byte sequence is an error; bytes that no encoding explains become U+FFFD.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, MACINTOSH, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// A text and the encoding that it was decoded from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded {
    /// The text. A UTF-8 byte order mark is kept in it as U+FEFF, since removing the mark is an
    /// edit like any other.
    pub text: String,
    /// The WHATWG name of the encoding in lower case.
    pub encoding: &'static str,
}

/// How many bytes the guess reads, from the line of the first byte above 0x7F on. `chardetng` reads
/// 15 MB/s, and its result does not change after some hundred letters.
const GUESS_MAX_BYTES: usize = 1 << 17;

/// Decodes `bytes`.
pub fn decode(bytes: Vec<u8>) -> Decoded {
    decode_declared(bytes, None)
}

/// Decodes `bytes` of a page that declares its encoding. The declaration is used where the encoding
/// would otherwise be guessed.
pub(super) fn decode_declared(bytes: Vec<u8>, declared: Option<&'static Encoding>) -> Decoded {
    let marked = bytes.starts_with("\u{feff}".as_bytes());
    for encoding in [UTF_16LE, UTF_16BE] {
        let mark: &[u8] = if encoding == UTF_16LE { &[0xff, 0xfe] } else { &[0xfe, 0xff] };
        if let Some(body) = bytes.strip_prefix(mark) {
            let (text, _) = encoding.decode_without_bom_handling(body);
            return Decoded { text: text.into_owned(), encoding: name(encoding) };
        }
    }
    if let Some(encoding) = zeros(&bytes) {
        let (text, _) = encoding.decode_without_bom_handling(&bytes);
        return Decoded { text: text.into_owned(), encoding: name(encoding) };
    }
    let bytes = match String::from_utf8(bytes) {
        Ok(text) => return Decoded { text, encoding: "utf-8" },
        Err(invalid) => invalid.into_bytes(),
    };
    if marked || mostly_utf8(&bytes) || only_zeros_of_java(&bytes) {
        return Decoded { text: by_runs(&bytes), encoding: "utf-8" };
    }
    // Only the old Macintosh ended lines with a lone CR, and it had an encoding of its own.
    let macintosh = memchr::memchr(b'\r', &bytes).is_some() && memchr::memchr(b'\n', &bytes).is_none();
    let encoding = match declared {
        Some(declared) if declared != UTF_8 => declared,
        _ => match guess(&bytes) {
            guessed if macintosh && guessed == WINDOWS_1252 => MACINTOSH,
            // The bytes contain signs only, so there are no letters to guess by.
            guessed if guessed.is_single_byte() && !bytes.iter().any(|byte| *byte >= 0xc0) => WINDOWS_1252,
            guessed => guessed,
        },
    };
    let text = if encoding.is_single_byte() {
        by_lines(&bytes, encoding)
    } else {
        encoding.decode_without_bom_handling(&bytes).0.into_owned()
    };
    Decoded { text, encoding: name(encoding) }
}

/// Recognizes UTF-16 without a byte order mark by the zero bytes of its ASCII letters; a text with
/// few ASCII letters is not recognized.
fn zeros(bytes: &[u8]) -> Option<&'static Encoding> {
    /// How many bytes are checked.
    const LOOK_BYTES: usize = 1 << 12;
    let head = &bytes[..bytes.len().min(LOOK_BYTES)];
    if bytes.len() % 2 == 1 || memchr::memchr(0, head).is_none() {
        return None;
    }
    let zeros = |from: usize| head.iter().skip(from).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd, half) = (zeros(0), zeros(1), head.len() / 2);
    // Letters above U+00FF, such as curly quotation marks, are rare in text that is mostly ASCII.
    if odd * 10 > half * 7 && even * 20 < half {
        Some(UTF_16LE)
    } else if even * 10 > half * 7 && odd * 20 < half {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// Decodes each line as UTF-8 if it is valid, else in `encoding`.
fn by_lines(bytes: &[u8], encoding: &'static Encoding) -> String {
    let mut text = String::with_capacity(bytes.len() + bytes.len() / 8);
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        match std::str::from_utf8(line) {
            Ok(line) => text.push_str(line),
            Err(_) => text.push_str(&encoding.decode_without_bom_handling(line).0),
        }
    }
    text
}

/// Decodes UTF-8 with errors: see step 3 of the module.
pub(super) fn by_runs(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() + bytes.len() / 8);
    let mut rest = bytes;
    while !rest.is_empty() {
        let Some(chunk) = rest.utf8_chunks().next() else { break };
        text.push_str(chunk.valid());
        rest = &rest[chunk.valid().len()..];
        if chunk.invalid().is_empty() {
            continue;
        }
        if let Some(c) = surrogates(rest) {
            text.push(c);
            rest = &rest[6..];
            continue;
        }
        let length = match rest {
            // Java writes a zero in these two bytes.
            [0xc0, 0x80, ..] => {
                text.push('\0');
                2
            }
            // Half of a surrogate pair, or an incomplete punctuation mark, which windows-1252 would
            // show as `â€`.
            [0xed, 0xa0..=0xbf, 0x80..=0xbf, ..] => {
                text.push(char::REPLACEMENT_CHARACTER);
                3
            }
            [0xe2, 0x80, ..] => {
                text.push(char::REPLACEMENT_CHARACTER);
                2
            }
            _ => {
                text.push_str(&WINDOWS_1252.decode_without_bom_handling(chunk.invalid()).0);
                chunk.invalid().len()
            }
        };
        rest = &rest[length..];
    }
    text
}

/// The character whose two UTF-16 halves were written in three bytes each.
fn surrogates(bytes: &[u8]) -> Option<char> {
    let [0xed, high @ 0xa0..=0xaf, one @ 0x80..=0xbf, 0xed, low @ 0xb0..=0xbf, two @ 0x80..=0xbf, ..] = bytes else {
        return None;
    };
    let half = |first: &u8, second: &u8| u32::from(first & 0x0f) << 6 | u32::from(second & 0x3f);
    char::from_u32(0x10000 + (half(high, one) << 10) + (half(low, two) & 0x3ff))
}

/// Whether there are more UTF-8 characters of two bytes and more than bytes that belong to none. In
/// windows-1252 such a character occurs by chance only where a capital with an accent comes before
/// a symbol, so text in another encoding has hardly any.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut sound, mut stray) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        sound += chunk.valid().bytes().filter(|byte| *byte >= 0xc0).count();
        stray += chunk.invalid().len();
    }
    sound > stray
}

/// Whether all bytes that are not UTF-8 are zeros as Java writes them.
fn only_zeros_of_java(bytes: &[u8]) -> bool {
    let stray: Vec<u8> = bytes.utf8_chunks().flat_map(|chunk| chunk.invalid().iter().copied()).collect();
    stray.chunks(2).all(|pair| pair == [0xc0, 0x80])
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    let first = bytes.iter().position(|byte| *byte >= 0x80).unwrap_or(0);
    let from = bytes[..first].iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
    // The beginning of a very long line is ASCII and does not help the guess.
    let from = from.max(first.saturating_sub(GUESS_MAX_BYTES / 2));
    let seen = &bytes[from..bytes.len().min(from + GUESS_MAX_BYTES)];
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(seen, true);
    detector.guess(None, Utf8Detection::Deny)
}

/// The WHATWG name of an encoding in lower case.
fn name(encoding: &'static Encoding) -> &'static str {
    // `Encoding::name` has capitals for display; this list has the lower-case name of every
    // encoding.
    const NAMES: [&str; 40] = [
        "utf-8",
        "ibm866",
        "iso-8859-2",
        "iso-8859-3",
        "iso-8859-4",
        "iso-8859-5",
        "iso-8859-6",
        "iso-8859-7",
        "iso-8859-8",
        "iso-8859-8-i",
        "iso-8859-10",
        "iso-8859-13",
        "iso-8859-14",
        "iso-8859-15",
        "iso-8859-16",
        "koi8-r",
        "koi8-u",
        "macintosh",
        "windows-874",
        "windows-1250",
        "windows-1251",
        "windows-1252",
        "windows-1253",
        "windows-1254",
        "windows-1255",
        "windows-1256",
        "windows-1257",
        "windows-1258",
        "x-mac-cyrillic",
        "gbk",
        "gb18030",
        "big5",
        "euc-jp",
        "iso-2022-jp",
        "shift_jis",
        "euc-kr",
        "replacement",
        "utf-16be",
        "utf-16le",
        "x-user-defined",
    ];
    NAMES.into_iter().find(|known| known.eq_ignore_ascii_case(encoding.name())).unwrap_or(encoding.name())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(bytes: &[u8]) -> (String, &'static str) {
        let decoded = decode(bytes.to_vec());
        (decoded.text, decoded.encoding)
    }

    #[test]
    fn marks_decide() {
        assert_eq!(text(b"\xef\xbb\xbfna\xc3\xafve"), ("\u{feff}naïve".into(), "utf-8"));
        assert_eq!(text(b"\xff\xfeh\0i\0\x20\x20"), ("hi†".into(), "utf-16le"));
        assert_eq!(text(b"\xfe\xff\0h\0i"), ("hi".into(), "utf-16be"));
    }

    #[test]
    fn a_stray_byte_in_utf8_is_windows_1252() {
        let mixed = b"Caf\xc3\xa9 \xe2\x80\x9cLuna\xe2\x80\x9d, the owner\x92s dream";
        assert_eq!(text(mixed), ("Café “Luna”, the owner’s dream".into(), "utf-8"));
    }

    #[test]
    fn other_encodings_are_guessed() {
        assert_eq!(
            text(b"The owner\x92s dream, he said, \x93a caf\xe9\x94"),
            ("The owner’s dream, he said, “a café”".into(), "windows-1252")
        );
        let (russian, _, _) = encoding_rs::WINDOWS_1251.encode("Правительство объявило о новых мерах поддержки");
        assert_eq!(text(&russian), ("Правительство объявило о новых мерах поддержки".into(), "windows-1251"));
        assert_eq!(text(b"Ren\x8ee\rFleming"), ("Renée\rFleming".into(), "macintosh"));
        assert_eq!(text(b"\x80 \x95 \xa3"), ("€ • £".into(), "windows-1252"));
        assert_eq!(text(b"a\xc0\x80b"), ("a\0b".into(), "utf-8"));
        let (japanese, _, _) = encoding_rs::SHIFT_JIS.encode("政府は新しい支援策を発表した。");
        assert_eq!(text(&japanese), ("政府は新しい支援策を発表した。".into(), "shift_jis"));
    }

    #[test]
    fn accidents_in_utf8_are_read_one_by_one() {
        let sound = "“Déjà vu”, the café’s owner said — ".as_bytes();
        let with = |accident: &[u8]| text(&[sound, accident, b" end"].concat());
        let expected = |end: &str| (format!("“Déjà vu”, the café’s owner said — {end} end"), "utf-8");
        assert_eq!(with(b"\xed\xa0\xbd\xed\xb8\x8d"), expected("😍"), "CESU-8");
        assert_eq!(with(b"\xed\xa0\xbd"), expected("\u{fffd}"), "half a pair");
        assert_eq!(with(b"\xc0\x80"), expected("\0"), "Java's zero");
        assert_eq!(with(b"cut \xe2\x80"), expected("cut \u{fffd}"), "a character that breaks off");
        assert_eq!(with(b"\x93x\x94 f\xfcr"), expected("“x” für"), "windows-1252");
    }

    #[test]
    fn two_texts_put_together_are_read_each_in_its_own_way() {
        let old = b"The owner\x92s dream, he said, is \x93a caf\xe9\x94 in Z\xfcrich.\nNa\xefve\x85 or not\n".repeat(3);
        let new = "The owner’s café in Zürich\n".as_bytes();
        let (text, encoding) = text(&[&old, new].concat());
        assert_eq!(encoding, "windows-1252");
        assert!(text.starts_with("The owner’s dream, he said, is “a café” in Zürich.\nNaïve… or not\n"), "{text}");
        assert!(text.ends_with("The owner’s café in Zürich\n"), "{text}");
    }

    #[test]
    fn utf16_is_known_without_its_mark() {
        let wide: Vec<u8> = "The talks failed, “again”.".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(text(&wide), ("The talks failed, “again”.".into(), "utf-16le"));
        let wide: Vec<u8> = "The talks failed.".encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(text(&wide), ("The talks failed.".into(), "utf-16be"));
        assert_eq!(text(b"a zero\0 or two\0 in a text"), ("a zero\0 or two\0 in a text".into(), "utf-8"));
    }

    proptest::proptest! {
        #[test]
        fn any_bytes_are_some_text(bytes in proptest::collection::vec(0_u8.., 0..80)) {
            decode(bytes);
        }

        #[test]
        fn valid_utf8_is_itself(text in "[a-zé“”’ \\n中и😀]{0,40}") {
            proptest::prop_assert_eq!(decode(text.clone().into_bytes()), Decoded { text, encoding: "utf-8" });
        }
    }

    #[test]
    fn every_encoding_has_a_lower_case_name() {
        let lower = name(UTF_16LE).chars().all(|c| !c.is_ascii_uppercase());
        assert!(lower && name(encoding_rs::SHIFT_JIS) == "shift_jis" && name(encoding_rs::BIG5) == "big5");
    }
}
