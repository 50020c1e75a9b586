//! Repairs without a witness in the place: in a document that is proven spun, where the background leaves no doubt.
//!
//! Two kinds. A function word that cannot stand between its neighbours ("would take been"), while the word that it is a
//! substitute of can. And a phrase that hardly any author writes ("business organisation"), where a witness has shown elsewhere in the
//! document what it stands for.

use super::case::Case;
use super::current::Current;
use super::evidence::{Candidate, Past, own_words_elsewhere};
use super::triage::{Folded, surrounded_hits};
use crate::english::Thesaurus;
use crate::model::CandidateFeatures;

/// The least probability of an exchanged function word. On spun news 99 of 100 such hits were right, where `data/confusions.txt` lists
/// the pair; of others only 36 of 55, since WordNet has many words for "have" and "some".
const SURE_HIT: f32 = 0.9;

/// The same where a witness has shown elsewhere in the document that the spinner exchanges this word for that one.
const SURE_AGAIN: f32 = 0.7;

/// How much oftener, in powers of ten, a spinner than an author must write a phrase that is known from elsewhere: three times.
const SURE_ODDS: f32 = 0.5;

/// How much worse the new words may sit between their neighbours: not at all, but for rounding of the counts.
const LEAST_GAIN: f32 = -0.1;

/// How sure a phrase is that is known from elsewhere in the document.
const KNOWN_PHRASE: f32 = 0.95;

/// The candidates without a reading, in a text of which `past` was found out.
pub(super) fn alone(case: &Case, current: &Current, past: &Past) -> Vec<Candidate> {
    let mut found = function_words(case, current, past);
    found.extend(known_phrases(case, current, past));
    let mut candidates: Vec<Candidate> = found.into_iter().filter_map(|one| one.weighed(case, current)).collect();
    candidates.sort_by(|a, b| (a.start, a.len, &a.after).cmp(&(b.start, b.len, &b.after)));
    candidates.dedup_by(|a, b| (a.start, a.len, &a.after) == (b.start, b.len, &b.after));
    // How an abbreviation is dressed, only a witness can tell.
    let plain = |candidate: &Candidate| candidate.after.iter().all(|&id| !case.vocabulary.word(id).contains('.'));
    candidates.retain(|candidate| {
        case.may_touch(current, candidate) && plain(candidate) && !case.belongs(current, candidate)
    });
    candidates
}

/// Words for a place, and how sure they are.
struct Found {
    start: usize,
    len: usize,
    after: Vec<u32>,
    probability: f32,
}

/// Function words that cannot stand where they do.
fn function_words(case: &Case, current: &Current, past: &Past) -> Vec<Found> {
    let mut found = Vec::new();
    for hit in surrounded_hits(&folded(case, current)) {
        let (start, len) = (hit.start, hit.len);
        if current.is_repaired(start, len) || !Thesaurus::english().is_confusion(hit.phrase, hit.clean) {
            continue;
        }
        let Some(clean) = case.vocabulary.get(hit.clean) else { continue };
        let end = start + len;
        let known = past.sure.iter().any(|(old, new)| old[..] == current.ids[start..end] && new[..] == [clean]);
        let least = if known { SURE_AGAIN } else { SURE_HIT };
        if hit.probability >= least && case.channel.sits(current.ids[start - 1], clean, current.ids[end]) {
            let probability = if known { KNOWN_PHRASE } else { hit.probability };
            found.push(Found { start, len, after: vec![clean], probability });
        }
    }
    found
}

/// Phrases that a witness has shown elsewhere in the document to be a spinner's.
fn known_phrases(case: &Case, current: &Current, past: &Past) -> Vec<Found> {
    let mut found = Vec::new();
    for (before, after) in &past.sure {
        if case.channel.explain(before, after).is_none_or(|clean| clean.odds < SURE_ODDS) {
            continue;
        }
        let len = before.len();
        for (start, words) in current.ids.windows(len).enumerate() {
            if words != &before[..] || current.is_repaired(start, len) {
                continue;
            }
            let (left, right) = current.neighbours(start, len);
            if case.channel.gain(left, before, after, right) >= LEAST_GAIN {
                found.push(Found { start, len, after: after.clone(), probability: KNOWN_PHRASE });
            }
        }
    }
    found
}

impl Found {
    /// As a candidate. `None` where another author writes the same between the same neighbours.
    fn weighed(self, case: &Case, current: &Current) -> Option<Candidate> {
        let Found { start, len, after, probability } = self;
        let (against, own) = own_words_elsewhere(case, current, start, len);
        if own.both || !against.is_empty() {
            return None;
        }
        let used = (1.0 + own.count as f32).log2();
        let features = CandidateFeatures { unwitnessed: probability, used, ..CandidateFeatures::default() };
        let confidence = f64::from(probability);
        Some(Candidate { start, len, after, readings: Vec::new(), against, others: Vec::new(), features, confidence })
    }
}

/// The text as triage sees it.
fn folded(case: &Case, current: &Current) -> Vec<Folded> {
    let is_name = |at: usize| !current.repaired[at] && case.own.is_name(current.own[at].0, case.document.text);
    (0..current.ids.len())
        .map(|at| Folded {
            key: case.channel.keys[current.ids[at] as usize],
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
        let folded: Vec<Folded> =
            words.iter().map(|word| Folded { key: WordKey::of(word), name: false, after_break: false }).collect();
        let hits = surrounded_hits(&folded).into_iter();
        hits.map(|hit| (words[hit.start..hit.start + hit.len].join(" "), hit.clean)).collect()
    }

    #[test]
    fn a_function_word_is_known_by_its_neighbours() {
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
