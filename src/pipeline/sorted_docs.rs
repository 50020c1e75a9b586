//! Documents in memory in the order of their ids, and their links and clusters as output rows.

use std::collections::HashMap;

use super::text_source::{TextSource, doc_indices};
use crate::cluster::{self, DocIndex, Provenance, Quality, VerifiedLink};
use crate::config::Config;
use crate::error::Result;
use crate::model::{Clean, Cluster, DocId, Document, Link, Original, PassagePair, Span};
use crate::repair::Triage;
use crate::text::head;

/// The documents of a run in the order of their ids. Later stages identify each document by its
/// position in this order, so that no result depends on the order of the input.
pub(super) struct SortedDocs<'d> {
    documents: &'d [Document],
    /// The input position of each document.
    positions: Vec<u32>,
    /// The document at each input position.
    docs: Vec<DocIndex>,
    /// The number of the site of the document at each input position; 0 for none.
    sites: Vec<u32>,
}

/// Sorts `count` documents by their ids; `id` gives the id of the document at an input position.
/// Returns the input position of each document and the document at each input position.
pub(super) fn sort_by_id<'i>(count: usize, id: impl Fn(u32) -> &'i str) -> (Vec<u32>, Vec<DocIndex>) {
    let mut positions: Vec<u32> = doc_indices(count).collect();
    positions.sort_by(|&a, &b| id(a).cmp(id(b)));
    let mut docs = vec![0; count];
    for (doc, &position) in doc_indices(count).zip(&positions) {
        docs[position as usize] = doc;
    }
    (positions, docs)
}

impl<'d> SortedDocs<'d> {
    pub(super) fn new(documents: &'d [Document]) -> Self {
        let (positions, docs) = sort_by_id(documents.len(), |position| &documents[position as usize].raw.id);
        let mut numbers: HashMap<&str, u32> = HashMap::from([("", 0)]);
        let mut number = |site: &'d str| {
            let next = numbers.len() as u32;
            *numbers.entry(site).or_insert(next)
        };
        let sites = documents.iter().map(|document| number(document.raw.site().unwrap_or_default())).collect();
        SortedDocs { documents, positions, docs, sites }
    }

    pub(super) fn len(&self) -> usize {
        self.positions.len()
    }

    /// The indices of all documents.
    pub(super) fn all(&self) -> std::ops::Range<DocIndex> {
        doc_indices(self.len())
    }

    /// The input position of a document.
    pub(super) fn place(&self, doc: DocIndex) -> usize {
        self.positions[doc as usize] as usize
    }

    /// A document by its index.
    pub(super) fn document(&self, doc: DocIndex) -> &'d Document {
        &self.documents[self.place(doc)]
    }

    /// The groups as output rows, each with its representative. `triage` is in input order.
    pub(super) fn clusters(&self, groups: &[Vec<DocIndex>], triage: &[Triage], config: &Config) -> Vec<Cluster> {
        let id = |doc: DocIndex| self.document(doc).raw.id.clone();
        let quality = |doc: DocIndex| {
            let (document, spun_score) = (self.document(doc), triage[self.place(doc)].spun_score);
            let provenance = Provenance::of(&document.raw, &config.cluster);
            Quality::new(provenance, &document.text, spun_score, config.repair.min_spun_score)
        };
        groups.iter().map(|members| cluster_row(members, cluster::representative(members, quality), id)).collect()
    }

    /// A link as an output row.
    pub(super) fn link(&self, link: &VerifiedLink) -> Link {
        let (a, b) = (self.document(link.edge.a), self.document(link.edge.b));
        let original = |span| a.patch.to_original(span);
        link_row(link, [a.raw.id.clone(), b.raw.id.clone()], original, |span| b.patch.to_original(span))
    }
}

impl TextSource for SortedDocs<'_> {
    fn count(&self) -> usize {
        self.len()
    }

    fn doc_at(&self, position: usize) -> DocIndex {
        self.docs[position]
    }

    fn site(&self, doc: DocIndex) -> u32 {
        self.sites[self.place(doc)]
    }

    fn bytes(&self, doc: DocIndex) -> u64 {
        self.document(doc).text.len() as u64
    }

    fn append(&self, doc: DocIndex, max_bytes: usize, into: &mut String) -> Result<()> {
        into.push_str(head(&self.document(doc).text, max_bytes));
        Ok(())
    }
}

/// A cluster as an output row. `id` gives the id of a document.
pub(super) fn cluster_row(members: &[DocIndex], representative: DocIndex, id: impl Fn(DocIndex) -> DocId) -> Cluster {
    Cluster { cluster: id(members[0]), members: members.iter().map(|&doc| id(doc)).collect(), kept: id(representative) }
}

/// A link as an output row, with the ids of its documents. `original_a` and `original_b` map bytes
/// of the clean texts to bytes of the originals.
pub(super) fn link_row(
    link: &VerifiedLink,
    [a, b]: [DocId; 2],
    original_a: impl Fn(Span<Clean>) -> Span<Original>,
    original_b: impl Fn(Span<Clean>) -> Span<Original>,
) -> Link {
    let edge = &link.edge;
    let passages = link.passages.iter();
    Link {
        a,
        b,
        relation: edge.relation,
        similarity: edge.similarity,
        jaccard: edge.jaccard,
        containment_a: edge.containment_a,
        containment_b: edge.containment_b,
        passages: passages.map(|&(left, right)| PassagePair { a: original_a(left), b: original_b(right) }).collect(),
    }
}

/// For each document that is in a cluster, the position of the cluster in the list.
pub(super) fn membership(clusters: &[Cluster]) -> HashMap<DocId, usize> {
    clusters
        .iter()
        .enumerate()
        .flat_map(|(at, cluster)| cluster.members.iter().map(move |member| (member.clone(), at)))
        .collect()
}
