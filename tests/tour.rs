//! The tour of `docs/`, followed word for word.

use std::fs;
use std::path::Path;
use std::process::Command;

/// The shell blocks, in their order.
fn blocks(text: &str) -> Vec<&str> {
    text.split("```sh\n").skip(1).map(|rest| rest.split("```").next().expect("a block ends")).collect()
}

#[test]
#[cfg(unix)]
fn every_command_of_the_tour_does_what_it_says() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let tour = fs::read_to_string(root.join("docs/tour.md")).unwrap();
    let blocks = blocks(&tour);
    assert!(
        blocks.len() >= 7 && blocks[0].starts_with("cargo build --release\n"),
        "the first block builds: it is done already"
    );

    let home = tempfile::tempdir().unwrap();
    std::os::unix::fs::symlink(root.join("corpus"), home.path().join("corpus")).unwrap();
    let program = Path::new(env!("CARGO_BIN_EXE_unspin")).parent().unwrap();
    let path = format!("{}:{}", program.display(), std::env::var("PATH").unwrap());
    let script = format!("set -euo pipefail\n{}", blocks[1..].concat());
    let output =
        Command::new("bash").arg("-c").arg(script).current_dir(home.path()).env("PATH", path).output().unwrap();
    let talk = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{talk}");

    let repairs = fs::read_to_string(home.path().join("out/repairs.jsonl")).unwrap();
    assert_eq!(repairs.matches("\"by\":\"me\"").count(), 1, "the decision was applied");
    assert_eq!(repairs.matches("\"verdict\":\"pending\"").count(), 2, "three waited, as the tour says");
    assert!(talk.contains("1 golden case as accepted"), "{talk}");
    assert!(talk.contains("quote"), "the runs differ in their quotation marks: {talk}");
    for link in tour.split("](").skip(1).map(|rest| rest.split(')').next().expect("a link ends")) {
        assert!(root.join("docs").join(link).exists(), "{link} leads nowhere");
    }
}
