//! The reduce over all documents: links, clusters, and who belongs to which.
//!
//! Only fingerprints and the links of copies stay in memory; texts are read again where they are compared, postings and links
//! wait on [`Heaps`].

use std::collections::BTreeMap;
use std::ops::Range;

use super::parallel::*;

use super::compared::Trail;
use super::spill::{Heaps, PARTS, Room};
use crate::cluster::{
    self, Bench, Common, Copies, Counter, Edge, Fingerprint, Found, Holders, Names, Pair, Posting, Prints, Sampling,
    Scratch, Words,
};
use crate::config::Config;
use crate::error::Result;
use crate::model::{Relation, Span};

/// The clean texts of a run. They are known by their rank among the sorted ids, so that nothing depends on the order of the
/// inputs.
pub(super) trait Texts: Sync {
    /// How many there are.
    fn count(&self) -> usize;
    /// The rank of the text at a place of the order in which all are read fastest.
    fn rank_at(&self, place: usize) -> u32;
    /// The number of the site that published a text, from 1 up; 0 for none.
    fn site(&self, rank: u32) -> u32;
    /// How many bytes a text has.
    fn bytes(&self, rank: u32) -> u64;
    /// Appends a text to `into`; of one with more bytes than `most`, the head.
    fn append(&self, rank: u32, most: usize, into: &mut String) -> Result<()>;
}

/// Every rank of so many documents.
pub(super) fn ranks(documents: usize) -> Range<u32> {
    0..u32::try_from(documents).expect("a run has fewer than four billion documents")
}

/// What was found of a run.
pub(super) struct Links {
    /// Documents of one text.
    pub copies: Copies,
    /// Clusters of copies, as sorted ranks, sorted.
    pub groups: Vec<Vec<u32>>,
    rows: Rows,
}

impl Links {
    /// How many there are of each relation.
    pub(super) fn counts(&self) -> BTreeMap<String, usize> {
        let counted = RELATIONS.iter().zip(self.rows.counts).filter(|(_, count)| *count > 0);
        counted.map(|(relation, count)| (relation.name().to_owned(), count)).collect()
    }

    /// Every link, sorted.
    pub(super) fn all(&self) -> impl Iterator<Item = Result<Found>> {
        (0..PARTS).flat_map(|part| match self.rows.part(part) {
            Ok(rows) => rows.into_iter().map(Ok).collect(),
            Err(why) => vec![Err(why)],
        })
    }
}

/// Copies first, then siblings: a story must count once, however many copies it has, to tell rare passages from common ones.
///
/// What was compared, and by what, is left in `trail`, for people who ask why.
pub(super) fn link(texts: &impl Texts, config: &Config, room: &Room, mut trail: Option<&mut Trail>) -> Result<Links> {
    let count = texts.count();
    let verify = |pairs: &[Pair], common: &Common, words: Option<&Words>, rows: &mut Rows, round: Round| {
        verify(texts, (pairs, common, words), config, |found| rows.add(found, round))
    };
    let sampling = match config.cluster.siblings {
        true => Sampling::for_bytes(ranks(count).map(|rank| texts.bytes(rank)).sum()),
        false => Sampling::NONE,
    };
    let Postings { mut prints, copy, sibling, name } = fingerprints(texts, sampling, &room.share(2))?;
    let copies = Copies::gather(prints.all());
    let mut rows = Rows::new(count, room.share(2));
    for found in copies.links(&prints) {
        rows.add(found, Round::Copies)?;
    }
    let mut known = copy_pairs(&copy, &prints, &copies)?;
    drop(copy);
    prints.forget_samples();
    verify(&known, &Common::default(), None, &mut rows, Round::Copies)?;
    if let Some(trail) = &mut trail {
        (trail.copies, trail.sampling) = (known.clone(), sampling);
    }
    let lengths: Vec<usize> = ranks(count).map(|rank| texts.bytes(rank) as usize).collect();
    let groups = cluster::clusters(&rows.close, &copies, &lengths, &config.cluster);
    if sampling == Sampling::NONE {
        rows.seal(Vec::new())?;
        return Ok(Links { copies, groups, rows });
    }

    let story = cluster::stories(&groups, &rows.close, count);
    drop(groups);
    known.extend(copies.pairs());
    known.sort_unstable();
    let site: Vec<u32> = ranks(count).map(|rank| texts.site(rank)).collect();
    let (pairs, common) = sibling_pairs(&sibling, &prints, &copies, (&story, &site), &known, sampling)?;
    drop(site);
    drop((sibling, known));
    let doubtful = common.doubtful(&rows.close, &prints, &copies);
    rows.forget(&doubtful);
    verify(&doubtful, &common, None, &mut rows, Round::Siblings)?;
    verify(&pairs, &common, None, &mut rows, Round::Siblings)?;
    if let Some(trail) = &mut trail {
        (trail.siblings, trail.story, trail.common) = (pairs.clone(), story.clone(), common.clone());
    }
    drop(pairs);

    let words = count_words(texts, cluster::counted(&prints, &copies))?;
    if words.can_tell() {
        rows.linked.sort_unstable();
        let pairs = event_pairs(&name, &copies, &story, &words, &rows.linked, sampling)?;
        drop(name);
        verify(&pairs, &common, Some(&words), &mut rows, Round::Siblings)?;
        if let Some(trail) = &mut trail {
            trail.events = pairs;
        }
    }
    if let Some(trail) = trail {
        trail.words = Some(words);
    }
    let groups = cluster::clusters(&rows.close, &copies, &lengths, &config.cluster);
    rows.seal(doubtful)?;
    Ok(Links { copies, groups, rows })
}

