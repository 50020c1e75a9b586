//! Reads plain text: one document per file.

use std::io::{self, BufReader, Read};
use std::sync::Arc;

use super::record::Record;
use super::{bytes, decode, html};
use crate::config::Size;
use crate::model::{Origin, RawDocument};

/// The document in the bytes of a text.
pub(super) fn document(bytes: Vec<u8>, id: String, origin: Origin) -> Record {
    let decoded = decode(bytes);
    Record::Document(RawDocument {
        id: Arc::from(id),
        text: decoded.text,
        fields: serde_json::Map::new(),
        origin,
        encoding: decoded.encoding,
    })
}

/// The content of a stream without an extension.
pub(super) enum Sniffed {
    Lines(Box<dyn Read + Send>),
    Text(Vec<u8>),
    /// An HTML page.
    Page(Vec<u8>),
    /// A text larger than the limit.
    TooLong,
    Nothing,
}

/// Recognizes the content of a stream by its first byte other than white space, within `limit`
/// bytes.
pub(super) fn sniff(stream: Box<dyn Read + Send>, limit: Size) -> io::Result<Sniffed> {
    let mut stream = BufReader::new(stream);
    let mut head = Vec::new();
    loop {
        // The stream is read byte by byte from its buffer; nearly always the first byte decides.
        let mut byte = [0];
        if stream.read(&mut byte)? == 0 {
            return Ok(if head.is_empty() { Sniffed::Nothing } else { Sniffed::Text(head) });
        }
        head.push(byte[0]);
        let in_mark = "\u{feff}".as_bytes().starts_with(&head) || head == "\u{feff}".as_bytes();
        if !byte[0].is_ascii_whitespace() && !in_mark || head.len() as u64 > limit.0 {
            break;
        }
    }
    if head.ends_with(b"{") {
        return Ok(Sniffed::Lines(Box::new(io::Cursor::new(head).chain(stream))));
    }
    Ok(match bytes::read_up_to(&mut stream, &mut head, limit)? {
        false => Sniffed::TooLong,
        true if html::is_page(&head) => Sniffed::Page(head),
        true => Sniffed::Text(head),
    })
}
