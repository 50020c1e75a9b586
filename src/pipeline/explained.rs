//! Why two documents are linked, or are not.

use super::compared::Compared;
use super::ranks::Ranks;
use crate::cluster::{self, Common, Measured, Pair, Shared};
use crate::error::{Error, Result};
use crate::model::{Cluster, DocId, Original, Relation, Span};

/// How two documents came to be compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Door {
    /// They have the same words: nothing is left to be compared.
    SameWords,
    /// They share samples enough to be copies.
    Copies,
    /// They share rarer shingles.
    Siblings,
    /// They share rare names.
    Events,
    /// They were not compared; the sentence tells why.
    Closed(String),
}

impl Door {
    /// As written for programs; `None` for documents that were not compared.
    pub fn name(&self) -> Option<&'static str> {
        match self {
            Door::SameWords => Some("same_words"),
            Door::Copies => Some("copies"),
            Door::Siblings => Some("siblings"),
            Door::Events => Some("events"),
            Door::Closed(_) => None,
        }
    }
}

/// One of the two documents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Side {
    /// Its id.
    pub id: DocId,
    /// Its cluster, if it has one.
    pub cluster: Option<Cluster>,
}

/// A passage that both hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    /// Its place in the original of `a`.
    pub a: Span<Original>,
    /// Its place in the original of `b`.
    pub b: Span<Original>,
    /// How it reads in the clean text of `a`.
    pub text: String,
}

/// Why two documents are linked, or are not.
#[derive(Debug, Clone, PartialEq)]
pub struct Explanation {
    /// The document with the smaller id.
    pub a: Side,
    /// The other one.
    pub b: Side,
    /// Their link as the walk found it.
    pub link: Option<Relation>,
    /// How they came to be compared.
    pub door: Door,
    /// The samples to find copies by.
    pub copy_samples: Shared,
    /// The samples to find siblings by; `None` where siblings are not looked for, as for the next two.
    pub sibling_samples: Option<Shared>,
    /// The names to find reports of one event by.
    pub names: Option<Shared>,
    /// How close their rare words and names are, and from where on they tell one event.
    pub cosine: Option<(f64, f64)>,
    /// What a comparison of the two gives, even if the walk made none.
    pub measured: Measured,
    /// The share of the longer text that makes a near-duplicate.
    pub threshold: f64,
    /// The weakest relation that merges.
    pub merge: Relation,
    /// Where the two are linked closely enough and yet in different clusters: the longest members of these, whose link
    /// is too weak.
    pub kept_apart: Option<(DocId, DocId)>,
    /// The passages that both hold, in the order of `a`.
    pub passages: Vec<Passage>,
}

/// Names further apart than this are no misspellings of each other: Jaro-Winkler, as for keys of the configuration.
const MIN_RESEMBLANCE: f64 = 0.8;

impl Compared {
    /// Why the two documents of these ids are linked, or are not.
    ///
    /// # Errors
    /// If there is no document of that id, or both are one.
    pub fn explain(&self, a: &str, b: &str) -> Result<Explanation> {
        let ranks = Ranks::new(&self.documents);
        let (x, y) = (self.rank(&ranks, a)?, self.rank(&ranks, b)?);
        if x == y {
            return Err(Error::Command(format!("{a:?} is one document: --explain takes the ids of two")));
        }
        let pair @ (a, b) = (x.min(y), x.max(y));
        let text = |rank: u32| ranks.document(rank).text.as_str();
        let texts = (text(a), text(b));
        let prints = (self.fingerprint(texts.0), self.fingerprint(texts.1));
        let (trail, config) = (&self.trail, &self.config.cluster);

        let copy_samples = cluster::shared_samples(&prints.0, &prints.1);
        let common = |words| cluster::measured(texts.0, texts.1, &trail.common, words, config);
        let door = self.door(pair, (prints.0.gist.tokens, prints.1.gist.tokens), copy_samples, &ranks);
        let measured = match door {
            Door::SameWords => cluster::measured(texts.0, texts.1, &Common::default(), None, config),
            Door::Copies => cluster::walked(texts, (&prints.0, &prints.1), &trail.common, config),
            Door::Siblings => common(None),
            Door::Events | Door::Closed(_) => common(trail.words.as_ref()),
        };
        let link = self.edge(pair).map(|edge| edge.relation);
        let side = |rank: u32| {
            let id = &ranks.document(rank).raw.id;
            let cluster = self.clusters.iter().find(|cluster| cluster.members.binary_search(id).is_ok());
            Side { id: id.clone(), cluster: cluster.cloned() }
        };
        let (left, right) = (side(a), side(b));
        let merges = link.is_some_and(|relation| relation <= config.merge);
        let is_apart = left.cluster != right.cluster || left.cluster.is_none();
        let kept_apart = (merges && is_apart).then(|| (self.longest(&ranks, &left), self.longest(&ranks, &right)));
        let passages = measured.passages.iter();
        let passages = passages.map(|&(in_a, in_b)| Passage {
            a: ranks.document(a).patch.to_original(in_a),
            b: ranks.document(b).patch.to_original(in_b),
            text: in_a.of(texts.0).to_owned(),
        });
        Ok(Explanation {
            a: left,
            b: right,
            link,
            door,
            copy_samples,
            sibling_samples: config.siblings.then(|| cluster::shared_siblings(&prints.0, &prints.1, &trail.common)),
            names: config.siblings.then(|| cluster::shared_names(&prints.0, &prints.1)),
            cosine: trail.words.as_ref().map(|words| cluster::cosine(texts.0, texts.1, words)),
            threshold: config.threshold,
            merge: config.merge,
            kept_apart,
            passages: passages.collect(),
            measured,
        })
    }

