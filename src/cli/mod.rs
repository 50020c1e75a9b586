//! The command line: parses arguments, writes results to stdout and messages to stderr, and returns an
//! exit status.

mod args;
mod batch;
mod borderline;
mod clean;
mod cluster;
mod config;
mod diff;
mod explain;
mod explain_repair;
mod failures;
mod generate;
mod golden;
mod interrupt;
mod lexicon;
mod manual;
mod normalize;
mod pair;
mod repair;
mod review;
mod segment;
mod settings;
mod stream;
mod term;

use std::io::{self, Write};
use std::process::ExitCode;

use anstream::ColorChoice;
use clap::Parser;
use unspin::error::Error;
use unspin::report::visible;

use args::{Cli, Command};
use term::Term;

/// The outcome of a command that ran to its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Status {
    /// The command is done.
    Done,
    /// The command is done and found a difference, as `--check` and `golden check` report it.
    Differs,
}

/// Why a command ended early.
#[derive(Debug)]
enum End {
    /// The reader of stdout closed the pipe, which is not an error.
    Closed,
    /// The user interrupted it; complete records were kept.
    Interrupted,
    /// An error stopped it.
    Failed(Error),
}

impl From<Error> for End {
    fn from(error: Error) -> Self {
        End::Failed(error)
    }
}

impl From<unspin::report::Stop> for End {
    fn from(stop: unspin::report::Stop) -> Self {
        match stop {
            unspin::report::Stop::Failed(error) => End::Failed(error),
            unspin::report::Stop::Interrupted => End::Interrupted,
        }
    }
}

/// Classifies an error of writing to stdout.
fn output_error(source: io::Error) -> End {
    match source.kind() {
        io::ErrorKind::BrokenPipe => End::Closed,
        _ => End::Failed(Error::Write { path: "standard output".into(), source }),
    }
}

/// The result of writing an answer that the exit status gives as well: if the reader closes the pipe
/// early, the command continues to its exit status.
fn ignore_closed_pipe(written: io::Result<()>) -> Result<(), End> {
    match written.map_err(output_error) {
        Err(End::Closed) => Ok(()),
        other => other,
    }
}

/// Parses the arguments and runs the command.
pub(crate) fn main() -> ExitCode {
    let Cli { command, global } = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => return unparsed(&error),
    };
    let term = Term::new(&global);
    interrupt::listen();
    let outcome = match &command {
        Command::Clean(args) => clean::run(args, &global, &term),
        Command::Normalize(args) => normalize::run(args, &global, &term),
        Command::Segment(args) => segment::run(args, &global, &term),
        Command::Cluster(args) => cluster::run(args, &global, &term),
        Command::Repair(args) => repair::run(args, &global, &term),
        Command::Review(args) => review::run(args, &global, &term),
        Command::Golden(args) => golden::run(args, &global, &term),
        Command::Explain(args) => explain::run(args, &global, &term),
        Command::Config(args) => config::run(args, &global, &term),
        Command::Generate(args) => generate::run(args, &term),
        Command::Lexicon(args) => lexicon::run(args, &global, &term),
        Command::ExplainRepair(args) => explain_repair::run(args, &global, &term),
    };
    match outcome {
        Ok(Status::Done) | Err(End::Closed) => ExitCode::SUCCESS,
        Ok(Status::Differs) => ExitCode::from(1),
        Err(End::Failed(error)) => {
            match &error {
                Error::Config(wrong) => term.misconfigured(wrong),
                other => term.error(&other.to_string()),
            }
            ExitCode::from(2)
        }
        Err(End::Interrupted) => ExitCode::from(interrupt::status()),
    }
}

/// Prints the requested help, or the error in the arguments.
fn unparsed(error: &clap::Error) -> ExitCode {
    let arguments: Vec<String> = std::env::args_os().map(|one| one.to_string_lossy().into_owned()).collect();
    let asked = |when: &str| {
        arguments.iter().any(|one| one.strip_prefix("--color=") == Some(when))
            || arguments.windows(2).any(|pair| pair[0] == "--color" && pair[1] == when)
    };
    let color = match (asked("never"), asked("always")) {
        (true, _) => ColorChoice::Never,
        (_, true) => ColorChoice::Always,
        _ => ColorChoice::Auto,
    };
    // Arguments may be file names that others chose, so control characters are made visible.
    let text = match arguments.iter().any(|one| visible(one) != *one) {
        true => error.render().to_string().lines().map(|line| visible(line) + "\n").collect(),
        false => error.render().ansi().to_string(),
    };
    if error.use_stderr() {
        let _ = term::stderr(color).write_all(text.as_bytes());
        return ExitCode::from(2);
    }
    match term::stdout(color).write_all(text.as_bytes()).map_err(output_error) {
        Err(End::Failed(why)) => {
            let _ = writeln!(io::stderr().lock(), "error: {why}");
            ExitCode::from(2)
        }
        _ => ExitCode::SUCCESS,
    }
}
