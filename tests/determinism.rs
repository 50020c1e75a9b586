//! Results do not depend on the number of threads or on the order of the inputs.

mod support;

use std::fs;
use std::path::PathBuf;

use support::{Dice, Run};

const FILES: [&str; 5] = ["documents.jsonl", "edits.jsonl", "repairs.jsonl", "links.jsonl", "clusters.jsonl"];

/// The articles as single files and made-up records in single files, so that their order can be changed.
fn inputs(home: &std::path::Path) -> Vec<PathBuf> {
    let mut inputs: Vec<PathBuf> =
        fs::read_dir(support::corpus()).unwrap().map(|entry| entry.unwrap().path()).collect();
    inputs.retain(|path| path.extension().is_some_and(|extension| extension == "txt"));
    for (at, record) in support::records(7, 80).into_iter().enumerate() {
        let path = home.join(format!("{at}.jsonl"));
        fs::write(&path, record).unwrap();
        inputs.push(path);
    }
    inputs.sort();
    inputs
}

/// A file's lines, those of one document together and in their order, documents by id.
fn by_document(run: &Run, name: &str) -> Vec<(String, String)> {
    let text = fs::read_to_string(run.folder.join(name)).unwrap();
    let key = |line: &str| {
        let row: serde_json::Value = serde_json::from_str(line).unwrap();
        row.get("doc").or(row.get("id")).or(row.get("a")).or(row.get("cluster")).unwrap().to_string()
    };
    let mut lines: Vec<(String, String)> = text.lines().map(|line| (key(line), line.to_owned())).collect();
    lines.sort_by(|a, b| a.0.cmp(&b.0));
    lines
}

#[test]
fn threads_do_not_count() {
    let home = tempfile::tempdir().unwrap();
    let inputs = inputs(home.path());
    let (one, two) = (support::clean(&inputs, 1), support::clean(&inputs, 2));
    for name in FILES {
        assert!(!one.rows(name).is_empty(), "{name} has something to compare");
    }
    for name in FILES.into_iter().chain(["report.html"]) {
        let read = |run: &Run| fs::read_to_string(run.folder.join(name)).unwrap();
        assert_eq!(read(&one), read(&two), "{name}");
    }
}

#[test]
fn the_order_of_the_inputs_does_not_count() {
    let home = tempfile::tempdir().unwrap();
    let mut inputs = inputs(home.path());
    let first = support::clean(&inputs, 2);
    for seed in 1..=2 {
        Dice(seed).shuffle(&mut inputs);
        let other = support::clean(&inputs, 2);
        for name in ["documents.jsonl", "edits.jsonl", "repairs.jsonl"] {
            assert_eq!(by_document(&first, name), by_document(&other, name), "{name}");
        }
        for name in ["links.jsonl", "clusters.jsonl"] {
            let read = |run: &Run| fs::read_to_string(run.folder.join(name)).unwrap();
            assert_eq!(read(&first), read(&other), "{name}");
        }
        let ids: Vec<String> = other.rows("documents.jsonl").iter().map(|row| row["id"].to_string()).collect();
        let mut sorted = ids.clone();
        sorted.sort();
        assert_ne!(ids, sorted, "documents stand in input order");
    }
}
