//! The rounds of repair of one document: readings, evidence, decision; and again with what was decided as context.

use xxhash_rust::xxh3::Xxh3;

use super::alone::{alone, folded};
use super::channel::Channel;
use super::evidence::{Candidate, Past, Scores, gather};
use super::form::dress;
use super::proof::Proof;
use super::readings::{Compared, Current, Heard, aligned, slots};
use super::taboo::is_house_style;
use crate::config::RepairConfig;
use crate::model::{
    Band, Clean, DocId, Passage, Patch, Rejected, Repair, RepairKind, Span, Stance, Token, TokenKind, Verdict,
    Vocabulary, Witness, Words,
};

/// Rounds after which a document is done, whether or not more could be found.
const MAX_ROUNDS: usize = 4;

/// Witnesses of one document, at the most: those linked most closely come first.
const MAX_WITNESSES: usize = 24;

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
    /// Members of one source are copies of each other: together they have one voice.
    pub source: u64,
}

/// The repairs of one document, by place; `witnesses` are its siblings, the most closely linked first. Nothing is proposed
/// for a document that triage calls clean, or that triage suspects and its siblings do not prove spun. A sibling that
/// triage calls spun is not heard.
///
/// `align` gives the passages that two texts share (words by number, and how much each word tells).
pub fn propose(
    document: Member,
    witnesses: &[Member],
    align: impl Fn(&[u32], &[u32], &[f32]) -> Vec<Passage>,
    config: &RepairConfig,
) -> Vec<Repair> {
    let witnesses: Vec<Member> = witnesses
        .iter()
        .filter(|sibling| sibling.spun_score < config.min_spun_score)
        .take(MAX_WITNESSES)
        .copied()
        .collect();
    if witnesses.is_empty() {
        return Vec::new();
    }
    let mut vocabulary = Vocabulary::default();
    let own = vocabulary.words(document.text, document.tokens);
    let theirs: Vec<Words> = witnesses.iter().map(|sibling| vocabulary.words(sibling.text, sibling.tokens)).collect();
    let channel = Channel::new(&vocabulary, theirs.iter());
    let heard: Vec<Heard> =
        theirs.iter().enumerate().map(|(member, words)| Heard::new(member, witnesses[member].source, words)).collect();

    let case =
        Case { vocabulary: &vocabulary, document, witnesses: &witnesses, own: &own, heard: &heard, channel: &channel };
    let mut current = Current {
        ids: own.ids.clone(),
        own: (0..own.len()).map(|at| (at, at)).collect(),
        repaired: vec![false; own.len()],
        after_break: own.after_break.clone(),
    };
    let mut decided: Vec<Proposal> = Vec::new();
    let hit_rate = Proof::default().with_triage(document.spun_score, own.len()).hit_rate;
    let mut past = Past { hit_rate, sure: Vec::new() };
    let mut nearest = Compared::default();
    let mut proof = Proof::default();
    for round in 0..MAX_ROUNDS {
        let mut readings = Vec::new();
        let mut compared = Vec::with_capacity(heard.len());
        for (number, witness) in heard.iter().enumerate() {
            let passages = align(&current.ids, &witness.words.ids, &channel.weight);
            compared.push(aligned(&current, number, witness, &passages, &channel, &mut readings));
            slots(&current, number, witness, &channel, &mut readings);
        }
        nearest = compared.iter().copied().fold(Compared::default(), |a, b| if b.near > a.near { b } else { a });
        let word = |id| vocabulary.word(id).to_owned();
        let mut candidates = gather(readings, &current, &heard, &compared, &channel, &past, word);
        let mut protected = Vec::new();
        candidates.retain(|candidate| {
            let allowed = case.allows(&current, candidate);
            if !allowed && candidate.confidence >= config.low {
                protected.push(candidate.clone());
            }
            allowed
        });
        let mut chosen = choose(candidates);
        for candidate in &mut chosen {
            candidate.note(protected.iter(), "a name, a number or a matter of house style");
        }
        if round == 0 {
            proof = Proof::of_differences(&chosen).with_triage(document.spun_score, own.len());
        }
        chosen.retain(|candidate| candidate.confidence >= config.low);
        let (sure, unsure): (Vec<Candidate>, Vec<Candidate>) =
            chosen.into_iter().partition(|candidate| candidate.confidence >= config.high);
        decided.retain(|proposal| proposal.candidate.confidence >= config.high);
        let done = sure.is_empty();
        decided.extend(sure.iter().chain(&unsure).map(|candidate| Proposal::new(candidate, &current)));
        past.sure.extend(sure.iter().map(|candidate| (candidate.before(&current).to_vec(), candidate.after.clone())));
        if done {
            break;
        }
        current = current.with(&sure);
    }
    let proof = proof.with_repairs(past.different(), own.len(), nearest);
    if proof.probability() < config.low {
        return Vec::new();
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
            decided.retain(|proposal| {
                !chosen.iter().map(|other| other.own(&current)).any(|(a, b)| a <= proposal.own.1 && proposal.own.0 <= b)
            });
            decided.extend(chosen.iter().map(|candidate| Proposal::new(candidate, &current)));
            current = current.with(&chosen);
        }
    }
    decided.sort_by_key(|proposal| proposal.own);
    let mut repairs: Vec<Repair> =
        decided.iter().filter_map(|proposal| case.repair(proposal, &proof, config)).collect();
    name(&mut repairs, document.text);
    repairs
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
    fn own(&self, current: &Current) -> (usize, usize) {
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
struct Case<'c> {
    vocabulary: &'c Vocabulary,
    document: Member<'c>,
    witnesses: &'c [Member<'c>],
    own: &'c Words,
    heard: &'c [Heard<'c>],
    channel: &'c Channel,
}

