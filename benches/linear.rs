//! Time for a text of four times the length: four times, if the path is linear.
//!
//! `cargo bench --bench linear -- [--megabytes 50] [PATTERN …]`: for every pattern and stage, CPU seconds for a quarter
//! and for the whole of the text, and their ratio. Patterns are given by a part of how they are shown.

#![allow(clippy::print_stdout)]

mod support;

use support::cpu;
use support::patterns::{PATTERNS, repeated, shown};
use unspin::config::{NormalizeConfig, Profile, QuoteStyle};
use unspin::{normalize, read, segment, text};

/// Above it, with times that can be told at all, a path is taken for more than linear: caches and pages of memory make
/// honest ratios of up to 5.
const MAX_RATIO: f64 = 6.0;

/// Shorter times are noise.
const MIN_SECONDS: f64 = 0.2;

/// A stage by its name.
type Stage = (&'static str, fn(&str));

const STAGES: &[Stage] = &[
    ("decode", |text| drop(read::decode(text.as_bytes().to_vec()))),
    ("decode, broken", |text| drop(read::decode([text.as_bytes(), b"\xff\xe9"].concat()))),
    ("normalize", |text| drop(normalize::normalize(text, &NormalizeConfig::DEFAULT))),
    ("nfkc", |text| drop(normalize::normalize(text, &NormalizeConfig::of(Profile::Nfkc, QuoteStyle::Curly)))),
    ("lines", |text| drop(segment::lines(text, Some("A title")))),
    ("sentences", |text| drop(text::sentences(text))),
    ("tokens", |text| drop(text::tokens(text))),
];

fn main() {
    let (mut megabytes, mut wanted) = (50.0, Vec::new());
    let mut arguments = std::env::args().skip(1).filter(|argument| argument != "--bench");
    while let Some(argument) = arguments.next() {
        match &*argument {
            "--megabytes" => {
                let number = arguments.next().and_then(|number| number.parse().ok());
                megabytes = number.expect("--megabytes is followed by a number");
            }
            _ => wanted.push(argument),
        }
    }
    println!("{:<32} {:<16} {:>9} {:>9} {:>6} {:>9}", "pattern", "stage", "quarter s", "whole s", "ratio", "peak MB");
    let mut wrong = 0;
    for pattern in PATTERNS {
        let name = shown(pattern);
        if !wanted.is_empty() && !wanted.iter().any(|part| name.contains(part.as_str())) {
            continue;
        }
        let bytes = (megabytes * 1e6) as usize;
        let (quarter, whole) = (repeated(pattern, bytes / 4), repeated(pattern, bytes));
        for (stage, run) in STAGES {
            let (short, long) = (cpu::seconds(|| run(&quarter)), cpu::seconds(|| run(&whole)));
            let ratio = long / short.max(1e-6);
            let flag = if ratio > MAX_RATIO && long > MIN_SECONDS { "  <- more than linear" } else { "" };
            wrong += usize::from(!flag.is_empty());
            println!("{name:<32} {stage:<16} {short:>9.3} {long:>9.3} {ratio:>6.1} {:>9}{flag}", cpu::peak_megabytes());
        }
    }
    println!("{wrong} more than linear");
}
