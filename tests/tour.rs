//! The pages of `docs/` that a reader follows, word for word: every command, and what it prints.

#![cfg(unix)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use snapbox::assert_data_eq;
use snapbox::data::{DataFormat, IntoData};

/// A block of commands, and the block that says what they print, if one follows.
struct Step<'t> {
    script: &'t str,
    shown: Option<&'t str>,
}

/// The fenced blocks of a page in their order: language and text.
fn blocks(page: &str) -> Vec<(&str, &str)> {
    let block =
        |fenced: &'_ str| -> Option<(usize, usize)> { Some((fenced.find('\n')? + 1, fenced.find("\n```")? + 1)) };
    let mut found = Vec::new();
    let mut rest = page;
    while let Some(at) = rest.find("```") {
        let fenced = &rest[at + 3..];
        let (start, end) = block(fenced).expect("a block ends");
        found.push((fenced[..start].trim(), &fenced[start..end]));
        rest = &fenced[end + 3..];
    }
    found
}

/// The commands of a page. Nothing else is fenced.
fn steps(page: &str) -> Vec<Step<'_>> {
    let mut steps: Vec<Step> = Vec::new();
    for (language, text) in blocks(page) {
        match (language, steps.last_mut()) {
            ("sh", _) => steps.push(Step { script: text, shown: None }),
            ("text", Some(step @ Step { shown: None, .. })) => step.shown = Some(text),
            _ => panic!("a {language} block that belongs to no commands:\n{text}"),
        }
    }
    steps
}

/// A folder with the corpus, where the program can be called by its name.
struct Home {
    folder: tempfile::TempDir,
    path: String,
}

impl Home {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let corpus = folder.path().join("corpus");
        fs::create_dir(&corpus).unwrap();
        for entry in fs::read_dir(root().join("corpus")).unwrap() {
            let from = entry.unwrap().path();
            fs::copy(&from, corpus.join(from.file_name().unwrap())).unwrap();
        }
        let program = Path::new(env!("CARGO_BIN_EXE_unspin")).parent().unwrap();
        let path = format!("{}:{}", program.display(), std::env::var("PATH").unwrap());
        Home { folder, path }
    }

    /// Runs commands as a reader would type them; the first that fails is the last. Both streams come as one.
    fn run(&self, script: &str) -> Output {
        let mut bash = Command::new("bash");
        bash.args(["-c", &format!("exec 2>&1; set -euo pipefail\n{script}")]).current_dir(self.folder.path());
        bash.env("PATH", &self.path).env_remove("CLICOLOR_FORCE").output().unwrap()
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.folder.path().join(name)).unwrap()
    }
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Runs the commands of a page in their order; each must print what the page says.
fn follow(steps: &[Step], home: &Home) {
    for Step { script, shown } in steps {
        let output = home.run(script);
        let printed = String::from_utf8(output.stdout).unwrap();
        let status = i32::from(script.contains("# exits with 1"));
        assert_eq!(output.status.code(), Some(status), "{script}{printed}");
        if let Some(shown) = shown {
            assert_data_eq!(printed, shown.into_data().is(DataFormat::Text));
        }
    }
}

#[test]
fn the_tour_prints_what_it_says_and_leaves_nothing() {
    let tour = fs::read_to_string(root().join("docs/tour.md")).unwrap();
    let steps = steps(&tour);
    assert!(
        steps.len() >= 8 && steps[0].script.starts_with("cargo build --release\n"),
        "the first block builds: it is done already"
    );
    assert!(steps.iter().filter(|step| step.shown.is_some()).count() >= 7, "most steps show what they print");
    let home = Home::new();
    follow(&steps[1..], &home);

    // What the decisions by hand are said to be.
    let repairs = home.read("out/repairs.jsonl");
    let decided = |words: &str, verdict: &str| {
        let verdict = format!("\"verdict\":\"{verdict}\",\"by\":\"me\"");
        repairs.lines().any(|row| row.contains(words) && row.contains(&verdict))
    };
    assert!(decided("\"before\":\"take\",\"after\":\"have\"", "accepted"));
    assert!(decided("\"before\":\"regime\",\"after\":\"government\"", "rejected"));

    let clean_up = tour.split('`').find(|code| code.starts_with("rm -r ")).expect("the tour cleans up");
    assert!(home.run(clean_up).status.success());
    let left = fs::read_dir(home.folder.path()).unwrap().map(|entry| entry.unwrap().file_name());
    assert_eq!(left.collect::<Vec<_>>(), ["corpus"]);
}

#[test]
fn a_repair_is_explained_as_its_page_says() {
    let page = fs::read_to_string(root().join("docs/repair.md")).unwrap();
    let steps = steps(&page);
    assert!(steps.iter().any(|step| step.shown.is_some()));
    follow(&steps, &Home::new());
}
