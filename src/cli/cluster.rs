//! `unspin cluster`: links and clusters.

use unspin::pipeline::Until;
use unspin::report::Files;

use super::args::{Cluster, Global};
use super::batch::{Batch, Decisions, tell, typed};
use super::term::Term;
use super::{End, Status, configuration};

/// Writes `links.jsonl` and `clusters.jsonl`.
pub fn run(args: &Cluster, global: &Global, term: &Term) -> Result<Status, End> {
    let config = configuration(global, &args.inputs, None, args.merge)?;
    let batch = Batch {
        command: "cluster",
        inputs: &args.inputs,
        config,
        until: Until::Clusters,
        decisions: Decisions::default(),
    };
    let report = batch.run(Some((&args.output, Files::Clusters)), global, term)?;
    tell(&report, &format!("unspin repair {} -o DIR", typed(&args.inputs)), global, term)?;
    Ok(Status::Done)
}
