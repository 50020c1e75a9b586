//! What the commands share that walk with all documents: claim the place, walk, tell, write.

use std::path::{Path, PathBuf};
use std::time::Instant;

use unspin::config::Config;
use unspin::error::Error;
use unspin::model::{Decision, RunReport, Timing};
use unspin::pipeline::{self, Until};
use unspin::read;
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
    /// What readers decided.
    pub decisions: Decisions<'a>,
}

/// Files of decisions, the later ones over the earlier.
#[derive(Default)]
pub struct Decisions<'a> {
    /// The files.
    pub files: &'a [PathBuf],
    /// Whether those that match no repair are only told.
    pub skip_stale: bool,
}

impl Decisions<'_> {
    fn read(&self) -> Result<Vec<Decision>, Error> {
        let all: Vec<Vec<Decision>> = self.files.iter().map(|file| read::decisions(file)).collect::<Result<_, _>>()?;
        Ok(all.concat())
    }

    /// Tells of decisions that match nothing.
    fn settle(&self, stale: &[Decision], term: &Term) -> Result<(), Error> {
        /// So many are named.
        const NAMED: usize = 3;
        if stale.is_empty() {
            return Ok(());
        }
        let named: Vec<String> = stale
            .iter()
            .take(NAMED)
            .map(|one| match (one.before.as_str(), one.after.as_str()) {
                ("", "") => report::visible(&one.id),
                (before, after) => report::visible(&format!("{} ({before:?} -> {after:?} in {})", one.id, one.doc)),
            })
            .collect();
        let more = if stale.len() > NAMED { format!(" and {} more", stale.len() - NAMED) } else { String::new() };
        let (count, verb) = if stale.len() == 1 {
            ("a decision".to_owned(), "matches")
        } else {
            (format!("{} decisions", stale.len()), "match")
        };
        let what = format!("{count} {verb} no repair of this run: {}{more}", named.join(", "));
        if self.skip_stale {
            term.warn(&what);
            return Ok(());
        }
        Err(Error::Usage(format!(
            "{what}; the texts or their siblings have changed since: review them again, or go on with --skip-stale"
        )))
    }
}

impl Batch<'_> {
    /// Walks; with an output folder, checks that first and writes it last.
    pub fn run(self, output: Option<(&Path, Files)>, global: &Global, term: &Term) -> Result<RunReport, End> {
        let paths = &self.inputs.paths;
        let destination = output.map(|(folder, _)| Destination::claim(folder, paths)).transpose()?;
        let mut failures = Failures::new(global, term, paths, destination.as_ref())?;

        let decisions = self.decisions.read()?;

        let progress = term.progress("working");
        let begin = Instant::now();
        let mut report = pipeline::with_jobs(global.jobs, || pipeline::run(paths, &self.config, self.until))??;
        let wall_ms = u64::try_from(begin.elapsed().as_millis()).unwrap_or(u64::MAX);
        let stale = pipeline::decide(&mut report, &decisions);
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
        self.decisions.settle(&stale, term)?;

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
