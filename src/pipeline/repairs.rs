//! Passes 2 and 3 of the run: the repairs of each document from the documents of its family, and
//! the lexicon that the families share.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::sync::OnceLock;

use super::parallel::*;

use super::lexicon::LexiconState;
use super::siblings::Siblings;
use super::sorted_docs::{SortedDocs, membership};
use crate::cluster::Edge;
use crate::config::Config;
use crate::model::{Cluster, Damage, DocId, Lexicon, Repair, Token};
use crate::repair::{self, Member, ProposedRepairs, Triage};
use crate::text::tokens;

/// The triage of some documents, each by itself, in input order. The other documents have the
/// default result.
pub(super) fn triage(ranks: &SortedDocs, some: Vec<u32>) -> Vec<Triage> {
    let examine = |rank| (ranks.place(rank), triage_text(&ranks.document(rank).text));
    let found: Vec<(usize, Triage)> = some.into_par_iter().map(examine).collect();
    let mut triage = vec![Triage::default(); ranks.len()];
    for (at, result) in found {
        triage[at] = result;
    }
    triage
}

/// The triage of one text.
pub(super) fn triage_text(text: &str) -> Triage {
    repair::triage(text, &tokens(text))
}

/// How many times the lexicon is learnt. The repairs of pass 3 add a little to it; further passes
/// add next to nothing.
const EM_PASSES: usize = 2;

/// The least probability that a document is spun for it to be searched for newly learnt phrases,
/// where no witness has the same passage.
const DOUBTFUL: f64 = 0.05;

/// What was found so far, by rank.
struct FamilyResults {
    by_rank: Vec<ProposedRepairs>,
    /// Whether each document is spun, and so no witness for others.
    spun: Vec<bool>,
}

/// The documents of a run with their triage and their siblings.
pub(super) struct FamilyRepair<'r> {
    ranks: &'r SortedDocs<'r>,
    triage: &'r [Triage],
    config: &'r Config,
    siblings: Siblings,
    /// The source of each rank. Copies of one text have one source: the number of their cluster.
    sources: Vec<u64>,
    /// The tokens of each rank. They are computed on demand, since most documents are clean and
    /// nobody's witness.
    tokens: Vec<OnceLock<Vec<Token>>>,
    /// The rank of each document.
    rank_of: HashMap<&'r DocId, u32>,
}

impl<'r> FamilyRepair<'r> {
    pub(super) fn new(
        ranks: &'r SortedDocs,
        edges: &[Edge],
        clusters: &[Cluster],
        triage: &'r [Triage],
        config: &'r Config,
    ) -> Self {
        let membership = membership(clusters);
        let source = |rank: u32| {
            let cluster = membership.get(&ranks.document(rank).raw.id);
            cluster.map_or(u64::from(rank), |&cluster| (1 << 32) | cluster as u64)
        };
        FamilyRepair {
            ranks,
            triage,
            config,
            siblings: Siblings::new(edges, ranks.len()),
            sources: ranks.all().map(source).collect(),
            tokens: ranks.all().map(|_| OnceLock::new()).collect(),
            rank_of: ranks.all().map(|rank| (&ranks.document(rank).raw.id, rank)).collect(),
        }
    }

