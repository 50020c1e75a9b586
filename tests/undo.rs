//! Every change can be undone: the files of a run folder give back each original, byte for byte.

use crate::support;
use std::collections::BTreeMap;
use std::fs;

#[test]
fn the_articles_of_the_corpus_come_back() {
    let run = support::clean(&[support::corpus()], 2);
    let originals = run.originals();
    assert_eq!(originals.len(), 5);
    assert!(
        run.rows("repairs.jsonl").iter().any(|repair| repair["verdict"] == "accepted"),
        "there is something to undo"
    );
    for (id, original) in originals {
        assert_eq!(original.as_bytes(), fs::read(support::corpus().join(&id)).unwrap(), "{id}");
    }
}

#[test]
fn made_up_records_come_back() {
    for seed in 1..=3 {
        let records = support::records(seed, 60);
        let home = tempfile::tempdir().unwrap();
        let input = home.path().join("made.jsonl");
        fs::write(&input, records.join("\n")).unwrap();
        let expected: BTreeMap<String, String> = records
            .iter()
            .map(|record| serde_json::from_str::<serde_json::Value>(record).unwrap())
            .map(|record| (record["id"].as_str().unwrap().into(), record["text"].as_str().unwrap().into()))
            .collect();
        let run = support::clean(&[input], 2);
        assert!(run.rows("edits.jsonl").len() > records.len() / 2, "there is something to undo");
        let originals: BTreeMap<String, String> = run.originals().into_iter().collect();
        assert_eq!(originals, expected, "seed {seed}");
    }
}
