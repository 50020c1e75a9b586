//! `unspin golden`: results that were accepted, and those of today.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::Path;

use unspin::error::Error;
use unspin::golden::{self, Difference, NewCase, Outcome, State};
use unspin::{pipeline, report};

use super::args::{
    Format, Global, Golden, GoldenAccept, GoldenAction, GoldenAdd, GoldenCases, GoldenCheck, GoldenCompare,
};
use super::batch::quoted;
use super::term::{BAD, DIM, GONE, GOOD, HEAD, Term, WARN};
use super::{End, Status, diff, output_error};

/// How many samples of one difference are shown.
const SAMPLES: usize = 3;

/// Checks, shows, accepts, adds or compares.
pub fn run(args: &Golden, global: &Global, term: &Term) -> Result<Status, End> {
    if global.config.is_some() {
        let why = "golden cases carry their own settings, in [config] of case.toml: leave --config out";
        return Err(Error::Usage(why.into()).into());
    }
    let outcomes = |cases: &[String], dir: &Path| -> Result<Vec<Outcome>, End> {
        let _progress = term.progress("checking");
        let loaded = golden::load(dir, cases)?;
        Ok(pipeline::with_jobs(global.jobs, || golden::run(loaded))??)
    };
    match &args.action {
        GoldenAction::Check(args) => {
            let GoldenCases { cases, dir } = &args.cases;
            check(args, &outcomes(cases, dir)?, dir, global, term)
        }
        GoldenAction::Diff(GoldenCases { cases, dir }) => show(&outcomes(cases, dir)?, dir, term),
        GoldenAction::Accept(args) => accept(args, &outcomes(&args.cases, &args.dir)?, term),
        GoldenAction::Add(args) => add(args, term),
        GoldenAction::Compare(args) => compare(args, global, term),
    }
}

fn check(args: &GoldenCheck, outcomes: &[Outcome], dir: &Path, global: &Global, term: &Term) -> Result<Status, End> {
    for outcome in outcomes {
        outcome.write_new()?;
    }
    if let Some(file) = &args.junit {
        let xml = golden::junit(outcomes);
        report::replace_file(file, &[], |out| {
            out.write_all(xml.as_bytes()).map_err(|source| Error::Write { path: file.clone(), source })
        })?;
    }
    let differing: Vec<&Outcome> = outcomes.iter().filter(|outcome| !outcome.state().passes()).collect();
    if args.github {
        annotations(&differing).map_err(output_error)?;
    } else if global.format == Some(Format::Jsonl) {
        rows(outcomes).map_err(output_error)?;
    } else {
        told(&mut term.page(), &differing).map_err(output_error)?;
    }
    let known = outcomes.iter().filter(|outcome| outcome.state() == State::Known).count();
    if differing.is_empty() {
        let known = if known > 0 { format!(", {known} known to fail") } else { String::new() };
        term.say(&format!("{GOOD}{} as accepted{GOOD:#}{known}", count(outcomes.len())));
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
        let state = match outcome.state() {
            State::New => "nothing accepted yet".to_owned(),
            State::Broken => outcome.broken().join(", "),
            State::Mended => "passes, though it is known to fail: take known_failure out of case.toml".to_owned(),
            State::Same | State::Differs | State::Known => "differs".to_owned(),
        };
        writeln!(
            out,
            "{HEAD}{}{HEAD:#}: {WARN}{}{WARN:#}\n  {}",
            outcome.case.name,
            report::visible(&state),
            outcome.case.why.trim()
        )?;
    }
    out.flush()
}

