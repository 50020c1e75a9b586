//! `unspin golden`: results that were accepted, and those of today.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::Path;

use unspin::error::Error;
use unspin::golden::{self, Difference, Outcome};
use unspin::{pipeline, report};

use super::args::{Format, Global, Golden, GoldenAction};
use super::batch::quoted;
use super::term::{BAD, DIM, GONE, GOOD, HEAD, Term, WARN};
use super::{End, Status, diff, output_error};

/// How many samples of one difference are shown.
const SAMPLES: usize = 3;

/// Checks, shows or accepts.
pub fn run(args: &Golden, global: &Global, term: &Term) -> Result<Status, End> {
    if global.config.is_some() {
        let why = "golden cases carry their own settings, in [config] of case.toml: leave --config out";
        return Err(Error::Usage(why.into()).into());
    }
    let (cases, dir) = match &args.action {
        GoldenAction::Check(args) | GoldenAction::Diff(args) => (&args.cases, &args.dir),
        GoldenAction::Accept(args) => (&args.cases, &args.dir),
    };
    let progress = term.progress("checking");
    let loaded = golden::load(dir, cases)?;
    let outcomes = pipeline::with_jobs(global.jobs, || golden::run(loaded))??;
    drop(progress);
    match &args.action {
        GoldenAction::Check(_) => check(&outcomes, dir, global, term),
        GoldenAction::Diff(_) => show(&outcomes, dir, term),
        GoldenAction::Accept(_) => accept(&outcomes, term),
    }
}

fn check(outcomes: &[Outcome], dir: &Path, global: &Global, term: &Term) -> Result<Status, End> {
    for outcome in outcomes {
        outcome.write_new()?;
    }
    let differing: Vec<&Outcome> = outcomes.iter().filter(|outcome| !outcome.same()).collect();
    if global.format == Some(Format::Jsonl) {
        rows(outcomes).map_err(output_error)?;
    } else {
        told(&mut term.page(), &differing).map_err(output_error)?;
    }
    if differing.is_empty() {
        term.say(&format!("{GOOD}{} as accepted{GOOD:#}", count(outcomes.len())));
        return Ok(Status::Done);
    }
    let (verb, case) = match differing.as_slice() {
        [one] => ("differs", quoted(&one.case.name)),
        _ => ("differ", "CASE".into()),
    };
    term.say(&format!("{BAD}{} of {} {verb}{BAD:#}", differing.len(), count(outcomes.len())));
    let at = at(dir);
    term.next(&format!("unspin golden diff{at} shows the words, unspin golden accept {case}{at} takes them"));
    Ok(Status::Differs)
}

/// First what differs, by rule over all cases, so that one changed rule reads as one change; then the cases and what
/// they were made to show.
fn told(out: &mut dyn Write, differing: &[&Outcome]) -> io::Result<()> {
    let mut rules: BTreeMap<String, Vec<(&str, Difference)>> = BTreeMap::new();
    for outcome in differing {
        for difference in outcome.differences() {
            rules.entry(difference.by.clone()).or_default().push((&outcome.case.name, difference));
        }
    }
    for (rule, found) in &rules {
        let count = |side: fn(&Difference) -> &Vec<String>| found.iter().map(|(_, d)| side(d).len()).sum::<usize>();
        let (gone, new) = (count(|d| &d.gone), count(|d| &d.new));
        let cases = if found.len() == 1 { String::new() } else { format!(" in {} cases", found.len()) };
        writeln!(out, "{HEAD}{rule}{HEAD:#}  {gone} gone, {new} new{cases}")?;
        for (sign, style, side) in
            [('-', GONE, (|d| &d.gone) as fn(&Difference) -> &Vec<String>), ('+', GOOD, |d| &d.new)]
        {
            let samples = found.iter().flat_map(|(case, d)| side(d).iter().map(move |sample| (case, sample)));
            for (case, sample) in samples.take(SAMPLES) {
                writeln!(out, "  {style}{sign} {sample}{style:#}  {DIM}{case}{DIM:#}")?;
            }
            if count(side) > SAMPLES {
                writeln!(out, "  {style}{sign} and {} more{style:#}", count(side) - SAMPLES)?;
            }
        }
        writeln!(out)?;
    }
    for outcome in differing {
        let state = if outcome.expected.is_some() { "differs" } else { "nothing accepted yet" };
        writeln!(out, "{HEAD}{}{HEAD:#}: {WARN}{state}{WARN:#}\n  {}", outcome.case.name, outcome.case.why.trim())?;
    }
    out.flush()
}

fn rows(outcomes: &[Outcome]) -> io::Result<()> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    for outcome in outcomes {
        let state = match (outcome.same(), &outcome.expected) {
            (true, _) => "same",
            (false, Some(_)) => "differs",
            (false, None) => "new",
        };
        let differences: Vec<serde_json::Value> = outcome
            .differences()
            .iter()
            .map(
                |difference| serde_json::json!({ "by": difference.by, "gone": difference.gone, "new": difference.new }),
            )
            .collect();
        let row = serde_json::json!({
            "case": outcome.case.name,
            "why": outcome.case.why,
            "state": state,
            "differences": differences,
        });
        report::write_row(&mut out, &row)?;
    }
    out.flush()
}

fn show(outcomes: &[Outcome], dir: &Path, term: &Term) -> Result<Status, End> {
    let mut out = term.page();
    let mut differing = 0;
    for outcome in outcomes.iter().filter(|outcome| !outcome.same()) {
        differing += 1;
        let Some(expected) = &outcome.expected else {
            writeln!(out, "{HEAD}{}{HEAD:#}: nothing accepted yet\n", outcome.case.name).map_err(output_error)?;
            continue;
        };
        for ((name, before), (_, after)) in expected.files().into_iter().zip(outcome.actual.files()) {
            if before != after {
                diff::words(&mut out, &format!("{}/{name}", outcome.case.name), before, after).map_err(output_error)?;
            }
        }
    }
    out.flush().map_err(output_error)?;
    match differing {
        0 => term.say(&format!("{GOOD}{} as accepted{GOOD:#}", count(outcomes.len()))),
        _ => term.next(&format!("unspin golden accept CASE{}, or --all for every case", at(dir))),
    }
    Ok(Status::Done)
}

fn accept(outcomes: &[Outcome], term: &Term) -> Result<Status, End> {
    let mut changed = 0;
    for outcome in outcomes {
        if !outcome.same() {
            changed += 1;
            term.say(&format!("accepted {}", outcome.case.name));
        }
        outcome.accept()?;
    }
    term.say(&format!("{changed} of {} changed", count(outcomes.len())));
    term.next("look at what changed before you commit it");
    Ok(Status::Done)
}

/// The suite as an argument, where it is not the usual one.
fn at(dir: &Path) -> String {
    if dir == Path::new("golden") { String::new() } else { format!(" --dir {}", quoted(&dir.display().to_string())) }
}

fn count(cases: usize) -> String {
    format!("{cases} golden case{}", if cases == 1 { "" } else { "s" })
}
