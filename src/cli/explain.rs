//! `unspin explain`: what a rule does, why, and where it errs.

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

/// Columns of prose: what reads well.
const WIDTH: usize = 88;

/// What is told of a rule, whichever pass it belongs to.
struct Page {
    id: &'static str,
    summary: &'static str,
    why: &'static str,
    /// What changes, and what it becomes.
    changes: Vec<(&'static str, &'static str)>,
    /// What stays, and for repairs the witness's words beside it.
    stays: Vec<(&'static str, Option<&'static str>)>,
    errs: &'static str,
    /// Whether it changes texts without being asked to.
    default: bool,
    /// The profiles of `normalize` that it belongs to; none of other passes.
    profiles: &'static [Profile],
    /// What it is where it is not: the end of a sentence that begins with "It is".
    otherwise: &'static str,
}

/// The rule of `edits.jsonl` that is no row of a table: it looks at a page as a whole and not at a text alone.
const BOILERPLATE: Page = Page {
    id: "segment.boilerplate",
    summary: "drops the lines that a page shows around every article",
    why: "Menus, links to other articles, prompts to share and to comment, notices and addresses of the blog surround a \
        scraped article; they repeat from page to page, hide what is a copy of what, and are no part of its text. A line \
        goes if its words, shape and place speak for boilerplate; a line that could be the author's stays. Each run of \
        dropped lines is one edit, so that nothing is lost. unspin segment shows the label of every line.",
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
            otherwise: "for a reader to decide",
        }
    }
}

impl Page {
    /// The name of its family: `space` of `space.exotic`.
    fn family(&self) -> &'static str {
        self.id.split_once('.').map_or(self.id, |(family, _)| family)
    }

    /// Whether it is meant by an id (`space.exotic`) or the name of a family (`space`).
    fn is_called(&self, name: &str) -> bool {
        self.id == name || self.family() == name
    }
}

/// Lists the rules, or explains those that are named.
pub fn run(args: &Explain, global: &Global, term: &Term) -> Result<Status, End> {
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
            tell(&mut out, page)
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
        None => "unspin explain lists them".into(),
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

fn tell(out: &mut dyn Write, page: &Page) -> io::Result<()> {
    writeln!(out, "{HEAD}{}{HEAD:#} {}\n\n{}", page.id, page.summary, wrapped(page.why))?;
    if !page.changes.is_empty() {
        writeln!(out, "\n{DIM}changes{DIM:#}")?;
    }
    for (at, (before, after)) in page.changes.iter().enumerate() {
        let gap = if at > 0 { "\n" } else { "" };
        writeln!(out, "{gap}  {GONE}{}{GONE:#}\n  {GOOD}{}{GOOD:#}", revealed_line(before), revealed_line(after))?;
    }
    if !page.stays.is_empty() {
        writeln!(out, "\n{DIM}leaves alone{DIM:#}")?;
    }
    for (text, beside) in &page.stays {
        writeln!(out, "  {}", revealed_line(text))?;
        if let Some(witness) = beside {
            writeln!(out, "    {DIM}beside{DIM:#} {}", revealed_line(witness))?;
        }
    }
    if !page.errs.is_empty() {
        writeln!(out, "\n{DIM}errs{DIM:#}\n{}", wrapped(page.errs))?;
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
