//! The golden suite of the project, through the same code as `unspin golden check`, and that code on suites made here.

use std::fs;
use std::path::Path;

use unspin::golden::{self, NewCase, Outcome, State};

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
    let outcomes = golden::run(golden::load(Path::new("golden"), &[]).unwrap());
    assert!(outcomes.len() >= 5, "the five articles of the corpus are golden cases");
    let accepted: Vec<Outcome> = outcomes.into_iter().filter(|outcome| outcome.expected.is_some()).collect();
    let told = told(&accepted);
    assert!(told.is_empty(), "{told}\nnext: unspin golden diff, then unspin golden accept CASE");
}

#[test]
fn every_case_has_accepted_results() {
    let outcomes = golden::run(golden::load(Path::new("golden"), &[]).unwrap());
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
    golden::run(golden::load(suite, &[]).unwrap())
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
    assert_eq!((found[0].gone.concat(), found[0].new.concat()), ("\"Tuesday.\"".to_owned(), "\"Monday.\"".to_owned()));
    outcomes[0].write_new().unwrap();
    assert_eq!(news(home.path()), ["expected.txt.new"], "only what differs stands beside the accepted");

    fs::write(&expected, accepted).unwrap();
    run(home.path())[0].write_new().unwrap();
    assert_eq!(news(home.path()), [""; 0], "what no longer differs is cleared away");
}

fn complaint(toml: &str) -> String {
    let home = suite(toml);
    let outcome = run(home.path()).remove(0);
    assert_eq!(outcome.state(), State::Failed);
    outcome.actual.expect_err("this case is wrong")
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
    assert!(complaint("why = \" \"\n").contains("`why` must describe"));
    assert!(complaint("why = \"x\"\ndocumant = \"note.txt\"\n").contains("documant"));
    assert!(complaint("why = \"x\"\ninput = [\"gone\"]\n").contains("cannot read"));
    assert!(complaint("why = \"x\"\ndocument = \"other.txt\"\n").contains("is about document other.txt"));
    assert!(complaint("why = \"x\"\n[config.normalize]\nquots = \"keep\"\n").contains("did you mean `quotes`"));
}

#[test]
fn what_a_text_must_hold_is_not_overruled_by_accepting() {
    let home = suite("why = \"x\"\nmust = [\"Monday\"]\nmust_not = [\"Traffic\"]\n");
    let outcomes = run(home.path());
    assert_eq!(outcomes[0].state(), State::Broken);
    assert_eq!(outcomes[0].violations(), ["the text contains \"Traffic\", which `must_not` forbids"]);
    let complaint = outcomes[0].accept().unwrap_err().to_string();
    assert!(complaint.contains("which `must_not` forbids"), "{complaint}");
    assert!(!home.path().join("short/expected.txt").exists(), "nothing was taken");
}

#[test]
fn a_known_failure_passes_until_it_is_mended() {
    let home = suite("why = \"x\"\n");
    run(home.path())[0].accept().unwrap();
    let case = home.path().join("short/case.toml");
    fs::write(&case, "why = \"x\"\nknown_failure = \"the day is wrong\"\n").unwrap();
    assert_eq!(run(home.path())[0].state(), State::Fixed, "it passes, and says so");

    let expected = home.path().join("short/expected.txt");
    let right = fs::read_to_string(&expected).unwrap().replace("Monday", "Tuesday");
    fs::write(&expected, &right).unwrap();
    let outcomes = run(home.path());
    assert_eq!(outcomes[0].state(), State::Known);
    assert!(outcomes[0].accept().unwrap_err().to_string().contains("is a known failure"));
    assert_eq!(fs::read_to_string(&expected).unwrap(), right, "what is right stays");
    let xml = golden::junit(&outcomes);
    assert!(
        xml.contains("failures=\"0\" errors=\"0\" skipped=\"1\"")
            && xml.contains("<skipped message=\"the day is wrong\"/>"),
        "{xml}"
    );
}

