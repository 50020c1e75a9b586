//! The command line: arguments in, data on standard output, talk on standard error, an exit status.

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

/// What a command that went through found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Status {
    /// All is done.
    Done,
    /// All is done, and something differs.
    Differs,
}

/// Why a command ended early.
#[derive(Debug)]
enum End {
    /// Nobody reads on: that is their right.
    Closed,
    /// The user stopped it; whole records are kept.
    Interrupted,
    /// It cannot go on.
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

/// An error of writing to standard output.
fn output_error(source: io::Error) -> End {
    match source.kind() {
        io::ErrorKind::BrokenPipe => End::Closed,
        _ => End::Failed(Error::Write { path: "standard output".into(), source }),
    }
}

/// What came of writing an answer that the exit status gives as well: who reads no further still has it.
fn heard(written: io::Result<()>) -> Result<(), End> {
    match written.map_err(output_error) {
        Err(End::Closed) => Ok(()),
        other => other,
    }
}

/// Parses the arguments and does what they say.
pub fn main() -> ExitCode {
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

/// Prints the help that was asked for, or what is wrong with the arguments.
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
    // Arguments may be names of files that others chose: what would steer the terminal is shown instead.
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
