//! The README's commands do what the README says.

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

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

/// What stands in bold in a cell.
fn bold(cell: &str) -> Vec<&str> {
    cell.split("**").skip(1).step_by(2).collect()
}

#[test]
fn the_repairs_of_the_first_table_are_made() {
    let home = tempfile::tempdir().unwrap();
    let out = home.path().join("out");
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let mut unspin = Command::new(env!("CARGO_BIN_EXE_unspin"));
    assert!(unspin.arg("clean").arg(&corpus).args(["-q", "-o"]).arg(&out).status().unwrap().success());
    let rows = |name: &str| -> Vec<Value> {
        let text = fs::read_to_string(out.join(name)).unwrap();
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    };
    let (repairs, documents) = (rows("repairs.jsonl"), rows("documents.jsonl"));
    let spun = fs::read_to_string(corpus.join("002_6f7d6fc794569498.txt")).unwrap();

    let table = include_str!("../README.md").lines().filter(|line| line.starts_with("| ") && line.contains("**"));
    let mut checked = 0;
    for row in table.take_while(|line| line.contains(" | \"")) {
        let cells: Vec<&str> = row.trim_matches('|').split(" | ").map(str::trim).collect();
        for piece in cells[0].replace("**", "").split('…') {
            assert!(spun.contains(piece.trim()), "{piece} stands in the spun article");
        }
        for (before, after) in bold(cells[0]).into_iter().zip(bold(cells[1])) {
            let made = |repair: &&Value| {
                repair["before"] == before && repair["after"] == after && repair["verdict"] == "accepted"
            };
            assert!(repairs.iter().any(|repair| made(&repair)), "{before} -> {after}");
            checked += 1;
        }
        let quote = cells[2].trim_matches('"').replace("**", "");
        let says = |document: &Value| document["text"].as_str().is_some_and(|text| text.contains(&quote));
        assert!(documents.iter().any(says), "no sibling has: {quote}");
    }
    assert_eq!(checked, 7);
}

/// `.ci/run` runs every `sh` block as it stands; they cannot run inside `cargo test`, being cargo themselves.
#[test]
fn the_two_commands_stand_where_ci_looks_for_them() {
    let others: Vec<(String, String)> = blocks().into_iter().filter(|(language, _)| language != "console").collect();
    let wanted = [("sh", "cargo run --release -- clean corpus -o out\n"), ("sh", "cargo test\n")];
    let wanted = wanted.map(|(language, text)| (language.to_owned(), text.to_owned()));
    assert_eq!(others, wanted);
}
