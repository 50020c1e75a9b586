//! Texts made to be slow go through every stage in time that grows with their length. Nothing is timed: with a path that
//! takes the square of the length, one of these would take hours. `benches/linear.rs` measures.

#[path = "../benches/support/patterns.rs"]
#[allow(dead_code)]
mod patterns;

use patterns::{PATTERNS, repeated};
use unspin::config::{NormalizeConfig, Profile, QuoteStyle};
use unspin::{normalize, read, segment, text};

/// Long enough that the square of it, at a nanosecond a step, is minutes for each of a hundred patterns: hours for all;
/// short enough that all of them end in seconds.
const BYTES: usize = 500_000;

#[test]
fn any_text_repeated_without_end_is_decoded() {
    for pattern in PATTERNS {
        let text = repeated(pattern, BYTES);
        assert!(!read::decode(text.clone().into_bytes()).text.is_empty());
        for accident in [&b"\xe9"[..], b"\xff\xff", b"\xed\xa0\xbd", b"\x93 \x81"] {
            assert!(!read::decode([text.as_bytes(), accident].concat()).text.is_empty());
        }
    }
    // Bytes that are no UTF-8, again and again.
    for pattern in [
        &b"\xe9"[..],
        b"\x80",
        b"\xc3",
        b"\xe2\x80",
        b"\xf0\x9f",
        b"\xed\xa0\xbd",
        b"\xff\xfe",
        b"a\x92b\n",
        b"\x1b$B",
        b"\xc0\x80",
    ] {
        assert!(!read::decode(pattern.repeat(BYTES / pattern.len())).text.is_empty());
    }
}

#[test]
fn any_text_repeated_without_end_is_normalized() {
    for pattern in PATTERNS {
        let text = repeated(pattern, BYTES);
        let (patch, clean) = normalize::normalize(&text, &NormalizeConfig::DEFAULT);
        assert_eq!(patch.apply(&text).as_deref(), Ok(&*clean), "{pattern:?}");
        let _ = normalize::normalize(&text, &NormalizeConfig::of(Profile::Nfkc, QuoteStyle::Curly));
    }
}

#[test]
fn any_text_repeated_without_end_is_segmented() {
    for pattern in PATTERNS {
        let text = repeated(pattern, BYTES);
        let lines = segment::lines(&text, Some("A title"));
        segment::drop_boilerplate(&text, &lines).apply(&text).unwrap();
        segment::page_lines(&text, &lines);
        let sentences = text::sentences(&text);
        assert_eq!(sentences.is_empty(), text.trim().is_empty(), "{pattern:?}");
        text::tokens(&text);
    }
}
