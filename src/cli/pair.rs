//! `unspin cluster --explain A B`: explains why two documents are linked or not.

use std::io::{self, Write};

use serde_json::{Value, json};
use unspin::cluster::{CONTAINMENT, FactCounts, LinkReason, SampleOverlap};
use unspin::model::Cluster;
use unspin::pipeline::{Explanation, FoundBy, SharedPassage};
use unspin::report::{score, visible, write_row};

use super::args::{Format, Global};
use super::term::{DIM, HEAD, Term};

/// How many passages are quoted; the others are counted.
const QUOTED: usize = 5;
/// How many characters of a quotation are shown at its start and at its end.
const QUOTED_CHARS: usize = 36;

/// Prints the explanation.
pub(super) fn print(found: &Explanation, global: &Global, term: &Term) -> io::Result<()> {
    let mut out = term.page();
    match global.format {
        Some(Format::Jsonl) => write_row(&mut out, &row(found))?,
        _ => page(&mut out, found)?,
    }
    out.flush()
}

fn page(out: &mut dyn Write, found: &Explanation) -> io::Result<()> {
    let (a, b) = (visible(&found.a.id), visible(&found.b.id));
    let link = found.link.map_or("not linked", |relation| relation.name());
    writeln!(out, "{HEAD}{a}, {b}: {link}{HEAD:#}\n{}\n", decided(found))?;
    let mut line = |label: &str, text: String| writeln!(out, "{DIM}{label:10}{DIM:#}  {text}");
    line("compared", compared(&found.found_by))?;
    line("samples", samples(&found.copy_samples, "to find copies"))?;
    if let Some(shared) = &found.sibling_samples {
        line("", samples(shared, "to find siblings"))?;
    }
    if let Some(names) = &found.names {
        line("names", samples(names, "among the most frequent names"))?;
    }
    if let Some((cosine, from)) = found.cosine {
        line("", format!("cosine of rare words and names {cosine:.3}; same event from {from}"))?;
    }
    let measured = &found.measured;
    let (long, short) = (measured.tokens.0.max(measured.tokens.1), measured.tokens.0.min(measured.tokens.1));
    let (similarity, of_shorter, threshold) = (measured.similarity(), measured.share_of_shorter(), found.threshold);
    line(
        "similarity",
        format!("{similarity:.3} of the longer text's {long} words align; near-duplicate from {threshold}"),
    )?;
    line("", format!("{of_shorter:.3} of the shorter text's {short} words; containment from {CONTAINMENT}"))?;
    if measured.common > 0 {
        line(
            "",
            format!("{} words do not count, because they are in passages that many stories share", measured.common),
        )?;
    }
    let (containment_a, containment_b) = measured.containments();
    line(
        "shingles",
        format!(
            "Jaccard {:.3}; {:.3} of {a} in {b}, {:.3} the other way",
            measured.jaccard(),
            containment_a,
            containment_b
        ),
    )?;
    line("facts", format!("{}; {}", facts("numbers", measured.numbers), facts("names", measured.names)))?;
    line("clusters", clusters(found))?;
    if let Some((x, y)) = &found.kept_apart {
        let (x, y) = (visible(x), visible(y));
        line("", format!("not merged: the longest members {x} and {y} are not linked closely enough"))?;
    }
    for (at, passage) in found.passages.iter().take(QUOTED).enumerate() {
        let label = if at == 0 { "passages" } else { "" };
        let (in_a, in_b) = (passage.a, passage.b);
        let places = format!("bytes {}-{} and {}-{}", in_a.start, in_a.end, in_b.start, in_b.end);
        line(label, format!("“{}” {DIM}{places}{DIM:#}", brief(&passage.text)))?;
    }
    match found.passages.len() {
        0 => line("passages", "none".into()),
        all @ QUOTED.. if all > QUOTED => line("", format!("and {} more", all - QUOTED)),
        _ => Ok(()),
    }
}

/// The reason for the decision, as a sentence.
fn decided(found: &Explanation) -> String {
    let measured = &found.measured;
    if let (FoundBy::NotCompared(_), Some(relation)) = (&found.found_by, measured.relation) {
        let name = relation.name();
        return format!("The two were not compared; a comparison would give {name}.");
    }
    let reason = match measured.reason {
        LinkReason::SameWords => "They have the same words in the same order.",
        LinkReason::Aligned => "Enough of the longer text aligns with the other.",
        LinkReason::SharedShingles => "They share enough shingles, though in another order.",
        LinkReason::Contained => "Enough of the shorter text is contained in the longer.",
        LinkReason::OtherNumbers => {
            "They align, but have different numbers in the same places: one form, filled in twice."
        }
        LinkReason::SharedPassages => "They share passages.",
        LinkReason::SameEvent => "Their rare words and names show that they report the same event.",
        LinkReason::TooLittle => "They share too little.",
    };
    let is_copy = measured.similarity() >= found.threshold || measured.share_of_shorter() >= CONTAINMENT;
    let has_other_facts = measured.is_other_facts && is_copy && measured.reason != LinkReason::OtherNumbers;
    if has_other_facts && measured.reason != LinkReason::SameWords {
        return format!("{reason} They align like copies, but have different numbers or names in the same places.");
    }
    reason.into()
}

