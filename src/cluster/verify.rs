//! The exact measurement of a candidate pair: how its two texts are related, and by which passages.

use std::ops::Range;

use super::alignment::{Alignment, align};
use super::common_shingles::CommonShingles;
use super::copies::ExactCopies;
use super::fingerprint::DocSketch;
use super::link::{Edge, Pair, VerifiedLink};
use super::pair_measures::{FactCounts, LinkReason, PairMeasures};
use super::shingles::SHORT_TEXT;
use super::sketches::SketchStore;
use super::slots::{Slots, facts_kept, slots};
use super::tokenized_doc::TokenizedDoc;
use crate::model::{Clean, Relation, Span};
use crate::text::align::Block;

/// The share of the shorter text's tokens from which on it is contained in the longer text. Fixed
/// by the definition of the relation `containment`.
pub const CONTAINMENT: f64 = 0.8;
/// The least number of tokens of a text that can be contained in another: a headline or a stock
/// sentence is not a copy.
const MIN_CONTAINED: usize = SHORT_TEXT;
/// The share of the numbers in the same positions that may differ between copies: an update changes
/// some, a form letter most. Among Reuters 1987 texts of 32 tokens and more that align by .7,
/// copies have up to .28, form letters .29 and mostly more than .5.
const MAX_OTHER_NUMBERS: f64 = 0.28;
/// The share of the names in the same positions that may differ between copies.
const MAX_OTHER_NAMES: f64 = 0.35;
/// Changed facts per token below which two texts count as having the same facts: fewer are the date
/// line of a long page. Form letters have .03 and more.
const FORM_DENSITY: f64 = 0.02;
/// The value of [`FORM_DENSITY`] for texts whose words around the facts are the same to the letter.
const VERBATIM_DENSITY: f64 = 0.04;
/// The Jaccard similarity from which on the words around the facts count as the same to the letter.
const VERBATIM: f64 = 0.7;
/// The share of the longer text from which on two texts with other facts are one form, so that they
/// are not siblings either.
const FORM_SHARE: f64 = 0.55;
/// Misread words per token from which on changed facts count as misread too, if there are no more
/// of them than of those words. OCR of newspapers has .02 to .3, form letters have none.
const MIN_NOISE: f64 = 0.02;
/// The share of the shorter text that is equal to the letter in any copy: the worst OCR pages that
/// still align by .7 have .4.
const MIN_EQUAL: f64 = 0.25;
/// The most other words in the slots of a copy that count as aligned, as a share of the longer
/// text. Spun pages have up to .15, rewrites and late revisions any number.
const MAX_SPUN: f64 = 0.1;
/// The least number of equal tokens in a passage.
const MIN_PASSAGE: usize = 8;
/// The most tokens on either side that may differ inside a passage: spun words inside a quotation.
const MAX_BRIDGE: usize = 4;
/// Equal tokens of a passage that make two texts siblings.
const MIN_SIBLING_PASSAGE: usize = 12;
/// The share of the shorter text in shared passages that makes two texts siblings.
const MIN_SIBLING_SHARE: f64 = 0.25;

/// What a pair is judged by besides its two texts.
#[derive(Clone, Copy)]
pub(crate) struct Criteria<'c> {
    /// The shingles that do not count, because many stories have them.
    pub common: &'c CommonShingles,
    /// The share of the longer text's tokens that must align in a near-duplicate.
    pub threshold: f64,
}

/// Measures two texts with different tokens; `None` if they are not related. `same_event` is asked
/// only if nothing else relates them.
pub(crate) fn measure(
    pair: Pair,
    a: &TokenizedDoc,
    b: &TokenizedDoc,
    criteria: Criteria,
    same_event: impl FnOnce() -> bool,
) -> Option<VerifiedLink> {
    let (short, long) = by_length(a, b);
    let comparison = Comparison::new(short, long);
    let relation = comparison.relation(criteria, short, same_event).0?;
    Some(comparison.link(pair, relation, a, b))
}

