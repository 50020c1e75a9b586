//! The command line: arguments in, data on standard output, talk on standard error, an exit status.

mod args;
mod batch;
mod borderline;
mod clean;
mod cluster;
mod config_show;
mod diff;
mod explain;
mod explain_repair;
mod failures;
mod generate;
mod golden;
mod interrupt;
mod lexicon;
mod normalize;
mod pair;
mod repair;
mod review;
mod segment;
mod stream;
mod term;

use std::io;
use std::path::Path;
use std::process::ExitCode;

use clap::Parser;
use unspin::config::{self, Config};
use unspin::error::Error;

use args::{Cli, Command, Global, Inputs, Knowing, Linking, Rules};
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

/// Parses the arguments and does what they say.
pub fn main() -> ExitCode {
    let Cli { command, global } = Cli::parse();
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
        Command::Config(args) => config_show::run(args, &global, &term),
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
        Err(End::Interrupted) => ExitCode::from(interrupt::STATUS),
    }
}

/// The configuration: defaults, then the file, then the flags.
fn configuration(
    global: &Global,
    inputs: &Inputs,
    rules: Option<&Rules>,
    linking: Option<&Linking>,
) -> Result<Config, End> {
    let mut config = match &global.config {
        None => Config::default(),
        Some(path) => config_file(path)?,
    };
    if let Some(field) = &inputs.id_field {
        config.read.id_field.clone_from(field);
    }
    if let Some(field) = &inputs.text_field {
        config.read.text_field.clone_from(field);
    }
    if let Some(size) = inputs.max_record {
        config.read.max_record = size;
    }
    if let Some(rules) = rules {
        let normalize = &mut config.normalize;
        normalize.quotes = rules.quotes.map_or(normalize.quotes, Into::into);
        normalize.dashes = rules.dashes.map_or(normalize.dashes, Into::into);
        normalize.profile = rules.profile.map_or(normalize.profile, Into::into);
        if !rules.only.is_empty() {
            normalize.only.clone_from(&rules.only);
        }
        if !rules.skip.is_empty() {
            normalize.skip.clone_from(&rules.skip);
        }
    }
    unspin::normalize::check(&config.normalize)?;
    if let Some(linking) = linking {
        let cluster = &mut config.cluster;
        cluster.merge = linking.merge.map_or(cluster.merge, Into::into);
        cluster.threshold = linking.threshold.unwrap_or(cluster.threshold);
    }
    Ok(config)
}

impl Knowing {
    /// The configuration with the lexicon of another run, if one is named.
    fn added_to(&self, mut config: Config) -> Config {
        if let Some(path) = &self.lexicon {
            config.repair.lexicon.clone_from(path);
        }
        config
    }
}

fn config_file(path: &Path) -> Result<Config, Error> {
    let bytes = std::fs::read(path).map_err(|source| Error::Read { path: path.to_owned(), source })?;
    let text = String::from_utf8(bytes).map_err(|error| {
        Error::Usage(format!("{}: byte {} is not UTF-8", path.display(), error.utf8_error().valid_up_to()))
    })?;
    config::from_toml(&text, &path.display().to_string())
}
