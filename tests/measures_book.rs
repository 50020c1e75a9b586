//! docs/measures.md is the book of measures, and nothing else.
//! `UNSPIN_DOCS=overwrite cargo test --test tests measures_book` writes it.

use std::fmt::Write as _;
use std::path::Path;

use unspin::model::MEASURES;

const HEAD: &str = "\
# What is measured

A repair lists under `scores` what its confidence was made of. The report and `unspin explain-repair` tell these in words; here is what
each name means. [How repair decides](repair.md) tells what becomes of them. A measure that says nothing is 0.

This file is written from the table in `src/model/measure.rs` by `UNSPIN_DOCS=overwrite cargo test --test tests measures_book`, and
`cargo test` fails where the two differ.

* *sum of word weights*: 0.1 for \"the\", about 0.7 for \"government\", 1.5 for what is rare or unknown.
* *power of ten*: 2 is a hundred times likelier, -1 ten times less likely.
";

#[test]
fn the_book_is_the_table() {
    let mut book = HEAD.to_owned();
    for (of_document, title) in [(false, "In the place"), (true, "In the whole document")] {
        write!(book, "\n## {title}\n\n| name | value | what it says |\n|---|---|---|\n").unwrap();
        for measure in MEASURES.iter().filter(|measure| measure.is_of_document() == of_document) {
            writeln!(book, "| `{}` | {} | {} |", measure.name, measure.scale.unit(), measure.says).unwrap();
        }
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/measures.md");
    if std::env::var("UNSPIN_DOCS").is_ok_and(|wish| wish == "overwrite") {
        std::fs::write(&path, &book).unwrap();
    }
    assert_eq!(std::fs::read_to_string(&path).unwrap_or_default(), book, "run it with UNSPIN_DOCS=overwrite");
}
