//! docs/measures.md is written from the tables of features and from `models/*.json`.
//! `UNSPIN_DOCS=overwrite cargo test measures` writes it.

use std::fmt::Write as _;
use std::path::Path;

use unspin::model::{Feature, Model, features};

const HEAD: &str = "\
# What is measured

A repair lists its *features* under `scores`: the numbers from which its confidence comes. This page
describes each of them, and each feature of the lines of a page. `unspin explain-repair` and the report
show the features of a repair in words. A feature that does not apply is 0.
[How repair decides](repair.md) describes what happens to a repair.

This page is written from the tables in `src/model/features/` and from `models/*.json` by
`UNSPIN_DOCS=overwrite cargo test measures`, and `cargo test` fails where they differ.

* *sum of word weights*: 0.1 for \"the\", about 0.7 for \"government\", 1.5 for a rare or unknown word.
* *power of ten*: 2 is a hundred times as much, -1 a tenth.
* *witness*: a sibling of the document that is compared with it. *Hit of triage*: a word that no author
  writes between such neighbours.
* In a repair without a witness in its place, `used` has no upper limit.
";

const MODELS: &str = "
## The models

A model is a weighted sum of features, in log odds; the logistic function of the sum is a probability.
The weights are fitted by logistic regression. A feature without a model is only listed, or used by a
rule.
";

const ASSIGNED: &str = "
## Confidences that are assigned

The confidence of a repair of damage by machines is not fitted and is no measured probability. It is
assigned by hand so that the repair gets a band: 0.95 where the form of the words is evidence enough
(a letter of another script, a word with a space inside), 0.97 where all differences of the document
prove that a machine damaged it, 0.7 where a reader should confirm the repair (a number, a lost line).
Assigned by hand, too, is the 0.95 of a repair without a witness whose words were repaired with high
confidence elsewhere in the document.
";

fn number(value: f32) -> String {
    if value == f32::INFINITY { "any".to_owned() } else { value.to_string() }
}

fn range(feature: &Feature) -> String {
    match feature.range {
        (f32::NEG_INFINITY, _) => "any".to_owned(),
        (low, f32::INFINITY) => format!("{low} or more"),
        (low, high) => format!("{low} to {}", number(high)),
    }
}

fn table<'f>(page: &mut String, title: &str, features: impl Iterator<Item = &'f Feature>) {
    write!(page, "\n## {title}\n\n| feature | unit | range | description | models |\n|---|---|---|---|---|\n").unwrap();
    for feature in features {
        let description = match feature.opposite {
            None => feature.label.to_owned(),
            Some(opposite) => format!("above 0: {}; below 0: {opposite}", feature.label),
        };
        let models: Vec<String> = feature.models.iter().map(|model| format!("`{}`", model.name())).collect();
        let (name, unit, range) = (feature.name, feature.scale.unit(), range(feature));
        writeln!(page, "| `{name}` | {unit} | {range} | {description} | {} |", models.join(", ")).unwrap();
    }
}

fn models(page: &mut String) {
    page.push_str(MODELS);
    for model in Model::ALL {
        let file = model.file().fitted;
        let name = model.name();
        write!(page, "\n**`{name}`** (`models/{name}.json`): the probability that {}.\n\n", model.question()).unwrap();
        writeln!(page, "* fitted on {}", file.on).unwrap();
        writeln!(page, "* by `{}`, {}", file.by, file.date).unwrap();
        if !file.by_hand.is_empty() {
            writeln!(page, "* weights chosen by hand: `{}`", file.by_hand.join("`, `")).unwrap();
        }
        for (name, figure) in &file.figures {
            writeln!(page, "* {name}: {}", figure.as_str().map_or_else(|| figure.to_string(), str::to_owned)).unwrap();
        }
    }
}

#[test]
fn the_page_is_the_tables_and_the_models() {
    let mut page = HEAD.to_owned();
    let names = |model: Model| model.features().iter().map(|feature| feature.name).collect::<Vec<_>>();
    table(&mut page, "A repair in its place", features().filter(|feature| !feature.is_of_document()));
    table(&mut page, "The whole document", features().filter(|feature| feature.is_of_document()));
    table(&mut page, "A line of a page by itself", Model::LinesOwn.features().into_iter());
    let own = names(Model::LinesOwn);
    let place = Model::LinesPlace.features().into_iter().filter(|feature| !own.contains(&feature.name));
    table(&mut page, "The place of a line", place);
    page.push_str(
        "\nThe *chance* of a line is 0.5 + its first score / 6, between 0 and 1. The *main stretch* is the run of\n\
         lines with the largest sum of chances, where each line costs a little.\n",
    );
    models(&mut page);
    page.push_str(ASSIGNED);
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/measures.md");
    if std::env::var("UNSPIN_DOCS").is_ok_and(|wish| wish == "overwrite") {
        std::fs::write(&path, &page).unwrap();
    }
    assert_eq!(std::fs::read_to_string(&path).unwrap_or_default(), page, "run it with UNSPIN_DOCS=overwrite");
}
