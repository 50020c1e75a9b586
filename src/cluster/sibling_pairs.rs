//! Candidate pairs of siblings: documents of different stories that share rare shingles.

use std::ops::Range;

use super::copies::ExactCopies;
use super::copy_pairs::{docs, shared_lists};
use super::fingerprint::Sampling;
use super::inverted_index::{InvertedIndex, PairCounter, Posting, PostingLists};
use super::link::{DocIndex, Pair};
use super::sketches::SketchStore;

/// A shingle in more stories than this is common. Stories are counted, not copies: a wire story
/// that ran on a hundred sites is one.
pub(super) const MAX_STORIES: usize = 48;
/// A shingle in more stories of one site than this is common too: boilerplate that was not removed,
/// or the fixed phrases of a column. A text that sites take from each other is printed once by
/// each.
const MAX_STORIES_OF_SITE: usize = 24;
/// The most documents of one story in the posting list of a shingle: those with the smallest
/// indices. Otherwise ten thousand versions of a story would be counted with each other for every
/// shingle that a single other story shares.
const MAX_OF_STORY: usize = 32;
/// In a large run, a shingle in at most this many stories is evidence by itself, for example of one
/// shared quotation.
const RARE_STORIES: usize = 4;
/// The number of shared shingles, as estimated from the samples, from which two documents are
/// compared as siblings. A passage of eight tokens has four shingles.
const MIN_SIBLING_SHINGLES: u64 = 4;
/// The most siblings that are compared for one document: those that share most of the shorter text.
const MAX_SIBLINGS: usize = 16;
/// The number of shared rare shingles in the samples that is evidence by itself.
const MIN_RARE: f32 = 2.0;
/// In a large run, the share of the smaller sample from which two documents are compared even if no
/// shared shingle is rare. Spun copies have .2 and more, a text with a third quoted from another
/// has .3; sharing a tenth is chance.
const MIN_SIBLING_SHARE: f32 = 0.15;

/// What [`sibling_lists`] finds in postings of the sibling samples.
#[derive(Debug, Default)]
pub(crate) struct SiblingLists {
    /// The posting lists of shingles that different stories share. Rare shingles have weight 1, the
    /// others 0.
    pub lists: PostingLists,
    /// The hashes of the shingles that are common.
    pub(super) common: Vec<u64>,
    /// The documents that have common shingles, once for each that they have.
    pub(super) docs_with_common: Vec<DocIndex>,
}

/// The posting lists of the sibling samples. `postings` are all postings of the hashes that occur
/// in them. `story_of` gives for each document a member of its cluster that is the same for all
/// members; `site_of` gives the number of its site, 0 if it has none.
pub(crate) fn sibling_lists(
    mut postings: Vec<Posting>,
    copies: &ExactCopies,
    story_of: &[DocIndex],
    site_of: &[u32],
) -> SiblingLists {
    let mut found = SiblingLists::default();
    let mut stories: Vec<DocIndex> = Vec::new();
    let mut by_story: Vec<(DocIndex, DocIndex)> = Vec::new();
    for list in shared_lists(&mut postings, copies) {
        stories.clear();
        stories.extend(docs(list).map(|doc| story_of[doc as usize]));
        stories.sort_unstable();
        stories.dedup();
        if stories.len() > MAX_STORIES
            || (stories.len() > MAX_STORIES_OF_SITE && is_common_in_site(list, story_of, site_of))
        {
            found.common.push(list[0].0);
            found.docs_with_common.extend(docs(list));
        } else if stories.len() > 1 {
            let weight = if stories.len() <= RARE_STORIES { 1.0 } else { 0.0 };
            if list.len() <= MAX_OF_STORY {
                found.lists.push(docs(list), weight);
                continue;
            }
            by_story.clear();
            by_story.extend(docs(list).map(|doc| (story_of[doc as usize], doc)));
            by_story.sort_unstable();
            let few = by_story.chunk_by(|x, y| x.0 == y.0).flat_map(|texts| &texts[..texts.len().min(MAX_OF_STORY)]);
            let mut few: Vec<DocIndex> = few.map(|&(_, doc)| doc).collect();
            few.sort_unstable();
            found.lists.push(few, weight);
        }
    }
    found
}

/// Whether more than [`MAX_STORIES_OF_SITE`] stories of one site have the shingle of a posting
/// list.
fn is_common_in_site(list: &[Posting], story_of: &[DocIndex], site_of: &[u32]) -> bool {
    let published = docs(list).map(|doc| (site_of[doc as usize], story_of[doc as usize])).filter(|&(site, _)| site > 0);
    let mut published: Vec<(u32, DocIndex)> = published.collect();
    published.sort_unstable();
    published.dedup();
    published.chunk_by(|x, y| x.0 == y.0).any(|stories| stories.len() > MAX_STORIES_OF_SITE)
}

/// The search for candidate pairs of siblings in the index of the sibling samples.
#[derive(Debug, Clone, Copy)]
pub(crate) struct SiblingSearch<'s> {
    /// The index of the [`SiblingLists::lists`].
    pub index: &'s InvertedIndex,
    /// The sketches of all documents.
    pub sketches: &'s SketchStore,
    /// For each document, a member of its cluster that is the same for all members.
    pub story_of: &'s [DocIndex],
    /// The density of the sibling samples.
    pub sampling: Sampling,
}

impl SiblingSearch<'_> {
    /// Candidate pairs of different stories whose first document is in `docs`, each with the share
    /// of the smaller sample that both have.
    pub(crate) fn pairs(&self, docs: Range<DocIndex>, counter: &mut PairCounter) -> Vec<(f32, Pair)> {
        let enough = (MIN_SIBLING_SHINGLES / self.sampling.one_in()).max(1) as u32;
        let is_small_run = self.sampling.one_in() == 1;
        self.index.pairs(docs, counter, |a, b, shared, rare| {
            if self.story_of[a as usize] == self.story_of[b as usize] {
                return None;
            }
            let samples = |doc: DocIndex| self.sketches.sketch(doc).sibling_samples;
            let share = shared as f32 / samples(a).min(samples(b)) as f32;
            let is_candidate = (is_small_run && shared >= enough) || rare >= MIN_RARE || share >= MIN_SIBLING_SHARE;
            is_candidate.then_some((share, (a, b)))
        })
    }
}

/// The pairs to compare as siblings, sorted, chosen from all that [`SiblingSearch::pairs`] gave.
/// Exact copies are added, and the sorted pairs of `known` are left out.
pub(crate) fn closest_siblings(weighted: Vec<(f32, Pair)>, copies: &ExactCopies, known: &[Pair]) -> Vec<Pair> {
    let mut pairs = copies.expand(closest(weighted, copies.first_of.len(), MAX_SIBLINGS));
    pairs.retain(|pair| known.binary_search(pair).is_err());
    pairs
}

/// The pairs that are among the `most` heaviest of at least one of their documents, sorted.
pub(super) fn closest(mut weighted: Vec<(f32, Pair)>, documents: usize, most: usize) -> Vec<Pair> {
    weighted.sort_unstable_by(|x, y| y.0.total_cmp(&x.0).then(x.1.cmp(&y.1)));
    let mut taken = vec![0_u8; documents];
    let mut pairs = Vec::new();
    for (_, pair @ (a, b)) in weighted {
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
