//! `unspin golden`: compares today's results with accepted ones.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};
use std::path::Path;

use unspin::config::nearest;
use unspin::error::Error;
use unspin::golden::{self, Difference, NO_SOURCE, NewCase, Outcome, RunComparison, State};
use unspin::normalize::RULES;
use unspin::pipeline;
use unspin::report::{self, visible};

use super::args::{
    Format, Global, Golden, GoldenAccept, GoldenAction, GoldenAdd, GoldenCases, GoldenCheck, GoldenCompare,
};
use super::batch::{quoted, quoted_path};
use super::interrupt;
use super::term::{DIM, GONE, GOOD, HEAD, Term, WARN, one_line};
use super::{End, Status, diff, ignore_closed_pipe, output_error};

/// How many examples of one difference are shown, and how many rules of one source.
const SAMPLES: usize = 3;
/// How many differing cases are named without `--verbose`.
const CASES: usize = 20;
/// How many sources are listed, those with most differences first.
const SOURCES: usize = 20;

/// Runs the action that the arguments name.
pub(super) fn run(args: &Golden, global: &Global, term: &Term) -> Result<Status, End> {
    if global.config.is_some() {
        let why = "golden cases have their own settings in [config] of case.toml: remove --config";
        return Err(Error::Command(why.into()).into());
    }
    let outcomes = |cases: &[String], dir: &Path| -> Result<Vec<Outcome>, End> {
        let _progress = term.progress("checking");
        let loaded = golden::load(dir, cases)?;
        Ok(pipeline::with_jobs(global.jobs, || golden::run(loaded))?)
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
        interrupt::replace_file(file, &[], |out| {
            out.write_all(xml.as_bytes()).map_err(|source| Error::Write { path: file.clone(), source })
        })?;
    }
    let differing: Vec<&Outcome> = outcomes.iter().filter(|outcome| !outcome.state().passes()).collect();
    let printed = if args.github {
        annotations(&differing)
    } else if global.format == Some(Format::Jsonl) {
        rows(outcomes)
    } else {
        print_differences(&mut term.page(), &differing, term.verbose())
    };
    ignore_closed_pipe(printed)?;
    let known = outcomes.iter().filter(|outcome| outcome.state() == State::Known).count();
    let passing = outcomes.len() - differing.len() - known;
    let known = match known {
        0 => String::new(),
        1 => ", 1 known failure".into(),
        known => format!(", {known} known failures"),
    };
    if differing.is_empty() {
        term.good(&pass(passing), &known);
        return Ok(Status::Done);
    }
    let names = names(differing.iter().copied().filter(|outcome| outcome.state() != State::Failed));
    if !names.is_empty() {
        let verb = if names.len() == 1 { "differs" } else { "differ" };
        term.bad(&format!("{} of {} {verb}", names.len(), count(outcomes.len())), &known);
        let named = if names.len() <= NAMED { &names[..] } else { &[] };
        term.next(&command("diff", named, dir));
    }
    all_ran(outcomes)?;
    Ok(Status::Differs)
}

fn names<'o>(outcomes: impl Iterator<Item = &'o Outcome>) -> Vec<&'o str> {
    outcomes.map(|outcome| outcome.case.name.as_str()).collect()
}

/// How many cases a suggested command names; with more, it is for all of them.
const NAMED: usize = 5;

/// A command for the named cases, or for all if none is named, quoted for a shell.
fn command(action: &str, names: &[&str], dir: &Path) -> String {
    // A name that starts with a hyphen would be read as a flag.
    let end = if names.iter().any(|name| name.starts_with('-')) { " --" } else { "" };
    let names: String = names.iter().map(|name| format!(" {}", quoted(name))).collect();
    format!("unspin golden {action}{}{end}{names}", at(dir))
}

