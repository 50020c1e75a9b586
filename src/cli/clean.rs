//! `unspin clean`: runs the whole pipeline.

use std::io::Write;

use unspin::model::{DocumentRow, RunReport};
use unspin::pipeline::Until;
use unspin::report::{self, Counts, Files};

use super::args::{Clean, Format, Global};
use super::batch::{Batch, Decisions, quoted_path, summarize, typed};
use super::settings::{Flags, settings};
use super::term::Term;
use super::{End, Status, diff, ignore_closed_pipe, output_error};

/// Cleans the inputs and writes a run folder, records, differences or ids, depending on the flags.
pub(super) fn run(args: &Clean, global: &Global, term: &Term) -> Result<Status, End> {
    let Clean { rules, linking, lexicon, level, .. } = args;
    let (rules, linking, lexicon) = (Some(rules), Some(linking), Some(lexicon));
    let reading = Some(&args.inputs.reading);
    let config = settings(global, Flags { reading, rules, linking, lexicon, level: *level, ..Flags::default() })?;
    let decisions = Decisions { files: &args.decisions, skip_stale: args.skip_stale };
    let batch = Batch { command: "clean", inputs: &args.inputs, config, until: Until::Repaired, decisions };
    let output = args.output.as_deref().map(|folder| (folder, Files::Everything));
    let report = batch.run(output, global, term)?;

    let jsonl = global.format == Some(Format::Jsonl);
    // Records are for programs; with `--format human`, people get the differences.
    let diff = args.diff || (global.format == Some(Format::Human) && args.output.is_none() && !args.check);
    let written = if diff {
        diff::documents(&report, jsonl, term)
    } else if args.check {
        names(&report, jsonl)
    } else if args.output.is_none() {
        records(&report)
    } else {
        Ok(())
    };
    if args.check {
        ignore_closed_pipe(written)?
    } else {
        written.map_err(output_error)?
    }
    let changed = changed(&report).count();
    match &args.output {
        Some(folder) if args.diff => term.say(&format!("written to {}", folder.display())),
        Some(folder) => {
            let page = quoted_path(&folder.join("report.html"));
            summarize(
                &Counts::of(&report),
                &format!("open {page}, or unspin clean {} --diff", typed(&args.inputs)),
                global,
                term,
            )?;
        }
        None if args.check => {
            let next = format!("unspin clean {} --diff", typed(&args.inputs));
            term.say(&format!("{changed} of {} documents would change", report.documents.len()));
            if changed > 0 {
                term.next(&next);
            }
        }
        None if diff && changed == 0 => term.say("no text would change"),
        None => {}
    }
    Ok(if args.check && changed > 0 { Status::Differs } else { Status::Done })
}

fn changed(report: &RunReport) -> impl Iterator<Item = &unspin::model::DocumentReport> {
    report.documents.iter().filter(|document| document.text() != document.original())
}

/// Prints the cleaned records in input order.
fn records(report: &RunReport) -> std::io::Result<()> {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for document in &report.documents {
        report::write_row(&mut out, &DocumentRow::new(document, &report.clusters, None))?;
    }
    out.flush()
}

/// Prints the ids of the documents that would change.
fn names(report: &RunReport, jsonl: bool) -> std::io::Result<()> {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for document in changed(report) {
        let id = document.id();
        if jsonl {
            report::write_row(&mut out, &serde_json::json!({ "id": id }))?;
        } else {
            writeln!(out, "{}", report::visible(id))?;
        }
    }
    out.flush()
}
