//! An article, original and clean text side by side. Every edit and repair is described at its
//! position; dropped boilerplate is folded.

use std::fmt::{self, Write};

use super::card::document_scores;
use super::escape::{attribute, escape, exchange, label, shown};
use super::page::{Page, Status};
use crate::model::{BOILERPLATE_RULE, Damage, DocumentReport, Edit, Repair, Role, Verdict};
use crate::report::summary::plural;

/// The largest original that is shown, in bytes. The edits of longer ones are easier to read in
/// `edits.jsonl`.
pub(super) const MAX_BYTES: usize = 60_000;

/// Writes the article of the document with this index, folded.
pub(super) fn article(out: &mut String, page: &Page, index: usize) -> fmt::Result {
    let report = &page.report.documents[index];
    let document = &report.document;
    write!(out, "<details class=\"doc\" id=\"a-{index}\"><summary><span class=\"name\"><bdi>")?;
    label(out, &document.raw.id)?;
    out.push_str("</bdi></span> <small>");
    facts(out, page, index)?;
    out.push_str("</small></summary>\n");
    if let Some(title) = document.raw.field("title") {
        out.push_str("<p class=\"title\" dir=\"auto\">");
        escape(out, title)?;
        out.push_str("</p>\n");
    }
    document_scores(out, index, report)?;
    if document.raw.text.len() > MAX_BYTES {
        out.push_str("<p class=\"none\">Too long to show here. The text is in documents.jsonl, the edits are in edits.jsonl.</p>\n");
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

/// Writes what cleaning found and did, in a few words.
fn facts(out: &mut String, page: &Page, index: usize) -> fmt::Result {
    let report = &page.report.documents[index];
    let document = &report.document;
    let mut parts = Vec::new();
    match (document.patch.edits().len(), report.repairs.len()) {
        (0, 0) => parts.push("unchanged".to_owned()),
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
    if let Some(family) = page.families.of[index] {
        parts.push(format!("family {}", family + 1));
    }
    if document.raw.encoding != "utf-8" {
        parts.push(format!("decoded from {}", document.raw.encoding));
    }
    out.push_str(&parts.join(" · "));
    if let Some(cluster) = report.cluster.map(|cluster| &page.report.clusters[cluster]) {
        match report.role {
            Role::Duplicate => {
                out.push_str(" · duplicate of <bdi>");
                label(out, &cluster.kept)?;
                out.push_str("</bdi>");
            }
            _ => write!(out, " · kept, {}", plural(cluster.members.len() - 1, "duplicate"))?,
        }
    }
    if let Some(site) = document.raw.site() {
        out.push_str(" · <bdi>");
        label(out, site)?;
        out.push_str("</bdi>");
    }
    Ok(())
}

/// A change of the original.
enum Change<'r> {
    Edit(&'r Edit),
    Repair(&'r Repair),
}

impl Change<'_> {
    /// The start and the end of the changed bytes of the original.
    fn position(&self) -> (usize, usize) {
        match self {
            Change::Edit(edit) => (edit.span.start, edit.span.end),
            Change::Repair(repair) => (repair.original.start, repair.original.end),
        }
    }
}

/// The edits and repairs of a document, by position. Edits inside the span of a repair are left
/// out: the words that the repair replaces contain their effect.
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
    all.sort_by_key(Change::position);
    all
}

/// Writes rows of two cells, one for each text. A row ends where both texts have a line end.
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
            let (start, end) = change.position();
            // Changes are in order and within the text. One that is not is left out, not shown
            // wrongly.
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

    /// Writes dropped lines, folded, at the position where they were.
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
                why.push_str("added ");
                isolated(&mut why, &edit.after)?;
            }
            (_, true) => {
                why.push_str("removed ");
                isolated(&mut why, &edit.before)?;
            }
            _ => {
                isolated(&mut why, &edit.before)?;
                why.push_str(" → ");
                isolated(&mut why, &edit.after)?;
            }
        }
        write!(why, ", bytes {}–{}</span>", edit.span.start, edit.span.end)?;
        // The Tab key stops once at each edit: in the clean text, unless the edit leaves nothing
        // there.
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
        let status = Status::of(repair);
        let mut why = String::from("<span class=\"why\"><code>");
        write!(why, "repair.{}</code> ", repair.kind.name())?;
        exchange(&mut why, &repair.before, &repair.after)?;
        let (band, confidence) = (repair.band.name(), repair.confidence);
        write!(why, ", {}, {band} confidence {confidence:.2}</span>", status.label())?;
        let link = |out: &mut String, words: &str| -> fmt::Result {
            out.push_str("<a class=\"e ");
            write!(out, "{}\" href=\"#r-", status.name())?;
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

/// Writes words of a document within a description. Their text direction is isolated, so that the
/// description is read in its own order.
fn isolated(out: &mut String, words: &str) -> fmt::Result {
    out.push_str("<bdi>");
    shown(out, words, true)?;
    out.push_str("</bdi>");
    Ok(())
}

/// Whether the edit dropped boilerplate lines and put nothing in their place.
fn is_boilerplate(edit: &Edit) -> bool {
    edit.after.trim().is_empty() && edit.rules().any(|rule| rule == BOILERPLATE_RULE)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::fixture;

    fn rows(index: usize) -> String {
        let mut out = String::new();
        Rows::new(&mut out).all(&fixture::run().documents[index]).expect("writing to a string cannot fail");
        out
    }

    /// The text of one side, without the descriptions of changes.
    fn words(html: &str) -> String {
        let mut text = String::new();
        let mut rest = html.replace("<span class=\"hidden\">U+00A0</span>", "␣");
        while let Some(start) = rest.find("<span class=\"why\">") {
            let end = start + rest[start..].find("</span>").expect("the description ends") + "</span>".len();
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
            original.push_str(&words(cells.next().expect("the original cell")));
            clean.push_str(&words(cells.next().expect("the clean cell")).replace('\n', ""));
            clean.push('|');
        }
        assert!(original.contains("showtime reported by The Morning Mail."), "{original}");
        assert!(original.contains("cars every day.Ferries"), "{original}");
        assert!(clean.starts_with("River town votes to close its old span|The metropolis council"), "{clean}");
        assert!(clean.contains("first reported by The Morning Post. "), "an applied repair: {clean}");
        assert!(clean.contains("shut the Harbour Span for"), "a pending repair does not change the text: {clean}");
        assert!(clean.contains("cars every day. Ferries volition run instead.|"), "{clean}");
    }

    #[test]
    fn dropped_boilerplate_is_folded_at_its_position() {
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
