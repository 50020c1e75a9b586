//! Clustering in external memory: links and clusters of more records than fit into memory.
//!
//! [`super::run`] has all documents in memory. Here, three things are kept of each document: its id
//! in memory, its clean text in a [`RecordSpill`], and the offsets of its edits in another, by
//! which positions in the clean text are mapped to the original. The functions that label, clean,
//! link and cluster are the same, so the output is the same bytes.
//!
//! 1. Each record is normalized and its lines are labelled ([`prepare`]). The clean text of a
//!    record without a site is finished and stored. A page of a site is stored with its
//!    boilerplate, and its line keys go to 64 partitions (20 bytes each), because its boilerplate
//!    depends on the other pages.
//! 2. The line keys of each site are counted, one partition after the other, and the pages are read
//!    back, cleaned and stored ([`Intake::finish`]).
//! 3. The ids are sorted, which gives each document its index.
//! 4. [`links::find_links`] finds links and clusters.
//! 5. The members of each cluster are read once more to choose its representative.
//!
//! [`ExternalClusters`] then gives the links and clusters as output rows, in order.

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::links::{self, Links};
use super::parallel::*;
use super::sorted_docs;
use super::spill::{HashPartitions, MemoryBudget, PARTITIONS, RecordSpill};
use super::text_source::TextSource;
use super::{documents, repairs, stream};
use crate::cluster::{self, DocIndex, Provenance, Quality};
use crate::config::Config;
use crate::error::Result;
use crate::model::{Cluster, Counts, Draft, Edit, Failure, Link, Original, Patch, Places, RawDocument, Segment};
use crate::read::Record;
use crate::segment::{self, PageLines, SiteLine, SiteLines};

/// The links and clusters that [`cluster_external`] found.
pub struct ExternalClusters {
    /// The counts of documents, edits, links and clusters.
    pub counts: Counts,
    /// Records that could not be cleaned, in input order.
    pub failures: Vec<Failure>,
    /// Inputs that were skipped on purpose, with the reason, in input order.
    pub skipped: Vec<Failure>,
    docs: SpilledDocs,
    links: Links,
    /// The representative of each cluster.
    representatives: Vec<DocIndex>,
}

/// Finds links and clusters among any records. Texts, postings and links that do not fit into the
/// memory that `config` allows (`cluster.memory`) go to temporary files in `folder`.
///
/// # Errors
/// If a temporary file cannot be written. A bad record is a failure in the result.
pub fn cluster_external(
    records: impl IntoIterator<Item: Into<Record>, IntoIter: Send>,
    config: &Config,
    folder: &Path,
) -> Result<ExternalClusters> {
    let budget = MemoryBudget { folder: folder.to_owned(), bytes: config.cluster.memory.0 };
    let mut intake = Intake::new(&budget.share(2));
    let mut records = records.into_iter().map(Into::into);
    let next_batch = |records: &mut _| stream::batch(records, BATCH_BYTES, BATCH_RECORDS);
    let mut batch = next_batch(&mut records);
    while !batch.is_empty() {
        // While some threads prepare these records, one reads the next.
        let (next, prepared) = join(
            || next_batch(&mut records),
            || batch.into_par_iter().with_min_len(8).map(|record| prepare(record, config)).collect::<Vec<_>>(),
        );
        prepared.into_iter().try_for_each(|prepared| intake.add(prepared))?;
        batch = next;
    }
    drop(records);
    let Intake { docs, mut counts, failures, skipped, .. } = intake.finish()?;

    let links = links::find_links(&docs, config, &budget.share(2), None)?;
    let representatives = docs.representatives(&links.groups, config)?;
    counts.clusters = links.groups.len();
    counts.duplicates = links.groups.iter().map(|members| members.len() - 1).sum();
    counts.links = links.counts();
    (counts.failures, counts.skipped) = (failures.len(), skipped.len());
    Ok(ExternalClusters { counts, failures, skipped, docs, links, representatives })
}

impl ExternalClusters {
    /// Every link, sorted by the ids of its documents.
    pub fn links(&self) -> impl Iterator<Item = Result<Link>> {
        // Links are sorted by first documents: the offsets of each are read once for all its links.
        let mut first: Option<(DocIndex, Places)> = None;
        self.links.all().map(move |link| {
            let link = link?;
            let (a, b) = (link.edge.a, link.edge.b);
            let of_a = match first.take().filter(|(doc, _)| *doc == a) {
                Some((_, places)) => places,
                None => self.docs.places(a)?,
            };
            let of_b = self.docs.places(b)?;
            let ids = [a, b].map(|doc| self.docs.id(doc).into());
            let row = sorted_docs::link_row(&link, ids, |span| of_a.to_original(span), |span| of_b.to_original(span));
            first = Some((a, of_a));
            Ok(row)
        })
    }

