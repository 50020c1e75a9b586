//! The bytes of a page become text: `decode`, with the page's own word for what it is encoded in.
//!
//! The order: a byte order mark, valid UTF-8, the page's declaration, a guess. A browser would believe a declaration
//! before it looks at the bytes; but pages that say `iso-8859-1` and are UTF-8 are common, and bytes that happen to be
//! valid UTF-8 are not.

use dom_query::Document;
use encoding_rs::{Encoding, ISO_2022_JP, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252, X_USER_DEFINED};

use crate::read::decode::{Decoded, decode_declared};

/// How far into a page its declaration is looked for: as far as the HTML standard tells browsers to look, and authors to
/// put it.
const LOOK_BYTES: usize = 1024;

/// The text of a page.
pub(super) fn decode(bytes: Vec<u8>) -> Decoded {
    let declared = declared(&bytes[..bytes.len().min(LOOK_BYTES)]);
    // Its bytes are all ASCII, so that only the declaration tells it from UTF-8.
    if declared == Some(ISO_2022_JP) && memchr::memchr(0x1b, &bytes).is_some() {
        let (text, _) = ISO_2022_JP.decode_without_bom_handling(&bytes);
        return Decoded { text: text.into_owned(), encoding: "iso-2022-jp" };
    }
    decode_declared(bytes, declared)
}

/// The encoding that the head of a page declares: in its XML declaration, else in the first `<meta>` that names one.
fn declared(head: &[u8]) -> Option<&'static Encoding> {
    // Every encoding that a declaration can be read in agrees with ASCII.
    let (head, _) = WINDOWS_1252.decode_without_bom_handling(head);
    let label = xml_declaration(&head).map(str::to_owned).or_else(|| meta(&head))?;
    Encoding::for_label(label.as_bytes()).map(|encoding| match encoding {
        // A declaration that can be read as ASCII cannot be right about these two; the standard's replacements.
        wide if wide == UTF_16LE || wide == UTF_16BE => UTF_8,
        private if private == X_USER_DEFINED => WINDOWS_1252,
        encoding => encoding,
    })
}

/// The encoding in `<?xml version="1.0" encoding="…"?>`.
fn xml_declaration(head: &str) -> Option<&str> {
    let (declaration, _) = head.trim_start().strip_prefix("<?xml")?.split_once("?>")?;
    let value = declaration.split_once("encoding")?.1.trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    value[1..].split(quote).next()
}

/// The encoding in `<meta charset="…">` or `<meta http-equiv="Content-Type" content="text/html; charset=…">`.
fn meta(head: &str) -> Option<String> {
    for node in Document::from(head).select("meta").nodes() {
        if let Some(label) = node.attr("charset") {
            return Some(label.to_string());
        }
        if node.attr("http-equiv").is_some_and(|what| what.trim().eq_ignore_ascii_case("content-type")) {
            let content = node.attr_or("content", "").to_ascii_lowercase();
            let value = content.split_once("charset").and_then(|(_, rest)| rest.trim_start().strip_prefix('='));
            if let Some(value) = value {
                let label = value.trim_start().trim_start_matches(['"', '\'']);
                let end =
                    label.find(|c: char| c.is_whitespace() || matches!(c, ';' | '"' | '\'')).unwrap_or(label.len());
                return Some(label[..end].to_owned());
            }
        }
    }
    None
}