/// The fingerprints of a run: what is kept by document, and what is sorted by hash.
struct Postings {
    prints: Prints,
    copy: Heaps,
    sibling: Heaps,
    name: Heaps,
}

/// Texts that are read at once, for all threads.
const TEXTS_AT_ONCE: usize = 4096;

fn fingerprints(texts: &impl Texts, sampling: Sampling, room: &Room) -> Result<Postings> {
    let heaps = || Heaps::new(room.share(3));
    let prints = Prints::new(texts.count());
    let mut all = Postings { prints, copy: heaps(), sibling: heaps(), name: heaps() };
    for start in (0..texts.count()).step_by(TEXTS_AT_ONCE) {
        let places = start..texts.count().min(start + TEXTS_AT_ONCE);
        let made: Vec<(u32, Fingerprint)> = places
            .into_par_iter()
            .with_min_len(16)
            .map_init(<(Scratch, String)>::default, |(scratch, text), place| {
                let rank = texts.rank_at(place);
                text.clear();
                texts.append(rank, usize::MAX, text)?;
                Ok((rank, scratch.fingerprint(text, sampling)))
            })
            .collect::<Result<_>>()?;
        for (rank, fingerprint) in made {
            all.prints.keep(rank, &fingerprint);
            for (heaps, hashes) in [
                (&mut all.copy, &fingerprint.copy),
                (&mut all.sibling, &fingerprint.sibling),
                (&mut all.name, &fingerprint.names),
            ] {
                for &hash in hashes {
                    heaps.put(part_of(hash), &posting_bytes((hash, rank)))?;
                }
            }
        }
    }
    all.copy.seal()?;
    all.sibling.seal()?;
    all.name.seal()?;
    Ok(all)
}

/// Which heap a hash goes to. Its highest bits are zero in a sample; the lowest are as good as any.
fn part_of(hash: u64) -> usize {
    hash as usize % PARTS
}

fn posting_bytes((hash, rank): Posting) -> [u8; 12] {
    let mut bytes = [0; 12];
    bytes[..8].copy_from_slice(&hash.to_le_bytes());
    bytes[8..].copy_from_slice(&rank.to_le_bytes());
    bytes
}

/// All postings of the hashes of one heap.
fn postings(heaps: &Heaps, part: usize) -> Result<Vec<Posting>> {
    let bytes = heaps.read(part)?;
    let posting = |bytes: &[u8; 12]| {
        let (hash, rank) = bytes.split_at(8);
        let hash = u64::from_le_bytes(hash.try_into().expect("eight bytes"));
        (hash, u32::from_le_bytes(rank.try_into().expect("four bytes")))
    };
    Ok(bytes.as_chunks().0.iter().map(posting).collect())
}

