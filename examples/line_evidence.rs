//! Prints the evidence of every line of JSONL pages, as `scripts/learn_lines.py` reads it.
use std::io::{BufRead, Write};

use unspin::segment::evidence;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for line in std::io::stdin().lock().lines() {
        let record: serde_json::Value = serde_json::from_str(&line?)?;
        let text = record["text"].as_str().unwrap_or("");
        let lines: Vec<_> = evidence(text).into_iter().map(|(span, values)| (span.start, span.end, values)).collect();
        writeln!(out, "{}", serde_json::json!({ "id": record["id"], "lines": lines }))?;
    }
    Ok(())
}
