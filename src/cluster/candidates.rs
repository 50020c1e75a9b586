//! Pairs of documents that may be related: those that share sampled shingles, found by sorting.

use std::ops::Range;

use super::fingerprint::{COPY_SAMPLING, Fingerprint, Sampling};
use super::hashed::HashedSet;
use super::holders::{Counter, Holders, Posting, Runs};
use super::prints::{Gist, Prints};
use super::{Edge, Found, verify};
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
    pub fn gather(gists: &[Gist]) -> Self {
        let mut order: Vec<(u128, u32)> =
            gists.iter().zip(0..).filter(|(gist, _)| gist.tokens > 0).map(|(gist, rank)| (gist.whole, rank)).collect();
        order.sort_unstable();
        let mut of: Vec<u32> = (0..gists.len() as u32).collect();
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
    pub fn links(&self, prints: &Prints) -> impl Iterator<Item = Found> {
        self.pairs().into_iter().map(|pair| verify::copies(pair, prints.gist(pair.0), prints.gist(pair.1)))
    }

    /// Whether nothing before it has the same text: it stands for all that have.
    pub(super) fn is_first(&self, rank: u32) -> bool {
        self.of[rank as usize] == rank
    }

    /// The same pairs for the copies of either document, where they are few; sorted.
    pub fn expand(&self, pairs: Vec<Pair>) -> Vec<Pair> {
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
/// copies needs no more, and page boilerplate must not cost the square of the site.
pub(super) const MAX_PAIRED: usize = 128;
/// How many of them: the longest, by which clusters are joined.
pub(super) const LEADERS: usize = 4;
/// Samples that two texts must share to be compared as copies, as a share of the smaller sample. Copies share .8;
/// the spread of 16 samples around that is .1. Spun copies and others further apart are found among the siblings.
pub(super) const MIN_COPY_SHARE: f64 = 0.5;
/// And so many at the least, where there are so many: texts of unlike length have few samples in common.
pub(super) const MIN_COPY_SAMPLES: usize = 3;

/// The runs of shared shingles among postings of the copy samples: all postings of the hashes that occur there.
pub fn copy_runs(mut postings: Vec<Posting>, prints: &Prints, copies: &Copies) -> Runs {
    let mut runs = Runs::default();
    for run in shared(&mut postings, copies) {
        if run.len() <= MAX_PAIRED {
            runs.push(ranks(run), 0.0);
        } else {
            runs.push_led(&leaders(run, prints), ranks(run), 0.0);
        }
    }
    runs
}

/// The postings of each hash that several different texts hold, sorted.
pub(super) fn shared<'p>(postings: &'p mut Vec<Posting>, copies: &Copies) -> impl Iterator<Item = &'p [Posting]> {
    postings.retain(|&(_, rank)| copies.is_first(rank));
    postings.sort_unstable();
    postings.chunk_by(|x, y| x.0 == y.0).filter(|run| run.len() > 1)
}

pub(super) fn ranks(run: &[Posting]) -> impl Iterator<Item = u32> {
    run.iter().map(|&(_, rank)| rank)
}

/// Pairs that may be copies, of those whose first document lies in a range; to be expanded by [`Copies::expand`].
pub fn paired_copies(holders: &Holders, prints: &Prints, range: Range<u32>, counter: &mut Counter) -> Vec<Pair> {
    holders.pairs(range, counter, |a, b, shared, _| {
        let (first, second) = (prints.copy(a), prints.copy(b));
        let (lesser, other) = if reach(first) <= reach(second) { (first, second) } else { (second, first) };
        let (common, shared) = (reach(lesser), shared as usize);
        // Most pairs share one sample by chance: no need to count what the others are.
        if shared < MIN_COPY_SAMPLES.min(lesser.len()) && other.get(shared).is_some_and(|&hash| hash <= common) {
            return None;
        }
        let smaller = lesser.len().min(below(other, common)).max(1);
        let enough = (MIN_COPY_SHARE * smaller as f64).max(smaller.min(MIN_COPY_SAMPLES) as f64);
        (shared as f64 >= enough).then_some((a, b))
    })
}

