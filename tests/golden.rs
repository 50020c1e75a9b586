//! The golden suite of the project, through the same code as `unspin golden check`, and that code on suites made here.

use std::fs;
use std::path::Path;

use unspin::golden::{self, Outcome};

fn told(outcomes: &[Outcome]) -> String {
    let mut told = String::new();
    for outcome in outcomes.iter().filter(|outcome| !outcome.same()) {
        told += &format!("{}: {}\n", outcome.case.name, outcome.case.why.trim());
        for difference in outcome.differences() {
            told += &format!("  {}: gone {:#?}, new {:#?}\n", difference.by, difference.gone, difference.new);
        }
    }
    told
}

#[test]
fn every_accepted_result_is_what_the_program_gives() {
    let outcomes = golden::run(golden::load(Path::new("golden"), &[]).unwrap()).unwrap();
    assert!(outcomes.len() >= 5, "the five articles of the corpus are golden cases");
    let accepted: Vec<Outcome> = outcomes.into_iter().filter(|outcome| outcome.expected.is_some()).collect();
    let told = told(&accepted);
    assert!(told.is_empty(), "{told}\nnext: unspin golden diff, then unspin golden accept CASE");
}

#[test]
fn every_case_has_accepted_results() {
    let outcomes = golden::run(golden::load(Path::new("golden"), &[]).unwrap()).unwrap();
    let new: Vec<&str> = outcomes.iter().filter(|o| o.expected.is_none()).map(|o| o.case.name.as_str()).collect();
    assert_eq!(new, [""; 0], "unspin golden accept CASE takes today's results of these");
}

/// A suite with one case over one short text.
fn suite(toml: &str) -> tempfile::TempDir {
    let home = tempfile::tempdir().unwrap();
    let case = home.path().join("short");
    fs::create_dir_all(case.join("input")).unwrap();
    fs::write(case.join("input/note.txt"), "The harbour bridge opens on Monday.\n\nTraffic returns.\n").unwrap();
    fs::write(case.join("case.toml"), toml).unwrap();
    home
}

fn run(suite: &Path) -> Vec<Outcome> {
    golden::run(golden::load(suite, &[]).unwrap()).unwrap()
}

fn news(suite: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(suite.join("short")).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
    names.retain(|name| name.ends_with(".new"));
    names.sort();
    names
}

#[test]
fn a_case_goes_from_new_to_accepted_to_different_and_back() {
    let home = suite("why = \"plain text stays\"\n");
    let outcomes = run(home.path());
    assert!(outcomes[0].expected.is_none() && !outcomes[0].same());
    outcomes[0].write_new().unwrap();
    assert_eq!(news(home.path()), ["changes.jsonl.new", "document.json.new", "expected.txt.new"]);

    outcomes[0].accept().unwrap();
    assert_eq!(news(home.path()), [""; 0], "accepting clears what was new");
    assert!(run(home.path())[0].same());

    let expected = home.path().join("short/expected.txt");
    let accepted = fs::read_to_string(&expected).unwrap();
    fs::write(&expected, accepted.replace("Monday", "Tuesday")).unwrap();
    let outcomes = run(home.path());
    assert!(!outcomes[0].same());
    let found = outcomes[0].differences();
    assert_eq!((found.len(), found[0].by.as_str()), (1, "text"), "{found:?}");
    assert_eq!((found[0].gone.concat(), found[0].new.concat()), ("Tuesday.".to_owned(), "Monday.".to_owned()));
    outcomes[0].write_new().unwrap();
    assert_eq!(news(home.path()), ["expected.txt.new"], "only what differs stands beside the accepted");

    fs::write(&expected, accepted).unwrap();
    run(home.path())[0].write_new().unwrap();
    assert_eq!(news(home.path()), [""; 0], "what no longer differs is cleared away");
}

fn complaint(toml: &str) -> String {
    let home = suite(toml);
    let complaint = match golden::load(home.path(), &[]) {
        Err(error) => error,
        Ok(cases) => golden::run(cases).expect_err("this case is wrong"),
    };
    complaint.to_string()
}

#[test]
fn a_suite_that_is_empty_or_a_case_that_is_wrong_is_told() {
    let empty = tempfile::tempdir().unwrap();
    assert!(golden::load(empty.path(), &[]).unwrap_err().to_string().contains("is empty"));
    assert!(golden::load(&empty.path().join("nowhere"), &[]).is_err());
    let home = suite("why = \"x\"\n");
    let unknown = golden::load(home.path(), &["tall".into()]).unwrap_err().to_string();
    assert!(unknown.contains("no golden case \"tall\"") && unknown.contains("short"), "{unknown}");

    assert!(complaint("").contains("why"), "a case says why");
    assert!(complaint("why = \" \"\n").contains("say in `why`"));
    assert!(complaint("why = \"x\"\ndocumant = \"note.txt\"\n").contains("documant"));
    assert!(complaint("why = \"x\"\ninput = [\"gone\"]\n").contains("cannot read"));
    assert!(complaint("why = \"x\"\ndocument = \"other.txt\"\n").contains("watches document other.txt"));
    assert!(complaint("why = \"x\"\n[config.normalize]\nquots = \"keep\"\n").contains("did you mean `quotes`"));
}