/// What `make` makes of each heap, some heaps at a time, to be taken in their order.
fn by_part<T: Send>(heaps: &Heaps, make: impl Fn(Vec<Posting>) -> T + Sync, mut take: impl FnMut(T)) -> Result<()> {
    let at_once = current_num_threads();
    for start in (0..PARTS).step_by(at_once) {
        let parts = start..PARTS.min(start + at_once);
        let made: Vec<T> = parts.into_par_iter().map(|part| postings(heaps, part).map(&make)).collect::<Result<_>>()?;
        made.into_iter().for_each(&mut take);
    }
    Ok(())
}

/// Documents whose pairs one thread counts at once.
const COUNTED_AT_ONCE: u32 = 4096;

/// What `pairs` gives for ranges of documents, in their order.
fn by_range<T: Send>(count: usize, pairs: impl Fn(Range<u32>, &mut Counter) -> Vec<T> + Sync) -> Vec<T> {
    let all = ranks(count);
    let starts: Vec<u32> = all.clone().step_by(COUNTED_AT_ONCE as usize).collect();
    let found: Vec<Vec<T>> = starts
        .into_par_iter()
        .map_init(Counter::default, |counter, start| {
            pairs(start..all.end.min(start.saturating_add(COUNTED_AT_ONCE)), counter)
        })
        .collect();
    found.into_iter().flatten().collect()
}

fn copy_pairs(heaps: &Heaps, prints: &Prints, copies: &Copies) -> Result<Vec<Pair>> {
    let mut holders = Holders::default();
    by_part(heaps, |postings| cluster::copy_runs(postings, prints, copies), |runs| holders.add(&runs))?;
    let holders = holders.turned(prints.len());
    let pairs = by_range(prints.len(), |range, counter| cluster::paired_copies(&holders, prints, range, counter));
    Ok(copies.expand(pairs))
}

fn sibling_pairs(
    heaps: &Heaps,
    prints: &Prints,
    copies: &Copies,
    (story, site): (&[u32], &[u32]),
    known: &[Pair],
    sampling: Sampling,
) -> Result<(Vec<Pair>, Common)> {
    let (mut holders, mut common) = (Holders::default(), Common::new(prints.len(), sampling));
    by_part(
        heaps,
        |postings| cluster::sibling_runs(postings, copies, story, site),
        |found| {
            holders.add(&found.runs);
            common.add(&found);
        },
    )?;
    let holders = holders.turned(prints.len());
    let weighed = by_range(prints.len(), |range, counter| {
        cluster::paired_siblings(&holders, prints, story, sampling, range, counter)
    });
    drop(holders);
    Ok((cluster::closest_siblings(weighed, copies, known), common))
}

fn event_pairs(
    heaps: &Heaps,
    copies: &Copies,
    story: &[u32],
    words: &Words,
    known: &[Pair],
    sampling: Sampling,
) -> Result<Vec<Pair>> {
    let mut names = Names::new(story.len());
    by_part(heaps, |postings| postings, |postings| names.add(postings, copies, story, words))?;
    let names = names.turned();
    let weighed =
        by_range(story.len(), |range, counter| cluster::paired_events(&names, known, sampling, range, counter));
    Ok(cluster::closest_events(weighed, story.len()))
}

/// In how many of some texts each word stands.
fn count_words(texts: &impl Texts, some: Vec<u32>) -> Result<Words> {
    #[derive(Default)]
    struct Count {
        words: Words,
        scratch: Vec<u64>,
        text: String,
    }
    some.into_par_iter()
        .try_fold(Count::default, |mut count, rank| {
            count.text.clear();
            texts.append(rank, cluster::MAX_READ, &mut count.text)?;
            count.words.count(&count.text, &mut count.scratch);
            Ok(count)
        })
        .map(|count| count.map(|count| count.words))
        .try_reduce(Words::default, |x, y| Ok(x.merge(y)))
}

/// Pairs that are divided into batches at once.
const PAIRS_AT_ONCE: usize = 1 << 20;
/// Batches whose links are held at once.
const BATCHES_AT_ONCE: usize = 1024;

/// Measures pairs; hands on those that are linked, in an order that depends on the pairs alone.
fn verify(
    texts: &impl Texts,
    (pairs, common, words): (&[Pair], &Common, Option<&Words>),
    config: &Config,
    mut take: impl FnMut(Found) -> Result<()>,
) -> Result<()> {
    let read = |rank, into: &mut String| texts.append(rank, cluster::MAX_READ, into);
    for pairs in pairs.chunks(PAIRS_AT_ONCE) {
        for batches in cluster::batches(pairs).chunks(BATCHES_AT_ONCE) {
            let found: Vec<Vec<Found>> = batches
                .par_iter()
                .map_init(|| Bench::new(&config.cluster), |bench, batch| bench.verify(batch, read, common, words))
                .collect::<Result<_>>()?;
            found.into_iter().flatten().try_for_each(&mut take)?;
        }
    }
    Ok(())
}

