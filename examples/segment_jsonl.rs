//! Scratch: `segment` as the scorer calls it.
use std::io::{BufRead, Write};

use unspin::segment::lines;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1).expect("a file");
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for line in std::io::BufReader::new(std::fs::File::open(path)?).lines() {
        let record: serde_json::Value = serde_json::from_str(&line?)?;
        let text = record["text"].as_str().unwrap_or("");
        let lines: Vec<_> = lines(text, record["title"].as_str())
            .into_iter()
            .map(|s| serde_json::json!({"start": s.span.start, "end": s.span.end, "label": s.label.name()}))
            .collect();
        writeln!(out, "{}", serde_json::json!({ "id": record["id"], "segments": lines }))?;
    }
    Ok(())
}