    /// The repairs of each document in input order, and the lexicon of the run. `earlier` is the
    /// lexicon of another run.
    ///
    /// Pass 2 proposes repairs for every document that triage does not call clean. Pass 3 learns
    /// the lexicon from all families, and proposes repairs again where it explains differences that
    /// were not sure before.
    pub(super) fn repair(&self, earlier: &Lexicon) -> (Vec<Vec<Repair>>, Lexicon) {
        let mut state = LexiconState::earlier(earlier);
        let mut found = self.first_pass(&state);
        self.exclude_spun_witnesses(&mut found, &state);
        for _ in 0..EM_PASSES {
            let next = LexiconState::of(earlier, &found.by_rank, &found.spun, &self.rank_of, |rank| {
                (self.source(rank), self.siblings.family_of(rank))
            });
            let affected = self.affected(&found, &state, &next);
            state = next;
            if affected.is_empty() {
                break;
            }
            self.propose_again(affected, &mut found, &state);
            self.exclude_spun_witnesses(&mut found, &state);
        }
        let mut repairs = vec![Vec::new(); self.ranks.len()];
        for (rank, of_document) in self.ranks.all().zip(self.with_damage_repairs(found.by_rank)) {
            repairs[self.ranks.place(rank)] = of_document;
        }
        (repairs, state.lexicon)
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

    /// The repairs of a document from some witnesses.
    fn propose_from(&self, rank: u32, witnesses: &[u32], state: &LexiconState) -> ProposedRepairs {
        let witnesses: Vec<Member> = witnesses.iter().map(|&witness| self.member(witness)).collect();
        let known = state.known(self.source(rank));
        repair::propose(self.member(rank), &witnesses, known, &self.config.repair)
    }

    /// The repairs of a document from its siblings that are not spun.
    fn propose(&self, rank: u32, spun: &[bool], state: &LexiconState) -> ProposedRepairs {
        let mut witnesses = self.siblings.of(rank);
        witnesses.retain(|&other| !spun[other as usize]);
        // In a family of near copies nearly all documents are clean, and the closest other one is
        // enough to see that.
        if !self.is_suspect(rank) && witnesses.len() > 1 {
            let found = self.propose_from(rank, &witnesses[..1], state);
            if found.repairs.is_empty() {
                return found;
            }
        }
        self.propose_from(rank, &witnesses, state)
    }

    /// The repairs of all documents that are suspect or have a near copy.
    fn first_pass(&self, state: &LexiconState) -> FamilyResults {
        let spun: Vec<bool> = self.ranks.all().map(|rank| self.triage(rank).damage == Some(Damage::Spun)).collect();
        let by_rank = (self.ranks.all().into_par_iter())
            .map(|rank| {
                let suspect = self.is_suspect(rank) || self.siblings.has_near_copy(rank);
                // The substitution model and the background have only English words.
                let known = self.triage(rank).language_known;
                if suspect && known { self.propose(rank, &spun, state) } else { ProposedRepairs::default() }
            })
            .collect();
        FamilyResults { by_rank, spun }
    }

    /// Proposes the repairs of some documents again.
    fn propose_again(&self, some: Vec<u32>, found: &mut FamilyResults, state: &LexiconState) {
        let spun = &found.spun;
        let again: Vec<(u32, ProposedRepairs)> =
            some.into_par_iter().map(|rank| (rank, self.propose(rank, spun, state))).collect();
        for (rank, proposed) in again {
            found.by_rank[rank as usize] = proposed;
        }
    }

    /// The documents whose repairs may change with what was learnt since the pass before.
    fn affected(&self, found: &FamilyResults, before: &LexiconState, state: &LexiconState) -> Vec<u32> {
        let phrases = state.new_phrases(before);
        let is_affected = |&rank: &u32| {
            let proposed = &found.by_rank[rank as usize];
            state.explains_more(before, proposed, self.source(rank))
                || (proposed.proven >= DOUBTFUL
                    && phrases.occur_in(&self.ranks.document(rank).text, self.member(rank).tokens))
        };
        self.ranks.all().filter(is_affected).collect()
    }

    /// Excludes documents that are proven spun from the witnesses of the others. A clean text with
    /// a spun witness may look spun itself. So the documents with most repairs are excluded first,
    /// and the repairs of a document that depend on an excluded witness are proposed again before
    /// the document itself is excluded.
    fn exclude_spun_witnesses(&self, found: &mut FamilyResults, state: &LexiconState) {
        let known = found.spun.clone();
        let depends = |proposed: &ProposedRepairs, spun: &[bool]| {
            let mut witnesses = proposed.repairs.iter().flat_map(|repair| &repair.witnesses);
            witnesses.any(|witness| self.rank_of.get(&witness.doc).is_some_and(|&rank| spun[rank as usize]))
        };
        let mut proven: Vec<(usize, u32)> =
            self.ranks.all().map(|rank| (found.by_rank[rank as usize].applied(), rank)).collect();
        proven.retain(|&(count, rank)| count > 0 && !found.spun[rank as usize]);
        proven.sort_by_key(|&(count, rank)| (Reverse(count), rank));
        for (_, rank) in proven {
            let proposed = &mut found.by_rank[rank as usize];
            if depends(proposed, &found.spun) {
                *proposed = self.propose(rank, &found.spun, state);
            }
            found.spun[rank as usize] = proposed.applied() > 0;
        }
        // The newly excluded witnesses may also have opposed repairs, and kept pairs out of the
        // lexicon.
        let newly: Vec<bool> = found.spun.iter().zip(known).map(|(&spun, known)| spun && !known).collect();
        let had_newly = |rank: u32| self.siblings.of(rank).into_iter().any(|other| newly[other as usize]);
        let misled = self.ranks.all().filter(|&rank| {
            let proposed = &found.by_rank[rank as usize];
            depends(proposed, &found.spun) || (proposed.applied() > 0 && had_newly(rank))
        });
        self.propose_again(misled.collect(), found, state);
    }

    /// The repairs of all documents by rank, together with the repairs of damage by machines from
    /// near copies. A spun copy may be a witness for these: it has other words, not words that look
    /// alike.
    fn with_damage_repairs(&self, by_rank: Vec<ProposedRepairs>) -> Vec<Vec<Repair>> {
        let known = |rank: u32| self.triage(rank).language_known;
        (self.ranks.all().into_par_iter().zip(by_rank))
            .map(|(rank, found)| {
                let near = self.siblings.near(rank);
                if near.is_empty() || !(known(rank) || near.iter().any(|&other| known(other))) {
                    return found.repairs;
                }
                let near: Vec<Member> = near.into_iter().map(|other| self.member(other)).collect();
                let of_damage = repair::repair_damage(self.member(rank), &near, &self.config.repair);
                repair::merge_repairs(found.repairs, of_damage, &self.ranks.document(rank).text)
            })
            .collect()
    }
}
