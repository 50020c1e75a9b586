//! Times.
#![allow(clippy::print_stderr)]
use std::io::BufRead;
use unspin::config::NormalizeConfig;
fn main() {
    let rows: Vec<serde_json::Value> =
        std::io::stdin().lock().lines().map(|l| serde_json::from_str(&l.unwrap()).unwrap()).collect();
    let texts: Vec<&str> = rows.iter().map(|row| row["text"].as_str().unwrap()).collect();
    let bytes: usize = texts.iter().map(|text| text.len()).sum();
    let config = NormalizeConfig::DEFAULT;
    for rule in unspin::normalize::RULES {
        let start = cpu();
        let mut n = 0;
        for text in &texts {
            n += rule.edits(text, &config).edits().len();
        }
        eprintln!("{:24} {n:6} {:.0} MB/s", rule.id, bytes as f64 / (cpu() - start) / 1e6);
    }
    let start = cpu();
    let n: usize = texts.iter().map(|t| unspin::normalize::looks(t)).sum();
    eprintln!("scan {n} {:.0} MB/s", bytes as f64 / (cpu() - start) / 1e6);
    let start = cpu();
    let n: usize = texts.iter().map(|t| t.to_string().len()).sum();
    eprintln!("memcpy {n} {:.0} MB/s", bytes as f64 / (cpu() - start) / 1e6);
}

/// CPU seconds of this process.
fn cpu() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/schedstat").unwrap();
    stat.split(' ').next().unwrap().parse::<f64>().unwrap() / 1e9
}
