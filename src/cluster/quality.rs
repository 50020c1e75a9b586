//! Which of some copies is kept.

use std::cmp::Reverse;

use jiff::civil::Date;

use super::date::day;
use crate::config::ClusterConfig;
use crate::model::RawDocument;

/// What decides which copy is kept, in the order in which it is asked.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Quality {
    /// How corrupted the text is: 0 for clean, and a class more for each doubling. Less is better. Classes, since of two
    /// clean texts one always has some hit of triage more: that must not decide.
    pub corruption: u32,
    /// Bytes of clean text: more is better, from a passage on.
    pub length: usize,
    /// Characters that could not be decoded: fewer are better.
    pub lost: usize,
    /// The day of publication: earlier is better, and any better than none. Not the time: copies of one day are told
    /// apart by their sources, and clocks of sites differ.
    pub day: Option<Date>,
    /// The place of its source in `cluster.sources`: less is better. A source that is not named there comes after all.
    pub source: usize,
}

/// What a record says of itself, whatever its text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Standing {
    day: Option<Date>,
    source: u32,
}

impl Standing {
    /// The day and the source that a record names.
    pub fn of(record: &RawDocument, config: &ClusterConfig) -> Self {
        let source = u32::try_from(source(record, &config.sources)).unwrap_or(u32::MAX);
        Standing { day: record.fields.get("date").and_then(day), source }
    }
}

/// A text that is longer by less holds no passage more: eight words (`MIN_PASSAGE` in `verify.rs`) of six bytes.
const SAME_LENGTH: usize = 48;
/// One lost character in so many bytes is the first class of corruption.
const LOST_BYTES: usize = 1000;

impl Quality {
    /// Of a record and its clean text. From `min_spun_score` on a text is taken for spun.
    pub fn new(standing: Standing, text: &str, spun_score: f64, min_spun_score: f64) -> Self {
        let lost = text.matches(char::REPLACEMENT_CHARACTER).count();
        let spun = (spun_score / min_spun_score.max(f64::MIN_POSITIVE)) as u32;
        let lost_share = lost * LOST_BYTES / text.len().max(1);
        Quality {
            corruption: class(spun) + class(u32::try_from(lost_share).unwrap_or(u32::MAX)),
            length: text.len(),
            lost,
            day: standing.day,
            source: standing.source as usize,
        }
    }
}

/// 0, and one more from 1, 2, 4, 8 on.
fn class(amount: u32) -> u32 {
    amount.checked_ilog2().map_or(0, |doublings| doublings + 1)
}

/// The first of `sources` that names where a record comes from: its `source`, or the host of its address or a part of that.
fn source(record: &RawDocument, sources: &[String]) -> usize {
    let named = |name: &str| {
        let is_source = record.field("source").is_some_and(|source| source.eq_ignore_ascii_case(name));
        is_source || record.host().is_some_and(|host| is_below(host, name))
    };
    sources.iter().position(|name| named(name)).unwrap_or(sources.len())
}

/// Whether `host` is `domain` or belongs to it: `www.apnews.com` to `apnews.com`.
fn is_below(host: &str, domain: &str) -> bool {
    let Some(at) = host.len().checked_sub(domain.len()) else { return false };
    let is_end = host.as_bytes()[at..].eq_ignore_ascii_case(domain.as_bytes());
    is_end && (at == 0 || host.as_bytes()[at - 1] == b'.')
}

/// The best of the members of a cluster; of equals, the one with the smallest rank.
///
/// Each question is asked of those that the one before left. Only length has a tolerance, measured from the longest, so
/// that the order in which members are looked at does not matter.
///
/// # Panics
/// If there are no members.
pub fn kept(members: &[u32], quality: impl Fn(u32) -> Quality) -> u32 {
    let mut rated: Vec<(Quality, u32)> = members.iter().map(|&rank| (quality(rank), rank)).collect();
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

    fn of(qualities: &[Quality]) -> u32 {
        let ranks: Vec<u32> = (0..qualities.len() as u32).collect();
        let turned: Vec<u32> = ranks.iter().rev().copied().collect();
        let found = kept(&ranks, |rank| qualities[rank as usize]);
        assert_eq!(kept(&turned, |rank| qualities[rank as usize]), found, "whatever the order");
        found
    }

    #[test]
    fn each_question_is_asked_of_those_that_the_one_before_left() {
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
        assert_eq!(of(&[plain, Quality { length: 1001, ..plain }]), 1, "and yet, where nothing else tells");
        assert_eq!(of(&[Quality { lost: 1, day: earlier, ..plain }, plain]), 1, "a lost character before the date");
        assert_eq!(of(&[Quality { corruption: 1, length: 9000, ..plain }, plain]), 1, "corruption before all");
    }

    #[test]
    fn scores_of_clean_texts_are_one_class_and_lost_characters_count_by_share() {
        let standing = Standing::of(&record(json!({})), &ClusterConfig::default());
        let corruption = |text: &str, score: f64| Quality::new(standing, text, score, 5.0).corruption;
        let text = "word ".repeat(400);
        assert_eq!(corruption(&text, 0.0), corruption(&text, 4.9));
        assert_eq!([5.0, 9.9, 10.0, 19.9, 20.0].map(|score| corruption(&text, score)), [1, 1, 2, 2, 3]);
        let lost = |count: usize| "\u{fffd}".repeat(count) + &text;
        assert_eq!([0, 1, 2, 3, 5].map(|count| corruption(&lost(count), 0.0)), [0, 0, 0, 1, 2]);
        assert_eq!(Quality::new(standing, &lost(1), 0.0, 5.0).lost, 1);
        assert_eq!(Quality::new(standing, "", 0.0, 0.0).corruption, 0, "no text, no limit");
    }

    #[test]
    fn a_source_is_known_by_its_name_or_its_address() {
        let sources: Vec<String> = ["apnews.com", "Reuters"].map(String::from).into();
        let rank = |fields| source(&record(fields), &sources);
        assert_eq!(rank(json!({ "url": "https://www.APnews.com/a/1?b#c" })), 0);
        assert_eq!(rank(json!({ "url": "https://apnews.com:443/x" })), 0);
        assert_eq!(rank(json!({ "source": "reuters", "url": "https://example.org/" })), 1);
        assert_eq!(rank(json!({ "source": "Some Paper", "url": "https://apnews.com/" })), 0);
        assert_eq!(rank(json!({ "url": "https://notapnews.com/" })), 2, "another site");
        assert_eq!(rank(json!({ "source": "apnews.com.example.org" })), 2);
        assert_eq!(rank(json!({})), 2);
        assert_eq!(source(&record(json!({})), &[]), 0);
    }
}
