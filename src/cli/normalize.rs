//! `unspin normalize`: decode and normalize, record by record.

use unspin::model::RecordRow;
use unspin::pipeline;

use super::args::{Global, Stream};
use super::term::Term;
use super::{End, Status, stream};

/// Writes each record with its new text.
pub(super) fn run(args: &Stream, global: &Global, term: &Term) -> Result<Status, End> {
    stream::run(args, global, term, |raw, config| {
        let (raw, text) = pipeline::normalized(raw, config);
        RecordRow::new(raw, text)
    })
}
