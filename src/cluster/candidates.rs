//! Pairs of documents that may be related: those that share sampled shingles, found by sorting.

use super::Edge;
use super::fingerprint::{COPY_SAMPLING, Fingerprint, Sampling};
use super::hashed::HashedSet;
use super::verify;
use crate::model::Relation;

/// A pair of document ranks, the smaller one first.
pub type Pair = (u32, u32);

/// Documents of one text, gathered: everything later looks at one of them.
#[derive(Debug, Clone, Default)]
pub struct Copies {
    /// For each document, the smallest rank with the same tokens; its own for a document without tokens.
    pub of: Vec<u32>,
    /// The groups of two or more, each sorted, sorted by their smallest members.
    pub groups: Vec<Vec<u32>>,
}

/// In a group of up to so many copies, all pairs are linked; in a larger one, each copy with the first.
const MAX_PAIRED_COPIES: usize = 16;
/// A pair of texts stands for up to so many pairs of their copies.
const MAX_EXPANDED: usize = 64;

impl Copies {
    /// Gathers the copies. Documents without tokens are nobody's copies: an empty text says nothing.
    pub fn gather(fingerprints: &[Fingerprint]) -> Self {
        let mut order: Vec<(u128, u32)> =
            fingerprints.iter().zip(0..).filter(|(f, _)| f.tokens > 0).map(|(f, rank)| (f.whole, rank)).collect();
        order.sort_unstable();
        let mut of: Vec<u32> = (0..fingerprints.len() as u32).collect();
        let mut groups = Vec::new();
        for group in order.chunk_by(|x, y| x.0 == y.0).filter(|group| group.len() > 1) {
            let members: Vec<u32> = group.iter().map(|&(_, rank)| rank).collect();
            for &member in &members {
                of[member as usize] = members[0];
            }
            groups.push(members);
        }
        groups.sort_unstable();
        Copies { of, groups }
    }

    /// The pairs of copies to link.
    pub fn pairs(&self) -> Vec<Pair> {
        let mut pairs = Vec::new();
        for group in &self.groups {
            let firsts = if group.len() <= MAX_PAIRED_COPIES { group.len() } else { 1 };
            for (at, &a) in group[..firsts].iter().enumerate() {
                pairs.extend(group[at + 1..].iter().map(|&b| (a, b)));
            }
        }
        pairs.sort_unstable();
        pairs
    }

    /// Their links: nothing is left to be measured.
    pub fn edges(&self, fingerprints: &[Fingerprint]) -> Vec<Edge> {
        let fingerprint = |rank: u32| &fingerprints[rank as usize];
        self.pairs().into_iter().map(|pair| verify::copies(pair, fingerprint(pair.0), fingerprint(pair.1))).collect()
    }

    fn is_first(&self, rank: usize) -> bool {
        self.of[rank] as usize == rank
    }

    /// The same pairs for the copies of either document, where they are few.
    fn expand(&self, pairs: Vec<Pair>) -> Vec<Pair> {
        let group = |rank: u32| match self.groups.binary_search_by_key(&rank, |group| group[0]) {
            Ok(at) => self.groups[at].clone(),
            Err(_) => vec![rank],
        };
        let mut expanded = Vec::with_capacity(pairs.len());
        for (a, b) in pairs {
            let (left, right) = (group(a), group(b));
            if left.len() * right.len() > MAX_EXPANDED {
                expanded.push((a, b));
                continue;
            }
            for &x in &left {
                expanded.extend(right.iter().map(|&y| (x.min(y), x.max(y))));
            }
        }
        expanded.sort_unstable();
        expanded
    }
}