/// Checks that every case was run.
///
/// # Errors
/// If a case could not be run, because then nothing is known about its results.
fn all_ran(outcomes: &[Outcome]) -> Result<(), Error> {
    let failed: Vec<(&str, &String)> =
        outcomes.iter().filter_map(|o| Some((o.case.name.as_str(), o.actual.as_ref().err()?))).collect();
    match failed.as_slice() {
        [] => Ok(()),
        [(name, why)] => Err(Error::Command(format!("the golden case {name} cannot be run: {why}"))),
        [(name, why), ..] => {
            let count = failed.len();
            Err(Error::Command(format!("{count} golden cases cannot be run; the first, {name}: {why}")))
        }
    }
}

/// Prints the differences of all cases by rule and by source, so that one changed rule, or one changed
/// site, reads as one change; then the differing cases and their purpose.
fn print_differences(out: &mut dyn Write, differing: &[&Outcome], all: bool) -> io::Result<()> {
    let mut rules: BTreeMap<String, Vec<(&str, Difference)>> = BTreeMap::new();
    let mut sources: BTreeMap<String, Vec<(&str, Difference)>> = BTreeMap::new();
    for outcome in differing {
        for difference in outcome.differences() {
            let name = outcome.case.name.as_str();
            sources.entry(difference.source.clone()).or_default().push((name, difference.clone()));
            rules.entry(difference.by.clone()).or_default().push((name, difference));
        }
    }
    for (rule, found) in &rules {
        let (gone, new) = changes(found);
        writeln!(out, "{HEAD}{}{HEAD:#}  {gone} gone, {new} new{}", visible(rule), places(found))?;
        for (sign, style, side, count) in
            [('-', GONE, (|d| &d.gone) as fn(&Difference) -> &Vec<String>, gone), ('+', GOOD, |d| &d.new, new)]
        {
            let all =
                found.iter().flat_map(|(case, d)| side(d).iter().enumerate().map(move |(at, one)| (at, case, one)));
            // The first example of each case comes before the second of any case.
            let mut samples: Vec<_> = all.collect();
            samples.sort_by_key(|(at, ..)| *at);
            for (_, case, sample) in samples.into_iter().take(SAMPLES) {
                writeln!(out, "  {style}{sign} {sample}{style:#}  {DIM}{}{DIM:#}", visible(case))?;
            }
            if count > SAMPLES {
                writeln!(out, "  {style}{sign} and {} more{style:#}", count - SAMPLES)?;
            }
        }
        writeln!(out)?;
    }
    let rows: Vec<(&str, usize, usize, String)> = sources
        .iter()
        .map(|(source, found)| {
            let (gone, new) = changes(found);
            (source.as_str(), gone, new, format!("{}: {}", places(found), by_rule(found)))
        })
        .collect();
    by_source(out, &rows)?;
    let shown = if all { differing.len() } else { CASES };
    for outcome in differing.iter().take(shown) {
        let state = match outcome.state() {
            State::New => "no accepted results yet".to_owned(),
            State::Broken => outcome.violations().join(", "),
            State::Fixed => {
                "passes, but is marked as a known failure: remove `known_failure` from case.toml".to_owned()
            }
            State::Failed => outcome.messages().join(", "),
            State::Same | State::Differs | State::Known => "differs".to_owned(),
        };
        let (name, why) = (visible(&outcome.case.name), one_line(outcome.case.why.trim()));
        writeln!(out, "{HEAD}{name}{HEAD:#}: {WARN}{}{WARN:#}", one_line(&state))?;
        if !why.is_empty() {
            writeln!(out, "  {why}")?;
        }
    }
    if differing.len() > shown {
        writeln!(out, "and {} more cases; -v lists all", differing.len() - shown)?;
    }
    out.flush()
}

/// How many changes only the accepted and only today's results have.
fn changes(found: &[(&str, Difference)]) -> (usize, usize) {
    found.iter().fold((0, 0), |(gone, new), (_, d)| (gone + d.gone.len(), new + d.new.len()))
}

/// The number of cases as words; empty for one case.
fn places(found: &[(&str, Difference)]) -> String {
    let cases: BTreeSet<&str> = found.iter().map(|(case, _)| *case).collect();
    if cases.len() == 1 { String::new() } else { format!(" in {} cases", cases.len()) }
}

