//! Explanations and borderline pairs agree with what a run does, over small sets of texts written for the purpose.

use crate::support::{self, record};
use unspin::cluster;
use unspin::config::{ClusterConfig, Config};
use unspin::model::{RawDocument, Relation};
use unspin::pipeline::{self, FirstDifference, FoundBy, PairInspector, ThresholdSide};

/// The defaults but for what `change` says.
fn config(change: impl FnOnce(&mut ClusterConfig)) -> Config {
    let mut config = Config::default();
    change(&mut config.cluster);
    config
}

/// Words that are in no dictionary and in no other range of numbers.
fn words(range: std::ops::Range<u32>) -> Vec<String> {
    let word = |n: u32| {
        let mut hash = n.wrapping_add(1).wrapping_mul(0x9e37_79b1);
        hash ^= hash >> 15;
        (0..6).map(|at| (b'a' + (hash.wrapping_mul(0x85eb_ca6b).rotate_left(5 * at) % 26) as u8) as char).collect()
    };
    range.map(word).collect()
}

/// Every n-th word of a text is another one, from a range of its own.
fn edited(text: &[String], every: usize, own: u32) -> String {
    let others = words(own..own + text.len() as u32);
    let word = |at: usize| if at % every == every - 1 { others[at].clone() } else { text[at].clone() };
    (0..text.len()).map(word).collect::<Vec<_>>().join(" ")
}

/// Three stories: copies edited more and more, a part, a longer one, copies to the letter, a form with other facts, and
/// texts that are nobody's.
fn documents() -> Vec<(String, String)> {
    let story = words(0..300);
    let mut all: Vec<(String, String)> = (0..6_u32)
        .map(|at| (format!("edit{at}"), edited(&story, [40, 20, 10, 6, 4, 3][at as usize], 1_000 + 400 * at)))
        .collect();
    all.push(("part".into(), story[..120].join(" ")));
    all.push(("longer".into(), format!("{} {}", story.join(" "), words(5_000..5_400).join(" "))));
    all.push(("quoting".into(), format!("{} {}", story[40..70].join(" "), words(6_000..6_300).join(" "))));
    for at in 0..3 {
        all.push((format!("twin{at}"), words(7_000..7_200).join(" ")));
    }
    all.push(("form1".into(), support::form_letter("Calder Mills", "Leith", 412_300, 9_120_000, 1_200_000)));
    all.push(("form2".into(), support::form_letter("Ostrava Glass", "Brno", 98_800, 2_450_000, 870_000)));
    all.push(("form3".into(), support::form_letter("Hale Timber", "Perth", 655_000, 7_340_000, 410_000)));
    all.push(("empty".into(), String::new()));
    all.push(("lone".into(), words(9_000..9_100).join(" ")));
    all
}

#[test]
fn an_explanation_agrees_with_the_run_for_every_pair() {
    for config in [
        Config::default(),
        config(|cluster| cluster.threshold = 0.9),
        config(|cluster| cluster.siblings = false),
        config(|cluster| cluster.merge = Relation::Containment),
    ] {
        let documents = documents();
        let raw: Vec<RawDocument> = documents.iter().map(|(id, text)| record(id, text)).collect();
        let report = pipeline::clean(raw.clone(), &config).unwrap();
        let compared = PairInspector::of(raw, &config);
        let mut found_by = std::collections::BTreeSet::new();
        for (at, (a, _)) in documents.iter().enumerate() {
            for (b, _) in &documents[at + 1..] {
                let explained = compared.explain(a, b).expect("both are there");
                let mirrored = compared.explain(b, a).expect("both are there");
                assert_eq!(explained, mirrored, "{a} {b}");
                let link = report.links.iter().find(|link| link.a == explained.a.id && link.b == explained.b.id);
                assert_eq!(explained.link, link.map(|link| link.relation), "{a} {b}");
                if let Some(link) = link {
                    assert_eq!(explained.measured.relation, Some(link.relation), "{a} {b}");
                    assert_eq!(explained.measured.similarity(), link.similarity, "{a} {b}");
                    assert_eq!(explained.measured.jaccard(), link.jaccard, "{a} {b}");
                    let places: Vec<_> = link.passages.iter().map(|passage| (passage.a, passage.b)).collect();
                    assert_eq!(explained.passages.iter().map(|p| (p.a, p.b)).collect::<Vec<_>>(), places, "{a} {b}");
                }
                match &explained.found_by {
                    FoundBy::NotCompared(why) => assert!(explained.link.is_none() && !why.is_empty(), "{a} {b}"),
                    _ => assert_eq!(
                        explained.measured.relation, explained.link,
                        "{a} {b}: compared, so measured as in the run"
                    ),
                }
                let cluster =
                    |id: &str| report.clusters.iter().find(|cluster| cluster.members.iter().any(|m| &**m == id));
                assert_eq!(explained.a.cluster.as_ref(), cluster(&explained.a.id));
                found_by.insert(explained.found_by.name());
            }
        }
        assert!(
            found_by.contains(&None) && found_by.contains(&Some("copies")) && found_by.contains(&Some("same_words"))
        );
        assert_eq!(found_by.contains(&Some("siblings")), config.cluster.siblings);
    }
}

