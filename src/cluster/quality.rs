//! The choice of a cluster's representative: the copy that is kept.

use std::cmp::Reverse;

use jiff::civil::Date;

use super::date::day;
use super::link::DocIndex;
use crate::config::ClusterConfig;
use crate::model::RawDocument;

/// The measures of a copy that decide whether it is kept, in the order in which they are compared.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Quality {
    /// How corrupted the text is: 0 for a clean text, and one class more for each doubling. Less is
    /// better. It has classes because one of two clean texts always has some more triage hits than
    /// the other, which must not decide.
    pub corruption: u32,
    /// Bytes of clean text: more is better, if the difference is at least a passage.
    pub length: usize,
    /// The number of characters that could not be decoded: fewer are better.
    pub lost: usize,
    /// The day of publication: earlier is better, and any day is better than none. The time of day
    /// is not compared, because the clocks of sites differ; copies of one day are distinguished by
    /// their sources.
    pub day: Option<Date>,
    /// The position of its source in `cluster.sources`: less is better. A source that is not listed
    /// there comes after all others.
    pub source: usize,
}

/// The day and the source of a record, which do not depend on its text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Provenance {
    day: Option<Date>,
    source: u32,
}

impl Provenance {
    /// The day and the source that the fields of a record give.
    pub(crate) fn of(record: &RawDocument, config: &ClusterConfig) -> Self {
        let source = u32::try_from(source(record, &config.sources)).unwrap_or(u32::MAX);
        Provenance { day: record.fields.get("date").and_then(day), source }
    }
}

/// The difference of lengths, in bytes, from which on the longer text has a passage more: eight
/// words (`MIN_PASSAGE` in `verify.rs`) of six bytes.
const SAME_LENGTH: usize = 48;
/// One lost character in this many bytes is the first class of corruption.
const LOST_BYTES: usize = 1000;

impl Quality {
    /// The quality of a record with this clean text. A text counts as spun from `min_spun_score`
    /// on.
    pub(crate) fn new(provenance: Provenance, text: &str, spun_score: f64, min_spun_score: f64) -> Self {
        let lost = text.matches(char::REPLACEMENT_CHARACTER).count();
        let spun = (spun_score / min_spun_score.max(f64::MIN_POSITIVE)) as u32;
        let lost_share = lost * LOST_BYTES / text.len().max(1);
        Quality {
            corruption: class(spun) + class(u32::try_from(lost_share).unwrap_or(u32::MAX)),
            length: text.len(),
            lost,
            day: provenance.day,
            source: provenance.source as usize,
        }
    }
}

/// The class of an amount: 0 for 0, 1 for 1, 2 from 2 on, 3 from 4 on, 4 from 8 on.
fn class(amount: u32) -> u32 {
    amount.checked_ilog2().map_or(0, |doublings| doublings + 1)
}

/// The position of the first of `sources` that is the source of a record: its field `source`, or
/// the host of its `url` or a parent domain of it. The length of `sources` if none is.
fn source(record: &RawDocument, sources: &[String]) -> usize {
    let named = |name: &str| {
        let is_source = record.field("source").is_some_and(|source| source.eq_ignore_ascii_case(name));
        is_source || record.host().is_some_and(|host| is_below(host, name))
    };
    sources.iter().position(|name| named(name)).unwrap_or(sources.len())
}

/// Whether `host` is `domain` or a subdomain of it, as `www.apnews.com` is of `apnews.com`.
fn is_below(host: &str, domain: &str) -> bool {
    let Some(at) = host.len().checked_sub(domain.len()) else { return false };
    let is_end = host.as_bytes()[at..].eq_ignore_ascii_case(domain.as_bytes());
    is_end && (at == 0 || host.as_bytes()[at - 1] == b'.')
}

