//! Help: `-h` on one screen, `--help` a manual.

use std::path::Path;

use super::ended;

/// Every command, and whether its `-h` has examples.
const COMMANDS: &[(&str, bool)] = &[
    ("", true),
    ("clean", true),
    ("normalize", true),
    ("segment", true),
    ("cluster", true),
    ("repair", true),
    ("review", true),
    ("golden", true),
    ("golden check", true),
    ("golden diff", true),
    ("golden accept", true),
    ("golden add", true),
    ("golden compare", true),
    ("lexicon", true),
    ("lexicon learn", false),
    ("lexicon show", false),
    ("explain", true),
    ("config", true),
    ("config show", true),
    ("config init", false),
    ("config schema", false),
    ("generate", true),
    ("generate completions", false),
    ("generate man", false),
    ("explain-repair", true),
];

fn help(command: &str, flag: &str) -> String {
    let args: Vec<&str> = command.split_whitespace().chain([flag]).collect();
    let found = ended(Path::new("."), &args);
    assert_eq!((found.code, found.talk.as_str()), (Some(0), ""), "{command}");
    found.data
}

/// The commands that a help lists.
fn listed(help: &str) -> Vec<String> {
    let after = help.split("Commands:\n").nth(1).unwrap_or_default();
    let lines = after.lines().take_while(|line| !line.is_empty()).filter(|line| !line.starts_with("   "));
    lines.filter_map(|line| line.split_whitespace().next()).map(str::to_owned).collect()
}

#[test]
fn short_help_fits_one_screen_and_begins_with_two_examples() {
    for (command, examples) in COMMANDS {
        let text = help(command, "-h");
        assert!(text.lines().count() <= 24, "{command}: {} lines\n{text}", text.lines().count());
        assert!(text.lines().all(|line| line.chars().count() <= 80), "{command}: 80 columns\n{text}");
        if *examples {
            let mut lines = text.lines();
            assert!(lines.by_ref().take(2).all(|line| line.starts_with("unspin ")), "{command}: two examples\n{text}");
            assert_eq!(lines.next(), Some(""), "{command}: two and no more");
        }
    }
}

#[test]
fn every_command_is_looked_at_here() {
    for (command, _) in COMMANDS {
        for below in listed(&help(command, "-h")) {
            let name = format!("{command} {below}");
            assert!(COMMANDS.iter().any(|(known, _)| *known == name.trim()), "{name}");
        }
    }
}

#[test]
fn long_help_is_a_manual() {
    let text = help("", "--help");
    for wanted in
        ["Exit status:", "\nFiles:", "\nEnvironment:", "NO_COLOR", "decisions.jsonl", "--max-bad <N|P%>", "  130  "]
    {
        assert!(text.contains(wanted), "{wanted}: {text}");
    }
    let text = help("clean", "--help");
    let at = |flag: &str| text.find(&format!(" {flag} ")).unwrap_or_else(|| panic!("{flag}: {text}"));
    assert!(
        at("--config") > at("--lexicon") && at("--config") < at("-j,"),
        "what is common comes last, together\n{text}"
    );
    for (command, examples) in COMMANDS {
        let text = help(command, "--help");
        assert!(text.lines().all(|line| line.chars().count() <= 100), "{command}\n{text}");
        assert!(!examples || text.contains("\nExit status:\n  0    "), "{command} tells its statuses\n{text}");
    }
}

#[test]
fn every_man_page_tells_every_flag_and_how_a_command_ends() {
    let home = tempfile::tempdir().unwrap();
    assert_eq!(ended(home.path(), &["generate", "man", "-o", "man"]).code, Some(0));
    for (command, examples) in COMMANDS {
        let name = ["unspin", command].join(" ").trim().replace(' ', "-");
        let text = std::fs::read_to_string(home.path().join(format!("man/{name}.1"))).unwrap();
        assert!(text.is_ascii(), "{name}: what is not ASCII is garbled where roff is not told the encoding");
        assert!(
            !examples || (text.contains(".SH \"EXAMPLES\"") && text.contains(".SH \"EXIT STATUS\"")),
            "{name}: {text}"
        );
        // A flag and nothing below it is what the reader knows already.
        let lines: Vec<&str> = text.lines().collect();
        for (at, line) in lines.iter().enumerate().filter(|(_, line)| **line == ".TP") {
            let told = lines[at + 2..].iter().take_while(|line| **line != ".TP" && !line.starts_with(".SH"));
            let words = told.filter(|line| line.chars().any(char::is_alphabetic) && !line.starts_with('.'));
            assert!(words.count() > 0, "{name} line {at}: {line} {}", lines[at + 1]);
        }
    }
}

/// Commands at the top of every help, without what is said of them.
fn examples() -> Vec<String> {
    let mut found = Vec::new();
    for (command, _) in COMMANDS.iter().filter(|(_, examples)| *examples) {
        for line in help(command, "-h").lines().take(2) {
            let example = line.split("  ").next().unwrap_or_default().to_owned();
            if !found.contains(&example) {
                found.push(example);
            }
        }
    }
    found
}

#[test]
#[cfg(unix)]
fn every_example_runs_as_it_is_written() {
    let temporary = tempfile::tempdir().unwrap();
    let home = temporary.path();
    let file = |name: &str, text: &str| {
        std::fs::create_dir_all(home.join(name).parent().unwrap()).unwrap();
        std::fs::write(home.join(name), text).unwrap();
    };
    let page = "<html><body><article><p>The ferry sailed at noon, and nobody was hurt.</p></article></body></html>";
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    for entry in std::fs::read_dir(corpus).unwrap().map(Result::unwrap) {
        if let Some(name) = entry.file_name().to_str().filter(|name| name.ends_with(".txt")) {
            file(&format!("articles/{name}"), &std::fs::read_to_string(entry.path()).unwrap());
        }
    }
    file("articles/a.txt", "The ferry sailed at noon from the old harbour.\n");
    file("articles/b.txt", "The ferry sailed at noon from the new harbour.\n");
    file("story.txt", "The ferry\u{a0}sailed at noon.\n");
    file("page.html", page);
    file("pages/page.html", page);
    file("wire.jsonl", "{\"id\":17,\"text\":\"The ferry sailed.\"}\n");
    file("l.jsonl", "");
    file("learnt.jsonl", "");
    file("decisions.jsonl", "");
    let bin = Path::new(env!("CARGO_BIN_EXE_unspin")).parent().unwrap().to_owned();
    let path = std::env::var_os("PATH").unwrap();
    let path = std::env::join_paths([bin].into_iter().chain(std::env::split_paths(&path))).unwrap();
    let run = |command: &str| {
        let mut shell = std::process::Command::new("bash");
        let output = shell
            .args(["-c", command])
            .env("PATH", &path)
            .current_dir(home)
            .stdin(std::process::Stdio::null())
            .output();
        let output = output.expect("a shell");
        (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
    };
    for before in [
        "unspin golden add story.txt --why x --name 002-spun-article",
        "unspin clean articles/ -o before",
        "unspin clean articles/ -o after --level likely",
    ] {
        assert_eq!(run(before).0, Some(0), "{before}");
    }
    let examples = examples();
    assert!(examples.len() >= 30, "{examples:?}");
    for example in examples {
        let (code, talk) = run(&example.replace("/etc/bash_completion.d/", ""));
        // A new case differs from what was accepted, which is nothing.
        let wanted = i32::from(example.starts_with("unspin golden check"));
        assert_eq!(code, Some(wanted), "{example}: {talk}");
    }
}
