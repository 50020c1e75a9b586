//! Input that nobody should write and somebody will: what becomes of it, and that what stands beside it is read.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use unspin::config::{Config, NormalizeConfig, ReadConfig, Size};
use unspin::model::RawDocument;
use unspin::normalize::normalize;
use unspin::read::{Record, open};
use unspin::{pipeline, text};

/// A file with these bytes, in a folder that goes when it is dropped.
fn file(name: &str, bytes: &[u8]) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    fs::write(&path, bytes).unwrap();
    (folder, path)
}

fn read(path: &Path, config: &ReadConfig) -> (Vec<RawDocument>, Vec<String>) {
    let (mut documents, mut failed) = (Vec::new(), Vec::new());
    for record in open(&[path.to_owned()], config).unwrap() {
        match record {
            Record::Document(document) => documents.push(document),
            Record::Failed(failure) => failed.push(failure.message),
            Record::Skipped(note) => panic!("{}", note.message),
        }
    }
    (documents, failed)
}

fn limited(bytes: u64) -> ReadConfig {
    let mut config = ReadConfig::default();
    config.max_record = Size(bytes);
    config
}

/// The records of JSONL with these lines.
fn lines(lines: &[impl AsRef<[u8]>]) -> (Vec<RawDocument>, Vec<String>) {
    let lines: Vec<&[u8]> = lines.iter().map(AsRef::as_ref).collect();
    let (_folder, path) = file("r.jsonl", &lines.join(&b'\n'));
    read(&path, &ReadConfig::default())
}

/// The one record of a line.
fn one(line: impl AsRef<[u8]>) -> RawDocument {
    let (mut documents, failed) = lines(&[line]);
    assert!(failed.is_empty() && documents.len() == 1, "{failed:?}");
    documents.remove(0)
}