    /// Every cluster, sorted by id.
    pub fn clusters(&self) -> impl Iterator<Item = Cluster> {
        let id = |doc| self.docs.id(doc).into();
        let clusters = self.links.groups.iter().zip(&self.representatives);
        clusters.map(move |(members, &representative)| sorted_docs::cluster_row(members, representative, id))
    }
}

/// The number of bytes of texts and fields in one batch of records. Two batches are in memory at a
/// time.
const BATCH_BYTES: usize = 4 << 20;
/// The most records of one batch, which is reached if they are short or fail.
const BATCH_RECORDS: usize = 4096;

/// A record after the steps that need no other record.
enum Prepared {
    /// A record without a site: its clean text depends on no other page.
    Text {
        id: Arc<str>,
        provenance: Provenance,
        /// The clean text.
        text: String,
        /// [`Places`] as bytes.
        places: Vec<u8>,
        counts: Counts,
    },
    /// A page of a site, with its boilerplate.
    Page {
        id: Arc<str>,
        provenance: Provenance,
        site: Arc<str>,
        lines: PageLines,
        /// [`Page`] as bytes.
        page: Vec<u8>,
    },
    /// A record that cannot be cleaned.
    Failed(Failure),
    /// An input that was skipped on purpose.
    Skipped(Failure),
}

fn prepare(record: Record, config: &Config) -> Prepared {
    let raw: RawDocument = match record {
        Record::Document(raw) => raw,
        Record::Failed(failure) => return Prepared::Failed(failure),
        Record::Skipped(note) => return Prepared::Skipped(note),
    };
    let (id, provenance) = (Arc::clone(&raw.id), Provenance::of(&raw, &config.cluster));
    let draft = documents::label(raw, config);
    let Some(site) = draft.raw.site() else {
        let (patch, text) = documents::cleaned(draft.rules, draft.text, &draft.lines);
        let mut counts = Counts::default();
        counts.document(&patch, !patch.is_empty());
        return Prepared::Text { id, provenance, text, places: patch.places().to_bytes(), counts };
    };
    Prepared::Page {
        id,
        provenance,
        site: site.into(),
        lines: segment::page_lines(&draft.text, &draft.lines),
        page: Page { rules: draft.rules.into_edits(), lines: draft.lines }.to_bytes(&draft.text),
    }
}

/// A page of a site, stored until all pages of the site have been read.
#[derive(Serialize, Deserialize)]
struct Page {
    rules: Vec<Edit<Original>>,
    lines: Vec<Segment<Draft>>,
}

impl Page {
    /// The page and its normalized text as bytes: the length of the text (8 bytes, little-endian),
    /// the text, and the page as JSON.
    fn to_bytes(&self, text: &str) -> Vec<u8> {
        let mut bytes = (text.len() as u64).to_le_bytes().to_vec();
        bytes.extend_from_slice(text.as_bytes());
        serde_json::to_writer(&mut bytes, self).expect("plain data can be written to memory");
        bytes
    }

    /// Reads what [`Page::to_bytes`] wrote.
    fn from_bytes(bytes: &[u8]) -> (Self, String) {
        let (length, rest) = bytes.split_first_chunk().expect("pages are stored whole");
        let (text, page) = rest.split_at(u64::from_le_bytes(*length) as usize);
        let page = serde_json::from_slice(page).expect("pages are stored whole");
        (page, String::from_utf8(text.to_vec()).expect("a text was stored"))
    }
}

/// The records that have been read so far. Documents are numbered by their input positions.
struct Intake {
    docs: SpilledDocs,
    counts: Counts,
    failures: Vec<Failure>,
    skipped: Vec<Failure>,
    /// The pages of sites, by document.
    pages: RecordSpill,
    /// The document and the site of each page.
    page_sites: Vec<(u32, u32)>,
    /// The lines of all pages, partitioned by their keys.
    lines: HashPartitions,
    /// The name and the number of pages of each site.
    sites: Vec<(Arc<str>, u64)>,
    /// The number of each site, by its name.
    site_numbers: HashMap<Arc<str>, u32>,
}