/// Up to which hash a sample holds every shingle of its text.
pub(super) fn reach(sample: &[u64]) -> u64 {
    sample.last().map_or(0, |&last| last.max(u64::MAX / COPY_SAMPLING))
}

pub(super) fn below(sample: &[u64], hash: u64) -> usize {
    sample.partition_point(|&other| other <= hash)
}

/// The longest texts of a run, sorted.
fn leaders(run: &[Posting], prints: &Prints) -> Vec<u32> {
    let mut order: Vec<u32> = ranks(run).collect();
    order.select_nth_unstable_by_key(LEADERS, |&rank| (std::cmp::Reverse(prints.gist(rank).bytes), rank));
    order.truncate(LEADERS);
    order.sort_unstable();
    order
}

/// The share of common shingles in a document from which on its links are measured again.
const MUCH_COMMON: f64 = 0.15;

/// Shingles that so many stories hold that sharing them means nothing: stock phrases and page boilerplate.
#[derive(Debug, Clone, Default)]
pub struct Common {
    hashes: HashedSet,
    sampling: Sampling,
    /// How many of its samples are common, for each document that stands for its copies.
    held: Vec<u32>,
}

impl Common {
    /// None so far, for samples of so many documents.
    pub fn new(documents: usize, sampling: Sampling) -> Self {
        Common { hashes: HashedSet::default(), sampling, held: vec![0; documents] }
    }

