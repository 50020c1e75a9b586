//! Pass 2: what the family of each document says of its words.

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

use rayon::prelude::*;

use super::lexicon::Learnt;
use super::ranks::{Ranks, membership};
use crate::cluster::{self, Edge};
use crate::config::Config;
use crate::model::{Cluster, Damage, DocId, Lexicon, Relation, Repair, Token};
use crate::repair::{self, Member, Proposed, Triage};
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

/// How often the lexicon is learnt: what pass 3 repairs teaches a little more, what comes after that next to nothing.
const LESSONS: usize = 2;

/// Probability from which on it is worth a look whether a document holds what was learnt, where no witness has the same passage.
const DOUBTFUL: f64 = 0.05;

/// Passes 2 and 3: for each document that triage does not call clean, what its family says, and then once more where the lexicon
/// that all families teach explains what was not sure before. `earlier` is a lexicon of another run; that of this one comes back.
pub(super) fn repair(
    ranks: &Ranks,
    edges: &[Edge],
    clusters: &[Cluster],
    triage: &[Triage],
    earlier: &Lexicon,
    config: &Config,
) -> (Vec<Vec<Repair>>, Lexicon) {
    let membership = membership(clusters);
    // Cut up on demand: most documents are clean and bear witness for nobody.
    let tokens: Vec<OnceLock<Vec<Token>>> = ranks.all().map(|_| OnceLock::new()).collect();
    let score = |rank: u32| triage[ranks.place(rank)].spun_score;
    let siblings = Siblings::new(edges, ranks.len());
    // Copies of one text have one voice: they share the number of their cluster.
    let source = |rank: u32| {
        let cluster = membership.get(&ranks.document(rank).raw.id);
        cluster.map_or(u64::from(rank), |&cluster| (1 << 32) | cluster as u64)
    };
    let member = |rank: u32| {
        let document = ranks.document(rank);
        Member {
            id: &document.raw.id,
            text: &document.text,
            tokens: tokens[rank as usize].get_or_init(|| segment::tokens(&document.text)),
            patch: &document.patch,
            spun_score: score(rank),
            hits: &triage[ranks.place(rank)].hits,
            source: source(rank),
        }
    };
    let ask = |rank: u32, witnesses: &[u32], learnt: &Learnt| {
        let witnesses: Vec<Member> = witnesses.iter().copied().map(member).collect();
        repair::propose(member(rank), &witnesses, align::passages, learnt.known(source(rank)), &config.repair)
    };
    let propose = |rank: u32, spun: &[bool], learnt: &Learnt| {
        let mut witnesses = siblings.of(rank);
        witnesses.retain(|&other| !spun[other as usize]);
        // In a family of near copies nearly all are clean, and the closest of the others is enough to see that.
        let suspect = score(rank) >= config.repair.min_suspect_score;
        if !suspect && witnesses.len() > 1 {
            let found = ask(rank, &witnesses[..1], learnt);
            if found.repairs.is_empty() {
                return found;
            }
        }
        ask(rank, &witnesses, learnt)
    };
    let mut learnt = Learnt::earlier(earlier);
    let mut spun: Vec<bool> = ranks.all().map(|rank| triage[ranks.place(rank)].damage == Some(Damage::Spun)).collect();
    let mut by_rank: Vec<Proposed> = ranks
        .all()
        .into_par_iter()
        .map(|rank| {
            let suspect = score(rank) >= config.repair.min_suspect_score || siblings.has_near_copy(rank);
            // What is known of words is known of English ones.
            let known = triage[ranks.place(rank)].language_known;
            if suspect && known { propose(rank, &spun, &learnt) } else { Proposed::default() }
        })
        .collect();
    let number: HashMap<&DocId, u32> = ranks.all().map(|rank| (&ranks.document(rank).raw.id, rank)).collect();
    let heard = |rank: u32, spun: &[bool]| siblings.of(rank).into_iter().any(|other| spun[other as usize]);
    strike(&mut by_rank, &mut spun, &number, |rank, spun| propose(rank, spun, &learnt), heard);

    // Pass 3, and again for what its repairs teach.
    for _ in 0..LESSONS {
        let place = |rank: u32| (source(rank), siblings.family_of[rank as usize]);
        let next = Learnt::of(earlier, &by_rank, &spun, &number, place);
        let phrases = next.new_phrases(&learnt);
        let concerned = |&rank: &u32| {
            let found = &by_rank[rank as usize];
            next.teaches(&learnt, found, source(rank))
                || (found.proven >= DOUBTFUL && phrases.stand_in(&ranks.document(rank).text, member(rank).tokens))
        };
        let concerned: Vec<u32> = ranks.all().filter(concerned).collect();
        learnt = next;
        if concerned.is_empty() {
            break;
        }
        let again: Vec<(u32, Proposed)> =
            concerned.into_par_iter().map(|rank| (rank, propose(rank, &spun, &learnt))).collect();
        for (rank, found) in again {
            by_rank[rank as usize] = found;
        }
        strike(&mut by_rank, &mut spun, &number, |rank, spun| propose(rank, spun, &learnt), heard);
    }

    // What a machine damaged, a near copy shows. A spun one may: it has other words, not words that look alike.
    let known = |rank: u32| triage[ranks.place(rank)].language_known;
    let mended: Vec<Vec<Repair>> = (ranks.all().into_par_iter().zip(by_rank))
        .map(|(rank, found)| {
            let near = siblings.near(rank);
            if near.is_empty() || !(known(rank) || near.iter().any(|&other| known(other))) {
                return found.repairs;
            }
            let near: Vec<Member> = near.into_iter().map(member).collect();
            let mended = repair::mend(member(rank), &near, align::passages, &config.repair);
            repair::join(found.repairs, mended, &ranks.document(rank).text)
        })
        .collect();
    let mut repairs = vec![Vec::new(); ranks.len()];
    for (rank, found) in ranks.all().zip(mended) {
        repairs[ranks.place(rank)] = found;
    }
    (repairs, learnt.lexicon)
}

