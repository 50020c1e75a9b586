//! Reads bytes up to a limit; a larger input is never in memory.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use crate::config::Size;

/// The bytes of a file. If the file is larger than `limit`, the inner error is its length where the
/// file system knows it.
pub(super) fn of_file(path: &Path, limit: Size) -> io::Result<Result<Vec<u8>, Option<u64>>> {
    let mut file = File::open(path)?;
    let length = file.metadata()?.len();
    if length > limit.0 {
        return Ok(Err(Some(length)));
    }
    let mut bytes = Vec::with_capacity(usize::try_from(length).unwrap_or(0));
    Ok(if read_up_to(&mut file, &mut bytes, limit)? { Ok(bytes) } else { Err(None) })
}

/// Reads `stream` to its end and appends to `bytes`, up to `limit` bytes in all; returns whether
/// the stream ended within the limit.
pub(super) fn read_up_to(stream: &mut dyn Read, bytes: &mut Vec<u8>, limit: Size) -> io::Result<bool> {
    // A file may grow after its length was read, and a stream has no known length.
    let room = limit.0.saturating_sub(bytes.len() as u64);
    stream.take(room.saturating_add(1)).read_to_end(bytes)?;
    Ok(bytes.len() as u64 <= limit.0)
}
