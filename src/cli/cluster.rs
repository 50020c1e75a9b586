//! `unspin cluster`: links and clusters.

use unspin::config::Config;
use unspin::pipeline::{self, Compared, Until};

use super::args::{Cluster, Global};
use super::batch::{Batch, Decisions, tell, typed};
use super::failures::Failures;
use super::settings::{Flags, settings};
use super::term::Term;
use super::{End, Status, borderline, output_error, pair};

/// Writes `links.jsonl` and `clusters.jsonl`, or tells about pairs.
pub fn run(args: &Cluster, global: &Global, term: &Term) -> Result<Status, End> {
    let (reading, linking, memory) = (Some(&args.inputs.reading), Some(&args.linking), args.memory);
    let config = settings(global, Flags { reading, linking, memory, ..Flags::default() })?;
    if let Some([a, b]) = args.explain.as_deref() {
        let explanation = compared(args, &config, global, term)?.explain(a, b)?;
        pair::tell(&explanation, global, term).map_err(output_error)?;
        return Ok(Status::Done);
    }
    if let Some(count) = args.borderline {
        let found = compared(args, &config, global, term)?;
        let found = pipeline::with_jobs(global.jobs, || found.borderline(count.get()))?;
        borderline::tell(&found, &config.cluster, global, term).map_err(output_error)?;
        return Ok(Status::Done);
    }
    let (inputs, decisions) = (&args.inputs, Decisions::default());
    let batch = Batch { command: "cluster", inputs, config, until: Until::Clusters, decisions };
    let output = args.output.as_deref().expect("clap asks for an output where no pair is asked about");
    let counts = batch.survey(output, global, term)?;
    tell(&counts, &format!("unspin repair {} -o DIR", typed(&args.inputs)), global, term)?;
    Ok(Status::Done)
}

/// All documents, compared; what could not be read is told.
fn compared(args: &Cluster, config: &Config, global: &Global, term: &Term) -> Result<Compared, End> {
    let paths = &args.inputs.paths;
    let mut failures = Failures::new(global, term, paths, None)?;
    let progress = term.progress("working");
    let found =
        pipeline::with_jobs(global.jobs, || Compared::records(unspin::read::open(paths, &config.read)?, config))??;
    drop(progress);
    found.failures.iter().for_each(|failure| failures.add(failure.clone()));
    if term.verbose() {
        found.skipped.iter().for_each(|skipped| term.say(&skipped.message));
    }
    failures.settle(found.len())?;
    Ok(found)
}