/// A shingle that more texts hold than this is compared with its first holders only: a wire story with hundreds of
/// copies needs no more, and page furniture must not cost the square of the site.
pub(super) const MAX_PAIRED: usize = 128;
/// How many of them: the longest, by which clusters are joined.
pub(super) const LEADERS: usize = 4;
/// Samples that two texts must share to be compared as copies, as a share of the smaller sample. Copies share .8;
/// the spread of 16 samples around that is .1. Spun copies and others further apart are found among the siblings.
pub(super) const MIN_COPY_SHARE: f64 = 0.5;
/// And so many at the least, where there are so many: texts of unlike length have few samples in common.
pub(super) const MIN_COPY_SAMPLES: usize = 3;

/// Pairs that may be copies, sorted.
pub fn copy_candidates(fingerprints: &[Fingerprint], copies: &Copies) -> Vec<Pair> {
    let mut postings: Vec<(u64, u32)> = Vec::new();
    for (rank, fingerprint) in fingerprints.iter().enumerate().filter(|(rank, _)| copies.is_first(*rank)) {
        postings.extend(fingerprint.copy.iter().map(|&hash| (hash, rank as u32)));
    }
    postings.sort_unstable();
    let mut holders = Holders::new(fingerprints.len());
    for run in postings.chunk_by(|x, y| x.0 == y.0).filter(|run| run.len() > 1) {
        if run.len() <= MAX_PAIRED {
            holders.push(run, false);
        } else {
            for (leader, other) in leader_pairs(run, fingerprints) {
                holders.push(&[(run[0].0, leader), (run[0].0, other)], false);
            }
        }
    }
    drop(postings);
    let reaches: Vec<u64> = fingerprints.iter().map(|fingerprint| reach(&fingerprint.copy)).collect();
    let mut pairs = holders.pairs(|a, b, shared, _| {
        let (a, b) = if reaches[a as usize] <= reaches[b as usize] { (a, b) } else { (b, a) };
        let common = reaches[a as usize];
        let (lesser, other, shared) = (&fingerprints[a as usize].copy, &fingerprints[b as usize].copy, shared as usize);
        // Most pairs share one sample by chance: no need to count what the others are.
        if shared < MIN_COPY_SAMPLES.min(lesser.len()) && other.get(shared).is_some_and(|&hash| hash <= common) {
            return None;
        }
        let smaller = lesser.len().min(below(other, common)).max(1);
        let enough = (MIN_COPY_SHARE * smaller as f64).max(smaller.min(MIN_COPY_SAMPLES) as f64);
        (shared as f64 >= enough).then_some(1.0)
    });
    pairs.sort_unstable_by_key(|&(_, pair)| pair);
    copies.expand(pairs.into_iter().map(|(_, pair)| pair).collect())
}

/// Up to which hash a sample holds every shingle of its text.
pub(super) fn reach(sample: &[u64]) -> u64 {
    sample.last().map_or(0, |&last| last.max(u64::MAX / COPY_SAMPLING))
}

pub(super) fn below(sample: &[u64], hash: u64) -> usize {
    sample.partition_point(|&other| other <= hash)
}

/// The pairs of the leaders of a run with the others and among themselves.
fn leader_pairs(run: &[(u64, u32)], fingerprints: &[Fingerprint]) -> Vec<Pair> {
    let mut order: Vec<u32> = run.iter().map(|&(_, rank)| rank).collect();
    order.select_nth_unstable_by_key(LEADERS, |&rank| (std::cmp::Reverse(fingerprints[rank as usize].bytes), rank));
    let leaders = &order[..LEADERS];
    let mut pairs = Vec::with_capacity(LEADERS * run.len());
    for &leader in leaders {
        let others = run.iter().map(|&(_, rank)| rank).filter(|rank| !leaders.contains(rank) || *rank > leader);
        pairs.extend(others.map(|rank| (leader.min(rank), leader.max(rank))));
    }
    pairs
}

/// The share of common shingles in a document from which on its links are measured again.
const MUCH_COMMON: f64 = 0.15;

/// Shingles that so many stories hold that sharing them means nothing: stock phrases and page furniture.
#[derive(Debug, Clone, Default)]
pub struct Common {
    hashes: HashedSet,
    sampling: Sampling,
}

