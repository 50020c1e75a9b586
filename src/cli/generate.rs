//! `unspin generate`: writes shell completions and man pages from the definition of the arguments.

use std::fmt::Write as _;
use std::io::{self, Write};
use std::path::Path;

use clap::{Command, CommandFactory};
use clap_mangen::Man;
use unspin::error::Error;
use unspin::report;

use super::args::{Cli, Generate, Generated};
use super::batch::quoted_path;
use super::term::Term;
use super::{End, Status, output_error};

/// Writes completions or man pages.
pub(super) fn run(args: &Generate, term: &Term) -> Result<Status, End> {
    match &args.what {
        Generated::Completions { shell } => {
            // Into memory first, because the generator panics if the reader of stdout closes the pipe.
            let mut text = Vec::new();
            clap_complete::generate(*shell, &mut Cli::command(), "unspin", &mut text);
            std::io::stdout().lock().write_all(&text).map_err(output_error)?;
        }
        Generated::Man { output } => {
            let complain = |source| Error::Write { path: output.clone(), source };
            std::fs::create_dir_all(output).map_err(complain)?;
            let mut root = with_all_flags(Cli::command());
            root.build();
            pages(&root, output)?;
            term.next(&format!("man -l {}", quoted_path(&output.join("unspin.1"))));
        }
    }
    Ok(Status::Done)
}

/// The command with the flags that `-h` hides, so that the man page has all of them.
fn with_all_flags(command: Command) -> Command {
    command.mut_args(|arg| arg.hide_short_help(false)).mut_subcommands(with_all_flags)
}

/// Writes a man page for the command and for each of its subcommands.
fn pages(command: &Command, folder: &Path) -> Result<(), Error> {
    for below in command.get_subcommands().filter(|below| !below.is_hide_set()) {
        pages(below, folder)?;
    }
    let man = Man::new(command.clone());
    let file = folder.join(man.get_filename());
    let complain = |source| Error::Write { path: file.clone(), source };
    let text = page(&man, command).map_err(complain)?;
    report::replace_file(&file, &[], |out| out.write_all(text.as_bytes()).map_err(complain))
}

/// Renders a man page: the arguments, then the examples and the manual with their line breaks.
fn page(man: &Man, command: &Command) -> io::Result<String> {
    let (mut above, mut below) = (Vec::new(), Vec::new());
    man.render_title(&mut above)?;
    man.render_name_section(&mut above)?;
    man.render_synopsis_section(&mut above)?;
    man.render_description_section(&mut above)?;
    if command.get_arguments().any(|arg| !arg.is_hide_set()) {
        man.render_options_section(&mut below)?;
    }
    if command.has_subcommands() {
        man.render_subcommands_section(&mut below)?;
    }
    let manual = command.get_after_long_help().map(ToString::to_string).unwrap_or_default();
    let (prose, sections) = parts(&manual);
    let mut text = String::from_utf8_lossy(&above).into_owned();
    for paragraph in prose.split("\n\n").filter(|paragraph| !paragraph.is_empty()) {
        let _ = write!(text, ".PP\n{}", roff(paragraph));
    }
    text.push_str(&String::from_utf8_lossy(&below));
    let examples = command.get_before_help().map(ToString::to_string);
    let examples = examples.iter().map(|examples| ("Examples", examples.as_str()));
    for (title, lines) in examples.chain(sections) {
        let _ = write!(text, ".SH \"{}\"\n.nf\n{}.fi\n", title.to_uppercase(), roff(lines));
    }
    Ok(ascii(&text))
}

/// Divides a manual into prose and sections. A section has a title that ends with a colon, and lines.
fn parts(manual: &str) -> (String, Vec<(&str, &str)>) {
    let mut prose = Vec::new();
    let mut sections = Vec::new();
    for block in manual.split("\n\n") {
        match block.split_once(":\n") {
            Some((title, lines)) if !title.contains('\n') && lines.starts_with("  ") => sections.push((title, lines)),
            _ => prose.push(block),
        }
    }
    (prose.join("\n\n"), sections)
}

/// Escapes text for roff: no line is a command, and a hyphen stays a hyphen, so that examples can be
/// copied.
fn roff(text: &str) -> String {
    let mut out = String::new();
    for line in text.lines() {
        let line = line.replace('\\', r"\e").replace('-', r"\-").replace('\'', r"\(aq").replace('`', r"\(ga");
        let _ = writeln!(out, "{}{line}", if line.starts_with('.') { r"\&" } else { "" });
    }
    out
}

/// Writes characters beyond ASCII as numeric escapes, which every roff supports.
fn ascii(text: &str) -> String {
    text.chars().fold(String::new(), |mut out, c| {
        match c.is_ascii() {
            true => out.push(c),
            false => {
                let _ = write!(out, "\\[u{:04X}]", c as u32);
            }
        }
        out
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_escaped_for_roff() {
        assert_eq!(roff(".x it's -o \\ `a`"), "\\&.x it\\(aqs \\-o \\e \\(gaa\\(ga\n");
        assert_eq!(ascii("a…⟨"), "a\\[u2026]\\[u27E8]");
    }

    #[test]
    fn a_manual_is_divided_into_prose_and_sections() {
        let (prose, sections) = parts("One: two.\n\nExit status:\n  0    done\n  2    stopped\n\nThree.");
        assert_eq!(prose, "One: two.\n\nThree.");
        assert_eq!(sections, [("Exit status", "  0    done\n  2    stopped")]);
    }
}
