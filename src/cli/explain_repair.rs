//! `unspin explain-repair`: one repair of a run folder, with everything that spoke for and against it.

use std::collections::BTreeSet;
use std::io::{self, Write};
use std::path::Path;

use serde_json::Value;
use unspin::error::Error;
use unspin::model::feature;
use unspin::report;

use super::args::{ExplainRepair, Format, Global};
use super::batch::has_repairs;
use super::term::{DIM, GONE, GOOD, HEAD, Term, one_line};
use super::{End, Status, output_error};

/// Finds the repair and prints it.
pub fn run(args: &ExplainRepair, global: &Global, term: &Term) -> Result<Status, End> {
    has_repairs(&args.dir)?;
    let path = args.dir.join("repairs.jsonl");
    let found = rows(&path, |row| text(row, "id").starts_with(&args.id))?;
    let row = match &found[..] {
        [row] => row,
        [] => {
            return Err(Error::Usage(format!(
                "{} has no repair {:?}; each line of it begins with an id, and report.html shows them",
                path.display(),
                args.id
            ))
            .into());
        }
        [..] => {
            let message = format!("{} repairs begin with {:?}: give more of the id", found.len(), args.id);
            return Err(Error::Usage(message).into());
        }
    };
    let mut out = term.page();
    match global.format {
        Some(Format::Jsonl) => report::write_row(&mut out, row),
        _ => page(&mut out, row, &silent(&args.dir, row)?),
    }
    .and_then(|()| out.flush())
    .map_err(output_error)?;
    Ok(Status::Done)
}

/// The rows of a file for which `wanted` holds.
fn rows(path: &Path, wanted: impl Fn(&Value) -> bool) -> Result<Vec<Value>, End> {
    let mut found = Vec::new();
    report::read_rows(path, |row| {
        if wanted(&row) {
            found.push(row);
        }
    })?;
    Ok(found)
}

/// The documents linked to that of the repair that say nothing about it. A folder of `unspin repair` holds no links.
fn silent(dir: &Path, row: &Value) -> Result<BTreeSet<String>, End> {
    let path = dir.join("links.jsonl");
    if !path.exists() {
        return Ok(BTreeSet::new());
    }
    let doc = text(row, "doc");
    let heard: BTreeSet<&str> = list(row, "witnesses").iter().map(|witness| text(witness, "doc")).collect();
    let links = rows(&path, |link| text(link, "a") == doc || text(link, "b") == doc)?;
    let other =
        |link: &Value| if text(link, "a") == doc { text(link, "b").to_owned() } else { text(link, "a").to_owned() };
    Ok(links.iter().map(other).filter(|other| !heard.contains(other.as_str())).collect())
}

fn page(out: &mut dyn Write, row: &Value, silent: &BTreeSet<String>) -> io::Result<()> {
    let (id, kind, doc) = (shown(row, "id"), shown(row, "kind"), shown(row, "doc"));
    writeln!(out, "{HEAD}{id}{HEAD:#} {kind} in {doc}")?;
    let [before, after] = ["before", "after"].map(|field| report::revealed_line(text(row, field)));
    writeln!(out, "  {GONE}{before}{GONE:#}\n  {GOOD}{after}{GOOD:#}")?;
    writeln!(out, "  bytes {} to {} of the original", row["start"], row["end"])?;
    let (band, verdict, by) = (shown(row, "band"), shown(row, "verdict"), shown(row, "by"));
    writeln!(out, "  confidence {}, {band}: {verdict} by {by}\n", row["confidence"])?;
    let witnesses = list(row, "witnesses");
    for (stance, title) in [("for", "for it"), ("against", "against it")] {
        let speakers = witnesses.iter().filter(|witness| text(witness, "stance") == stance);
        section(out, title, speakers, |out, witness| {
            let (start, end) = (&witness["start"], &witness["end"]);
            writeln!(out, "  {} at {start} to {end}: {}", shown(witness, "doc"), shown(witness, "text"))
        })?;
    }
    if witnesses.is_empty() {
        writeln!(out, "No witness speaks: the words around it leave no doubt, and the document is proven spun.\n")?;
    }
    section(out, "silent", silent.iter(), |out, doc| writeln!(out, "  {}", one_line(doc)))?;
    section(out, "not chosen", list(row, "rejected").iter(), |out, other| {
        writeln!(out, "  {} ({}): {}", shown(other, "after"), other["confidence"], shown(other, "why"))
    })?;
    let scores = row["scores"].as_object();
    let measured = |of_document: bool| {
        let known = scores.into_iter().flatten().filter_map(|(name, value)| Some((feature(name)?, value.as_f64()?)));
        known.filter(move |&(feature, value)| feature.is_of_document() == of_document && value != 0.0)
    };
    for (of_document, title) in [(false, "measured here"), (true, "measured of the document")] {
        section(out, title, measured(of_document), |out, (feature, value)| {
            let name = feature.name.trim_start_matches("doc_");
            let (value, label) = feature.describe(value);
            writeln!(out, "  {DIM}{name:13}{DIM:#} {value:>16}  {label}")
        })?;
    }
    Ok(())
}

/// A title and its lines; nothing where there are none.
fn section<T>(
    out: &mut dyn Write,
    title: &str,
    items: impl Iterator<Item = T>,
    line: impl Fn(&mut dyn Write, T) -> io::Result<()>,
) -> io::Result<()> {
    let mut items = items.peekable();
    if items.peek().is_none() {
        return Ok(());
    }
    writeln!(out, "{DIM}{title}{DIM:#}")?;
    items.try_for_each(|item| line(out, item))?;
    writeln!(out)
}

fn text<'r>(row: &'r Value, field: &str) -> &'r str {
    row[field].as_str().unwrap_or("")
}

/// A field for people.
fn shown(row: &Value, field: &str) -> String {
    one_line(text(row, field))
}

fn list<'r>(row: &'r Value, field: &str) -> &'r [Value] {
    row[field].as_array().map_or(&[], Vec::as_slice)
}
