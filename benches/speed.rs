//! How fast text goes through the stages: MB per CPU second on one thread, and the ratio to copying the same bytes.
//!
//! `cargo bench --bench speed`; with `-- PART`, only rows with this in their names; with `-- --json`, for programs; with
//! `-- --write FOLDER`, the texts for `peers.py` instead.
//! `UNSPIN_BENCH_TEXT=FILE` takes the articles of a JSONL file in place of the made-up ones.

#![allow(clippy::print_stdout)]

mod support;

use std::hint::black_box;
use std::path::Path;

use serde_json::{Value, json};
use support::cpu;
use support::news::{Dice, articles, with_mojibake};
use unspin::config::NormalizeConfig;
use unspin::model::Token;
use unspin::{normalize, read, repair, segment, text};

/// As many articles are made: 6 MB, more than the fast caches hold.
const ARTICLES: usize = 2000;

/// The best of so many runs counts: what else the machine does only makes a run slower.
const RUNS: usize = 7;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let news = match std::env::var_os("UNSPIN_BENCH_TEXT") {
        Some(path) => own(Path::new(&path)),
        None => articles(ARTICLES),
    };
    let normalized = |text: &String| normalize::normalize(text, &NormalizeConfig::DEFAULT).1;
    let clean: Vec<String> = news.iter().map(normalized).collect();
    let mut dice = Dice(0xbad);
    let mojibake: Vec<String> = news.iter().map(|text| with_mojibake(text, &mut dice)).collect();
    if let [flag, folder] = &arguments[..]
        && flag == "--write"
    {
        for (name, texts) in [("clean", &clean), ("news", &news), ("mojibake", &mojibake)] {
            write(&Path::new(folder).join(name).with_extension("jsonl"), texts);
        }
        return;
    }
    let bytes =
        |texts: &[String], encode: fn(&str) -> Vec<u8>| texts.iter().map(|text| encode(text)).collect::<Vec<_>>();
    let utf8 = bytes(&news, |text| text.as_bytes().to_vec());
    let western = bytes(&news, |text| encoding_rs::WINDOWS_1252.encode(text).0.into_owned());
    let accidents =
        bytes(&news, |text| [text.as_bytes(), b" caf\xe9 \x93no\x94 \xc3\xa9\xe2\x80\x99\xe2\x80\x99"].concat());

    let wanted = |name: &str| {
        let mut parts = arguments.iter().filter(|argument| !argument.starts_with("--")).peekable();
        parts.peek().is_none() || name.starts_with("copy") || parts.any(|part| name.contains(part.as_str()))
    };
    let copy = |text: &String| drop(black_box(black_box(text).clone()));
    let rules = |text: &String| drop(black_box(normalize::normalize(text, &NormalizeConfig::DEFAULT)));
    let decode = |bytes: &Vec<u8>| drop(black_box(read::decode(bytes.clone())));
    let tokenized: Vec<Tokenized> = clean.iter().map(|text| Tokenized { text, tokens: text::tokens(text) }).collect();
    let triage = |article: &Tokenized| drop(black_box(repair::triage(article.text, &article.tokens)));
    let from_text = |text: &String| drop(black_box(repair::triage(text, &text::tokens(text))));
    let rows: Vec<Value> = [
        row("copy (memcpy)", wanted, &clean, copy),
        row("normalize, clean text", wanted, &clean, rules),
        row("normalize, news", wanted, &news, rules),
        row("normalize, 5 % mojibake", wanted, &mojibake, rules),
        row("segment: lines", wanted, &clean, |text| drop(black_box(segment::lines(text, None)))),
        row("segment: sentences", wanted, &clean, |text| drop(black_box(text::sentences(text)))),
        row("segment: tokens", wanted, &clean, |text| drop(black_box(text::tokens(text)))),
        row("triage, tokens given", wanted, &tokenized, triage),
        row("triage and tokens", wanted, &clean, from_text),
        row("decode: UTF-8", wanted, &utf8, decode),
        row("decode: UTF-8 with accidents", wanted, &accidents, decode),
        row("decode: windows-1252", wanted, &western, decode),
    ]
    .into_iter()
    .flatten()
    .collect();

    let best = |row: &Value| row["mb_per_second"].as_f64().unwrap_or(0.0);
    let copied = best(&rows[0]);
    if arguments.iter().any(|argument| argument == "--json") {
        println!("{}", Value::Array(rows));
        return;
    }
    println!("{:<32} {:>8} {:>12} {:>14}", "", "MB", "MB per CPU s", "copy is × faster");
    for row in &rows {
        let name = row["name"].as_str().unwrap_or("");
        println!(
            "{name:<32} {:>8.1} {:>12.0} {:>14.1}",
            row["mb"].as_f64().unwrap_or(0.0),
            best(row),
            copied / best(row)
        );
    }
}

/// An article that is cut up already.
struct Tokenized<'t> {
    text: &'t str,
    tokens: Vec<Token>,
}

impl AsRef<[u8]> for Tokenized<'_> {
    fn as_ref(&self) -> &[u8] {
        self.text.as_bytes()
    }
}

/// What a stage does with all texts, article by article.
fn row<T: AsRef<[u8]>>(name: &str, wanted: impl Fn(&str) -> bool, texts: &[T], step: impl Fn(&T)) -> Option<Value> {
    if !wanted(name) {
        return None;
    }
    let megabytes = texts.iter().map(|text| text.as_ref().len()).sum::<usize>() as f64 / 1e6;
    let run = || texts.iter().for_each(&step);
    // Once for what is made at the first use: tables, and the pages of memory.
    run();
    let best = (0..RUNS).map(|_| cpu::seconds(run)).fold(f64::INFINITY, f64::min);
    Some(json!({ "name": name, "mb": megabytes, "mb_per_second": megabytes / best }))
}

/// The articles of a JSONL file.
fn own(path: &Path) -> Vec<String> {
    let config = unspin::config::ReadConfig::default();
    let records = read::open(&[path.to_owned()], &config).expect("UNSPIN_BENCH_TEXT names a JSONL file");
    let texts = records.filter_map(|record| match record {
        read::Record::Document(document) => Some(document.text),
        read::Record::Failed(_) | read::Record::Skipped(_) => None,
    });
    texts.collect()
}

fn write(path: &Path, texts: &[String]) {
    let rows =
        texts.iter().enumerate().map(|(id, text)| json!({ "id": id.to_string(), "text": text }).to_string() + "\n");
    std::fs::write(path, rows.collect::<String>()).expect("the folder is there");
}
