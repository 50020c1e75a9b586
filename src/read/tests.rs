use std::fs;
use std::path::{Path, PathBuf};

use super::{Record, open};
use crate::config::{ReadConfig, Size};
use crate::model::RawDocument;

/// A folder with these files.
fn folder(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let root = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        let path = root.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    root
}

#[derive(Debug, Default)]
struct ReadOutcome {
    documents: Vec<RawDocument>,
    failed: Vec<String>,
    skipped: Vec<String>,
}

fn read_with(inputs: &[PathBuf], config: &ReadConfig) -> ReadOutcome {
    let mut found = ReadOutcome::default();
    for record in open(inputs, config).unwrap() {
        match record {
            Record::Document(document) => found.documents.push(document),
            Record::Failed(failure) => found.failed.push(failure.message),
            Record::Skipped(note) => found.skipped.push(note.message),
        }
    }
    found
}

fn read(path: impl AsRef<Path>) -> ReadOutcome {
    read_with(&[path.as_ref().to_owned()], &ReadConfig::default())
}

fn error(inputs: &[PathBuf]) -> String {
    open(inputs, &ReadConfig::default()).err().expect("an error").to_string()
}

fn ids(found: &ReadOutcome) -> Vec<&str> {
    found.documents.iter().map(|document| &*document.id).collect()
}

#[test]
fn a_folder_is_walked_in_the_order_of_path_bytes() {
    let root = folder(&[
        ("b/1.txt", b"one"),
        ("b-2.txt", b"two"),
        ("a.TXT", b"three"),
        ("b/.hidden.txt", b"no"),
        (".git/x.txt", b"no"),
        ("README.md", b"no"),
        ("c.jsonl", b"{\"id\":7,\"text\":\"seven\"}\n"),
        ("d.HTM", b"<p>four</p>"),
    ]);
    let found = read(root.path());
    assert_eq!(ids(&found), ["a.TXT", "b-2.txt", "b/1.txt", "7", "d.HTM"], "`-` comes before `/`");
    assert_eq!(found.documents[2].text, "one");
    assert_eq!(found.documents[4].text, "four");
    assert_eq!(found.skipped.len(), 1);
    assert!(found.skipped[0].contains("README.md is skipped"), "{}", found.skipped[0]);
    assert!(found.failed.is_empty(), "{found:?}");
}

#[test]
fn a_file_that_is_named_is_read_whatever_its_extension() {
    let root = folder(&[("notes.md", b"# Notes"), ("x.NDJSON", b"{\"text\":\"t\"}")]);
    assert_eq!(ids(&read(root.path().join("notes.md"))), ["notes.md"]);
    assert_eq!(ids(&read(root.path().join("x.NDJSON"))), ["x.NDJSON#1"]);
}

#[test]
fn fields_pass_through_in_their_order() {
    let line = br#"{"z":1,"text":"t","a":{"k":[1,null]},"id":"x","url":"https://example.com/1"}"#;
    let root = folder(&[("r.jsonl", line)]);
    let document = &read(root.path().join("r.jsonl")).documents[0];
    assert_eq!(document.fields.keys().collect::<Vec<_>>(), ["z", "a", "url"]);
    assert_eq!((&*document.id, document.site(), document.origin.line), ("x", Some("example.com"), Some(1)));

    let config = ReadConfig { id_field: "url".into(), text_field: "z".into(), ..ReadConfig::default() };
    let found = read_with(&[root.path().join("r.jsonl")], &config);
    assert!(found.failed[0].contains("line 1: field `z` is a number, not a string"), "{:?}", found.failed);
    let config = ReadConfig { id_field: "url".into(), ..ReadConfig::default() };
    let document = &read_with(&[root.path().join("r.jsonl")], &config).documents[0];
    assert_eq!((&*document.id, document.site()), ("https://example.com/1", Some("example.com")));
}

