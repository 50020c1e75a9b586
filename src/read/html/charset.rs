//! Decodes the bytes of a page, with the encoding that the page declares.
//!
//! The order is: a byte order mark, valid UTF-8, the declaration of the page, a guess. A browser
//! uses a declaration before it looks at the bytes. But pages that declare `iso-8859-1` and are
//! UTF-8 are common, and text in another encoding is hardly ever valid UTF-8 by chance.

use dom_query::Document;
use encoding_rs::{Encoding, ISO_2022_JP, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252, X_USER_DEFINED};

use crate::read::decode::{Decoded, decode_declared};

/// How many bytes are searched for a declaration: as many as the HTML standard allows browsers to
/// search.
const LOOK_BYTES: usize = 1024;

/// Decodes a page.
pub(super) fn decode(bytes: Vec<u8>) -> Decoded {
    let declared = declared(&bytes[..bytes.len().min(LOOK_BYTES)]);
    // ISO-2022-JP is all ASCII bytes, so only the declaration distinguishes it from UTF-8.
    if declared == Some(ISO_2022_JP) && memchr::memchr(0x1b, &bytes).is_some() {
        let (text, _) = ISO_2022_JP.decode_without_bom_handling(&bytes);
        return Decoded { text: text.into_owned(), encoding: "iso-2022-jp" };
    }
    decode_declared(bytes, declared)
}

/// The encoding that the head of a page declares: in its XML declaration, else in the first
/// `<meta>` that names one.
fn declared(head: &[u8]) -> Option<&'static Encoding> {
    // Every encoding in which a declaration can be read agrees with ASCII.
    let (head, _) = WINDOWS_1252.decode_without_bom_handling(head);
    let label = xml_declaration(&head).map(str::to_owned).or_else(|| meta(&head))?;
    Encoding::for_label(label.as_bytes()).map(|encoding| match encoding {
        // A declaration that can be read as ASCII is wrong about these encodings; the HTML standard
        // defines the replacements.
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

/// The encoding in `<meta charset="…">` or `<meta http-equiv="Content-Type" content="text/html;
/// charset=…">`.
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
