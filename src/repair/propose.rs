//! The rounds of repair of one document: readings, evidence, decision; and again with what was decided as context.

use std::ops::Range;

use rustc_hash::FxHashMap;
use xxhash_rust::xxh3::Xxh3;

use super::alone::{alone, folded};
use super::channel::Channel;
use super::evidence::{Candidate, Past, gather};
use super::form::dress;
use super::lexicon::{Difference, Differing, Known, collect, differences};
use super::objection::Objection;
use super::proof::Proof;
use super::quotations::attested;
use super::readings::{Compared, Current, Heard, aligned, slots};
use crate::config::RepairConfig;
use crate::model::{
    DocId, Passage, Patch, Rejected, Repair, RepairKind, Span, Stance, Token, Verdict, Vocabulary, Witness, Words,
};

/// Rounds after which a document is done, whether or not more could be found.
const MAX_ROUNDS: usize = 4;

/// Witnesses of one document, at the most: those linked most closely come first.
const MAX_WITNESSES: usize = 24;

/// Witnesses of one source, at the most: copies have one voice, and the closest hold nearly all that the others do.
const MAX_COPIES: usize = 4;

/// The probability that a document is spun, from which on it is repaired where no witness speaks.
const ALONE: f64 = 0.9;

/// Words of a witness that are quoted on either side of its reading.
const QUOTED: usize = 6;

/// A document of a family, as repair sees it.
#[derive(Debug, Clone, Copy)]
pub struct Member<'t> {
    /// Its name.
    pub id: &'t DocId,
    /// Its clean text.
    pub text: &'t str,
    /// The tokens of that text.
    pub tokens: &'t [Token],
    /// The edits that led there.
    pub patch: &'t Patch,
    /// Its triage score.
    pub spun_score: f64,
    /// What triage hit, and the word that belongs there.
    pub hits: &'t [(String, String)],
    /// Members of one source are copies of each other: together they have one voice.
    pub source: u64,
}

/// A copy is heard up to so many times the score from which on other siblings are not: one clean article of twenty has two odd words,
/// and between copies each difference shows by itself which side is spun. Beside copies of the original with every seventh word
/// spun it finds a tenth more in BBC reports; among other tellings of an event it would let in two rewordings in 150,000 words.
const COPY_SCORES: f64 = 2.0;

/// Whether a sibling may bear witness, by its own looks.
fn is_heard(document: &Member, sibling: &Member, config: &RepairConfig) -> bool {
    let times = if sibling.source == document.source { COPY_SCORES } else { 1.0 };
    sibling.spun_score < times * config.min_spun_score
}

