//! Who may import whom: the arrows of `ARCHITECTURE.md`, read off the `use` lines, so that the drawing cannot drift.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Each room and the rooms that it may import.
const ALLOWED: &[(&str, &[&str])] = &[
    ("model", &[]),
    ("error", &["model"]),
    ("english", &["model"]),
    ("text", &["model", "english"]),
    ("config", &["model", "error"]),
    ("read", &["text", "model", "config", "error"]),
    ("normalize", &["text", "english", "model", "config", "error"]),
    ("segment", &["text", "english", "model", "config", "error"]),
    ("cluster", &["text", "english", "model", "config", "error"]),
    ("repair", &["text", "english", "model", "config", "error"]),
    ("report", &["text", "model", "config", "error"]),
    ("pipeline", &["model", "config", "error", "text", "english", "read", "normalize", "segment", "cluster", "repair"]),
    ("golden", &["pipeline", "model", "config", "error", "report"]),
];

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// The room of a file: the first part of its path below `src`.
fn room(path: &Path, root: &Path) -> String {
    let below = path.strip_prefix(root).unwrap();
    let first = below.components().next().unwrap().as_os_str().to_str().unwrap();
    first.trim_end_matches(".rs").to_owned()
}

/// The rooms that a source text names: `crate::room`, and each member of `use crate::{room, …}`.
fn named(text: &str) -> BTreeSet<String> {
    let code: String = text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n");
    let mut rooms = BTreeSet::new();
    for (at, _) in code.match_indices("crate::") {
        let rest = &code[at + "crate::".len()..];
        match rest.strip_prefix('{') {
            None => rooms.extend(first_name(rest)),
            Some(list) => {
                let mut depth = 0;
                let mut start = 0;
                for (place, c) in list.char_indices() {
                    match c {
                        '{' => depth += 1,
                        '}' if depth > 0 => depth -= 1,
                        ',' | '}' if depth == 0 => {
                            rooms.extend(first_name(list[start..place].trim()));
                            start = place + 1;
                            if c == '}' {
                                break;
                            }
                        }
                        _ => {}
                    }
                }
            }
        }
    }
    rooms
}

fn first_name(path: &str) -> Option<String> {
    let name: String = path.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
    (!name.is_empty()).then_some(name)
}

#[test]
fn no_import_runs_upward() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let allowed: BTreeMap<&str, &[&str]> = ALLOWED.iter().copied().collect();
    let mut files = Vec::new();
    sources(&root, &mut files);
    let mut wrong = Vec::new();
    let mut rooms = BTreeSet::new();
    for file in files {
        let from = room(&file, &root);
        if ["lib", "main", "cli"].contains(&from.as_str()) {
            continue; // lib re-exports; main and cli are the binary, and know the library by its name
        }
        let allowed = allowed.get(from.as_str()).unwrap_or_else(|| panic!("{from} is no room of ARCHITECTURE.md"));
        for to in named(&std::fs::read_to_string(&file).unwrap()) {
            if to != from && !allowed.contains(&to.as_str()) {
                wrong.push(format!("{} imports {to}", file.display()));
            }
        }
        rooms.insert(from);
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert_eq!(rooms.len(), ALLOWED.len(), "every room is there: {rooms:?}");
}

#[test]
fn threads_live_in_the_pipeline_and_colours_in_the_command_line() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&root, &mut files);
    for file in files {
        let (from, text) = (room(&file, &root), std::fs::read_to_string(&file).unwrap());
        let uses = |name: &str| text.contains(&format!("use {name}")) || text.contains(&format!("{name}::"));
        assert!(!uses("rayon") || from == "pipeline", "{} uses threads", file.display());
        for name in ["clap", "anstream", "anstyle", "crossterm"] {
            assert!(!uses(name) || ["cli", "main"].contains(&from.as_str()), "{} uses {name}", file.display());
        }
    }
}

#[test]
fn nested_imports_are_read() {
    let text = "use crate::{align, model::{Span, Token}, read};\nlet x = crate::cluster::y();\n// use crate::cli;";
    let rooms: Vec<String> = named(text).into_iter().collect();
    assert_eq!(rooms, ["align", "cluster", "model", "read"]);
}
