//! Bytes, read up to a limit: what is larger is never in memory.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use crate::config::Size;

/// The bytes of a file; if they are too many, how many it says that there are.
pub(super) fn of_file(path: &Path, limit: Size) -> io::Result<Result<Vec<u8>, Option<u64>>> {
    let mut file = File::open(path)?;
    let length = file.metadata()?.len();
    if length > limit.0 {
        return Ok(Err(Some(length)));
    }
    let mut bytes = Vec::with_capacity(usize::try_from(length).unwrap_or(0));
    Ok(if read_up_to(&mut file, &mut bytes, limit)? { Ok(bytes) } else { Err(None) })
}

/// Reads to the end if that makes at most `limit` bytes in all; whether it did.
pub(super) fn read_up_to(stream: &mut dyn Read, bytes: &mut Vec<u8>, limit: Size) -> io::Result<bool> {
    // The length that a file claims may grow; a stream claims none.
    let room = limit.0.saturating_sub(bytes.len() as u64);
    stream.take(room.saturating_add(1)).read_to_end(bytes)?;
    Ok(bytes.len() as u64 <= limit.0)
}
