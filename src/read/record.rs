//! What reading gives: a record to clean, a failure or a skipped file.

use crate::config::Size;
use crate::model::{Failure, Origin, RawDocument};

/// One result of reading. The message of a failure or a note is a whole sentence that names the
/// input, the line and the byte.
#[derive(Debug, Clone, PartialEq)]
pub enum Record {
    /// A record to clean.
    Document(RawDocument),
    /// A record that cannot be cleaned.
    Failed(Failure),
    /// A file that is not read, such as a README in a folder of articles.
    Skipped(Failure),
}

impl From<RawDocument> for Record {
    fn from(document: RawDocument) -> Self {
        Record::Document(document)
    }
}

pub(super) fn cannot_read(origin: Origin, why: &std::io::Error) -> Record {
    let message = format!("{origin} cannot be read ({why}): check the file and its permissions");
    Record::Failed(Failure { origin, message })
}

/// The failure of a record larger than `limit`; `bytes` is its size, if known.
pub(super) fn too_long(origin: Origin, bytes: Option<u64>, limit: Size) -> Record {
    let size = match bytes {
        Some(bytes) => format!("{bytes} bytes, more than the limit of {limit} for one record"),
        None => format!("more than {limit}, the limit for one record"),
    };
    let message = format!("{origin} has {size}: raise the limit with --max-record or split the record");
    Record::Failed(Failure { origin, message })
}
