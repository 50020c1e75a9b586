//! Runs the pipeline for the commands that process all documents: checks the output folder, runs, reports
//! failures, and writes.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::time::Instant;

use unspin::config::Config;
use unspin::error::Error;
use unspin::model::{Counts, Decision, Failure, RunReport, Timing};
use unspin::pipeline::{self, Until};
use unspin::read;
use unspin::report::{self, About, Destination, Files, Notes};

use super::End;
use super::args::{Format, Global, Inputs};
use super::failures::Failures;
use super::interrupt::{self, Phase};
use super::term::Term;

/// A run of the pipeline over some inputs.
pub(super) struct Batch<'a> {
    /// The subcommand.
    pub command: &'static str,
    /// The inputs.
    pub inputs: &'a Inputs,
    /// Every setting.
    pub config: Config,
    /// The last step to run.
    pub until: Until,
    /// The decisions of reviewers.
    pub decisions: Decisions<'a>,
}

/// Files of decisions; a later file overrides an earlier one.
#[derive(Default)]
pub(super) struct Decisions<'a> {
    /// The files.
    pub files: &'a [PathBuf],
    /// Whether a decision that matches no repair gives a warning instead of an error.
    pub skip_stale: bool,
}

impl Decisions<'_> {
    fn read(&self) -> Result<Vec<Decision>, Error> {
        let all: Vec<Vec<Decision>> = self.files.iter().map(|file| read::decisions(file)).collect::<Result<_, _>>()?;
        Ok(all.concat())
    }

    /// Reports decisions that match no repair.
    fn settle(&self, stale: &[Decision], term: &Term) -> Result<(), Error> {
        /// How many of them the message names.
        const NAMED: usize = 3;
        if stale.is_empty() {
            return Ok(());
        }
        let named: Vec<String> = stale
            .iter()
            .take(NAMED)
            .map(|one| match (&one.before, &one.after) {
                (Some(before), Some(after)) => {
                    let doc = one.doc.as_deref().unwrap_or_default();
                    report::visible(&format!("{} ({before:?} -> {after:?} in {doc})", one.id))
                }
                _ => report::visible(&one.id),
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
        Err(Error::Command(format!(
            "{what}; the texts or their siblings have changed since the review: review them again, or use --skip-stale"
        )))
    }
}

impl Batch<'_> {
    /// Finds links and clusters in bounded memory and writes them. The output folder is checked first and
    /// written last.
    pub(super) fn cluster_external(self, output: &Path, global: &Global, term: &Term) -> Result<Counts, End> {
        let paths = &self.inputs.paths;
        let destination = Destination::claim(output, paths)?;
        let mut failures = Failures::new(global, term, paths, Some(&destination))?;

        let progress = term.progress("working");
        let begin = Instant::now();
        // Temporary files go to the disk of the results, because the system's folder may be small or in memory.
        let folder = destination.path().parent().unwrap_or(destination.path());
        let records = read::open(paths, &self.config.read)?;
        let found = pipeline::with_jobs(global.jobs, || pipeline::cluster_external(records, &self.config, folder))??;
        let timings = [total(begin)];
        drop(progress);

        self.report_notes((&found.failures, &found.skipped, &timings), &mut failures, term);
        failures.settle(found.counts.documents)?;

        interrupt::enter(Phase::Writing);
        let notes = Notes { failures: &found.failures, skipped: &found.skipped, timings: &timings };
        report::write_clusters(
            &destination,
            found.links(),
            found.clusters(),
            (found.counts.clone(), notes),
            &self.about(),
            &interrupt::interrupted,
        )?;
        interrupt::enter(Phase::Working);
        Ok(found.counts)
    }

    /// Runs the pipeline. An output folder is checked first and written last.
    pub(super) fn run(self, output: Option<(&Path, Files)>, global: &Global, term: &Term) -> Result<RunReport, End> {
        let paths = &self.inputs.paths;
        let destination = output.map(|(folder, _)| Destination::claim(folder, paths)).transpose()?;
        let mut failures = Failures::new(global, term, paths, destination.as_ref())?;

        let decisions = self.decisions.read()?;

        let progress = term.progress("working");
        let begin = Instant::now();
        let mut report = pipeline::with_jobs(global.jobs, || pipeline::run(paths, &self.config, self.until))??;
        let stale = pipeline::decide(&mut report, &decisions);
        report.timings.push(total(begin));
        drop(progress);

        self.report_notes((&report.failures, &report.skipped, &report.timings), &mut failures, term);
        failures.settle(report.documents.len())?;
        self.decisions.settle(&stale, term)?;

        if let (Some(destination), Some((_, files))) = (&destination, output) {
            interrupt::enter(Phase::Writing);
            report::write(destination, files, &report, &self.about(), &interrupt::interrupted)?;
            interrupt::enter(Phase::Working);
        }
        Ok(report)
    }

    /// Reports failures and, with `--verbose`, skipped files and the time of each stage.
    fn report_notes(
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

/// Prints the summary of a run: for people on stderr, or for programs as one object on stdout.
pub(super) fn summarize(counts: &Counts, next: &str, global: &Global, term: &Term) -> Result<(), End> {
    if global.format == Some(Format::Jsonl) {
        return report::write_row(&mut std::io::stdout().lock(), counts).map_err(super::output_error);
    }
    term.summary(&report::summary(counts));
    term.next(next);
    Ok(())
}

/// Checks that a folder contains the repairs of a run.
pub(super) fn has_repairs(folder: &Path) -> Result<(), Error> {
    if report::read_run(folder)?.has("repairs.jsonl") {
        return Ok(());
    }
    let folder = folder.display();
    Err(Error::Malformed(format!(
        "{folder} contains no repairs.jsonl: name a run folder that unspin clean or unspin repair wrote"
    )))
}

/// The wall time since `begin`.
fn total(begin: Instant) -> Timing {
    Timing { stage: "total".into(), wall_ms: u64::try_from(begin.elapsed().as_millis()).unwrap_or(u64::MAX) }
}

/// The input paths, quoted for a shell.
pub(super) fn typed(inputs: &Inputs) -> String {
    let standard_input = |path: &PathBuf| path.as_os_str() == "-";
    let word = |path: &PathBuf| if standard_input(path) { "-".into() } else { quoted_path(path) };
    inputs.paths.iter().map(word).collect::<Vec<String>>().join(" ")
}

/// A path quoted for a shell; a leading hyphen is protected, because commands read it as a flag.
pub(super) fn quoted_path(path: &Path) -> String {
    match path.as_os_str().as_encoded_bytes().first() {
        Some(b'-') => quoted(Path::new(".").join(path)),
        _ => quoted(path),
    }
}

/// A word quoted for a shell. Invisible characters and bytes that are not UTF-8 are written as escapes,
/// which bash, zsh, ksh and fish 4 understand.
pub(super) fn quoted(word: impl AsRef<OsStr>) -> String {
    let plain = |c: char| c.is_alphanumeric() || "/._-+,=@%:".contains(c);
    let bytes = word.as_ref().as_encoded_bytes();
    match std::str::from_utf8(bytes) {
        Ok(text) if report::visible(text) == text => match !text.is_empty() && text.chars().all(plain) {
            true => text.into(),
            false => format!("'{}'", text.replace('\'', r"'\''")),
        },
        _ => {
            let mut out = String::from("$'");
            for chunk in bytes.utf8_chunks() {
                for c in chunk.valid().chars() {
                    let text = c.to_string();
                    match c {
                        '\'' | '\\' => out.extend(['\\', c]),
                        _ if report::visible(&text) == text => out.push(c),
                        _ => out.extend(text.bytes().map(|byte| format!("\\x{byte:02x}"))),
                    }
                }
                out.extend(chunk.invalid().iter().map(|byte| format!("\\x{byte:02x}")));
            }
            out + "'"
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_quoted_for_a_shell() {
        for (word, wanted) in [
            ("a/b-c.txt", "a/b-c.txt"),
            ("", "''"),
            ("it's $HOME", r"'it'\''s $HOME'"),
            ("a\nb'\u{202e}", r"$'a\x0ab\'\xe2\x80\xae'"),
        ] {
            assert_eq!(quoted(word), wanted);
        }
        assert_eq!(quoted_path(Path::new("-x.txt")), "./-x.txt");
        #[cfg(unix)]
        {
            use std::os::unix::ffi::OsStrExt;
            assert_eq!(quoted(OsStr::from_bytes(b"br\xf6ken")), r"$'br\xf6ken'");
        }
    }
}
