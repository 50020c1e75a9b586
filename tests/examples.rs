//! The examples do what they say.

#[allow(dead_code, reason = "its main runs as an example")]
#[path = "../examples/clean_jsonl.rs"]
mod clean_jsonl;
#[allow(dead_code, reason = "its main runs as an example")]
#[path = "../examples/golden_test.rs"]
mod golden_test;
#[allow(dead_code, reason = "its main runs as an example")]
#[path = "../examples/repair_family.rs"]
mod repair_family;

use std::fs;
use std::path::Path;

#[test]
fn records_come_out_clean_with_their_fields_and_a_bad_line_is_told() {
    let input = "{\"id\":1,\"text\":\"Salt &amp; pepper\",\"site\":\"x\"}\nno record\n{\"id\":2}\n";
    let (mut output, mut complaints) = (Vec::new(), Vec::new());
    clean_jsonl::run(input.as_bytes(), &mut output, &mut complaints).unwrap();
    let wanted = "{\"id\":1,\"text\":\"Salt & pepper\",\"site\":\"x\",\"edits\":1}\n{\"id\":2}\n";
    assert_eq!(String::from_utf8(output).unwrap(), wanted);
    assert_eq!(String::from_utf8(complaints).unwrap(), "line 2 is no record\n");
}

#[test]
fn every_repair_of_the_corpus_is_told_with_a_witness() {
    let mut output = Vec::new();
    repair_family::run(&[Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus")], &mut output).unwrap();
    let told = String::from_utf8(output).unwrap();
    let first = told.lines().position(|line| line.contains("\"showtime\" -> \"first\" (accepted, ")).expect(&told);
    let witness = told.lines().nth(first + 1).unwrap();
    assert!(witness.starts_with("    for: ") && witness.contains("first revealed by The Hill"), "{witness}");
}

#[test]
fn a_golden_suite_holds_and_tells_what_differs() {
    let home = tempfile::tempdir().unwrap();
    let (suite, file) = (home.path().join("golden"), home.path().join("ferry.txt"));
    assert!(golden_test::check(&suite).is_err(), "a suite that is not there protects nothing");
    fs::write(&file, "The ferry sailed at noon.Our reporter was on board of the old ship.\n").unwrap();
    golden_test::keep(&suite, &file, "a lost space").unwrap();
    assert_eq!(golden_test::check(&suite).unwrap(), [""; 0]);

    // Somebody expects another text.
    fs::write(suite.join("ferry/expected.txt"), "The ferry sailed.\n").unwrap();
    let told = golden_test::check(&suite).unwrap();
    assert!(told.iter().any(|line| line.starts_with("ferry: ")), "{told:?}");
}
