//! `unspin cluster`: links and clusters.

use unspin::pipeline::Until;

use super::args::{Cluster, Global};
use super::batch::{Batch, tell, typed};
use super::term::Term;
use super::{End, Status, configuration};

/// Writes `links.jsonl` and `clusters.jsonl`.
pub fn run(args: &Cluster, global: &Global, term: &Term) -> Result<Status, End> {
    let mut config = configuration(global, &args.inputs, None, args.merge)?;
    if let Some(memory) = args.memory {
        config.cluster.memory = memory;
    }
    let batch = Batch { command: "cluster", inputs: &args.inputs, config, until: Until::Clusters };
    let counts = batch.survey(&args.output, global, term)?;
    tell(&counts, &format!("unspin repair {} -o DIR", typed(&args.inputs)), global, term)?;
    Ok(Status::Done)
}
