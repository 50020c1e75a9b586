//! Exit statuses that need more than a command line: signals, readers that leave, disks that are full.

use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use super::{ended, unspin};

fn interrupt(child: &Child) {
    signal(child, "-INT");
}

fn signal(child: &Child, name: &str) {
    assert!(Command::new("kill").args([name, &child.id().to_string()]).status().unwrap().success());
}

/// Whether anything temporary of ours is left.
fn left_behind(folder: &Path) -> Vec<String> {
    let names = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    names.filter(|name| name.starts_with(".unspin")).collect()
}

/// Records of one story each, different enough to take some time.
fn stories(count: usize) -> String {
    let line = |at: usize| {
        let words: String = (0..300).map(|word| format!("word{} ", (at * 7 + word * 13) % 997)).collect();
        format!("{{\"id\":\"{at}\",\"text\":\"The ferry {at} sailed at noon. {words}\"}}\n")
    };
    (0..count).map(line).collect()
}

#[test]
#[cfg(unix)]
fn a_run_that_is_interrupted_leaves_the_folder_whole_or_absent() {
    let home = tempfile::tempdir().unwrap();
    std::fs::write(home.path().join("wire.jsonl"), stories(2_000)).unwrap();
    // At different moments: while reading, while working, perhaps while writing.
    for wait in [150, 400, 900] {
        let mut child = unspin(&["clean", "wire.jsonl", "-o", "out", "-q"]).current_dir(home.path()).spawn().unwrap();
        std::thread::sleep(Duration::from_millis(wait));
        interrupt(&child);
        let code = child.wait().unwrap().code();
        let out = home.path().join("out");
        match code {
            Some(130) => assert!(!out.exists(), "after {wait} ms"),
            // It may have been done before.
            Some(0) => {
                assert!(out.join("run.json").exists() && out.join("documents.jsonl").exists());
                std::fs::remove_dir_all(&out).unwrap();
            }
            other => panic!("{other:?} after {wait} ms"),
        }
        assert_eq!(left_behind(home.path()), [""; 0], "after {wait} ms");
    }
}

#[test]
#[cfg(unix)]
fn a_run_that_is_interrupted_leaves_the_earlier_run_as_it_was() {
    let home = tempfile::tempdir().unwrap();
    std::fs::write(home.path().join("small.txt"), "The ferry\u{a0}sailed at noon.\n").unwrap();
    std::fs::write(home.path().join("wire.jsonl"), stories(2_000)).unwrap();
    assert_eq!(ended(home.path(), &["clean", "small.txt", "-o", "out"]).code, Some(0));
    let files = || {
        let names = ["run.json", "documents.jsonl", "edits.jsonl", "report.html", "text/small.txt"];
        names.map(|name| std::fs::read(home.path().join("out").join(name)).unwrap())
    };
    let before = files();
    let mut interrupted = 0;
    for wait in [50, 150, 300] {
        let mut child = unspin(&["clean", "wire.jsonl", "-o", "out", "-q"]).current_dir(home.path()).spawn().unwrap();
        std::thread::sleep(Duration::from_millis(wait));
        interrupt(&child);
        match child.wait().unwrap().code() {
            Some(130) => {
                interrupted += 1;
                assert_eq!(files(), before, "after {wait} ms");
            }
            // It was done before, or not yet listening.
            Some(0) => break,
            None => assert_eq!(files(), before, "after {wait} ms"),
            other => panic!("{other:?} after {wait} ms"),
        }
        assert_eq!(left_behind(home.path()), [""; 0], "after {wait} ms");
    }
    assert!(interrupted > 0, "a run of 2,000 stories takes longer than a twentieth of a second");
}

#[test]
#[cfg(unix)]
fn a_stream_into_a_file_that_is_stopped_leaves_the_file_as_it_was() {
    // By Ctrl-C, and by a supervisor.
    for (name, status) in [("-INT", 130), ("-TERM", 143)] {
        let home = tempfile::tempdir().unwrap();
        std::fs::write(home.path().join("clean.jsonl"), "as it was\n").unwrap();
        let mut child = unspin(&["normalize", "-", "-o", "clean.jsonl"]).current_dir(home.path()).spawn().unwrap();
        let mut input = child.stdin.take().unwrap();
        input.write_all(stories(10).as_bytes()).unwrap();
        input.flush().unwrap();
        std::thread::sleep(Duration::from_millis(500));
        assert_eq!(left_behind(home.path()).len(), 1, "the file is being written beside its place");
        signal(&child, name);
        assert_eq!(child.wait().unwrap().code(), Some(status));
        assert_eq!(std::fs::read_to_string(home.path().join("clean.jsonl")).unwrap(), "as it was\n");
        assert_eq!(left_behind(home.path()), [""; 0]);
        drop(input);
    }
}

