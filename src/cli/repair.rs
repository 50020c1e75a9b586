//! `unspin repair`: proposes repairs with their evidence and changes no text.

use unspin::pipeline::Until;
use unspin::report::{Counts, Files};

use super::args::{Global, Repair};
use super::batch::{Batch, Decisions, quoted_path, summarize, typed};
use super::settings::{Flags, settings};
use super::term::Term;
use super::{End, Status};

/// Writes `repairs.jsonl` and the report.
pub(super) fn run(args: &Repair, global: &Global, term: &Term) -> Result<Status, End> {
    let (reading, lexicon) = (Some(&args.inputs.reading), Some(&args.lexicon));
    let config = settings(global, Flags { reading, lexicon, ..Flags::default() })?;
    let batch = Batch {
        command: "repair",
        inputs: &args.inputs,
        config,
        until: Until::Proposals,
        decisions: Decisions::default(),
    };
    let report = batch.run(Some((&args.output, Files::Proposals)), global, term)?;
    let page = quoted_path(&args.output.join("report.html"));
    summarize(
        &Counts::of(&report),
        &format!("open {page}; unspin clean {} -o DIR applies them", typed(&args.inputs)),
        global,
        term,
    )?;
    Ok(Status::Done)
}
