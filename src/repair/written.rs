//! Repairs as they are written down: where in the original, in what form, who speaks for them, and under which id.

use xxhash_rust::xxh3::Xxh3;

use super::case::{Case, Member};
use super::decided::Proposal;
use super::evidence::Other;
use crate::config::RepairConfig;
use crate::model::{Clean, DocumentFeatures, Original, Rejected, Repair, RepairKind, Span, Stance, Witness};
use crate::text::casing::dress;

/// Words of a witness that are quoted on either side of its reading.
pub(super) const QUOTED: usize = 6;

/// Three places: enough to read, and the same text on every machine.
pub(super) fn rounded(value: f64) -> f64 {
    (value * 1000.0).round() / 1000.0
}

/// New words for a place that can be told in bytes of the original.
pub(super) struct Change {
    pub(super) span: Span<Clean>,
    pub(super) original: Span<Original>,
    pub(super) before: String,
    pub(super) after: String,
}

impl Member<'_> {
    /// The change that puts `after` in a place. `None` where that cannot be told in the original, or would change nothing.
    pub(super) fn change(&self, place: Span<Clean>, after: &str) -> Option<Change> {
        let (span, original) = self.patch.anchor(place, self.text)?;
        let (left, right) = (&self.text[span.start..place.start], &self.text[place.end..span.end]);
        let (before, after) = (span.of(self.text).to_owned(), format!("{left}{after}{right}"));
        (before != after).then_some(Change { span, original, before, after })
    }

    /// What it has in a place as a witness; `around` are the bytes that are quoted.
    pub(super) fn witness(&self, place: Span<Clean>, around: Span<Clean>, stance: Stance) -> Witness {
        Witness {
            doc: self.id.clone(),
            span: self.patch.to_original(place),
            text: around.of(self.text).split_whitespace().collect::<Vec<_>>().join(" "),
            stance,
        }
    }
}

impl Case<'_> {
    /// The repair that a proposal makes in a document that is spun with the probability `proven`; `None` where its place cannot be
    /// told in the original.
    pub(super) fn repair(
        &self,
        proposal: &Proposal,
        document: &DocumentFeatures,
        proven: f64,
        config: &RepairConfig,
    ) -> Option<Repair> {
        let candidate = &proposal.candidate;
        let text = self.document.text;
        let mut own = self.own.span(proposal.own.0, proposal.own.1);
        let after = self.dressed(proposal);
        if text[own.end..].starts_with('.') && self.brought_stop(proposal) {
            own.end += 1;
        }
        let change = self.document.change(own, &after)?;
        // A document is spun or it is not: once that is proven, each repair stands by its own evidence.
        let doubt = if proven >= config.min_proof { 1.0 } else { proven };
        let confidence = candidate.confidence * doubt;
        let band = config.band(confidence)?;
        let speaking =
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
            witnesses: speaking.chain(against).collect(),
            rejected: candidate.others.iter().map(|other| self.rejected(other)).collect(),
            scores: candidate
                .features
                .named()
                .chain(document.named())
                .map(|(name, value)| (name, rounded(value.into())))
                .collect(),
        })
    }

    /// Whether the substitute brought a full stop of its own.
    fn brought_stop(&self, proposal: &Proposal) -> bool {
        let phrase = &self.own.ids[proposal.own.0..=proposal.own.1];
        self.channel.explain(phrase, &proposal.candidate.after).is_some_and(|clean| clean.stopped)
    }

    /// The new words in the form that their place asks for.
    fn dressed(&self, proposal: &Proposal) -> String {
        let before = self.own.span(proposal.own.0, proposal.own.1).of(self.document.text);
        let Some(best) = proposal.candidate.readings.first() else {
            return dress(&self.spelled(&proposal.candidate.after), false, before);
        };
        let words = self.heard[best.witness].words;
        let there = words.span(best.place, best.place + best.words - 1).of(self.witnesses[best.witness].text);
        dress(there, words.after_break[best.place], before)
    }

    fn rejected(&self, other: &Other) -> Rejected {
        let (after, confidence) = (self.spelled(&other.after), rounded(other.confidence));
        Rejected { after, confidence, why: other.why.to_owned() }
    }

    /// What a witness has in the place of `len` of its words.
    fn witness(&self, number: usize, place: usize, len: usize, stance: Stance) -> Witness {
        let words = self.heard[number].words;
        let last = place + len - 1;
        let around = words.span(place.saturating_sub(QUOTED), (last + QUOTED).min(words.len() - 1));
        self.witnesses[number].witness(words.span(place, last), around, stance)
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
