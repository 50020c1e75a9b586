//! The shape of the source tree: files that import each other, and functions with many parameters.
//!
//! `tests/arrows.rs` checks the imports between rooms; this file looks inside the rooms. Both read the
//! source as text, without macros.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// How many pairs of files may import each other, in all rooms together. Longer circles are never allowed.
const MAX_PAIRS: usize = 3;

/// How many functions may have six parameters or more, `self` not counted.
const MAX_LONG_LISTS: usize = 3;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// The module path of a file below `src`: `["repair", "triage", "words"]`.
fn module(file: &Path) -> Vec<String> {
    let below = file.strip_prefix(root()).unwrap().with_extension("");
    let mut parts: Vec<String> = below.iter().map(|part| part.to_str().unwrap().to_owned()).collect();
    if parts.last().is_some_and(|last| last == "mod") {
        parts.pop();
    }
    parts
}

/// The source without comments and without the module of unit tests at its end.
fn code(file: &Path) -> String {
    let text = fs::read_to_string(file).unwrap();
    let text = text.split("#[cfg(test)]\nmod tests {").next().unwrap();
    text.lines().map(|line| line.split("//").next().unwrap()).collect::<Vec<_>>().join("\n")
}

/// Every path that begins with `super`, `self` or `crate`, with groups in braces expanded.
fn paths(code: &str) -> Vec<Vec<String>> {
    let mut found = Vec::new();
    for start in ["super::", "self::", "crate::"] {
        for (at, _) in code.match_indices(start) {
            let before = code[..at].chars().next_back().unwrap_or(' ');
            if before.is_alphanumeric() || before == '_' || before == ':' {
                continue;
            }
            expand(&code[at..], &mut Vec::new(), &mut found);
        }
    }
    found
}

/// Reads one path from the start of `text`, and each member of a group at its end; gives the unread rest.
fn expand<'t>(text: &'t str, prefix: &mut Vec<String>, found: &mut Vec<Vec<String>>) -> &'t str {
    let depth = prefix.len();
    let mut rest = text.trim_start();
    loop {
        let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
        if end > 0 {
            prefix.push(rest[..end].to_owned());
            rest = &rest[end..];
        }
        match rest.strip_prefix("::") {
            Some(next) if next.starts_with('{') => {
                rest = &next[1..];
                loop {
                    rest = expand(rest, prefix, found).trim_start();
                    match rest.strip_prefix(',') {
                        Some(next) if !next.trim_start().starts_with('}') => rest = next,
                        Some(next) => rest = next.trim_start(),
                        None => break,
                    }
                    if rest.starts_with('}') {
                        break;
                    }
                }
                rest = rest.strip_prefix('}').unwrap_or(rest);
                prefix.truncate(depth);
                return rest;
            }
            Some(next) if next.starts_with(|c: char| c.is_alphabetic() || c == '_') => rest = next,
            _ => break,
        }
    }
    found.push(prefix.clone());
    prefix.truncate(depth);
    rest
}

/// The file that a path from module `from` leads into: the longest beginning of it that is a module.
fn target<'m>(from: &[String], path: &[String], modules: &'m BTreeSet<Vec<String>>) -> Option<&'m Vec<String>> {
    let mut at: Vec<String> = if path[0] == "crate" { Vec::new() } else { from.to_vec() };
    let mut rest = path;
    while let Some(first) = rest.first().filter(|first| ["super", "self", "crate"].contains(&first.as_str())) {
        if first == "super" {
            at.pop();
        }
        rest = &rest[1..];
    }
    for part in rest {
        at.push(part.clone());
        if !modules.contains(&at) {
            at.pop();
            break;
        }
    }
    modules.get(&at)
}

/// For each file the files that it imports. The arrow from a module to the files below it is left out: it
/// declares them and hands their names on.
fn imports() -> BTreeMap<Vec<String>, BTreeSet<Vec<String>>> {
    let mut files = Vec::new();
    sources(&root(), &mut files);
    let modules: BTreeSet<Vec<String>> = files.iter().map(|file| module(file)).collect();
    let mut arrows = BTreeMap::new();
    for file in &files {
        let from = module(file);
        let named = paths(&code(file));
        let to = named.iter().filter_map(|path| target(&from, path, &modules)).cloned();
        let to = to.filter(|to| *to != from && !to.starts_with(&from)).collect();
        arrows.insert(from, to);
    }
    arrows
}