impl Case<'_> {
    /// Whether a candidate leaves alone what is read-only or already repaired.
    fn may_touch(&self, current: &Current, candidate: &Candidate) -> bool {
        let (first, last) = candidate.own(current);
        !current.repaired[candidate.start..candidate.start + candidate.len].contains(&true)
            && self.own.kinds[first..=last].iter().all(|kind| *kind == TokenKind::Word)
            && self.own.after_break[first + 1..=last].iter().all(|broken| !broken)
            && (!candidate.readings.is_empty() || (first..=last).all(|at| !self.own.is_name(at, self.document.text)))
    }

    /// Whether a candidate touches nothing that is read-only and brings in no name or number on thin evidence.
    fn allows(&self, current: &Current, candidate: &Candidate) -> bool {
        if !self.may_touch(current, candidate) {
            return false;
        }
        let (first, last) = candidate.own(current);
        let best = &candidate.readings[0];
        let there = self.heard[best.witness].words;
        let before = self.own.span(first, last);
        let after = there
            .span(best.place, best.place + best.words - 1)
            .of(self.witnesses[self.heard[best.witness].member].text);
        if is_house_style(before.of(self.document.text), after, stopped_inside(self.document.text, before))
            || shortens_a_term(&candidate.scores)
        {
            return false;
        }
        let (from, to) = (best.place, best.place + best.words - 1);
        let plain = there.kinds[from..=to].iter().all(|kind| *kind == TokenKind::Word)
            && there.after_break[from + 1..=to].iter().all(|broken| !broken);
        if !plain {
            return false;
        }
        let explained = candidate.scores.explained > 0.0;
        let name_in = (from..=to).any(|at| there.is_name(at, self.witnesses[self.heard[best.witness].member].text));
        let name_out = (first..=last).any(|at| self.own.is_name(at, self.document.text));
        let surrounded = best.touch_left > 0 && best.touch_right > 0;
        if (name_in || name_out) && !explained && !(surrounded && name_in && name_out) {
            return false;
        }
        // A name that a witness knows is no corruption, and no part of one is to be left out.
        !(name_out && (self.known_name(first, last) || self.shortens_name(first, last, &candidate.after)))
    }

    /// Whether the words are a name of which only a part is kept: "U.S. Senate" for "Senate", "Elizabeth II" for "Elizabeth".
    fn shortens_name(&self, first: usize, last: usize, after: &[u32]) -> bool {
        let capital = |at: usize| self.own.spans[at].of(self.document.text).starts_with(char::is_uppercase);
        let keeps = (first..=last).any(|at| after.contains(&self.own.ids[at]));
        keeps && (first..=last).all(capital)
    }

    /// Whether some witness writes the words `first..=last` with their capitals inside a sentence.
    fn known_name(&self, first: usize, last: usize) -> bool {
        (first..=last).all(|at| {
            let surface = self.own.spans[at].of(self.document.text);
            surface.starts_with(char::is_lowercase)
                || self.heard.iter().any(|heard| {
                    let text = self.witnesses[heard.member].text;
                    heard.places(self.own.ids[at]).iter().any(|&place| heard.words.is_name(place, text))
                })
        })
    }

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
        let band = if confidence >= config.high {
            Band::High
        } else if confidence >= config.medium {
            Band::Medium
        } else if confidence >= config.low {
            Band::Low
        } else {
            return None;
        };
        let verdict = match band {
            Band::High => Verdict::Accepted,
            Band::Medium => Verdict::Pending,
            Band::Low => Verdict::Rejected,
        };
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
        match proposal.candidate.after[..] {
            [word] => self.channel.explain(phrase, word).is_some_and(|clean| clean.stopped),
            _ => false,
        }
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

/// Whether a full stop follows that ends no sentence: the words are an abbreviation, such as "Calif."
fn stopped_inside(text: &str, words: Span<Clean>) -> bool {
    let rest = &text[words.end..];
    rest.starts_with('.') && !rest[1..].trim_start().starts_with(char::is_uppercase)
}

/// Whether the witness tells the event in its own words and has only a part of a term that other witnesses write in full, or
/// has it in a place that only resembles this one: "life" for "life sentence".
fn shortens_a_term(scores: &Scores) -> bool {
    const NEAR_ENOUGH: f32 = 0.5;
    const CONTEXT: f32 = 0.3;
    scores.part > 0.0 && scores.near < NEAR_ENOUGH && (scores.used > 0.0 || scores.weaker < CONTEXT)
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
