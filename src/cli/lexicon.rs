//! `unspin lexicon`: learns from a run which words spinners exchange, and shows what was learnt.

use std::cmp::Reverse;
use std::io::{self, Write};

use unspin::error::Error;
use unspin::model::{Confusion, Lexicon};
use unspin::pipeline::Until;
use unspin::{read, repair, report};

use super::args::{Format, Global, LexiconAction, LexiconCommand, LexiconLearn, LexiconShow};
use super::batch::{Batch, Decisions, quoted_path, typed};
use super::interrupt;
use super::settings::{Flags, settings};
use super::term::{DIM, HEAD, Term};
use super::{End, Status, output_error};

/// Runs the action that the arguments name.
pub(super) fn run(args: &LexiconCommand, global: &Global, term: &Term) -> Result<Status, End> {
    match &args.action {
        LexiconAction::Learn(args) => learn(args, global, term),
        LexiconAction::Show(args) => show(args, global, term),
    }
}

/// Runs the pipeline up to the repairs and saves the learnt lexicon.
fn learn(args: &LexiconLearn, global: &Global, term: &Term) -> Result<Status, End> {
    let (reading, lexicon) = (Some(&args.inputs.reading), Some(&args.lexicon));
    let config = settings(global, Flags { reading, lexicon, ..Flags::default() })?;
    report::check_file(&args.output, &args.inputs.paths, None)?;
    let batch = Batch {
        command: "lexicon learn",
        inputs: &args.inputs,
        config,
        until: Until::Proposals,
        decisions: Decisions::default(),
    };
    let found = batch.run(None, global, term)?;
    interrupt::replace_file(&args.output, &args.inputs.paths, |out| {
        let complain = |source| Error::Write { path: args.output.clone(), source };
        found.lexicon.rows().iter().try_for_each(|row| report::write_row(out, row)).map_err(complain)
    })?;
    let file = quoted_path(&args.output);
    term.say(&format!("{} pairs in {file}", found.lexicon.rows().len()));
    term.next(&format!("unspin lexicon show {file}; unspin clean {} --lexicon {file} -o DIR", typed(&args.inputs)));
    Ok(Status::Done)
}

fn show(args: &LexiconShow, global: &Global, term: &Term) -> Result<Status, End> {
    let lexicon = args.file.as_deref().map(read::lexicon).transpose()?.map(|(lexicon, _)| lexicon);
    let word = args.word.as_ref().map(|word| word.to_lowercase());
    let base: Vec<(String, String)> = match (&word, &lexicon) {
        (Some(word), _) => repair::substitutes(word).into_iter().map(|phrase| (phrase, word.clone())).collect(),
        (None, None) => {
            repair::listed().into_iter().map(|(phrase, word)| (phrase.to_owned(), word.to_owned())).collect()
        }
        (None, Some(_)) => Vec::new(),
    };
    let learnt = surest(lexicon.as_ref(), word.as_deref());
    let mut out = term.page();
    let written = if global.format == Some(Format::Jsonl) {
        rows(&mut out, &learnt, &base)
    } else {
        table(&mut out, &learnt, &base)
    };
    written.and_then(|()| out.flush()).map_err(output_error)?;
    if learnt.is_empty() && base.is_empty() {
        term.say("no substitutes are known");
    }
    Ok(Status::Done)
}

/// The rows for a word, or all rows, by weight times number of families, largest first.
fn surest<'l>(lexicon: Option<&'l Lexicon>, word: Option<&str>) -> Vec<&'l Confusion> {
    let all = lexicon.map_or(&[][..], Lexicon::rows);
    let mut rows: Vec<&Confusion> = all.iter().filter(|row| word.is_none_or(|word| row.after == word)).collect();
    let likely = |row: &Confusion| (row.weight * f64::from(row.families) * 1000.0) as u64;
    rows.sort_by_key(|row| (Reverse(likely(row)), &row.after, &row.before));
    rows
}

fn rows(out: &mut dyn Write, learnt: &[&Confusion], base: &[(String, String)]) -> io::Result<()> {
    learnt.iter().try_for_each(|row| report::write_row(out, row))?;
    base.iter().try_for_each(|(before, after)| {
        report::write_row(out, &serde_json::json!({ "before": before, "after": after, "from": "base" }))
    })
}

fn table(out: &mut dyn Write, learnt: &[&Confusion], base: &[(String, String)]) -> io::Result<()> {
    let befores = learnt.iter().map(|row| &row.before).chain(base.iter().map(|(before, _)| before));
    let width = befores.map(|before| before.chars().count()).max().unwrap_or(0);
    if !learnt.is_empty() {
        writeln!(out, "{HEAD}weight families documents against  learnt{HEAD:#}")?;
    }
    for row in learnt {
        let (before, after) = (report::visible(&row.before), report::visible(&row.after));
        let (documents, families, against) = (row.documents, row.families, row.against);
        writeln!(
            out,
            "{:>6.3} {families:>8} {documents:>9} {against:>7}  {before:width$} {DIM}for{DIM:#} {after}",
            row.weight
        )?;
    }
    if !base.is_empty() {
        writeln!(out, "{HEAD}built-in table{HEAD:#}")?;
    }
    base.iter().try_for_each(|(before, after)| writeln!(out, "{before:width$} {DIM}for{DIM:#} {after}"))
}
