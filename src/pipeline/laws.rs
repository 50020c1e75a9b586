//! Properties of links, clusters and families that must hold for any texts, over generated documents.

use std::convert::Infallible;

use proptest::prelude::*;

use crate::cluster::{
    self, CommonShingles, DocIndex, Edge, ExactCopies, Fingerprint, InvertedIndex, PairCounter, PairVerifier, Quality,
    Sampling, SketchStore, VerifiedLink,
};
use crate::config::{ClusterConfig, Config};
use crate::model::{RawDocument, Relation, RunReport};
use crate::pipeline;

/// A text of sentences from a small stock, so that texts share passages, with some words of their own.
fn text() -> impl Strategy<Value = String> {
    let stock = (0..12_usize, prop::collection::vec("[a-f]{1,3}|[A-D][a-d]{2}|[0-9]{1,2}|“|é", 0..6));
    prop::collection::vec(stock, 0..10).prop_map(|parts| {
        let mut text = String::new();
        for (sentence, own) in parts {
            let words = (0..11).map(|at| format!("w{}", (sentence * 7 + at * at) % 40));
            text.extend(words.chain(own).flat_map(|word| [word, " ".to_owned()]));
            text.push_str(".\n");
        }
        text
    })
}

fn run(documents: &[(String, String)]) -> RunReport {
    let raw = documents.iter().map(|(id, text)| RawDocument::new(id.as_str(), text.as_str()));
    pipeline::clean(raw, &Config::default()).unwrap()
}

fn verify(a: &str, b: &str) -> Option<VerifiedLink> {
    verify_by(&ClusterConfig::default(), a, b)
}

fn verify_by(config: &ClusterConfig, a: &str, b: &str) -> Option<VerifiedLink> {
    let text = |rank: u32, into: &mut String| {
        into.push_str(if rank == 0 { a } else { b });
        Ok::<_, Infallible>(())
    };
    let Ok(mut found) = PairVerifier::new(config).verify(&[vec![(0, 1)]], text, &CommonShingles::default(), None);
    found.pop()
}

fn edge(a: u32, b: u32, relation: Relation, similarity: f64) -> Edge {
    let (jaccard, containment_a, containment_b) = (similarity, similarity, similarity);
    Edge { a, b, relation, similarity, jaccard, containment_a, containment_b, replaced: 0 }
}

fn edges() -> impl Strategy<Value = Vec<Edge>> {
    let relation =
        prop::sample::select(vec![Relation::Exact, Relation::NearDuplicate, Relation::Containment, Relation::Sibling]);
    prop::collection::btree_map((0..30_u32, 1..30_u32), (relation, 0..=4_u32), 0..60).prop_map(|pairs| {
        let pairs = pairs.into_iter().filter(|((a, step), _)| a + step < 30);
        pairs.map(|((a, step), (relation, s))| edge(a, a + step, relation, 0.6 + s as f64 / 10.0)).collect()
    })
}