impl Intake {
    fn new(budget: &MemoryBudget) -> Self {
        let third = || RecordSpill::new(budget.share(3));
        let docs = SpilledDocs {
            ids: IdTable::default(),
            positions: Vec::new(),
            docs: Vec::new(),
            sites: Vec::new(),
            provenances: Vec::new(),
            texts: third(),
            places: RecordSpill::new(budget.share(6)),
        };
        Intake {
            docs,
            counts: Counts::default(),
            failures: Vec::new(),
            skipped: Vec::new(),
            pages: third(),
            page_sites: Vec::new(),
            lines: HashPartitions::new(budget.share(6)),
            sites: Vec::new(),
            site_numbers: HashMap::new(),
        }
    }

    fn add(&mut self, prepared: Prepared) -> Result<()> {
        let position = self.docs.ids.len();
        match prepared {
            Prepared::Failed(failure) => self.failures.push(failure),
            Prepared::Skipped(note) => self.skipped.push(note),
            Prepared::Text { id, provenance, text, places, counts } => {
                self.docs.ids.push(&id);
                self.docs.provenances.push(provenance);
                self.docs.sites.push(0);
                self.store(position, &text, &places, counts)?;
            }
            Prepared::Page { id, provenance, site, lines, page } => {
                self.docs.ids.push(&id);
                self.docs.provenances.push(provenance);
                let site = *self.site_numbers.entry(site).or_insert_with_key(|site| {
                    self.sites.push((Arc::clone(site), 0));
                    self.sites.len() as u32 - 1
                });
                self.sites[site as usize].1 += 1;
                self.docs.sites.push(site + 1);
                for line in lines.of_site(site) {
                    self.lines.put(line.0 as usize % PARTITIONS, &line_bytes(line))?;
                }
                self.page_sites.push((position as u32, site));
                self.pages.put(position, &page)?;
            }
        }
        Ok(())
    }

    /// Stores the clean text of a document and the offsets of its edits.
    fn store(&mut self, position: usize, text: &str, places: &[u8], counts: Counts) -> Result<()> {
        self.counts.merge(counts);
        self.docs.texts.put(position, text.as_bytes())?;
        if !places.is_empty() {
            self.docs.places.put(position, places)?;
        }
        Ok(())
    }

    /// Removes the boilerplate of the pages of sites, now that all pages have been read, and sorts
    /// the ids.
    fn finish(mut self) -> Result<Self> {
        self.pages.seal()?;
        self.lines.seal()?;
        let partitions = (0..PARTITIONS).map(|partition| Ok(lines(&self.lines.read(partition)?)));
        let sites = SiteLines::of_parts(&self.sites, partitions)?;
        let page_sites = std::mem::take(&mut self.page_sites);
        for some in page_sites.chunks(BATCH_RECORDS / 4) {
            let cleaned: Vec<(String, Vec<u8>, Counts)> = some
                .par_iter()
                .map(|&(position, site)| {
                    let mut bytes = Vec::new();
                    self.pages.read(position as usize, usize::MAX, &mut bytes)?;
                    let (Page { rules, mut lines }, text) = Page::from_bytes(&bytes);
                    segment::relabel(&text, &mut lines, &self.sites[site as usize].0, &sites);
                    let rules = Patch::new(rules).expect("they were a patch before");
                    let (patch, text) = documents::cleaned(rules, text, &lines);
                    let mut counts = Counts::default();
                    counts.document(&patch, !patch.is_empty());
                    Ok((text, patch.places().to_bytes(), counts))
                })
                .collect::<Result<_>>()?;
            for (&(position, _), (text, places, counts)) in some.iter().zip(cleaned) {
                self.store(position as usize, &text, &places, counts)?;
            }
        }
        // The stored pages and lines are no longer needed.
        self.pages = RecordSpill::new(MemoryBudget::unlimited());
        self.lines = HashPartitions::new(MemoryBudget::unlimited());
        self.docs.finish()?;
        Ok(self)
    }
}

/// A line of a page as 20 bytes, little-endian: its key (8 bytes), its site, and the two halves of
/// its face (4 bytes each).
fn line_bytes((key, site, face): SiteLine) -> [u8; 20] {
    let mut bytes = [0; 20];
    bytes[..8].copy_from_slice(&key.to_le_bytes());
    for (four, number) in bytes[8..].chunks_exact_mut(4).zip([site, face[0], face[1]]) {
        four.copy_from_slice(&number.to_le_bytes());
    }
    bytes
}

