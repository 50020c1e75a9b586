//! Times the stages of `segment` on one thread: on the texts of a JSONL file (MB/s, the best of five runs), then on hostile
//! texts of 50 MB (seconds). `cargo run --release --example time_segment -- ARTICLES.jsonl`
use std::hint::black_box;
use std::io::Write;
use std::time::Instant;

use unspin::segment::{lines, sentences, tokens};

const HOSTILE: [&str; 8] = ["a", "a\n", "\"", "&", ". ", " ", "Home\n", "é\n"];
const HOSTILE_BYTES: usize = 50_000_000;

fn seconds(mut work: impl FnMut()) -> f64 {
    let clock = Instant::now();
    work();
    clock.elapsed().as_secs_f64()
}

fn best(mut work: impl FnMut()) -> f64 {
    (0..5).map(|_| seconds(&mut work)).fold(f64::INFINITY, f64::min)
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut out = std::io::stdout();
    if let Some(file) = std::env::args().nth(1) {
        let records = std::fs::read_to_string(file)?;
        let parse = |line| serde_json::from_str::<serde_json::Value>(line);
        let records: Vec<_> = records.lines().map(parse).collect::<Result<_, _>>()?;
        let texts: Vec<&str> = records.iter().filter_map(|record| record["text"].as_str()).collect();
        let megabytes = texts.iter().map(|text| text.len()).sum::<usize>() as f64 / 1e6;
        let each = |stage: fn(&str)| megabytes / best(|| texts.iter().for_each(|text| stage(text)));
        writeln!(out, "{megabytes:.1} MB in {} texts", texts.len())?;
        writeln!(out, "lines     {:6.0} MB/s", each(|text| drop(black_box(lines(text, None)))))?;
        writeln!(out, "sentences {:6.0} MB/s", each(|text| drop(black_box(sentences(text)))))?;
        writeln!(out, "tokens    {:6.0} MB/s", each(|text| drop(black_box(tokens(text)))))?;
    }
    for unit in HOSTILE {
        let text = unit.repeat(HOSTILE_BYTES / unit.len());
        let lines = seconds(|| drop(black_box(lines(&text, None))));
        let sentences = seconds(|| drop(black_box(sentences(&text))));
        let tokens = seconds(|| drop(black_box(tokens(&text))));
        writeln!(out, "{unit:8?} lines {lines:5.2} s  sentences {sentences:5.2} s  tokens {tokens:5.2} s")?;
    }
    Ok(())
}
