//! Guards: the reasons to reject a candidate, however strong its evidence is.

use super::candidate::Candidate;
use super::context::RepairContext;
use super::house_style::{is_alike, is_house_style};
use super::working_text::WorkingText;
use crate::model::CandidateFeatures;
use crate::model::{Clean, Span, TokenKind};

/// The agreement of the context on its better side up to which only a word such as "the" shows the
/// place, in weights of words.
const THIN: f32 = 0.2;

/// Why a candidate must not become a repair.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum RejectReason {
    /// The words are a number, an address, part of a quotation that a witness has word for word,
    /// already repaired, or on both sides of a mark or a line break.
    ReadOnly,
    /// The difference is a spelling, an abbreviation or the like, which editors choose by house
    /// style.
    HouseStyle,
    /// A neighbouring word goes with the old words, as in "half past", and hardly anything shows
    /// that the witness has the same place.
    Collocation,
    /// The candidate adds or removes a name, and nothing explains it.
    Unexplained,
    /// Old and new words are spelled much the same, so that one may be a form of the other.
    Alike,
    /// The witness has only a part of a term.
    Term,
    /// The old words are a name that a witness has too.
    KnownName,
    /// The candidate would remove a part of a name.
    CutName,
    /// The document has a name, the witness an ordinary word that is part of it: "Max Born" and
    /// "born".
    OrdinaryWord,
}

impl RejectReason {
    /// The reason, as part of a sentence.
    pub(super) fn describe(self) -> &'static str {
        match self {
            RejectReason::ReadOnly => "a number, an address, a quotation that a witness has, or words across a mark",
            RejectReason::HouseStyle => "house style",
            RejectReason::Collocation => "the old word goes with its neighbour",
            RejectReason::Unexplained => "an unexplained change of a name",
            RejectReason::Alike => "spelled almost the same",
            RejectReason::Term => "only a part of a term",
            RejectReason::KnownName => "a name that a witness has too",
            RejectReason::CutName => "only a part of a name",
            RejectReason::OrdinaryWord => "a name in place of an ordinary word",
        }
    }

    /// Whether the reason is only that an author might have chosen the old words. In a document
    /// that is proven spun, such a candidate is judged again.
    pub(super) fn doubts_the_author(self) -> bool {
        matches!(self, RejectReason::Alike | RejectReason::KnownName | RejectReason::OrdinaryWord)
    }
}