impl Common {
    pub(crate) fn is_empty(&self) -> bool {
        self.hashes.is_empty()
    }

    /// Whether sharing a shingle means nothing.
    pub(super) fn holds(&self, hash: u64) -> bool {
        self.hashes.contains(&hash)
    }

    /// Whether so much of a document is common that its copies must be measured again without that.
    pub(super) fn is_much_of(&self, fingerprint: &Fingerprint) -> bool {
        let common = fingerprint.sibling.iter().filter(|hash| self.hashes.contains(hash)).count();
        common as f64 > MUCH_COMMON * fingerprint.sibling.len() as f64
    }

    /// Of the links that were found before it was known what is common, those that must be measured again: pairs of
    /// documents that consist of furniture to a good part and are not the same to the letter, sorted.
    pub fn doubtful(&self, edges: &[Edge], fingerprints: &[Fingerprint]) -> Vec<Pair> {
        if self.is_empty() {
            return Vec::new();
        }
        let much: Vec<bool> = fingerprints.iter().map(|fingerprint| self.is_much_of(fingerprint)).collect();
        let measured = edges.iter().filter(|edge| edge.relation != Relation::Exact).map(|edge| (edge.a, edge.b));
        let mut doubtful: Vec<Pair> = measured.filter(|&(a, b)| much[a as usize] && much[b as usize]).collect();
        doubtful.sort_unstable();
        doubtful
    }

    /// Whether a passage with these shingles is one that many stories hold: most of those that were sampled are common.
    pub(crate) fn covers(&self, shingles: &[u64]) -> bool {
        let threshold = self.sampling.threshold();
        let (mut sampled, mut common) = (0, 0);
        for hash in shingles.iter().filter(|&&hash| hash <= threshold) {
            sampled += 1;
            common += self.hashes.contains(hash) as usize;
        }
        common * 2 > sampled
    }
}

/// A shingle in more stories than this is common. Stories are counted, not copies: a wire story that ran on a
/// hundred sites is one.
pub(super) const MAX_STORIES: usize = 48;
/// In a large run, a shingle in up to so many stories is evidence by itself: that of one quotation.
const RARE_STORIES: usize = 4;
/// The shingles that two texts must share, as estimated from the samples, to be compared as siblings: a passage of
/// eight tokens has four.
pub(super) const MIN_SIBLING_SHINGLES: u64 = 4;
/// Siblings that are looked at for one document, at most: those that share most of the shorter text.
pub(super) const MAX_SIBLINGS: usize = 16;
/// Rare shingles that are evidence by themselves, as sampled.
const MIN_RARE: u32 = 2;
/// In a large run, the share of the smaller sample that makes two texts worth comparing whatever they share. Spun
/// copies have .2 and more, a third of a text quoted in another .3; every tenth sentence shared is chance.
const MIN_SIBLING_SHARE: f64 = 0.15;

/// Pairs of different stories that may share passages, sorted, without those of `known`. `story` names the cluster of
/// each document by any of its members.
pub fn sibling_candidates(
    fingerprints: &[Fingerprint],
    copies: &Copies,
    story: &[u32],
    known: &[Pair],
    sampling: Sampling,
) -> (Vec<Pair>, Common) {
    let mut postings: Vec<(u64, u32)> = Vec::new();
    for (rank, fingerprint) in fingerprints.iter().enumerate().filter(|(rank, _)| copies.is_first(*rank)) {
        postings.extend(fingerprint.sibling.iter().map(|&hash| (hash, rank as u32)));
    }
    postings.sort_unstable();
    let mut common = Common { hashes: HashedSet::default(), sampling };
    let mut holders = Holders::new(fingerprints.len());
    let mut seen: Vec<u32> = Vec::new();
    for run in postings.chunk_by(|x, y| x.0 == y.0).filter(|run| run.len() > 1) {
        seen.clear();
        seen.extend(run.iter().map(|&(_, rank)| story[rank as usize]));
        seen.sort_unstable();
        seen.dedup();
        if seen.len() > MAX_STORIES {
            common.hashes.insert(run[0].0);
        } else if seen.len() > 1 {
            holders.push(run, seen.len() <= RARE_STORIES);
        }
    }
    drop(postings);
    let enough = (MIN_SIBLING_SHINGLES / sampling.one_in()).max(1) as u32;
    let is_small = sampling.one_in() == 1;
    let weighed = holders.pairs(|a, b, shared, rare| {
        if story[a as usize] == story[b as usize] {
            return None;
        }
        let smaller = fingerprints[a as usize].sibling.len().min(fingerprints[b as usize].sibling.len());
        let share = shared as f64 / smaller as f64;
        let kept = (is_small && shared >= enough) || rare >= MIN_RARE || share >= MIN_SIBLING_SHARE;
        kept.then_some(share)
    });
    let mut pairs = copies.expand(closest(weighed, fingerprints.len(), MAX_SIBLINGS));
    pairs.retain(|pair| known.binary_search(pair).is_err());
    (pairs, common)
}

