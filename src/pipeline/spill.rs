//! Byte storage that keeps what fits into a memory budget, and the rest in temporary files.
//!
//! [`RecordSpill`] stores records by number and reads them at random; [`HashPartitions`] stores
//! bytes in 64 partitions and reads one partition at a time. Both are written first, then sealed,
//! then read. Where bytes are stored never shows in a result: memory and file return the same
//! bytes.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use crate::error::{Error, Result};

/// How many bytes one store may hold in memory, and where the rest goes.
#[derive(Debug, Clone)]
pub(super) struct MemoryBudget {
    /// The folder of the temporary files. These have no names and are deleted with the process.
    pub folder: PathBuf,
    /// The number of bytes that may be held in memory. The small tables of addresses are not
    /// counted.
    pub bytes: u64,
}

impl MemoryBudget {
    /// A budget that holds everything in memory, so that no temporary file is made.
    pub(super) fn unlimited() -> Self {
        MemoryBudget { folder: PathBuf::new(), bytes: u64::MAX }
    }

    /// The `parts`-th part of this budget.
    pub(super) fn share(&self, parts: u64) -> Self {
        MemoryBudget { folder: self.folder.clone(), bytes: self.bytes / parts }
    }

    fn write_error(&self, source: io::Error) -> Error {
        Error::Write { path: self.folder.join("(temporary file)"), source }
    }
}

/// The bit of an address that is set if the bytes are in the file.
const IN_FILE: u64 = 1 << 63;
/// The size of the write buffer of a temporary file, in bytes.
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

/// Byte strings by address: all are appended first, then the store is sealed, then they are read.
/// Once the budget is used up, everything further goes to the file.
#[derive(Debug)]
struct SpillStore {
    budget: MemoryBudget,
    memory: Vec<u8>,
    file: Option<BufWriter<File>>,
    /// The number of bytes written to the file.
    file_bytes: u64,
}

impl SpillStore {
    fn new(budget: MemoryBudget) -> Self {
        SpillStore { budget, memory: Vec::new(), file: None, file_bytes: 0 }
    }

    /// Stores some bytes and returns their address.
    fn append(&mut self, bytes: &[u8]) -> Result<u64> {
        if self.file.is_none() && (self.memory.len() + bytes.len()) as u64 <= self.budget.bytes {
            let address = self.memory.len() as u64;
            self.memory.extend_from_slice(bytes);
            return Ok(address);
        }
        let budget = &self.budget;
        let file = match &mut self.file {
            Some(file) => file,
            none => {
                let file = temporary_file(&budget.folder).map_err(|why| budget.write_error(why))?;
                none.insert(BufWriter::with_capacity(WRITE_BYTES, file))
            }
        };
        file.write_all(bytes).map_err(|why| budget.write_error(why))?;
        let address = IN_FILE | self.file_bytes;
        self.file_bytes += bytes.len() as u64;
        Ok(address)
    }

    /// Ends the writing. Bytes are appended only before this call, and read only after it.
    fn seal(&mut self) -> Result<()> {
        match &mut self.file {
            Some(file) => file.flush().map_err(|why| self.budget.write_error(why)),
            None => Ok(()),
        }
    }

