//! Writes a run folder in one call.

use std::path::{Path, PathBuf};

use serde::Serialize;

use super::{About, Destination, Files, Stop, write};
use crate::error::Result;
use crate::model::RunReport;

/// Writes every file of a run into `folder`, whole or not at all, as `unspin clean INPUTS -o
/// FOLDER` does. An earlier run there is replaced; a folder with anything else in it is refused.
/// `inputs` and `config` are those of the run.
///
/// ```
/// use unspin::{config::Config, pipeline::{self, Until}, report};
///
/// let home = tempfile::tempdir()?;
/// let (inputs, config) = ([home.path().join("in")], Config::default());
/// std::fs::create_dir(&inputs[0])?;
/// std::fs::write(inputs[0].join("ferry.txt"), "The ferry sailed at noon.Our reporter was on board of the old ship.\n")?;
///
/// let run = pipeline::run(&inputs, &config, Until::Repaired)?;
/// report::save(home.path().join("out"), &inputs, &config, &run)?;
///
/// let text = std::fs::read_to_string(home.path().join("out/text/ferry.txt"))?;
/// assert_eq!(text, "The ferry sailed at noon. Our reporter was on board of the old ship.\n");
/// let edits = std::fs::read_to_string(home.path().join("out/edits.jsonl"))?;
/// assert_eq!(edits, "{\"doc\":\"ferry.txt\",\"start\":25,\"end\":25,\"before\":\"\",\"after\":\" \",\"rule\":\"glue.sentence\"}\n");
///
/// // It does not write over its inputs.
/// assert!(report::save(&inputs[0], &inputs, &config, &run).is_err());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// If the folder is refused or cannot be written; then its earlier content is still there.
///
/// # Panics
/// If `config` cannot be written as JSON.
pub fn save(
    folder: impl AsRef<Path>,
    inputs: &[impl AsRef<Path>],
    config: &impl Serialize,
    report: &RunReport,
) -> Result<()> {
    let inputs: Vec<PathBuf> = inputs.iter().map(|input| input.as_ref().to_owned()).collect();
    let destination = Destination::claim(folder.as_ref(), &inputs)?;
    let about = About {
        command: "clean",
        inputs: inputs.iter().map(|input| input.display().to_string()).collect(),
        config: serde_json::to_value(config).expect("a configuration is plain data"),
    };
    write(&destination, Files::Everything, report, &about, &|| false).map_err(|stop| match stop {
        Stop::Failed(error) => error,
        Stop::Interrupted => unreachable!("it is never interrupted"),
    })
}
