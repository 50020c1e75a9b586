//! Triage: how spun one document looks without its siblings, which other damage it shows, and
//! whether its language is known.

mod damage;
mod lines;
mod misread;
mod triggers;
mod word_boundaries;
mod words;

pub(super) use triggers::{FoldedWord, natural_count, surrounded_hits};
pub(super) use words::MIN_WORDS;

use crate::english::Language;
use crate::model::{Damage, Token};
use triggers::Hit;
use words::WordScan;

/// The result of triage for one document.
#[derive(Debug, Clone, PartialEq)]
pub struct Triage {
    /// The sum of the probabilities of all different hits, per 1,000 words: 0 for most clean texts,
    /// 5 or more for spun texts.
    pub spun_score: f64,
    /// The hits: the phrase in the text, and the word that belongs in its place.
    pub hits: Vec<(String, String)>,
    /// The damage that the text certainly has, if it has any.
    pub damage: Option<Damage>,
    /// Whether the text is in a language that triage knows, which is English. Texts in other
    /// languages have no damage and no repairs.
    pub language_known: bool,
}

/// The result for a document that is not examined: it counts as clean.
impl Default for Triage {
    fn default() -> Self {
        Triage { spun_score: 0.0, hits: Vec::new(), damage: None, language_known: true }
    }
}

/// Examines a clean text and its tokens.
///
/// A spinner replaces function words by words with another meaning ("take been" for "have been",
/// "revealed past the" for "revealed by the"). A place where the context fits the function word and
/// not the substitute is a hit. The median of clean news has no hit.
pub fn triage(text: &str, tokens: &[Token]) -> Triage {
    let scan = WordScan::new(text, tokens);
    let hits = different(triggers::hits(&scan.words, &scan.starts));
    let sum: f64 = hits.iter().map(|hit| f64::from(hit.probability)).sum();
    let language_known = scan.language.language() != Language::Other;
    let damage = language_known.then(|| damage::guess(text, tokens, &scan, &hits)).flatten();
    Triage {
        spun_score: 1000.0 * sum / scan.words.len().max(MIN_WORDS) as f64,
        hits: hits.into_iter().map(|hit| (hit.phrase.to_owned(), hit.clean.to_owned())).collect(),
        damage,
        language_known,
    }
}

/// The most probable hit of each phrase, sorted by phrase: an author who likes a word uses it in
/// many places.
fn different(mut hits: Vec<Hit>) -> Vec<Hit> {
    hits.sort_by(|a, b| {
        a.phrase.cmp(b.phrase).then(b.probability.total_cmp(&a.probability)).then(a.start.cmp(&b.start))
    });
    hits.dedup_by_key(|hit| hit.phrase);
    hits
}
