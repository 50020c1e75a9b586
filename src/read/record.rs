//! What reading gives: a record to clean, a failure or a skipped file.

use crate::config::Size;
use crate::model::{Failure, Origin, RawDocument};

/// One thing that came through the door. The message of a failure or a note is a whole sentence: it names the input,
/// the line and the byte itself.
#[derive(Debug, Clone, PartialEq)]
pub enum Record {
    /// A record to clean.
    Document(RawDocument),
    /// A record that cannot be cleaned.
    Failed(Failure),
    /// A file that was passed over, such as a README in a folder of articles.
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

/// A record of more than `limit`: of `bytes`, if that is known.
pub(super) fn too_long(origin: Origin, bytes: Option<u64>, limit: Size) -> Record {
    let has = bytes.map_or_else(|| format!("more than {limit}"), |bytes| format!("{bytes} bytes, more than {limit}"));
    let message = format!(
        "{origin} has {has}, which is the limit for one record: raise it with --max-record, or divide the text into records"
    );
    Record::Failed(Failure { origin, message })
}
