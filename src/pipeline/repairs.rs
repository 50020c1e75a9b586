//! Pass 2: what the family of each document says of its words.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::sync::OnceLock;

use rayon::prelude::*;

use super::lexicon::Learnt;
use super::ranks::{Ranks, membership};
use super::siblings::Siblings;
use crate::cluster::Edge;
use crate::config::Config;
use crate::model::{Cluster, Damage, DocId, Lexicon, Repair, Token};
use crate::repair::{self, Member, Proposed, Triage};
use crate::text::tokens;

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
    repair::triage(text, &tokens(text))
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
    let families = Families::new(ranks, edges, clusters, triage, config);
    let mut learnt = Learnt::earlier(earlier);
    let mut found = families.first_pass(&learnt);
    families.strike(&mut found, &learnt);
    // Pass 3, and again for what its repairs teach.
    for _ in 0..LESSONS {
        let next = Learnt::of(earlier, &found.by_rank, &found.spun, &families.number, |rank| families.place(rank));
        let concerned = families.concerned(&found, &learnt, &next);
        learnt = next;
        if concerned.is_empty() {
            break;
        }
        families.ask_again(concerned, &mut found, &learnt);
        families.strike(&mut found, &learnt);
    }
    let mut repairs = vec![Vec::new(); ranks.len()];
    for (rank, mended) in ranks.all().zip(families.mended(found.by_rank)) {
        repairs[ranks.place(rank)] = mended;
    }
    (repairs, learnt.lexicon)
}

/// What was found so far, by rank.
struct Found {
    by_rank: Vec<Proposed>,
    /// Who is spun, and so no witness for others.
    spun: Vec<bool>,
}

/// The documents of a run, each with what it looks like by itself and with its siblings.
struct Families<'r> {
    ranks: &'r Ranks<'r>,
    triage: &'r [Triage],
    config: &'r Config,
    siblings: Siblings,
    /// The source of each rank: copies of one text have one voice, they share the number of their cluster.
    sources: Vec<u64>,
    /// Cut up on demand: most documents are clean and bear witness for nobody.
    tokens: Vec<OnceLock<Vec<Token>>>,
    /// The rank of each document.
    number: HashMap<&'r DocId, u32>,
}

impl<'r> Families<'r> {
    fn new(ranks: &'r Ranks, edges: &[Edge], clusters: &[Cluster], triage: &'r [Triage], config: &'r Config) -> Self {
        let membership = membership(clusters);
        let source = |rank: u32| {
            let cluster = membership.get(&ranks.document(rank).raw.id);
            cluster.map_or(u64::from(rank), |&cluster| (1 << 32) | cluster as u64)
        };
        Families {
            ranks,
            triage,
            config,
            siblings: Siblings::new(edges, ranks.len()),
            sources: ranks.all().map(source).collect(),
            tokens: ranks.all().map(|_| OnceLock::new()).collect(),
            number: ranks.all().map(|rank| (&ranks.document(rank).raw.id, rank)).collect(),
        }
    }

