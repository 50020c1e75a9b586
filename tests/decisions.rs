//! Decisions of readers: their ids hold over re-runs and changes elsewhere, and they are carried out whole or told.

use std::fs;
use std::path::Path;

use unspin::config::Config;
use unspin::model::{Decision, Repair, RunReport, Verdict, restore};
use unspin::pipeline::{self, Until};

const SPUN: &str = "002_6f7d6fc794569498.txt";

fn corpus() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus")
}

fn run(folder: &Path) -> RunReport {
    let mut config = Config::default();
    // A strict reader, for whom several repairs wait.
    config.repair.high = 0.9;
    pipeline::run(&[folder.to_owned()], &config, Until::Repaired).unwrap()
}

fn repairs(report: &RunReport) -> Vec<&Repair> {
    report.documents.iter().flat_map(|document| document.repairs()).collect()
}

fn decision(repair: &Repair, verdict: Verdict) -> Decision {
    Decision::on(repair, verdict, "Ann")
}

/// A copy of the corpus in which `change` rewrote the spun article.
fn changed(change: impl Fn(&str) -> String) -> tempfile::TempDir {
    let home = tempfile::tempdir().unwrap();
    for entry in fs::read_dir(corpus()).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_owned();
        if name == SPUN {
            fs::write(home.path().join(name), change(&fs::read_to_string(&path).unwrap())).unwrap();
        } else {
            fs::copy(&path, home.path().join(name)).unwrap();
        }
    }
    home
}

#[test]
fn ids_differ_and_survive_changes_elsewhere() {
    let report = run(&corpus());
    let before = repairs(&report);
    let mut ids: Vec<&str> = before.iter().map(|repair| &*repair.id).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), before.len(), "no two repairs share an id");

    // A paragraph at the top, another at the foot, and one word in the middle that no repair touches.
    let home = changed(|text| {
        assert!(text.contains("immigrants"));
        let text = text.replace("immigrants", "newcomers");
        format!("The company has its seat in Seattle.\n\n{text}\n\nThe letter is dated to June.\n")
    });
    fs::write(home.path().join("unrelated.txt"), "The ferry sailed at noon and reached the far bank by one.\n")
        .unwrap();
    let report = run(home.path());
    let after = repairs(&report);
    let applied = before.iter().filter(|repair| repair.verdict == Verdict::Accepted);
    for repair in applied {
        assert!(after.iter().any(|other| other.id == repair.id), "{} -> {} has a new id", repair.before, repair.after);
    }
    for repair in &after {
        let same = before.iter().find(|other| other.id == repair.id);
        assert!(
            same.is_none_or(|other| (&other.before, &other.after) == (&repair.before, &repair.after)),
            "{}",
            repair.id
        );
    }
}

#[test]
fn decisions_take_the_place_of_the_bands_and_can_be_undone() {
    let mut report = run(&corpus());
    let all = repairs(&report);
    let accept = all.iter().find(|repair| repair.verdict == Verdict::Pending).unwrap();
    let mark = all.iter().find(|repair| repair.verdict == Verdict::Rejected).unwrap();
    let reject = all.iter().find(|repair| repair.verdict == Verdict::Accepted).unwrap();
    // The last word on a repair holds.
    let decisions = [
        decision(accept, Verdict::Rejected),
        decision(accept, Verdict::Accepted),
        decision(mark, Verdict::Accepted),
        decision(reject, Verdict::Rejected),
    ];
    let [_, accept, mark, reject] = decisions.clone().map(|decision| decision.id);
    let before: Vec<(String, Verdict)> = all.iter().map(|repair| (repair.id.clone(), repair.verdict)).collect();
    assert_eq!(pipeline::decide(&mut report, &decisions), []);

    for (repair, (id, verdict)) in repairs(&report).into_iter().zip(&before) {
        assert_eq!(&repair.id, id);
        let decided = [&accept, &mark, &reject].contains(&id);
        let expected = match () {
            () if *id == reject => Verdict::Rejected,
            () if decided => Verdict::Accepted,
            () => *verdict,
        };
        assert_eq!((repair.verdict, repair.by.as_str()), (expected, if decided { "Ann" } else { "band" }), "{id}");
    }
    for document in &report.documents {
        let accepted = document.repairs().iter().filter(|repair| repair.verdict == Verdict::Accepted);
        let words = accepted.map(|repair| (repair.original, repair.before.clone(), repair.after.clone()));
        let edits = document.edits().to_vec();
        assert_eq!(restore(document.text(), edits, words).unwrap(), document.original());
    }
}

#[test]
fn a_decision_on_other_words_is_none() {
    let mut report = run(&corpus());
    let pending = repairs(&report).into_iter().find(|repair| repair.verdict == Verdict::Pending).unwrap().clone();
    let texts: Vec<String> = report.documents.iter().map(|document| document.text().to_owned()).collect();
    let other = Decision { after: Some("something else".into()), ..decision(&pending, Verdict::Accepted) };
    let unknown = Decision { id: "0123456789abcdef".into(), ..other.clone() };
    assert_eq!(pipeline::decide(&mut report, &[other.clone(), unknown.clone()]), [other, unknown]);
    assert_eq!(texts, report.documents.iter().map(|document| document.text().to_owned()).collect::<Vec<_>>());

    let bare = Decision { before: None, after: None, ..decision(&pending, Verdict::Accepted) };
    assert_eq!(pipeline::decide(&mut report, &[bare]), [], "the id alone is enough");
}