/// The number of differences of each rule, the most frequent first.
fn by_rule(found: &[(&str, Difference)]) -> String {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for (_, difference) in found {
        *counts.entry(&difference.by).or_default() += difference.gone.len() + difference.new.len();
    }
    let mut counts: Vec<(&str, usize)> = counts.into_iter().collect();
    counts.sort_by_key(|(_, count)| Reverse(*count));
    let more = counts.len().saturating_sub(SAMPLES);
    let named: Vec<String> =
        counts.iter().take(SAMPLES).map(|(rule, count)| format!("{count} {}", visible(rule))).collect();
    if more > 0 { format!("{}, {more} more", named.join(", ")) } else { named.join(", ") }
}

/// Prints a line for each source with its changes and a remark; nothing if no case has a source.
fn by_source(out: &mut dyn Write, rows: &[(&str, usize, usize, String)]) -> io::Result<()> {
    if rows.iter().all(|(source, ..)| *source == NO_SOURCE) {
        return Ok(());
    }
    let mut rows: Vec<&(&str, usize, usize, String)> = rows.iter().collect();
    rows.sort_by_key(|(_, gone, new, _)| Reverse(gone + new));
    let width = rows.iter().map(|(source, ..)| visible(source).chars().count()).max().unwrap_or(0);
    writeln!(out, "{HEAD}by source{HEAD:#}")?;
    for (source, gone, new, more) in rows.iter().take(SOURCES) {
        writeln!(out, "  {:width$}  {gone} gone, {new} new{more}", visible(source))?;
    }
    if rows.len() > SOURCES {
        writeln!(out, "  and {} more sources", rows.len() - SOURCES)?;
    }
    writeln!(out)
}

fn rows(outcomes: &[Outcome]) -> io::Result<()> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    for outcome in outcomes {
        let differences: Vec<serde_json::Value> = outcome
            .differences()
            .iter()
            .map(|d| serde_json::json!({ "by": d.by, "source": d.source, "gone": d.gone, "new": d.new }))
            .collect();
        let row = serde_json::json!({
            "case": outcome.case.name,
            "why": outcome.case.why,
            "state": outcome.state().name(),
            "differences": differences,
            "failed": outcome.actual.as_ref().err(),
        });
        report::write_row(&mut out, &row)?;
    }
    out.flush()
}

fn show(outcomes: &[Outcome], dir: &Path, term: &Term) -> Result<Status, End> {
    let differing: Vec<&Outcome> = outcomes.iter().filter(|o| !o.same() || !o.state().passes()).collect();
    let mut out = term.page();
    differing.iter().try_for_each(|outcome| words(&mut out, outcome)).map_err(output_error)?;
    out.flush().map_err(output_error)?;
    drop(out);
    let mut fit = Vec::new();
    let mut refused = None;
    for outcome in differing.iter().filter(|outcome| !matches!(outcome.state(), State::Known | State::Failed)) {
        match outcome.refusal()? {
            None if outcome.same() => {}
            None => fit.push(*outcome),
            why => refused = refused.or(why),
        }
    }
    let names = names(fit.into_iter());
    match (names.len(), &refused) {
        _ if differing.is_empty() => term.good(&pass(outcomes.len()), ""),
        (0, Some(why)) => term.say(why),
        (0, None) => {}
        // `--all` accepts exactly the cases that were shown.
        (NAMED.., None) if names.len() > NAMED => term.next(&command("accept --all", &[], dir)),
        _ => term.next(&command("accept", &names, dir)),
    }
    all_ran(outcomes)?;
    Ok(Status::Done)
}

