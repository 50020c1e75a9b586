//! The walk of `cluster`: as far as the links, with no more in memory than it takes to find them.
//!
//! What [`super::walk`] does with documents that are all in memory is done here with what is left of each: its name, its clean
//! text on a [`Shelf`], and what its edits do to places. The steps are the same functions, so the links are the same bytes.

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

use super::parallel::*;
use serde::{Deserialize, Serialize};

use super::links::{self, Links, Texts};
use super::ranks;
use super::spill::{Heaps, PARTS, Room, Shelf};
use super::{documents, repairs, stream};
use crate::cluster::{self, Quality, Standing};
use crate::config::Config;
use crate::error::Result;
use crate::model::{Cluster, Counts, Draft, Edit, Failure, Link, Original, Patch, Places, RawDocument, Segment};
use crate::read::Record;
use crate::segment::{self, PageLines, SiteLine, SiteLines};

/// The links and clusters of a run.
pub struct Survey {
    /// How many of what.
    pub counts: Counts,
    /// Records that could not be cleaned, in input order.
    pub failures: Vec<Failure>,
    /// Inputs that were passed over on purpose, with the reason, in input order.
    pub skipped: Vec<Failure>,
    shelved: Shelved,
    links: Links,
    /// The member of each group that is kept.
    kept: Vec<u32>,
}

/// Finds links and clusters among any records. What does not fit into the memory that `config` allows goes to
/// temporary files in `folder`.
///
/// # Errors
/// If a temporary file cannot be written; a bad record is a failure in the survey.
pub fn survey(
    records: impl IntoIterator<Item: Into<Record>, IntoIter: Send>,
    config: &Config,
    folder: &Path,
) -> Result<Survey> {
    let room = Room { folder: folder.to_owned(), bytes: config.cluster.memory.0 };
    let mut intake = Intake::new(&room.share(2));
    let mut records = records.into_iter().map(Into::into);
    let next_batch = |records: &mut _| stream::batch(records, BATCH_BYTES, BATCH_RECORDS);
    let mut batch = next_batch(&mut records);
    while !batch.is_empty() {
        // While some threads prepare these records, one reads the next.
        let (next, prepared) = join(
            || next_batch(&mut records),
            || batch.into_par_iter().with_min_len(8).map(|record| prepare(record, config)).collect::<Vec<_>>(),
        );
        prepared.into_iter().try_for_each(|prepared| intake.take(prepared))?;
        batch = next;
    }
    drop(records);
    let Intake { shelved, mut counts, failures, skipped, .. } = intake.finish()?;

    let links = links::link(&shelved, config, &room.share(2), None)?;
    let kept = shelved.kept(&links.groups, config)?;
    counts.clusters = links.groups.len();
    counts.duplicates = links.groups.iter().map(|members| members.len() - 1).sum();
    counts.links = links.counts();
    (counts.failures, counts.skipped) = (failures.len(), skipped.len());
    Ok(Survey { counts, failures, skipped, shelved, links, kept })
}

impl Survey {
    /// Every link, sorted by the names of its documents.
    pub fn links(&self) -> impl Iterator<Item = Result<Link>> {
        // Links come by first documents: its places are read once for all of them.
        let mut first: Option<(u32, Places)> = None;
        self.links.all().map(move |found| {
            let found = found?;
            let (a, b) = (found.edge.a, found.edge.b);
            let of_a = match first.take().filter(|(rank, _)| *rank == a) {
                Some((_, places)) => places,
                None => self.shelved.places(a)?,
            };
            let of_b = self.shelved.places(b)?;
            let names = [a, b].map(|rank| self.shelved.name(rank).into());
            let link = ranks::link(&found, names, |span| of_a.to_original(span), |span| of_b.to_original(span));
            first = Some((a, of_a));
            Ok(link)
        })
    }

    /// Every cluster, sorted by name.
    pub fn clusters(&self) -> impl Iterator<Item = Cluster> {
        let id = |rank| self.shelved.name(rank).into();
        self.links.groups.iter().zip(&self.kept).map(move |(members, &kept)| ranks::cluster(members, kept, id))
    }
}

/// Bytes of texts and fields that are held at once while reading, for each of two batches.
const BATCH_BYTES: usize = 4 << 20;
/// Records that are held at once, where they are short or fail.
const BATCH_RECORDS: usize = 4096;

/// What one record came to, looked at by itself.
enum Prepared {
    /// It belongs to no site: nothing about it depends on other pages.
    Text {
        name: Arc<str>,
        standing: Standing,
        text: String,
        places: Vec<u8>,
        counts: Counts,
    },
    /// A page of a site, its boilerplate still in place.
    Page {
        name: Arc<str>,
        standing: Standing,
        site: Arc<str>,
        lines: PageLines,
        page: Vec<u8>,
    },
    Failed(Failure),
    Skipped(Failure),
}

