//! Explanations of why two documents are linked, or are not.

use super::pair_inspector::PairInspector;
use super::sorted_docs::SortedDocs;
use crate::cluster::{self, CommonShingles, DocIndex, Pair, PairMeasures, SampleOverlap};
use crate::error::{Error, Result};
use crate::model::{Cluster, DocId, Original, Relation, Span};

/// How the pair of two documents was found as a candidate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FoundBy {
    /// They have the same words, so no comparison is needed.
    SameWords,
    /// They share enough samples to be copies.
    Copies,
    /// They share rare shingles.
    Siblings,
    /// They share rare names.
    Events,
    /// They were not compared. The text gives the reason, for people.
    NotCompared(String),
}

impl FoundBy {
    /// The name in JSON output; `None` for documents that were not compared.
    pub fn name(&self) -> Option<&'static str> {
        match self {
            FoundBy::SameWords => Some("same_words"),
            FoundBy::Copies => Some("copies"),
            FoundBy::Siblings => Some("siblings"),
            FoundBy::Events => Some("events"),
            FoundBy::NotCompared(_) => None,
        }
    }
}

/// One of the two documents of an explanation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExplainedDoc {
    /// Its id.
    pub id: DocId,
    /// Its cluster, if it has one.
    pub cluster: Option<Cluster>,
}

/// A passage that both documents of an explanation have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SharedPassage {
    /// Its bytes in the original of `a`.
    pub a: Span<Original>,
    /// Its bytes in the original of `b`.
    pub b: Span<Original>,
    /// Its text in the clean text of `a`.
    pub text: String,
}

/// Why two documents are linked, or are not.
#[derive(Debug, Clone, PartialEq)]
pub struct Explanation {
    /// The document with the smaller id.
    pub a: ExplainedDoc,
    /// The document with the larger id.
    pub b: ExplainedDoc,
    /// The relation of their link in the run; `None` if they are not linked.
    pub link: Option<Relation>,
    /// How the pair was found as a candidate.
    pub found_by: FoundBy,
    /// The overlap of the samples by which copies are found.
    pub copy_samples: SampleOverlap,
    /// The overlap of the samples by which siblings are found; `None` if siblings are not searched
    /// for.
    pub sibling_samples: Option<SampleOverlap>,
    /// The overlap of the names by which reports of the same event are found; `None` if siblings
    /// are not searched for.
    pub names: Option<SampleOverlap>,
    /// The cosine of their rare words and names, and the cosine from which on two texts report the
    /// same event; `None` if siblings are not searched for.
    pub cosine: Option<(f64, f64)>,
    /// The measures of a comparison of the two, even if the run made none.
    pub measured: PairMeasures,
    /// The share of the longer text that makes a near-duplicate.
    pub threshold: f64,
    /// The weakest relation that is merged into clusters.
    pub merge: Relation,
    /// If the two are linked closely enough and yet in different clusters: the longest members of
    /// these clusters, whose link is too weak.
    pub kept_apart: Option<(DocId, DocId)>,
    /// The passages that both have, in the order of `a`.
    pub passages: Vec<SharedPassage>,
}

/// The Jaro-Winkler similarity from which on an id may be a misspelling of another. Keys of the
/// configuration have the same limit.
const MIN_RESEMBLANCE: f64 = 0.8;

impl PairInspector {
    /// Why the two documents of these ids are linked, or are not.
    ///
    /// # Errors
    /// If there is no document with one of the ids, or both ids are the same.
    pub fn explain(&self, a: &str, b: &str) -> Result<Explanation> {
        let docs = SortedDocs::new(&self.documents);
        let (x, y) = (self.find(&docs, a)?, self.find(&docs, b)?);
        if x == y {
            return Err(Error::Command(format!("{a:?} is one document: --explain takes the ids of two")));
        }
        let pair @ (a, b) = (x.min(y), x.max(y));
        let text = |doc: DocIndex| docs.document(doc).text.as_str();
        let texts = (text(a), text(b));
        let fingerprints = (self.fingerprint(texts.0), self.fingerprint(texts.1));
        let (trace, config) = (&self.trace, &self.config.cluster);

        let copy_samples = cluster::copy_overlap(&fingerprints.0, &fingerprints.1);
        let without_common = |frequencies| cluster::measure_texts(texts.0, texts.1, &trace.common, frequencies, config);
        let has_words = fingerprints.0.sketch.tokens.min(fingerprints.1.sketch.tokens) > 0;
        let found_by = if has_words {
            self.found_by(pair, copy_samples, &docs)
        } else {
            FoundBy::NotCompared("a text without words is a copy of no other".into())
        };
        let measured = match found_by {
            FoundBy::SameWords => cluster::measure_texts(texts.0, texts.1, &CommonShingles::default(), None, config),
            FoundBy::Copies => {
                cluster::measure_as_run(texts, (&fingerprints.0, &fingerprints.1), &trace.common, config)
            }
            FoundBy::Siblings => without_common(None),
            FoundBy::Events | FoundBy::NotCompared(_) => without_common(trace.frequencies.as_ref()),
        };
        let link = self.edge(pair).map(|edge| edge.relation);
        let explained = |doc: DocIndex| {
            let id = &docs.document(doc).raw.id;
            let cluster = self.clusters.iter().find(|cluster| cluster.members.binary_search(id).is_ok());
            ExplainedDoc { id: id.clone(), cluster: cluster.cloned() }
        };
        let (left, right) = (explained(a), explained(b));
        let merges = link.is_some_and(|relation| relation <= config.merge);
        let is_apart = left.cluster != right.cluster || left.cluster.is_none();
        let kept_apart = (merges && is_apart).then(|| (self.longest(&docs, &left), self.longest(&docs, &right)));
        let passages = measured.passages.iter();
        let passages = passages.map(|&(in_a, in_b)| SharedPassage {
            a: docs.document(a).patch.to_original(in_a),
            b: docs.document(b).patch.to_original(in_b),
            text: in_a.of(texts.0).to_owned(),
        });
        let frequencies = trace.frequencies.as_ref();
        Ok(Explanation {
            a: left,
            b: right,
            link,
            found_by,
            copy_samples,
            sibling_samples: config
                .siblings
                .then(|| cluster::sibling_overlap(&fingerprints.0, &fingerprints.1, &trace.common)),
            names: config.siblings.then(|| cluster::name_overlap(&fingerprints.0, &fingerprints.1)),
            cosine: frequencies.map(|frequencies| cluster::event_cosine(texts.0, texts.1, frequencies)),
            threshold: config.threshold,
            merge: config.merge,
            kept_apart,
            passages: passages.collect(),
            measured,
        })
    }

