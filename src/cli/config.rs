//! `unspin config`: prints every setting with the source of its value, writes a configuration file, or
//! prints its schema.

use std::fs::OpenOptions;
use std::io::{self, Write};

use toml::{Table, Value};
use unspin::config::{self, SETTINGS, Setting};
use unspin::error::Error;
use unspin::report;

use super::args::{ConfigAction, ConfigCommand, ConfigInit, ConfigShow, Format, Global};
use super::batch::quoted_path;
use super::settings::{Flags, text, traced};
use super::term::{DIM, HEAD, Term};
use super::{End, Status, output_error};

/// Runs the action that the arguments name.
pub(super) fn run(args: &ConfigCommand, global: &Global, term: &Term) -> Result<Status, End> {
    match &args.action {
        ConfigAction::Show(args) => show(args, global, term),
        ConfigAction::Init(args) => init(args, term),
        ConfigAction::Schema => schema(),
    }
}

/// Prints the settings as a configuration file that gives the same settings, with the source of each.
fn show(args: &ConfigShow, global: &Global, term: &Term) -> Result<Status, End> {
    let ConfigShow { reading, level, memory, rules, linking, lexicon } = args;
    let flags = Flags {
        reading: Some(reading),
        rules: Some(rules),
        linking: Some(linking),
        lexicon: Some(lexicon),
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
    let rows: Vec<(&Setting, &Value, String)> = SETTINGS
        .iter()
        .map(|setting| {
            let path = format!("{}.{}", setting.table, setting.key);
            let from = match (lines.get(&path), setting.flag) {
                (_, Some(flag)) if flagged.contains(&path.as_str()) => flag.into(),
                (Some(line), _) => format!("{name} line {line}"),
                (None, _) => "default".into(),
            };
            (setting, &values[setting.table][setting.key], from)
        })
        .collect();
    let mut out = term.page();
    let written = match global.format {
        Some(Format::Jsonl) => rows.iter().try_for_each(|(setting, value, from)| {
            let key = format!("{}.{}", setting.table, setting.key);
            report::write_row(&mut out, &serde_json::json!({ "key": key, "value": value, "from": from }))
        }),
        _ => page(&mut out, &rows),
    };
    written.and_then(|()| out.flush()).map_err(output_error)?;
    Ok(Status::Done)
}

fn page(out: &mut dyn Write, rows: &[(&Setting, &Value, String)]) -> io::Result<()> {
    let shown = |setting: &Setting, value: &Value| format!("{} = {}", setting.key, report::visible(&value.to_string()));
    let width = rows.iter().map(|(setting, value, _)| shown(setting, value).chars().count()).max().unwrap_or(0);
    let mut last = "";
    for (setting, value, from) in rows {
        if setting.table != last {
            let gap = if last.is_empty() { "" } else { "\n" };
            writeln!(out, "{gap}{HEAD}[{}]{HEAD:#}", setting.table)?;
            last = setting.table;
        }
        writeln!(out, "{:width$}  {DIM}# {}{DIM:#}", shown(setting, value), report::visible(from))?;
    }
    Ok(())
}

/// Writes a configuration file; fails if the file exists.
fn init(args: &ConfigInit, term: &Term) -> Result<Status, End> {
    let file = &args.output;
    let complain = |source: io::Error| match source.kind() {
        io::ErrorKind::AlreadyExists => {
            Error::Output(format!("{} exists already and is not overwritten; choose another -o FILE", file.display()))
        }
        _ => Error::Write { path: file.clone(), source },
    };
    let mut out = OpenOptions::new().write(true).create_new(true).open(file).map_err(complain)?;
    out.write_all(config::commented().as_bytes()).map_err(|source| {
        // An incomplete file would block the next attempt.
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
