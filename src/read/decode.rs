//! Bytes become text: UTF-8 where it is, what it most likely is where it is not.
//!
//! 1. A byte order mark decides.
//! 2. Valid UTF-8 wins.
//! 3. Bytes that are mostly valid UTF-8 are UTF-8 with accidents: each run of other bytes is read as windows-1252,
//!    the encoding that pastes into web pages come from.
//! 4. Else the encoding is guessed as Firefox guesses it (`chardetng`).
//!
//! No byte sequence fails; what no encoding explains becomes U+FFFD.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, MACINTOSH, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// A text and what it was decoded from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded {
    /// The text. A UTF-8 byte order mark is still in it, as U+FEFF: dropping it is an edit like any other.
    pub text: String,
    /// The encoding's WHATWG name in lower case.
    pub encoding: &'static str,
}

/// How many bytes the guess looks at, from the line of the first byte above 0x7F on: `chardetng` reads 15 MB/s, and
/// its verdict does not change after some hundred letters.
const GUESS_MAX_BYTES: usize = 1 << 17;

/// The text in `bytes`.
pub fn decode(bytes: Vec<u8>) -> Decoded {
    let marked = bytes.starts_with("\u{feff}".as_bytes());
    for encoding in [UTF_16LE, UTF_16BE] {
        let mark: &[u8] = if encoding == UTF_16LE { &[0xff, 0xfe] } else { &[0xfe, 0xff] };
        if let Some(body) = bytes.strip_prefix(mark) {
            let (text, _) = encoding.decode_without_bom_handling(body);
            return Decoded { text: text.into_owned(), encoding: name(encoding) };
        }
    }
    let bytes = match String::from_utf8(bytes) {
        Ok(text) => return Decoded { text, encoding: "utf-8" },
        Err(invalid) => invalid.into_bytes(),
    };
    if marked || mostly_utf8(&bytes) {
        return Decoded { text: by_runs(&bytes), encoding: "utf-8" };
    }
    // The only system that ended lines with a lone CR was the Macintosh, and it had an encoding of its own.
    let macintosh = memchr::memchr(b'\r', &bytes).is_some() && memchr::memchr(b'\n', &bytes).is_none();
    let encoding = match guess(&bytes) {
        guessed if macintosh && guessed == WINDOWS_1252 => MACINTOSH,
        guessed => guessed,
    };
    let (text, _) = encoding.decode_without_bom_handling(&bytes);
    Decoded { text: text.into_owned(), encoding: name(encoding) }
}

/// UTF-8 with accidents: every run of bytes that is none is read as windows-1252.
pub(super) fn by_runs(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() + bytes.len() / 8);
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        text.push_str(&WINDOWS_1252.decode_without_bom_handling(chunk.invalid()).0);
    }
    text
}

/// Whether there are more characters of two bytes and more than bytes that belong to none. One of the former by
/// chance in windows-1252 needs a capital with an accent and a symbol next to each other, so that text in
/// another encoding has hardly any.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut sound, mut stray) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        sound += chunk.valid().bytes().filter(|byte| *byte >= 0xc0).count();
        stray += chunk.invalid().len();
    }
    sound > stray
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    let first = bytes.iter().position(|byte| *byte >= 0x80).unwrap_or(0);
    let from = bytes[..first].iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
    // A very long line: its head is ASCII and says nothing.
    let from = from.max(first.saturating_sub(GUESS_MAX_BYTES / 2));
    let seen = &bytes[from..bytes.len().min(from + GUESS_MAX_BYTES)];
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(seen, true);
    detector.guess(None, Utf8Detection::Deny)
}

/// The name as the WHATWG writes it in labels: lower case.
fn name(encoding: &'static Encoding) -> &'static str {
    // `Encoding::name` keeps capitals for display; every encoding's own lower-case name is among these.
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
        let (japanese, _, _) = encoding_rs::SHIFT_JIS.encode("政府は新しい支援策を発表した。");
        assert_eq!(text(&japanese), ("政府は新しい支援策を発表した。".into(), "shift_jis"));
    }

    #[test]
    fn every_encoding_has_a_lower_case_name() {
        let lower = name(UTF_16LE).chars().all(|c| !c.is_ascii_uppercase());
        assert!(lower && name(encoding_rs::SHIFT_JIS) == "shift_jis" && name(encoding_rs::BIG5) == "big5");
    }
}