#[test]
fn what_was_looked_at_is_what_is_accepted() {
    let home = suite("why = \"x\"\n");
    let outcomes = run(home.path());
    outcomes[0].write_new().unwrap();
    fs::write(home.path().join("short/input/note.txt"), "The harbour bridge opens on Friday.\n").unwrap();
    let complaint = run(home.path())[0].accept().unwrap_err().to_string();
    assert!(complaint.contains("expected.txt.new is out of date"), "{complaint}");
}

#[test]
fn cases_are_accepted_by_rule_where_nothing_else_differs() {
    let home = suite("why = \"x\"\n");
    fs::write(home.path().join("short/input/note.txt"), "The harbour bridge\u{a0}opens.Nobody came.\n").unwrap();
    run(home.path())[0].accept().unwrap();
    let changes = home.path().join("short/changes.jsonl");
    let rows = fs::read_to_string(&changes).unwrap();
    let without =
        |rule: &str| rows.lines().filter(|row| !row.contains(rule)).map(|row| format!("{row}\n")).collect::<String>();
    fs::write(&changes, without("space.exotic")).unwrap();
    let by = |rule: &str| run(home.path())[0].differs_only_by(&[rule.to_owned()]);
    assert!(by("space.exotic") && !by("glue.sentence"));
    fs::write(&changes, "").unwrap();
    assert!(!by("space.exotic"), "two rules differ");
    let xml = golden::junit(&run(home.path()));
    assert!(xml.contains("<failure type=\"differs\"") && xml.contains("glue.sentence: + "), "{xml}");
}

#[test]
fn a_case_is_made_of_real_records() {
    let home = tempfile::tempdir().unwrap();
    let wire = home.path().join("wire.jsonl");
    fs::write(&wire, "{\"id\":\"a\",\"text\":\"The ferry sailed.\"}\n{\"id\":7,\"text\":\"It sank.\"}\n").unwrap();
    let suite = home.path().join("golden");
    let new = |document: Option<&str>, name: Option<&str>| NewCase {
        inputs: vec![wire.clone()],
        why: "a \"short\" note".into(),
        document: document.map(str::to_owned),
        name: name.map(str::to_owned),
    };
    assert_eq!(golden::add(&suite, &new(Some("7"), None)).unwrap(), "7");
    let copied = fs::read_to_string(suite.join("7/input/wire.jsonl")).unwrap();
    assert_eq!(copied, "{\"id\":7,\"text\":\"It sank.\"}\n", "the record alone, as it was");
    let outcomes = run(&suite);
    assert_eq!((outcomes[0].state(), outcomes[0].case.why.as_str()), (State::New, "a \"short\" note"));

    assert!(golden::add(&suite, &new(Some("7"), None)).unwrap_err().to_string().contains("exists already"));
    assert!(golden::add(&suite, &new(Some("b"), None)).unwrap_err().to_string().contains("no record with the id b"));
    assert!(
        golden::add(&suite, &new(None, Some("../out")))
            .unwrap_err()
            .to_string()
            .contains("cannot be the name of a case")
    );
    assert_eq!(golden::add(&suite, &new(None, None)).unwrap(), "wire");

    let odd = b"\xef\xbb\xbf{\"id\":\"first\",\"text\":\"Caf\xe9.\"}\r\n{\"id\":\"last\",\"text\":\"It sank.\"}";
    fs::write(&wire, odd).unwrap();
    assert_eq!(golden::add(&suite, &new(Some("first"), None)).unwrap(), "first");
    let copied = fs::read(suite.join("first/input/wire.jsonl")).unwrap();
    assert_eq!(copied, odd[..copied.len()], "byte for byte, whatever its encoding");
    assert_eq!(golden::add(&suite, &new(Some("last"), None)).unwrap(), "last");
}