    fn rank(&self, ranks: &Ranks, id: &str) -> Result<u32> {
        let ids = || ranks.all().map(|rank| &*ranks.document(rank).raw.id);
        if let Some(rank) = ranks.all().find(|&rank| &*ranks.document(rank).raw.id == id) {
            return Ok(rank);
        }
        // Of a name that was cut short, what is left says more than how it looks.
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
            None => "there is none at all".into(),
        };
        Err(Error::NoSuchDocument(format!("there is no document {id:?}; {hint}")))
    }

    /// How the two came to be compared, or why they were not.
    fn door(&self, pair: Pair, tokens: (u32, u32), samples: Shared, ranks: &Ranks) -> Door {
        let (trail, id) = (&self.trail, |rank: u32| &ranks.document(rank).raw.id);
        let has = |pairs: &[Pair], pair: Pair| pairs.binary_search(&pair).is_ok();
        let first = |rank: u32| self.copies.of[rank as usize];
        let stand_ins = (first(pair.0).min(first(pair.1)), first(pair.0).max(first(pair.1)));
        if tokens.0.min(tokens.1) == 0 {
            return Door::Closed("a text without words is nobody's copy".into());
        }
        if stand_ins.0 == stand_ins.1 {
            return Door::SameWords;
        }
        if has(&trail.copies, pair) {
            return Door::Copies;
        }
        if has(&trail.siblings, pair) {
            return Door::Siblings;
        }
        if has(&trail.events, pair) {
            return Door::Events;
        }
        if [&trail.copies, &trail.siblings, &trail.events].iter().any(|pairs| has(pairs, stand_ins)) {
            let (a, b) = (id(stand_ins.0), id(stand_ins.1));
            return Door::Closed(format!("they have many exact copies; {a} and {b} were compared for all of them"));
        }
        let enough = samples.needed.is_some_and(|needed| samples.shared >= needed);
        let copies = match enough {
            true => {
                "what they share stands in so many texts that only the longest of these are compared with the others"
            }
            false => "they share too few samples to be copies",
        };
        let siblings = if !self.config.cluster.siblings {
            "siblings are not looked for"
        } else if trail.story[pair.0 as usize] == trail.story[pair.1 as usize] {
            "siblings are looked for in other clusters only"
        } else {
            "too few rare shingles or names to be siblings, or others share more"
        };
        Door::Closed(format!("{copies}; {siblings}"))
    }

    /// The longest member of a document's cluster: the one by which clusters are joined.
    fn longest(&self, ranks: &Ranks, side: &Side) -> DocId {
        let Some(cluster) = &side.cluster else { return side.id.clone() };
        let length = |id: &DocId| {
            let rank = ranks.all().find(|&rank| ranks.document(rank).raw.id == *id).expect("members are documents");
            ranks.document(rank).text.len()
        };
        // Of equals the first: members are sorted.
        let longest = cluster.members.iter().rev().max_by_key(|id| length(id));
        longest.expect("a cluster has members").clone()
    }
}
