//! A candidate pair measured exactly: how the two are related, and by which passages.

use std::ops::Range;

use super::alignment::{Alignment, align};
use super::candidates::{Common, Pair};
use super::fingerprint::SHORT_TEXT;
use super::measured::{Counted, Measured, Reason};
use super::prints::Gist;
use super::reading::Reading;
use super::slots::{Slots, facts_kept, slots};
use super::{Edge, Found};
use crate::model::{Clean, Relation, Span};
use crate::text::align::Block;

/// The share of the shorter text from which on it is contained in the longer: the contract.
pub const CONTAINMENT: f64 = 0.8;
/// The least tokens of a text that can be contained in another: a headline or a stock sentence is not a copy.
const MIN_CONTAINED: usize = SHORT_TEXT;
/// Of the numbers in the same places, the share that may differ between copies: an update changes some, a form letter
/// most. Among Reuters 1987 texts of 32 tokens and more that align by .7, copies have up to .28, form letters .29 and
/// mostly more than .5.
const MAX_OTHER_NUMBERS: f64 = 0.28;
/// The same for names.
const MAX_OTHER_NAMES: f64 = 0.35;
/// Changed facts to a token: fewer are the date line of a long page. Form letters have .03 and more.
const FORM_DENSITY: f64 = 0.02;
/// The same where the words around the facts are the same to the letter.
const VERBATIM_DENSITY: f64 = 0.04;
/// The Jaccard similarity from which on they are.
const VERBATIM: f64 = 0.7;
/// The share of the longer text from which on two texts with other facts are one form, and no siblings either.
const FORM_SHARE: f64 = 0.55;
/// Misread words to a token from which on the facts are taken for misread too, if they are not more than those words.
/// OCR of newspapers has .02 to .3, form letters have none.
const MIN_NOISE: f64 = 0.02;
/// The share of the shorter text that is equal to the letter in any copy: the worst pages that were read by machine
/// and still align by .7 have .4.
const MIN_EQUAL: f64 = 0.25;
/// Other words in the slots of a copy that count as spun, as a share of the longer text. Spun pages have up to .15,
/// rewrites and late revisions any number.
const MAX_SPUN: f64 = 0.1;
/// The least tokens of a passage.
const MIN_PASSAGE: usize = 8;
/// Tokens on either side that may differ inside a passage: spun words inside a quotation.
const MAX_BRIDGE: usize = 4;

/// Measures two different texts; `None` if they are not related. From `threshold` on they are copies: the share of the
/// longer text's tokens that align. `same_event` is asked last.
pub(crate) fn measure(
    pair: Pair,
    a: &Reading,
    b: &Reading,
    common: &Common,
    threshold: f64,
    same_event: impl FnOnce() -> bool,
) -> Option<Found> {
    let (short, long) = by_length(a, b);
    let comparison = Comparison::new(short, long);
    let relation = comparison.relation(common, threshold, short, same_event).0?;
    Some(comparison.found(pair, relation, a, b))
}

/// The shorter text and the longer one. Which is looked up in which decides between repeated shingles: swapping the two must
/// not change a link.
fn by_length<'r>(a: &'r Reading, b: &'r Reading) -> (&'r Reading, &'r Reading) {
    if (a.len(), &a.text) > (b.len(), &b.text) { (b, a) } else { (a, b) }
}

/// As [`measure`], with everything that leads to the answer.
pub(crate) fn measure_all(
    pair: Pair,
    a: &Reading,
    b: &Reading,
    common: &Common,
    threshold: f64,
    same_event: impl FnOnce() -> bool,
) -> Measured {
    let (short, long) = by_length(a, b);
    let comparison = Comparison::new(short, long);
    let (relation, reason) = match a.len() > 0 && a.words == b.words {
        true => (Some(Relation::Exact), Reason::SameWords),
        false => comparison.relation(common, threshold, short, same_event),
    };
    let (numbers_kept, names_kept) = facts_kept(short, &comparison.alignment.chain);
    let Found { edge, passages } = comparison.found(pair, relation.unwrap_or(Relation::Sibling), a, b);
    Measured {
        relation,
        reason,
        is_other_facts: comparison.facts(short) != Facts::Same,
        edge,
        passages,
        tokens: (a.len(), b.len()),
        aligned: comparison.aligned(),
        numbers: Counted { kept: numbers_kept, changed: comparison.slots.numbers_changed },
        names: Counted { kept: names_kept, changed: comparison.slots.names_changed },
        common: comparison.common_tokens(common, short),
    }
}

/// The link of two documents with the same tokens.
pub(crate) fn copies(pair: Pair, a: &Gist, b: &Gist) -> Found {
    let whole = |gist: &Gist| Span::new(gist.ends.0 as usize, gist.ends.1 as usize);
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
    Found { edge, passages }
}

fn bytes(reading: &Reading, tokens: Range<usize>) -> Span<Clean> {
    Span::new(reading.tokens[tokens.start].start as usize, reading.tokens[tokens.end - 1].end() as usize)
}

/// What two aligned texts say of numbers and names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Facts {
    Same,
    /// A form letter.
    OtherNumbers,
    /// A form letter, or a text whose names were spun as well.
    OtherNames,
}

