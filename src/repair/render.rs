//! Renders proposals as repairs: the place in the original, the form of the new words, the
//! witnesses, and the id.

use xxhash_rust::xxh3::Xxh3;

use super::candidate::Alternative;
use super::context::RepairContext;
use super::decided::Proposal;
use super::member::Member;
use crate::config::RepairConfig;
use crate::english::lists::HOMOGRAPH_WORDS;
use crate::model::DocumentFeatures;
use crate::model::{Clean, Original, Rejected, Repair, RepairKind, Span, Stance, Witness};
use crate::text::casing::recase;

/// How many words are quoted on either side of the words of a witness.
pub(super) const QUOTED: usize = 6;

/// A value with three decimal places: enough to read, and equal on every machine.
pub(super) fn rounded(value: f64) -> f64 {
    (value * 1000.0).round() / 1000.0
}

/// New text for a place that can be mapped to the original.
pub(super) struct Change {
    /// The bytes of the clean text.
    pub(super) span: Span<Clean>,
    /// The bytes of the original.
    pub(super) original: Span<Original>,
    pub(super) before: String,
    pub(super) after: String,
}

impl Member<'_> {
    /// The change that puts `after` in a place. `None` if the place cannot be mapped to the
    /// original, or nothing would change.
    pub(super) fn change(&self, place: Span<Clean>, after: &str) -> Option<Change> {
        let (span, original) = self.patch.anchor(place, self.text)?;
        let (left, right) = (&self.text[span.start..place.start], &self.text[place.end..span.end]);
        let (before, after) = (span.of(self.text).to_owned(), format!("{left}{after}{right}"));
        (before != after).then_some(Change { span, original, before, after })
    }

    /// What the document has in a place, as a witness; `around` are the bytes that are quoted.
    pub(super) fn witness(&self, place: Span<Clean>, around: Span<Clean>, stance: Stance) -> Witness {
        Witness {
            doc: self.id.clone(),
            span: self.patch.to_original(place),
            text: around.of(self.text).split_whitespace().collect::<Vec<_>>().join(" "),
            stance,
        }
    }
}

impl RepairContext<'_> {
    /// The repair that a proposal makes in a document that is spun with the probability `proven`.
    /// `None` if its place cannot be mapped to the original, or its confidence is below the lowest
    /// band.
    pub(super) fn repair(
        &self,
        proposal: &Proposal,
        proof: &DocumentFeatures,
        proven: f64,
        config: &RepairConfig,
    ) -> Option<Repair> {
        let candidate = &proposal.candidate;
        let text = self.document.text;
        let mut own = self.own.span(proposal.own.0, proposal.own.1);
        let after = self.recased(proposal);
        if text[own.end..].starts_with('.') && self.replaced_stop(proposal) {
            own.end += 1;
        }
        let change = self.document.change(own, &after)?;
        // A document is spun or it is not: once that is proven, each repair depends on its own
        // evidence only.
        let doubt = if proven >= config.min_proof { 1.0 } else { proven };
        let confidence = candidate.confidence * doubt;
        let band = config.band(confidence)?;
        let supporting =
            candidate.readings.iter().map(|one| self.witness(one.witness, one.place, one.words, Stance::For));
        let against = candidate
            .against
            .iter()
            .map(|&(witness, place)| self.witness(witness, place, candidate.len, Stance::Against));
        Some(Repair {
            id: String::new(),
            doc: self.document.id.clone(),
            span: change.span,
            original: change.original,
            kind: kind(&change.before, &change.after),
            before: change.before,
            after: change.after,
            confidence: rounded(confidence),
            band,
            verdict: config.verdict(band),
            by: "band".to_owned(),
            witnesses: supporting.chain(against).collect(),
            rejected: candidate.others.iter().map(|other| self.rejected(other)).collect(),
            scores: candidate
                .features
                .named()
                .chain(proof.named())
                .map(|(name, value)| (name, rounded(value.into())))
                .collect(),
        })
    }

    /// Whether the old words are a substitute with a full stop of its own, which is replaced too.
    fn replaced_stop(&self, proposal: &Proposal) -> bool {
        let phrase = &self.own.ids[proposal.own.0..=proposal.own.1];
        self.model.explain(phrase, &proposal.candidate.after).is_some_and(|clean| clean.stopped)
    }

    /// The new words with the capitals that their place needs.
    fn recased(&self, proposal: &Proposal) -> String {
        let before = self.own.span(proposal.own.0, proposal.own.1).of(self.document.text);
        let Some(best) = proposal.candidate.readings.first() else {
            return recase(&self.spelled(&proposal.candidate.after), false, before);
        };
        let words = self.indexes[best.witness].words;
        let there = words.span(best.place, best.place + best.words - 1).of(self.witnesses[best.witness].text);
        recase(there, words.after_break[best.place], before)
    }

    /// An alternative, as the repair lists it.
    fn rejected(&self, other: &Alternative) -> Rejected {
        let (after, confidence) = (self.spelled(&other.after), rounded(other.confidence));
        Rejected { after, confidence, why: other.why.to_owned() }
    }

    /// A witness, with `len` of its words from `place` on.
    fn witness(&self, number: usize, place: usize, len: usize, stance: Stance) -> Witness {
        let words = self.indexes[number].words;
        let last = place + len - 1;
        let around = words.span(place.saturating_sub(QUOTED), (last + QUOTED).min(words.len() - 1));
        self.witnesses[number].witness(words.span(place, last), around, stance)
    }
}

/// The kind of a repair, from its old and its new words.
fn kind(before: &str, after: &str) -> RepairKind {
    let abbreviation = after.contains('.') || (after.len() > 1 && after.chars().all(|c| c.is_uppercase() || c == '.'));
    if abbreviation {
        RepairKind::Abbreviation
    } else if HOMOGRAPH_WORDS.contains(&after.to_lowercase()) {
        RepairKind::Homograph
    } else if before.starts_with(char::is_uppercase) && after.starts_with(char::is_uppercase) {
        RepairKind::Name
    } else {
        RepairKind::Synonym
    }
}

/// Gives each repair its id: a hash of the document's id, the old and the new words, the word
/// before and the word after them, and how many earlier repairs of the document have all of these.
pub(super) fn give_ids(repairs: &mut [Repair], text: &str) {
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
