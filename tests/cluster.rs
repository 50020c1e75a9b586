//! Links, clusters and families of small sets of texts written for the purpose.

use std::path::Path;

use crate::support::{self, record};
use unspin::config::Config;
use unspin::model::{Relation, RunReport};
use unspin::pipeline;

fn run(documents: &[(&str, &str)]) -> RunReport {
    let raw = documents.iter().map(|(id, text)| record(id, text));
    pipeline::clean(raw, &Config::default()).unwrap()
}

fn relation(report: &RunReport, a: &str, b: &str) -> Option<Relation> {
    report.links.iter().find(|link| &*link.a == a && &*link.b == b).map(|link| link.relation)
}

const STORY: &str = "The harbour council of Port Ellery voted on Tuesday to close the old grain terminal, ending \
    ninety years of barge traffic on the lower river. Mayor Ruth Callan said the decision was hard but could not \
    wait for another winter. Engineers had found cracks in two of the seven piers, and insurers refused to renew \
    the cover without repairs that the council puts at 14 million dollars. Dock workers gathered outside the hall \
    and sang while the votes were counted. Their union wants talks about the 212 jobs that will go by March.";

#[test]
fn copies_that_differ_in_case_spaces_and_quotes_are_exact() {
    let shouted = STORY.to_uppercase().replace(' ', "\n");
    let report = run(&[("a", STORY), ("b", &shouted)]);
    assert_eq!(relation(&report, "a", "b"), Some(Relation::Exact));
    assert_eq!(report.clusters.len(), 1);
    assert_eq!(report.links[0].similarity, 1.0);
    let passage = report.links[0].passages[0];
    assert_eq!(passage.a.of(STORY), STORY.trim_end_matches('.'));
}

#[test]
fn an_edited_copy_is_a_near_duplicate() {
    let edited =
        STORY.replace("hard but could not wait", "painful and could no longer wait").replace("sang", "chanted");
    let report = run(&[("a", STORY), ("b", &edited)]);
    assert_eq!(relation(&report, "a", "b"), Some(Relation::NearDuplicate));
    assert_eq!(report.clusters.len(), 1);
}

#[test]
fn a_spun_copy_is_a_near_duplicate_however_few_shingles_it_shares() {
    let spun = STORY
        .replace("council", "meeting")
        .replace("voted", "balloted")
        .replace("close", "shut")
        .replace("ending", "finishing")
        .replace("said", "stated")
        .replace("hard", "difficult")
        .replace("found", "launch")
        .replace("cracks", "fissures")
        .replace("refused", "declined")
        .replace("workers", "employees")
        .replace("wants", "desires");
    let report = run(&[("a", STORY), ("b", &spun)]);
    assert_eq!(relation(&report, "a", "b"), Some(Relation::NearDuplicate));
    assert!(report.links[0].jaccard < 0.5, "{}", report.links[0].jaccard);
}

#[test]
fn one_form_with_other_facts_is_no_copy() {
    let one = support::form_letter("Calder Mills", "Leith", 412_300, 9_120_000, 1_200_000);
    let two = support::form_letter("Ostrava Glass", "Brno", 98_800, 2_450_000, 870_000);
    let report = run(&[("a", &one), ("b", &two)]);
    assert!(!matches!(relation(&report, "a", "b"), Some(relation) if relation <= Relation::Containment));
    assert!(report.clusters.is_empty());
}

#[test]
fn a_text_inside_a_longer_one_is_contained_and_not_merged() {
    let longer = format!(
        "{STORY} {}",
        "Grain came to Port Ellery in carts before the first rail line was laid, and the terminal was built when \
         wheat prices rose after the war. Old photographs show sacks piled as high as the roof. The last owner sold \
         the site to the city for a token sum and moved the trade to the deep water port, twelve miles to the south, \
         where ships of any size can load in a day. A museum has asked for the crane and for the weighing house."
    );
    let report = run(&[("a", STORY), ("b", &longer)]);
    assert_eq!(relation(&report, "a", "b"), Some(Relation::Containment));
    assert!(report.clusters.is_empty(), "containment is not merged by default");
    assert!(report.links[0].containment_a > 0.95);
    assert!(report.links[0].containment_b < 0.7);
}

#[test]
fn a_shared_quotation_makes_siblings_and_tells_its_place() {
    let quote = "We were promised that nobody would lose a day of work, and we mean to hold them to that promise";
    let one = format!("Union leaders met in the rain. “{quote},” said Tom Aldous. Nobody from the council came.");
    let two =
        format!("A walkout at the docks is near. In a letter the men write: \"{quote}.\" The port declined to speak.");
    let report = run(&[("a", &one), ("b", &two)]);
    assert_eq!(relation(&report, "a", "b"), Some(Relation::Sibling));
    let [passage] = report.links[0].passages[..] else { panic!("one passage: {:?}", report.links[0].passages) };
    assert_eq!(passage.a.of(&one), quote);
    assert_eq!(passage.b.of(&two), quote);
}

/// Words that stand in no dictionary and in no other range of numbers.
fn words(range: std::ops::Range<u32>) -> String {
    let word = |n: u32| {
        let mut hash = n.wrapping_add(1).wrapping_mul(0x9e37_79b1);
        hash ^= hash >> 15;
        (0..6).map(|at| (b'a' + (hash.wrapping_mul(0x85eb_ca6b).rotate_left(5 * at) % 26) as u8) as char).collect()
    };
    range.map(word).collect::<Vec<String>>().join(" ")
}

