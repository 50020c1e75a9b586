//! The rules on real articles and on cases of their own.

use std::path::Path;

use unspin::config::NormalizeConfig;
use unspin::normalize::normalize;

/// What the rules change in an article of the corpus, no-break spaces aside: (rule, before, after, text after it).
fn changes(name: &str) -> Vec<(String, String, String, String)> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus").join(name);
    let original = std::fs::read_to_string(path).unwrap();
    let (patch, clean) = normalize(&original, &NormalizeConfig::DEFAULT);
    assert_eq!(patch.apply(&original).unwrap(), clean);
    assert_eq!(patch.revert(&clean).unwrap(), original);
    let of_interest = patch.edits().iter().filter(|edit| edit.rule != "space.exotic");
    of_interest
        .map(|edit| {
            let follows = original[edit.span.end..].chars().take(5).collect();
            (edit.rule.to_string(), edit.before.clone(), edit.after.clone(), follows)
        })
        .collect()
}

fn row(rule: &str, before: &str, after: &str, follows: &str) -> (String, String, String, String) {
    (rule.into(), before.into(), after.into(), follows.into())
}

#[test]
fn the_faults_of_the_corpus_are_mended_and_nothing_else_is_touched() {
    assert_eq!(changes("000_4d97353a30f70070.txt"), [row("glue.name", "", " ", "Kate ")]);
    assert_eq!(changes("001_affdd0de40c26050.txt"), [row("quote.mend", "'", "’", "”\n\nIn")]);
    assert_eq!(changes("002_6f7d6fc794569498.txt"), []);
    assert_eq!(changes("003_d949d7c109d66165.txt"), []);
    assert_eq!(changes("004_bd4a0573e9b7c7ee.txt"), [row("glue.sentence", "", " ", "Our c")]);
}
