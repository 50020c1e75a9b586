//! `unspin config`: every setting and where its value comes from; a file of settings to begin with; its schema.

use std::fs::OpenOptions;
use std::io::{self, Write};

use toml::{Table, Value};
use unspin::config::{self, KNOBS, Knob};
use unspin::error::Error;
use unspin::report;

use super::args::{ConfigAction, ConfigCommand, ConfigInit, ConfigShow, Format, Global};
use super::batch::quoted_path;
use super::settings::{Flags, text, traced};
use super::term::{DIM, HEAD, Term};
use super::{End, Status, output_error};

/// Shows, begins or describes.
pub fn run(args: &ConfigCommand, global: &Global, term: &Term) -> Result<Status, End> {
    match &args.action {
        ConfigAction::Show(args) => show(args, global, term),
        ConfigAction::Init(args) => init(args, term),
        ConfigAction::Schema => schema(),
    }
}

/// Writes the settings as a configuration file that would give the same, with the source of each beside it.
fn show(args: &ConfigShow, global: &Global, term: &Term) -> Result<Status, End> {
    let ConfigShow { reading, level, memory, rules, linking, knowing } = args;
    let flags = Flags {
        reading: Some(reading),
        rules: Some(rules),
        linking: Some(linking),
        knowing: Some(knowing),
        level: *level,
        memory: *memory,
    };
    let (config, flagged) = traced(global, flags)?;
    let (name, lines) = match &global.config {
        None => Default::default(),
        Some(path) => {
            let name = path.display().to_string();
            let lines = config::lines(&text(path)?, &name)?;
            (name, lines)
        }
    };
    let values = Table::try_from(&config).expect("a configuration can be written as TOML");
    let rows: Vec<(&Knob, &Value, String)> = KNOBS
        .iter()
        .map(|knob| {
            let path = format!("{}.{}", knob.table, knob.key);
            let from = match (lines.get(&path), knob.flag) {
                (_, Some(flag)) if flagged.contains(&path.as_str()) => flag.into(),
                (Some(line), _) => format!("{name} line {line}"),
                (None, _) => "default".into(),
            };
            (knob, &values[knob.table][knob.key], from)
        })
        .collect();
    let mut out = term.page();
    let written = match global.format {
        Some(Format::Jsonl) => rows.iter().try_for_each(|(knob, value, from)| {
            let key = format!("{}.{}", knob.table, knob.key);
            report::write_row(&mut out, &serde_json::json!({ "key": key, "value": value, "from": from }))
        }),
        _ => page(&mut out, &rows),
    };
    written.and_then(|()| out.flush()).map_err(output_error)?;
    Ok(Status::Done)
}

fn page(out: &mut dyn Write, rows: &[(&Knob, &Value, String)]) -> io::Result<()> {
    let shown = |knob: &Knob, value: &Value| format!("{} = {}", knob.key, report::visible(&value.to_string()));
    let width = rows.iter().map(|(knob, value, _)| shown(knob, value).chars().count()).max().unwrap_or(0);
    let mut last = "";
    for (knob, value, from) in rows {
        if knob.table != last {
            let gap = if last.is_empty() { "" } else { "\n" };
            writeln!(out, "{gap}{HEAD}[{}]{HEAD:#}", knob.table)?;
            last = knob.table;
        }
        writeln!(out, "{:width$}  {DIM}# {}{DIM:#}", shown(knob, value), report::visible(from))?;
    }
    Ok(())
}

/// Writes a file of settings where there is none.
fn init(args: &ConfigInit, term: &Term) -> Result<Status, End> {
    let file = &args.output;
    let complain = |source: io::Error| match source.kind() {
        io::ErrorKind::AlreadyExists => {
            Error::Output(format!("{} is there already and is left as it is; choose another -o FILE", file.display()))
        }
        _ => Error::Write { path: file.clone(), source },
    };
    let mut out = OpenOptions::new().write(true).create_new(true).open(file).map_err(complain)?;
    out.write_all(config::commented().as_bytes()).map_err(|source| {
        // Half a file would stand in the way of the next try.
        let _ = std::fs::remove_file(file);
        complain(source)
    })?;
    let name = quoted_path(file);
    term.say(&format!("wrote {name}"));
    term.next(&format!("unspin clean IN -o DIR --config {name}"));
    Ok(Status::Done)
}

fn schema() -> Result<Status, End> {
    let text = format!("{:#}\n", config::schema());
    io::stdout().lock().write_all(text.as_bytes()).map_err(output_error)?;
    Ok(Status::Done)
}