#[test]
fn one_form_with_other_facts_is_explained_as_such() {
    let raw = documents().iter().map(|(id, text)| record(id, text)).collect();
    let explained = PairInspector::of(raw, &Config::default()).explain("form1", "form2").expect("both are there");
    assert!(explained.link.is_none() && explained.measured.is_other_facts);
    assert_eq!(explained.measured.reason, cluster::LinkReason::OtherNumbers);
    assert_eq!(explained.measured.numbers.different, 5, "two profits, two sales, and the shares");
}

#[test]
fn an_unknown_id_is_reported_with_the_likely_one() {
    let raw = documents().iter().map(|(id, text)| record(id, text)).collect();
    let compared = PairInspector::of(raw, &Config::default());
    let complaint = |a: &str, b: &str| compared.explain(a, b).expect_err("there is no such pair").to_string();
    assert_eq!(complaint("edit0", "qoting"), "there is no document \"qoting\"; did you mean \"quoting\"?");
    assert_eq!(complaint("long.txt", "edit0"), "there is no document \"long.txt\"; did you mean \"longer\"?");
    assert!(complaint("zzz", "edit0").contains("ids such as \"edit0\""));
    assert!(complaint("edit0", "edit0").contains("is one document"));
}

/// The pairs of one side, as (a, b, share).
fn side(compared: &PairInspector, count: usize, side: ThresholdSide) -> Vec<(String, String, f64)> {
    let found = compared.borderline(count);
    let pairs = found.pairs.into_iter().filter(|pair| pair.side == side);
    pairs.map(|pair| (pair.a.to_string(), pair.b.to_string(), pair.share)).collect()
}

#[test]
fn borderline_pairs_lie_on_their_sides_of_the_threshold_nearest_first() {
    let raw: Vec<RawDocument> = documents().iter().map(|(id, text)| record(id, text)).collect();
    for threshold in [0.6, 0.7, 0.85] {
        let config = config(|cluster| cluster.threshold = threshold);
        let compared = PairInspector::of(raw.clone(), &config);
        let (linked, below) = (side(&compared, 99, ThresholdSide::Linked), side(&compared, 99, ThresholdSide::Below));
        assert!(linked.is_sorted_by(|x, y| x.2 <= y.2) && below.is_sorted_by(|x, y| x.2 >= y.2));
        assert!(linked.iter().all(|pair| pair.2 >= threshold) && below.iter().all(|pair| pair.2 < threshold));
        assert!(linked.len() > 3 && below.len() > 3, "{} {}", linked.len(), below.len());
        assert_eq!(side(&compared, 2, ThresholdSide::Linked), linked[..2]);
        assert_eq!(side(&compared, 2, ThresholdSide::Below), below[..2]);
        let forms = side(&compared, 99, ThresholdSide::OtherFacts);
        assert_eq!(forms.len(), 3, "the three pairs of the form: {forms:?}");
        let mut reversed = raw.clone();
        reversed.reverse();
        let reversed = PairInspector::of(reversed, &config);
        assert_eq!(reversed.borderline(5), compared.borderline(5));
    }
}

/// The pair that is listed nearest to the threshold is the first to change sides when the threshold moves.
#[test]
fn a_threshold_just_above_the_least_similar_pair_parts_it() {
    let raw: Vec<RawDocument> = documents().iter().map(|(id, text)| record(id, text)).collect();
    let compared = PairInspector::of(raw.clone(), &Config::default());
    let (a, b, share) = side(&compared, 1, ThresholdSide::Linked).remove(0);
    let stricter = PairInspector::of(raw, &config(|cluster| cluster.threshold = share + 1e-6));
    assert_ne!(stricter.explain(&a, &b).unwrap().link, Some(Relation::NearDuplicate));
    let first = side(&stricter, 99, ThresholdSide::Below);
    assert!(first.iter().any(|pair| (pair.0.as_str(), pair.1.as_str()) == (&a, &b)));
}

#[test]
fn the_first_difference_is_one_of_words() {
    let difference = FirstDifference::of(
        "“The ferry sailed at noon, as ever,” he said.",
        "The FERRY sailed at noon as never before",
    );
    assert_eq!(
        (difference.before.as_str(), difference.a.as_str(), difference.b.as_str()),
        ("sailed at noon, as", "ever,” he said.", "never before")
    );
    let ends = FirstDifference::of("One two three", "one two");
    assert_eq!((ends.before.as_str(), ends.a.as_str(), ends.b.as_str()), ("One two", "three", ""));
    assert_eq!(FirstDifference::of("One, two", "one two").a, "", "marks and case are no difference");
}
