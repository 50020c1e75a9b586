//! Bytes that wait until they are wanted: in memory as far as there is room, beyond that in a temporary file.
//!
//! What is kept where never shows in a result: both give the same bytes back.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use crate::error::{Error, Result};

/// Where to put what does not fit into memory, and how much does.
#[derive(Debug, Clone)]
pub(super) struct Room {
    /// The folder of the temporary files, which have no names and vanish with the process.
    pub folder: PathBuf,
    /// Bytes that may be held in memory.
    pub bytes: u64,
}

impl Room {
    /// Everything is held.
    pub(super) fn endless() -> Self {
        Room { folder: PathBuf::new(), bytes: u64::MAX }
    }

    /// One part of so many.
    pub(super) fn share(&self, parts: u64) -> Self {
        Room { folder: self.folder.clone(), bytes: self.bytes / parts }
    }

    fn complain(&self, source: io::Error) -> Error {
        Error::Write { path: self.folder.join("(temporary file)"), source }
    }
}

/// Set in the address of what is in the file.
const FILED: u64 = 1 << 63;
/// Bytes that are gathered for one write.
const WRITE_BYTES: usize = 1 << 20;

/// A file without a name in `folder`.
#[cfg(feature = "files")]
fn temporary_file(folder: &Path) -> io::Result<File> {
    tempfile::tempfile_in(folder)
}

/// Without the feature `files`, everything must fit into the memory that was allowed.
#[cfg(not(feature = "files"))]
fn temporary_file(_: &Path) -> io::Result<File> {
    Err(io::Error::other("a temporary file is needed; allow more memory, or build unspin with the feature `files`"))
}

/// Bytes by address: first all is appended, then [`Store::seal`]ed, then read.
#[derive(Debug)]
struct Store {
    room: Room,
    memory: Vec<u8>,
    file: Option<BufWriter<File>>,
    filed: u64,
}

impl Store {
    fn new(room: Room) -> Self {
        Store { room, memory: Vec::new(), file: None, filed: 0 }
    }

    /// Keeps some bytes and gives their address.
    fn append(&mut self, bytes: &[u8]) -> Result<u64> {
        if self.file.is_none() && (self.memory.len() + bytes.len()) as u64 <= self.room.bytes {
            let address = self.memory.len() as u64;
            self.memory.extend_from_slice(bytes);
            return Ok(address);
        }
        let room = &self.room;
        let file = match &mut self.file {
            Some(file) => file,
            none => {
                let file = temporary_file(&room.folder).map_err(|why| room.complain(why))?;
                none.insert(BufWriter::with_capacity(WRITE_BYTES, file))
            }
        };
        file.write_all(bytes).map_err(|why| room.complain(why))?;
        let address = FILED | self.filed;
        self.filed += bytes.len() as u64;
        Ok(address)
    }

    fn seal(&mut self) -> Result<()> {
        match &mut self.file {
            Some(file) => file.flush().map_err(|why| self.room.complain(why)),
            None => Ok(()),
        }
    }

    /// Appends the bytes at an address to `into`.
    fn read(&self, address: u64, length: usize, into: &mut Vec<u8>) -> Result<()> {
        let Some(file) = self.file.as_ref().filter(|_| address & FILED != 0) else {
            into.extend_from_slice(&self.memory[address as usize..][..length]);
            return Ok(());
        };
        let before = into.len();
        into.resize(before + length, 0);
        read_at(file.get_ref(), &mut into[before..], address & !FILED)
            .map_err(|source| Error::Read { path: self.room.folder.join("(temporary file)"), source })
    }
}

#[cfg(unix)]
fn read_at(file: &File, into: &mut [u8], at: u64) -> io::Result<()> {
    std::os::unix::fs::FileExt::read_exact_at(file, into, at)
}

#[cfg(windows)]
fn read_at(file: &File, mut into: &mut [u8], mut at: u64) -> io::Result<()> {
    while !into.is_empty() {
        match std::os::windows::fs::FileExt::seek_read(file, into, at)? {
            0 => return Err(io::ErrorKind::UnexpectedEof.into()),
            read => (into, at) = (&mut into[read..], at + read as u64),
        }
    }
    Ok(())
}

/// Records by number, put down in any order and read at random.
#[derive(Debug)]
pub(super) struct Shelf {
    store: Store,
    /// The address and the length of each.
    slots: Vec<(u64, u64)>,
}

impl Shelf {
    pub(super) fn new(room: Room) -> Self {
        Shelf { store: Store::new(room), slots: Vec::new() }
    }

