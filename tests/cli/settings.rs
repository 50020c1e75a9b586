//! `config init` and `config schema`: one table of settings, three faces.

use serde_json::{Value, json};

use super::ended;

/// A configuration file as the schema sees it.
fn value(text: &str) -> Value {
    serde_json::to_value(text.parse::<toml::Table>().unwrap()).unwrap()
}

#[test]
fn the_schema_takes_what_unspin_takes() {
    let home = tempfile::tempdir().unwrap();
    let schema: Value = serde_json::from_str(&ended(home.path(), &["config", "schema"]).data).unwrap();
    let validator = jsonschema::draft7::new(&schema).unwrap();
    assert_eq!(ended(home.path(), &["config", "init"]).code, Some(0));
    let file = home.path().join("unspin.toml");
    let begun = std::fs::read_to_string(&file).unwrap();
    assert!(validator.is_valid(&value(&begun)), "the file of config init: {begun}");
    for line in ["quotes = \"keep\"", "threshold = 0.7", "max_record = \"16 MB\"", "sources = []"] {
        assert!(begun.contains(&format!("\n{line}\n")), "{line}: {begun}");
    }

    let cases = [
        ("[normalize]\nquotes = \"curly\"\n", true),
        ("[read]\nmax_record = 500\n[cluster]\nmemory = \"1.5 gb\"\n", true),
        ("", true),
        ("[normalize]\nquots = \"curly\"\n", false),
        ("[claster]\n", false),
        ("quotes = \"curly\"\n", false),
        ("[normalize]\nquotes = \"oblique\"\n", false),
        ("[cluster]\nmerge = \"sibling\"\n", false),
        ("[cluster]\nthreshold = 0.4\n", false),
        ("[cluster]\nmemory = \"much\"\n", false),
        ("[repair]\nhigh = 1.5\n", false),
        ("[repair]\nmin_spun_score = -1.0\n", false),
        ("[normalize]\nonly = \"glue\"\n", false),
    ];
    for (text, right) in cases {
        std::fs::write(&file, text).unwrap();
        let told = ended(home.path(), &["config", "show", "--config", "unspin.toml"]);
        assert_eq!(told.code == Some(0), right, "unspin: {text}{}", told.talk);
        assert_eq!(validator.is_valid(&value(text)), right, "schema: {text}");
    }
    assert_eq!(schema["properties"]["cluster"]["properties"]["threshold"]["default"], json!(0.7));
}

#[test]
fn a_flag_with_the_default_value_is_still_a_flag() {
    let home = tempfile::tempdir().unwrap();
    let found = ended(home.path(), &["config", "show", "--quotes", "keep", "--level", "safe", "--format", "jsonl"]);
    let from = |key: &str| {
        let rows = found.data.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
        rows.filter(|row| row["key"] == key).map(|row| row["from"].clone()).next()
    };
    assert_eq!(from("normalize.quotes"), Some(json!("--quotes")));
    assert_eq!(from("repair.level"), Some(json!("--level")));
    assert_eq!(from("repair.high"), Some(json!("default")));
}

#[test]
fn what_is_wrong_is_shown_at_its_line_and_column() {
    let home = tempfile::tempdir().unwrap();
    let long = format!("[normalize]\nonly = [{}\"gleu.word\"]\n", "\"glue.word\", ".repeat(3000));
    let cases: &[(&[u8], &str)] = &[
        (b"[normalize]\nonly = [\n  \"glue.sentence\",\n  \"gleu.sentence\",\n]\n", " --> unspin.toml:4:3\n"),
        (b"[normalize]\nskip = [\"spce.exotic\"]\n", " --> unspin.toml:2:9\n"),
        (b"\xef\xbb\xbf[repair]\r\n\thigh = 1.9\r\n", " --> unspin.toml:2:9\n"),
        (b"[repair]\nhigh = 0.9\nhigh = 0.8\n", " --> unspin.toml:3:1\n"),
        (b"[repair]\n# r\xc3\xa9 \xff\nhigh = 0.9\n", "unspin.toml line 2 column 6: this byte is not UTF-8"),
        (b"\xff\xfe[\0", "unspin.toml line 1 column 1: this byte is not UTF-8"),
        (long.as_bytes(), " --> unspin.toml:2:39009\n"),
    ];
    for (bytes, wanted) in cases {
        std::fs::write(home.path().join("unspin.toml"), bytes).unwrap();
        let found = ended(home.path(), &["config", "show", "--config", "unspin.toml"]);
        assert_eq!((found.code, found.data.as_str()), (Some(2), ""), "{}", found.talk);
        assert!(found.talk.contains(wanted), "{wanted}: {}", found.talk);
        assert!(found.talk.lines().all(|line| line.chars().count() < 200), "a long line is cut: {}", found.talk);
    }
}