fn prepare(record: Record, config: &Config) -> Prepared {
    let raw: RawDocument = match record {
        Record::Document(raw) => raw,
        Record::Failed(failure) => return Prepared::Failed(failure),
        Record::Skipped(note) => return Prepared::Skipped(note),
    };
    let (name, standing) = (Arc::clone(&raw.id), Standing::of(&raw, &config.cluster));
    let draft = documents::label(raw, config);
    let Some(site) = draft.raw.site() else {
        let (patch, text) = documents::cleaned(draft.rules, draft.text, &draft.lines);
        let mut counts = Counts::default();
        counts.document(&patch, !patch.is_empty());
        return Prepared::Text { name, standing, text, places: patch.places().to_bytes(), counts };
    };
    Prepared::Page {
        name,
        standing,
        site: site.into(),
        lines: segment::page_lines(&draft.text, &draft.lines),
        page: Page { rules: draft.rules.into_edits(), lines: draft.lines }.to_bytes(&draft.text),
    }
}

/// A page of a site while it waits for the others.
#[derive(Serialize, Deserialize)]
struct Page {
    rules: Vec<Edit<Original>>,
    lines: Vec<Segment<Draft>>,
}

impl Page {
    /// The page and its text as bytes.
    fn to_bytes(&self, text: &str) -> Vec<u8> {
        let mut bytes = (text.len() as u64).to_le_bytes().to_vec();
        bytes.extend_from_slice(text.as_bytes());
        serde_json::to_writer(&mut bytes, self).expect("plain data can be written to memory");
        bytes
    }

    fn from_bytes(bytes: &[u8]) -> (Self, String) {
        let (length, rest) = bytes.split_first_chunk().expect("a page was put there whole");
        let (text, page) = rest.split_at(u64::from_le_bytes(*length) as usize);
        let page = serde_json::from_slice(page).expect("a page was put there whole");
        (page, String::from_utf8(text.to_vec()).expect("a text was put there"))
    }
}

/// What has been read so far.
struct Intake {
    shelved: Shelved,
    counts: Counts,
    failures: Vec<Failure>,
    skipped: Vec<Failure>,
    /// Pages that wait for the others of their site, by number, and the numbers of their sites.
    pages: Shelf,
    waiting: Vec<(u32, u32)>,
    /// The lines of all pages, by their keys.
    lines: Heaps,
    sites: Vec<(Arc<str>, u64)>,
    numbers: HashMap<Arc<str>, u32>,
}

impl Intake {
    fn new(room: &Room) -> Self {
        let shelf = || Shelf::new(room.share(3));
        let shelved = Shelved {
            names: Names::default(),
            order: Vec::new(),
            ranks: Vec::new(),
            sites: Vec::new(),
            standings: Vec::new(),
            texts: shelf(),
            places: Shelf::new(room.share(6)),
        };
        Intake {
            shelved,
            counts: Counts::default(),
            failures: Vec::new(),
            skipped: Vec::new(),
            pages: shelf(),
            waiting: Vec::new(),
            lines: Heaps::new(room.share(6)),
            sites: Vec::new(),
            numbers: HashMap::new(),
        }
    }

    fn take(&mut self, prepared: Prepared) -> Result<()> {
        let number = self.shelved.names.len();
        match prepared {
            Prepared::Failed(failure) => self.failures.push(failure),
            Prepared::Skipped(note) => self.skipped.push(note),
            Prepared::Text { name, standing, text, places, counts } => {
                self.shelved.names.push(&name);
                self.shelved.standings.push(standing);
                self.shelved.sites.push(0);
                self.shelve(number, &text, &places, counts)?;
            }
            Prepared::Page { name, standing, site, lines, page } => {
                self.shelved.names.push(&name);
                self.shelved.standings.push(standing);
                let site = *self.numbers.entry(site).or_insert_with_key(|site| {
                    self.sites.push((Arc::clone(site), 0));
                    self.sites.len() as u32 - 1
                });
                self.sites[site as usize].1 += 1;
                self.shelved.sites.push(site + 1);
                for line in lines.of_site(site) {
                    self.lines.put(line.0 as usize % PARTS, &line_bytes(line))?;
                }
                self.waiting.push((number as u32, site));
                self.pages.put(number, &page)?;
            }
        }
        Ok(())
    }

    fn shelve(&mut self, number: usize, text: &str, places: &[u8], counts: Counts) -> Result<()> {
        self.counts.merge(counts);
        self.shelved.texts.put(number, text.as_bytes())?;
        if !places.is_empty() {
            self.shelved.places.put(number, places)?;
        }
        Ok(())
    }

