//! The README's commands do what the README says.

use std::path::Path;
use std::process::Command;

/// The fenced blocks of the README, as (language, text).
fn blocks() -> Vec<(String, String)> {
    let readme = include_str!("../README.md");
    let mut found = Vec::new();
    let mut open: Option<(String, String)> = None;
    for line in readme.lines() {
        match (line.strip_prefix("```"), &mut open) {
            (Some(language), None) => open = Some((language.to_owned(), String::new())),
            (Some(_), Some(_)) => found.extend(open.take()),
            (None, Some((_, text))) => {
                text.push_str(line);
                text.push('\n');
            }
            (None, None) => {}
        }
    }
    found
}

#[test]
fn transcripts_read_as_printed() {
    let home = tempfile::tempdir().unwrap();
    for folder in ["corpus", "golden"] {
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
        let copied = Command::new("cp").arg("-r").arg(source).arg(home.path()).status().unwrap();
        assert!(copied.success());
    }
    let program = Path::new(env!("CARGO_BIN_EXE_unspin")).parent().unwrap();
    let path = format!("{}:{}", program.display(), std::env::var("PATH").unwrap());
    let mut run = 0;
    for (_, text) in blocks().into_iter().filter(|(language, _)| language == "console") {
        let (command, expected) = text.split_once('\n').unwrap();
        let command = command.strip_prefix("$ ").expect("a transcript begins with its command");
        let output =
            Command::new("sh").args(["-c", command]).current_dir(home.path()).env("PATH", &path).output().unwrap();
        let printed = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        assert_eq!(printed, expected, "{command}");
        run += 1;
    }
    assert_eq!(run, 3);
}

/// `.ci/run` runs every `sh` block as it stands; they cannot run inside `cargo test`, being cargo themselves.
#[test]
fn the_two_commands_stand_where_ci_looks_for_them() {
    let others: Vec<(String, String)> = blocks().into_iter().filter(|(language, _)| language != "console").collect();
    let wanted = [("sh", "cargo run --release -- clean corpus -o out\n"), ("sh", "cargo test\n")];
    let wanted = wanted.map(|(language, text)| (language.to_owned(), text.to_owned()));
    assert_eq!(others, wanted);
}