/// 60 pages of one site, nine tenths of each the same: another article in the midst of it makes another page. Two of them
/// hold one article, but for a word.
#[test]
fn pages_that_share_their_boilerplate_are_no_copies() {
    let own = |page: u32| words(10_000 + 100 * page..10_040 + 100 * page);
    let page = |article: &str| format!("{} {article} {}", words(0..150), words(150..400));
    let mut pages: Vec<(String, String)> = (0..60).map(|at| (format!("p{at:02}"), page(&own(at)))).collect();
    pages[31].1 = page(&own(7).replacen(&words(10_720..10_721), "otherwise", 1));
    let pages: Vec<(&str, &str)> = pages.iter().map(|(id, text)| (id.as_str(), text.as_str())).collect();
    let report = run(&pages);
    let clusters: Vec<Vec<&str>> =
        report.clusters.iter().map(|cluster| cluster.members.iter().map(|id| &**id).collect()).collect();
    assert_eq!(clusters, [["p07", "p31"]]);
    assert_eq!(report.links.len(), 1, "what all pages share ties no two of them");
}

/// 60 sites ran one story, each with two words of it changed and with its own head and foot.
#[test]
fn a_story_that_many_sites_ran_is_one_cluster() {
    let copy = |site: u32| {
        let (head, foot) = (words(5_000 + 50 * site..5_015 + 50 * site), words(5_020 + 50 * site..5_045 + 50 * site));
        let edited = words(0..400).replacen(&words(6 * site..6 * site + 1), "edited", 1);
        format!("{head} {} {foot}", edited.replacen(&words(6 * site + 30..6 * site + 31), "again", 1))
    };
    let copies: Vec<(String, String)> = (0..60).map(|site| (format!("c{site:02}"), copy(site))).collect();
    let copies: Vec<(&str, &str)> = copies.iter().map(|(id, text)| (id.as_str(), text.as_str())).collect();
    let report = run(&copies);
    assert_eq!(report.clusters.len(), 1);
    assert_eq!(report.clusters[0].members.len(), 60);
}

/// The member that is kept of copies of one text, each with its fields; a text of its own where one is given.
fn kept(copies: &[(&str, serde_json::Value, Option<&str>)], sources: &[&str]) -> String {
    let mut config = Config::default();
    config.cluster.sources = sources.iter().map(|&source| source.into()).collect();
    let raw = copies.iter().map(|(id, fields, text)| {
        let mut raw = record(id, text.unwrap_or(STORY));
        raw.fields = fields.as_object().expect("an object").clone();
        raw
    });
    let report = pipeline::clean(raw, &config).unwrap();
    assert_eq!(report.clusters.len(), 1);
    report.clusters[0].kept.to_string()
}

#[test]
fn of_copies_the_cleanest_longest_earliest_and_best_source_is_kept_in_this_order() {
    use serde_json::json;
    let (first, second) = (json!({ "date": "2018-03-01T22:00:00Z" }), json!({ "date": "March 2, 2018" }));
    assert_eq!(kept(&[("a", json!({}), None), ("b", json!({}), None)], &[]), "a", "nothing tells but the id");
    assert_eq!(kept(&[("a", second.clone(), None), ("b", first.clone(), None)], &[]), "b", "the earlier one");
    assert_eq!(kept(&[("a", json!({ "date": "soon" }), None), ("b", second.clone(), None)], &[]), "b", "any date");
    let (paper, agency) = (json!({ "url": "https://paper.example/1" }), json!({ "url": "https://www.apnews.com/1" }));
    let sources = ["apnews.com", "paper.example"];
    assert_eq!(kept(&[("a", paper.clone(), None), ("b", agency.clone(), None)], &sources), "b", "the better source");
    assert_eq!(kept(&[("a", paper, None), ("b", agency, None)], &[]), "a", "nobody said which is better");
    let longer = format!("{STORY} The mayor will speak to the dock workers on Thursday, she said.");
    assert_eq!(kept(&[("a", first.clone(), None), ("b", second.clone(), Some(&longer))], &[]), "b", "a sentence more");
    assert_eq!(
        kept(&[("a", second, None), ("b", first, Some(&STORY.replacen("council", "c\u{fffd}uncil", 1)))], &[]),
        "a"
    );
}

#[test]
fn empty_and_tiny_texts_are_nobodys_copies() {
    let report = run(&[("a", ""), ("b", ""), ("c", "…"), ("d", "Sports"), ("e", "Weather")]);
    assert!(report.links.is_empty());
    assert!(report.clusters.is_empty());
}

#[test]
fn input_order_does_not_matter() {
    let edited = STORY.replace("hard", "painful");
    let half = &STORY[..STORY.len() / 2];
    let mut documents = [("c", STORY), ("a", edited.as_str()), ("b", half), ("d", "Nothing of the kind.")];
    let expected = run(&documents);
    documents.reverse();
    let reversed = run(&documents);
    assert_eq!(expected.links, reversed.links);
    assert_eq!(expected.clusters, reversed.clusters);
}

/// The five articles tell one event; the same letter is quoted in four, another in two.
#[test]
fn the_five_articles_of_the_corpus_are_siblings_and_none_is_a_copy() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let mut documents: Vec<(String, String)> = std::fs::read_dir(&folder)
        .expect("the corpus is part of the repository")
        .map(|entry| entry.expect("a readable folder").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "txt"))
        .map(|path| {
            (path.file_name().unwrap().to_string_lossy()[..3].to_owned(), std::fs::read_to_string(&path).unwrap())
        })
        .collect();
    documents.sort();
    assert_eq!(documents.len(), 5);
    let documents: Vec<(&str, &str)> = documents.iter().map(|(id, text)| (id.as_str(), text.as_str())).collect();
    let report = run(&documents);
    assert!(report.clusters.is_empty());
    for (a, b) in [("000", "002"), ("000", "004"), ("001", "003"), ("002", "003"), ("002", "004")] {
        assert_eq!(relation(&report, a, b), Some(Relation::Sibling), "{a} {b}");
    }
}
