//! `unspin generate`: completions and man pages, written from the arguments themselves.

use std::io::Write;

use clap::CommandFactory;
use unspin::error::Error;

use super::args::{Cli, Generate, Generated};
use super::batch::quoted_path;
use super::term::Term;
use super::{End, Status, output_error};

/// Writes what was asked for.
pub fn run(args: &Generate, term: &Term) -> Result<Status, End> {
    match &args.what {
        Generated::Completions { shell } => {
            // Into memory first: a reader that has enough is no error, and the generator would take it for one.
            let mut text = Vec::new();
            clap_complete::generate(*shell, &mut Cli::command(), "unspin", &mut text);
            std::io::stdout().lock().write_all(&text).map_err(output_error)?;
        }
        Generated::Man { output } => {
            let complain = |source| Error::Write { path: output.clone(), source };
            std::fs::create_dir_all(output).map_err(complain)?;
            clap_mangen::generate_to(Cli::command(), output).map_err(complain)?;
            term.next(&format!("man -l {}", quoted_path(&output.join("unspin.1"))));
        }
    }
    Ok(Status::Done)
}
