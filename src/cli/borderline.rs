//! `unspin cluster --borderline N`: lists the pairs closest to the threshold on either side, so that a
//! person can choose it.

use std::io::{self, Write};

use serde_json::json;
use unspin::cluster::Reason;
use unspin::config::ClusterConfig;
use unspin::model::Relation;
use unspin::pipeline::{Borderline, Close, Standing};
use unspin::report::{score, visible, write_row};

use super::args::{Format, Global};
use super::term::{DIM, GONE, GOOD, HEAD, Term};

/// Prints the pairs.
pub fn print(found: &Borderline, config: &ClusterConfig, global: &Global, term: &Term) -> io::Result<()> {
    let mut out = term.page();
    match global.format {
        Some(Format::Jsonl) => found.pairs.iter().try_for_each(|pair| row(&mut out, pair))?,
        _ => page(&mut out, found, config)?,
    }
    out.flush()
}

fn page(out: &mut dyn Write, found: &Borderline, config: &ClusterConfig) -> io::Result<()> {
    let what = match config.merge {
        Relation::Containment => "share of the shorter text",
        _ => "share of the longer text",
    };
    let line = match config.merge {
        Relation::NearDuplicate => format!("near_duplicate (at least {})", config.threshold),
        merge => merge.name().into(),
    };
    for standing in [Standing::Linked, Standing::Below, Standing::OtherFacts] {
        let heading = match standing {
            Standing::Linked => format!("linked as {line}, least similar first"),
            Standing::Below => "not linked closely enough, most similar first".into(),
            Standing::OtherFacts => {
                "not linked at any threshold because of other numbers or names, most similar first".into()
            }
        };
        let pairs: Vec<&Close> = found.pairs.iter().filter(|pair| pair.standing == standing).collect();
        let all = found.all[standing as usize];
        writeln!(out, "{HEAD}{heading}{HEAD:#} {DIM}({} of {all}; {what} that aligns){DIM:#}", pairs.len())?;
        for pair in pairs {
            let relation = pair.relation.map_or("not linked", |relation| relation.name());
            let by = if pair.reason == Reason::SharedShingles { ", by shared shingles" } else { "" };
            writeln!(
                out,
                "  {:.3}  {}, {}  {DIM}{relation}{by}{DIM:#}",
                pair.share,
                visible(&pair.a),
                visible(&pair.b)
            )?;
            let differs = &pair.differs;
            if differs.a.is_empty() && differs.b.is_empty() {
                continue;
            }
            let before = if differs.before.is_empty() { String::new() } else { visible(&differs.before) + " " };
            for (tone, side) in [(GONE, &differs.a), (GOOD, &differs.b)] {
                let words = if side.is_empty() { "(ends)".into() } else { visible(side) };
                writeln!(out, "         {DIM}{before}{DIM:#}{tone}{words}{tone:#}")?;
            }
        }
        if standing != Standing::OtherFacts {
            writeln!(out)?;
        }
    }
    Ok(())
}

fn row(out: &mut dyn Write, pair: &Close) -> io::Result<()> {
    let differs = &pair.differs;
    let row = json!({
        "standing": pair.standing.name(),
        "a": pair.a,
        "b": pair.b,
        "relation": pair.relation.map(|relation| relation.name()),
        "share": score(pair.share),
        "similarity": score(pair.similarity),
        "reason": pair.reason.name(),
        "before": differs.before,
        "a_goes_on": differs.a,
        "b_goes_on": differs.b,
    });
    write_row(out, &row)
}
