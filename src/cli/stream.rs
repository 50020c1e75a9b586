//! Runs the commands that process record by record, in bounded memory.

use std::io::Write;
use std::ops::ControlFlow;

use serde::Serialize;
use unspin::config::Config;
use unspin::error::Error;
use unspin::model::RawDocument;
use unspin::pipeline::{self, Streamed};
use unspin::{read, report};

use super::args::{Format, Global, Stream};
use super::failures::Failures;
use super::interrupt::{self, Phase};
use super::settings::{Flags, settings};
use super::term::Term;
use super::{End, Status, output_error};

/// Streams the inputs through `step` and writes one row per record.
pub(super) fn run<R: Serialize + Send>(
    args: &Stream,
    global: &Global,
    term: &Term,
    step: impl Fn(RawDocument, &Config) -> R + Sync,
) -> Result<Status, End> {
    if global.format == Some(Format::Human) {
        return Err(Error::Command("this command writes JSONL only: remove --format human".into()).into());
    }
    let (reading, rules) = (Some(&args.inputs.reading), Some(&args.rules));
    let config = settings(global, Flags { reading, rules, ..Flags::default() })?;
    let paths = &args.inputs.paths;
    let mut failures = Failures::new(global, term, paths, None)?;
    let mut write_to = |out: &mut dyn Write, complain: &dyn Fn(std::io::Error) -> End| {
        let mut cleaned = 0;
        interrupt::enter(Phase::Streaming);
        let flow = pipeline::stream(
            read::open(paths, &config.read)?,
            global.jobs,
            |raw| step(raw, &config),
            |records| {
                // One write per batch, so that an interrupted stream ends after a whole record.
                let mut rows = Vec::new();
                for record in records {
                    match record {
                        Streamed::Done(row) => {
                            cleaned += 1;
                            if let Err(error) = report::write_row(&mut rows, &row) {
                                return ControlFlow::Break(Some(complain(error)));
                            }
                        }
                        Streamed::Failed(failure) => failures.add(failure),
                        Streamed::Skipped(note) if term.verbose() => {
                            term.say(&note.message);
                        }
                        Streamed::Skipped(_) => {}
                    }
                }
                if let Err(error) = out.write_all(&rows).and_then(|()| out.flush()) {
                    return ControlFlow::Break(Some(complain(error)));
                }
                match interrupt::interrupted() {
                    true => ControlFlow::Break(Some(End::Interrupted)),
                    false if failures.limit_is_exceeded() => ControlFlow::Break(None),
                    false => ControlFlow::Continue(()),
                }
            },
        )?;
        interrupt::enter(Phase::Working);
        match flow {
            ControlFlow::Break(Some(end)) => Err(end),
            ControlFlow::Break(None) | ControlFlow::Continue(()) => Ok(failures.settle(cleaned)?),
        }
    };
    match &args.output {
        None => write_to(&mut std::io::stdout().lock(), &output_error)?,
        Some(file) => {
            let complain = |source| End::Failed(Error::Write { path: file.clone(), source });
            report::check_file(file, paths, None)?;
            interrupt::replace_file(file, paths, |out| write_to(out, &complain))?;
        }
    }
    Ok(Status::Done)
}
