//! Objections: what speaks against a candidate, however well it is attested.

use super::case::Case;
use super::current::Current;
use super::evidence::Candidate;
use super::taboo::{is_alike, is_house_style};
use crate::model::{CandidateFeatures, Clean, Span, TokenKind};

/// Agreement with a witness, by the weight of the words on the better side, up to which its place is no better known than by a word
/// such as "the".
const THIN: f32 = 0.2;

/// Why a candidate must not be a repair.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Objection {
    /// A number, an address, words across a break, a quotation that a witness has word for word, or words that are repaired already.
    ReadOnly,
    /// Spellings, abbreviations and the like, which every editor chooses.
    HouseStyle,
    /// A neighbour goes with the words that are there, and hardly anything shows that the witness speaks of this place: "half past".
    Belongs,
    /// A name that nothing explains.
    Unexplained,
    /// Two words that are written much the same: one may be a form of the other.
    Alike,
    /// The witness has only a part of a term.
    Term,
    /// The document's words are a name that a witness knows.
    KnownName,
    /// A part of the document's name would be left out.
    CutName,
    /// The document has a name, the witness an ordinary word that is a part of it: "Max Born" for "born".
    OrdinaryWord,
}

impl Objection {
    /// As part of a sentence.
    pub(super) fn why(self) -> &'static str {
        match self {
            Objection::ReadOnly => "a number, an address, an attested quotation or words across a break",
            Objection::HouseStyle => "a matter of house style",
            Objection::Belongs => "the neighbouring word goes with the one that is there",
            Objection::Unexplained => "a name that nothing explains",
            Objection::Alike => "spelled much the same",
            Objection::Term => "a part of a term",
            Objection::KnownName => "a name that a witness knows",
            Objection::CutName => "a part of a name",
            Objection::OrdinaryWord => "a name beside an ordinary word",
        }
    }

    /// Whether it only says that an author might have chosen the words too, so that a document which is proven spun overrules it.
    pub(super) fn doubts_the_author(self) -> bool {
        matches!(self, Objection::Alike | Objection::KnownName | Objection::OrdinaryWord)
    }
}

impl Case<'_> {
    /// Whether a candidate leaves alone what is read-only or already repaired.
    pub(super) fn may_touch(&self, current: &Current, candidate: &Candidate) -> bool {
        let (first, last) = candidate.own(current);
        !current.is_repaired(candidate.start, candidate.len)
            && self.own.kinds[first..=last].iter().all(|kind| *kind == TokenKind::Word)
            && self.own.after_break[first + 1..=last].iter().all(|broken| !broken)
            && !self.quoted.iter().any(|quotation| quotation.start <= last && first < quotation.end)
            && (!candidate.readings.is_empty() || !self.takes_out_name(current, candidate))
    }

    /// Whether a neighbour goes much oftener with the words of the document than with those of a candidate.
    pub(super) fn belongs(&self, current: &Current, candidate: &Candidate) -> bool {
        let (left, right) = current.neighbours(candidate.start, candidate.len);
        self.channel.belongs(left, candidate.before(current), &candidate.after, right)
    }

    /// The first objection to a candidate, the gravest first: it touches what is read-only, or brings in a name on thin evidence.
    pub(super) fn objection(&self, current: &Current, candidate: &Candidate) -> Option<Objection> {
        if !self.may_touch(current, candidate) {
            return Some(Objection::ReadOnly);
        }
        let (first, last) = candidate.own(current);
        let best = &candidate.readings[0];
        let there = self.heard[best.witness].words;
        let their_text = self.witnesses[best.witness].text;
        let (from, to) = (best.place, best.place + best.words - 1);
        let plain = there.kinds[from..=to].iter().all(|kind| *kind == TokenKind::Word)
            && there.after_break[from + 1..=to].iter().all(|broken| !broken);
        if !plain {
            return Some(Objection::ReadOnly);
        }
        let span = self.own.span(first, last);
        let (before, after) = (span.of(self.document.text), there.span(from, to).of(their_text));
        if is_house_style(before, after, stopped_inside(self.document.text, span)) {
            return Some(Objection::HouseStyle);
        }
        if candidate.features.is_thin() && self.belongs(current, candidate) {
            return Some(Objection::Belongs);
        }
        let explained = candidate.features.explained > 0.0;
        let (name_in, name_out) = (self.brings_in_name(candidate), self.takes_out_name(current, candidate));
        // What only other texts explain brings in no name and takes none out.
        if (name_in || name_out) && self.is_learnt(current, candidate) {
            return Some(Objection::Unexplained);
        }
        let surrounded = best.touch_left > 0 && best.touch_right > 0;
        if (name_in || name_out) && !explained && !(surrounded && name_in && name_out) {
            return Some(Objection::Unexplained);
        }
        // A name that a witness knows is no corruption, and no part of one is to be left out.
        if name_out && self.shortens_name(first, last, &candidate.after) {
            let ordinary = (from..=to).all(|at| there.spans[at].of(their_text).starts_with(char::is_lowercase));
            return Some(if ordinary { Objection::OrdinaryWord } else { Objection::CutName });
        }
        if name_out && self.is_known_name(first, last) {
            return Some(Objection::KnownName);
        }
        if shortens_a_term(&candidate.features) {
            return Some(Objection::Term);
        }
        is_alike(before, after).then_some(Objection::Alike)
    }
}

impl CandidateFeatures {
    /// Whether no more than a frequent word shows that a witness speaks of this place.
    fn is_thin(&self) -> bool {
        self.aligned == 0.0 && self.left.max(self.right) <= THIN
    }
}

/// Whether a full stop follows that ends no sentence: the words are an abbreviation, such as "Calif."
fn stopped_inside(text: &str, words: Span<Clean>) -> bool {
    let rest = &text[words.end..];
    rest.starts_with('.') && !rest[1..].trim_start().starts_with(char::is_uppercase)
}

/// Whether the witness tells the event in its own words and has only a part of a term that other witnesses write in full, or
/// has it in a place that only resembles this one: "life" for "life sentence".
fn shortens_a_term(features: &CandidateFeatures) -> bool {
    const NEAR_ENOUGH: f32 = 0.5;
    const CONTEXT: f32 = 0.3;
    features.part > 0.0 && features.near < NEAR_ENOUGH && (features.used > 0.0 || features.weaker < CONTEXT)
}