/// Two texts, aligned: `short` has no more tokens than `long`.
struct Comparison {
    alignment: Alignment,
    slots: Slots,
    /// Tokens of each.
    tokens: (usize, usize),
    /// Different shingles of each.
    distinct: (usize, usize),
}

impl Comparison {
    fn new(short: &Reading, long: &Reading) -> Self {
        let alignment = align(short, long);
        let equal: usize = alignment.chain.iter().chain(&alignment.moved).map(|block| block.len).sum();
        // Where so little is equal, nothing that the slots say makes a copy.
        let may_copy = equal as f64 >= MIN_EQUAL * short.len() as f64;
        let slots = if may_copy { slots(short, long, &alignment.chain) } else { Slots::default() };
        Comparison {
            slots,
            tokens: (short.len(), long.len()),
            distinct: (short.shingles(long).distinct, long.shingles(short).distinct),
            alignment,
        }
    }

    /// Tokens that stand for each other.
    fn aligned(&self) -> usize {
        let equal: usize = self.alignment.chain.iter().chain(&self.alignment.moved).map(|block| block.len).sum();
        let spun = (self.slots.forms - self.slots.readings) as f64;
        let credited = spun.min(MAX_SPUN * self.tokens.1 as f64) as usize;
        (equal + self.slots.readings + credited).min(self.tokens.0)
    }

    fn similarity(&self) -> f64 {
        self.aligned() as f64 / self.tokens.1.max(1) as f64
    }

    fn jaccard(&self) -> f64 {
        let shared = self.alignment.shared;
        shared as f64 / (self.distinct.0 + self.distinct.1 - shared).max(1) as f64
    }

    fn share(&self, of: usize) -> f64 {
        self.alignment.shared as f64 / of.max(1) as f64
    }

    /// The link that the comparison of `a` and `b` makes, in whichever order they were compared.
    fn found(&self, pair: Pair, relation: Relation, a: &Reading, b: &Reading) -> Found {
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
        let (in_short, in_long) = (self.share(self.distinct.0), self.share(self.distinct.1));
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
        Found { edge, passages }
    }

    fn relation(
        &self,
        shared_with_many: &Common,
        threshold: f64,
        short: &Reading,
        same_event: impl FnOnce() -> bool,
    ) -> (Option<Relation>, Reason) {
        let facts = self.facts(short);
        let common = self.common_tokens(shared_with_many, short);
        let share = |of: usize| self.aligned().saturating_sub(common) as f64 / of.saturating_sub(common).max(1) as f64;
        if facts == Facts::Same && share(self.tokens.1) >= threshold {
            return (Some(Relation::NearDuplicate), Reason::Aligned);
        }
        if facts == Facts::Same && common == 0 && self.jaccard() >= threshold {
            return (Some(Relation::NearDuplicate), Reason::SharedShingles);
        }
        if facts == Facts::Same && self.tokens.0 - common >= MIN_CONTAINED && share(self.tokens.0) >= CONTAINMENT {
            return (Some(Relation::Containment), Reason::Contained);
        }
        // One form letter says nothing about another.
        if facts == Facts::OtherNumbers && self.similarity() >= FORM_SHARE {
            (None, Reason::OtherNumbers)
        } else if self.is_sibling(shared_with_many, short) {
            (Some(Relation::Sibling), Reason::SharedPassages)
        } else if same_event() {
            (Some(Relation::Sibling), Reason::SameEvent)
        } else {
            (None, Reason::TooLittle)
        }
    }

    /// Tokens that the two texts share with many stories: what page boilerplate makes equal says nothing.
    fn common_tokens(&self, common: &Common, short: &Reading) -> usize {
        if common.is_empty() {
            return 0;
        }
        let blocks = self.alignment.chain.iter().chain(&self.alignment.moved);
        let covered = blocks.filter(|block| common.covers(short.passage(block.a..block.end_a())));
        covered.map(|block| block.len).sum::<usize>().min(self.aligned())
    }

    /// Whether this is the same form filled in with other facts.
    fn facts(&self, short: &Reading) -> Facts {
        let Slots { numbers_changed, names_changed, readings, .. } = self.slots;
        let changed = numbers_changed + names_changed;
        if self.tokens.0 < SHORT_TEXT && changed > 0 {
            return Facts::OtherNumbers;
        }
        // A page that was read badly has its figures read badly too.
        if readings >= changed && readings as f64 >= MIN_NOISE * self.tokens.0 as f64 {
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

    fn is_sibling(&self, common: &Common, short: &Reading) -> bool {
        let mut passages = self.passages();
        passages.retain(|passage| !common.covers(short.passage(passage.a.clone())));
        let shared: usize = passages.iter().map(|passage| passage.equal).sum();
        passages.iter().any(|passage| passage.equal >= 12) || shared as f64 >= 0.25 * self.tokens.0 as f64
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

/// The tokens between two blocks of a chain, on the side that has more of them.
fn gap(before: Block, after: Block) -> usize {
    (after.a - before.end_a()).max(after.b - before.end_b())
}

/// A passage that both texts hold, in tokens.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Passage {
    a: Range<usize>,
    b: Range<usize>,
    /// Equal tokens in it.
    equal: usize,
}

impl Passage {
    /// The passage that blocks of a chain make, without chance words at its ends: `None` if little is left.
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