    /// The document with an id. The error suggests an id that resembles it.
    fn find(&self, docs: &SortedDocs, id: &str) -> Result<DocIndex> {
        let ids = || docs.all().map(|doc| &*docs.document(doc).raw.id);
        if let Some(doc) = docs.all().find(|&doc| &*docs.document(doc).raw.id == id) {
            return Ok(doc);
        }
        // An id that contains the given one without its extension is a better match than one that
        // looks similar.
        let stem = id.rsplit_once('.').map_or(id, |(stem, _)| stem);
        let resemblance = |known: &str| {
            let is_part = !stem.is_empty() && known.contains(stem);
            strsim::jaro_winkler(id, known) + f64::from(u8::from(is_part))
        };
        let closest =
            ids().map(|known| (resemblance(known), known)).max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(a.1)));
        let hint = match closest {
            Some((resemblance, known)) if resemblance >= MIN_RESEMBLANCE => format!("did you mean {known:?}?"),
            Some(_) => format!("the {} documents have ids such as {:?}", self.len(), ids().next().unwrap_or_default()),
            None => "the input has no documents".into(),
        };
        Err(Error::NoSuchDocument(format!("there is no document {id:?}; {hint}")))
    }

    /// How a pair of texts with words was found as a candidate, or why it was not.
    fn found_by(&self, pair: Pair, samples: SampleOverlap, docs: &SortedDocs) -> FoundBy {
        let (trace, id) = (&self.trace, |doc: DocIndex| &docs.document(doc).raw.id);
        let has = |pairs: &[Pair], pair: Pair| pairs.binary_search(&pair).is_ok();
        let first = |doc: DocIndex| self.copies.first_of[doc as usize];
        // The first documents among the exact copies of each.
        let firsts = (first(pair.0).min(first(pair.1)), first(pair.0).max(first(pair.1)));
        if firsts.0 == firsts.1 {
            return FoundBy::SameWords;
        }
        if has(&trace.copies, pair) {
            return FoundBy::Copies;
        }
        if has(&trace.siblings, pair) {
            return FoundBy::Siblings;
        }
        if has(&trace.events, pair) {
            return FoundBy::Events;
        }
        if [&trace.copies, &trace.siblings, &trace.events].iter().any(|pairs| has(pairs, firsts)) {
            let (a, b) = (id(firsts.0), id(firsts.1));
            let reason = format!("they have many exact copies, for all of which {a} and {b} were compared");
            return FoundBy::NotCompared(reason);
        }
        let is_enough = samples.needed.is_some_and(|needed| samples.shared >= needed);
        let copies = match is_enough {
            true => "so many texts have what they share that only the longest of these are compared with the others",
            false => "they share too few samples to be copies",
        };
        let siblings = if !self.config.cluster.siblings {
            "siblings are not searched for"
        } else if trace.story_of[pair.0 as usize] == trace.story_of[pair.1 as usize] {
            "siblings are searched for in other clusters only"
        } else {
            "they share too few rare shingles or names to be siblings, or other documents share more"
        };
        FoundBy::NotCompared(format!("{copies}; {siblings}"))
    }

    /// The longest member of a document's cluster, by which clusters are joined.
    fn longest(&self, docs: &SortedDocs, explained: &ExplainedDoc) -> DocId {
        let Some(cluster) = &explained.cluster else { return explained.id.clone() };
        let length = |id: &DocId| {
            let doc = docs.all().find(|&doc| docs.document(doc).raw.id == *id).expect("members are documents");
            docs.document(doc).text.len()
        };
        // Members are sorted, and of equally long ones the first is taken.
        let longest = cluster.members.iter().rev().max_by_key(|id| length(id));
        longest.expect("a cluster has members").clone()
    }
}
