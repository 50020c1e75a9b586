//! Plain text: one document a file.

use std::fs::File;
use std::io::{self, BufReader, Read};
use std::path::Path;
use std::sync::Arc;

use super::{Record, cannot_read, decode, too_long};
use crate::config::Size;
use crate::model::{Origin, RawDocument};

/// The document in a text file.
pub(super) fn read_file(path: &Path, id: String, origin: Origin, limit: Size) -> Record {
    match bytes_of(path, limit) {
        Ok(Ok(bytes)) => document(bytes, id, origin),
        Ok(Err(length)) => too_long(origin, length, limit),
        Err(why) => cannot_read(origin, &why),
    }
}

/// The bytes of a file, or how many there are if they are too many.
fn bytes_of(path: &Path, limit: Size) -> io::Result<Result<Vec<u8>, Option<u64>>> {
    let mut file = File::open(path)?;
    let length = file.metadata()?.len();
    if length > limit.0 {
        return Ok(Err(Some(length)));
    }
    let mut bytes = Vec::with_capacity(usize::try_from(length).unwrap_or(0));
    Ok(if read_up_to(&mut file, &mut bytes, limit)? { Ok(bytes) } else { Err(None) })
}

/// Reads to the end if that makes at most `limit` bytes in all; whether it did.
fn read_up_to(stream: &mut dyn Read, bytes: &mut Vec<u8>, limit: Size) -> io::Result<bool> {
    // The length that a file claims may grow; a stream claims none.
    let room = limit.0.saturating_sub(bytes.len() as u64);
    stream.take(room.saturating_add(1)).read_to_end(bytes)?;
    Ok(bytes.len() as u64 <= limit.0)
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
    /// A text of more bytes than the limit allows.
    TooLong,
    Nothing,
}

/// Looks at the first byte that is no space, `limit` bytes far.
pub(super) fn sniff(stream: Box<dyn Read + Send>, limit: Size) -> io::Result<Sniffed> {
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
        if !byte[0].is_ascii_whitespace() && !in_mark || head.len() as u64 > limit.0 {
            break;
        }
    }
    if head.ends_with(b"{") {
        return Ok(Sniffed::Lines(Box::new(io::Cursor::new(head).chain(stream))));
    }
    Ok(if read_up_to(&mut stream, &mut head, limit)? { Sniffed::Text(head) } else { Sniffed::TooLong })
}
