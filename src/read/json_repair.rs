//! Repairs JSON that strict parsers refuse or round, without changing its meaning.
//!
//! | in the line | becomes | written by |
//! |---|---|---|
//! | an escape of half a surrogate pair, `\ud83d` | `\ufffd` | programs that cut a text in the middle of an emoji |
//! | a control character in a string | its escape | programs that concatenate strings |
//! | an integer beyond 64 bits, a number beyond `f64` | a string of its digits | databases, random ids |
//! | `NaN`, `Infinity`, `-Infinity` | a string of its name | Python's `json` |

/// The line with all of these repaired; `None` if it has none.
pub(super) fn repaired(line: &str) -> Option<String> {
    let mut out = String::with_capacity(line.len() + 16);
    let (mut rest, mut found) = (line, false);
    while let Some(first) = rest.bytes().next() {
        let taken = match first {
            b'"' => {
                let (length, changed) = write_string(rest, &mut out);
                found |= changed;
                rest = &rest[length..];
                continue;
            }
            b'-' | b'0'..=b'9' | b'N' | b'I' => {
                let end = |byte: u8| !(byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.'));
                let length = rest.bytes().position(end).unwrap_or(rest.len());
                let word = &rest[..length];
                if is_unrepresentable(word) {
                    found = true;
                    out.extend(["\"", word, "\""]);
                    rest = &rest[length..];
                    continue;
                }
                length
            }
            _ => rest
                .bytes()
                .position(|byte| matches!(byte, b'"' | b'-' | b'0'..=b'9' | b'N' | b'I'))
                .unwrap_or(rest.len()),
        };
        out.push_str(&rest[..taken]);
        rest = &rest[taken..];
    }
    found.then_some(out)
}

/// Appends the string at the start of `text` to `out`, repaired; returns its length in `text` and
/// whether it was changed.
fn write_string(text: &str, out: &mut String) -> (usize, bool) {
    let bytes = text.as_bytes();
    let (mut at, mut from, mut found) = (1, 0, false);
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'"' => {
                at += 1;
                break;
            }
            b'\\' => match (unit(&bytes[at..]), bytes.get(at + 6..).and_then(unit)) {
                (Some(0xd800..=0xdbff), Some(0xdc00..=0xdfff)) => at += 12,
                (Some(0xd800..=0xdfff), _) => {
                    found = true;
                    out.push_str(&text[from..at]);
                    out.push_str("\\ufffd");
                    at += 6;
                    from = at;
                }
                // Skips the escaped character, so that `\\u` is not taken for an escape; of a
                // character beyond ASCII, only its first byte.
                _ => at += 2,
            },
            0..0x20 => {
                found = true;
                out.push_str(&text[from..at]);
                out.push_str(&format!("\\u{byte:04x}"));
                at += 1;
                from = at;
            }
            _ => at += 1,
        }
    }
    // A backslash at the end of the line has no character after it.
    let at = at.min(bytes.len());
    out.push_str(&text[from..at]);
    (at, found)
}

/// The code unit of the escape `\uXXXX` at the start of `escape`.
fn unit(escape: &[u8]) -> Option<u16> {
    let digits = escape.strip_prefix(b"\\u")?.get(..4)?;
    digits.iter().try_fold(0, |unit, digit| Some(unit << 4 | char::from(*digit).to_digit(16)? as u16))
}

/// Whether a word outside of strings is a number that 64 bits cannot hold, or one of the words that
/// JSON does not have.
fn is_unrepresentable(word: &str) -> bool {
    if matches!(word, "NaN" | "Infinity" | "-Infinity") {
        return true;
    }
    let digits = word.strip_prefix('-').unwrap_or(word);
    if digits.bytes().all(|byte| byte.is_ascii_digit()) {
        let padded = digits.len() > 1 && digits.starts_with('0');
        return !digits.is_empty() && !padded && word.parse::<i64>().is_err() && word.parse::<u64>().is_err();
    }
    digits.starts_with(|c: char| c.is_ascii_digit()) && word.parse::<f64>().is_ok_and(f64::is_infinite)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sound_stays() {
        let sound = [
            r#"{"a":"\ud83d\ude00 \\ud83d \" é","n":[1,-2.5e3,18446744073709551615,-9223372036854775808,true,null]}"#,
            r#"{"NaN":"Infinity, 123456789012345678901234567890"}"#,
            "",
            "{",
            r#"{"open"#,
            r#"{"a":007}"#,
        ];
        for line in sound {
            assert_eq!(repaired(line), None, "{line}");
        }
    }

    #[test]
    fn what_strict_readers_refuse_says_the_same() {
        let changed = |line: &str| repaired(line).unwrap_or_default();
        assert_eq!(
            changed(r#"["\ud83d x \udc00\ud83d\ude00\ud800"]"#),
            r#"["\ufffd x \ufffd😀\ufffd"]"#.replace('😀', r"\ud83d\ude00")
        );
        assert_eq!(changed("[\"a\tb\u{0}é\u{1f}\"]"), "[\"a\\u0009b\\u0000é\\u001f\"]");
        assert_eq!(
            changed("[12345678901234567890123,-9223372036854775809]"),
            r#"["12345678901234567890123","-9223372036854775809"]"#
        );
        assert_eq!(changed("[1e999, -1E+400,1.5]"), r#"["1e999", "-1E+400",1.5]"#);
        assert_eq!(changed("[NaN,-Infinity,Infinity]"), r#"["NaN","-Infinity","Infinity"]"#);
        assert_eq!(changed(r#"{"a":"\ud83d"#), r#"{"a":"\ufffd"#, "a line that breaks off");
    }

    proptest::proptest! {
        #[test]
        fn repairing_twice_is_repairing_once(line in "[\"\\\\udDc8aé0 \t1e9NI:,-]{0,40}") {
            if let Some(changed) = repaired(&line) {
                proptest::prop_assert_eq!(repaired(&changed), None);
            }
        }
    }
}