fn rows(outcomes: &[Outcome]) -> io::Result<()> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    for outcome in outcomes {
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
            "state": outcome.state().name(),
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

fn accept(args: &GoldenAccept, outcomes: &[Outcome], term: &Term) -> Result<Status, End> {
    let (mut changed, mut left) = (0, 0);
    for outcome in outcomes {
        if !args.rule.is_empty() && !outcome.differs_only_by(&args.rule) {
            left += usize::from(!outcome.same());
            continue;
        }
        // A case that is known to fail keeps what is right; asked for by name, it says so.
        if args.all && outcome.state() == State::Known {
            continue;
        }
        outcome.accept()?;
        if !outcome.same() {
            changed += 1;
            term.say(&format!("accepted {}", outcome.case.name));
        }
    }
    term.say(&format!("{changed} of {} changed", count(outcomes.len())));
    if left > 0 {
        term.say(&format!("{left} left: they differ by something else, or by more"));
    }
    term.next("look at what changed before you commit it");
    Ok(Status::Done)
}

fn add(args: &GoldenAdd, term: &Term) -> Result<Status, End> {
    let GoldenAdd { files, why, document, name, dir } = args;
    let new = NewCase { inputs: files.clone(), why: why.clone(), document: document.clone(), name: name.clone() };
    let name = golden::add(dir, &new)?;
    term.say(&format!("made {}", dir.join(&name).display()));
    let at = at(dir);
    term.next(&format!(
        "unspin golden check {0}{at} writes today's results beside it, unspin golden accept {0}{at} takes them",
        quoted(&name)
    ));
    Ok(Status::Done)
}

fn compare(args: &GoldenCompare, global: &Global, term: &Term) -> Result<Status, End> {
    let rules = golden::compare_runs(&args.first, &args.second)?;
    let differ = rules.values().any(|rule| rule.gone + rule.new > 0);
    if global.format == Some(Format::Jsonl) {
        let mut out = io::BufWriter::new(io::stdout().lock());
        for (rule, c) in &rules {
            let row = serde_json::json!({
                "by": rule, "before": c.before, "after": c.after, "gone": c.gone, "new": c.new,
                "gone_samples": c.gone_samples, "new_samples": c.new_samples,
            });
            report::write_row(&mut out, &row).map_err(output_error)?;
        }
        out.flush().map_err(output_error)?;
    } else {
        let mut out = term.page();
        for (rule, c) in rules.iter().filter(|(_, c)| c.gone + c.new > 0) {
            let mut told =
                format!("{HEAD}{rule}{HEAD:#}  {} then, {} now: {} gone, {} new\n", c.before, c.after, c.gone, c.new);
            for (sign, style, samples, all) in
                [('-', GONE, &c.gone_samples, c.gone), ('+', GOOD, &c.new_samples, c.new)]
            {
                told.extend(samples.iter().map(|sample| format!("  {style}{sign} {sample}{style:#}\n")));
                if all > samples.len() {
                    told += &format!("  {style}{sign} and {} more{style:#}\n", all - samples.len());
                }
            }
            writeln!(out, "{told}").map_err(output_error)?;
        }
        out.flush().map_err(output_error)?;
    }
    if differ {
        return Ok(Status::Differs);
    }
    term.say(&format!("{GOOD}no rule changed anything otherwise{GOOD:#}"));
    Ok(Status::Done)
}

/// What fails, in the form that GitHub shows beside the files of a change.
fn annotations(failing: &[&Outcome]) -> io::Result<()> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    // What would end the message or the property that it stands in.
    let message = |text: &str| text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A");
    let property = |text: &str| message(text).replace(':', "%3A").replace(',', "%2C");
    for outcome in failing {
        let file = outcome.case.folder.join("case.toml").display().to_string();
        let lines = outcome.told().join("\n");
        let title = format!("golden case {}: {}", outcome.case.name, outcome.state().name());
        writeln!(
            out,
            "::error file={},title={}::{}",
            property(&file),
            property(&title),
            message(&report::visible(&lines).replace("⏎\n", "\n"))
        )?;
    }
    out.flush()
}

/// The suite as an argument, where it is not the usual one.
fn at(dir: &Path) -> String {
    if dir == Path::new("golden") { String::new() } else { format!(" --dir {}", quoted(&dir.display().to_string())) }
}

fn count(cases: usize) -> String {
    format!("{cases} golden case{}", if cases == 1 { "" } else { "s" })
}
