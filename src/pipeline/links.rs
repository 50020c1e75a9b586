//! The reduce step over all documents: verified links, and the clusters that they make.
//!
//! The input is a [`TextSource`], the output a [`Links`]. [`find_links`] runs these steps:
//!
//! 1. [`fingerprints`] reads every text once. It gives a sketch and a copy sample for each
//!    document, which stay in memory (about 200 bytes a document), and three kinds of postings: of
//!    copy samples, sibling samples and names. A posting is a hash and a document, 12 bytes, in one
//!    of 64 partitions by hash.
//! 2. `ExactCopies::find` groups the documents whose sketches have the same token hash. They are
//!    linked without further measurement.
//! 3. [`copy_pairs`] sorts the postings of the copy samples, one partition after the other, into an
//!    inverted index in memory, and gives the candidate pairs of copies. Their texts are read and
//!    measured by [`verify`], which gives verified links.
//! 4. `cluster::clusters` and `cluster::stories` give a story for each document: a cluster of
//!    copies.
//! 5. [`sibling_pairs`] does the same with the postings of the sibling samples. It gives candidate
//!    pairs of different stories, and the common shingles, which many stories have. [`verify`]
//!    measures those pairs, and once more the links of copies that consist of common shingles to a
//!    large part.
//! 6. [`count_words`] reads at most 20,000 texts and gives the document frequencies of their words.
//!    [`event_pairs`] gives candidate pairs of different stories from the postings of names, and
//!    [`verify`] measures these.
//! 7. `cluster::clusters` makes the clusters from all links that may merge.
//!
//! Postings and links are stored in [`HashPartitions`], in memory or in temporary files as the
//! [`MemoryBudget`] allows. In memory in any case are the tables by document, the candidate pairs
//! and inverted index of the current step, the measures of the links of copies, and the pairs of
//! all links.

use std::collections::BTreeMap;
use std::ops::Range;

use super::parallel::*;

use super::candidate_trace::CandidateTrace;
use super::spill::{HashPartitions, MemoryBudget, PARTITIONS};
use super::text_source::{TextSource, doc_indices};
use crate::cluster::{
    self, CommonShingles, DocFrequencies, DocIndex, Edge, ExactCopies, Fingerprint, Fingerprinter, InvertedIndex,
    NameIndex, Pair, PairCounter, PairVerifier, Posting, Sampling, SiblingSearch, SketchStore, VerifiedLink,
};
use crate::config::Config;
use crate::error::Result;
use crate::model::{Relation, Span};

/// The verified links and the clusters of a run.
pub(super) struct Links {
    /// The documents with the same tokens.
    pub copies: ExactCopies,
    /// The clusters of copies: the sorted members of each, sorted.
    pub groups: Vec<Vec<DocIndex>>,
    store: LinkStore,
}

impl Links {
    /// The number of links of each relation, by the name of the relation. Relations without links
    /// are left out.
    pub(super) fn counts(&self) -> BTreeMap<String, usize> {
        let counted = RELATIONS.iter().zip(self.store.counts).filter(|(_, count)| *count > 0);
        counted.map(|(relation, count)| (relation.name().to_owned(), count)).collect()
    }

    /// Every link, sorted by its two documents. One of 64 partitions is in memory at a time.
    pub(super) fn all(&self) -> impl Iterator<Item = Result<VerifiedLink>> {
        (0..PARTITIONS).flat_map(|partition| match self.store.partition(partition) {
            Ok(links) => links.into_iter().map(Ok).collect(),
            Err(why) => vec![Err(why)],
        })
    }
}