/// The shorter text and the longer one. The alignment looks up the shingles of one text in the
/// other, and where a shingle is repeated, the result depends on which text is looked up in which.
/// With this order, swapping `a` and `b` does not change a link.
fn by_length<'r>(a: &'r TokenizedDoc, b: &'r TokenizedDoc) -> (&'r TokenizedDoc, &'r TokenizedDoc) {
    if (a.len(), &a.text) > (b.len(), &b.text) { (b, a) } else { (a, b) }
}

/// Measures two texts like [`measure`] and returns every measure, whether they are related or not.
pub(crate) fn measure_all(
    pair: Pair,
    a: &TokenizedDoc,
    b: &TokenizedDoc,
    criteria: Criteria,
    same_event: impl FnOnce() -> bool,
) -> PairMeasures {
    let (short, long) = by_length(a, b);
    let comparison = Comparison::new(short, long);
    let (relation, reason) = match a.len() > 0 && a.hashes == b.hashes {
        true => (Some(Relation::Exact), LinkReason::SameWords),
        false => comparison.relation(criteria, short, same_event),
    };
    let (numbers_kept, names_kept) = facts_kept(short, &comparison.alignment.chain);
    let VerifiedLink { edge, passages } = comparison.link(pair, relation.unwrap_or(Relation::Sibling), a, b);
    PairMeasures {
        relation,
        reason,
        is_other_facts: comparison.facts(short) != Facts::Same,
        edge,
        passages,
        tokens: (a.len(), b.len()),
        aligned: comparison.aligned(),
        numbers: FactCounts { same: numbers_kept, different: comparison.slots.numbers_changed },
        names: FactCounts { same: names_kept, different: comparison.slots.names_changed },
        common: comparison.common_tokens(criteria.common, short),
    }
}

/// The links of all exact copies, in the order of their pairs. They need no measurement.
pub(crate) fn exact_links(copies: &ExactCopies, sketches: &SketchStore) -> impl Iterator<Item = VerifiedLink> {
    copies.pairs().into_iter().map(|pair| exact_link(pair, sketches.sketch(pair.0), sketches.sketch(pair.1)))
}

/// The link of two documents with the same tokens.
fn exact_link(pair: Pair, a: &DocSketch, b: &DocSketch) -> VerifiedLink {
    let whole = |sketch: &DocSketch| Span::new(sketch.extent.0 as usize, sketch.extent.1 as usize);
    let passages = if (a.tokens as usize) < MIN_PASSAGE { Vec::new() } else { vec![(whole(a), whole(b))] };
    let edge = Edge {
        a: pair.0,
        b: pair.1,
        relation: Relation::Exact,
        similarity: 1.0,
        jaccard: 1.0,
        containment_a: 1.0,
        containment_b: 1.0,
        replaced: 0,
    };
    VerifiedLink { edge, passages }
}

/// The bytes of a range of tokens.
fn bytes(doc: &TokenizedDoc, tokens: Range<usize>) -> Span<Clean> {
    Span::new(doc.tokens[tokens.start].start as usize, doc.tokens[tokens.end - 1].end() as usize)
}

/// Whether two aligned texts have the same numbers and names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Facts {
    Same,
    /// Other numbers: a form letter.
    OtherNumbers,
    /// Other names: a form letter, or a text whose names were spun too.
    OtherNames,
}

/// Two aligned texts. The short one has no more tokens than the long one.
struct Comparison {
    alignment: Alignment,
    slots: Slots,
    /// The numbers of tokens, of the short text and of the long one.
    tokens: (usize, usize),
    /// The numbers of different shingles, of the short text and of the long one.
    distinct: (usize, usize),
}