/// The pairs that are among the `most` heaviest of one of their documents, sorted.
pub(crate) fn closest(mut weighed: Vec<(f64, Pair)>, documents: usize, most: usize) -> Vec<Pair> {
    weighed.sort_unstable_by(|x, y| y.0.total_cmp(&x.0).then(x.1.cmp(&y.1)));
    let mut taken = vec![0_usize; documents];
    let mut pairs = Vec::new();
    for (_, pair @ (a, b)) in weighed {
        let (a, b) = (a as usize, b as usize);
        if taken[a].min(taken[b]) < most {
            taken[a] += 1;
            taken[b] += 1;
            pairs.push(pair);
        }
    }
    pairs.sort_unstable();
    pairs
}

/// Who holds each shingle, and which shingles each document holds.
struct Holders {
    /// The documents of all runs, one run after the other, each sorted.
    documents: Vec<u32>,
    /// Where each run starts; whether it is rare.
    runs: Vec<(u32, bool)>,
    of: Vec<Vec<u32>>,
}

impl Holders {
    fn new(documents: usize) -> Self {
        Holders { documents: Vec::new(), runs: Vec::new(), of: vec![Vec::new(); documents] }
    }

    fn push(&mut self, run: &[(u64, u32)], rare: bool) {
        for &(_, rank) in run {
            self.of[rank as usize].push(self.runs.len() as u32);
        }
        self.runs.push((self.documents.len() as u32, rare));
        self.documents.extend(run.iter().map(|&(_, rank)| rank));
    }

    /// The pairs to which `weigh(a, b, shared, rare)` gives a weight, with it. Counting in an array by document is ten times
    /// faster than sorting every pair that is met.
    fn pairs(mut self, weigh: impl Fn(u32, u32, u32, u32) -> Option<f64>) -> Vec<(f64, Pair)> {
        self.runs.push((self.documents.len() as u32, false));
        let mut counts: Vec<(u32, u32)> = vec![(0, 0); self.of.len()];
        let mut met: Vec<u32> = Vec::new();
        let mut pairs = Vec::new();
        for (a, runs) in self.of.iter().enumerate() {
            // A document's runs are met from the end, where the documents after it stand.
            for &run in runs {
                let (start, rare) = self.runs[run as usize];
                let end = self.runs[run as usize + 1].0;
                for &b in self.documents[start as usize..end as usize].iter().rev() {
                    if b as usize <= a {
                        break;
                    }
                    let (shared, rarely) = &mut counts[b as usize];
                    if *shared == 0 {
                        met.push(b);
                    }
                    *shared += 1;
                    *rarely += rare as u32;
                }
            }
            for b in met.drain(..) {
                let (shared, rare) = std::mem::take(&mut counts[b as usize]);
                pairs.extend(weigh(a as u32, b, shared, rare).map(|weight| (weight, (a as u32, b))));
            }
        }
        pairs
    }
}
