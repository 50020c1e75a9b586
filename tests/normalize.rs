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
    assert_eq!(changes("003_d949d7c109d66165.txt"), [row("space.doubled", " ", "", "\u{a0}It a")]);
    assert_eq!(changes("004_bd4a0573e9b7c7ee.txt"), [row("glue.sentence", "", " ", "Our c")]);
}

/// A line of `tests/normalize/*.jsonl`: a text, and what it becomes if it does not stay.
#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    text: String,
    becomes: Option<String>,
}

/// Every case with its place.
fn cases() -> Vec<(String, Case)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/normalize");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let mut cases = Vec::new();
    for file in files {
        let name = file.file_name().unwrap().to_string_lossy().into_owned();
        let lines = std::fs::read_to_string(&file).unwrap();
        for (number, line) in (1..).zip(lines.lines()) {
            let case = serde_json::from_str(line).unwrap_or_else(|why| panic!("{name}:{number}: {why}"));
            cases.push((format!("{name}:{number}"), case));
        }
    }
    cases
}

#[test]
fn every_case_becomes_what_it_should_or_stays() {
    let mut wrong = Vec::new();
    for (place, case) in cases() {
        let (patch, clean) = normalize(&case.text, &NormalizeConfig::DEFAULT);
        assert_eq!(patch.revert(&clean).unwrap(), case.text, "{place}");
        assert_eq!(normalize(&clean, &NormalizeConfig::DEFAULT).1, clean, "{place} is normalized once and for all");
        let wanted = case.becomes.as_ref().unwrap_or(&case.text);
        if clean != *wanted {
            wrong.push(format!("{place}\n  text   {:?}\n  gives  {clean:?}\n  wanted {wanted:?}", case.text));
        }
    }
    assert!(wrong.is_empty(), "{} cases fail:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn half_of_the_cases_must_stay() {
    let cases = cases();
    let staying = cases.iter().filter(|(_, case)| case.becomes.is_none()).count();
    assert!(cases.len() >= 400 && staying * 2 >= cases.len(), "{staying} of {} stay", cases.len());
}

#[test]
fn endless_runs_take_linear_time() {
    // With a path that takes the square, any of these would run for minutes.
    const BYTES: usize = 1 << 17;
    let seeds = [
        "a",
        "&",
        "&amp;",
        "<a",
        "\"",
        "'",
        "“",
        "’",
        ".",
        "a.\"B",
        "a.B ",
        "'sA",
        " ,",
        "a,b ",
        "\u{200d}",
        "\u{200b}",
        "\u{301}",
        "\u{a0}",
        "\u{fffd}",
        "x\u{fffd}s ",
        "Ã",
        "Ã©",
        "â€",
        "┬┐a",
        "аa",
        "windowsа и ",
        "\u{202a}",
        "\r",
        "a  b ",
        "(a  b) ",
        "( a",
        "“ a ” ",
        " ’s",
        " n't ",
        "aBc",
        "ofTexas Texas ",
        "leadNow you ",
        "a\u{fffd} ",
        "\u{fffd}a, ",
        "\u{fffd} ",
        "it¿s ",
        "--",
        "a -- ",
        ". . ",
        "&#038;",
        "the words of a wrapped text go on and-\non ",
        "\u{1b}[",
        "Ｆ",
        "ﬁ",
        "\u{93}",
    ];
    for seed in seeds {
        let start = std::time::Instant::now();
        let text = seed.repeat(BYTES / seed.len());
        let (patch, clean) = normalize(&text, &NormalizeConfig::DEFAULT);
        assert_eq!(patch.apply(&text).unwrap(), clean);
        assert!(start.elapsed().as_secs() < 60, "{seed:?} takes too long");
    }
}
