//! `unspin cluster --borderline N`: lists the pairs closest to the threshold on either side, so that a
//! person can choose it.

use std::io::{self, Write};

use serde_json::json;
use unspin::cluster::LinkReason;
use unspin::config::ClusterConfig;
use unspin::model::Relation;
use unspin::pipeline::{Borderline, BorderlinePair, ThresholdSide};
use unspin::report::{score, visible, write_row};

use super::args::{Format, Global};
use super::term::{DIM, GONE, GOOD, HEAD, Term};

/// Prints the pairs.
pub(super) fn print(found: &Borderline, config: &ClusterConfig, global: &Global, term: &Term) -> io::Result<()> {
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
    for side in [ThresholdSide::Linked, ThresholdSide::Below, ThresholdSide::OtherFacts] {
        let heading = match side {
            ThresholdSide::Linked => format!("linked as {line}, least similar first"),
            ThresholdSide::Below => "linked less closely or not at all, most similar first".into(),
            ThresholdSide::OtherFacts => {
                "not merged at any threshold because numbers or names differ, most similar first".into()
            }
        };
        let pairs: Vec<&BorderlinePair> = found.pairs.iter().filter(|pair| pair.side == side).collect();
        let all = found.all[side as usize];
        writeln!(out, "{HEAD}{heading}{HEAD:#} {DIM}({} of {all}; {what} that aligns){DIM:#}", pairs.len())?;
        for pair in pairs {
            let relation = pair.relation.map_or("not linked", |relation| relation.name());
            let by = if pair.reason == LinkReason::SharedShingles { ", by shared shingles" } else { "" };
            writeln!(
                out,
                "  {:.3}  {}, {}  {DIM}{relation}{by}{DIM:#}",
                pair.share,
                visible(&pair.a),
                visible(&pair.b)
            )?;
            let difference = &pair.difference;
            if difference.a.is_empty() && difference.b.is_empty() {
                continue;
            }
            let before = if difference.before.is_empty() { String::new() } else { visible(&difference.before) + " " };
            for (tone, words) in [(GONE, &difference.a), (GOOD, &difference.b)] {
                let words = if words.is_empty() { "(ends)".into() } else { visible(words) };
                writeln!(out, "         {DIM}{before}{DIM:#}{tone}{words}{tone:#}")?;
            }
        }
        if side != ThresholdSide::OtherFacts {
            writeln!(out)?;
        }
    }
    Ok(())
}

fn row(out: &mut dyn Write, pair: &BorderlinePair) -> io::Result<()> {
    let difference = &pair.difference;
    let row = json!({
        "side": pair.side.name(),
        "a": pair.a,
        "b": pair.b,
        "relation": pair.relation.map(|relation| relation.name()),
        "share": score(pair.share),
        "similarity": score(pair.similarity),
        "reason": pair.reason.name(),
        "before": difference.before,
        "a_goes_on": difference.a,
        "b_goes_on": difference.b,
    });
    write_row(out, &row)
}
