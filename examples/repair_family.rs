//! The repairs of one family of articles, each with its evidence.
//!
//! ```text
//! cargo run --release --example repair_family -- corpus/*.txt
//! ```

use std::io::Write;
use std::path::PathBuf;

use unspin::config::Config;
use unspin::model::Stance;
use unspin::pipeline::{self, Until};

/// Tells every repair of the texts in `inputs`: what was done with it, how sure it is, and who spoke for and against.
pub(crate) fn run(inputs: &[PathBuf], mut output: impl Write) -> Result<(), Box<dyn std::error::Error>> {
    let report = pipeline::run(inputs, &Config::default(), Until::Repaired)?;
    for repair in report.documents.iter().flat_map(|document| document.repairs()) {
        let (verdict, sure) = (repair.verdict.name(), repair.confidence);
        writeln!(output, "{}: {:?} -> {:?} ({verdict}, {sure:.2})", repair.doc, repair.before, repair.after)?;
        for witness in &repair.witnesses {
            let side = if witness.stance == Stance::For { "for" } else { "against" };
            writeln!(output, "    {side}: {:?} in {}", witness.text, witness.doc)?;
        }
    }
    Ok(())
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let inputs: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    run(&inputs, std::io::stdout().lock())
}