    /// Puts a record at a number; numbers that were passed over hold nothing.
    pub(super) fn put(&mut self, number: usize, bytes: &[u8]) -> Result<()> {
        if self.slots.len() <= number {
            self.slots.resize(number + 1, (0, 0));
        }
        self.slots[number] = (self.store.append(bytes)?, bytes.len() as u64);
        Ok(())
    }

    /// From here on, records are read.
    pub(super) fn seal(&mut self) -> Result<()> {
        self.slots.shrink_to_fit();
        self.store.seal()
    }

    /// How many bytes a record has.
    pub(super) fn length(&self, number: usize) -> u64 {
        self.slots.get(number).map_or(0, |slot| slot.1)
    }

    /// Appends a record to `into`; of one with more bytes than `most`, the head.
    pub(super) fn read(&self, number: usize, most: usize, into: &mut Vec<u8>) -> Result<()> {
        match self.slots.get(number) {
            Some(&(address, length)) if length > 0 => self.store.read(address, most.min(length as usize), into),
            _ => Ok(()),
        }
    }
}

/// Parts of a [`Heaps`].
pub(super) const PARTS: usize = 64;
/// Bytes of a part that are appended at once.
const BLOCK_BYTES: usize = 1 << 16;

/// Bytes in 64 heaps, put down in any order and read heap by heap: what has to be sorted and is more than memory holds.
#[derive(Debug)]
pub(super) struct Heaps {
    store: Store,
    heaps: Vec<Heap>,
}

#[derive(Debug, Default)]
struct Heap {
    open: Vec<u8>,
    /// The addresses and lengths of what was closed.
    blocks: Vec<(u64, u32)>,
}

impl Heaps {
    pub(super) fn new(room: Room) -> Self {
        Heaps { store: Store::new(room), heaps: (0..PARTS).map(|_| Heap::default()).collect() }
    }

    /// Adds bytes to a heap, after those that it has.
    pub(super) fn put(&mut self, part: usize, bytes: &[u8]) -> Result<()> {
        let heap = &mut self.heaps[part];
        heap.open.extend_from_slice(bytes);
        if heap.open.len() >= BLOCK_BYTES {
            heap.blocks.push((self.store.append(&heap.open)?, heap.open.len() as u32));
            heap.open.clear();
        }
        Ok(())
    }

    /// From here on, heaps are read.
    pub(super) fn seal(&mut self) -> Result<()> {
        self.store.seal()
    }

    /// The bytes of a heap.
    pub(super) fn read(&self, part: usize) -> Result<Vec<u8>> {
        let heap = &self.heaps[part];
        let length: usize = heap.blocks.iter().map(|block| block.1 as usize).sum();
        let mut bytes = Vec::with_capacity(length + heap.open.len());
        for &(address, length) in &heap.blocks {
            self.store.read(address, length as usize, &mut bytes)?;
        }
        bytes.extend_from_slice(&heap.open);
        Ok(bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Rooms that hold everything, something and nothing.
    fn rooms() -> (tempfile::TempDir, Vec<Room>) {
        let home = tempfile::tempdir().expect("a place to test");
        let rooms = [u64::MAX, 100_000, 0].map(|bytes| Room { folder: home.path().to_owned(), bytes });
        (home, rooms.into())
    }

    #[test]
    fn records_come_back_wherever_they_are() {
        let (_home, rooms) = rooms();
        for room in rooms {
            let mut shelf = Shelf::new(room);
            let record = |number: usize| format!("{number} ").repeat(number % 97);
            for number in (0..1000).rev().filter(|number| number % 3 != 0) {
                shelf.put(number, record(number).as_bytes()).expect("there is a disk");
            }
            shelf.seal().expect("there is a disk");
            for number in 0..1003 {
                let mut found = b"before ".to_vec();
                shelf.read(number, usize::MAX, &mut found).expect("there is a disk");
                let expected = if number % 3 == 0 || number >= 1000 { String::new() } else { record(number) };
                assert_eq!(String::from_utf8(found), Ok(format!("before {expected}")));
                assert_eq!(shelf.length(number), expected.len() as u64);
            }
        }
    }

    #[test]
    fn heaps_keep_their_order() {
        let (_home, rooms) = rooms();
        for room in rooms {
            let mut heaps = Heaps::new(room);
            for number in 0..200_000_u32 {
                heaps.put(number as usize % 5, &number.to_le_bytes()).expect("there is a disk");
            }
            heaps.seal().expect("there is a disk");
            for part in 0..6 {
                let bytes = heaps.read(part).expect("there is a disk");
                let numbers: Vec<u32> = bytes.as_chunks().0.iter().map(|four| u32::from_le_bytes(*four)).collect();
                let expected: Vec<u32> = (0..200_000).skip(part).step_by(5).filter(|_| part < 5).collect();
                assert_eq!(numbers, expected);
            }
        }
    }
}
