//! Prints every edit that the rules make in the records on standard input (JSONL with `id` and `text`, and `language` if
//! it is known): rule, language, id, and the edit between brackets in what stands around it. What the counts of
//! docs/rules.md were taken from.

use std::io::{BufRead, Write};

use unspin::config::NormalizeConfig;
use unspin::normalize::normalize;

/// Characters shown to each side of an edit.
const AROUND: usize = 48;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    let config = NormalizeConfig::DEFAULT;
    for line in std::io::stdin().lock().lines() {
        let record: serde_json::Value = serde_json::from_str(&line?)?;
        let field = |name: &str| record[name].as_str().unwrap_or("-");
        let text = field("text");
        let (patch, clean) = normalize(text, &config);
        for edit in patch.edits() {
            let left: String = text[..edit.span.start].chars().rev().take(AROUND).collect();
            let left: String = left.chars().rev().collect();
            let right: String = text[edit.span.end..].chars().take(AROUND).collect();
            let shown = format!("{left}[[{}=>{}]]{right}", edit.before, edit.after);
            writeln!(out, "{}\t{}\t{}\t{shown:?}", edit.rule, field("language"), field("id"))?;
        }
        if normalize(&clean, &config).1 != clean {
            writeln!(out, "NOT-IDEMPOTENT\t{}\t{}\t", field("language"), field("id"))?;
        }
    }
    Ok(())
}