/// Finds the links and clusters of all texts. What was compared, and by which measures, is recorded
/// in `trace`.
///
/// Copies are found before siblings, because a story must count once, however many copies it has,
/// to distinguish rare passages from common ones.
pub(super) fn find_links(
    texts: &impl TextSource,
    config: &Config,
    budget: &MemoryBudget,
    mut trace: Option<&mut CandidateTrace>,
) -> Result<Links> {
    let count = texts.count();
    let verify = |candidates: Candidates, store: &mut LinkStore, round: Round| {
        verify(texts, candidates, config, |link| store.add(link, round))
    };
    let sampling = match config.cluster.siblings {
        true => Sampling::for_bytes(doc_indices(count).map(|doc| texts.bytes(doc)).sum()),
        false => Sampling::NONE,
    };
    let Fingerprints { mut sketches, copy_postings, sibling_postings, name_postings } =
        fingerprints(texts, sampling, &budget.share(2))?;
    let copies = ExactCopies::find(sketches.sketches());
    let mut store = LinkStore::new(count, budget.share(2));
    for link in cluster::exact_links(&copies, &sketches) {
        store.add(link, Round::Copies)?;
    }
    let mut known = copy_pairs(&copy_postings, &sketches, &copies)?;
    drop(copy_postings);
    sketches.drop_samples();
    let no_common = CommonShingles::default();
    verify(Candidates { pairs: &known, common: &no_common, frequencies: None }, &mut store, Round::Copies)?;
    if let Some(trace) = &mut trace {
        (trace.copies, trace.sampling) = (known.clone(), sampling);
    }
    let lengths: Vec<usize> = doc_indices(count).map(|doc| texts.bytes(doc) as usize).collect();
    let groups = cluster::clusters(&store.close, &copies, &lengths, &config.cluster);
    if sampling == Sampling::NONE {
        store.seal(Vec::new())?;
        return Ok(Links { copies, groups, store });
    }

    let story_of = cluster::stories(&groups, &store.close, count);
    drop(groups);
    known.extend(copies.pairs());
    known.sort_unstable();
    let docs = DocTables { sketches: &sketches, copies: &copies, story_of: &story_of, sampling };
    let site_of: Vec<u32> = doc_indices(count).map(|doc| texts.site(doc)).collect();
    let (pairs, common) = sibling_pairs(&sibling_postings, docs, &site_of, &known)?;
    drop(site_of);
    drop((sibling_postings, known));
    let doubtful = common.doubtful(&store.close, &sketches, &copies);
    store.remove(&doubtful);
    verify(Candidates { pairs: &doubtful, common: &common, frequencies: None }, &mut store, Round::Siblings)?;
    verify(Candidates { pairs: &pairs, common: &common, frequencies: None }, &mut store, Round::Siblings)?;
    if let Some(trace) = &mut trace {
        (trace.siblings, trace.story_of, trace.common) = (pairs.clone(), story_of.clone(), common.clone());
    }
    drop(pairs);

    let frequencies = count_words(texts, cluster::docs_to_count(&sketches, &copies))?;
    if frequencies.is_reliable() {
        store.linked.sort_unstable();
        let pairs = event_pairs(&name_postings, docs, &frequencies, &store.linked)?;
        drop(name_postings);
        let candidates = Candidates { pairs: &pairs, common: &common, frequencies: Some(&frequencies) };
        verify(candidates, &mut store, Round::Siblings)?;
        if let Some(trace) = &mut trace {
            trace.events = pairs;
        }
    }
    if let Some(trace) = trace {
        trace.frequencies = Some(frequencies);
    }
    let groups = cluster::clusters(&store.close, &copies, &lengths, &config.cluster);
    store.seal(doubtful)?;
    Ok(Links { copies, groups, store })
}

/// The fingerprints of all documents: the sketches and copy samples by document, and the postings
/// of each kind of hash in partitions by hash.
struct Fingerprints {
    sketches: SketchStore,
    copy_postings: HashPartitions,
    sibling_postings: HashPartitions,
    name_postings: HashPartitions,
}

/// The number of texts whose fingerprints are in memory at a time, for all threads together.
const TEXTS_AT_ONCE: usize = 4096;

/// Reads every text once and makes its fingerprint. `budget` is for the postings of all three
/// kinds.
fn fingerprints(texts: &impl TextSource, sampling: Sampling, budget: &MemoryBudget) -> Result<Fingerprints> {
    let partitions = || HashPartitions::new(budget.share(3));
    let mut all = Fingerprints {
        sketches: SketchStore::new(texts.count()),
        copy_postings: partitions(),
        sibling_postings: partitions(),
        name_postings: partitions(),
    };
    for start in (0..texts.count()).step_by(TEXTS_AT_ONCE) {
        let positions = start..texts.count().min(start + TEXTS_AT_ONCE);
        let made: Vec<(DocIndex, Fingerprint)> = positions
            .into_par_iter()
            .with_min_len(16)
            .map_init(<(Fingerprinter, String)>::default, |(fingerprinter, text), position| {
                let doc = texts.doc_at(position);
                text.clear();
                texts.append(doc, usize::MAX, text)?;
                Ok((doc, fingerprinter.fingerprint(text, sampling)))
            })
            .collect::<Result<_>>()?;
        for (doc, fingerprint) in made {
            all.sketches.insert(doc, &fingerprint);
            for (partitions, hashes) in [
                (&mut all.copy_postings, &fingerprint.copy_sample),
                (&mut all.sibling_postings, &fingerprint.sibling_sample),
                (&mut all.name_postings, &fingerprint.names),
            ] {
                for &hash in hashes {
                    partitions.put(partition_of(hash), &posting_bytes((hash, doc)))?;
                }
            }
        }
    }
    all.copy_postings.seal()?;
    all.sibling_postings.seal()?;
    all.name_postings.seal()?;
    Ok(all)
}

