//! Results do not depend on the number of threads or on the order of the inputs.

use std::fs;
use std::path::PathBuf;

use crate::support::{self, Dice, Run};
use serde_json::json;
use unspin::config::{Config, Size};
use unspin::model::{Cluster, Link};
use unspin::pipeline::{self, Until};

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

/// Pages of three sites, each with its own frame around stories that they share, among records of no site.
fn pages(seed: u64) -> Vec<String> {
    let mut dice = Dice(seed);
    let page = |dice: &mut Dice, at: usize| {
        let site = at % 3;
        let frame = format!("The {site} Courier of Westhaven\nAll the news of ward {site} since 19{site}5");
        let foot = format!("Letters to the editor of house {site} are welcome every day of the week");
        let text = format!("{frame}\n{}\nThe end.\n{foot}\n", support::text(dice));
        json!({ "id": format!("page/{:03}", at * 7 % 64), "source": format!("site{site}.example"), "text": text })
    };
    let mut records: Vec<String> = (0..64).map(|at| page(&mut dice, at).to_string()).collect();
    records.extend(support::records(seed, 60));
    records
}

#[test]
fn external_memory_gives_the_same_clusters_for_any_budget() {
    let home = tempfile::tempdir().unwrap();
    let input = home.path().join("records.jsonl");
    let mut records = pages(11);
    for (seed, memory, jobs) in [(1, 0, 1), (2, 20_000, 2), (3, u64::MAX, 2)] {
        Dice(seed).shuffle(&mut records);
        fs::write(&input, records.join("\n")).unwrap();
        let mut config = Config::default();
        config.cluster.memory = Size(memory);
        let jobs = std::num::NonZeroUsize::new(jobs);
        let inputs = [input.clone()];
        let external = pipeline::with_jobs(jobs, || {
            let records = unspin::read::open(&inputs, &config.read).unwrap();
            pipeline::cluster_external(records, &config, home.path())
        })
        .unwrap()
        .unwrap();
        let in_memory = pipeline::run(&inputs, &config, Until::Clusters).unwrap();
        let links: Vec<Link> = external.links().collect::<Result<_, _>>().unwrap();
        assert_eq!(links, in_memory.links, "with {memory} bytes");
        assert_eq!(external.clusters().collect::<Vec<Cluster>>(), in_memory.clusters);
        assert_eq!(external.counts, unspin::model::Counts::of(&in_memory));
        assert!(external.counts.boilerplate_lines > 100, "{:?}", external.counts);
        assert!(external.counts.links.len() > 2 && external.counts.clusters > 3, "{:?}", external.counts);
        let left: Vec<_> = fs::read_dir(home.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        assert_eq!(left, ["records.jsonl"], "temporary files are gone");
    }
}