/// The files that can be reached from `start`.
fn reached<'a>(
    start: &'a Vec<String>,
    arrows: &'a BTreeMap<Vec<String>, BTreeSet<Vec<String>>>,
) -> BTreeSet<&'a Vec<String>> {
    let (mut found, mut open) = (BTreeSet::new(), vec![start]);
    while let Some(at) = open.pop() {
        for next in arrows.get(at).into_iter().flatten() {
            if found.insert(next) {
                open.push(next);
            }
        }
    }
    found
}

#[test]
fn files_do_not_import_each_other_in_circles() {
    let arrows = imports();
    let reach: BTreeMap<_, _> = arrows.keys().map(|file| (file, reached(file, &arrows))).collect();
    let mut circles = BTreeSet::new();
    for (file, reaches) in &reach {
        if reaches.contains(file) {
            let circle: Vec<String> =
                reaches.iter().filter(|other| reach[**other].contains(file)).map(|other| other.join("/")).collect();
            circles.insert(circle);
        }
    }
    let long: Vec<_> = circles.iter().filter(|circle| circle.len() > 2).collect();
    assert!(long.is_empty(), "circles of more than two files: {long:#?}");
    assert!(circles.len() <= MAX_PAIRS, "{} pairs: {circles:#?}", circles.len());
}

/// The number of parameters, `self` not counted, of a function whose list begins at `text`.
fn parameters(text: &str) -> usize {
    let (mut depth, mut angle, mut count, mut filled) = (0, 0, 0, String::new());
    let mut before = ' ';
    for c in text.chars() {
        match c {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth -= 1,
            '<' => angle += 1,
            '>' if before != '-' && before != '=' => angle -= 1,
            _ => {}
        }
        if depth == 0 || (c == ',' && depth == 1 && angle == 0) {
            let one = filled.trim_start_matches('(').trim();
            let is_self = one.rsplit(['&', ' ']).next() == Some("self") && !one.contains(':');
            count += usize::from(!one.is_empty() && !is_self);
            filled.clear();
            if depth == 0 {
                return count;
            }
        } else {
            filled.push(c);
        }
        before = c;
    }
    count
}

#[test]
fn few_functions_have_many_parameters() {
    let mut files = Vec::new();
    sources(&root(), &mut files);
    let mut long = Vec::new();
    for file in files {
        let code = code(&file);
        for (at, _) in code.match_indices("fn ") {
            let rest = &code[at + 3..];
            let name: String = rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            // A type such as `fn(&str)` has no name, and generic parameters may hold parentheses of their own.
            let mut after = &rest[name.len()..];
            if name.is_empty() {
                continue;
            }
            if after.starts_with('<') {
                let mut depth = 0;
                let mut before = ' ';
                let end = after.char_indices().find(|&(_, c)| {
                    depth += i32::from(c == '<') - i32::from(c == '>' && before != '-');
                    before = c;
                    depth == 0
                });
                after = &after[end.map_or(0, |(end, _)| end + 1)..];
            }
            if after.starts_with('(') {
                let count = parameters(after);
                if count >= 6 {
                    long.push(format!("{}: {name} has {count}", file.display()));
                }
            }
        }
    }
    assert!(long.len() <= MAX_LONG_LISTS, "{long:#?}");
}

#[test]
fn paths_and_parameters_are_read() {
    let code = "use super::{a::X, b::{self, Y}, c};\nlet x = crate::model::Span::new(1);";
    let found: Vec<String> = paths(code).iter().map(|path| path.join("::")).collect();
    assert_eq!(found, ["super::a::X", "super::b::self", "super::b::Y", "super::c", "crate::model::Span::new"]);
    assert_eq!(parameters("(&self, a: u8, (b, c): (u8, u8), f: impl Fn(u8, u8) -> u8) -> u8"), 3);
    assert_eq!(parameters("(&mut self)"), 0);
    assert_eq!(parameters("(map: HashMap<u8, u8>, next: u8,)"), 2);
}