    /// Drops the boilerplate of the pages that waited, now that their sites are known, and sorts the names.
    fn finish(mut self) -> Result<Self> {
        self.pages.seal()?;
        self.lines.seal()?;
        let parts = (0..PARTS).map(|part| Ok(lines(&self.lines.read(part)?)));
        let sites = SiteLines::of_parts(&self.sites, parts)?;
        let waiting = std::mem::take(&mut self.waiting);
        for some in waiting.chunks(BATCH_RECORDS / 4) {
            let cleaned: Vec<(String, Vec<u8>, Counts)> = some
                .par_iter()
                .map(|&(number, site)| {
                    let mut bytes = Vec::new();
                    self.pages.read(number as usize, usize::MAX, &mut bytes)?;
                    let (Page { rules, mut lines }, text) = Page::from_bytes(&bytes);
                    segment::relabel(&text, &mut lines, &self.sites[site as usize].0, &sites);
                    let rules = Patch::new(rules).expect("they were a patch before");
                    let (patch, text) = documents::cleaned(rules, text, &lines);
                    let mut counts = Counts::default();
                    counts.document(&patch, !patch.is_empty());
                    Ok((text, patch.places().to_bytes(), counts))
                })
                .collect::<Result<_>>()?;
            for (&(number, _), (text, places, counts)) in some.iter().zip(cleaned) {
                self.shelve(number as usize, &text, &places, counts)?;
            }
        }
        self.pages = Shelf::new(Room::endless());
        self.lines = Heaps::new(Room::endless());
        self.shelved.settle()?;
        Ok(self)
    }
}

fn line_bytes((key, site, face): SiteLine) -> [u8; 20] {
    let mut bytes = [0; 20];
    bytes[..8].copy_from_slice(&key.to_le_bytes());
    for (four, number) in bytes[8..].chunks_exact_mut(4).zip([site, face[0], face[1]]) {
        four.copy_from_slice(&number.to_le_bytes());
    }
    bytes
}

fn lines(bytes: &[u8]) -> Vec<SiteLine> {
    let line = |bytes: &[u8; 20]| {
        let number = |at: usize| u32::from_le_bytes(std::array::from_fn(|byte| bytes[at + byte]));
        let key = u64::from(number(0)) | u64::from(number(4)) << 32;
        (key, number(8), [number(12), number(16)])
    };
    bytes.as_chunks().0.iter().map(line).collect()
}

/// The documents of a run: names in memory, texts on a shelf, all in input order, and the ranks that lead there.
struct Shelved {
    names: Names,
    /// The number of each rank, and the rank of each number.
    order: Vec<u32>,
    ranks: Vec<u32>,
    /// The number of the site of each, 0 for none.
    sites: Vec<u32>,
    standings: Vec<Standing>,
    texts: Shelf,
    places: Shelf,
}

impl Shelved {
    fn settle(&mut self) -> Result<()> {
        (self.order, self.ranks) = ranks::sorted(self.names.len(), |number| self.names.get(number));
        self.texts.seal()?;
        self.places.seal()
    }

    fn name(&self, rank: u32) -> &str {
        self.names.get(self.order[rank as usize])
    }

    fn number(&self, rank: u32) -> usize {
        self.order[rank as usize] as usize
    }

    fn places(&self, rank: u32) -> Result<Places> {
        let mut bytes = Vec::new();
        self.places.read(self.number(rank), usize::MAX, &mut bytes)?;
        Ok(Places::from_bytes(&bytes))
    }

    /// The best member of each group.
    fn kept(&self, groups: &[Vec<u32>], config: &Config) -> Result<Vec<u32>> {
        let best = |members: &Vec<u32>| {
            let mut text = String::new();
            let mut rated = Vec::with_capacity(members.len());
            for &rank in members {
                text.clear();
                self.append(rank, usize::MAX, &mut text)?;
                let standing = self.standings[self.number(rank)];
                let spun_score = repairs::look(&text).spun_score;
                rated.push((rank, Quality::new(standing, &text, spun_score, config.repair.min_spun_score)));
            }
            let quality = |rank| rated[rated.partition_point(|rated| rated.0 < rank)].1;
            Ok(cluster::kept(members, quality))
        };
        groups.par_iter().map(best).collect()
    }
}

impl Texts for Shelved {
    fn count(&self) -> usize {
        self.names.len()
    }

    fn rank_at(&self, place: usize) -> u32 {
        self.ranks[place]
    }

    fn site(&self, rank: u32) -> u32 {
        self.sites[self.number(rank)]
    }

    fn bytes(&self, rank: u32) -> u64 {
        self.texts.length(self.number(rank))
    }

    fn append(&self, rank: u32, most: usize, into: &mut String) -> Result<()> {
        let mut bytes = std::mem::take(into).into_bytes();
        self.texts.read(self.number(rank), most, &mut bytes)?;
        *into = String::from_utf8(bytes).unwrap_or_else(|cut| {
            // A character that was cut goes.
            let whole = cut.utf8_error().valid_up_to();
            let mut bytes = cut.into_bytes();
            bytes.truncate(whole);
            String::from_utf8(bytes).expect("so far it is valid")
        });
        Ok(())
    }
}

/// Names by number, side by side.
#[derive(Default)]
struct Names {
    all: String,
    ends: Vec<usize>,
}

impl Names {
    fn len(&self) -> usize {
        self.ends.len()
    }

    fn push(&mut self, name: &str) {
        self.all.push_str(name);
        self.ends.push(self.all.len());
    }

    fn get(&self, number: u32) -> &str {
        let start = number.checked_sub(1).map_or(0, |before| self.ends[before as usize]);
        &self.all[start..self.ends[number as usize]]
    }
}
