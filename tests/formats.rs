//! The output formats: what a run writes is what `docs/schemas/` says.

use std::fs;
use std::path::Path;

use crate::support;
use serde_json::{Value, json};
use unspin::model::feature;

fn schema(name: &str) -> jsonschema::Validator {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("docs/schemas/{name}.schema.json"));
    let schema: Value = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    jsonschema::draft202012::new(&schema).unwrap()
}

fn complaints(name: &str, row: &Value) -> Vec<String> {
    schema(name).iter_errors(row).map(|error| format!("{}: {error}", error.instance_path())).collect()
}

/// The corpus, and made-up records with copies, encodings and boilerplate among them.
fn run(home: &Path) -> std::path::PathBuf {
    let records = home.join("records.jsonl");
    let mut rows = support::records(11, 60);
    let mut copy: Value = serde_json::from_str(&rows[0]).unwrap();
    copy["id"] = json!("a copy");
    rows.push(copy.to_string());
    fs::write(&records, rows.join("\n")).unwrap();
    let out = home.join("out");
    let status = std::process::Command::new(env!("CARGO_BIN_EXE_unspin"))
        .arg("clean")
        .arg(support::corpus())
        .arg(&records)
        .args(["-q", "-o"])
        .arg(&out)
        .status()
        .unwrap();
    assert!(status.success());
    out
}

#[test]
fn every_row_of_a_run_fits_its_schema() {
    let home = tempfile::tempdir().unwrap();
    let out = run(home.path());
    for name in ["documents", "edits", "repairs", "links", "clusters"] {
        let validator = schema(name);
        let text = fs::read_to_string(out.join(format!("{name}.jsonl"))).unwrap();
        assert!(!text.is_empty(), "{name}: there is something to check");
        for (number, line) in text.lines().enumerate() {
            let row: Value = serde_json::from_str(line).unwrap();
            let wrong: Vec<String> =
                validator.iter_errors(&row).map(|error| format!("{}: {error}", error.instance_path())).collect();
            assert!(wrong.is_empty(), "{name}.jsonl line {}: {wrong:?}", number + 1);
            for score in row["scores"].as_object().into_iter().flat_map(|scores| scores.keys()) {
                assert!(feature(score).is_some(), "{score} is a declared feature");
            }
        }
    }
    let run: Value = serde_json::from_str(&fs::read_to_string(out.join("run.json")).unwrap()).unwrap();
    assert_eq!(complaints("run", &run), [""; 0]);
}

#[test]
fn every_row_of_a_lexicon_fits_its_schema_and_a_run_names_the_one_it_used() {
    let home = tempfile::tempdir().unwrap();
    let lexicon = home.path().join("lexicon.jsonl");
    let unspin = |arguments: &[&str], output: &Path| {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_unspin"));
        let status = command.args(arguments).arg(support::corpus()).arg("-q").arg("-o").arg(output).status();
        assert!(status.unwrap().success());
    };
    unspin(&["lexicon", "learn"], &lexicon);
    let text = fs::read_to_string(&lexicon).unwrap();
    assert!(!text.is_empty(), "there is something to check");
    for line in text.lines() {
        let row: Value = serde_json::from_str(line).unwrap();
        assert_eq!(complaints("lexicon", &row), [""; 0], "{row}");
    }
    assert!(!complaints("lexicon", &json!({"before": "a", "after": "b", "weight": 2})).is_empty());

    let out = home.path().join("out");
    unspin(&["clean", "--lexicon", lexicon.to_str().unwrap()], &out);
    let run: Value = serde_json::from_str(&fs::read_to_string(out.join("run.json")).unwrap()).unwrap();
    assert_eq!(complaints("run", &run), [""; 0]);
    assert_eq!(run["lexicon"]["pairs"], text.lines().count());
    assert_eq!(run["config"]["repair"]["lexicon"].as_str(), lexicon.to_str());
}

#[test]
fn schemas_refuse_what_no_run_writes() {
    let edit = json!({"doc": "a", "start": 0, "end": 1, "before": "x", "after": "", "rule": "glue.sentence"});
    assert_eq!(complaints("edits", &edit), [""; 0]);
    for (field, value) in [
        ("start", json!(-1)),
        ("rule", json!("glue")),
        ("also", json!([])),
        ("unknown", json!(1)),
        ("before", json!(null)),
    ] {
        let mut wrong = edit.clone();
        wrong[field] = value;
        assert!(!complaints("edits", &wrong).is_empty(), "{wrong}");
    }
    assert!(!complaints("decisions", &json!({"id": "a", "verdict": "yes"})).is_empty());
    let decision = unspin::model::Decision {
        id: "a".into(),
        verdict: unspin::model::Verdict::Pending,
        by: "Ann".into(),
        doc: Some("b".into()),
        before: Some("c".into()),
        after: None,
    };
    assert_eq!(complaints("decisions", &serde_json::to_value(decision).unwrap()), [""; 0]);
}
