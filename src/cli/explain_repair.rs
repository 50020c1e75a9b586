//! `unspin explain-repair`: one repair of a run folder, with the evidence for and against it.

use std::collections::BTreeSet;
use std::io::{self, Write};

use unspin::error::Error;
use unspin::model::{DocId, Repair, Stance, feature};
use unspin::report::{self, RunFolder, write_row};

use super::args::{ExplainRepair, Format, Global};
use super::batch::has_repairs;
use super::term::{DIM, GONE, GOOD, HEAD, Term, one_line};
use super::{End, Status, output_error};

/// Finds the repair and shows it.
pub(super) fn run(args: &ExplainRepair, global: &Global, term: &Term) -> Result<Status, End> {
    has_repairs(&args.dir)?;
    let folder = report::read_run(&args.dir)?;
    let repair = find(&folder, args)?;
    let mut out = term.page();
    match global.format {
        Some(Format::Jsonl) => write_row(&mut out, &repair),
        _ => page(&mut out, &repair, &silent(&folder, &repair)?),
    }
    .and_then(|()| out.flush())
    .map_err(output_error)?;
    Ok(Status::Done)
}

/// The only repair of the folder whose id begins as asked for.
fn find(folder: &RunFolder, args: &ExplainRepair) -> Result<Repair, Error> {
    let mut found = Vec::new();
    for repair in folder.repairs()? {
        let repair = repair?;
        if repair.id.starts_with(&args.id) {
            found.push(repair);
        }
    }
    match <[Repair; 1]>::try_from(found) {
        Ok([repair]) => Ok(repair),
        Err(none) if none.is_empty() => Err(Error::NoSuchRepair(format!(
            "{} has no repair {:?}; each line of it begins with an id, and report.html shows them",
            args.dir.join("repairs.jsonl").display(),
            args.id
        ))),
        Err(several) => {
            Err(Error::NoSuchRepair(format!("{} repairs begin with {:?}: give more of the id", several.len(), args.id)))
        }
    }
}

/// The documents that are linked to that of the repair and are not among its witnesses. A folder of
/// `unspin repair` has no links.
fn silent(folder: &RunFolder, repair: &Repair) -> Result<BTreeSet<DocId>, Error> {
    let mut linked = BTreeSet::new();
    if folder.has("links.jsonl") {
        for link in folder.links()? {
            let link = link?;
            match () {
                () if link.a == repair.doc => drop(linked.insert(link.b)),
                () if link.b == repair.doc => drop(linked.insert(link.a)),
                () => {}
            }
        }
    }
    linked.retain(|doc| repair.witnesses.iter().all(|witness| witness.doc != *doc));
    Ok(linked)
}

fn page(out: &mut dyn Write, repair: &Repair, silent: &BTreeSet<DocId>) -> io::Result<()> {
    writeln!(out, "{HEAD}{}{HEAD:#} {} in {}", one_line(&repair.id), repair.kind, one_line(&repair.doc))?;
    let [before, after] = [&repair.before, &repair.after].map(|words| report::revealed_line(words));
    writeln!(out, "  {GONE}{before}{GONE:#}\n  {GOOD}{after}{GOOD:#}")?;
    writeln!(out, "  bytes {} to {} of the original", repair.original.start, repair.original.end)?;
    let by = one_line(&repair.by);
    writeln!(out, "  confidence {:?}, {}: {} by {by}\n", repair.confidence, repair.band, repair.verdict)?;
    for (stance, title) in [(Stance::For, "for it"), (Stance::Against, "against it")] {
        let witnesses = repair.witnesses.iter().filter(|witness| witness.stance == stance);
        section(out, title, witnesses, |out, witness| {
            let (doc, text) = (one_line(&witness.doc), one_line(&witness.text));
            writeln!(out, "  {doc} at {} to {}: {text}", witness.span.start, witness.span.end)
        })?;
    }
    if repair.witnesses.is_empty() {
        writeln!(out, "No witness speaks: the words around it leave no doubt, and the document is proven spun.\n")?;
    }
    section(out, "silent", silent.iter(), |out, doc| writeln!(out, "  {}", one_line(doc)))?;
    section(out, "not chosen", repair.rejected.iter(), |out, other| {
        writeln!(out, "  {} ({}): {}", one_line(&other.after), other.confidence, one_line(&other.why))
    })?;
    let measured = |of_document: bool| {
        let known = repair.scores.iter().filter_map(|&(name, value)| Some((feature(name)?, value)));
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

/// A title and its lines; nothing if there are no lines.
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