/// Prints the differing words of one case, and the `must` lines that it breaks.
fn words(out: &mut dyn Write, outcome: &Outcome) -> io::Result<()> {
    let name = &outcome.case.name;
    let head = |out: &mut dyn Write, what: &str| {
        writeln!(out, "{HEAD}{}{HEAD:#}: {WARN}{}{WARN:#}\n", visible(name), one_line(what))
    };
    let actual = match &outcome.actual {
        Ok(actual) => actual,
        Err(why) => return head(out, why),
    };
    for violation in outcome.violations() {
        head(out, &violation)?;
    }
    match &outcome.expected {
        None => head(out, "no accepted results yet: expected.txt.new contains the text, changes.jsonl.new the changes"),
        Some(_) if outcome.state() == State::Fixed => head(out, "passes, but is marked as a known failure"),
        Some(expected) => {
            for ((file, before), (_, after)) in expected.files().into_iter().zip(actual.files()) {
                if before != after {
                    diff::words(out, &format!("{name}/{file}"), before, after)?;
                }
            }
            Ok(())
        }
    }
}

/// Accepts today's results of all chosen cases, or of none.
fn accept(args: &GoldenAccept, outcomes: &[Outcome], term: &Term) -> Result<Status, End> {
    let differing: BTreeSet<String> =
        outcomes.iter().flat_map(|outcome| outcome.differences()).map(|difference| difference.by).collect();
    for rule in &args.rule {
        known_rule(rule, &differing)?;
    }
    // The accepted results of a known failure are the right ones, so only a name can select it.
    let chosen = |outcome: &&Outcome| match args.rule.is_empty() {
        false => outcome.differs_only_by(&args.rule) && outcome.state() != State::Known,
        true => !args.all || outcome.state() != State::Known,
    };
    let (chosen, rest): (Vec<&Outcome>, Vec<&Outcome>) = outcomes.iter().partition(chosen);
    let refused: Vec<String> =
        chosen.iter().filter_map(|outcome| outcome.refusal().transpose()).collect::<Result<_, _>>()?;
    if let Some(first) = refused.first() {
        let more = match refused.len() - 1 {
            0 => String::new(),
            more => format!(" ({more} more cannot be accepted)"),
        };
        let all = if chosen.len() > 1 { "; nothing was accepted" } else { "" };
        return Err(Error::Command(format!("{first}{more}{all}")).into());
    }
    let changed = chosen.iter().filter(|outcome| !outcome.same()).count();
    for outcome in chosen {
        outcome.accept()?;
        if !outcome.same() {
            term.say(&format!("accepted {}", outcome.case.name));
        }
    }
    term.say(&format!("{changed} of {} changed", count(outcomes.len())));
    let left = rest.iter().filter(|outcome| outcome.actual.is_ok() && !outcome.same()).count();
    if left > 0 && !args.rule.is_empty() {
        term.say(&format!("{left} not accepted: they have other differences too"));
    }
    if changed > 0 {
        term.next("review the changed files before you commit them");
    }
    all_ran(outcomes)?;
    Ok(Status::Done)
}

/// Checks that a name of `--rule` exists, since a misspelled one would silently accept nothing.
fn known_rule(name: &str, differing: &BTreeSet<String>) -> Result<(), Error> {
    let rules = RULES.iter().map(|rule| rule.id);
    let kinds = ["repair.", "document."].iter().any(|group| name.starts_with(group));
    let others = ["text", "files", "segment.boilerplate"];
    if kinds || rules.clone().chain(others).any(|known| known == name) || differing.contains(name) {
        return Ok(());
    }
    let hint = match nearest(name, rules.chain(others).chain(differing.iter().map(String::as_str))) {
        Some(near) => format!("did you mean {near}?"),
        None => "unspin golden check lists the rules that differ".into(),
    };
    Err(Error::NoSuchRule(format!("nothing differs by {name:?}, and no rule has this name; {hint}")))
}

fn add(args: &GoldenAdd, term: &Term) -> Result<Status, End> {
    let GoldenAdd { files, why, document, name, dir } = args;
    let new = NewCase { inputs: files.clone(), why: why.clone(), document: document.clone(), name: name.clone() };
    let name = golden::add(dir, &new)?;
    term.say(&format!("created {}", dir.join(&name).display()));
    term.next(&command("check", &[&name], dir));
    Ok(Status::Done)
}

