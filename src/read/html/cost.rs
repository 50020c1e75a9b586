//! Estimates the cost of parsing a page, before it is parsed. Two things take quadratic time:
//!
//! * The attributes of one tag, because each is compared with all before it: 200,000 attributes in
//!   1.9 MB took more than two minutes.
//! * The ampersands of one text, because for each the text read so far is examined again: 20 MB of
//!   them took more than two minutes.

/// The most attributes of a tag. Tags of real pages have up to a dozen.
const MAX_ATTRIBUTES: usize = 1000;

/// The most ampersands times bytes, summed over the texts between tags: about a second of parsing.
/// A text of a megabyte with twenty thousand references reaches a fifth of it.
const MAX_AMPERSAND_BYTES: usize = 100_000_000_000;

/// Whether the parser reads the page in about linear time.
pub(super) fn is_bounded(html: &str) -> bool {
    let bytes = html.as_bytes();
    let (mut at, mut ampersands) = (0, 0_usize);
    while at < bytes.len() {
        let text = memchr::memchr(b'<', &bytes[at..]).unwrap_or(bytes.len() - at);
        let references = memchr::memchr_iter(b'&', &bytes[at..at + text]).count();
        ampersands = ampersands.saturating_add(references.saturating_mul(text));
        at += text;
        if ampersands > MAX_AMPERSAND_BYTES {
            return false;
        }
        let tag = &bytes[at..];
        if !tag.get(1).is_some_and(u8::is_ascii_alphabetic) {
            at += 1;
            continue;
        }
        let (length, attributes) = measure(tag);
        if attributes > MAX_ATTRIBUTES {
            return false;
        }
        at += length;
        // In code, what looks like a tag is not one.
        for (opens, closes) in [("<script", &b"</"[..]), ("<style", b"</")] {
            if tag.get(..opens.len()).is_some_and(|head| head.eq_ignore_ascii_case(opens.as_bytes())) {
                let close = memchr::memmem::find_iter(&bytes[at..], closes).find(|close| {
                    let name = &bytes[at + close + 2..];
                    name.get(..opens.len() - 1).is_some_and(|name| name.eq_ignore_ascii_case(&opens.as_bytes()[1..]))
                });
                at += close.unwrap_or(bytes.len() - at);
            }
        }
    }
    true
}

/// The number of bytes of a tag up to its end, and of its attributes: the parts that white space
/// separates outside of quotes.
fn measure(tag: &[u8]) -> (usize, usize) {
    let (mut attributes, mut quote) = (0, None);
    for (at, &byte) in tag.iter().enumerate().skip(1) {
        match quote {
            Some(open) if byte == open => quote = None,
            Some(_) => {}
            None if byte == b'>' => return (at, attributes),
            // A quote opens a value only after `=`; elsewhere it is part of a name.
            None if matches!(byte, b'"' | b'\'') && tag[..at].trim_ascii_end().ends_with(b"=") => quote = Some(byte),
            None => {
                attributes +=
                    usize::from((byte.is_ascii_whitespace() || byte == b'/') && !tag[at - 1].is_ascii_whitespace())
            }
        }
    }
    (tag.len(), attributes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_costs_the_square_of_its_length_is_seen() {
        let attributes = |many: usize| format!("<p {}>x", (0..many).map(|at| format!("a{at} ")).collect::<String>());
        assert!(is_bounded(&attributes(900)) && !is_bounded(&attributes(1100)));
        assert!(is_bounded(&"&amp;".repeat(50_000)) && !is_bounded(&"&".repeat(1_000_000)));
        assert!(is_bounded(&"<p>Q&A</p>".repeat(1_000_000)), "apart, they cost nothing");
        assert!(is_bounded(&format!("<img alt=\"{}\">", "a ".repeat(5000))), "a long value is one");
        assert!(is_bounded(&format!("<script>if (a <b) {{ {} }}</script>", "x ; ".repeat(5000))), "code has no tags");
        assert!(is_bounded(&"<".repeat(100_000)) && is_bounded("<a") && is_bounded("<script>"));
    }
}
