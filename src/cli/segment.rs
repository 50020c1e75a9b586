//! `unspin segment`: labels the lines of each record.

use std::io::Write;

use unspin::error::Error;
use unspin::model::SegmentsRow;
use unspin::pipeline::Until;
use unspin::report;

use super::args::{Format, Global, Stream};
use super::batch::{Batch, Decisions};
use super::interrupt;
use super::settings::{Flags, settings};
use super::term::Term;
use super::{End, Status, output_error};

/// Writes the labelled lines of each record, in bytes of its original. All records are read first,
/// because a line that recurs on many pages of a site is boilerplate, and the last page counts too.
pub(super) fn run(args: &Stream, global: &Global, term: &Term) -> Result<Status, End> {
    if global.format == Some(Format::Human) {
        return Err(Error::Command("this command writes JSONL only: remove --format human".into()).into());
    }
    let (reading, rules) = (Some(&args.inputs.reading), Some(&args.rules));
    let config = settings(global, Flags { reading, rules, ..Flags::default() })?;
    let paths = &args.inputs.paths;
    if let Some(file) = &args.output {
        report::check_file(file, paths, None)?;
    }
    let batch = Batch {
        command: "segment",
        inputs: &args.inputs,
        config,
        until: Until::Segments,
        decisions: Decisions::default(),
    };
    let found = batch.run(None, global, term)?;
    let write_to = |out: &mut dyn Write, complain: &dyn Fn(std::io::Error) -> End| {
        let mut rows = Vec::new();
        for document in &found.documents {
            let row = SegmentsRow { id: document.record().id.clone(), segments: document.segments().to_vec() };
            report::write_row(&mut rows, &row).map_err(complain)?;
        }
        out.write_all(&rows).and_then(|()| out.flush()).map_err(complain)
    };
    match &args.output {
        None => write_to(&mut std::io::stdout().lock(), &output_error)?,
        Some(file) => {
            let complain = |source| End::Failed(Error::Write { path: file.clone(), source });
            interrupt::replace_file(file, paths, |out| write_to(out, &complain))?;
        }
    }
    Ok(Status::Done)
}
