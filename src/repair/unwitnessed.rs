//! Repairs of places that no witness has, in a document that is almost certainly spun.
//!
//! There are two kinds. One is a function word that is impossible between its neighbours ("would
//! take been") and is a substitute for a word that is possible there. The other is a phrase that
//! hardly any author writes ("business organisation") and for which a witness has the right words
//! elsewhere in the document.

use super::candidate::Candidate;
use super::context::RepairContext;
use super::evidence::{Past, own_words_elsewhere};
use super::triage::{FoldedWord, surrounded_hits};
use super::working_text::WorkingText;
use crate::english::Thesaurus;
use crate::model::CandidateFeatures;

/// The least probability of an exchanged function word. On spun news 99 of 100 such hits were right
/// where `data/confusions.txt` lists the pair; of the other hits only 36 of 55 were right, since
/// WordNet has many words for "have" and "some".
const SURE_HIT: f32 = 0.9;

/// The least probability of an exchanged function word where a witness has shown elsewhere in the
/// document that the spinner exchanges these two words.
const SURE_AGAIN: f32 = 0.7;

/// The least power of ten by which a spinner is likelier than an author to write a phrase that is
/// known from elsewhere in the document: three times.
const SURE_ODDS: f32 = 0.5;

/// The least gain of the new words between their neighbours, in powers of ten: no loss, apart from
/// the rounding of the counts.
const LEAST_GAIN: f32 = -0.1;

/// The confidence of a phrase that is known from elsewhere in the document. The value is assigned,
/// not fitted; it is in the high band.
const KNOWN_PHRASE: f32 = 0.95;

/// The candidates without a reading; `past` is what the rounds found out about the document.
pub(super) fn unwitnessed_repairs(context: &RepairContext, current: &WorkingText, past: &Past) -> Vec<Candidate> {
    let mut found = function_words(context, current, past);
    found.extend(known_phrases(context, current, past));
    let mut candidates: Vec<Candidate> = found.into_iter().filter_map(|one| one.weighed(context, current)).collect();
    candidates.sort_by(|a, b| (a.start, a.len, &a.after).cmp(&(b.start, b.len, &b.after)));
    candidates.dedup_by(|a, b| (a.start, a.len, &a.after) == (b.start, b.len, &b.after));
    // Only a witness can show the capitals and stops of an abbreviation.
    let plain = |candidate: &Candidate| candidate.after.iter().all(|&id| !context.vocabulary.word(id).contains('.'));
    candidates.retain(|candidate| {
        context.may_replace(current, candidate) && plain(candidate) && !context.is_collocation(current, candidate)
    });
    candidates
}

/// New words for a place, and how sure they are.
struct UnwitnessedRepair {
    start: usize,
    len: usize,
    after: Vec<u32>,
    probability: f32,
}

/// Repairs of function words that are impossible in their places.
fn function_words(context: &RepairContext, current: &WorkingText, past: &Past) -> Vec<UnwitnessedRepair> {
    let mut found = Vec::new();
    for hit in surrounded_hits(&folded(context, current)) {
        let (start, len) = (hit.start, hit.len);
        if current.is_repaired(start, len) || !Thesaurus::english().is_confusion(hit.phrase, hit.clean) {
            continue;
        }
        let Some(clean) = context.vocabulary.get(hit.clean) else { continue };
        let end = start + len;
        let known = past.sure.iter().any(|(old, new)| old[..] == current.ids[start..end] && new[..] == [clean]);
        let least = if known { SURE_AGAIN } else { SURE_HIT };
        if hit.probability >= least && context.model.fits(current.ids[start - 1], clean, current.ids[end]) {
            let probability = if known { KNOWN_PHRASE } else { hit.probability };
            found.push(UnwitnessedRepair { start, len, after: vec![clean], probability });
        }
    }
    found
}

/// Repairs of phrases for which a witness has the right words elsewhere in the document.
fn known_phrases(context: &RepairContext, current: &WorkingText, past: &Past) -> Vec<UnwitnessedRepair> {
    let mut found = Vec::new();
    for (before, after) in &past.sure {
        if context.model.explain(before, after).is_none_or(|clean| clean.odds < SURE_ODDS) {
            continue;
        }
        let len = before.len();
        for (start, words) in current.ids.windows(len).enumerate() {
            if words != &before[..] || current.is_repaired(start, len) {
                continue;
            }
            let (left, right) = current.neighbours(start, len);
            if context.model.gain(left, before, after, right) >= LEAST_GAIN {
                found.push(UnwitnessedRepair { start, len, after: after.clone(), probability: KNOWN_PHRASE });
            }
        }
    }
    found
}

impl UnwitnessedRepair {
    /// The candidate for it. `None` where a witness has the old words between the same neighbours.
    fn weighed(self, context: &RepairContext, current: &WorkingText) -> Option<Candidate> {
        let UnwitnessedRepair { start, len, after, probability } = self;
        let (against, own) = own_words_elsewhere(context, current, start, len);
        if own.both || !against.is_empty() {
            return None;
        }
        let features = CandidateFeatures {
            unwitnessed: probability,
            used: (1.0 + own.count as f32).log2(),
            ..CandidateFeatures::default()
        };
        let confidence = f64::from(probability);
        Some(Candidate { start, len, after, readings: Vec::new(), against, others: Vec::new(), features, confidence })
    }
}

/// The words of the text in the form that triage reads.
fn folded(context: &RepairContext, current: &WorkingText) -> Vec<FoldedWord> {
    let is_name = |at: usize| !current.repaired[at] && context.own.is_name(current.own[at].0, context.document.text);
    (0..current.ids.len())
        .map(|at| FoldedWord {
            key: context.model.keys[current.ids[at] as usize],
            name: is_name(at),
            after_break: current.after_break[at],
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::english::WordKey;

    fn hits(text: &str) -> Vec<(String, &'static str)> {
        let words: Vec<&str> = text.split(' ').collect();
        let folded: Vec<FoldedWord> =
            words.iter().map(|word| FoldedWord { key: WordKey::of(word), name: false, after_break: false }).collect();
        let hits = surrounded_hits(&folded).into_iter();
        hits.map(|hit| (words[hit.start..hit.start + hit.len].join(" "), hit.clean)).collect()
    }

    #[test]
    fn an_exchanged_function_word_is_found_by_its_neighbours() {
        for (text, spun, clean) in [
            ("the club seems to take been warned of it", "take", "have"),
            ("residents are also existence tracked under", "existence", "being"),
            ("the mayor said that they're non directly involved", "non", "not"),
        ] {
            assert!(hits(text).contains(&(spun.to_owned(), clean)), "{text}: {:?}", hits(text));
        }
        assert!(hits("he would take three of them to the old harbour").is_empty());
    }
}
