//! Prints the evidence of every line of JSONL pages, as `scripts/learn_lines.py` reads it. An argument gives the weights of
//! the lines' own evidence, as a JSON list.
use std::io::{BufRead, Write};

use unspin::segment::{OWN_NAMES, PLACE_NAMES, evidence};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let own: Option<Vec<f32>> = std::env::args().nth(1).map(|list| serde_json::from_str(&list)).transpose()?;
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    writeln!(out, "{}", serde_json::json!({ "own": &OWN_NAMES[..], "place": &PLACE_NAMES[..] }))?;
    for line in std::io::stdin().lock().lines() {
        let record: serde_json::Value = serde_json::from_str(&line?)?;
        let text = record["text"].as_str().unwrap_or("");
        let rows = evidence(text, own.as_deref());
        let rows: Vec<_> = rows.into_iter().map(|(span, own, place)| (span.start, span.end, own, place)).collect();
        writeln!(out, "{}", serde_json::json!({ "id": record["id"], "lines": rows }))?;
    }
    Ok(())
}
