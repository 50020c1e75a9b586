//! An article, original and clean side by side: every edit and repair told where it stands, dropped boilerplate folded.

use std::fmt::{self, Write};

use super::Page;
use super::card::measured;
use super::escape::{attribute, escape, exchange, label, shown};
use crate::model::{Damage, DocumentReport, Edit, Repair, Role, Verdict};
use crate::report::run::BOILERPLATE_RULE;
use crate::report::summary::plural;

/// Bytes of an original that is shown whole; of longer ones, the rows of `edits.jsonl` tell more than a page could.
pub(super) const MAX_BYTES: usize = 60_000;

/// The article, folded.
pub(super) fn article(out: &mut String, page: &Page, at: usize) -> fmt::Result {
    let report = &page.report.documents[at];
    let document = &report.document;
    write!(out, "<details class=\"doc\" id=\"a-{at}\"><summary><span class=\"name\"><bdi>")?;
    label(out, &document.raw.id)?;
    out.push_str("</bdi></span> <small>");
    facts(out, page, at, report)?;
    out.push_str("</small></summary>\n");
    if let Some(title) = document.raw.field("title") {
        out.push_str("<p class=\"title\" dir=\"auto\">");
        escape(out, title)?;
        out.push_str("</p>\n");
    }
    measured(out, at, report)?;
    if document.raw.text.len() > MAX_BYTES {
        out.push_str("<p class=\"none\">Too long to be shown here: its text stands in documents.jsonl, its edits in edits.jsonl.</p>\n");
    } else if report.text() == document.raw.text && report.repairs.is_empty() {
        out.push_str("<div class=\"text\" dir=\"auto\">\n");
        for line in document.raw.text.split('\n').filter(|line| !line.trim().is_empty()) {
            out.push_str("<p>");
            escape(out, line)?;
            out.push_str("</p>\n");
        }
        out.push_str("</div>\n");
    } else {
        out.push_str("<div class=\"pair heads\"><b>Original</b><b>Clean</b></div>\n");
        Rows::new(out).all(report)?;
    }
    out.push_str("</details>\n");
    Ok(())
}

/// What became of it, in a few words.
fn facts(out: &mut String, page: &Page, at: usize, report: &DocumentReport) -> fmt::Result {
    let document = &report.document;
    let mut parts = Vec::new();
    match (document.patch.edits().len(), report.repairs.len()) {
        (0, 0) => parts.push("left as it was".to_owned()),
        (edits, 0) => parts.push(plural(edits, "edit")),
        (0, repairs) => parts.push(plural(repairs, "repair")),
        (edits, repairs) => parts.push(format!("{}, {}", plural(edits, "edit"), plural(repairs, "repair"))),
    }
    if report.spun_score > 0.0 {
        parts.push(format!("spun score {:.1}", report.spun_score));
    }
    match report.damage {
        None | Some(Damage::Spun) => {}
        Some(damage) => parts.push(damage.name().replace('_', " ")),
    }
    if !report.language_known {
        parts.push("not English".to_owned());
    }
    if let Some(family) = page.families.of[at] {
        parts.push(format!("family {}", family + 1));
    }
    if document.raw.encoding != "utf-8" {
        parts.push(format!("from {}", document.raw.encoding));
    }
    out.push_str(&parts.join(" · "));
    if let Some(cluster) = report.cluster.map(|at| &page.report.clusters[at]) {
        match report.role {
            Role::Duplicate => {
                out.push_str(" · a copy of <bdi>");
                label(out, &cluster.kept)?;
                out.push_str("</bdi>");
            }
            _ => write!(out, " · kept of {} copies", cluster.members.len())?,
        }
    }
    if let Some(site) = document.raw.site() {
        out.push_str(" · <bdi>");
        label(out, site)?;
        out.push_str("</bdi>");
    }
    Ok(())
}

/// A change of the original, in its order.
enum Change<'r> {
    Edit(&'r Edit),
    Repair(&'r Repair),
}

impl Change<'_> {
    fn place(&self) -> (usize, usize) {
        match self {
            Change::Edit(edit) => (edit.span.start, edit.span.end),
            Change::Repair(repair) => (repair.original.start, repair.original.end),
        }
    }
}