/// The representative of a cluster: the member of the best quality; of equals, the one with the
/// smallest index.
///
/// Each measure is compared among the members that were equal by the one before. Only length has a
/// tolerance, measured from the longest, so that the order of the members does not matter.
///
/// # Panics
/// If there are no members.
pub(crate) fn representative(members: &[DocIndex], quality: impl Fn(DocIndex) -> Quality) -> DocIndex {
    let mut rated: Vec<(Quality, DocIndex)> = members.iter().map(|&doc| (quality(doc), doc)).collect();
    let cleanest = rated.iter().map(|(quality, _)| quality.corruption).min();
    rated.retain(|(quality, _)| Some(quality.corruption) == cleanest);
    let longest = rated.iter().map(|(quality, _)| quality.length).max().unwrap_or(0);
    rated.retain(|(quality, _)| longest - quality.length < SAME_LENGTH);
    let order =
        |quality: &Quality| (quality.lost, quality.day.is_none(), quality.day, quality.source, Reverse(quality.length));
    let best = rated.iter().min_by(|x, y| order(&x.0).cmp(&order(&y.0)).then(x.1.cmp(&y.1)));
    best.expect("a cluster has members").1
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Origin;
    use serde_json::json;

    fn record(fields: serde_json::Value) -> RawDocument {
        RawDocument {
            id: "a".into(),
            text: String::new(),
            fields: fields.as_object().expect("an object").clone(),
            origin: Origin { input: "test".into(), line: None },
            encoding: "utf-8",
        }
    }

    fn of(qualities: &[Quality]) -> DocIndex {
        let docs: Vec<DocIndex> = (0..qualities.len() as DocIndex).collect();
        let reversed: Vec<DocIndex> = docs.iter().rev().copied().collect();
        let found = representative(&docs, |doc| qualities[doc as usize]);
        assert_eq!(representative(&reversed, |doc| qualities[doc as usize]), found, "in any order");
        found
    }

    #[test]
    fn each_measure_decides_among_those_equal_by_the_one_before() {
        let plain = Quality { length: 1000, day: Some(Date::constant(2018, 3, 2)), source: 2, ..Quality::default() };
        let earlier = Some(Date::constant(2018, 3, 1));
        assert_eq!(of(&[plain, plain]), 0, "equals");
        assert_eq!(of(&[plain, Quality { source: 0, ..plain }]), 1);
        assert_eq!(of(&[Quality { source: 0, ..plain }, Quality { day: earlier, ..plain }]), 1, "date before source");
        assert_eq!(of(&[Quality { day: None, source: 0, ..plain }, plain]), 1, "any date before none");
        assert_eq!(
            of(&[Quality { day: earlier, ..plain }, Quality { length: 1048, ..plain }]),
            1,
            "length before date"
        );
        assert_eq!(
            of(&[Quality { day: earlier, ..plain }, Quality { length: 1047, ..plain }]),
            0,
            "too little to count"
        );
        assert_eq!(of(&[plain, Quality { length: 1001, ..plain }]), 1, "but it decides where nothing else does");
        assert_eq!(of(&[Quality { lost: 1, day: earlier, ..plain }, plain]), 1, "a lost character before the date");
        assert_eq!(of(&[Quality { corruption: 1, length: 9000, ..plain }, plain]), 1, "corruption before all");
    }

    #[test]
    fn scores_of_clean_texts_are_one_class_and_lost_characters_count_by_share() {
        let provenance = Provenance::of(&record(json!({})), &ClusterConfig::default());
        let corruption = |text: &str, score: f64| Quality::new(provenance, text, score, 5.0).corruption;
        let text = "word ".repeat(400);
        assert_eq!(corruption(&text, 0.0), corruption(&text, 4.9));
        assert_eq!([5.0, 9.9, 10.0, 19.9, 20.0].map(|score| corruption(&text, score)), [1, 1, 2, 2, 3]);
        let lost = |count: usize| "\u{fffd}".repeat(count) + &text;
        assert_eq!([0, 1, 2, 3, 5].map(|count| corruption(&lost(count), 0.0)), [0, 0, 0, 1, 2]);
        assert_eq!(Quality::new(provenance, &lost(1), 0.0, 5.0).lost, 1);
        assert_eq!(Quality::new(provenance, "", 0.0, 0.0).corruption, 0, "no text, no limit");
    }

    #[test]
    fn a_source_is_known_by_its_name_or_its_address() {
        let sources: Vec<String> = ["apnews.com", "Reuters"].map(String::from).into();
        let position = |fields| source(&record(fields), &sources);
        assert_eq!(position(json!({ "url": "https://www.APnews.com/a/1?b#c" })), 0);
        assert_eq!(position(json!({ "url": "https://apnews.com:443/x" })), 0);
        assert_eq!(position(json!({ "source": "reuters", "url": "https://example.org/" })), 1);
        assert_eq!(position(json!({ "source": "Some Paper", "url": "https://apnews.com/" })), 0);
        assert_eq!(position(json!({ "url": "https://notapnews.com/" })), 2, "another site");
        assert_eq!(position(json!({ "source": "apnews.com.example.org" })), 2);
        assert_eq!(position(json!({})), 2);
        assert_eq!(source(&record(json!({})), &[]), 0);
    }
}