fn apart(documents: usize) -> ExactCopies {
    ExactCopies { first_of: (0..documents as u32).collect(), groups: Vec::new() }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn a_link_is_symmetric(a in text(), b in text()) {
        let (one, two) = (verify(&a, &b), verify(&b, &a));
        prop_assert_eq!(one.is_some(), two.is_some());
        let (Some(one), Some(two)) = (one, two) else { return Ok(()) };
        let (one, two, passages) = (one.edge, two.edge, (one.passages, two.passages));
        prop_assert_eq!(one.relation, two.relation);
        prop_assert_eq!(one.similarity, two.similarity);
        prop_assert_eq!(one.jaccard, two.jaccard);
        prop_assert_eq!((one.containment_a, one.containment_b), (two.containment_b, two.containment_a));
        let mut mirrored: Vec<_> = passages.1.into_iter().map(|(x, y)| (y, x)).collect();
        mirrored.sort_unstable();
        prop_assert_eq!(passages.0, mirrored);
    }

    #[test]
    fn measures_are_shares_and_passages_lie_in_order(a in text(), b in text()) {
        let Some(VerifiedLink { edge, passages }) = verify(&a, &b) else { return Ok(()) };
        for share in [edge.similarity, edge.jaccard, edge.containment_a, edge.containment_b] {
            prop_assert!((0.0..=1.0).contains(&share), "{}", share);
        }
        prop_assert!(edge.jaccard <= edge.containment_a.min(edge.containment_b) + 1e-9);
        for pair in passages.windows(2) {
            prop_assert!(pair[0].0.end <= pair[1].0.start, "in the order of a, none overlapping");
        }
        let mut in_b: Vec<_> = passages.iter().map(|passage| passage.1).collect();
        in_b.sort_unstable();
        prop_assert!(in_b.windows(2).all(|pair| pair[0].end <= pair[1].start));
        for (x, y) in &passages {
            prop_assert!(a.get(x.range()).is_some() && b.get(y.range()).is_some(), "on character boundaries");
        }
    }

    #[test]
    fn the_order_of_documents_does_not_matter(texts in prop::collection::vec(text(), 0..8), turn in 0..8_usize) {
        let mut documents: Vec<_> = texts.into_iter().enumerate().map(|(n, text)| (format!("d{n}"), text)).collect();
        let expected = run(&documents);
        let middle = turn.min(documents.len());
        documents.rotate_left(middle);
        let turned = run(&documents);
        prop_assert_eq!(expected.links, turned.links);
        prop_assert_eq!(expected.clusters, turned.clusters);
    }

    #[test]
    fn clusters_hold_only_what_merging_links_tie(edges in edges(), merge in prop::sample::select(vec![
        Relation::Exact, Relation::NearDuplicate, Relation::Containment,
    ])) {
        let quality: Vec<Quality> =
            (0..30).map(|rank| Quality { corruption: rank % 3, length: (rank * 37 % 11 * 20) as usize, ..Quality::default() }).collect();
        let config = ClusterConfig { merge, ..ClusterConfig::default() };
        let lengths: Vec<usize> = quality.iter().map(|quality| quality.length).collect();
        let clusters = cluster::clusters(&edges, &apart(30), &lengths, &config);
        let mut seen = std::collections::HashSet::new();
        for members in &clusters {
            prop_assert!(members.len() >= 2 && members.is_sorted());
            prop_assert!(members.iter().all(|&member| seen.insert(member)), "in one cluster only");
            let kept = cluster::representative(members, |rank| quality[rank as usize]);
            prop_assert!(members.contains(&kept));
            let best = quality[kept as usize];
            for other in members.iter().map(|&member| quality[member as usize]) {
                prop_assert!(best.corruption <= other.corruption, "the cleanest");
                prop_assert!(best.corruption < other.corruption || best.length >= other.length, "of them the longest");
            }
            for &member in members {
                let tied = edges.iter().any(|e| {
                    e.relation <= merge && (e.a == member || e.b == member) && members.contains(&e.a) && members.contains(&e.b)
                });
                prop_assert!(tied, "{} has a link of its own into its cluster", member);
            }
        }
        let mut shuffled = edges.clone();
        shuffled.reverse();
        prop_assert_eq!(clusters, cluster::clusters(&shuffled, &apart(30), &lengths, &config));
    }

    #[test]
    fn families_cover_every_link_of_a_small_run(edges in edges()) {
        let families = cluster::families(&edges, 30);
        for edge in &edges {
            let family = families.iter().find(|members| members.contains(&edge.a));
            prop_assert!(family.is_some_and(|members| members.contains(&edge.b)));
        }
    }

    #[test]
    fn the_samples_that_are_needed_are_those_that_make_a_candidate(a in text(), b in text()) {
        let prints: Vec<Fingerprint> = [&a, &b].map(|text| cluster::fingerprint(text, Sampling::default())).into();
        let mut sketches = SketchStore::new(2);
        (0..2).for_each(|doc| sketches.insert(doc, &prints[doc as usize]));
        let copies = ExactCopies::find(sketches.sketches());
        prop_assume!(copies.groups.is_empty());
        let overlap = cluster::copy_overlap(&prints[0], &prints[1]);
        let postings =
            (0..2).flat_map(|doc| prints[doc as usize].copy_sample.iter().map(move |&hash| (hash, doc as DocIndex)));
        let mut index = InvertedIndex::default();
        index.add(&cluster::copy_lists(postings.collect(), &sketches, &copies));
        let pairs = cluster::paired_copies(&index.build(2), &sketches, 0..2, &mut PairCounter::default());
        let is_candidate = !pairs.is_empty();
        prop_assert_eq!(overlap.needed.is_some_and(|needed| overlap.shared >= needed), is_candidate, "{:?}", overlap);
    }

    #[test]
    fn a_thinner_sample_is_part_of_a_denser_one(text in text()) {
        let dense = cluster::fingerprint(&text, Sampling::default());
        let thin = cluster::fingerprint(&text, Sampling::for_bytes(u64::MAX));
        prop_assert!(thin.sibling_sample.iter().all(|hash| dense.sibling_sample.binary_search(hash).is_ok()));
        prop_assert_eq!(thin.sketch.token_hash, dense.sketch.token_hash);
        prop_assert!(thin.sibling_sample.len() >= dense.sibling_sample.len().min(16));
    }
}