/// What is said of a line, which must not cost the record after it.
fn said(line: impl AsRef<[u8]>) -> String {
    let (documents, mut failed) = lines(&[line.as_ref(), br#"{"id":"next","text":"t"}"#]);
    assert!(documents.len() == 1 && &*documents[0].id == "next", "{documents:?}");
    assert_eq!(failed.len(), 1, "{failed:?}");
    let (place, said) = failed[0].split_once("r.jsonl line 1").expect("the place");
    assert!(!place.contains('\n') && said.len() < 300, "one sentence: {said}");
    failed.remove(0)
}

#[test]
fn a_line_above_the_limit_is_refused_and_the_next_one_read() {
    let line = |id: &str, length: usize| {
        let head = format!(r#"{{"id":"{id}","text":""#);
        format!(r#"{head}{}"}}"#, "x".repeat(length - head.len() - 2))
    };
    let all =
        [line("fits", 100), line("one-more", 101), line("after", 40), line("far-more", 500_000), line("last", 100)];
    let (_folder, path) = file("r.jsonl", all.join("\n").as_bytes());
    let (documents, failed) = read(&path, &limited(100));
    let ids: Vec<&str> = documents.iter().map(|document| &*document.id).collect();
    assert_eq!(ids, ["fits", "after", "last"]);
    assert!(failed[0].contains("r.jsonl line 2 has 101 bytes, more than the limit of 100 bytes"), "{}", failed[0]);
    assert!(
        failed[1].contains("r.jsonl line 4 has 500000 bytes") && failed[1].contains("--max-record"),
        "{}",
        failed[1]
    );
    assert_eq!(failed.len(), 2);

    // The last line, with a line feed and without.
    for end in ["", "\n"] {
        let (_folder, path) = file("r.jsonl", (line("a", 101) + end).as_bytes());
        assert!(read(&path, &limited(100)).1[0].contains("line 1 has 101 bytes"));
        assert_eq!(read(&path, &limited(101)).0.len(), 1);
    }
}

#[test]
fn a_text_above_the_limit_is_refused() {
    let (_folder, path) = file("a.txt", &[b'x'; 1001]);
    let (documents, failed) = read(&path, &limited(1000));
    assert!(documents.is_empty());
    assert!(failed[0].contains("a.txt has 1001 bytes, more than the limit of 1 KB for one record"), "{}", failed[0]);
    assert_eq!(read(&path, &limited(1001)).0[0].text.len(), 1001);
}

#[cfg(target_os = "linux")]
#[test]
fn a_file_without_an_end_is_refused() {
    // Not a file with a length; whether it is read as a stream or as a file, it has no end.
    let (documents, failed) = read(Path::new("/dev/zero"), &limited(100_000));
    assert!(documents.is_empty());
    assert!(failed[0].contains("/dev/zero has more than 100 KB"), "{}", failed[0]);
}

#[test]
fn the_limit_is_read_from_the_configuration() {
    let size = |text: &str| unspin::config::from_toml(text, "unspin.toml").map(|config| config.read.max_record.0);
    assert_eq!(size("[read]\nmax_record = \"2GB\"\n").unwrap(), 2_000_000_000);
    assert_eq!(size("[read]\nmax_record = 1000\n").unwrap(), 1000);
    assert_eq!(size("").unwrap(), Config::default().read.max_record.0);
    let wrong = size("[read]\nmax_record = \"many\"\n").unwrap_err().to_string();
    assert!(wrong.contains("line 2") && wrong.contains("`many` is not a size"), "{wrong}");
}

#[test]
fn half_characters_cost_neither_the_record_nor_the_other_half() {
    let document = one(r#"{"id":"x","text":"cut \ud83d, \ude00 and 😀","title":"\ud83d"}"#);
    assert_eq!(document.text, "cut \u{fffd}, \u{fffd} and 😀");
    assert_eq!(document.field("title"), Some("\u{fffd}"));
    assert_eq!(one(r#"{"\ud800":1,"text":"t"}"#).fields["\u{fffd}"], 1, "in a name, too");
    // With bytes that are no UTF-8 in the same line.
    assert_eq!(one(b"{\"text\":\"cut \\ud83d \x93caf\xe9\x94\"}").text, "cut \u{fffd} “café”");
}

#[test]
fn control_characters_stay_in_the_record() {
    assert_eq!(one("{\"text\":\"a\tb\u{0}c\u{1b}\u{7f}\"}").text, "a\tb\0c\u{1b}\u{7f}");
    let document = one(r#"{"text":"a\u0000b\u0008\u001b[31mred\u007f"}"#);
    assert_eq!(document.text, "a\0b\u{8}\u{1b}[31mred\u{7f}");
    // They go by edits, which bring them back.
    let (patch, clean) = normalize(&document.text, &NormalizeConfig::DEFAULT);
    assert!(!clean.contains(['\0', '\u{8}', '\u{7f}']), "{clean:?}");
    assert_eq!(patch.revert(&clean).unwrap(), document.text);
}

#[test]
fn numbers_that_no_machine_holds_keep_their_digits() {
    let document = one(
        r#"{"id":123456789012345678901234567890,"text":"t","n":-99999999999999999999,"e":1e999,"f":1e30,"g":[NaN]}"#,
    );
    assert_eq!(&*document.id, "123456789012345678901234567890");
    let fields = Value::Object(document.fields);
    assert_eq!(fields, json!({"n": "-99999999999999999999", "e": "1e999", "f": 1e30, "g": ["NaN"]}));
    assert_eq!(one(r#"{"text":"t","n":18446744073709551615}"#).fields["n"], u64::MAX);
}

#[test]
fn a_field_that_occurs_twice() {
    let document = one(r#"{"text":"t","n":1,"n":2,"id":"a","id":"a"}"#);
    assert_eq!((&document.fields["n"], &*document.id), (&json!(2), "a"));
    assert!(said(r#"{"text":"one","text":"other"}"#).contains("field `text` occurs twice with different values"));
    assert!(said(r#"{"text":"t","id":1,"id":2}"#).contains("field `id` occurs twice"));
}

#[test]
fn depth_is_refused_and_never_overflows() {
    let nested = |depth: usize| format!(r#"{{"text":"t","deep":{}{}}}"#, "[".repeat(depth), "]".repeat(depth));
    assert_eq!(one(nested(126)).text, "t");
    for depth in [127, 100_000] {
        assert!(said(nested(depth)).contains("more than 127 deep"), "{depth}");
    }
    assert!(said("[".repeat(100_000)).contains("deep"));
    assert!(said(r#"{"a":"#.repeat(100_000)).contains("deep"));
}

#[test]
fn what_is_no_record_says_so_in_one_sentence() {
    for (line, expected) in [
        ("\"text\"", "the line is a string, not an object"),
        ("null", "the line is null"),
        ("12", "the line is a number"),
        ("An article.", "invalid JSON at byte 1"),
        ("{\"text\":[\"t\"]}", "field `text` is a list"),
        ("{\"text\":\"a\tb", "the line ends too early, after byte 12"),
        ("{\"text\":\"a\tb\"]", "invalid JSON at byte 11"),
        ("{} {}", "invalid JSON at byte 4"),
    ] {
        assert!(said(line).contains(expected), "{}", said(line));
    }
    assert!(said(format!(r#"{{"id":{{}},"text":"{}"}}"#, "x".repeat(10_000))).contains("field `id` is an object"));
    let long = format!(r#"{{"id":"{}","text":"t"}}"#, "é".repeat(100_000));
    let (documents, failed) = lines(&[&long, &long]);
    assert!(documents.len() == 1 && failed[0].len() < 1000, "{}", failed[0].len());
}

#[test]
fn bytes_of_other_encodings_in_a_line_are_read() {
    assert_eq!(one(b"{\"text\":\"caf\xe9 and caf\xc3\xa9\"}").text, "café and café");
    assert_eq!(one(b"{\"text\":\"\xff\xfe\x81\xf5 end\"}").text.len(), "ÿþ\u{81}õ end".len());
}

#[test]
fn entities_in_entities_are_undone_once_and_for_all() {
    let config = NormalizeConfig::DEFAULT;
    for (bomb, becomes) in [
        (format!("A &{}lt; b", "amp;".repeat(100_000)), "A < b".to_owned()),
        (format!("A {}lt; b", "&amp;".repeat(1000)), format!("A {}< b", "&".repeat(999))),
    ] {
        let (patch, clean) = normalize(&bomb, &config);
        assert_eq!(clean, becomes);
        assert_eq!(patch.revert(&clean).unwrap(), bomb);
    }
    // Every layer in another writing, inside out.
    let mut bomb = "&lt;".to_owned();
    for layer in 0..200 {
        bomb = bomb.replace('&', ["&amp;", "&#38;", "&#x26;", "&AMP;"][layer % 4]);
    }
    assert_eq!(normalize(&bomb, &config).1, "<");
}

#[test]
fn a_whole_walk_with_the_worst_of_texts() {
    let texts = [
        "\0",
        "\u{1b}[2J",
        "\u{fffd}",
        "",
        " \n\t",
        "\u{202e}\u{200d}\u{301}",
        "&#0;&#xD800;&#1114112;",
        "\u{feff}\u{feff}",
    ];
    let records =
        texts.iter().enumerate().map(|(at, text)| one(json!({"id": at.to_string(), "text": text}).to_string()));
    let report = pipeline::clean(records, &Config::default()).unwrap();
    for (document, text) in report.documents.iter().zip(texts) {
        assert_eq!(document.patch().revert(document.clean_text()).unwrap(), text);
        text::tokens(document.text());
    }
    assert_eq!(report.documents.len(), texts.len());
}
