//! What the commands share that walk with all documents: claim the place, walk, tell, write.

use std::path::Path;
use std::time::Instant;

use unspin::config::Config;
use unspin::model::{Counts, Failure, RunReport, Timing};
use unspin::pipeline::{self, Until};
use unspin::report::{self, About, Destination, Files, Notes};

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
    /// Finds links and clusters in bounded memory, and writes them; the folder is checked first and written last.
    pub fn survey(self, output: &Path, global: &Global, term: &Term) -> Result<Counts, End> {
        let paths = &self.inputs.paths;
        let destination = Destination::claim(output, paths)?;
        let mut failures = Failures::new(global, term, paths, Some(&destination))?;

        let progress = term.progress("working");
        let begin = Instant::now();
        // Temporary files go to the disk where the results will: what else is there may be small, or memory.
        let folder = destination.path().parent().unwrap_or(destination.path());
        let survey = pipeline::with_jobs(global.jobs, || pipeline::survey(paths, &self.config, folder))??;
        let timings = [total(begin)];
        drop(progress);

        self.tell_notes((&survey.failures, &survey.skipped, &timings), &mut failures, term);
        failures.settle(survey.counts.documents)?;

        interrupt::enter(Phase::Writing);
        let notes = Notes { failures: &survey.failures, skipped: &survey.skipped, timings: &timings };
        report::write_clusters(
            &destination,
            survey.links(),
            survey.clusters(),
            (survey.counts.clone(), notes),
            &self.about(),
            &interrupt::interrupted,
        )?;
        interrupt::enter(Phase::Working);
        Ok(survey.counts)
    }

    /// Walks; with an output folder, checks that first and writes it last.
    pub fn run(self, output: Option<(&Path, Files)>, global: &Global, term: &Term) -> Result<RunReport, End> {
        let paths = &self.inputs.paths;
        let destination = output.map(|(folder, _)| Destination::claim(folder, paths)).transpose()?;
        let mut failures = Failures::new(global, term, paths, destination.as_ref())?;

        let progress = term.progress("working");
        let begin = Instant::now();
        let mut report = pipeline::with_jobs(global.jobs, || pipeline::run(paths, &self.config, self.until))??;
        report.timings.push(total(begin));
        drop(progress);

        self.tell_notes((&report.failures, &report.skipped, &report.timings), &mut failures, term);
        failures.settle(report.documents.len())?;

        if let (Some(destination), Some((_, files))) = (&destination, output) {
            interrupt::enter(Phase::Writing);
            report::write(destination, files, &report, &self.about(), &interrupt::interrupted)?;
            interrupt::enter(Phase::Working);
        }
        Ok(report)
    }

    /// Tells what failed and, if asked to, what was passed over and how long each stage took.
    fn tell_notes(
        &self,
        (failed, skipped, timings): (&[Failure], &[Failure], &[Timing]),
        failures: &mut Failures,
        term: &Term,
    ) {
        for failure in failed {
            failures.add(failure.clone());
        }
        if term.verbose() {
            for skipped in skipped {
                term.say(&skipped.message);
            }
            for timing in timings {
                term.say(&format!("{} took {} ms", timing.stage, timing.wall_ms));
            }
        }
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
pub fn tell(counts: &Counts, next: &str, global: &Global, term: &Term) -> Result<(), End> {
    if global.format == Some(Format::Jsonl) {
        return report::write_row(&mut std::io::stdout().lock(), counts).map_err(super::output_error);
    }
    term.summary(&report::summary_of(counts));
    term.next(next);
    Ok(())
}

/// The time since the beginning.
fn total(begin: Instant) -> Timing {
    Timing { stage: "total".into(), wall_ms: u64::try_from(begin.elapsed().as_millis()).unwrap_or(u64::MAX) }
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