fn compare(args: &GoldenCompare, global: &Global, term: &Term) -> Result<Status, End> {
    let found = golden::compare_runs(&args.first, &args.second)?;
    let differ = found.rules.values().any(|rule| rule.gone + rule.new > 0);
    let mut out = term.page();
    let written = match global.format {
        Some(Format::Jsonl) => compared_rows(&mut out, &found),
        _ => compared(&mut out, &found),
    };
    ignore_closed_pipe(written.and_then(|()| out.flush()))?;
    drop(out);
    if !differ {
        term.good("both runs made the same changes", "");
        return Ok(Status::Done);
    }
    let [first, second] = [&args.first, &args.second].map(|run| quoted_path(run));
    term.next(&format!("unspin golden compare {first} {second} --format jsonl"));
    Ok(Status::Differs)
}

fn compared_rows(out: &mut dyn Write, found: &RunComparison) -> io::Result<()> {
    for (rule, c) in &found.rules {
        let row = serde_json::json!({
            "by": rule, "before": c.before, "after": c.after, "gone": c.gone, "new": c.new,
            "gone_samples": c.gone_samples, "new_samples": c.new_samples,
        });
        report::write_row(out, &row)?;
    }
    for (source, c) in &found.sources {
        let row = serde_json::json!({
            "source": source, "before": c.before, "after": c.after, "gone": c.gone, "new": c.new,
        });
        report::write_row(out, &row)?;
    }
    Ok(())
}

fn compared(out: &mut dyn Write, found: &RunComparison) -> io::Result<()> {
    for (rule, c) in found.rules.iter().filter(|(_, c)| c.gone + c.new > 0) {
        let (rule, before, after) = (visible(rule), c.before, c.after);
        writeln!(out, "{HEAD}{rule}{HEAD:#}  {before} before, {after} after: {} gone, {} new", c.gone, c.new)?;
        for (sign, style, samples, all) in [('-', GONE, &c.gone_samples, c.gone), ('+', GOOD, &c.new_samples, c.new)] {
            for sample in samples {
                writeln!(out, "  {style}{sign} {sample}{style:#}")?;
            }
            if all > samples.len() {
                writeln!(out, "  {style}{sign} and {} more{style:#}", all - samples.len())?;
            }
        }
        writeln!(out)?;
    }
    let differing = found.sources.iter().filter(|(_, c)| c.gone + c.new > 0);
    let rows: Vec<(&str, usize, usize, String)> = differing
        .map(|(source, c)| (source.as_str(), c.gone, c.new, format!(" ({} before, {} after)", c.before, c.after)))
        .collect();
    by_source(out, &rows)
}

/// Prints failures as workflow commands of GitHub Actions, which shows them beside the changed files.
fn annotations(failing: &[&Outcome]) -> io::Result<()> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    // Characters that would end the message or the property are escaped.
    let message = |text: &str| text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A");
    let property = |text: &str| message(text).replace(':', "%3A").replace(',', "%2C");
    for outcome in failing {
        let file = outcome.case.folder.join("case.toml").display().to_string();
        let lines = outcome.messages().join("\n");
        let title = format!("golden case {}: {}", outcome.case.name, outcome.state().name());
        let lines = visible(&lines).replace("⏎\n", "\n");
        let (file, title) = (property(&one_line(&file)), property(&one_line(&title)));
        writeln!(out, "::error file={file},title={title}::{}", message(&lines))?;
    }
    out.flush()
}

/// The `--dir` argument for the suite; empty for the default folder.
fn at(dir: &Path) -> String {
    if dir == Path::new("golden") { String::new() } else { format!(" --dir {}", quoted_path(dir)) }
}

/// The message that so many cases pass.
fn pass(cases: usize) -> String {
    format!("{} {}", count(cases), if cases == 1 { "passes" } else { "pass" })
}

fn count(cases: usize) -> String {
    format!("{cases} golden case{}", if cases == 1 { "" } else { "s" })
}
