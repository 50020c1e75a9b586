//! Records on standard input (JSONL), cleaned records on standard output, one at a time: what a program does that has a pipeline of its own.
//!
//! ```text
//! cargo run --release --example clean_jsonl < scraped.jsonl > clean.jsonl
//! ```

use std::io::{BufRead, Write};

use serde_json::{Map, Value};
use unspin::config::NormalizeConfig;
use unspin::normalize::normalize;

/// Each record with a clean `text`, and with `edits`: how many led there. Other fields stay. A line that is no record is told and left out.
pub(crate) fn run(input: impl BufRead, mut output: impl Write, mut complaints: impl Write) -> std::io::Result<()> {
    let config = NormalizeConfig::default();
    for (number, line) in input.lines().enumerate() {
        let record: Result<Map<String, Value>, _> = serde_json::from_str(&line?);
        let Ok(mut record) = record else {
            writeln!(complaints, "line {} is no record", number + 1)?;
            continue;
        };
        if let Some(text) = record.get("text").and_then(Value::as_str) {
            let (patch, clean) = normalize(text, &config);
            record.insert("text".into(), clean.into());
            record.insert("edits".into(), patch.edits().len().into());
        }
        writeln!(output, "{}", Value::Object(record))?;
    }
    output.flush()
}

fn main() -> std::io::Result<()> {
    let output = std::io::BufWriter::new(std::io::stdout().lock());
    run(std::io::stdin().lock(), output, std::io::stderr())
}
