//! `unspin explain`: explains what a rule does, why, and when it is wrong.

use std::io::{self, Write};

use serde_json::json;
use unspin::config::{Profile, nearest};
use unspin::error::Error;
use unspin::normalize::{RULES, Rule};
use unspin::repair::{KINDS, Kind};
use unspin::report::{self, revealed_line};

use super::args::{Explain, Format, Global};
use super::term::{DIM, GONE, GOOD, HEAD, Term};
use super::{End, Status, output_error};

/// The longest line of prose, in characters.
const WIDTH: usize = 88;

/// The explanation of a rule or of a kind of repair.
struct Page {
    id: &'static str,
    summary: &'static str,
    why: &'static str,
    /// Texts that change, and their clean form.
    changes: Vec<(&'static str, &'static str)>,
    /// Texts that do not change; for repairs, with the witness's words.
    stays: Vec<(&'static str, Option<&'static str>)>,
    errs: &'static str,
    /// Whether it changes texts by default.
    default: bool,
    /// The profiles of `normalize` that contain it; empty for rules of other steps.
    profiles: &'static [Profile],
    /// What happens instead if it does not apply by default; completes "It is …".
    otherwise: &'static str,
}

/// The one rule of `edits.jsonl` that is not in the table of normalization rules.
const BOILERPLATE: Page = Page {
    id: "segment.boilerplate",
    summary: "drops the lines that a page shows around every article",
    why: "Menus, links to other articles, prompts to share and to comment, notices and addresses surround a scraped \
        article. They repeat from page to page, make copies harder to find, and are not part of the text. A line is \
        dropped if its words, shape and position are those of boilerplate; a line that could be the author's is kept. \
        Each run of dropped lines is one edit and can be undone. unspin segment shows the label of every line.",
    changes: Vec::new(),
    stays: Vec::new(),
    errs: "",
    default: true,
    profiles: &[],
    otherwise: "",
};

/// All rules, in the order in which they run.
fn pages() -> Vec<Page> {
    RULES.iter().map(Page::from).chain([BOILERPLATE]).chain(KINDS.iter().map(Page::from)).collect()
}

impl From<&Rule> for Page {
    fn from(rule: &Rule) -> Page {
        Page {
            id: rule.id,
            summary: rule.summary,
            why: rule.why,
            changes: rule.changes.to_vec(),
            stays: rule.stays.iter().map(|&text| (text, None)).collect(),
            errs: rule.errs,
            default: rule.profiles.contains(&Profile::News),
            profiles: rule.profiles,
            otherwise: "off by default",
        }
    }
}

impl From<&Kind> for Page {
    fn from(kind: &Kind) -> Page {
        Page {
            id: kind.id,
            summary: kind.summary,
            why: kind.why,
            changes: kind.changes.iter().map(|example| (example.here, example.there)).collect(),
            stays: kind.stays.iter().map(|example| (example.here, Some(example.there))).collect(),
            errs: kind.errs,
            default: kind.applied,
            profiles: &[],
            otherwise: "always pending review",
        }
    }
}

impl Page {
    /// The name of its family: `space` of `space.exotic`.
    fn family(&self) -> &'static str {
        self.id.split_once('.').map_or(self.id, |(family, _)| family)
    }

    /// Whether `name` is its id (`space.exotic`) or its family (`space`).
    fn is_called(&self, name: &str) -> bool {
        self.id == name || self.family() == name
    }
}

/// Lists all rules, or explains the named ones.
pub(super) fn run(args: &Explain, global: &Global, term: &Term) -> Result<Status, End> {
    let mut pages = pages();
    if let Some(name) = &args.rule {
        if !pages.iter().any(|page| page.is_called(name)) {
            return Err(unknown(name, &pages).into());
        }
        pages.retain(|page| page.is_called(name));
    }
    let mut out = term.page();
    match (global.format, &args.rule) {
        (Some(Format::Jsonl), _) => pages.iter().try_for_each(|page| row(&mut out, page)),
        (_, None) => list(&mut out, &pages),
        (_, Some(_)) => pages.iter().enumerate().try_for_each(|(at, page)| {
            let gap = if at > 0 { "\n" } else { "" };
            write!(out, "{gap}")?;
            explain(&mut out, page)
        }),
    }
    .and_then(|()| out.flush())
    .map_err(output_error)?;
    if args.rule.is_none() {
        term.next("unspin explain RULE");
    }
    Ok(Status::Done)
}

fn unknown(name: &str, pages: &[Page]) -> Error {
    let known = pages.iter().flat_map(|page| [page.id, page.family()]);
    let hint = match nearest(name, known) {
        Some(near) => format!("did you mean {near}?"),
        None => "unspin explain lists all rules".into(),
    };
    Error::NoSuchRule(format!("there is no rule {name:?}; {hint}"))
}

fn list(out: &mut dyn Write, pages: &[Page]) -> io::Result<()> {
    let width = pages.iter().map(|page| page.id.len()).max().unwrap_or(0);
    for page in pages {
        let otherwise = if page.default { String::new() } else { format!(" ({})", page.otherwise) };
        writeln!(out, "{HEAD}{:width$}{HEAD:#}  {}{DIM}{otherwise}{DIM:#}", page.id, page.summary)?;
    }
    Ok(())
}

fn explain(out: &mut dyn Write, page: &Page) -> io::Result<()> {
    writeln!(out, "{HEAD}{}{HEAD:#} {}\n\n{}", page.id, page.summary, wrapped(page.why))?;
    if !page.changes.is_empty() {
        writeln!(out, "\n{DIM}changes{DIM:#}")?;
    }
    for (at, (before, after)) in page.changes.iter().enumerate() {
        let gap = if at > 0 { "\n" } else { "" };
        writeln!(out, "{gap}  {GONE}{}{GONE:#}\n  {GOOD}{}{GOOD:#}", revealed_line(before), revealed_line(after))?;
    }
    if !page.stays.is_empty() {
        writeln!(out, "\n{DIM}does not change{DIM:#}")?;
    }
    for (text, beside) in &page.stays {
        writeln!(out, "  {}", revealed_line(text))?;
        if let Some(witness) = beside {
            writeln!(out, "    {DIM}beside{DIM:#} {}", revealed_line(witness))?;
        }
    }
    if !page.errs.is_empty() {
        writeln!(out, "\n{DIM}known errors{DIM:#}\n{}", wrapped(page.errs))?;
    }
    match page.default {
        true => Ok(()),
        false => writeln!(out, "\nIt is {}.", page.otherwise),
    }
}

fn row(out: &mut dyn Write, page: &Page) -> io::Result<()> {
    let pair = |before: &str, after: &str| json!({ "before": before, "after": after });
    let row = json!({
        "rule": page.id,
        "summary": page.summary,
        "why": page.why,
        "changes": page.changes.iter().map(|(before, after)| pair(before, after)).collect::<Vec<_>>(),
        "stays": page.stays.iter().map(|(text, _)| text).collect::<Vec<_>>(),
        "beside": page.stays.iter().filter_map(|(_, beside)| *beside).collect::<Vec<_>>(),
        "errs": page.errs,
        "default": page.default,
        "profiles": page.profiles,
    });
    report::write_row(out, &row)
}

/// Wraps prose into lines of at most [`WIDTH`] characters.
fn wrapped(text: &str) -> String {
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        let line = lines.last_mut().expect("the list starts with a line");
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