#[test]
fn two_runs_are_compared_by_rule() {
    let home = tempfile::tempdir().unwrap();
    let folder = |name: &str, edits: &str, repairs: &str| {
        let folder = home.path().join(name);
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("edits.jsonl"), edits).unwrap();
        fs::write(folder.join("repairs.jsonl"), repairs).unwrap();
        folder
    };
    let edit = |start: usize, rule: &str| {
        format!(
            "{{\"doc\":\"a\",\"start\":{start},\"end\":{start},\"before\":\"\",\"after\":\" \",\"rule\":\"{rule}\"}}\n"
        )
    };
    let repair = |verdict: &str, confidence: f64| {
        format!(
            "{{\"id\":\"x\",\"doc\":\"a\",\"start\":9,\"before\":\"showtime\",\"after\":\"first\",\"kind\":\"synonym\",\"verdict\":\"{verdict}\",\"confidence\":{confidence}}}\n"
        )
    };
    let first = folder(
        "first",
        &[edit(1, "glue.sentence"), edit(4, "glue.sentence"), edit(5, "glue.name")].concat(),
        &repair("pending", 0.7),
    );
    let second = folder("second", &[edit(1, "glue.sentence"), edit(5, "glue.name")].concat(), &repair("accepted", 0.9));
    let found = golden::compare_runs(&first, &second).unwrap();
    let counts: Vec<_> =
        found.rules.iter().map(|(rule, c)| (rule.as_str(), c.before, c.after, c.gone, c.new)).collect();
    assert_eq!(
        counts,
        [
            ("glue.name", 1, 1, 0, 0),
            ("glue.sentence", 2, 1, 1, 0),
            ("repair.synonym accepted", 0, 1, 0, 1),
            ("repair.synonym pending", 1, 0, 1, 0)
        ]
    );
    assert_eq!(found.rules["glue.sentence"].gone_samples, ["a 4 \"\" -> \" \""]);
    let sources: Vec<_> = found.sources.iter().map(|(source, c)| (source.as_str(), c.gone, c.new)).collect();
    assert_eq!(sources, [(golden::NO_SOURCE, 2, 1)], "a bare id tells no source");
    let nudged =
        folder("nudged", &[edit(1, "glue.sentence"), edit(5, "glue.name")].concat(), &repair("accepted", 0.93));
    assert!(
        golden::compare_runs(&second, &nudged).unwrap().rules.values().all(|c| c.gone + c.new == 0),
        "a confidence is no change"
    );
    assert!(golden::compare_runs(&first, &home.path().join("none")).is_err());
}

#[test]
fn two_runs_are_compared_by_source() {
    let home = tempfile::tempdir().unwrap();
    let edit = |doc: &str| {
        format!("{{\"doc\":\"{doc}\",\"start\":1,\"end\":2,\"before\":\"x\",\"after\":\"\",\"rule\":\"a.b\"}}\n")
    };
    let folder = |name: &str, edits: &[&str]| {
        let folder = home.path().join(name);
        fs::create_dir_all(&folder).unwrap();
        let documents = [
            r#"{"id":"1","source":"wire","url":"https://other.example/","text":"x"}"#,
            r#"{"id":"2","source":7,"url":"https://www.press.example/a","text":"x"}"#,
            r#"{"id":"daily/2019/3.txt","text":"x"}"#,
            r#"{"id":"4","text":"x"}"#,
        ];
        fs::write(folder.join("documents.jsonl"), documents.join("\n")).unwrap();
        fs::write(folder.join("edits.jsonl"), edits.iter().map(|doc| edit(doc)).collect::<String>()).unwrap();
        fs::write(folder.join("repairs.jsonl"), "").unwrap();
        folder
    };
    let first = folder("first", &["1", "1", "2", "daily/2019/3.txt", "4"]);
    let second = folder("second", &["1", "2", "2"]);
    let found = golden::compare_runs(&first, &second).unwrap();
    let sources: Vec<_> =
        found.sources.iter().map(|(source, c)| (source.as_str(), c.before, c.after, c.gone, c.new)).collect();
    let wanted =
        [("daily", 1, 0, 1, 0), (golden::NO_SOURCE, 1, 0, 1, 0), ("press.example", 1, 2, 0, 1), ("wire", 2, 1, 1, 0)];
    assert_eq!(sources, wanted);
}