impl RepairContext<'_> {
    /// Whether a candidate replaces only words that are neither read-only nor already repaired.
    pub(super) fn may_replace(&self, current: &WorkingText, candidate: &Candidate) -> bool {
        let (first, last) = candidate.own(current);
        !current.is_repaired(candidate.start, candidate.len)
            && self.own.kinds[first..=last].iter().all(|kind| *kind == TokenKind::Word)
            && self.own.after_break[first + 1..=last].iter().all(|broken| !broken)
            && !self.quoted.iter().any(|quotation| quotation.start <= last && first < quotation.end)
            && (!candidate.readings.is_empty() || !self.takes_out_name(current, candidate))
    }

    /// Whether a neighbouring word goes with the old words much more often than with the new words
    /// of a candidate.
    pub(super) fn is_collocation(&self, current: &WorkingText, candidate: &Candidate) -> bool {
        let (left, right) = current.neighbours(candidate.start, candidate.len);
        self.model.is_collocation(left, candidate.before(current), &candidate.after, right)
    }

    /// The first reason to reject a candidate. The reasons are checked in a fixed order.
    pub(super) fn reject_reason(&self, current: &WorkingText, candidate: &Candidate) -> Option<RejectReason> {
        if !self.may_replace(current, candidate) {
            return Some(RejectReason::ReadOnly);
        }
        let (first, last) = candidate.own(current);
        let best = &candidate.readings[0];
        let there = self.indexes[best.witness].words;
        let their_text = self.witnesses[best.witness].text;
        let (from, to) = (best.place, best.place + best.words - 1);
        let plain = there.kinds[from..=to].iter().all(|kind| *kind == TokenKind::Word)
            && there.after_break[from + 1..=to].iter().all(|broken| !broken);
        if !plain {
            return Some(RejectReason::ReadOnly);
        }
        let span = self.own.span(first, last);
        let (before, after) = (span.of(self.document.text), there.span(from, to).of(their_text));
        if is_house_style(before, after, stopped_inside(self.document.text, span)) {
            return Some(RejectReason::HouseStyle);
        }
        if candidate.features.is_thin() && self.is_collocation(current, candidate) {
            return Some(RejectReason::Collocation);
        }
        let explained = candidate.features.explained > 0.0;
        let (name_in, name_out) = (self.brings_in_name(candidate), self.takes_out_name(current, candidate));
        // A difference that only other spun texts explain may neither add nor remove a name.
        if (name_in || name_out) && self.is_learnt(current, candidate) {
            return Some(RejectReason::Unexplained);
        }
        let surrounded = best.touch_left > 0 && best.touch_right > 0;
        if (name_in || name_out) && !explained && !(surrounded && name_in && name_out) {
            return Some(RejectReason::Unexplained);
        }
        // A name that a witness has is no corruption, and no part of a name may be left out.
        if name_out && self.shortens_name(first, last, &candidate.after) {
            let ordinary = (from..=to).all(|at| there.spans[at].of(their_text).starts_with(char::is_lowercase));
            return Some(if ordinary { RejectReason::OrdinaryWord } else { RejectReason::CutName });
        }
        if name_out && self.is_known_name(first, last) {
            return Some(RejectReason::KnownName);
        }
        if shortens_a_term(&candidate.features) {
            return Some(RejectReason::Term);
        }
        is_alike(before, after).then_some(RejectReason::Alike)
    }

    /// Whether the thesaurus does not explain a candidate, and only other spun texts do.
    pub(super) fn is_learnt(&self, current: &WorkingText, candidate: &Candidate) -> bool {
        self.model.explain(candidate.before(current), &candidate.after).is_some_and(|clean| clean.learnt)
    }

    /// Whether a candidate removes a part of a name.
    pub(super) fn takes_out_name(&self, current: &WorkingText, candidate: &Candidate) -> bool {
        let (first, last) = candidate.own(current);
        (first..=last).any(|at| self.own.is_name(at, self.document.text))
    }

    /// Whether the best reading of a candidate adds a part of a name.
    pub(super) fn brings_in_name(&self, candidate: &Candidate) -> bool {
        candidate.readings.first().is_some_and(|best| {
            let (there, text) = (self.indexes[best.witness].words, self.witnesses[best.witness].text);
            (best.place..best.place + best.words).any(|at| there.is_name(at, text))
        })
    }

    /// Whether the words `first..=last` are a name of which only a part is kept: "U.S. Senate" and
    /// "Senate", "Elizabeth II" and "Elizabeth".
    fn shortens_name(&self, first: usize, last: usize, after: &[u32]) -> bool {
        let capital = |at: usize| self.own.spans[at].of(self.document.text).starts_with(char::is_uppercase);
        let keeps = (first..=last).any(|at| after.contains(&self.own.ids[at]));
        keeps && (first..=last).all(capital)
    }

    /// Whether witnesses have each capitalized word of `first..=last` with a capital inside a
    /// sentence.
    fn is_known_name(&self, first: usize, last: usize) -> bool {
        let small = |at: usize| self.own.spans[at].of(self.document.text).starts_with(char::is_lowercase);
        (first..=last).all(|at| small(at) || self.is_known_as_name(at))
    }

    /// Whether some witness has a word of the document with a capital inside a sentence.
    pub(super) fn is_known_as_name(&self, at: usize) -> bool {
        self.indexes.iter().zip(self.witnesses).any(|(index, witness)| {
            index.places(self.own.ids[at]).iter().any(|&place| index.words.is_name(place, witness.text))
        })
    }
}

impl CandidateFeatures {
    /// Whether no more than a frequent word shows that a witness has the same place.
    fn is_thin(&self) -> bool {
        self.aligned == 0.0 && self.left.max(self.right) <= THIN
    }
}

/// Whether the words are followed by a full stop that does not end a sentence, and so are an
/// abbreviation such as "Calif."
fn stopped_inside(text: &str, words: Span<Clean>) -> bool {
    let rest = &text[words.end..];
    rest.starts_with('.') && !rest[1..].trim_start().starts_with(char::is_uppercase)
}

/// Whether the witness has only a part of a term ("life" for "life sentence"): it reports the event
/// in other words, and either other witnesses have the whole term, or its place only resembles the
/// place in the document.
fn shortens_a_term(features: &CandidateFeatures) -> bool {
    const NEAR_ENOUGH: f32 = 0.5;
    const CONTEXT: f32 = 0.3;
    features.part > 0.0 && features.near < NEAR_ENOUGH && (features.used > 0.0 || features.weaker < CONTEXT)
}
