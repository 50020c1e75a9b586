//! Golden cases as a user and a machine that runs tests meet them: commands that can be pasted, statuses, names that nobody expected.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};

use super::{Ended, ended, unspin};

const DIRTY: &str = "The ferry\u{a0}sailed at noon.Nobody was hurt.\n";

fn case(suite: &Path, name: &str, toml: &str) {
    fs::create_dir_all(suite.join(name).join("input")).unwrap();
    fs::write(suite.join(name).join("input/note.txt"), DIRTY).unwrap();
    fs::write(suite.join(name).join("case.toml"), toml).unwrap();
}

/// The command that was offered, typed into a shell.
#[cfg(unix)]
fn pasted(home: &Path, talk: &str) -> Ended {
    let next =
        talk.lines().find_map(|line| line.strip_prefix("next: ")).unwrap_or_else(|| panic!("no command: {talk}"));
    let bin = Path::new(env!("CARGO_BIN_EXE_unspin")).parent().unwrap().to_owned();
    let path = std::env::join_paths([bin].into_iter().chain(std::env::split_paths(&std::env::var_os("PATH").unwrap())));
    let output =
        Command::new("bash").args(["-c", next]).env("PATH", path.unwrap()).current_dir(home).output().expect("a shell");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("the output is UTF-8");
    Ended { code: output.status.code(), data: text(output.stdout), talk: text(output.stderr) }
}

#[test]
#[cfg(unix)]
fn every_command_that_is_offered_works_when_it_is_pasted() {
    for (suite, names) in [
        ("golden", &["it's \"my\" case $HOME `x`"][..]),
        ("my suite", &["-dash", "two\nlines"]),
        ("-suite", &["a", "b", "c", "d", "e", "f"]),
    ] {
        let home = tempfile::tempdir().unwrap();
        for name in names {
            case(&home.path().join(suite), name, "why = \"x\"\n");
        }
        let dir = format!("--dir={suite}");
        let check = ended(home.path(), &["golden", "check", &dir]);
        assert_eq!(check.code, Some(1), "{suite}: {}", check.talk);
        let diff = pasted(home.path(), &check.talk);
        assert_eq!(diff.code, Some(0), "{suite}: {}{}", check.talk, diff.talk);
        let accept = pasted(home.path(), &diff.talk);
        assert_eq!(accept.code, Some(0), "{suite}: {}{}", diff.talk, accept.talk);
        assert!(accept.talk.contains(&format!("{0} of {0} golden case", names.len())), "{suite}: {}", accept.talk);
        assert_eq!(ended(home.path(), &["golden", "check", &dir]).code, Some(0), "{suite}");
    }
    let home = tempfile::tempdir().unwrap();
    fs::write(home.path().join("-it's.txt"), DIRTY).unwrap();
    let added = ended(home.path(), &["golden", "add", "--why=x", "--dir=a b", "--", "-it's.txt"]);
    assert_eq!(added.code, Some(0), "{}", added.talk);
    assert_eq!(pasted(home.path(), &added.talk).code, Some(1), "{}", added.talk);
    let check = ended(home.path(), &["clean", "--check", "--", "-it's.txt"]);
    assert!(pasted(home.path(), &check.talk).data.contains("{+noon. Nobody+}"), "{}", check.talk);
}

#[test]
fn a_case_that_cannot_be_run_is_status_2_and_the_others_are_told() {
    let home = tempfile::tempdir().unwrap();
    let suite = home.path().join("golden");
    case(&suite, "broken", "why = \n");
    case(&suite, "good", "why = \"x\"\n");
    let found = ended(home.path(), &["golden", "check"]);
    assert_eq!(found.code, Some(2));
    assert!(found.data.contains("good: no accepted results yet"), "{}", found.data);
    assert!(found.talk.contains("broken cannot be run: golden/broken/case.toml line 1 column 7: "), "{}", found.talk);
    let found = ended(home.path(), &["golden", "check", "--format", "jsonl", "-q"]);
    let row: serde_json::Value = serde_json::from_str(found.data.lines().next().unwrap()).unwrap();
    assert_eq!((row["case"].as_str(), row["state"].as_str()), (Some("broken"), Some("failed")));
    assert!(row["failed"].as_str().unwrap().contains("line 1"), "{row}");
    let found = ended(home.path(), &["golden", "check", "--github", "-q"]);
    assert!(
        found.data.contains("title=golden case broken%3A failed::golden/broken/case.toml line 1"),
        "{}",
        found.data
    );
    assert_eq!(ended(home.path(), &["golden", "diff"]).code, Some(2));
}