impl Comparison {
    fn new(short: &TokenizedDoc, long: &TokenizedDoc) -> Self {
        let alignment = align(short, long);
        let equal: usize = alignment.chain.iter().chain(&alignment.moved).map(|block| block.len).sum();
        // With less equal text, no content of the slots makes the two copies.
        let may_be_copies = equal as f64 >= MIN_EQUAL * short.len() as f64;
        let slots = if may_be_copies { slots(short, long, &alignment.chain) } else { Slots::default() };
        Comparison {
            slots,
            tokens: (short.len(), long.len()),
            distinct: (short.shingles(long).distinct, long.shingles(short).distinct),
            alignment,
        }
    }

    /// The number of tokens that align: equal ones, and other words that replace each other.
    fn aligned(&self) -> usize {
        let equal: usize = self.alignment.chain.iter().chain(&self.alignment.moved).map(|block| block.len).sum();
        let spun = (self.slots.replacements - self.slots.variants) as f64;
        let credited = spun.min(MAX_SPUN * self.tokens.1 as f64) as usize;
        (equal + self.slots.variants + credited).min(self.tokens.0)
    }

    /// The share of the long text's tokens that align.
    fn similarity(&self) -> f64 {
        self.aligned() as f64 / self.tokens.1.max(1) as f64
    }

    fn jaccard(&self) -> f64 {
        let shared = self.alignment.shared;
        shared as f64 / (self.distinct.0 + self.distinct.1 - shared).max(1) as f64
    }

    /// The shared shingles as a share of `of` shingles.
    fn shingle_share(&self, of: usize) -> f64 {
        self.alignment.shared as f64 / of.max(1) as f64
    }

    /// The link of `a` and `b`, of which either may be the short text.
    fn link(&self, pair: Pair, relation: Relation, a: &TokenizedDoc, b: &TokenizedDoc) -> VerifiedLink {
        let (short, long) = by_length(a, b);
        let swap = std::ptr::eq(short, b);
        let mut passages: Vec<(Span<Clean>, Span<Clean>)> = self
            .passages()
            .iter()
            .map(|passage| {
                let (left, right) = (bytes(short, passage.a.clone()), bytes(long, passage.b.clone()));
                if swap { (right, left) } else { (left, right) }
            })
            .collect();
        passages.sort_unstable();
        let (in_short, in_long) = (self.shingle_share(self.distinct.0), self.shingle_share(self.distinct.1));
        let (containment_a, containment_b) = if swap { (in_long, in_short) } else { (in_short, in_long) };
        let edge = Edge {
            a: pair.0,
            b: pair.1,
            relation,
            similarity: self.similarity(),
            jaccard: self.jaccard(),
            containment_a,
            containment_b,
            replaced: self.slots.replaced as u32,
        };
        VerifiedLink { edge, passages }
    }

    /// The closest relation that holds, and what decided.
    fn relation(
        &self,
        criteria: Criteria,
        short: &TokenizedDoc,
        same_event: impl FnOnce() -> bool,
    ) -> (Option<Relation>, LinkReason) {
        let Criteria { common: common_shingles, threshold } = criteria;
        let facts = self.facts(short);
        let common = self.common_tokens(common_shingles, short);
        let share = |of: usize| self.aligned().saturating_sub(common) as f64 / of.saturating_sub(common).max(1) as f64;
        if facts == Facts::Same && share(self.tokens.1) >= threshold {
            return (Some(Relation::NearDuplicate), LinkReason::Aligned);
        }
        if facts == Facts::Same && common == 0 && self.jaccard() >= threshold {
            return (Some(Relation::NearDuplicate), LinkReason::SharedShingles);
        }
        if facts == Facts::Same && self.tokens.0 - common >= MIN_CONTAINED && share(self.tokens.0) >= CONTAINMENT {
            return (Some(Relation::Containment), LinkReason::Contained);
        }
        // One form letter is no evidence about another.
        if facts == Facts::OtherNumbers && self.similarity() >= FORM_SHARE {
            (None, LinkReason::OtherNumbers)
        } else if self.is_sibling(common_shingles, short) {
            (Some(Relation::Sibling), LinkReason::SharedPassages)
        } else if same_event() {
            (Some(Relation::Sibling), LinkReason::SameEvent)
        } else {
            (None, LinkReason::TooLittle)
        }
    }