/// Edits and repairs by place. An edit inside the place of a repair is part of it: its effect stands in the words that the
/// repair replaces.
fn changes(report: &DocumentReport) -> Vec<Change<'_>> {
    let repairs: Vec<&Repair> = report.repairs.iter().collect();
    let covered = |edit: &Edit| {
        repairs.iter().any(|repair| {
            let (start, end) = (repair.original.start, repair.original.end);
            start <= edit.span.start && edit.span.end <= end && !(edit.span.is_empty() && edit.span.start == end)
        })
    };
    let edits = report.document.patch.edits().iter().filter(|edit| !covered(edit)).map(Change::Edit);
    let mut all: Vec<Change> = edits.chain(repairs.iter().map(|repair| Change::Repair(repair))).collect();
    all.sort_by_key(Change::place);
    all
}

/// Rows of two cells; a row ends where both texts have a line's end.
struct Rows<'o> {
    out: &'o mut String,
    original: String,
    clean: String,
    changed: bool,
}

impl<'o> Rows<'o> {
    fn new(out: &'o mut String) -> Self {
        Rows { out, original: String::new(), clean: String::new(), changed: false }
    }

    fn all(mut self, report: &DocumentReport) -> fmt::Result {
        let original = &report.document.raw.text;
        let mut done = 0;
        for change in changes(report) {
            let (start, end) = change.place();
            // Places come in order and stand in the text; what did not would be left out, not shown wrongly.
            let (Some(same), Some(was)) = (original.get(done..start), original.get(start..end)) else { continue };
            self.same(same)?;
            done = end;
            match change {
                Change::Edit(edit) if is_boilerplate(edit) => self.boilerplate(edit)?,
                Change::Edit(edit) => self.edit(edit)?,
                Change::Repair(repair) => self.repair(repair, was)?,
            }
        }
        self.same(&original[done..])?;
        self.end_row();
        Ok(())
    }

    fn same(&mut self, text: &str) -> fmt::Result {
        for (number, line) in text.split('\n').enumerate() {
            if number > 0 {
                self.end_row();
            }
            escape(&mut self.original, line)?;
            escape(&mut self.clean, line)?;
        }
        Ok(())
    }

    fn end_row(&mut self) {
        if !self.original.trim().is_empty() || !self.clean.trim().is_empty() {
            let class = if self.changed { "pair" } else { "pair same" };
            self.out.push_str(&format!(
                "<div class=\"{class}\"><p dir=\"auto\">{}</p><p dir=\"auto\">{}</p></div>\n",
                self.original, self.clean
            ));
        }
        self.original.clear();
        self.clean.clear();
        self.changed = false;
    }

    /// Lines of the page around the story: folded where they stood, and not gone.
    fn boilerplate(&mut self, edit: &Edit) -> fmt::Result {
        self.end_row();
        let lines = || edit.before.lines().filter(|line| !line.trim().is_empty());
        let count = lines().count();
        if count == 0 {
            return Ok(());
        }
        writeln!(
            self.out,
            "<div class=\"pair\"><details class=\"boilerplate\"><summary>{} of page boilerplate</summary>",
            plural(count, "line")
        )?;
        for line in lines() {
            self.out.push_str("<p dir=\"auto\">");
            escape(self.out, line.trim())?;
            self.out.push_str("</p>\n");
        }
        self.out.push_str("</details><p class=\"none\">dropped</p></div>\n");
        Ok(())
    }

    fn edit(&mut self, edit: &Edit) -> fmt::Result {
        self.changed = true;
        let rules: Vec<&str> = edit.rules().map(|rule| rule.as_ref()).collect();
        let mut why = String::from("<span class=\"why\"><code>");
        escape(&mut why, &rules.join(", "))?;
        why.push_str("</code> ");
        match (edit.before.is_empty(), edit.after.is_empty()) {
            (true, _) => {
                why.push_str("put in ");
                isolated(&mut why, &edit.after)?;
            }
            (_, true) => {
                why.push_str("took out ");
                isolated(&mut why, &edit.before)?;
            }
            _ => {
                isolated(&mut why, &edit.before)?;
                why.push_str(" became ");
                isolated(&mut why, &edit.after)?;
            }
        }
        write!(why, ", bytes {}–{}</span>", edit.span.start, edit.span.end)?;
        // One stop for the keyboard for each edit: on the clean side, where anything stands there.
        if !edit.before.is_empty() {
            let stop = if edit.after.is_empty() { " tabindex=\"0\"" } else { "" };
            write!(self.original, "<del class=\"e\"{stop}>")?;
            shown(&mut self.original, &edit.before, false)?;
            write!(self.original, "{why}</del>")?;
        }
        if !edit.after.is_empty() {
            self.clean.push_str("<ins class=\"e\" tabindex=\"0\">");
            shown(&mut self.clean, &edit.after, false)?;
            write!(self.clean, "{why}</ins>")?;
        }
        Ok(())
    }

