//! `unspin generate`: completions and man pages, written from the arguments themselves.

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
            let mut root = told_whole(Cli::command());
            root.build();
            pages(&root, output)?;
            term.next(&format!("man -l {}", quoted_path(&output.join("unspin.1"))));
        }
    }
    Ok(Status::Done)
}

/// The command, with the flags that `-h` leaves out for want of room: a page without their words would be half a page.
fn told_whole(command: Command) -> Command {
    command.mut_args(|arg| arg.hide_short_help(false)).mut_subcommands(told_whole)
}

/// A page for the command and for each below it.
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

/// A page: what the arguments say of themselves, then examples and the manual, in lines as they were written.
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

/// The prose of a manual, and its sections: titles, which end with a colon, and the lines below.
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

/// Words as roff takes them: nothing in them is a command, and a hyphen stays one, so that examples can be typed.
fn roff(text: &str) -> String {
    let mut out = String::new();
    for line in text.lines() {
        let line = line.replace('\\', r"\e").replace('-', r"\-").replace('\'', r"\(aq").replace('`', r"\(ga");
        let _ = writeln!(out, "{}{line}", if line.starts_with('.') { r"\&" } else { "" });
    }
    out
}

/// Characters beyond ASCII by their numbers, which every roff knows.
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
    fn words_are_no_commands_of_roff() {
        assert_eq!(roff(".x it's -o \\ `a`"), "\\&.x it\\(aqs \\-o \\e \\(gaa\\(ga\n");
        assert_eq!(ascii("a…⟨"), "a\\[u2026]\\[u27E8]");
    }

    #[test]
    fn a_manual_falls_into_prose_and_sections() {
        let (prose, sections) = parts("One: two.\n\nExit status:\n  0    done\n  2    stopped\n\nThree.");
        assert_eq!(prose, "One: two.\n\nThree.");
        assert_eq!(sections, [("Exit status", "  0    done\n  2    stopped")]);
    }
}
