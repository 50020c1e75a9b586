//! What the commands share that walk with all documents: claim the place, walk, tell, write.

use std::path::Path;
use std::time::Instant;

use unspin::config::Config;
use unspin::model::{RunReport, Timing};
use unspin::pipeline::{self, Until};
use unspin::report::{self, About, Destination, Files};

use super::End;
use super::args::{Format, Global, Inputs};
use super::failures::Failures;
use super::interrupt::{self, Phase};
use super::term::Term;

/// A walk and the place where its results go.
pub struct Batch<'a> {
    /// The subcommand.
    pub command: &'static str,
    /// Where records come from.
    pub inputs: &'a Inputs,
    /// Every setting.
    pub config: Config,
    /// How far to walk.
    pub until: Until,
}

impl Batch<'_> {
    /// Walks; with an output folder, checks that first and writes it last.
    pub fn run(self, output: Option<(&Path, Files)>, global: &Global, term: &Term) -> Result<RunReport, End> {
        let paths = &self.inputs.paths;
        let destination = output.map(|(folder, _)| Destination::claim(folder, paths)).transpose()?;
        let mut failures = Failures::new(global, term, paths, destination.as_ref())?;

        let progress = term.progress("working");
        let begin = Instant::now();
        let mut report = pipeline::with_jobs(global.jobs, || pipeline::run(paths, &self.config, self.until))??;
        let wall_ms = u64::try_from(begin.elapsed().as_millis()).unwrap_or(u64::MAX);
        report.timings.push(Timing { stage: "total".into(), wall_ms });
        drop(progress);

        for failure in &report.failures {
            failures.add(failure.clone());
        }
        if term.verbose() {
            for skipped in &report.skipped {
                term.say(&skipped.message);
            }
            for timing in &report.timings {
                term.say(&format!("{} took {} ms", timing.stage, timing.wall_ms));
            }
        }
        failures.settle(report.documents.len())?;

        if let (Some(destination), Some((_, files))) = (&destination, output) {
            interrupt::enter(Phase::Writing);
            report::write(destination, files, &report, &self.about(), &interrupt::interrupted)?;
            interrupt::enter(Phase::Working);
        }
        Ok(report)
    }

    fn about(&self) -> About {
        About {
            command: self.command,
            inputs: self.inputs.paths.iter().map(|path| path.display().to_string()).collect(),
            config: serde_json::to_value(&self.config).unwrap_or_default(),
        }
    }
}

/// Tells people what a run came to, or programs, as one object on standard output.
pub fn tell(report: &RunReport, next: &str, global: &Global, term: &Term) -> Result<(), End> {
    if global.format == Some(Format::Jsonl) {
        let counts = report::Counts::of(report);
        return report::write_row(&mut std::io::stdout().lock(), &counts).map_err(super::output_error);
    }
    term.summary(&report::summary(report));
    term.next(next);
    Ok(())
}

/// Paths as they can be typed again.
pub fn typed(inputs: &Inputs) -> String {
    let paths: Vec<String> = inputs.paths.iter().map(|path| quoted(&path.display().to_string())).collect();
    paths.join(" ")
}

/// A word for the shell.
pub fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "/._-+,=@%:".contains(c);
    if !word.is_empty() && word.chars().all(plain) { word.into() } else { format!("'{}'", word.replace('\'', r"'\''")) }
}