#[test]
fn the_source_of_a_case_is_its_own_or_that_of_its_record() {
    let home = tempfile::tempdir().unwrap();
    let case = |name: &str, toml: &str, file: &str, text: &str| {
        let folder = home.path().join("golden").join(name);
        fs::create_dir_all(folder.join("input")).unwrap();
        fs::write(folder.join("input").join(file), text).unwrap();
        fs::write(folder.join("case.toml"), format!("why = \"x\"\n{toml}")).unwrap();
    };
    let record = "{\"id\":\"a\",\"url\":\"https://www.press.example/a\",\"text\":\"The ferry\u{a0}sailed.\"}\n";
    case("named", "source = \"wire\"\n", "a.jsonl", record);
    case("record", "", "a.jsonl", record);
    case("bare", "", "a.txt", "The ferry\u{a0}sailed.\n");
    fs::create_dir_all(home.path().join("daily")).unwrap();
    fs::write(home.path().join("daily/a.txt"), "The ferry\u{a0}sailed.\n").unwrap();
    case("outside", "input = [\"../../daily/a.txt\"]\n", "a.txt", "");
    let suite = home.path().join("golden");
    for outcome in run(&suite) {
        outcome.accept().unwrap();
        fs::write(outcome.case.folder.join("changes.jsonl"), "").unwrap();
    }
    let outcomes = run(&suite);
    let sources: Vec<_> = outcomes.iter().map(|o| (o.case.name.as_str(), o.differences()[0].source.clone())).collect();
    let wanted = [("bare", golden::NO_SOURCE), ("named", "wire"), ("outside", "daily"), ("record", "press.example")];
    assert_eq!(sources, wanted.map(|(name, source)| (name, source.to_owned())));
}

#[test]
fn a_case_that_cannot_be_run_stops_no_other() {
    let home = suite("why = \"x\"\n");
    let case = |name: &str, toml: &str| {
        fs::create_dir_all(home.path().join(name)).unwrap();
        fs::write(home.path().join(name).join("case.toml"), toml).unwrap();
    };
    case("a-syntax", "why = \"x\"\nmust = [\n");
    case("b-input", "why = \"x\"\n");
    case(
        "c-rule",
        "why = \"x\"\ninput = [\"../short/input\"]\n\n[config.normalize]\nskip = [\"space\", \"glue.sentense\"]\n",
    );
    case("z-good", "why = \"x\"\ninput = [\"../short/input\"]\n");
    let outcomes = run(home.path());
    let states: Vec<_> = outcomes.iter().map(|outcome| (outcome.case.name.as_str(), outcome.state())).collect();
    let failed = ["a-syntax", "b-input", "c-rule"].map(|name| (name, State::Failed));
    assert_eq!(states, [failed[0], failed[1], failed[2], ("short", State::New), ("z-good", State::New)]);
    let why = |at: usize| outcomes[at].messages().concat();
    assert!(why(0).contains("a-syntax/case.toml line "), "{}", why(0));
    assert!(why(1).contains("cannot read") && why(1).contains("b-input/input"), "{}", why(1));
    assert!(
        why(2).contains("case.toml line 5 column 18: ") && why(2).contains("did you mean `glue.sentence`"),
        "{}",
        why(2)
    );
    for outcome in &outcomes {
        outcome.write_new().unwrap();
    }
    assert_eq!(fs::read_dir(home.path().join("a-syntax")).unwrap().count(), 1, "nothing is written beside it");
    assert!(outcomes[0].accept().is_err());
    let xml = golden::junit(&outcomes);
    assert!(xml.contains("tests=\"5\" failures=\"2\" errors=\"3\" skipped=\"0\""), "{xml}");
    assert!(xml.contains("<error type=\"failed\""), "{xml}");
}
