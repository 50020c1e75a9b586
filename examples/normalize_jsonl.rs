//! Reads JSONL on standard input, normalizes every text, writes `{id, text, edits}`.
#![allow(clippy::print_stderr)]

use std::io::{BufRead, Write};

use unspin::config::NormalizeConfig;

fn main() {
    let quiet = std::env::args().any(|arg| arg == "--time");
    let lines: Vec<String> = std::io::stdin().lock().lines().map(Result::unwrap).collect();
    let rows: Vec<serde_json::Value> = lines.iter().map(|line| serde_json::from_str(line).unwrap()).collect();
    if quiet {
        let texts: Vec<&str> = rows.iter().map(|row| row["text"].as_str().unwrap()).collect();
        let bytes: usize = texts.iter().map(|text| text.len()).sum();
        for _ in 0..5 {
            let start = cpu();
            let mut edits = 0;
            for text in &texts {
                edits += unspin::normalize::normalize(text, &NormalizeConfig::DEFAULT).0.edits().len();
            }
            let took = cpu() - start;
            eprintln!("{bytes} bytes, {edits} edits, {:.0} MB/s", bytes as f64 / took / 1e6);
        }
        return;
    }
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for row in rows {
        let text = row["text"].as_str().unwrap();
        let (patch, clean) = unspin::normalize::normalize(text, &NormalizeConfig::DEFAULT);
        let row = serde_json::json!({"id": row["id"], "text": clean, "edits": patch.edits()});
        writeln!(out, "{row}").unwrap();
    }
}

/// CPU seconds of this process.
fn cpu() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/schedstat").unwrap();
    stat.split(' ').next().unwrap().parse::<f64>().unwrap() / 1e9
}
