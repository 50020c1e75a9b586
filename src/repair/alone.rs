//! Repairs without a witness in the place: in a document that is proven spun, where the background leaves no doubt.
//!
//! Two kinds. A function word that cannot stand between its neighbours ("would take been"), while the word that it is a
//! substitute of can. And a phrase that hardly any author writes ("business organisation"), where a witness has shown elsewhere in the
//! document what it stands for.

use super::background::WordKey;
use super::channel::Channel;
use super::evidence::{Candidate, Past, Scores, own_words_elsewhere};
use super::readings::{Current, Heard};
use super::thesaurus::Thesaurus;
use super::triage::{Folded, surrounded_hits};

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

/// The candidates without a reading. `folded` is the text as triage sees it, `number` gives a word's number in the vocabulary.
pub(super) fn alone(
    current: &Current,
    folded: &[Folded],
    heard: &[Heard],
    channel: &Channel,
    past: &Past,
    number: impl Fn(&str) -> Option<u32>,
) -> Vec<Candidate> {
    let mut found = Vec::new();
    for hit in surrounded_hits(folded) {
        let end = hit.start + hit.len;
        let free = !current.repaired[hit.start..end].contains(&true);
        let listed = Thesaurus::english().is_confusion(hit.phrase, hit.clean);
        let Some(clean) = number(hit.clean).filter(|_| free && listed) else { continue };
        let known = past.sure.iter().any(|(old, new)| old[..] == current.ids[hit.start..end] && new[..] == [clean]);
        let least = if known { SURE_AGAIN } else { SURE_HIT };
        if hit.probability >= least && channel.sits(current.ids[hit.start - 1], clean, current.ids[end]) {
            found.push((hit.start, hit.len, vec![clean], if known { KNOWN_PHRASE } else { hit.probability }));
        }
    }
    for (before, after) in &past.sure {
        if channel.explain(before, after).is_none_or(|clean| clean.odds < SURE_ODDS) {
            continue;
        }
        for start in 0..(current.ids.len() + 1).saturating_sub(before.len()) {
            let end = start + before.len();
            if current.ids[start..end] != before[..] || current.repaired[start..end].contains(&true) {
                continue;
            }
            let left = (start > 0 && !current.after_break[start]).then(|| current.ids[start - 1]);
            let right = current.ids.get(end).copied().filter(|_| !current.after_break[end]);
            if channel.gain(left, before, after, right) >= LEAST_GAIN {
                found.push((start, before.len(), after.clone(), KNOWN_PHRASE));
            }
        }
    }
    let mut candidates: Vec<Candidate> = found
        .into_iter()
        .filter_map(|(start, len, after, probability)| {
            let (against, own) = own_words_elsewhere(current, start, len, heard, channel);
            // Another author writes the same between the same neighbours.
            if own.both || !against.is_empty() {
                return None;
            }
            let scores = Scores { alone: probability, used: (1.0 + own.count as f32).log2(), ..Scores::default() };
            let confidence = f64::from(probability);
            Some(Candidate { start, len, after, readings: Vec::new(), against, others: Vec::new(), scores, confidence })
        })
        .collect();
    candidates.sort_by(|a, b| (a.start, a.len, &a.after).cmp(&(b.start, b.len, &b.after)));
    candidates.dedup_by(|a, b| (a.start, a.len, &a.after) == (b.start, b.len, &b.after));
    candidates
}

/// The text as triage sees it: `name` tells whether one of the text's own words is part of a name.
pub(super) fn folded(current: &Current, channel: &Channel, name: impl Fn(usize) -> bool) -> Vec<Folded> {
    let key = |at: usize| -> WordKey { channel.keys[current.ids[at] as usize] };
    (0..current.ids.len())
        .map(|at| Folded {
            key: key(at),
            name: !current.repaired[at] && name(current.own[at].0),
            after_break: current.after_break[at],
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::background::WordKey;
    use super::*;

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