/// Reads the lines that [`line_bytes`] wrote.
fn lines(bytes: &[u8]) -> Vec<SiteLine> {
    let line = |bytes: &[u8; 20]| {
        let number = |at: usize| u32::from_le_bytes(std::array::from_fn(|byte| bytes[at + byte]));
        let key = u64::from(number(0)) | u64::from(number(4)) << 32;
        (key, number(8), [number(12), number(16)])
    };
    bytes.as_chunks().0.iter().map(line).collect()
}

/// The documents of a run: ids in memory, texts and offsets in spills. All tables are by input
/// position, except `positions`.
struct SpilledDocs {
    ids: IdTable,
    /// The input position of each document, by its index. Empty before [`SpilledDocs::finish`].
    positions: Vec<u32>,
    /// The document at each input position. Empty before [`SpilledDocs::finish`].
    docs: Vec<DocIndex>,
    /// The number of the site of each document, from 1 up; 0 for none.
    sites: Vec<u32>,
    provenances: Vec<Provenance>,
    /// The clean texts.
    texts: RecordSpill,
    /// The [`Places`] of the documents that have edits, as bytes.
    places: RecordSpill,
}

impl SpilledDocs {
    /// Sorts the ids and ends the writing.
    fn finish(&mut self) -> Result<()> {
        (self.positions, self.docs) = sorted_docs::sort_by_id(self.ids.len(), |position| self.ids.get(position));
        self.texts.seal()?;
        self.places.seal()
    }

    fn id(&self, doc: DocIndex) -> &str {
        self.ids.get(self.positions[doc as usize])
    }

    fn position(&self, doc: DocIndex) -> usize {
        self.positions[doc as usize] as usize
    }

    /// How positions in the clean text of a document are mapped to its original.
    fn places(&self, doc: DocIndex) -> Result<Places> {
        let mut bytes = Vec::new();
        self.places.read(self.position(doc), usize::MAX, &mut bytes)?;
        Ok(Places::from_bytes(&bytes))
    }

    /// The representative of each cluster. The text of every member is read.
    fn representatives(&self, groups: &[Vec<DocIndex>], config: &Config) -> Result<Vec<DocIndex>> {
        let best = |members: &Vec<DocIndex>| {
            let mut text = String::new();
            let mut rated = Vec::with_capacity(members.len());
            for &doc in members {
                text.clear();
                self.append(doc, usize::MAX, &mut text)?;
                let provenance = self.provenances[self.position(doc)];
                let spun_score = repairs::triage_text(&text).spun_score;
                rated.push((doc, Quality::new(provenance, &text, spun_score, config.repair.min_spun_score)));
            }
            let quality = |doc| rated[rated.partition_point(|rated| rated.0 < doc)].1;
            Ok(cluster::representative(members, quality))
        };
        groups.par_iter().map(best).collect()
    }
}

impl TextSource for SpilledDocs {
    fn count(&self) -> usize {
        self.ids.len()
    }

    fn doc_at(&self, position: usize) -> DocIndex {
        self.docs[position]
    }

    fn site(&self, doc: DocIndex) -> u32 {
        self.sites[self.position(doc)]
    }

    fn bytes(&self, doc: DocIndex) -> u64 {
        self.texts.length(self.position(doc))
    }

    fn append(&self, doc: DocIndex, max_bytes: usize, into: &mut String) -> Result<()> {
        let mut bytes = std::mem::take(into).into_bytes();
        self.texts.read(self.position(doc), max_bytes, &mut bytes)?;
        *into = String::from_utf8(bytes).unwrap_or_else(|cut| {
            // The last character was cut at `max_bytes`, so it is removed.
            let whole = cut.utf8_error().valid_up_to();
            let mut bytes = cut.into_bytes();
            bytes.truncate(whole);
            String::from_utf8(bytes).expect("it is valid up to there")
        });
        Ok(())
    }
}

/// The ids of documents by input position, in one string.
#[derive(Default)]
struct IdTable {
    all: String,
    /// The end of each id in `all`.
    ends: Vec<usize>,
}

impl IdTable {
    fn len(&self) -> usize {
        self.ends.len()
    }

    fn push(&mut self, id: &str) {
        self.all.push_str(id);
        self.ends.push(self.all.len());
    }

    fn get(&self, position: u32) -> &str {
        let start = position.checked_sub(1).map_or(0, |before| self.ends[before as usize]);
        &self.all[start..self.ends[position as usize]]
    }
}