/// The repairs of one document, by place; `witnesses` are its siblings, the most closely linked first. Nothing is proposed
/// for a document that triage calls clean, or that triage suspects and its siblings do not prove spun. A sibling that
/// triage calls spun is not heard; a copy only if it looks twice as spun.
///
/// `align` gives the passages that two texts share (words by number, and how much each word tells), `known` what other
/// texts teach of spinners.
pub fn propose(
    document: Member,
    witnesses: &[Member],
    align: impl Fn(&[u32], &[u32], &[f32]) -> Vec<Passage>,
    known: Known,
    config: &RepairConfig,
) -> Proposed {
    let mut copies: FxHashMap<u64, usize> = FxHashMap::default();
    let mut is_new = |sibling: &Member| {
        let count = copies.entry(sibling.source).or_insert(0);
        *count += 1;
        *count <= MAX_COPIES
    };
    let heard = witnesses.iter().filter(|sibling| is_heard(&document, sibling, config) && is_new(sibling));
    let witnesses: Vec<Member> = heard.take(MAX_WITNESSES).copied().collect();
    if witnesses.is_empty() {
        return Proposed::default();
    }
    let mut vocabulary = Vocabulary::default();
    let own = vocabulary.words(document.text, document.tokens);
    let theirs: Vec<Words> = witnesses.iter().map(|sibling| vocabulary.words(sibling.text, sibling.tokens)).collect();
    let channel = Channel::new(&vocabulary, theirs.iter(), known);
    let heard: Vec<Heard> =
        theirs.iter().enumerate().map(|(member, words)| Heard::new(member, witnesses[member].source, words)).collect();

    let case = Case {
        vocabulary: &vocabulary,
        document,
        witnesses: &witnesses,
        own: &own,
        heard: &heard,
        channel: &channel,
        quoted: attested(document.text, &own, &heard),
    };
    let mut current = Current {
        ids: own.ids.clone(),
        own: (0..own.len()).map(|at| (at, at)).collect(),
        repaired: vec![false; own.len()],
        after_break: own.after_break.clone(),
    };
    let mut decided = Decided(Vec::new());
    let hit_rate = Proof::default().with_triage(document.spun_score, own.len()).hit_rate;
    let mut past = Past { hit_rate, sure: Vec::new() };
    let mut doubtful: Vec<(Candidate, Option<Objection>)> = Vec::new();
    let mut compared = Vec::with_capacity(heard.len());
    let mut nearest = Compared::default();
    let mut proof = Proof::default();
    let mut differing: Vec<Differing> = Vec::new();
    for round in 0..MAX_ROUNDS {
        let mut readings = Vec::new();
        compared.clear();
        let mut sites = channel.sites(&current.ids);
        sites.retain(|site| !current.repaired[site.start..site.start + site.len].contains(&true));
        for (number, witness) in heard.iter().enumerate() {
            let passages = align(&current.ids, &witness.words.ids, &channel.weight);
            compared.push(aligned(&current, number, witness, &passages, &channel, &mut readings));
            slots(&current, &sites, number, witness, &channel, &mut readings);
        }
        nearest = compared.iter().copied().fold(Compared::default(), |a, b| if b.near > a.near { b } else { a });
        let word = |id| vocabulary.word(id).to_owned();
        let mut candidates = gather(readings, &current, &heard, &compared, &channel, &past, word);
        let mut protected: Vec<(Candidate, Objection)> = Vec::new();
        candidates.retain(|candidate| match case.objection(&current, candidate) {
            Some(objection) => {
                if candidate.confidence >= config.low {
                    protected.push((candidate.clone(), objection));
                }
                false
            }
            None => true,
        });
        differing.retain(|difference| difference.sure);
        differing.extend(collect(&candidates, &case, &current, config.high));
        let mut chosen = choose(candidates);
        for candidate in &mut chosen {
            for (other, objection) in &protected {
                candidate.note([other], objection.why());
            }
        }
        if round == 0 {
            proof = Proof::of_differences(&chosen).with_triage(document.spun_score, own.len());
        }
        chosen.retain(|candidate| candidate.confidence >= config.low);
        let (sure, unsure): (Vec<Candidate>, Vec<Candidate>) =
            chosen.into_iter().partition(|candidate| candidate.confidence >= config.high);
        decided.0.retain(|proposal| proposal.candidate.confidence >= config.high);
        let done = sure.is_empty();
        if done {
            doubtful = unsure.iter().map(|candidate| (candidate.clone(), None)).collect();
            protected.retain(|(_, objection)| objection.doubts_the_author());
            doubtful.extend(protected.into_iter().map(|(candidate, objection)| (candidate, Some(objection))));
        }
        decided.0.extend(sure.iter().chain(&unsure).map(|candidate| Proposal::new(candidate, &current)));
        past.sure.extend(sure.iter().map(|candidate| (candidate.before(&current).to_vec(), candidate.after.clone())));
        if done {
            break;
        }
        current = current.with(&sure);
    }
    let beside = compared.iter().position(|other| other.near == nearest.near).map_or(&[][..], |at| witnesses[at].hits);
    let proof = proof.with_repairs(past.different(), own.len(), nearest).with_hits(document.hits, beside, nearest);
    let differences = differences(&differing, &case);
    let proven = proof.probability();
    if proven < config.low {
        return Proposed { repairs: Vec::new(), proven, differences };
    }
    if proof.probability() >= config.min_proof {
        let seen = doubtful.iter().filter(|(candidate, _)| candidate.scores.explained > 0.0);
        let again =
            seen.map(|(candidate, objection)| case.in_hindsight(&current, candidate, *objection, &proof)).collect();
        let (sure, unsure): (Vec<Candidate>, Vec<Candidate>) = choose(again)
            .into_iter()
            .filter(|candidate| candidate.confidence >= config.low)
            .partition(|candidate| candidate.confidence >= config.high);
        decided.replace(sure.iter().chain(&unsure), &current);
        current = current.with(&sure);
    }
    if proof.probability() >= ALONE {
        for _ in 0..MAX_ROUNDS {
            let seen = folded(&current, &channel, |at| own.is_name(at, document.text));
            let mut candidates = alone(&current, &seen, &heard, &channel, &past, |word| vocabulary.get(word));
            // How an abbreviation is dressed, only a witness can tell.
            let plain = |candidate: &Candidate| candidate.after.iter().all(|&id| !vocabulary.word(id).contains('.'));
            candidates.retain(|candidate| case.may_touch(&current, candidate) && plain(candidate));
            let chosen = choose(candidates);
            if chosen.is_empty() {
                break;
            }
            decided.replace(&chosen, &current);
            current = current.with(&chosen);
        }
    }
    decided.0.sort_by_key(|proposal| proposal.own);
    let mut repairs: Vec<Repair> =
        decided.0.iter().filter_map(|proposal| case.repair(proposal, &proof, config)).collect();
    name(&mut repairs, document.text);
    Proposed { repairs, proven, differences }
}