    /// Adds what [`sibling_runs`] found to be common.
    pub fn add(&mut self, siblings: &Siblings) {
        self.hashes.extend(&siblings.common);
        for &rank in &siblings.holding {
            self.held[rank as usize] += 1;
        }
    }

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
    /// documents that consist of boilerplate to a good part and are not the same to the letter, sorted.
    pub fn doubtful(&self, edges: &[Edge], prints: &Prints, copies: &Copies) -> Vec<Pair> {
        if self.is_empty() {
            return Vec::new();
        }
        let much = |rank: u32| {
            let held = self.held[copies.of[rank as usize] as usize];
            f64::from(held) > MUCH_COMMON * f64::from(prints.gist(rank).samples)
        };
        let measured = edges.iter().filter(|edge| edge.relation != Relation::Exact).map(|edge| (edge.a, edge.b));
        let mut doubtful: Vec<Pair> = measured.filter(|&(a, b)| much(a) && much(b)).collect();
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
/// A shingle in more stories of one site than this is common as well: boilerplate that was not told, a column's standing
/// words. What sites take from each other, each of them prints once.
const MAX_STORIES_OF_SITE: usize = 24;
/// Of one story, so many texts are met by one shingle at most: those of the smallest rank. Ten thousand versions of a story
/// would otherwise be counted with each other for every shingle that a single other story shares.
const MAX_OF_STORY: usize = 32;
/// In a large run, a shingle in up to so many stories is evidence by itself: that of one quotation.
const RARE_STORIES: usize = 4;
/// The shingles that two texts must share, as estimated from the samples, to be compared as siblings: a passage of
/// eight tokens has four.
pub(super) const MIN_SIBLING_SHINGLES: u64 = 4;
/// Siblings that are looked at for one document, at most: those that share most of the shorter text.
pub(super) const MAX_SIBLINGS: usize = 16;
/// Rare shingles that are evidence by themselves, as sampled.
const MIN_RARE: f32 = 2.0;
/// In a large run, the share of the smaller sample that makes two texts worth comparing whatever they share. Spun
/// copies have .2 and more, a third of a text quoted in another .3; every tenth sentence shared is chance.
const MIN_SIBLING_SHARE: f32 = 0.15;

/// What postings of the sibling samples give.
#[derive(Debug, Default)]
pub struct Siblings {
    /// The runs of shingles that different stories share. The rare ones weigh 1, the others nothing.
    pub runs: Runs,
    /// The shingles that are common.
    common: Vec<u64>,
    /// Their holders, as often as they hold one.
    holding: Vec<u32>,
}

/// The runs of shared shingles among postings of the sibling samples: all postings of the hashes that occur there. `story`
/// names the cluster of each document by any of its members, `site` its site by a number, 0 where it has none.
pub fn sibling_runs(mut postings: Vec<Posting>, copies: &Copies, story: &[u32], site: &[u32]) -> Siblings {
    let mut found = Siblings::default();
    let mut seen: Vec<u32> = Vec::new();
    let mut met: Vec<(u32, u32)> = Vec::new();
    for run in shared(&mut postings, copies) {
        seen.clear();
        seen.extend(ranks(run).map(|rank| story[rank as usize]));
        seen.sort_unstable();
        seen.dedup();
        if seen.len() > MAX_STORIES || (seen.len() > MAX_STORIES_OF_SITE && is_of_one_site(run, story, site)) {
            found.common.push(run[0].0);
            found.holding.extend(ranks(run));
        } else if seen.len() > 1 {
            let weight = if seen.len() <= RARE_STORIES { 1.0 } else { 0.0 };
            if run.len() <= MAX_OF_STORY {
                found.runs.push(ranks(run), weight);
                continue;
            }
            met.clear();
            met.extend(ranks(run).map(|rank| (story[rank as usize], rank)));
            met.sort_unstable();
            let few = met.chunk_by(|x, y| x.0 == y.0).flat_map(|texts| &texts[..texts.len().min(MAX_OF_STORY)]);
            let mut few: Vec<u32> = few.map(|&(_, rank)| rank).collect();
            few.sort_unstable();
            found.runs.push(few, weight);
        }
    }
    found
}

/// Whether many stories of one site hold a shingle.
fn is_of_one_site(run: &[Posting], story: &[u32], site: &[u32]) -> bool {
    let told = ranks(run).map(|rank| (site[rank as usize], story[rank as usize])).filter(|told| told.0 > 0);
    let mut told: Vec<(u32, u32)> = told.collect();
    told.sort_unstable();
    told.dedup();
    told.chunk_by(|x, y| x.0 == y.0).any(|stories| stories.len() > MAX_STORIES_OF_SITE)
}

/// Pairs of different stories that may share passages, of those whose first document lies in a range, with the share of the
/// smaller sample.
pub fn paired_siblings(
    holders: &Holders,
    prints: &Prints,
    story: &[u32],
    sampling: Sampling,
    range: Range<u32>,
    counter: &mut Counter,
) -> Vec<(f32, Pair)> {
    let enough = (MIN_SIBLING_SHINGLES / sampling.one_in()).max(1) as u32;
    let is_small = sampling.one_in() == 1;
    holders.pairs(range, counter, |a, b, shared, rare| {
        if story[a as usize] == story[b as usize] {
            return None;
        }
        let smaller = prints.gist(a).samples.min(prints.gist(b).samples);
        let share = shared as f32 / smaller as f32;
        let kept = (is_small && shared >= enough) || rare >= MIN_RARE || share >= MIN_SIBLING_SHARE;
        kept.then_some((share, (a, b)))
    })
}

/// The pairs that are worth comparing as siblings, of all that [`paired_siblings`] gave; without those of `known`, sorted.
pub fn closest_siblings(weighed: Vec<(f32, Pair)>, copies: &Copies, known: &[Pair]) -> Vec<Pair> {
    let mut pairs = copies.expand(closest(weighed, copies.of.len(), MAX_SIBLINGS));
    pairs.retain(|pair| known.binary_search(pair).is_err());
    pairs
}

/// The pairs that are among the `most` heaviest of one of their documents, sorted.
pub(super) fn closest(mut weighed: Vec<(f32, Pair)>, documents: usize, most: usize) -> Vec<Pair> {
    weighed.sort_unstable_by(|x, y| y.0.total_cmp(&x.0).then(x.1.cmp(&y.1)));
    let mut taken = vec![0_u8; documents];
    let mut pairs = Vec::new();
    for (_, pair @ (a, b)) in weighed {
        let (a, b) = (a as usize, b as usize);
        if usize::from(taken[a].min(taken[b])) < most {
            taken[a] = taken[a].saturating_add(1);
            taken[b] = taken[b].saturating_add(1);
            pairs.push(pair);
        }
    }
    pairs.sort_unstable();
    pairs
}
