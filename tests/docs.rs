//! What the pages and the library promise to readers: links lead somewhere, schemas explain every field, errors travel.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn pages() -> Vec<PathBuf> {
    let docs = fs::read_dir(root().join("docs")).unwrap().map(|entry| entry.unwrap().path());
    let docs = docs.filter(|path| path.extension().is_some_and(|extension| extension == "md"));
    ["README.md", "CONTRIBUTING.md"].map(|name| root().join(name)).into_iter().chain(docs).collect()
}

#[test]
fn links_between_pages_lead_somewhere() {
    let mut seen = 0;
    for page in pages() {
        let text = fs::read_to_string(&page).unwrap();
        for link in text.split("](").skip(1).filter_map(|rest| rest.split([')', '#']).next()) {
            if link.is_empty() || link.contains("://") || link.contains(char::is_whitespace) {
                continue;
            }
            assert!(page.with_file_name(link).exists(), "{}: {link} leads nowhere", page.display());
            seen += 1;
        }
    }
    assert!(seen > 15, "links were found: {seen}");
}

#[test]
fn the_readme_leads_to_every_page() {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    for page in pages().iter().filter(|page| page.parent() == Some(&root().join("docs"))) {
        let name = page.file_name().unwrap().to_string_lossy();
        assert!(readme.contains(&format!("](docs/{name})")), "{name}");
    }
}

/// Calls `complain` with the place of each property that is not explained.
fn unexplained(schema: &Value, place: &str, complain: &mut impl FnMut(&str)) {
    for (name, property) in schema["properties"].as_object().into_iter().flatten() {
        let place = format!("{place}.{name}");
        if property["description"].as_str().is_none_or(str::is_empty) {
            complain(&place);
        }
        unexplained(property, &place, complain);
    }
    if schema["items"].is_object() {
        unexplained(&schema["items"], &format!("{place}[]"), complain);
    }
}

#[test]
fn schemas_explain_every_field() {
    let mut wanting = Vec::new();
    for entry in fs::read_dir(root().join("docs/schemas")).unwrap() {
        let path = entry.unwrap().path();
        let schema: Value = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
        assert!(schema["properties"].is_object(), "{}", path.display());
        let file = path.file_name().unwrap().to_string_lossy().into_owned();
        unexplained(&schema, &file, &mut |place| wanting.push(place.to_owned()));
    }
    assert!(wanting.is_empty(), "without a description: {wanting:#?}");
}

/// The rows that the page on formats shows stand in a real run; `…` stands for what is left out.
#[test]
fn the_rows_shown_are_real() {
    let home = tempfile::tempdir().unwrap();
    let out = home.path().join("out");
    let mut unspin = Command::new(env!("CARGO_BIN_EXE_unspin"));
    let status = unspin.arg("clean").arg(root().join("corpus")).args(["-q", "-o"]).arg(&out).status().unwrap();
    assert!(status.success());
    let read = |name: &str| fs::read_to_string(out.join(name)).unwrap();
    let files: String = ["documents.jsonl", "edits.jsonl", "repairs.jsonl", "links.jsonl"].map(read).concat();

    let page = fs::read_to_string(root().join("docs/formats.md")).unwrap();
    let shown = page.split("```json\n").nth(1).and_then(|rest| rest.split("```").next()).expect("rows are shown");
    assert!(shown.lines().count() >= 5, "{shown}");
    for row in shown.lines() {
        let (parts, whole) = (row.trim_matches('…'), row.starts_with('{') && row.ends_with('}'));
        let found = files.lines().any(|line| if whole { line == parts } else { line.contains(parts) });
        assert!(found, "in no file of the run: {row}");
    }
}

/// Errors can be boxed, sent to other threads and passed through `?`; results can be sent and shared.
#[test]
fn errors_and_results_travel() {
    fn error<T: std::error::Error + Send + Sync + 'static>() {}
    fn data<T: std::fmt::Debug + Clone + PartialEq + Send + Sync + 'static>() {}
    error::<unspin::error::Error>();
    error::<unspin::model::PatchError>();
    error::<unspin::report::Stop>();
    data::<unspin::config::Config>();
    data::<unspin::model::RawDocument>();
    data::<unspin::model::RunReport>();
    data::<unspin::model::Patch>();
    data::<unspin::read::Record>();
}
