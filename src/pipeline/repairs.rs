//! Pass 2: what the family of each document says of its words.

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

use rayon::prelude::*;

use super::ranks::{Ranks, membership};
use crate::cluster::{self, Edge};
use crate::config::Config;
use crate::model::{Cluster, DocId, Relation, Repair, Token, Verdict};
use crate::repair::{self, Member, Triage};
use crate::{align, segment};

/// How spun some documents look, each by itself, in input order; the others are not looked at.
pub(super) fn triage(ranks: &Ranks, some: Vec<u32>) -> Vec<Triage> {
    let look = |rank| (ranks.place(rank), self::look(&ranks.document(rank).text));
    let found: Vec<(usize, Triage)> = some.into_par_iter().map(look).collect();
    let mut triage = vec![Triage::default(); ranks.len()];
    for (at, looked) in found {
        triage[at] = looked;
    }
    triage
}

/// How spun one text looks.
pub(super) fn look(text: &str) -> Triage {
    repair::triage(text, &segment::tokens(text))
}

/// Pass 2: for each document that triage does not call clean, what its family says.
pub(super) fn repair(
    ranks: &Ranks,
    edges: &[Edge],
    clusters: &[Cluster],
    triage: &[Triage],
    config: &Config,
) -> Vec<Vec<Repair>> {
    let membership = membership(clusters);
    // Cut up on demand: most documents are clean and bear witness for nobody.
    let tokens: Vec<OnceLock<Vec<Token>>> = ranks.all().map(|_| OnceLock::new()).collect();
    let score = |rank: u32| triage[ranks.place(rank)].spun_score;
    let siblings = Siblings::new(edges, ranks.len());
    let member = |rank: u32| {
        let document = ranks.document(rank);
        // Copies of one text have one voice: they share the number of their cluster.
        let source = membership.get(&document.raw.id).map_or(u64::from(rank), |&cluster| (1 << 32) | cluster as u64);
        Member {
            id: &document.raw.id,
            text: &document.text,
            tokens: tokens[rank as usize].get_or_init(|| segment::tokens(&document.text)),
            patch: &document.patch,
            spun_score: score(rank),
            source,
        }
    };
    let propose = |rank: u32, spun: &[bool]| {
        let witnesses: Vec<Member> =
            siblings.of(rank).into_iter().filter(|&other| !spun[other as usize]).map(member).collect();
        repair::propose(member(rank), &witnesses, align::passages, &config.repair)
    };
    let mut spun: Vec<bool> = ranks.all().map(|rank| score(rank) >= config.repair.min_spun_score).collect();
    let mut by_rank: Vec<Vec<Repair>> = ranks
        .all()
        .into_par_iter()
        .map(|rank| {
            let suspect = score(rank) >= config.repair.min_suspect_score || siblings.has_near_copy(rank);
            if suspect { propose(rank, &spun) } else { Vec::new() }
        })
        .collect();
    // Who was proven spun must not bear witness. A clean text that heard a spun one may look spun itself: so those with most repairs are
    // struck first, and whoever leaned on them is heard again before it is struck in turn.
    let number: HashMap<&DocId, u32> = ranks.all().map(|rank| (&ranks.document(rank).raw.id, rank)).collect();
    let applied = |found: &[Repair]| found.iter().filter(|repair| repair.verdict == Verdict::Accepted).count();
    let leans = |found: &[Repair], spun: &[bool]| {
        let mut witnesses = found.iter().flat_map(|repair| &repair.witnesses);
        witnesses.any(|witness| number.get(&witness.doc).is_some_and(|&rank| spun[rank as usize]))
    };
    let mut proven: Vec<(usize, u32)> = ranks.all().map(|rank| (applied(&by_rank[rank as usize]), rank)).collect();
    proven.retain(|&(count, rank)| count > 0 && !spun[rank as usize]);
    proven.sort_by_key(|&(count, rank)| (Reverse(count), rank));
    for (_, rank) in proven {
        if leans(&by_rank[rank as usize], &spun) {
            by_rank[rank as usize] = propose(rank, &spun);
        }
        spun[rank as usize] = applied(&by_rank[rank as usize]) > 0;
    }
    let misled: Vec<u32> = ranks.all().filter(|&rank| leans(&by_rank[rank as usize], &spun)).collect();
    let again: Vec<(u32, Vec<Repair>)> = misled.into_par_iter().map(|rank| (rank, propose(rank, &spun))).collect();
    for (rank, found) in again {
        by_rank[rank as usize] = found;
    }
    // What a machine damaged, a near copy shows. A spun one may: it has other words, not words that look alike.
    by_rank = (ranks.all().into_par_iter().zip(by_rank))
        .map(|(rank, found)| {
            let near = siblings.near(rank).into_iter().map(member).collect::<Vec<_>>();
            let mended = if near.is_empty() {
                Vec::new()
            } else {
                repair::mend(member(rank), &near, align::passages, &config.repair)
            };
            repair::join(found, mended, &ranks.document(rank).text)
        })
        .collect();
    let mut repairs = vec![Vec::new(); ranks.len()];
    for (rank, found) in ranks.all().zip(by_rank) {
        repairs[ranks.place(rank)] = found;
    }
    repairs
}

/// A sibling this close holds so much of the same text that what differs inside may be damage. Copies have 0.7; badly damaged ones less.
const MIN_CLOSENESS: f64 = 0.4;

/// Who can bear witness for whom.
struct Siblings {
    linked: Vec<Vec<(f64, u32)>>,
    near_copy: Vec<bool>,
    families: Vec<Vec<u32>>,
    family_of: Vec<Option<usize>>,
}

impl Siblings {
    fn new(edges: &[Edge], documents: usize) -> Self {
        let mut linked = vec![Vec::new(); documents];
        let mut near_copy = vec![false; documents];
        for edge in edges {
            if matches!(edge.relation, Relation::NearDuplicate | Relation::Containment) {
                near_copy[edge.a as usize] = true;
                near_copy[edge.b as usize] = true;
            }
            let closeness = edge.similarity.max(edge.containment_a).max(edge.containment_b);
            linked[edge.a as usize].push((closeness, edge.b));
            linked[edge.b as usize].push((closeness, edge.a));
        }
        let families = cluster::families(edges, documents);
        let mut family_of = vec![None; documents];
        for (number, family) in families.iter().enumerate() {
            for &rank in family {
                family_of[rank as usize] = Some(number);
            }
        }
        Siblings { linked, near_copy, families, family_of }
    }

    /// Whether another text is nearly the same and not quite: what differs may be what a spinner exchanged, seen or not by triage.
    fn has_near_copy(&self, rank: u32) -> bool {
        self.near_copy[rank as usize]
    }

    /// Those that hold most of a document's text or that it holds most of, the closest first.
    fn near(&self, rank: u32) -> Vec<u32> {
        let mut near: Vec<(f64, u32)> =
            self.linked[rank as usize].iter().copied().filter(|&(closeness, _)| closeness >= MIN_CLOSENESS).collect();
        near.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        near.into_iter().map(|(_, other)| other).collect()
    }

    /// Those linked to a document, the closest first, then the rest of its family.
    fn of(&self, rank: u32) -> Vec<u32> {
        let mut linked = self.linked[rank as usize].clone();
        linked.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        let mut siblings: Vec<u32> = linked.into_iter().map(|(_, other)| other).collect();
        if let Some(family) = self.family_of[rank as usize] {
            let known: HashSet<u32> = siblings.iter().copied().chain([rank]).collect();
            siblings.extend(self.families[family].iter().filter(|other| !known.contains(other)));
        }
        siblings
    }
}