/// The partition of a hash, by its lowest bits: the highest bits are zero in a sample.
fn partition_of(hash: u64) -> usize {
    hash as usize % PARTITIONS
}

/// A posting as 12 bytes: the hash and the document, both little-endian.
fn posting_bytes((hash, doc): Posting) -> [u8; 12] {
    let mut bytes = [0; 12];
    bytes[..8].copy_from_slice(&hash.to_le_bytes());
    bytes[8..].copy_from_slice(&doc.to_le_bytes());
    bytes
}

/// All postings of one partition: the postings of a hash are never in two partitions.
fn postings(partitions: &HashPartitions, partition: usize) -> Result<Vec<Posting>> {
    let bytes = partitions.read(partition)?;
    let posting = |bytes: &[u8; 12]| {
        let (hash, doc) = bytes.split_at(8);
        let hash = u64::from_le_bytes(hash.try_into().expect("eight bytes"));
        (hash, DocIndex::from_le_bytes(doc.try_into().expect("four bytes")))
    };
    Ok(bytes.as_chunks().0.iter().map(posting).collect())
}

/// Calls `make` with the postings of each partition, on all threads, one partition a thread at a
/// time; and calls `take` with the results, in the order of the partitions.
fn by_partition<T: Send>(
    partitions: &HashPartitions,
    make: impl Fn(Vec<Posting>) -> T + Sync,
    mut take: impl FnMut(T),
) -> Result<()> {
    let at_once = current_num_threads();
    for start in (0..PARTITIONS).step_by(at_once) {
        let range = start..PARTITIONS.min(start + at_once);
        let made: Vec<T> =
            range.into_par_iter().map(|partition| postings(partitions, partition).map(&make)).collect::<Result<_>>()?;
        made.into_iter().for_each(&mut take);
    }
    Ok(())
}

/// The number of documents whose pairs one thread counts at a time.
const COUNTED_AT_ONCE: DocIndex = 4096;

/// Calls `pairs` for ranges of [`COUNTED_AT_ONCE`] first documents, on all threads, and returns all
/// that it gives, in the order of the first documents.
fn by_range<T: Send>(count: usize, pairs: impl Fn(Range<DocIndex>, &mut PairCounter) -> Vec<T> + Sync) -> Vec<T> {
    let all = doc_indices(count);
    let starts: Vec<DocIndex> = all.clone().step_by(COUNTED_AT_ONCE as usize).collect();
    let found: Vec<Vec<T>> = starts
        .into_par_iter()
        .map_init(PairCounter::default, |counter, start| {
            pairs(start..all.end.min(start.saturating_add(COUNTED_AT_ONCE)), counter)
        })
        .collect();
    found.into_iter().flatten().collect()
}

/// The candidate pairs of copies, from the postings of the copy samples; sorted.
fn copy_pairs(postings: &HashPartitions, sketches: &SketchStore, copies: &ExactCopies) -> Result<Vec<Pair>> {
    let mut index = InvertedIndex::default();
    by_partition(postings, |postings| cluster::copy_lists(postings, sketches, copies), |lists| index.add(&lists))?;
    let index = index.build(sketches.len());
    let pairs = by_range(sketches.len(), |docs, counter| cluster::paired_copies(&index, sketches, docs, counter));
    Ok(copies.expand(pairs))
}

/// What is known of each document once copies have been found.
#[derive(Clone, Copy)]
struct DocTables<'d> {
    sketches: &'d SketchStore,
    copies: &'d ExactCopies,
    /// The story of each document: a member of its cluster that is the same for all members.
    story_of: &'d [DocIndex],
    sampling: Sampling,
}

/// The candidate pairs of siblings, from the postings of the sibling samples, without the sorted
/// pairs of `known`, sorted; and the common shingles. `site_of` has the number of the site of each
/// document, 0 for none.
fn sibling_pairs(
    postings: &HashPartitions,
    docs: DocTables,
    site_of: &[u32],
    known: &[Pair],
) -> Result<(Vec<Pair>, CommonShingles)> {
    let DocTables { sketches, copies, story_of, sampling } = docs;
    let (mut index, mut common) = (InvertedIndex::default(), CommonShingles::new(sketches.len(), sampling));
    by_partition(
        postings,
        |postings| cluster::sibling_lists(postings, copies, story_of, site_of),
        |found| {
            index.add(&found.lists);
            common.add(&found);
        },
    )?;
    let index = index.build(sketches.len());
    let search = SiblingSearch { index: &index, sketches, story_of, sampling };
    let weighted = by_range(sketches.len(), |docs, counter| search.pairs(docs, counter));
    drop(index);
    Ok((cluster::closest_siblings(weighted, copies, known), common))
}

