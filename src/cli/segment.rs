//! `unspin segment`: the labelled lines of each record.

use unspin::pipeline;
use unspin::report;

use super::args::{Global, Stream};
use super::term::Term;
use super::{End, Status, stream};

/// Writes each record's lines, as bytes of its original.
pub fn run(args: &Stream, global: &Global, term: &Term) -> Result<Status, End> {
    stream::run(args, global, term, |raw, config| {
        let (raw, segments) = pipeline::segmented(raw, config);
        report::segments_row(&raw, &segments)
    })
}