/// Strikes who was proven spun from the witnesses of the others. A clean text that heard a spun one may look spun itself: so those
/// with most repairs are struck first, and whoever leaned on them is heard again before it is struck in turn.
fn strike(
    by_rank: &mut [Proposed],
    spun: &mut [bool],
    number: &HashMap<&DocId, u32>,
    propose: impl Fn(u32, &[bool]) -> Proposed + Sync,
    heard: impl Fn(u32, &[bool]) -> bool,
) {
    let known = spun.to_vec();
    let leans = |found: &Proposed, spun: &[bool]| {
        let mut witnesses = found.repairs.iter().flat_map(|repair| &repair.witnesses);
        witnesses.any(|witness| number.get(&witness.doc).is_some_and(|&rank| spun[rank as usize]))
    };
    let ranks = 0..by_rank.len() as u32;
    let mut proven: Vec<(usize, u32)> = ranks.clone().map(|rank| (by_rank[rank as usize].applied(), rank)).collect();
    proven.retain(|&(count, rank)| count > 0 && !spun[rank as usize]);
    proven.sort_by_key(|&(count, rank)| (Reverse(count), rank));
    for (_, rank) in proven {
        if leans(&by_rank[rank as usize], spun) {
            by_rank[rank as usize] = propose(rank, spun);
        }
        spun[rank as usize] = by_rank[rank as usize].applied() > 0;
    }
    // What was struck now spoke against repairs, too, and kept pairs from the lexicon.
    let newly: Vec<bool> = spun.iter().zip(known).map(|(&spun, known)| spun && !known).collect();
    let misled: Vec<u32> = ranks
        .filter(|&rank| {
            let found = &by_rank[rank as usize];
            leans(found, spun) || (found.applied() > 0 && heard(rank, &newly))
        })
        .collect();
    let again: Vec<(u32, Proposed)> = misled.into_par_iter().map(|rank| (rank, propose(rank, spun))).collect();
    for (rank, found) in again {
        by_rank[rank as usize] = found;
    }
}

/// A sibling this close holds so much of the same text that what differs inside may be damage. Copies have 0.7; badly damaged ones less.
const MIN_CLOSENESS: f64 = 0.4;

/// Who can bear witness for whom.
struct Siblings {
    /// Those linked to each document and how close they are, the closest first.
    linked: Vec<Vec<(f64, u32)>>,
    near_copy: Vec<bool>,
    families: Vec<Vec<u32>>,
    family_of: Vec<Option<usize>>,
}

impl Siblings {
    fn new(edges: &[Edge], documents: usize) -> Self {
        let mut linked: Vec<Vec<(f64, u32)>> = vec![Vec::new(); documents];
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
        for linked in &mut linked {
            linked.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
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
        let linked = self.linked[rank as usize].iter();
        linked.take_while(|&&(closeness, _)| closeness >= MIN_CLOSENESS).map(|&(_, other)| other).collect()
    }

    /// Those linked to a document, the closest first, then the rest of its family.
    fn of(&self, rank: u32) -> Vec<u32> {
        let mut siblings: Vec<u32> = self.linked[rank as usize].iter().map(|&(_, other)| other).collect();
        if let Some(family) = self.family_of[rank as usize] {
            let known: HashSet<u32> = siblings.iter().copied().chain([rank]).collect();
            siblings.extend(self.families[family].iter().filter(|other| !known.contains(other)));
        }
        siblings
    }
}
