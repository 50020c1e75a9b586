//! The command line as a user meets it: the files of `tests/cmd/` hold commands with the output and status that they must have.

#[test]
fn commands_do_what_their_transcripts_say() {
    trycmd::TestCases::new().case("tests/cmd/*.trycmd").case("tests/cmd/*.toml");
}

mod colours;
mod exits;
mod golden;
mod help;
mod hostile;
mod review;
mod settings;

use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Command, Stdio};

/// The program with its streams in our hands, and no wishes about colour from the environment.
fn unspin(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_unspin"));
    command.args(args).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
        .env_remove("NO_COLOR")
        .env_remove("CLICOLOR_FORCE")
        .env_remove("CLICOLOR")
        .env_remove("CI")
        .env("COLUMNS", "80");
    command
}

/// What a command printed, and its status.
struct Ended {
    code: Option<i32>,
    data: String,
    talk: String,
}

/// Runs to the end in `home`, with nothing on standard input.
fn ended(home: &std::path::Path, args: &[&str]) -> Ended {
    let output = unspin(args).current_dir(home).stdin(Stdio::null()).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("the output is UTF-8");
    Ended { code: output.status.code(), data: text(output.stdout), talk: text(output.stderr) }
}

/// Records of more bytes than any pipe holds.
fn many_records() -> String {
    (0..3_000).map(|at| format!("{{\"id\":\"{at}\",\"text\":\"The ferry sailed at noon, number {at}.\"}}\n")).collect()
}

#[test]
fn a_reader_that_has_enough_is_no_error() {
    let home = tempfile::tempdir().unwrap();
    let input = home.path().join("many.jsonl");
    std::fs::write(&input, many_records()).unwrap();
    for command in ["normalize", "segment", "clean"] {
        let mut child = unspin(&[command, input.to_str().unwrap()]).spawn().unwrap();
        let mut first = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut first).unwrap();
        assert!(first.starts_with("{\"id\":\"0\""), "{first}");
        let mut talk = String::new();
        child.stderr.take().unwrap().read_to_string(&mut talk).unwrap();
        let status = child.wait().unwrap();
        assert_eq!((status.code(), talk.as_str()), (Some(0), ""), "{command}");
    }
}

#[test]
#[cfg(unix)]
fn an_interrupted_stream_ends_after_a_whole_record() {
    let mut child = unspin(&["normalize", "-"]).spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    // The input stays open: the stream waits for more when it is interrupted.
    let writer = std::thread::spawn(move || {
        input.write_all(many_records().as_bytes()).unwrap();
        input
    });
    let mut output = BufReader::new(child.stdout.take().unwrap());
    let mut first = String::new();
    output.read_line(&mut first).unwrap();
    let killed = Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    assert!(killed.success());
    let mut rest = String::new();
    output.read_to_string(&mut rest).unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(130));
    for line in rest.lines() {
        let record: serde_json::Value = serde_json::from_str(line).expect("every line is a whole record");
        assert!(record["text"].is_string());
    }
    assert!(rest.is_empty() || rest.ends_with('\n'));
    drop(writer.join());
}

#[test]
#[cfg(unix)]
fn an_unreadable_file_is_told_and_the_rest_is_cleaned() {
    use std::os::unix::ffi::OsStrExt;

    let home = tempfile::tempdir().unwrap();
    std::fs::write(home.path().join("good.txt"), "The ferry sailed at noon.\n").unwrap();
    // A link that leads nowhere cannot be read even by root.
    std::os::unix::fs::symlink(home.path().join("gone"), home.path().join("bad.txt")).unwrap();
    std::fs::write(home.path().join(std::ffi::OsStr::from_bytes(b"br\xf6ken.txt")), "Half a naïve line").unwrap();
    let output = unspin(&["normalize", home.path().to_str().unwrap()]).output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    let data = String::from_utf8(output.stdout).expect("the output is UTF-8 whatever the names are");
    assert_eq!(data.lines().count(), 2, "{data}");
    let talk = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(talk.contains("bad.txt") && !talk.contains("panicked"), "{talk}");
}

#[test]
fn every_repair_of_a_run_can_be_explained() {
    let home = tempfile::tempdir().unwrap();
    let out = home.path().join("out");
    let corpus = concat!(env!("CARGO_MANIFEST_DIR"), "/corpus");
    assert!(unspin(&["repair", corpus, "-q", "-o", out.to_str().unwrap()]).status().unwrap().success());
    let repairs = std::fs::read_to_string(out.join("repairs.jsonl")).unwrap();
    assert!(repairs.lines().count() >= 20, "the corpus has a spun article");
    for line in repairs.lines() {
        let row: serde_json::Value = serde_json::from_str(line).unwrap();
        let [id, before, after] = ["id", "before", "after"].map(|field| row[field].as_str().unwrap());
        let output = unspin(&["explain-repair", out.to_str().unwrap(), id]).output().unwrap();
        let page = String::from_utf8(output.stdout).unwrap();
        assert!(output.status.success() && page.contains(&format!("\n  {before}\n  {after}\n")), "{id}: {page}");
        let quoted = row["witnesses"].as_array().unwrap().iter().map(|witness| witness["text"].as_str().unwrap());
        assert!(quoted.into_iter().all(|text| page.contains(text)), "{id}: every witness is quoted");
    }
}