/// How the pair was found as a candidate.
fn compared(found_by: &FoundBy) -> String {
    match found_by {
        FoundBy::SameWords => "not needed: all their words are the same".into(),
        FoundBy::Copies => "as copies: they share enough samples".into(),
        FoundBy::Siblings => "as siblings: they share rare shingles".into(),
        FoundBy::Events => "as reports of the same event: they share rare names".into(),
        FoundBy::NotCompared(why) => format!("no: {why}"),
    }
}

fn samples(shared: &SampleOverlap, what: &str) -> String {
    let needed = shared.needed.map(|needed| format!(", {needed} needed")).unwrap_or_default();
    let common =
        if shared.common > 0 { format!(", {} of them common to many stories", shared.common) } else { String::new() };
    format!("{} shared of {} and {} {what}{needed}{common}", shared.shared, shared.of.0, shared.of.1)
}

fn facts(what: &str, counted: FactCounts) -> String {
    format!("{what} in the same places: {} the same, {} different", counted.same, counted.different)
}

fn clusters(found: &Explanation) -> String {
    let of = |cluster: &Cluster| {
        let (name, kept) = (visible(&cluster.cluster), visible(&cluster.kept));
        format!("{name} ({} members, {kept} is the representative)", cluster.members.len())
    };
    let (a, b) = (visible(&found.a.id), visible(&found.b.id));
    match (&found.a.cluster, &found.b.cluster) {
        (None, None) => "both are in no cluster".into(),
        (Some(one), Some(other)) if one == other => format!("both in {}", of(one)),
        (Some(one), Some(other)) => format!("{a} in {}, {b} in {}", of(one), of(other)),
        (Some(one), None) => format!("{a} in {}, {b} in no cluster", of(one)),
        (None, Some(other)) => format!("{a} in no cluster, {b} in {}", of(other)),
    }
}

/// A passage on one line; the middle of a long one is omitted.
fn brief(text: &str) -> String {
    let line = visible(&text.split_whitespace().collect::<Vec<_>>().join(" "));
    let count = line.chars().count();
    if count <= 2 * QUOTED_CHARS + 3 {
        return line;
    }
    let head: String = line.chars().take(QUOTED_CHARS).collect();
    let tail: String = line.chars().skip(count - QUOTED_CHARS).collect();
    format!("{} … {}", head.trim_end(), tail.trim_start())
}

fn row(found: &Explanation) -> Value {
    let measured = &found.measured;
    let samples = |shared: &SampleOverlap| json!({ "shared": shared.shared, "of": [shared.of.0, shared.of.1], "needed": shared.needed, "common": shared.common });
    let facts = |counted: FactCounts| json!({ "same": counted.same, "other": counted.different });
    let why = match &found.found_by {
        FoundBy::NotCompared(why) => Some(why),
        _ => None,
    };
    let passage = |passage: &SharedPassage| json!({ "a": [passage.a.start, passage.a.end], "b": [passage.b.start, passage.b.end], "text": brief(&passage.text) });
    json!({
        "a": found.a.id,
        "b": found.b.id,
        "relation": found.link.map(|relation| relation.name()),
        "compared": found.found_by.name(),
        "not_compared": why,
        "copy_samples": samples(&found.copy_samples),
        "sibling_samples": found.sibling_samples.as_ref().map(samples),
        "shared_names": found.names.as_ref().map(samples),
        "cosine": found.cosine.map(|(cosine, _)| score(cosine)),
        "similarity": score(measured.similarity()),
        "share_of_shorter": score(measured.share_of_shorter()),
        "jaccard": score(measured.jaccard()),
        "containment_a": score(measured.containments().0),
        "containment_b": score(measured.containments().1),
        "tokens": [measured.tokens.0, measured.tokens.1],
        "numbers": facts(measured.numbers),
        "names": facts(measured.names),
        "other_facts": measured.is_other_facts,
        "reason": measured.reason.name(),
        "measured": measured.relation.map(|relation| relation.name()),
        "threshold": found.threshold,
        "merge": found.merge.name(),
        "cluster_a": found.a.cluster,
        "cluster_b": found.b.cluster,
        "kept_apart": found.kept_apart,
        "passages": found.passages.iter().map(passage).collect::<Vec<_>>(),
    })
}
