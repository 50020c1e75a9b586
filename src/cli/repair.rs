//! `unspin repair`: proposals with their evidence, and no text changed.

use unspin::pipeline::Until;
use unspin::report::{Counts, Files};

use super::args::{Global, Repair};
use super::batch::{Batch, Decisions, quoted_path, tell, typed};
use super::settings::{Flags, settings};
use super::term::Term;
use super::{End, Status};

/// Writes `repairs.jsonl` and the page that shows them.
pub fn run(args: &Repair, global: &Global, term: &Term) -> Result<Status, End> {
    let (reading, knowing) = (Some(&args.inputs.reading), Some(&args.knowing));
    let config = settings(global, Flags { reading, knowing, ..Flags::default() })?;
    let batch = Batch {
        command: "repair",
        inputs: &args.inputs,
        config,
        until: Until::Proposals,
        decisions: Decisions::default(),
    };
    let report = batch.run(Some((&args.output, Files::Proposals)), global, term)?;
    let page = quoted_path(&args.output.join("report.html"));
    tell(
        &Counts::of(&report),
        &format!("open {page}; unspin clean {} -o DIR applies them", typed(&args.inputs)),
        global,
        term,
    )?;
    Ok(Status::Done)
}
