//! Input that was made to steer a terminal, and uses that nobody meant: told in a sentence, and never a panic.

use std::fs;
use std::path::Path;
use std::process::Stdio;

use super::{Ended, ended, unspin};

/// The name of a file, and words of an article, that set a terminal's title, its colour and its direction.
const STEERS: &str = "\u{1b}]0;pwned\u{7}\u{1b}[31mred\u{9b}0m\u{202e}";

/// Whether a text has characters that a terminal obeys; line feeds are our own.
fn steers(text: &str) -> bool {
    text.chars()
        .any(|c| (c.is_control() && c != '\n') || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'))
}

/// Runs, and holds what is said to people to the rule.
fn told(home: &Path, args: &[&str]) -> Ended {
    let found = ended(home, args);
    assert!(!steers(&found.talk), "{args:?}: {:?}", found.talk);
    assert!(!found.talk.contains("panicked"), "{args:?}: {}", found.talk);
    found
}

/// As [`told`], and so is what is printed.
fn shown(home: &Path, args: &[&str]) -> Ended {
    let found = told(home, args);
    assert!(!steers(&found.data), "{args:?}: {:?}", found.data);
    found
}

fn file(home: &Path, name: &str, text: &str) {
    let path = home.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

#[test]
#[cfg(unix)]
fn nothing_in_a_name_or_a_text_steers_the_terminal() {
    let temporary = tempfile::tempdir().unwrap();
    let home = temporary.path();
    let (a, b) = (format!("{STEERS}.txt"), format!("b{STEERS}.txt"));
    let text = format!("The ferry\u{a0}sailed {STEERS} at noon.Nobody was hurt, the captain said on Monday.\n");
    file(home, &format!("in/{a}"), &text);
    file(home, &format!("in/{b}"), &text.replace("hurt", "drowned"));
    file(
        home,
        "wire.jsonl",
        &format!("{{\"id\":{0},\"text\":\"x\"}}\n{{\"id\":{0},\"text\":\"y\"}}\n{STEERS}\n", serde_json::json!(STEERS)),
    );
    file(home, "bad.toml", "[normalize]\nquots\u{202e} = 1\n");
    file(home, "rules.toml", "[normalize]\nonly = [\"\\u001b[31m\u{202e}\"]\n");
    file(home, "value.toml", "[normalize]\nquotes = \"\u{202e}\"\n");
    file(home, "syntax.toml", "[norm\u{1b}[31malize]\n");

    assert!(shown(home, &["clean", "in", "--diff"]).data.contains("⟨U+001B⟩]0;pwned⟨U+0007⟩"));
    shown(home, &["clean", "in", "--diff", "--color", "never", "-v"]);
    assert_eq!(shown(home, &["clean", "in", "--check"]).code, Some(1));
    shown(home, &["clean", "in", "-o", "out", "-v"]);
    shown(home, &["cluster", "in", "--explain", &a, &b]);
    shown(home, &["cluster", "in", "--explain", &a, "none"]);
    shown(home, &["cluster", "in", "--borderline", "3"]);
    shown(home, &["clean", "wire.jsonl", "--diff", "-v"]);
    shown(home, &["golden", "add", &format!("in/{a}"), "--why", &text, "--name", "case"]);
    shown(home, &["golden", "check"]);
    assert_eq!(shown(home, &["golden", "accept", "--all"]).code, Some(0));
    file(
        home,
        "golden/case/changes.jsonl",
        &format!("{{\"by\":{0},\"before\":{0}}}\n{STEERS}\n", serde_json::json!(STEERS)),
    );
    file(home, "golden/case/expected.txt", STEERS);
    file(home, "golden/case/document.json", &serde_json::json!({ "id": STEERS, STEERS: STEERS }).to_string());
    for args in
        [&["golden", "check"][..], &["golden", "check", "--github"], &["golden", "diff"], &["golden", "check", "-v"]]
    {
        assert!(shown(home, args).data.contains("⟨U+001B⟩"), "{args:?}");
    }
    shown(home, &["golden", "accept", "--rule", STEERS]);
    shown(home, &["golden", "check", STEERS]);
    for file in ["bad.toml", "rules.toml", "value.toml", "syntax.toml"] {
        assert_eq!(shown(home, &["config", "show", "--config", file]).code, Some(2), "{file}");
    }
    for args in
        [&["config", "show", "--lexicon", STEERS][..], &["config", "init", "-o", &b], &["config", "init", "-o", &b]]
    {
        shown(home, args);
    }
    // Their own arguments may come from names of files, too.
    for args in
        [&[STEERS][..], &["clean", STEERS], &["clean", &format!("--{STEERS}")], &["clean", "in", "--level", STEERS]]
    {
        assert_eq!(shown(home, args).code, Some(2), "{args:?}");
    }
    for args in [&["explain", STEERS][..], &["clean", "in", "--only", STEERS], &["explain-repair", "out", STEERS]] {
        assert_eq!(shown(home, args).code, Some(2), "{args:?}");
    }
}

#[test]
fn what_a_run_folder_says_steers_nothing_either() {
    let temporary = tempfile::tempdir().unwrap();
    let home = temporary.path();
    let witness = serde_json::json!({ "doc": STEERS, "start": 0, "end": 1, "text": STEERS, "stance": "for" });
    let row = serde_json::json!({
        "id": "aa", "doc": STEERS, "start": 0, "end": 1, "before": STEERS, "after": STEERS, "kind": "name", "confidence": 0.5,
        "band": "medium", "verdict": "pending", "by": STEERS, "witnesses": [witness],
        "rejected": [{ "after": STEERS, "confidence": 0.1, "why": STEERS }], "scores": { STEERS: 1, "doc_x": STEERS },
    });
    file(home, "run/repairs.jsonl", &format!("{row}\n"));
    let link = serde_json::json!({
        "a": STEERS, "b": format!("{STEERS}b"), "relation": "sibling", "similarity": 0.5, "jaccard": 0.5,
        "containment_a": 0.5, "containment_b": 0.5, "passages": [],
    });
    file(home, "run/links.jsonl", &format!("{link}\n"));
    file(home, "other/repairs.jsonl", "");
    assert_eq!(shown(home, &["explain-repair", "run", "aa"]).code, Some(0));
    assert_eq!(shown(home, &["golden", "compare", "other", "run"]).code, Some(1));
    shown(home, &["review", "run"]);
    file(
        home,
        "lexicon.jsonl",
        &format!(
            "{{\"before\":{},\"after\":\"x\",\"documents\":1,\"families\":1,\"weight\":0.5}}\n",
            serde_json::json!("\u{202e}y")
        ),
    );
    assert!(shown(home, &["lexicon", "show", "lexicon.jsonl"]).data.contains("⟨U+202E⟩y"));
}

#[test]
fn the_end_of_a_line_in_a_repair_is_shown_once() {
    let temporary = tempfile::tempdir().unwrap();
    let home = temporary.path();
    let row = serde_json::json!({
        "id": "aa", "doc": "a", "start": 0, "end": 3, "before": "end.", "after": "end.\nNobody spoke.", "kind": "dropped_line",
        "confidence": 0.7, "band": "medium", "verdict": "pending", "by": "band", "witnesses": [], "rejected": [], "scores": {},
    });
    file(home, "run/repairs.jsonl", &format!("{row}\n"));
    file(home, "run/links.jsonl", "");
    let found = shown(home, &["explain-repair", "run", "aa"]);
    assert!(found.data.contains("\n  end.⏎Nobody spoke.\n"), "{}", found.data);
}

#[test]
fn words_that_look_alike_are_told_apart() {
    let temporary = tempfile::tempdir().unwrap();
    let home = temporary.path();
    file(
        home,
        "note.txt",
        "The cafe\u{301} of Ms. Marsh\u{200b}all is\u{a0}open, co\u{ad}operation\twelcome\u{202e}.\r\nIt sank. \n",
    );
    let found = shown(home, &["clean", "note.txt", "--diff"]);
    for wanted in ["cafe⟨U+0301⟩", "Marsh⟨U+200B⟩all", "⟨U+00A0⟩", "co⟨U+00AD⟩operation", "⟨U+202E⟩", "⟨U+000D⟩⏎"]
    {
        assert!(found.data.contains(wanted), "{wanted}: {}", found.data);
    }

    assert_eq!(told(home, &["golden", "add", "note.txt", "--why", "what hides is shown"]).code, Some(0));
    assert_eq!(told(home, &["golden", "accept", "note"]).code, Some(0));
    let expected = home.join("golden/note/expected.txt");
    let accepted = fs::read_to_string(&expected).unwrap();
    let hides =
        accepted.replace("caf\u{e9}", "cafe\u{301}").replace("of Ms", "\u{43e}f Ms").replace("is open", "is  open");
    assert_ne!(hides, accepted);
    fs::write(&expected, hides + "\t\u{2067}\u{feff}").unwrap();
    let found = shown(home, &["golden", "diff"]);
    for wanted in ["[-cafe⟨U+0301⟩", "⟨U+043E⟩f", "⟨U+0009⟩", "⟨U+2067⟩", "⟨U+FEFF⟩", "  -]{+ +}"] {
        assert!(found.data.contains(wanted), "{wanted}: {}", found.data);
    }
}

#[test]
fn nothing_to_do_is_no_error() {
    let temporary = tempfile::tempdir().unwrap();
    let home = temporary.path();
    file(home, "none.jsonl", "\n\r\n  \n");
    file(home, "empty.txt", "");
    for args in [
        &["clean", "none.jsonl"][..],
        &["clean", "none.jsonl", "--check"],
        &["clean", "none.jsonl", "--diff"],
        &["clean", "none.jsonl", "-o", "out"],
        &["normalize", "none.jsonl"],
        &["segment", "none.jsonl"],
        &["cluster", "none.jsonl", "-o", "links"],
        &["cluster", "none.jsonl", "--borderline", "2"],
        &["repair", "none.jsonl", "-o", "repairs"],
        &["lexicon", "learn", "none.jsonl", "-o", "lexicon.jsonl"],
        &["lexicon", "show", "lexicon.jsonl"],
        &["review", "out"],
        &["review", "repairs"],
        &["golden", "compare", "out", "out"],
        &["golden", "compare", "repairs", "repairs"],
        &["clean", "empty.txt", "-o", "out"],
        &["clean", "empty.txt", "--check"],
    ] {
        let found = told(home, args);
        assert_eq!(found.code, Some(0), "{args:?}: {}", found.talk);
    }
    assert_eq!(told(home, &["review", "links"]).code, Some(2), "cluster proposes no repairs");
    assert_eq!(told(home, &["cluster", "none.jsonl", "--explain", "a", "b"]).code, Some(2));
}

#[test]
fn standard_input_is_looked_at_as_a_file_is() {
    use std::io::Write;
    let run = |args: &[&str], input: &str| {
        let mut child = unspin(args).stdin(Stdio::piped()).spawn().unwrap();
        child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
        let output = child.wait_with_output().unwrap();
        (output.status.code(), String::from_utf8(output.stdout).unwrap())
    };
    let dirty = "The ferry\u{a0}sailed at noon.\n";
    assert_eq!(
        run(&["clean", "-", "--diff"], dirty),
        (Some(0), "-\n  … The ferry[-⟨U+00A0⟩-]{+ +}sailed at noon.⏎\n\n".into())
    );
    assert_eq!(run(&["clean", "-", "--check"], dirty), (Some(1), "-\n".into()));
    assert_eq!(run(&["clean", "-", "--check", "--diff", "-q"], "All is well.\n"), (Some(0), String::new()));
    let row =
        "{\"doc\":\"-\",\"start\":9,\"end\":11,\"before\":\"\u{a0}\",\"after\":\" \",\"rule\":\"space.exotic\"}\n";
    assert_eq!(run(&["clean", "-", "--diff", "--format", "jsonl"], dirty), (Some(0), row.into()));
    assert_eq!(run(&["clean", "-", "--check", "--format", "jsonl"], dirty), (Some(1), "{\"id\":\"-\"}\n".into()));
}

#[test]
fn a_diff_can_be_seen_and_kept() {
    let temporary = tempfile::tempdir().unwrap();
    let home = temporary.path();
    file(home, "a.txt", "The ferry\u{a0}sailed at noon.\n");
    let found = told(home, &["clean", "a.txt", "--diff", "-o", "out"]);
    assert!(found.data.contains("[-⟨U+00A0⟩-]") && found.talk == "written to out\n", "{}{}", found.data, found.talk);
    assert_eq!(fs::read_to_string(home.join("out/text/a.txt")).unwrap(), "The ferry sailed at noon.\n");
    let found = told(home, &["clean", "a.txt", "--diff", "-o", "out", "--format", "jsonl", "-q"]);
    assert_eq!(found.data, fs::read_to_string(home.join("out/edits.jsonl")).unwrap(), "the rows of the run folder");
}

#[test]
#[cfg(unix)]
fn places_that_cannot_be_read_or_written_are_told_with_a_way_out() {
    let temporary = tempfile::tempdir().unwrap();
    let home = temporary.path();
    file(home, "a.txt", "The ferry sailed.\n");
    file(home, "case/input/a.txt", "x\n");
    // Links that lead in a circle, and files in the place of folders, stop even root.
    std::os::unix::fs::symlink("loop", home.join("loop")).unwrap();
    for args in [
        &["normalize", "loop"][..],
        &["normalize", "a.txt", "-o", "nowhere/out.jsonl"],
        &["normalize", "a.txt", "-o", "a.txt"],
        &["normalize", "a.txt", "-o", "case"],
        &["clean", "a.txt", "-o", "a.txt/out"],
        &["clean", "a.txt", "-o", "loop/out"],
        &["clean", "case", "-o", "case"],
        &["clean", "case", "-o", "case/out"],
        &["clean", "a.txt", "--errors", "a.txt"],
        &["clean", "a.txt", "-o", "case"],
        &["config", "init", "-o", "nowhere/unspin.toml"],
        &["config", "show", "--config", "case"],
        &["generate", "man", "-o", "a.txt"],
        &["golden", "add", "case", "--why", "a folder"],
        &["golden", "add", "-", "--why", "no file"],
        &["golden", "add", "a.txt", "--document", "b.txt", "--why", "no such document"],
        &["golden", "check", "--dir", "a.txt"],
        &["lexicon", "show", "case"],
        &["review", "a.txt"],
        &["explain-repair", "case", "aa"],
    ] {
        let found = told(home, args);
        assert_eq!(found.code, Some(2), "{args:?}: {}", found.talk);
        let (first, rest) = found.talk.split_once('\n').unwrap();
        assert!(first.starts_with("error: ") && rest.is_empty(), "{args:?}: one sentence: {}", found.talk);
        assert!(!first.contains(".unspin-"), "{args:?}: {first}");
    }
    assert_eq!(fs::read_to_string(home.join("a.txt")).unwrap(), "The ferry sailed.\n");
    assert!(!home.join("golden").exists() && !home.join("case/out").exists());
}

#[test]
fn two_readers_accept_at_once() {
    let temporary = tempfile::tempdir().unwrap();
    let home = temporary.path();
    for case in ["a", "b", "c"] {
        file(home, &format!("golden/{case}/input/note.txt"), "The ferry\u{a0}sailed at noon.\n");
        file(home, &format!("golden/{case}/case.toml"), "why = \"x\"\n");
    }
    let children: Vec<_> = (0..4)
        .map(|_| unspin(&["golden", "accept", "--all"]).current_dir(home).stdin(Stdio::null()).spawn().unwrap())
        .collect();
    for child in children {
        let output = child.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    }
    assert_eq!(told(home, &["golden", "check"]).code, Some(0), "whoever came last, the results are whole");
    let names = fs::read_dir(home.join("golden/a")).unwrap().count();
    assert_eq!(names, 5, "nothing else is left there");
}

#[test]
fn a_case_that_lost_its_input_is_named() {
    let temporary = tempfile::tempdir().unwrap();
    let home = temporary.path();
    file(home, "golden/a/case.toml", "why = \"x\"\n");
    let found = told(home, &["golden", "check"]);
    assert_eq!(found.code, Some(2));
    assert!(found.talk.contains("golden/a/input") && found.talk.contains("check the name"), "{}", found.talk);
    fs::create_dir_all(home.join("golden/a/input")).unwrap();
    assert!(told(home, &["golden", "check"]).talk.contains("nothing to read in"));
    file(home, "golden/a/input/none.jsonl", "\n");
    let found = told(home, &["golden", "check"]);
    assert_eq!(found.code, Some(2));
    assert!(found.talk.contains("golden case a contain no document"), "{}", found.talk);
}

#[test]
fn threads_have_a_limit_that_is_told() {
    let temporary = tempfile::tempdir().unwrap();
    let home = temporary.path();
    file(home, "a.txt", "The ferry sailed.\n");
    for command in [
        &["clean", "a.txt"][..],
        &["normalize", "a.txt"],
        &["segment", "a.txt"],
        &["cluster", "a.txt", "-o", "out"],
        &["repair", "a.txt", "-o", "out"],
        &["lexicon", "learn", "a.txt", "-o", "lexicon.jsonl"],
        &["golden", "check"],
    ] {
        let found = told(home, &[command, &["-j", "100000"]].concat());
        assert_eq!(found.code, Some(2), "{command:?}");
        assert!(
            found.talk.contains("'100000' for '--jobs <N>': give a number of threads from 1 to "),
            "{}",
            found.talk
        );
    }
    assert_eq!(told(home, &["clean", "a.txt", "-j", "256"]).code, Some(0));
    assert!(ended(home, &["clean", "--help"]).data.contains("From 1 to 256"));
}

#[test]
fn a_hyphen_is_no_output() {
    let temporary = tempfile::tempdir().unwrap();
    let home = temporary.path();
    file(home, "a.txt", "The ferry sailed.\n");
    for args in [
        &["clean", "a.txt", "-o", "-"][..],
        &["normalize", "a.txt", "-o", "-"],
        &["segment", "a.txt", "-o", "-"],
        &["cluster", "a.txt", "-o", "-"],
        &["repair", "a.txt", "-o", "-"],
        &["lexicon", "learn", "a.txt", "-o", "-"],
        &["config", "init", "-o", "-"],
        &["generate", "man", "-o", "-"],
        &["normalize", "a.txt", "--errors", "-"],
        &["golden", "check", "--junit", "-"],
    ] {
        let found = told(home, args);
        assert_eq!(found.code, Some(2), "{args:?}: {}", found.talk);
        assert!(found.talk.contains("write ./- for a "), "{args:?}: {}", found.talk);
    }
    assert_eq!(fs::read_dir(home).unwrap().count(), 1, "nothing was written");
    assert_eq!(told(home, &["normalize", "a.txt", "-o", "./-"]).code, Some(0));
}