/// When a link was found: those of the first round may be measured again in the second.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Round {
    Copies,
    Siblings,
}

/// Links on their way to the output: those of copies in memory, what is to be written of each on heaps.
struct Rows {
    /// Links by which documents may be merged or stories told, in no order.
    close: Vec<Edge>,
    /// Every linked pair.
    linked: Vec<Pair>,
    heaps: Heaps,
    documents: u64,
    /// Links of the first round that no longer hold, sorted.
    dropped: Vec<Pair>,
    /// How many there are, by relation.
    counts: [usize; RELATIONS.len()],
}

impl Rows {
    fn new(documents: usize, room: Room) -> Self {
        let heaps = Heaps::new(room);
        let documents = documents as u64;
        Rows {
            close: Vec::new(),
            linked: Vec::new(),
            heaps,
            documents,
            dropped: Vec::new(),
            counts: [0; RELATIONS.len()],
        }
    }

    fn add(&mut self, found: Found, round: Round) -> Result<()> {
        let edge = found.edge;
        self.counts[edge.relation as usize] += 1;
        if edge.relation < Relation::Sibling || round == Round::Copies {
            self.close.push(edge);
        }
        self.linked.push((edge.a, edge.b));
        let part = u64::from(edge.a) * PARTS as u64 / self.documents;
        self.heaps.put(part as usize, &row_bytes(&found, round))
    }

    /// Forgets links that are to be measured again. `pairs` are sorted.
    fn forget(&mut self, pairs: &[Pair]) {
        self.close.retain(|edge| {
            let holds = pairs.binary_search(&(edge.a, edge.b)).is_err();
            self.counts[edge.relation as usize] -= usize::from(!holds);
            holds
        });
        self.linked.retain(|pair| pairs.binary_search(pair).is_err());
    }

    fn seal(&mut self, dropped: Vec<Pair>) -> Result<()> {
        self.dropped = dropped;
        self.close = Vec::new();
        self.linked = Vec::new();
        self.heaps.seal()
    }

    /// The links of one heap, sorted: those of a range of first documents.
    fn part(&self, part: usize) -> Result<Vec<Found>> {
        let bytes = self.heaps.read(part)?;
        let mut rest = bytes.as_slice();
        let mut rows = Vec::new();
        while !rest.is_empty() {
            let (found, round) = row(&mut rest);
            let pair = (found.edge.a, found.edge.b);
            if round == Round::Siblings || self.dropped.binary_search(&pair).is_err() {
                rows.push(found);
            }
        }
        rows.sort_unstable_by_key(|found| (found.edge.a, found.edge.b));
        Ok(rows)
    }
}

const RELATIONS: [Relation; 4] = [Relation::Exact, Relation::NearDuplicate, Relation::Containment, Relation::Sibling];

fn row_bytes(found: &Found, round: Round) -> Vec<u8> {
    let edge = &found.edge;
    let mut bytes = Vec::with_capacity(51 + 16 * found.passages.len());
    bytes.push(edge.relation as u8);
    bytes.push(round as u8);
    for number in [edge.a, edge.b, edge.replaced, found.passages.len() as u32] {
        bytes.extend_from_slice(&number.to_le_bytes());
    }
    for share in [edge.similarity, edge.jaccard, edge.containment_a, edge.containment_b] {
        bytes.extend_from_slice(&share.to_le_bytes());
    }
    for (left, right) in &found.passages {
        for place in [left.start, left.end, right.start, right.end] {
            // Tokens are read up to four billion bytes.
            bytes.extend_from_slice(&(place as u32).to_le_bytes());
        }
    }
    bytes
}

/// The next row: what [`row_bytes`] wrote.
fn row(rest: &mut &[u8]) -> (Found, Round) {
    fn take<const N: usize>(rest: &mut &[u8]) -> [u8; N] {
        let (bytes, after) = rest.split_first_chunk().expect("a row is whole");
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
    (Found { edge, passages }, round)
}