    /// Appends the `length` bytes at an address to `into`.
    fn read(&self, address: u64, length: usize, into: &mut Vec<u8>) -> Result<()> {
        let Some(file) = self.file.as_ref().filter(|_| address & IN_FILE != 0) else {
            into.extend_from_slice(&self.memory[address as usize..][..length]);
            return Ok(());
        };
        let before = into.len();
        into.resize(before + length, 0);
        read_at(file.get_ref(), &mut into[before..], address & !IN_FILE)
            .map_err(|source| Error::Read { path: self.budget.folder.join("(temporary file)"), source })
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

/// Records by number, written in any order and read at random. Beside the stored bytes, it takes 16
/// bytes of memory a record.
#[derive(Debug)]
pub(super) struct RecordSpill {
    store: SpillStore,
    /// The address and the length in bytes of each record.
    slots: Vec<(u64, u64)>,
}

impl RecordSpill {
    pub(super) fn new(budget: MemoryBudget) -> Self {
        RecordSpill { store: SpillStore::new(budget), slots: Vec::new() }
    }

    /// Stores a record under a number. Each number is used at most once; numbers that are never
    /// used have empty records.
    pub(super) fn put(&mut self, number: usize, bytes: &[u8]) -> Result<()> {
        if self.slots.len() <= number {
            self.slots.resize(number + 1, (0, 0));
        }
        self.slots[number] = (self.store.append(bytes)?, bytes.len() as u64);
        Ok(())
    }

    /// Ends the writing. Records are put only before this call, and read only after it.
    pub(super) fn seal(&mut self) -> Result<()> {
        self.slots.shrink_to_fit();
        self.store.seal()
    }

    /// The length of a record in bytes.
    pub(super) fn length(&self, number: usize) -> u64 {
        self.slots.get(number).map_or(0, |slot| slot.1)
    }

    /// Appends a record to `into`, or its first `max_bytes` bytes if it has more.
    pub(super) fn read(&self, number: usize, max_bytes: usize, into: &mut Vec<u8>) -> Result<()> {
        match self.slots.get(number) {
            Some(&(address, length)) if length > 0 => self.store.read(address, max_bytes.min(length as usize), into),
            _ => Ok(()),
        }
    }
}

/// The number of partitions of a [`HashPartitions`].
pub(super) const PARTITIONS: usize = 64;
/// The number of bytes of a partition that are gathered before they are stored. These buffers, 4 MB
/// in all, are not counted in the budget.
const BLOCK_BYTES: usize = 1 << 16;

/// Bytes in 64 partitions, written to any partition in any order, and read one whole partition at a
/// time. A run sorts more postings than fit into memory by sorting one partition after the other.
/// The caller chooses the partition, so that entries that belong together are in the same one: by
/// the lowest bits of a hash, or by a range of documents.
#[derive(Debug)]
pub(super) struct HashPartitions {
    store: SpillStore,
    partitions: Vec<Partition>,
}

#[derive(Debug, Default)]
struct Partition {
    /// The bytes that were put last and are not stored yet.
    open: Vec<u8>,
    /// The addresses and lengths in bytes of the stored blocks.
    blocks: Vec<(u64, u32)>,
}

impl HashPartitions {
    pub(super) fn new(budget: MemoryBudget) -> Self {
        let partitions = (0..PARTITIONS).map(|_| Partition::default()).collect();
        HashPartitions { store: SpillStore::new(budget), partitions }
    }

    /// Appends bytes to a partition in `0..PARTITIONS`.
    pub(super) fn put(&mut self, partition: usize, bytes: &[u8]) -> Result<()> {
        let partition = &mut self.partitions[partition];
        partition.open.extend_from_slice(bytes);
        if partition.open.len() >= BLOCK_BYTES {
            partition.blocks.push((self.store.append(&partition.open)?, partition.open.len() as u32));
            partition.open.clear();
        }
        Ok(())
    }

    /// Ends the writing. Bytes are put only before this call, and read only after it.
    pub(super) fn seal(&mut self) -> Result<()> {
        self.store.seal()
    }

    /// All bytes of a partition, in the order in which they were put.
    pub(super) fn read(&self, partition: usize) -> Result<Vec<u8>> {
        let partition = &self.partitions[partition];
        let length: usize = partition.blocks.iter().map(|block| block.1 as usize).sum();
        let mut bytes = Vec::with_capacity(length + partition.open.len());
        for &(address, length) in &partition.blocks {
            self.store.read(address, length as usize, &mut bytes)?;
        }
        bytes.extend_from_slice(&partition.open);
        Ok(bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Budgets that hold everything, something and nothing.
    fn budgets() -> (tempfile::TempDir, Vec<MemoryBudget>) {
        let home = tempfile::tempdir().expect("a place to test");
        let budgets = [u64::MAX, 100_000, 0].map(|bytes| MemoryBudget { folder: home.path().to_owned(), bytes });
        (home, budgets.into())
    }

    #[test]
    fn records_come_back_wherever_they_are() {
        let (_home, budgets) = budgets();
        for budget in budgets {
            let mut spill = RecordSpill::new(budget);
            let record = |number: usize| format!("{number} ").repeat(number % 97);
            for number in (0..1000).rev().filter(|number| number % 3 != 0) {
                spill.put(number, record(number).as_bytes()).expect("there is a disk");
            }
            spill.seal().expect("there is a disk");
            for number in 0..1003 {
                let mut found = b"before ".to_vec();
                spill.read(number, usize::MAX, &mut found).expect("there is a disk");
                let expected = if number % 3 == 0 || number >= 1000 { String::new() } else { record(number) };
                assert_eq!(String::from_utf8(found), Ok(format!("before {expected}")));
                assert_eq!(spill.length(number), expected.len() as u64);
            }
        }
    }

    #[test]
    fn partitions_keep_their_order() {
        let (_home, budgets) = budgets();
        for budget in budgets {
            let mut partitions = HashPartitions::new(budget);
            for number in 0..200_000_u32 {
                partitions.put(number as usize % 5, &number.to_le_bytes()).expect("there is a disk");
            }
            partitions.seal().expect("there is a disk");
            for partition in 0..6 {
                let bytes = partitions.read(partition).expect("there is a disk");
                let numbers: Vec<u32> = bytes.as_chunks().0.iter().map(|four| u32::from_le_bytes(*four)).collect();
                let expected: Vec<u32> = (0..200_000).skip(partition).step_by(5).filter(|_| partition < 5).collect();
                assert_eq!(numbers, expected);
            }
        }
    }
}