#[test]
#[cfg(unix)]
fn whoever_waits_for_input_can_be_interrupted() {
    for args in [&["clean", "-"][..], &["segment", "-"], &["cluster", "-", "-o", "out"], &["repair", "-", "-o", "out"]]
    {
        let home = tempfile::tempdir().unwrap();
        let mut child = unspin(args).current_dir(home.path()).spawn().unwrap();
        let input = child.stdin.take().unwrap();
        std::thread::sleep(Duration::from_millis(500));
        let begin = Instant::now();
        interrupt(&child);
        assert_eq!(child.wait().unwrap().code(), Some(130), "{args:?}");
        assert!(begin.elapsed() < Duration::from_secs(5), "{args:?}: at once");
        assert!(!home.path().join("out").exists(), "{args:?}");
        drop(input);
    }
}

#[test]
fn a_closed_pipe_is_success_for_whatever_prints_much() {
    let home = tempfile::tempdir().unwrap();
    std::fs::write(home.path().join("wire.jsonl"), stories(60).replace("ferry ", "ferry\u{a0}")).unwrap();
    let commands: &[&[&str]] = &[
        &["clean", "wire.jsonl", "--diff"],
        &["clean", "wire.jsonl", "--diff", "--format", "jsonl"],
        &["segment", "wire.jsonl"],
        &["explain", "--format", "jsonl"],
        &["lexicon", "show"],
        &["generate", "completions", "bash"],
        &["config", "schema"],
        &["--help"],
    ];
    for args in commands {
        let mut child = unspin(args).current_dir(home.path()).stdin(Stdio::null()).spawn().unwrap();
        let mut first = String::new();
        let mut pipe = BufReader::with_capacity(16, child.stdout.take().unwrap());
        pipe.read_line(&mut first).unwrap();
        drop(pipe);
        let mut talk = String::new();
        child.stderr.take().unwrap().read_to_string(&mut talk).unwrap();
        assert_eq!(child.wait().unwrap().code(), Some(0), "{args:?}: {talk}");
        assert!(!talk.contains("error") && !talk.contains("panicked"), "{args:?}: {talk}");
    }
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_is_told_with_status_2() {
    let home = tempfile::tempdir().unwrap();
    std::fs::write(home.path().join("a.txt"), "The ferry\u{a0}sailed at noon.\n").unwrap();
    std::fs::write(home.path().join("b.txt"), "The ferry sailed at noon.\n").unwrap();
    for folder in ["run", "other"] {
        std::fs::create_dir(home.path().join(folder)).unwrap();
        std::fs::write(home.path().join(folder).join("edits.jsonl"), "").unwrap();
        let row = serde_json::json!({
            "id": "aa", "doc": "a", "start": 0, "end": 1, "before": folder, "after": "x", "kind": "synonym",
            "confidence": 0.7, "band": "medium", "verdict": "pending", "by": "band", "witnesses": [],
        });
        std::fs::write(home.path().join(folder).join("repairs.jsonl"), format!("{row}\n")).unwrap();
    }
    assert_eq!(ended(home.path(), &["golden", "add", "a.txt", "--why", "it differs"]).code, Some(0));
    let commands: &[&[&str]] = &[
        &["clean", "a.txt"],
        &["clean", "a.txt", "--diff"],
        &["clean", "a.txt", "--check"],
        &["normalize", "a.txt"],
        &["segment", "a.txt"],
        &["explain"],
        &["config", "show"],
        &["config", "schema"],
        &["lexicon", "show"],
        &["generate", "completions", "zsh"],
        &["-h"],
        &["--version"],
        &["clean", "a.txt", "-o", "again", "--format", "jsonl"],
        &["cluster", "a.txt", "b.txt", "--explain", "a.txt", "b.txt"],
        &["cluster", "a.txt", "b.txt", "--borderline", "1"],
        &["golden", "check"],
        &["golden", "check", "--github"],
        &["golden", "check", "--format", "jsonl"],
        &["golden", "diff"],
        &["golden", "compare", "run", "other"],
        &["explain-repair", "run", "aa"],
        &["explain", "space.exotic"],
        &["config", "show", "--format", "jsonl"],
    ];
    for args in commands {
        let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let output = unspin(args).current_dir(home.path()).stdin(Stdio::null()).stdout(full).output().unwrap();
        let talk = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(2), "{args:?}: {talk}");
        assert!(
            talk.starts_with("error: cannot write standard output: ") && talk.contains("free some space"),
            "{args:?}: {talk}"
        );
    }
    let found = ended(home.path(), &["normalize", "a.txt", "-o", "/dev/full"]);
    assert_eq!(found.code, Some(2));
    assert!(found.talk.contains("cannot write /dev/full"), "{}", found.talk);
}
