//! Prints word differences for people.

use std::io::{self, Write};

use unspin::model::RunReport;
use unspin::report::{self, Piece};

use super::term::{DIM, GONE, GOOD, HEAD, Term, one_line};

/// How many words are shown on each side of a difference.
const CONTEXT_WORDS: usize = 5;

/// Prints the differences between the original and the result of each document.
pub(super) fn documents(report: &RunReport, jsonl: bool, term: &Term) -> io::Result<()> {
    if jsonl {
        let mut out = io::BufWriter::new(io::stdout().lock());
        for document in &report.documents {
            for row in document.edit_rows() {
                report::write_row(&mut out, &row)?;
            }
            for repair in document.repairs() {
                report::write_row(&mut out, repair)?;
            }
        }
        return out.flush();
    }
    let mut out = term.page();
    for document in &report.documents {
        let (before, after) = (document.original(), document.text());
        if before != after {
            words(&mut out, document.id(), before, after)?;
        }
    }
    out.flush()
}

/// Prints one line for each difference, under the name of the text.
pub(super) fn words(out: &mut dyn Write, name: &str, before: &str, after: &str) -> io::Result<()> {
    writeln!(out, "{HEAD}{}{HEAD:#}", one_line(name))?;
    let mut open = false;
    for piece in report::hunks(&report::diff_words(before, after), CONTEXT_WORDS) {
        if piece == Piece::Omitted {
            if open {
                writeln!(out, " {DIM}…{DIM:#}")?;
            }
            open = false;
            continue;
        }
        if !open {
            write!(out, "  {DIM}…{DIM:#} ")?;
            open = true;
        }
        match piece {
            Piece::Equal(text) => write!(out, "{}", one_line(text))?,
            Piece::Removed(text) => write!(out, "{GONE}[-{}-]{GONE:#}", report::revealed_line(text))?,
            Piece::Added(text) => write!(out, "{GOOD}{{+{}+}}{GOOD:#}", report::revealed_line(text))?,
            Piece::Omitted => {}
        }
    }
    if open {
        writeln!(out)?;
    }
    writeln!(out)
}
