//! Help: `-h` on one screen, `--help` a manual.

use std::path::Path;

use crate::ended;

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
