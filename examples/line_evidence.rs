//! What `scripts/learn_lines.py` reads. Without arguments, the evidence of every line of JSONL pages on standard input; an
//! argument gives the weights of the lines' own evidence, as a JSON list. `labels` and a JSON object of weights for each site give
//! the labels of every line instead.
use std::collections::BTreeMap;
use std::io::{BufRead, Write};

use serde_json::{Value, json};
use unspin::segment::{OWN_NAMES, PLACE_NAMES, Weights, evidence, lines_by};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    let records = std::io::stdin().lock().lines().map(|line| serde_json::from_str::<Value>(&line?).map_err(Into::into));
    if let [_, file] = &arguments[..] {
        let sets: BTreeMap<String, BTreeMap<String, Vec<f32>>> = serde_json::from_str(&std::fs::read_to_string(file)?)?;
        for record in records {
            let record: Value = record.map_err(|error: std::io::Error| error)?;
            let set = &sets[record["set"].as_str().unwrap_or("")];
            let weights = Weights {
                own: &set["own"],
                place_own: &set["place_own"],
                place: &set["place"],
                switch: set["switch"][0],
            };
            let found = lines_by(record["text"].as_str().unwrap_or(""), None, &weights);
            let found: Vec<_> = found.iter().map(|line| (line.span.start, line.label.name())).collect();
            writeln!(out, "{}", json!(found))?;
        }
        return Ok(());
    }
    let own: Option<Vec<f32>> = arguments.first().map(|list| serde_json::from_str(list)).transpose()?;
    writeln!(out, "{}", json!({ "own": &OWN_NAMES[..], "place": &PLACE_NAMES[..] }))?;
    for record in records {
        let record: Value = record.map_err(|error: std::io::Error| error)?;
        let rows = evidence(record["text"].as_str().unwrap_or(""), own.as_deref());
        let rows: Vec<_> = rows.into_iter().map(|(span, own, place)| (span.start, span.end, own, place)).collect();
        writeln!(out, "{}", json!({ "id": record["id"], "lines": rows }))?;
    }
    Ok(())
}