/// The candidate pairs of reports of the same event, from the postings of names, without the sorted
/// pairs of `known`; sorted.
fn event_pairs(
    postings: &HashPartitions,
    docs: DocTables,
    frequencies: &DocFrequencies,
    known: &[Pair],
) -> Result<Vec<Pair>> {
    let DocTables { copies, story_of, sampling, .. } = docs;
    let mut names = NameIndex::new(story_of.len());
    by_partition(postings, |postings| postings, |postings| names.add(postings, copies, story_of, frequencies))?;
    let names = names.build();
    let weighted =
        by_range(story_of.len(), |docs, counter| cluster::paired_events(&names, known, sampling, docs, counter));
    Ok(cluster::closest_events(weighted, story_of.len()))
}

/// The document frequencies of the words of some texts.
fn count_words(texts: &impl TextSource, docs: Vec<DocIndex>) -> Result<DocFrequencies> {
    #[derive(Default)]
    struct Count {
        frequencies: DocFrequencies,
        scratch: Vec<u64>,
        text: String,
    }
    docs.into_par_iter()
        .try_fold(Count::default, |mut count, doc| {
            count.text.clear();
            texts.append(doc, cluster::MAX_COMPARED_BYTES, &mut count.text)?;
            count.frequencies.count(&count.text, &mut count.scratch);
            Ok(count)
        })
        .map(|count| count.map(|count| count.frequencies))
        .try_reduce(DocFrequencies::default, |x, y| Ok(x.merge(y)))
}

/// The number of pairs that are divided into batches at a time.
const PAIRS_AT_ONCE: usize = 1 << 20;
/// The number of batches whose links are in memory at a time.
const BATCHES_AT_ONCE: usize = 1024;

/// Candidate pairs, and what they are judged by.
#[derive(Clone, Copy)]
struct Candidates<'c> {
    pairs: &'c [Pair],
    /// The shingles that do not count.
    common: &'c CommonShingles,
    /// The document frequencies, if texts that report the same event in other words are siblings.
    frequencies: Option<&'c DocFrequencies>,
}

/// Measures candidate pairs by aligning their texts, on all threads, and calls `take` with the
/// links, in an order that depends on the pairs only.
fn verify(
    texts: &impl TextSource,
    candidates: Candidates,
    config: &Config,
    mut take: impl FnMut(VerifiedLink) -> Result<()>,
) -> Result<()> {
    let Candidates { pairs, common, frequencies } = candidates;
    let read = |doc, into: &mut String| texts.append(doc, cluster::MAX_COMPARED_BYTES, into);
    for pairs in pairs.chunks(PAIRS_AT_ONCE) {
        for batches in cluster::batches(pairs).chunks(BATCHES_AT_ONCE) {
            let links: Vec<Vec<VerifiedLink>> = batches
                .par_iter()
                .map_init(
                    || PairVerifier::new(&config.cluster),
                    |verifier, batch| verifier.verify(batch, read, common, frequencies),
                )
                .collect::<Result<_>>()?;
            links.into_iter().flatten().try_for_each(&mut take)?;
        }
    }
    Ok(())
}

/// When a link was found. Links of the first round may be measured again in the second.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Round {
    /// Before the common shingles were known.
    Copies,
    /// After the common shingles were known.
    Siblings,
}

/// All links of a run. Until the store is sealed, the links of copies are in memory; what is
/// written of each link is in partitions by ranges of first documents.
struct LinkStore {
    /// The links by which clusters and stories are made, in no order.
    close: Vec<Edge>,
    /// Every linked pair.
    linked: Vec<Pair>,
    partitions: HashPartitions,
    /// The number of documents of the run.
    documents: u64,
    /// The pairs, sorted, whose links of the first round do not hold any more.
    removed: Vec<Pair>,
    /// The number of links of each relation.
    counts: [usize; RELATIONS.len()],
}

impl LinkStore {
    fn new(documents: usize, budget: MemoryBudget) -> Self {
        LinkStore {
            close: Vec::new(),
            linked: Vec::new(),
            partitions: HashPartitions::new(budget),
            documents: documents as u64,
            removed: Vec::new(),
            counts: [0; RELATIONS.len()],
        }
    }