#[test]
fn a_bad_line_fails_without_the_others_and_names_its_place() {
    let lines: [&[u8]; 9] = [
        b"{\"id\":\"a\",\"text\":\"first\"}",
        b"",
        b"{\"id\":\"b\",\"text\":\"bro",
        b"[1,2]",
        b"{\"id\":\"c\"}",
        b"{\"id\":1.5,\"text\":\"t\"}",
        b"{\"id\":\"d\" \"text\":\"t\"}",
        b"{\"id\":\"a\",\"text\":\"again\"}",
        b"   {\"text\":\"stray \x92 byte, \xc3\xa9\"}\r",
    ];
    let root = folder(&[("r.jsonl", &lines.join(&b'\n'))]);
    let found = read(root.path().join("r.jsonl"));
    assert_eq!(ids(&found), ["a", "r.jsonl#9"]);
    assert_eq!(found.documents[1].text, "stray ’ byte, é");
    let said = [
        "line 3: the line ends too early, after byte 21",
        "line 4: the line is a list, not an object",
        "line 5: there is no field `text`",
        "line 6: field `id` is a number, but an id must be a string or an integer",
        "line 7: invalid JSON at byte 11",
        "line 8: the id \"a\" is already used by",
    ];
    assert_eq!(found.failed.len(), said.len(), "{:#?}", found.failed);
    for (message, said) in found.failed.iter().zip(said) {
        assert!(message.contains(said), "{message:?} does not say {said:?}");
        assert!(message.contains("r.jsonl line "), "{message:?} does not name the input");
    }
    assert!(found.failed[5].matches("r.jsonl line ").count() == 2, "both places: {}", found.failed[5]);
}

#[test]
fn halves_of_characters_in_escapes_do_not_cost_a_record() {
    let line = br#"{"id":"x","text":"cut \ud83d here \\ud83d, whole \ud83d\ude00, \udc00"}"#;
    let root = folder(&[("r.jsonl", line)]);
    let found = read(root.path().join("r.jsonl"));
    assert_eq!(found.documents[0].text, "cut \u{fffd} here \\ud83d, whole 😀, \u{fffd}");
}

#[test]
fn marks_at_the_head_of_an_input() {
    let root = folder(&[
        ("bom.jsonl", b"\xef\xbb\xbf{\"id\":\"x\",\"text\":\"t\"}"),
        ("wide.jsonl", b"\xff\xfe{\0}\0"),
        ("bom.txt", b"\xef\xbb\xbfText"),
    ]);
    assert_eq!(ids(&read(root.path().join("bom.jsonl"))), ["x"]);
    assert!(read(root.path().join("wide.jsonl")).failed[0].contains("is UTF-16"));
    assert_eq!(read(root.path().join("bom.txt")).documents[0].text, "\u{feff}Text");
}

#[test]
fn the_same_id_twice_names_both_places() {
    let (one, two) = (folder(&[("a.txt", b"1")]), folder(&[("a.txt", b"2")]));
    let found = read_with(&[one.path().to_owned(), two.path().to_owned()], &ReadConfig::default());
    assert_eq!(ids(&found), ["a.txt"]);
    let places = [one.path().join("a.txt"), two.path().join("a.txt")];
    assert!(places.iter().all(|place| found.failed[0].contains(place.to_str().unwrap())), "{:?}", found.failed);
}

#[test]
fn what_cannot_be_read_at_all_is_an_error_before_anything_is_read() {
    let root = folder(&[("a.txt", b"1"), ("empty/.keep", b""), ("other/x.md", b"")]);
    let missing = root.path().join("nowhere.txt");
    let said = error(&[root.path().join("a.txt"), missing.clone()]);
    assert!(said.contains(missing.to_str().unwrap()) && said.contains("does not exist"), "{said}");
    assert!(error(&[root.path().join("empty")]).contains("nothing to read in"));
    assert!(error(&[root.path().join("other")]).contains("nothing to read in"));
    assert!(error(&["-".into(), "-".into()]).contains("given twice"));
    assert!(error(&[]).contains("nothing to read"));
}

#[test]
fn a_stream_is_sniffed() {
    use super::text::{Sniffed, sniff};
    let of = |bytes: &'static [u8]| sniff(Box::new(bytes), Size(100)).unwrap();
    assert!(matches!(of(b" \n\xef\xbb\xbf"), Sniffed::Text(_)), "a mark comes first or not at all");
    assert!(matches!(of(b"\xef\xbb\xbf {}"), Sniffed::Lines(_)));
    assert!(matches!(of(b"\n{"), Sniffed::Lines(_)));
    assert!(matches!(of(b""), Sniffed::Nothing));
    assert!(matches!(of(b" <!DOCTYPE html><p>A page"), Sniffed::Page(_)));
    let Sniffed::Text(bytes) = of(b"A text {") else { panic!("not a text") };
    assert_eq!(bytes, b"A text {");
}