/// What the siblings of a document say of it.
#[derive(Debug, Clone, Default)]
pub struct Proposed {
    /// Its repairs, by place.
    pub repairs: Vec<Repair>,
    /// The probability that it is spun: `0.0..=1.0`.
    pub proven: f64,
    /// Where it differs from its witnesses by a word, each pair of words once, sorted.
    pub differences: Vec<Difference>,
}

impl Proposed {
    /// How many of the repairs are to be applied.
    pub fn applied(&self) -> usize {
        self.repairs.iter().filter(|repair| repair.verdict == Verdict::Accepted).count()
    }
}

/// A candidate with its place among the document's own words, which no later round moves.
struct Proposal {
    candidate: Candidate,
    own: (usize, usize),
}

impl Proposal {
    fn new(candidate: &Candidate, current: &Current) -> Self {
        Proposal { candidate: candidate.clone(), own: candidate.own(current) }
    }
}

/// What the rounds agreed on so far.
struct Decided(Vec<Proposal>);

impl Decided {
    /// Puts these in the place of what was decided for the same words.
    fn replace<'c>(&mut self, candidates: impl IntoIterator<Item = &'c Candidate> + Clone, current: &Current) {
        let places: Vec<(usize, usize)> = candidates.clone().into_iter().map(|other| other.own(current)).collect();
        self.0.retain(|proposal| !places.iter().any(|(a, b)| *a <= proposal.own.1 && proposal.own.0 <= *b));
        self.0.extend(candidates.into_iter().map(|candidate| Proposal::new(candidate, current)));
    }
}

/// Other words for a place that are kept with a repair, at the most.
const MAX_OTHERS: usize = 3;

impl Candidate {
    /// Notes which of `others` were meant for the same words.
    fn note<'c>(&mut self, others: impl IntoIterator<Item = &'c Candidate>, why: &'static str) {
        for other in others {
            let meets = other.start < self.start + self.len && self.start < other.start + other.len;
            if meets && self.others.len() < MAX_OTHERS && other.after != self.after {
                self.others.push((other.after.clone(), other.confidence, why));
            }
        }
    }

    /// The first and the last of the text's own words that it replaces.
    pub(super) fn own(&self, current: &Current) -> (usize, usize) {
        (current.own[self.start].0, current.own[self.start + self.len - 1].1)
    }
}