    fn triage(&self, rank: u32) -> &'r Triage {
        &self.triage[self.ranks.place(rank)]
    }

    fn is_suspect(&self, rank: u32) -> bool {
        self.triage(rank).spun_score >= self.config.repair.min_suspect_score
    }

    fn source(&self, rank: u32) -> u64 {
        self.sources[rank as usize]
    }

    /// The source and the family of a document.
    fn place(&self, rank: u32) -> (u64, Option<usize>) {
        (self.source(rank), self.siblings.family_of(rank))
    }

    fn member(&self, rank: u32) -> Member<'_> {
        let (document, triage) = (self.ranks.document(rank), self.triage(rank));
        Member {
            id: &document.raw.id,
            text: &document.text,
            tokens: self.tokens[rank as usize].get_or_init(|| tokens(&document.text)),
            patch: &document.patch,
            spun_score: triage.spun_score,
            hits: &triage.hits,
            source: self.source(rank),
        }
    }

    /// What some witnesses say of a document.
    fn ask(&self, rank: u32, witnesses: &[u32], learnt: &Learnt) -> Proposed {
        let witnesses: Vec<Member> = witnesses.iter().map(|&witness| self.member(witness)).collect();
        let known = learnt.known(self.source(rank));
        repair::propose(self.member(rank), &witnesses, known, &self.config.repair)
    }

    /// What its siblings say of a document, but for those that are spun.
    fn propose(&self, rank: u32, spun: &[bool], learnt: &Learnt) -> Proposed {
        let mut witnesses = self.siblings.of(rank);
        witnesses.retain(|&other| !spun[other as usize]);
        // In a family of near copies nearly all are clean, and the closest of the others is enough to see that.
        if !self.is_suspect(rank) && witnesses.len() > 1 {
            let found = self.ask(rank, &witnesses[..1], learnt);
            if found.repairs.is_empty() {
                return found;
            }
        }
        self.ask(rank, &witnesses, learnt)
    }

    /// What is found of all documents that are suspect or have a near copy.
    fn first_pass(&self, learnt: &Learnt) -> Found {
        let spun: Vec<bool> = self.ranks.all().map(|rank| self.triage(rank).damage == Some(Damage::Spun)).collect();
        let by_rank = (self.ranks.all().into_par_iter())
            .map(|rank| {
                let suspect = self.is_suspect(rank) || self.siblings.has_near_copy(rank);
                // What is known of words is known of English ones.
                let known = self.triage(rank).language_known;
                if suspect && known { self.propose(rank, &spun, learnt) } else { Proposed::default() }
            })
            .collect();
        Found { by_rank, spun }
    }

    /// Asks the siblings of some documents once more.
    fn ask_again(&self, some: Vec<u32>, found: &mut Found, learnt: &Learnt) {
        let spun = &found.spun;
        let again: Vec<(u32, Proposed)> =
            some.into_par_iter().map(|rank| (rank, self.propose(rank, spun, learnt))).collect();
        for (rank, proposed) in again {
            found.by_rank[rank as usize] = proposed;
        }
    }

    /// Whom it concerns what was learnt since the lesson before.
    fn concerned(&self, found: &Found, before: &Learnt, learnt: &Learnt) -> Vec<u32> {
        let phrases = learnt.new_phrases(before);
        let is_concerned = |&rank: &u32| {
            let proposed = &found.by_rank[rank as usize];
            learnt.teaches(before, proposed, self.source(rank))
                || (proposed.proven >= DOUBTFUL
                    && phrases.stand_in(&self.ranks.document(rank).text, self.member(rank).tokens))
        };
        self.ranks.all().filter(is_concerned).collect()
    }

    /// Strikes who was proven spun from the witnesses of the others. A clean text that heard a spun one may look spun itself: so those
    /// with most repairs are struck first, and whoever leaned on them is heard again before it is struck in turn.
    fn strike(&self, found: &mut Found, learnt: &Learnt) {
        let known = found.spun.clone();
        let leans = |proposed: &Proposed, spun: &[bool]| {
            let mut witnesses = proposed.repairs.iter().flat_map(|repair| &repair.witnesses);
            witnesses.any(|witness| self.number.get(&witness.doc).is_some_and(|&rank| spun[rank as usize]))
        };
        let mut proven: Vec<(usize, u32)> =
            self.ranks.all().map(|rank| (found.by_rank[rank as usize].applied(), rank)).collect();
        proven.retain(|&(count, rank)| count > 0 && !found.spun[rank as usize]);
        proven.sort_by_key(|&(count, rank)| (Reverse(count), rank));
        for (_, rank) in proven {
            let proposed = &mut found.by_rank[rank as usize];
            if leans(proposed, &found.spun) {
                *proposed = self.propose(rank, &found.spun, learnt);
            }
            found.spun[rank as usize] = proposed.applied() > 0;
        }
        // What was struck now spoke against repairs, too, and kept pairs from the lexicon.
        let newly: Vec<bool> = found.spun.iter().zip(known).map(|(&spun, known)| spun && !known).collect();
        let heard = |rank: u32| self.siblings.of(rank).into_iter().any(|other| newly[other as usize]);
        let misled = self.ranks.all().filter(|&rank| {
            let proposed = &found.by_rank[rank as usize];
            leans(proposed, &found.spun) || (proposed.applied() > 0 && heard(rank))
        });
        self.ask_again(misled.collect(), found, learnt);
    }

    /// The repairs of all documents by rank, with those of what a machine damaged, which a near copy shows. A spun one may: it has
    /// other words, not words that look alike.
    fn mended(&self, by_rank: Vec<Proposed>) -> Vec<Vec<Repair>> {
        let known = |rank: u32| self.triage(rank).language_known;
        (self.ranks.all().into_par_iter().zip(by_rank))
            .map(|(rank, found)| {
                let near = self.siblings.near(rank);
                if near.is_empty() || !(known(rank) || near.iter().any(|&other| known(other))) {
                    return found.repairs;
                }
                let near: Vec<Member> = near.into_iter().map(|other| self.member(other)).collect();
                let mended = repair::mend(self.member(rank), &near, &self.config.repair);
                repair::join(found.repairs, mended, &self.ranks.document(rank).text)
            })
            .collect()
    }
}
