//! The walk as far as clusters, with what was compared on the way: for people who ask why, or where to draw the line.

use super::ranks::Ranks;
use super::spill::Room;
use super::{documents, links, repairs};
use crate::cluster::{Common, Copies, Edge, Fingerprint, Pair, Sampling, Words, fingerprint};
use crate::config::Config;
use crate::error::Result;
use crate::model::{Cluster, Document, Failure, RawDocument, RunReport};
use crate::read::Record;

/// What was compared, and by what; pairs are sorted, the smaller rank first.
#[derive(Default)]
pub(super) struct Trail {
    /// Pairs that share samples enough to be copies.
    pub copies: Vec<Pair>,
    /// Pairs of different stories that share rarer shingles.
    pub siblings: Vec<Pair>,
    /// Pairs of different stories that share rare names.
    pub events: Vec<Pair>,
    /// The story of each document; empty where siblings were not looked for.
    pub story: Vec<u32>,
    /// What so many stories share that it means nothing.
    pub common: Common,
    /// How rare words are; none where siblings were not looked for.
    pub words: Option<Words>,
    /// How densely shingles were sampled to find siblings.
    pub sampling: Sampling,
}

/// All documents of some inputs, compared.
pub struct Compared {
    /// Records that cannot be compared, in input order.
    pub failures: Vec<Failure>,
    /// Inputs that were passed over on purpose, in input order.
    pub skipped: Vec<Failure>,
    pub(super) documents: Vec<Document>,
    pub(super) edges: Vec<Edge>,
    pub(super) copies: Copies,
    pub(super) trail: Trail,
    pub(super) clusters: Vec<Cluster>,
    pub(super) config: Config,
}

impl Compared {
    /// Compares all documents among some records.
    ///
    /// # Errors
    /// Never: no temporary file is needed.
    pub fn records(records: impl IntoIterator<Item: Into<Record>>, config: &Config) -> Result<Self> {
        let (raw, RunReport { failures, skipped, .. }) = super::documents_of(records);
        Ok(Compared { failures, skipped, ..Compared::walk(raw, config)? })
    }

    /// Compares records that are in memory already.
    ///
    /// # Panics
    /// Never: what is in memory can be read.
    pub fn of(raw: Vec<RawDocument>, config: &Config) -> Self {
        Compared::walk(raw, config).expect("what is in memory can be read")
    }

    fn walk(raw: Vec<RawDocument>, config: &Config) -> Result<Self> {
        let documents = documents::documents(raw, config);
        let ranks = Ranks::new(&documents);
        let mut trail = Trail::default();
        let links = links::link(&ranks, config, &Room::endless(), Some(&mut trail))?;
        let edges = links.all().map(|found| found.map(|found| found.edge)).collect::<Result<_>>()?;
        let (copies, groups) = (links.copies, links.groups);
        let triage = repairs::triage(&ranks, groups.iter().flatten().copied().collect());
        let clusters = ranks.clusters(&groups, &triage, config);
        let (failures, skipped, config) = (Vec::new(), Vec::new(), config.clone());
        Ok(Compared { failures, skipped, documents, edges, copies, trail, clusters, config })
    }

    /// How many documents there are.
    pub fn len(&self) -> usize {
        self.documents.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.documents.is_empty()
    }

    pub(super) fn fingerprint(&self, text: &str) -> Fingerprint {
        fingerprint(text, self.trail.sampling)
    }

    /// The link of a pair.
    pub(super) fn edge(&self, pair: Pair) -> Option<&Edge> {
        let at = self.edges.binary_search_by_key(&pair, |edge| (edge.a, edge.b)).ok()?;
        Some(&self.edges[at])
    }
}