    fn repair(&mut self, repair: &Repair, was: &str) -> fmt::Result {
        self.changed = true;
        let verdict = repair.verdict.name();
        let mut why = String::from("<span class=\"why\"><code>");
        write!(why, "repair.{}</code> ", repair.kind.name())?;
        exchange(&mut why, &repair.before, &repair.after)?;
        write!(why, ", {verdict}, {} {:.2}</span>", repair.band.name(), repair.confidence)?;
        let link = |out: &mut String, words: &str| -> fmt::Result {
            out.push_str("<a class=\"e ");
            write!(out, "{verdict}\" href=\"#r-")?;
            attribute(out, &repair.id)?;
            out.push_str("\">");
            escape(out, words)?;
            write!(out, "{why}</a>")
        };
        match repair.verdict {
            Verdict::Accepted => {
                self.original.push_str("<del class=\"e\">");
                escape(&mut self.original, was)?;
                self.original.push_str("</del>");
                link(&mut self.clean, &repair.after)
            }
            Verdict::Pending | Verdict::Rejected => {
                escape(&mut self.original, was)?;
                link(&mut self.clean, &repair.before)
            }
        }
    }
}

/// Words of a text in a sentence of ours: their direction is their own, so that two of them are read in our order.
fn isolated(out: &mut String, words: &str) -> fmt::Result {
    out.push_str("<bdi>");
    shown(out, words, true)?;
    out.push_str("</bdi>");
    Ok(())
}

fn is_boilerplate(edit: &Edit) -> bool {
    edit.after.trim().is_empty() && edit.rules().any(|rule| rule == BOILERPLATE_RULE)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::fixture;

    fn rows(at: usize) -> String {
        let mut out = String::new();
        Rows::new(&mut out).all(&fixture::run().documents[at]).expect("a string takes it");
        out
    }

    /// The words of one side, without what is told about them.
    fn words(html: &str) -> String {
        let mut text = String::new();
        let mut rest = html.replace("<span class=\"hidden\">U+00A0</span>", "␣");
        while let Some(start) = rest.find("<span class=\"why\">") {
            let end = start + rest[start..].find("</span>").expect("it ends") + "</span>".len();
            rest.replace_range(start..end, "");
        }
        let mut inside = false;
        for c in rest.chars() {
            match c {
                '<' => inside = true,
                '>' => inside = false,
                c if !inside => text.push(c),
                _ => {}
            }
        }
        text
    }

    #[test]
    fn both_sides_read_as_their_texts() {
        let rows = rows(0);
        let (mut original, mut clean) = (String::new(), String::new());
        for row in rows
            .split("<div class=\"pair")
            .skip(1)
            .filter(|row| row.contains("<p dir=\"auto\">") && !row.contains("boilerplate"))
        {
            let mut cells = row.split("<p dir=\"auto\">").skip(1);
            original.push_str(&words(cells.next().expect("left")));
            clean.push_str(&words(cells.next().expect("right")).replace('\n', ""));
            clean.push('|');
        }
        assert!(original.contains("showtime reported by The Morning Mail."), "{original}");
        assert!(original.contains("cars every day.Ferries"), "{original}");
        assert!(clean.starts_with("River town votes to close its old span|The metropolis council"), "{clean}");
        assert!(clean.contains("first reported by The Morning Post. "), "accepted: {clean}");
        assert!(clean.contains("shut the Harbour Span for"), "pending: as it was: {clean}");
        assert!(clean.contains("cars every day. Ferries volition run instead.|"), "{clean}");
    }

    #[test]
    fn boilerplate_is_folded_in_its_place_and_not_gone() {
        let rows = rows(0);
        assert!(
            rows.contains("<summary>3 lines of page boilerplate</summary>\n<p dir=\"auto\">Read Next</p>"),
            "{rows}"
        );
    }

    #[test]
    fn every_change_has_one_stop_for_the_keyboard() {
        let rows = rows(0);
        let stops = rows.matches("tabindex=\"0\"").count() + rows.matches("<a class=\"e ").count();
        assert_eq!(stops, 3 - 1 + 5, "three edits, one of them inside a repair, and five repairs");
    }
}
