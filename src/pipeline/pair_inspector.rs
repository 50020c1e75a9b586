//! A run as far as clusters that keeps what was compared, for questions about pairs of documents.

use super::candidate_trace::CandidateTrace;
use super::sorted_docs::SortedDocs;
use super::spill::MemoryBudget;
use super::{documents, links, repairs};
use crate::cluster::{Edge, ExactCopies, Fingerprint, Pair, fingerprint};
use crate::config::Config;
use crate::error::Result;
use crate::model::{Cluster, Document, Failure, RawDocument, RunReport};
use crate::read::Record;

/// The documents of some inputs with their links and clusters, and a record of the pairs that were
/// compared. It explains pairs ([`PairInspector::explain`]) and lists the pairs next to the
/// threshold ([`PairInspector::borderline`]).
pub struct PairInspector {
    /// Records that cannot be compared, in input order.
    pub failures: Vec<Failure>,
    /// Inputs that were skipped on purpose, in input order.
    pub skipped: Vec<Failure>,
    pub(super) documents: Vec<Document>,
    /// The links, sorted by their pairs.
    pub(super) edges: Vec<Edge>,
    pub(super) copies: ExactCopies,
    pub(super) trace: CandidateTrace,
    pub(super) clusters: Vec<Cluster>,
    pub(super) config: Config,
}

impl PairInspector {
    /// Finds links and clusters among any records.
    ///
    /// # Errors
    /// Never: no temporary file is needed.
    pub fn records(records: impl IntoIterator<Item: Into<Record>>, config: &Config) -> Result<Self> {
        let (raw, RunReport { failures, skipped, .. }) = super::documents_of(records);
        Ok(PairInspector { failures, skipped, ..PairInspector::run(raw, config)? })
    }

    /// Finds links and clusters of records in memory.
    ///
    /// # Panics
    /// Never: texts in memory can always be read.
    pub fn of(raw: Vec<RawDocument>, config: &Config) -> Self {
        PairInspector::run(raw, config).expect("texts in memory can be read")
    }

    fn run(raw: Vec<RawDocument>, config: &Config) -> Result<Self> {
        let documents = documents::documents(raw, config);
        let docs = SortedDocs::new(&documents);
        let mut trace = CandidateTrace::default();
        let links = links::find_links(&docs, config, &MemoryBudget::unlimited(), Some(&mut trace))?;
        let edges = links.all().map(|link| link.map(|link| link.edge)).collect::<Result<_>>()?;
        let (copies, groups) = (links.copies, links.groups);
        let triage = repairs::triage(&docs, groups.iter().flatten().copied().collect());
        let clusters = docs.clusters(&groups, &triage, config);
        let (failures, skipped, config) = (Vec::new(), Vec::new(), config.clone());
        Ok(PairInspector { failures, skipped, documents, edges, copies, trace, clusters, config })
    }

    /// The number of documents.
    pub fn len(&self) -> usize {
        self.documents.len()
    }

    /// Whether there are no documents.
    pub fn is_empty(&self) -> bool {
        self.documents.is_empty()
    }

    /// The fingerprint of a clean text, with the sampling of this run.
    pub(super) fn fingerprint(&self, text: &str) -> Fingerprint {
        fingerprint(text, self.trace.sampling)
    }

    /// The link of a pair.
    pub(super) fn edge(&self, pair: Pair) -> Option<&Edge> {
        let at = self.edges.binary_search_by_key(&pair, |edge| (edge.a, edge.b)).ok()?;
        Some(&self.edges[at])
    }
}
