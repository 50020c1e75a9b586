//! Plain text: one document a file.

use std::io::{self, BufReader, Read};
use std::path::Path;
use std::sync::Arc;

use super::{Record, cannot_read, decode, html};
use crate::model::{Origin, RawDocument};

/// The document in a text file.
pub(super) fn read_file(path: &Path, id: String, origin: Origin) -> Record {
    match std::fs::read(path) {
        Ok(bytes) => document(bytes, id, origin),
        Err(why) => cannot_read(origin, &why),
    }
}

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

/// What a stream without an extension holds.
pub(super) enum Sniffed {
    Lines(Box<dyn Read + Send>),
    Text(Vec<u8>),
    /// An HTML page.
    Page(Vec<u8>),
    Nothing,
}

/// Looks at the first byte that is no space.
pub(super) fn sniff(stream: Box<dyn Read + Send>) -> io::Result<Sniffed> {
    let mut stream = BufReader::new(stream);
    let mut head = Vec::new();
    loop {
        // Byte by byte, but out of the buffer; nearly always the first byte decides.
        let mut byte = [0];
        if stream.read(&mut byte)? == 0 {
            return Ok(if head.is_empty() { Sniffed::Nothing } else { Sniffed::Text(head) });
        }
        head.push(byte[0]);
        let in_mark = "\u{feff}".as_bytes().starts_with(&head) || head == "\u{feff}".as_bytes();
        if !byte[0].is_ascii_whitespace() && !in_mark {
            break;
        }
    }
    if head.ends_with(b"{") {
        return Ok(Sniffed::Lines(Box::new(io::Cursor::new(head).chain(stream))));
    }
    stream.read_to_end(&mut head)?;
    Ok(if html::is_page(&head) { Sniffed::Page(head) } else { Sniffed::Text(head) })
}