    /// The number of equal tokens in passages that many stories have. Text that page boilerplate
    /// makes equal is no evidence.
    fn common_tokens(&self, common: &CommonShingles, short: &TokenizedDoc) -> usize {
        if common.is_empty() {
            return 0;
        }
        let blocks = self.alignment.chain.iter().chain(&self.alignment.moved);
        let covered = blocks.filter(|block| common.covers(short.passage_shingles(block.a..block.end_a())));
        covered.map(|block| block.len).sum::<usize>().min(self.aligned())
    }

    /// Whether the two texts are one form filled in with different facts.
    fn facts(&self, short: &TokenizedDoc) -> Facts {
        let Slots { numbers_changed, names_changed, variants, .. } = self.slots;
        let changed = numbers_changed + names_changed;
        if self.tokens.0 < SHORT_TEXT && changed > 0 {
            return Facts::OtherNumbers;
        }
        // A page on which OCR misread words has misread figures too.
        if variants >= changed && variants as f64 >= MIN_NOISE * self.tokens.0 as f64 {
            return Facts::Same;
        }
        let density = changed as f64 / self.tokens.0 as f64;
        if density < if self.jaccard() >= VERBATIM { VERBATIM_DENSITY } else { FORM_DENSITY } {
            return Facts::Same;
        }
        let (numbers_kept, names_kept) = facts_kept(short, &self.alignment.chain);
        let other = |kept: usize, changed: usize, most: f64| changed as f64 > most * (kept + changed) as f64;
        if other(numbers_kept, numbers_changed, MAX_OTHER_NUMBERS) {
            Facts::OtherNumbers
        } else if other(names_kept, names_changed, MAX_OTHER_NAMES) {
            Facts::OtherNames
        } else {
            Facts::Same
        }
    }

    /// Whether the two share enough passages that are not common.
    fn is_sibling(&self, common: &CommonShingles, short: &TokenizedDoc) -> bool {
        let mut passages = self.passages();
        passages.retain(|passage| !common.covers(short.passage_shingles(passage.a.clone())));
        let shared: usize = passages.iter().map(|passage| passage.equal).sum();
        passages.iter().any(|passage| passage.equal >= MIN_SIBLING_PASSAGE)
            || shared as f64 >= MIN_SIBLING_SHARE * self.tokens.0 as f64
    }

    fn passages(&self) -> Vec<Passage> {
        let chain = &self.alignment.chain;
        let mut found: Vec<Passage> = chain
            .chunk_by(|before, after| gap(*before, *after) <= MAX_BRIDGE)
            .chain(self.alignment.moved.chunks(1))
            .filter_map(Passage::of)
            .collect();
        found.sort_unstable_by_key(|passage| passage.a.start);
        found
    }
}

/// The number of tokens between two blocks of a chain, on the side that has more.
fn gap(before: Block, after: Block) -> usize {
    (after.a - before.end_a()).max(after.b - before.end_b())
}

/// A passage that both texts have, as ranges of tokens.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Passage {
    a: Range<usize>,
    b: Range<usize>,
    /// The number of equal tokens in it.
    equal: usize,
}

impl Passage {
    /// The passage that these blocks of a chain make, without chance matches at its ends; `None` if
    /// fewer than [`MIN_PASSAGE`] equal tokens are left.
    fn of(mut blocks: &[Block]) -> Option<Self> {
        while let [first, second, ..] = blocks
            && first.len <= gap(*first, *second)
        {
            blocks = &blocks[1..];
        }
        while let [.., second, last] = blocks
            && last.len <= gap(*second, *last)
        {
            blocks = &blocks[..blocks.len() - 1];
        }
        let (first, last) = (blocks.first()?, blocks.last()?);
        let equal = blocks.iter().map(|block| block.len).sum();
        (equal >= MIN_PASSAGE).then(|| Passage { a: first.a..last.end_a(), b: first.b..last.end_b(), equal })
    }
}
