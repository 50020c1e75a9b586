//! Checks that docs/rules.md is generated from the table of rules.
//! `UNSPIN_DOCS=overwrite cargo test --test tests rules_book` writes it.

use std::fmt::Write as _;
use std::path::Path;

use unspin::config::Profile;
use unspin::normalize::{RULES, Rule};
use unspin::repair::{Example, KINDS, Kind};
use unspin::report::{revealed, visible_line};

/// The result of reading edits on real text: a row for each rule and kind of text.
struct Measurement<'t> {
    rule: &'t str,
    text: &'t str,
    edits: usize,
    read: usize,
    wrong: usize,
    note: &'t str,
}

/// The rows of `tests/rules_book/read.tsv`.
fn measurements() -> Vec<Measurement<'static>> {
    let rows = include_str!("rules_book/read.tsv").lines().filter(|line| !line.starts_with('#'));
    rows.map(|line| {
        let columns: Vec<&str> = line.split('\t').collect();
        let [rule, text, edits, read, wrong, note] = columns[..] else { panic!("six columns: {line:?}") };
        let number = |column: &str| column.parse().unwrap_or_else(|_| panic!("a number: {line:?}"));
        Measurement { rule, text, edits: number(edits), read: number(read), wrong: number(wrong), note }
    })
    .collect()
}

const HEAD: &str = "\
# Rules

What `unspin normalize` changes, rule by rule, in the order in which the rules run, followed by the
kinds of repair ([how repair decides](repair.md)). `unspin explain RULE` shows the same text. This
file is generated from the tables in `src/normalize/` and `src/repair/kinds.rs` by
`UNSPIN_DOCS=overwrite cargo test --test tests rules_book`, and `cargo test` fails if it is out of date.
The examples are tests, too.

* **Profiles**: `news` is the default. `minimal` changes only what no reader can see. `nfkc` makes
  keys for searching. `--only` and `--skip` accept rules (`glue.sentence`) and families (`glue`).
* **Every change is an edit** with its position, the text before it and the rule. Each edit can be
  undone, byte for byte.
* **Normalizing twice is normalizing once**: a normalized text does not change again, unless it was
  made to need more than eight rounds of the table (references whose digits are references).
* **The profile `minimal`** deletes characters without width or ink (control characters, soft
  hyphens, zero-width spaces and joiners, direction marks, variation selectors and tags, where they
  are not spelling) and terminal escape sequences, turns line ends into line feeds, and composes
  letters (NFC). Nothing visible is lost.
* **Language**: a rule about English says so, and runs only in a text whose beginning is clearly
  English. The other rules apply to every language.
* **In the examples**, invisible characters are shown as ⟨U+200B⟩, and the end of a line as ⏎.

The tables \"measured on\" count edits that were read as an editor would read them, on plain
articles (English news from five collections; news in twelve other languages) and on whole pages
that extractors made of web sites. *Wrong* edits made the text worse.

";

fn rules_md() -> String {
    let mut out = HEAD.to_owned();
    let measurements = measurements();
    writeln!(out, "| rule | what it does |\n|---|---|").unwrap();
    for rule in RULES {
        writeln!(out, "| [`{0}`](#{1}) | {2} |", rule.id, rule.id.replace('.', ""), rule.summary.replace('|', "\\|"))
            .unwrap();
    }
    for kind in KINDS {
        writeln!(out, "| [`{0}`](#{1}) | {2} |", kind.id, kind.id.replace('.', ""), kind.summary).unwrap();
    }
    for rule in RULES {
        page(&mut out, rule, &measurements);
    }
    for kind in KINDS {
        kind_page(&mut out, kind);
    }
    let unknown: Vec<&str> =
        measurements.iter().map(|row| row.rule).filter(|id| RULES.iter().all(|rule| rule.id != *id)).collect();
    assert!(unknown.is_empty(), "no such rules: {unknown:?}");
    out
}

fn page(out: &mut String, rule: &Rule, measurements: &[Measurement]) {
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
        writeln!(out, "\n{}", wrapped(&format!("Known errors: {}", rule.errs))).unwrap();
    }
    let rows: Vec<&Measurement> = measurements.iter().filter(|row| row.rule == rule.id).collect();
    if rows.is_empty() {
        writeln!(out, "\nMeasured: no edits in the texts that were read.").unwrap();
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
    let applied = if kind.applied { "Applied where the confidence is high." } else { "Never applied without review." };
    writeln!(out, "{applied}\n\nChanges, in a document that shows the fault:\n").unwrap();
    for Example { here, there } in kind.changes {
        writeln!(out, "* {} → {}", code(&revealed(here)), code(&revealed(there))).unwrap();
    }
    if !kind.stays.is_empty() {
        writeln!(out, "\nLeaves alone:\n").unwrap();
    }
    for Example { here, there } in kind.stays {
        writeln!(out, "* {}, beside {}", code(&revealed(here)), code(&revealed(there))).unwrap();
    }
    writeln!(out, "\n{}", wrapped(&format!("Known errors: {}", kind.errs))).unwrap();
}

fn profiles(rule: &Rule) -> String {
    let name = |profile: &Profile| match profile {
        Profile::News => "`news`",
        Profile::Minimal => "`minimal`",
        Profile::Nfkc => "`nfkc`",
    };
    match rule.profiles {
        [] => "any profile, if the configuration names a style (`quotes`, `dashes`)".into(),
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

/// Prose in lines of at most 100 characters.
fn wrapped(text: &str) -> String {
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        let line = lines.last_mut().expect("there is a line from the start");
        if line.is_empty() {
            line.push_str(word);
        } else if line.chars().count() + 1 + word.chars().count() <= 100 {
            line.push(' ');
            line.push_str(word);
        } else {
            lines.push(word.to_owned());
        }
    }
    lines.join("\n")
}

#[test]
fn rules_md_matches_the_table() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/rules.md");
    let expected = rules_md();
    if std::env::var_os("UNSPIN_DOCS").is_some_and(|what| what == "overwrite") {
        std::fs::write(&path, &expected).unwrap();
    }
    let actual = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        actual == expected,
        "docs/rules.md is out of date: run UNSPIN_DOCS=overwrite cargo test --test tests rules_book"
    );
}
