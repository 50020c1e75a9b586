//! Pairs of documents that may be related: those that share sampled shingles, found by sorting.

use std::collections::HashSet;

use super::fingerprint::{COPY_SAMPLING, Fingerprint, Sampling};

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
const MAX_PAIRED: usize = 128;
/// How many of them: those with the most tokens, since the longest copy is the likely keeper.
const LEADERS: usize = 4;
/// Samples that two texts must share to be compared as copies, as a share of the smaller sample. Copies share .8; the
/// spread of 16 samples around that is .1.
const MIN_COPY_SHARE: f64 = 0.2;

/// Pairs that may be copies, sorted.
pub fn copy_candidates(fingerprints: &[Fingerprint], copies: &Copies) -> Vec<Pair> {
    let mut postings: Vec<(u64, u32)> = Vec::new();
    for (rank, fingerprint) in fingerprints.iter().enumerate().filter(|(rank, _)| copies.is_first(*rank)) {
        postings.extend(fingerprint.copy.iter().map(|&hash| (hash, rank as u32)));
    }
    postings.sort_unstable();
    let mut found: Vec<Pair> = Vec::new();
    for run in postings.chunk_by(|x, y| x.0 == y.0) {
        if run.len() <= MAX_PAIRED {
            all_pairs(run, &mut found);
        } else {
            leader_pairs(run, fingerprints, &mut found);
        }
    }
    let pairs = counted(found).filter(|&((a, b), shared)| {
        let (a, b) = (&fingerprints[a as usize].copy, &fingerprints[b as usize].copy);
        let common = reach(a).min(reach(b));
        let smaller = below(a, common).min(below(b, common)).max(1);
        shared as f64 >= MIN_COPY_SHARE * smaller as f64
    });
    copies.expand(pairs.map(|(pair, _)| pair).collect())
}

/// Up to which hash a sample holds every shingle of its text.
fn reach(sample: &[u64]) -> u64 {
    sample.last().map_or(0, |&last| last.max(u64::MAX / COPY_SAMPLING))
}

fn below(sample: &[u64], hash: u64) -> usize {
    sample.partition_point(|&other| other <= hash)
}

fn all_pairs(run: &[(u64, u32)], found: &mut Vec<Pair>) {
    for (at, &(_, a)) in run.iter().enumerate() {
        found.extend(run[at + 1..].iter().map(|&(_, b)| (a, b)));
    }
}

fn leader_pairs(run: &[(u64, u32)], fingerprints: &[Fingerprint], found: &mut Vec<Pair>) {
    let mut order: Vec<u32> = run.iter().map(|&(_, rank)| rank).collect();
    order.select_nth_unstable_by_key(LEADERS, |&rank| (std::cmp::Reverse(fingerprints[rank as usize].tokens), rank));
    let leaders = &order[..LEADERS];
    for &leader in leaders {
        let others = run.iter().map(|&(_, rank)| rank).filter(|rank| !leaders.contains(rank) || *rank > leader);
        found.extend(others.map(|rank| (leader.min(rank), leader.max(rank))));
    }
}

/// Each pair with how often it was found, sorted.
fn counted(mut found: Vec<Pair>) -> impl Iterator<Item = (Pair, usize)> {
    found.sort_unstable();
    let mut counts: Vec<(Pair, usize)> = Vec::new();
    for pair in found {
        match counts.last_mut() {
            Some((last, count)) if *last == pair => *count += 1,
            _ => counts.push((pair, 1)),
        }
    }
    counts.into_iter()
}

/// Shingles that so many stories hold that sharing them means nothing: stock phrases and page furniture.
#[derive(Debug, Clone, Default)]
pub struct Common {
    hashes: HashSet<u64>,
    sampling: Sampling,
}

impl Common {
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
const MAX_STORIES: usize = 48;
/// The shingles that two texts must share, as estimated from the samples, to be compared as siblings: a passage of
/// eight tokens has four.
const MIN_SIBLING_SHINGLES: usize = 4;

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
    let mut common = Common { hashes: HashSet::new(), sampling };
    let mut found: Vec<Pair> = Vec::new();
    let mut seen: Vec<u32> = Vec::new();
    for run in postings.chunk_by(|x, y| x.0 == y.0).filter(|run| run.len() > 1) {
        seen.clear();
        seen.extend(run.iter().map(|&(_, rank)| story[rank as usize]));
        seen.sort_unstable();
        seen.dedup();
        if seen.len() > MAX_STORIES {
            common.hashes.insert(run[0].0);
            continue;
        }
        if seen.len() < 2 {
            continue;
        }
        for (at, &(_, a)) in run.iter().enumerate() {
            let others = run[at + 1..].iter().map(|&(_, b)| b);
            found.extend(others.filter(|&b| story[a as usize] != story[b as usize]).map(|b| (a, b)));
        }
    }
    let enough = (MIN_SIBLING_SHINGLES as u64 / sampling.one_in()).max(1) as usize;
    let pairs = counted(found).filter(|&(_, shared)| shared >= enough).map(|(pair, _)| pair);
    let mut pairs = copies.expand(pairs.collect());
    pairs.retain(|pair| known.binary_search(pair).is_err());
    (pairs, common)
}