    fn add(&mut self, link: VerifiedLink, round: Round) -> Result<()> {
        let edge = link.edge;
        self.counts[edge.relation as usize] += 1;
        if edge.relation < Relation::Sibling || round == Round::Copies {
            self.close.push(edge);
        }
        self.linked.push((edge.a, edge.b));
        let partition = u64::from(edge.a) * PARTITIONS as u64 / self.documents;
        self.partitions.put(partition as usize, &link_bytes(&link, round))
    }

    /// Removes the links of pairs that will be measured again from the tables in memory. `pairs`
    /// are sorted; [`LinkStore::seal`] gets them too, to remove the links from the partitions.
    fn remove(&mut self, pairs: &[Pair]) {
        self.close.retain(|edge| {
            let is_kept = pairs.binary_search(&(edge.a, edge.b)).is_err();
            self.counts[edge.relation as usize] -= usize::from(!is_kept);
            is_kept
        });
        self.linked.retain(|pair| pairs.binary_search(pair).is_err());
    }

    /// Ends the writing and frees the tables in memory. `removed` are the sorted pairs whose links
    /// of the first round do not hold any more.
    fn seal(&mut self, removed: Vec<Pair>) -> Result<()> {
        self.removed = removed;
        self.close = Vec::new();
        self.linked = Vec::new();
        self.partitions.seal()
    }

    /// The links of one partition, sorted: those of a range of first documents.
    fn partition(&self, partition: usize) -> Result<Vec<VerifiedLink>> {
        let bytes = self.partitions.read(partition)?;
        let mut rest = bytes.as_slice();
        let mut links = Vec::new();
        while !rest.is_empty() {
            let (link, round) = next_link(&mut rest);
            let pair = (link.edge.a, link.edge.b);
            if round == Round::Siblings || self.removed.binary_search(&pair).is_err() {
                links.push(link);
            }
        }
        links.sort_unstable_by_key(|link| (link.edge.a, link.edge.b));
        Ok(links)
    }
}

/// The relations by their numbers in [`link_bytes`].
const RELATIONS: [Relation; 4] = [Relation::Exact, Relation::NearDuplicate, Relation::Containment, Relation::Sibling];

/// A link as 50 bytes and 16 bytes a passage, little-endian: relation and round (1 byte each); `a`,
/// `b`, replaced tokens and number of passages (4 bytes each); the four shares (8 bytes each); and
/// for each passage its start and end in `a` and in `b` (4 bytes each).
fn link_bytes(link: &VerifiedLink, round: Round) -> Vec<u8> {
    let edge = &link.edge;
    let mut bytes = Vec::with_capacity(50 + 16 * link.passages.len());
    bytes.push(edge.relation as u8);
    bytes.push(round as u8);
    for number in [edge.a, edge.b, edge.replaced, link.passages.len() as u32] {
        bytes.extend_from_slice(&number.to_le_bytes());
    }
    for share in [edge.similarity, edge.jaccard, edge.containment_a, edge.containment_b] {
        bytes.extend_from_slice(&share.to_le_bytes());
    }
    for (left, right) in &link.passages {
        for position in [left.start, left.end, right.start, right.end] {
            // No token is read beyond four billion bytes, so every position fits.
            bytes.extend_from_slice(&(position as u32).to_le_bytes());
        }
    }
    bytes
}

/// Reads the next link that [`link_bytes`] wrote, and its round.
fn next_link(rest: &mut &[u8]) -> (VerifiedLink, Round) {
    fn take<const N: usize>(rest: &mut &[u8]) -> [u8; N] {
        let (bytes, after) = rest.split_first_chunk().expect("links are written whole");
        *rest = after;
        *bytes
    }
    let [relation, round] = take(rest);
    let [a, b, replaced, passages] = std::array::from_fn(|_| u32::from_le_bytes(take(rest)));
    let [similarity, jaccard, containment_a, containment_b] = std::array::from_fn(|_| f64::from_le_bytes(take(rest)));
    let passages = (0..passages)
        .map(|_| {
            let [start, end, from, to] = std::array::from_fn(|_| u32::from_le_bytes(take(rest)) as usize);
            (Span::new(start, end), Span::new(from, to))
        })
        .collect();
    let relation = RELATIONS[relation as usize];
    let edge = Edge { a, b, relation, similarity, jaccard, containment_a, containment_b, replaced };
    let round = if round == Round::Copies as u8 { Round::Copies } else { Round::Siblings };
    (VerifiedLink { edge, passages }, round)
}
