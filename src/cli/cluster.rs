//! `unspin cluster`: finds links and clusters.

use unspin::config::Config;
use unspin::pipeline::{self, PairInspector, Until};

use super::args::{Cluster, Global};
use super::batch::{Batch, Decisions, summarize, typed};
use super::failures::Failures;
use super::settings::{Flags, settings};
use super::term::Term;
use super::{End, Status, borderline, output_error, pair};

/// Writes `links.jsonl` and `clusters.jsonl`, or explains pairs.
pub(super) fn run(args: &Cluster, global: &Global, term: &Term) -> Result<Status, End> {
    let (reading, linking, memory) = (Some(&args.inputs.reading), Some(&args.linking), args.memory);
    let config = settings(global, Flags { reading, linking, memory, ..Flags::default() })?;
    if let Some([a, b]) = args.explain.as_deref() {
        let explanation = compared(args, &config, global, term)?.explain(a, b)?;
        pair::print(&explanation, global, term).map_err(output_error)?;
        return Ok(Status::Done);
    }
    if let Some(count) = args.borderline {
        let found = compared(args, &config, global, term)?;
        let found = pipeline::with_jobs(global.jobs, || found.borderline(count.get()))?;
        borderline::print(&found, &config.cluster, global, term).map_err(output_error)?;
        return Ok(Status::Done);
    }
    let (inputs, decisions) = (&args.inputs, Decisions::default());
    let batch = Batch { command: "cluster", inputs, config, until: Until::Clusters, decisions };
    let output = args.output.as_deref().expect("clap requires an output unless pairs are explained");
    let counts = batch.cluster_external(output, global, term)?;
    summarize(&counts, &format!("unspin repair {} -o DIR", typed(&args.inputs)), global, term)?;
    Ok(Status::Done)
}

/// All documents with their links. Records that could not be read are reported.
fn compared(args: &Cluster, config: &Config, global: &Global, term: &Term) -> Result<PairInspector, End> {
    let paths = &args.inputs.paths;
    let mut failures = Failures::new(global, term, paths, None)?;
    let progress = term.progress("working");
    let found =
        pipeline::with_jobs(global.jobs, || PairInspector::records(unspin::read::open(paths, &config.read)?, config))??;
    drop(progress);
    found.failures.iter().for_each(|failure| failures.add(failure.clone()));
    if term.verbose() {
        found.skipped.iter().for_each(|skipped| term.say(&skipped.message));
    }
    failures.settle(found.len())?;
    Ok(found)
}