#[test]
fn all_are_accepted_or_none() {
    let home = tempfile::tempdir().unwrap();
    let suite = home.path().join("golden");
    case(&suite, "a", "why = \"x\"\n");
    case(&suite, "b", "why = \"x\"\nmust = [\"never there\"]\n");
    case(&suite, "c", "why = \"x\"\n");
    let found = ended(home.path(), &["golden", "accept", "--all"]);
    assert_eq!(found.code, Some(2));
    assert!(
        found.talk.contains("b cannot be accepted: ") && found.talk.contains("nothing was accepted"),
        "{}",
        found.talk
    );
    assert!(!suite.join("a/expected.txt").exists(), "a was before b, and is not taken either");
    let found = ended(home.path(), &["golden", "diff"]);
    assert!(found.data.contains("b: the text lacks \"never there\", which `must` requires"), "{}", found.data);
    assert!(found.talk.contains("next: unspin golden accept a c\n"), "{}", found.talk);
}

#[test]
fn what_is_known_to_fail_is_not_taken_by_its_rule() {
    let home = tempfile::tempdir().unwrap();
    let suite = home.path().join("golden");
    case(&suite, "a", "why = \"x\"\n");
    case(&suite, "known", "why = \"x\"\n");
    assert_eq!(ended(home.path(), &["golden", "accept", "--all"]).code, Some(0));
    for name in ["a", "known"] {
        let changes = suite.join(name).join("changes.jsonl");
        let rows = fs::read_to_string(&changes).unwrap();
        fs::write(&changes, rows.lines().filter(|row| !row.contains("space.exotic")).collect::<String>() + "\n")
            .unwrap();
    }
    fs::write(suite.join("known/case.toml"), "why = \"x\"\nknown_failure = \"the space stays\"\n").unwrap();
    let found = ended(home.path(), &["golden", "accept", "--rule", "space.exotic"]);
    assert_eq!(found.code, Some(0), "{}", found.talk);
    assert!(found.talk.contains("accepted a\n1 of 2"), "{}", found.talk);
    let found = ended(home.path(), &["golden", "check"]);
    assert!(found.code == Some(0) && found.talk.contains(", 1 known failure"), "{}", found.talk);
}

#[test]
fn a_reader_that_has_enough_still_gets_the_answer() {
    let home = tempfile::tempdir().unwrap();
    for at in 0..200 {
        case(
            &home.path().join("golden"),
            &format!("case-{at:03}-{}", "x".repeat(100)),
            &format!("why = \"{}\"\n", "y".repeat(1000)),
        );
    }
    let records: String = (0..3_000)
        .map(|at| format!("{{\"id\":\"{at}-{}\",\"text\":\"The ferry\u{a0}sailed at noon, {at}.\"}}\n", "x".repeat(50)))
        .collect();
    fs::write(home.path().join("wire.jsonl"), records).unwrap();
    for args in
        [&["golden", "check", "-v"][..], &["golden", "check", "--github"], &["clean", "wire.jsonl", "--check", "-q"]]
    {
        let mut child =
            unspin(args).current_dir(home.path()).stdin(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        let mut first = String::new();
        BufReader::with_capacity(16, child.stdout.take().unwrap()).read_line(&mut first).unwrap();
        assert_eq!(child.wait().unwrap().code(), Some(1), "{args:?}: it differs, whoever reads on");
    }
}

#[test]
fn junit_is_xml_whatever_a_text_holds() {
    let home = tempfile::tempdir().unwrap();
    let suite = home.path().join("golden");
    case(
        &suite,
        "ho%st, a",
        "why = \"100% a:b\\n::error::x \\u0007 \\uFFFE \\u202e ]]> <x> &amp;\"\nmust = [\"no\\u0001t ]]> \\uFFFF\"]\n",
    );
    fs::write(suite.join("ho%st, a/input/note.txt"), "The ferry\u{1}\u{fffe}\u{ffff} ]]> <b> \u{b}\u{1fffe} sank.\n")
        .unwrap();
    let found = ended(home.path(), &["golden", "check", "--junit", "out.xml", "--github"]);
    assert_eq!(found.code, Some(1), "{}", found.talk);
    let lines: Vec<&str> = found.data.lines().collect();
    assert!(lines.len() == 1 && lines[0].starts_with("::error file=golden/ho%25st%2C a/case.toml,title="), "{lines:?}");
    let xml = fs::read_to_string(home.path().join("out.xml")).unwrap();
    // The characters of XML 1.0, and no markup but our own.
    let allowed = |c: char| matches!(c, '\n' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..);
    assert!(xml.chars().all(|c| allowed(c) && !c.is_control() || c == '\n'), "{xml:?}");
    assert!(!xml.contains("<x>") && !xml.contains("<b>") && !xml.contains("]]>"), "{xml}");
}