impl Current {
    /// The text after these repairs.
    fn with(&self, repairs: &[Candidate]) -> Current {
        let mut next = Current { ids: Vec::new(), own: Vec::new(), repaired: Vec::new(), after_break: Vec::new() };
        let mut at = 0;
        let mut sorted: Vec<&Candidate> = repairs.iter().collect();
        sorted.sort_by_key(|candidate| candidate.start);
        for candidate in sorted {
            next.copy(self, at..candidate.start);
            at = candidate.start + candidate.len;
            let own = (self.own[candidate.start].0, self.own[at - 1].1);
            for (number, &word) in candidate.after.iter().enumerate() {
                next.ids.push(word);
                next.own.push(own);
                next.repaired.push(true);
                next.after_break.push(number == 0 && self.after_break[candidate.start]);
            }
        }
        next.copy(self, at..self.ids.len());
        next
    }

    fn copy(&mut self, from: &Current, range: std::ops::Range<usize>) {
        self.ids.extend_from_slice(&from.ids[range.clone()]);
        self.own.extend_from_slice(&from.own[range.clone()]);
        self.repaired.extend_from_slice(&from.repaired[range.clone()]);
        self.after_break.extend_from_slice(&from.after_break[range]);
    }
}

/// The surest candidates that do not overlap. Ties go to the longer phrase, then the earlier place.
fn choose(mut candidates: Vec<Candidate>) -> Vec<Candidate> {
    candidates.sort_by(|a, b| {
        b.confidence
            .total_cmp(&a.confidence)
            .then(b.len.cmp(&a.len))
            .then(a.start.cmp(&b.start))
            .then(a.after.cmp(&b.after))
    });
    let words = candidates.iter().map(|candidate| candidate.start + candidate.len).max().unwrap_or(0);
    let mut taken: Vec<Option<usize>> = vec![None; words];
    let mut chosen: Vec<Candidate> = Vec::new();
    for candidate in candidates {
        let place = &mut taken[candidate.start..candidate.start + candidate.len];
        match place.iter().flatten().min() {
            Some(&winner) => chosen[winner].note([&candidate], "less sure"),
            None => {
                place.fill(Some(chosen.len()));
                chosen.push(candidate);
            }
        }
    }
    chosen
}

/// A document and those who are heard on it.
pub(super) struct Case<'c> {
    pub(super) vocabulary: &'c Vocabulary,
    pub(super) document: Member<'c>,
    pub(super) witnesses: &'c [Member<'c>],
    pub(super) own: &'c Words,
    pub(super) heard: &'c [Heard<'c>],
    pub(super) channel: &'c Channel,
    /// Quotations that a witness has word for word, as ranges of own words.
    pub(super) quoted: Vec<Range<usize>>,
}

