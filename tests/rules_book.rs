//! docs/rules.md is the table of rules, and nothing else.
//! `UNSPIN_DOCS=overwrite cargo test --test tests rules_book` writes it.

use std::fmt::Write as _;
use std::path::Path;

use unspin::config::Profile;
use unspin::normalize::{RULES, Rule};
use unspin::repair::{Example, KINDS, Kind};
use unspin::report::{revealed, visible_line};

/// What was found when edits on real text were read: a row for each rule and kind of text.
struct Reading<'t> {
    rule: &'t str,
    text: &'t str,
    edits: usize,
    read: usize,
    wrong: usize,
    note: &'t str,
}

/// The rows of `tests/rules_book/read.tsv`.
fn readings() -> Vec<Reading<'static>> {
    let rows = include_str!("rules_book/read.tsv").lines().filter(|line| !line.starts_with('#'));
    rows.map(|line| {
        let columns: Vec<&str> = line.split('\t').collect();
        let [rule, text, edits, read, wrong, note] = columns[..] else { panic!("six columns: {line:?}") };
        let number = |column: &str| column.parse().unwrap_or_else(|_| panic!("a number: {line:?}"));
        Reading { rule, text, edits: number(edits), read: number(read), wrong: number(wrong), note }
    })
    .collect()
}

const HEAD: &str = "\
# The rule book

What `unspin normalize` changes, rule by rule, in the order in which the rules run, and then the kinds of repair ([how repair
decides](repair.md)). `unspin explain RULE` prints the same pages. This file is written from the tables in `src/normalize/` and
`src/repair/kinds.rs` by `UNSPIN_DOCS=overwrite cargo test --test tests rules_book`, and `cargo test` fails where they differ: the
examples are tests, too.

* **Profiles**: `news` is the default; `minimal` does only what no reader can see; `nfkc` makes keys to search with.
  `--only` and `--skip` take rules (`glue.sentence`) and families (`glue`).
* **Every change is an edit** with its place, what stood there, and the rule; all of them can be undone, byte for byte.
* **Twice is once**: a text that was normalized is left alone the second time. Only text that was made to need more than eight rounds
  of the table (references whose digits are references) goes on changing.
* **Under `minimal`** nothing that shows is lost: characters without width or ink are dropped (controls, soft hyphens, zero-width
  spaces and joiners, marks of direction, selectors and tags where they are no spelling), the codes of a terminal go, line ends
  become line feeds, and letters are composed (NFC).
* **Language**: rules about English say so, and run only in text whose head is plainly English. The others hold for every
  language.
* Characters that cannot be seen are shown as ⟨U+200B⟩, the end of a line as ⏎.

Read as an editor would, and counted: edits on plain articles (English news from five collections; news in twelve other languages) and
on whole pages that extractors made of web sites. *Wrong* are edits after which the text is worse.

";

fn book() -> String {
    let mut out = HEAD.to_owned();
    let readings = readings();
    writeln!(out, "| rule | what it does |\n|---|---|").unwrap();
    for rule in RULES {
        writeln!(out, "| [`{0}`](#{1}) | {2} |", rule.id, rule.id.replace('.', ""), rule.summary.replace('|', "\\|"))
            .unwrap();
    }
    for kind in KINDS {
        writeln!(out, "| [`{0}`](#{1}) | {2} |", kind.id, kind.id.replace('.', ""), kind.summary).unwrap();
    }
    for rule in RULES {
        page(&mut out, rule, &readings);
    }
    for kind in KINDS {
        kind_page(&mut out, kind);
    }
    let unknown: Vec<&str> =
        readings.iter().map(|row| row.rule).filter(|id| RULES.iter().all(|rule| rule.id != *id)).collect();
    assert!(unknown.is_empty(), "no such rules: {unknown:?}");
    out
}

