//! What the scripts that fit the models need of the program.
//!
//! ```text
//! fit features             the features of each model, as one JSON object
//! fit check FILE...        whether each file is one of the models; status 1 if not
//! fit lines [FILE]         the values of the features of every line, for JSONL pages on standard input;
//!                          FILE is a model `lines_own` that replaces the one compiled in
//! fit labels FILE          the labels of every line, for JSONL pages on standard input whose field `set`
//!                          names an entry of FILE: {SET: {"lines_own": MODEL, "lines_place": MODEL}}
//! ```
use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::io::{self, BufRead, Write};

use serde_json::{Map, Value, json};
use unspin::model::{Model, ModelFile};
use unspin::segment::{LineModels, line_values, lines_by};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let out = &mut io::BufWriter::new(io::stdout().lock());
    match arguments[..] {
        ["features"] => features(out)?,
        ["check", ref files @ ..] if !files.is_empty() => check(files, out)?,
        ["lines"] => lines(None, out)?,
        ["lines", file] => lines(Some(&Model::LinesOwn.read(&fs::read_to_string(file)?)?), out)?,
        ["labels", file] => labels(file, out)?,
        _ => return Err("usage: fit features | check FILE... | lines [FILE] | labels FILE".into()),
    }
    Ok(out.flush()?)
}

fn features(out: &mut dyn Write) -> io::Result<()> {
    let named = |model: Model| model.features().iter().map(|feature| feature.name).collect::<Vec<_>>();
    let models: Map<String, Value> =
        Model::ALL.into_iter().map(|model| (model.name().to_owned(), json!(named(model)))).collect();
    writeln!(out, "{}", Value::Object(models))
}

fn check(files: &[&str], out: &mut dyn Write) -> Result<(), Box<dyn Error>> {
    for path in files {
        let text = fs::read_to_string(path)?;
        let name: Value = serde_json::from_str(&text)?;
        let model = Model::ALL.into_iter().find(|model| name["model"] == model.name());
        let model = model.ok_or_else(|| format!("{path}: {} is no model", name["model"]))?;
        model.read(&text).map_err(|error| format!("{path}: {error}"))?;
        writeln!(out, "{path}: {} features have a weight", model.features().len())?;
    }
    Ok(())
}

fn lines(own: Option<&ModelFile>, out: &mut dyn Write) -> Result<(), Box<dyn Error>> {
    for page in io::stdin().lock().lines() {
        let page: Value = serde_json::from_str(&page?)?;
        let rows = line_values(page["text"].as_str().unwrap_or(""), own);
        let rows: Vec<_> = rows.into_iter().map(|(span, own, place)| (span.start, span.end, own, place)).collect();
        writeln!(out, "{}", json!(rows))?;
    }
    Ok(())
}

fn labels(file: &str, out: &mut dyn Write) -> Result<(), Box<dyn Error>> {
    let sets: BTreeMap<String, BTreeMap<String, Value>> = serde_json::from_str(&fs::read_to_string(file)?)?;
    let read = |models: &BTreeMap<String, Value>, model: Model| {
        let file = models.get(model.name()).ok_or_else(|| format!("{} is missing", model.name()))?;
        Ok::<_, Box<dyn Error>>(model.read(&file.to_string())?)
    };
    let sets = sets
        .iter()
        .map(|(name, models)| {
            let models = LineModels::new(&read(models, Model::LinesOwn)?, &read(models, Model::LinesPlace)?);
            Ok((name.as_str(), models))
        })
        .collect::<Result<BTreeMap<_, _>, Box<dyn Error>>>()?;
    for page in io::stdin().lock().lines() {
        let page: Value = serde_json::from_str(&page?)?;
        let models = sets.get(page["set"].as_str().unwrap_or("")).ok_or("a page names no set")?;
        let found = lines_by(page["text"].as_str().unwrap_or(""), None, models);
        let found: Vec<_> = found.iter().map(|line| (line.span.start, line.label.name())).collect();
        writeln!(out, "{}", json!(found))?;
    }
    Ok(())
}