#[test]
fn a_chain_of_links_is_not_one_cluster() {
    // 0-1-2-3-4, each linked with the next alone: the ends have nothing in common.
    let edges: Vec<Edge> = (0..4).map(|at| edge(at, at + 1, Relation::NearDuplicate, 0.9)).collect();
    let clusters = cluster::clusters(&edges, &apart(5), &[100; 5], &ClusterConfig::default());
    assert_eq!(clusters, [[0, 1], [2, 3]]);
}

#[test]
fn a_hub_does_not_make_one_family_of_everything() {
    let edges: Vec<Edge> = (1..500).map(|other| edge(0, other, Relation::Sibling, 0.1)).collect();
    let families = cluster::families(&edges, 500);
    assert_eq!(families.len(), 1);
    assert_eq!(families[0].len(), 64);
}

#[test]
fn containment_merges_only_when_asked() {
    let edges = [edge(0, 1, Relation::Containment, 0.5)];
    assert!(cluster::clusters(&edges, &apart(2), &[100, 200], &ClusterConfig::default()).is_empty());
    let asked = ClusterConfig { merge: Relation::Containment, ..ClusterConfig::default() };
    assert_eq!(cluster::clusters(&edges, &apart(2), &[100, 200], &asked), [[0, 1]]);
    let quality = |rank: u32| Quality { length: if rank == 1 { 200 } else { 100 }, ..Quality::default() };
    assert_eq!(cluster::representative(&[0, 1], quality), 1, "the longer one");
}

/// 0.7 of the tokens of the longer text: 70 of 100 is a copy, 69 is not.
#[test]
fn the_threshold_of_a_copy_is_met_exactly() {
    let words = |from: usize, to: usize| (from..to).map(|n| format!("word{} ", letters(n))).collect::<String>();
    let a = words(0, 100);
    let with = |shared: usize| words(0, shared) + &words(1000, 1100 - shared);
    assert_eq!(verify(&a, &with(70)).unwrap().edge.relation, Relation::NearDuplicate);
    assert_eq!(verify(&a, &with(70)).unwrap().edge.similarity, 0.7);
    assert_eq!(verify(&a, &with(69)).unwrap().edge.relation, Relation::Sibling);
    let asked = |threshold: f64, shared: usize| {
        let config = ClusterConfig { threshold, ..ClusterConfig::default() };
        verify_by(&config, &a, &with(shared)).map(|found| found.edge.relation)
    };
    assert_eq!(asked(0.85, 85), Some(Relation::NearDuplicate));
    assert_eq!(asked(0.85, 84), Some(Relation::Containment), "0.8 of the shorter text are still in the longer");
    assert_eq!(asked(0.85, 79), Some(Relation::Sibling));
    assert_eq!(asked(0.5, 50), Some(Relation::NearDuplicate));
    assert_eq!(asked(0.5, 49), Some(Relation::Sibling));
}

/// A number in letters, since digits would be facts.
fn letters(n: usize) -> String {
    n.to_string().bytes().map(|digit| (b'a' + digit - b'0') as char).collect()
}
