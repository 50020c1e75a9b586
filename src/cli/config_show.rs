//! `unspin config show`: every setting, and where its value comes from.

use std::io::Write;

use toml::{Table, Value};
use unspin::config::Config;
use unspin::error::Error;
use unspin::report;

use super::args::{ConfigAction, ConfigCommand, Format, Global};
use super::term::{DIM, HEAD, Term};
use super::{End, Status, config_file, output_error};

/// Writes the settings as a configuration file that would give the same, with the source of each beside it.
pub fn run(args: &ConfigCommand, global: &Global, term: &Term) -> Result<Status, End> {
    let ConfigAction::Show = args.action;
    let (config, set, name) = match &global.config {
        None => (Config::default(), Table::new(), String::new()),
        Some(path) => {
            let config = config_file(path)?;
            let text = std::fs::read_to_string(path).map_err(|source| Error::Read { path: path.clone(), source })?;
            (config, text.parse().unwrap_or_default(), path.display().to_string())
        }
    };
    let tables = Table::try_from(&config).expect("a configuration can be written as TOML");
    let from = |table: &str, key: &str| {
        let given = set.get(table).and_then(Value::as_table).is_some_and(|inner| inner.contains_key(key));
        if given { name.as_str() } else { "default" }
    };
    if global.format == Some(Format::Jsonl) {
        let mut out = std::io::BufWriter::new(std::io::stdout().lock());
        for (table, key, value) in settings(&tables) {
            let row = serde_json::json!({ "key": format!("{table}.{key}"), "value": value, "from": from(table, key) });
            report::write_row(&mut out, &row).map_err(output_error)?;
        }
        return out.flush().map(|()| Status::Done).map_err(output_error);
    }
    let mut out = term.page();
    let width = settings(&tables).map(|(_, key, value)| key.len() + value.to_string().len() + 3).max().unwrap_or(0);
    let mut last = "";
    for (table, key, value) in settings(&tables) {
        if table != last {
            let gap = if last.is_empty() { "" } else { "\n" };
            writeln!(out, "{gap}{HEAD}[{table}]{HEAD:#}").map_err(output_error)?;
            last = table;
        }
        let setting = format!("{key} = {value}");
        writeln!(out, "{setting:width$}  {DIM}# {}{DIM:#}", report::visible(from(table, key))).map_err(output_error)?;
    }
    out.flush().map_err(output_error)?;
    Ok(Status::Done)
}

/// Every table, key and value, in the order of the tables.
fn settings(tables: &Table) -> impl Iterator<Item = (&str, &str, &Value)> {
    tables.iter().flat_map(|(table, inner)| {
        let inner = inner.as_table().into_iter().flatten();
        inner.map(move |(key, value)| (table.as_str(), key.as_str(), value))
    })
}
