//! `unspin explain`: what a rule does, why, and where it errs.

use std::io::{self, Write};

use serde_json::json;
use unspin::config::Profile;
use unspin::error::Error;
use unspin::normalize::{RULES, Rule};
use unspin::report;

use super::args::{Explain, Format, Global};
use super::term::{DIM, GONE, GOOD, HEAD, Term};
use super::{End, Status, output_error};

/// Columns of prose: what reads well.
const WIDTH: usize = 88;

/// Names further apart than this are no misspellings of each other: Jaro-Winkler, as for keys of the configuration.
const MIN_RESEMBLANCE: f64 = 0.8;

/// The rule of `edits.jsonl` that is no row of the table: it looks at a page as a whole and not at a text alone.
const FURNITURE: &str = "segment.furniture";
const FURNITURE_SUMMARY: &str = "drops the lines that a page shows around every article";
const FURNITURE_WHY: &str = "Menus, links to other articles, prompts to share and to comment, notices and addresses of \
    the blog surround a scraped article; they repeat from page to page, hide what is a copy of what, and are no part of \
    its text. A line goes if its words, shape and place speak for furniture; a line that could be the author's stays. \
    Each run of dropped lines is one edit, so that nothing is lost. unspin segment shows the label of every line.";

/// Lists the rules, or explains one.
pub fn run(args: &Explain, global: &Global, term: &Term) -> Result<Status, End> {
    if args.rule.as_deref() == Some(FURNITURE) {
        furniture(global, term).map_err(output_error)?;
        return Ok(Status::Done);
    }
    let chosen: Vec<&Rule> = match &args.rule {
        None => RULES.iter().collect(),
        Some(id) => match RULES.iter().filter(|rule| rule.id == id || rule.family() == id).collect::<Vec<_>>() {
            none if none.is_empty() => return Err(unknown(id).into()),
            found => found,
        },
    };
    let mut out = term.page();
    match (global.format, &args.rule) {
        (Some(Format::Jsonl), _) => chosen.iter().try_for_each(|rule| row(&mut out, rule)),
        (_, None) => list(&mut out),
        (_, Some(_)) => chosen.iter().enumerate().try_for_each(|(at, rule)| {
            let gap = if at > 0 { "\n" } else { "" };
            write!(out, "{gap}")?;
            page(&mut out, rule)
        }),
    }
    .and_then(|()| out.flush())
    .map_err(output_error)?;
    if args.rule.is_none() {
        term.next("unspin explain RULE");
    }
    Ok(Status::Done)
}

fn unknown(id: &str) -> Error {
    let closest = RULES
        .iter()
        .map(|rule| rule.id)
        .chain([FURNITURE])
        .map(|known| (strsim::jaro_winkler(id, known), known))
        .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(a.1)));
    let hint = match closest {
        Some((resemblance, name)) if resemblance >= MIN_RESEMBLANCE => format!("did you mean {name}?"),
        _ => "unspin explain lists them".into(),
    };
    Error::Usage(format!("there is no rule {id:?}; {hint}"))
}

fn list(out: &mut dyn Write) -> io::Result<()> {
    let width = RULES.iter().map(|rule| rule.id.len()).max().unwrap_or(0);
    for rule in RULES {
        let off = if runs_by_default(rule) { "" } else { " (off by default)" };
        writeln!(out, "{HEAD}{:width$}{HEAD:#}  {}{DIM}{off}{DIM:#}", rule.id, rule.summary)?;
    }
    writeln!(out, "{HEAD}{FURNITURE:width$}{HEAD:#}  {FURNITURE_SUMMARY}")
}

fn furniture(global: &Global, term: &Term) -> io::Result<()> {
    let mut out = term.page();
    match global.format {
        Some(Format::Jsonl) => {
            report::write_row(
                &mut out,
                &json!({ "rule": FURNITURE, "summary": FURNITURE_SUMMARY, "why": FURNITURE_WHY }),
            )?;
        }
        _ => writeln!(out, "{HEAD}{FURNITURE}{HEAD:#} {FURNITURE_SUMMARY}\n\n{}", wrapped(FURNITURE_WHY))?,
    }
    out.flush()
}

fn page(out: &mut dyn Write, rule: &Rule) -> io::Result<()> {
    writeln!(out, "{HEAD}{}{HEAD:#} {}\n", rule.id, rule.summary)?;
    writeln!(out, "{}\n", wrapped(rule.why))?;
    writeln!(out, "{DIM}changes{DIM:#}")?;
    for (before, after) in rule.changes {
        writeln!(out, "  {GONE}{}{GONE:#}\n  {GOOD}{}{GOOD:#}\n", shown(before), shown(after))?;
    }
    writeln!(out, "{DIM}leaves alone{DIM:#}")?;
    for text in rule.stays {
        writeln!(out, "  {}", shown(text))?;
    }
    if !rule.errs.is_empty() {
        writeln!(out, "\n{DIM}errs{DIM:#}\n{}", wrapped(rule.errs))?;
    }
    if !runs_by_default(rule) {
        writeln!(out, "\nIt is off by default.")?;
    }
    Ok(())
}

fn row(out: &mut dyn Write, rule: &Rule) -> io::Result<()> {
    let changes: Vec<_> =
        rule.changes.iter().map(|(before, after)| json!({ "before": before, "after": after })).collect();
    let row = json!({
        "rule": rule.id,
        "summary": rule.summary,
        "why": rule.why,
        "changes": changes,
        "stays": rule.stays,
        "errs": rule.errs,
        "default": runs_by_default(rule),
        "profiles": rule.profiles,
    });
    report::write_row(out, &row)
}

/// Whether the news profile, the default one, runs it.
fn runs_by_default(rule: &Rule) -> bool {
    rule.profiles.contains(&Profile::News)
}

/// An example on one line, with what hides in it made visible.
fn shown(text: &str) -> String {
    report::visible(text).replace("⏎\n", "⏎")
}

/// Prose in lines of at most [`WIDTH`] characters, where its words allow.
fn wrapped(text: &str) -> String {
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        let line = lines.last_mut().expect("there is a line from the start");
        if line.is_empty() {
            line.push_str(word);
        } else if line.chars().count() + 1 + word.chars().count() <= WIDTH {
            line.push(' ');
            line.push_str(word);
        } else {
            lines.push(word.to_owned());
        }
    }
    lines.join("\n")
}