fn page(out: &mut String, rule: &Rule, readings: &[Reading]) {
    writeln!(out, "\n## {}\n\n{}.\n\n{}\n", rule.id, capitalized(rule.summary), wrapped(rule.why)).unwrap();
    writeln!(out, "Runs under: {}.\n", profiles(rule)).unwrap();
    writeln!(out, "Changes:\n").unwrap();
    for (before, after) in rule.changes {
        writeln!(out, "* {} → {}", code(before), code(after)).unwrap();
    }
    writeln!(out, "\nLeaves alone:\n").unwrap();
    for text in rule.stays {
        writeln!(out, "* {}", code(text)).unwrap();
    }
    if !rule.errs.is_empty() {
        writeln!(out, "\nErrs: {}", wrapped(rule.errs)).unwrap();
    }
    let rows: Vec<&Reading> = readings.iter().filter(|row| row.rule == rule.id).collect();
    if rows.is_empty() {
        writeln!(out, "\nMeasured: no edit in the texts that were read.").unwrap();
        return;
    }
    writeln!(out, "\n| measured on | edits | read | wrong | |\n|---|---|---|---|---|").unwrap();
    for row in rows {
        assert!(row.wrong <= row.read && row.read <= row.edits, "{} on {}", row.rule, row.text);
        writeln!(out, "| {} | {} | {} | {} | {} |", row.text, row.edits, row.read, row.wrong, row.note).unwrap();
    }
}

fn kind_page(out: &mut String, kind: &Kind) {
    writeln!(out, "\n## {}\n\n{}.\n\n{}\n", kind.id, capitalized(kind.summary), wrapped(kind.why)).unwrap();
    let whose = if kind.applied { "Applied where it is sure." } else { "Never applied without a reader." };
    writeln!(out, "{whose}\n\nChanges, in a document that shows the fault:\n").unwrap();
    for Example { here, there } in kind.changes {
        writeln!(out, "* {} → {}", code(&revealed(here)), code(&revealed(there))).unwrap();
    }
    if !kind.stays.is_empty() {
        writeln!(out, "\nLeaves alone:\n").unwrap();
    }
    for Example { here, there } in kind.stays {
        writeln!(out, "* {}, beside {}", code(&revealed(here)), code(&revealed(there))).unwrap();
    }
    writeln!(out, "\nErrs: {}", wrapped(kind.errs)).unwrap();
}

fn profiles(rule: &Rule) -> String {
    let name = |profile: &Profile| match profile {
        Profile::News => "`news`",
        Profile::Minimal => "`minimal`",
        Profile::Nfkc => "`nfkc`",
    };
    match rule.profiles {
        [] => "any profile, where the configuration names a style (`quotes`, `dashes`)".into(),
        profiles => profiles.iter().map(name).collect::<Vec<_>>().join(", "),
    }
}

fn capitalized(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or(String::new(), |first| first.to_uppercase().chain(chars).collect())
}

/// A text as code, on one line.
fn code(text: &str) -> String {
    let shown = visible_line(text);
    if shown.contains('`') { format!("`` {shown} ``") } else { format!("`{shown}`") }
}

/// Prose in lines of at most 120 characters.
fn wrapped(text: &str) -> String {
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        let line = lines.last_mut().expect("there is a line from the start");
        if line.is_empty() {
            line.push_str(word);
        } else if line.chars().count() + 1 + word.chars().count() <= 120 {
            line.push(' ');
            line.push_str(word);
        } else {
            lines.push(word.to_owned());
        }
    }
    lines.join("\n")
}

#[test]
fn the_rule_book_is_the_table() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/rules.md");
    let book = book();
    if std::env::var_os("UNSPIN_DOCS").is_some_and(|what| what == "overwrite") {
        std::fs::write(&path, &book).unwrap();
    }
    let stands = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        stands == book,
        "docs/rules.md is not what the table says; UNSPIN_DOCS=overwrite cargo test --test tests rules_book writes it"
    );
}