impl Case<'_> {
    /// The repair that a proposal makes; `None` where its place cannot be told in the original.
    fn repair(&self, proposal: &Proposal, proof: &Proof, config: &RepairConfig) -> Option<Repair> {
        let candidate = &proposal.candidate;
        let text = self.document.text;
        let mut own = self.own.span(proposal.own.0, proposal.own.1);
        let after = self.dressed(proposal);
        if text[own.end..].starts_with('.') && self.stopped(proposal) {
            own.end += 1;
        }
        let (span, original) = self.document.patch.anchor(own, text)?;
        let after = format!("{}{after}{}", &text[span.start..own.start], &text[own.end..span.end]);
        let before = span.of(text).to_owned();
        if before == after {
            return None;
        }
        // A document is spun or it is not: once that is proven, each repair stands by its own evidence.
        let doubt = if proof.probability() >= config.min_proof { 1.0 } else { proof.probability() };
        let confidence = candidate.confidence * doubt;
        let band = config.band(confidence)?;
        let verdict = config.verdict(band);
        let mut witnesses: Vec<Witness> = candidate
            .readings
            .iter()
            .map(|reading| self.witness(reading.witness, reading.place, reading.words, Stance::For))
            .collect();
        witnesses.extend(
            candidate
                .against
                .iter()
                .map(|&(witness, place)| self.witness(witness, place, candidate.len, Stance::Against)),
        );
        Some(Repair {
            id: String::new(),
            doc: self.document.id.clone(),
            span,
            original,
            kind: kind(&before, &after),
            before,
            after,
            confidence: (confidence * 1000.0).round() / 1000.0,
            band,
            verdict,
            by: "band".to_owned(),
            witnesses,
            rejected: candidate.others.iter().map(|other| self.rejected(other)).collect(),
            scores: candidate.scores.named().into_iter().chain(proof.named()).collect(),
        })
    }

    /// Whether the substitute brought a full stop of its own.
    fn stopped(&self, proposal: &Proposal) -> bool {
        let phrase = &self.own.ids[proposal.own.0..=proposal.own.1];
        self.channel.explain(phrase, &proposal.candidate.after).is_some_and(|clean| clean.stopped)
    }

    fn dressed(&self, proposal: &Proposal) -> String {
        let before = self.own.span(proposal.own.0, proposal.own.1).of(self.document.text);
        let Some(best) = proposal.candidate.readings.first() else {
            let words: Vec<&str> = proposal.candidate.after.iter().map(|&word| self.vocabulary.word(word)).collect();
            return dress(&words.join(" "), false, before);
        };
        let heard = &self.heard[best.witness];
        let there = heard.words.span(best.place, best.place + best.words - 1).of(self.witnesses[heard.member].text);
        dress(there, heard.words.after_break[best.place], before)
    }

    fn rejected(&self, (after, confidence, why): &(Vec<u32>, f64, &'static str)) -> Rejected {
        let after: Vec<&str> = after.iter().map(|&word| self.vocabulary.word(word)).collect();
        let confidence = (confidence * 1000.0).round() / 1000.0;
        Rejected { after: after.join(" "), confidence, why: (*why).to_owned() }
    }

    fn witness(&self, number: usize, place: usize, words: usize, stance: Stance) -> Witness {
        let heard = &self.heard[number];
        let sibling = &self.witnesses[heard.member];
        let quoted =
            heard.words.span(place.saturating_sub(QUOTED), (place + words - 1 + QUOTED).min(heard.words.len() - 1));
        let reading = heard.words.span(place, place + words - 1);
        Witness {
            doc: sibling.id.clone(),
            span: sibling.patch.to_original(reading),
            text: quoted.of(sibling.text).split_whitespace().collect::<Vec<_>>().join(" "),
            stance,
        }
    }
}

/// What kind of corruption is mended, as far as the words tell.
fn kind(before: &str, after: &str) -> RepairKind {
    const FUNCTION_WORDS: &[&str] = &[
        "have", "has", "had", "be", "being", "been", "is", "was", "are", "were", "by", "as", "not", "we", "you", "us",
        "it", "he", "she", "they", "them", "another", "more", "after", "because", "in", "on", "at", "of", "or", "so",
        "can", "will", "if",
    ];
    let abbreviation = after.contains('.') || (after.len() > 1 && after.chars().all(|c| c.is_uppercase() || c == '.'));
    if abbreviation {
        RepairKind::Abbreviation
    } else if FUNCTION_WORDS.contains(&after.to_lowercase().as_str()) {
        RepairKind::Homograph
    } else if before.starts_with(char::is_uppercase) && after.starts_with(char::is_uppercase) {
        RepairKind::Name
    } else {
        RepairKind::Synonym
    }
}

/// Gives each repair its id: a hash of document, before, after, the words around it, and how often all of that came earlier.
pub(super) fn name(repairs: &mut [Repair], text: &str) {
    let mut seen: Vec<u64> = Vec::new();
    for repair in repairs {
        let Span { start, end, .. } = repair.span;
        let left = text[..start].split_whitespace().next_back().unwrap_or("");
        let right = text[end..].split_whitespace().next().unwrap_or("");
        let mut hash = Xxh3::new();
        for part in [repair.doc.as_ref(), &repair.before, &repair.after, left, right] {
            hash.update(part.as_bytes());
            hash.update(&[0xFF]);
        }
        let base = hash.digest();
        let earlier = seen.iter().filter(|other| **other == base).count();
        seen.push(base);
        hash.update(&(earlier as u64).to_le_bytes());
        repair.id = format!("{:016x}", hash.digest());
    }
}
