//! What a document looks like by itself, before any sibling is heard: how spun it is, what else was done to it, and whether this can be
//! told at all.

mod damage;
mod lines;
mod misread;
mod parted;
mod triggers;
mod words;

pub(super) use triggers::{natural_count, surrounded_hits};
pub(super) use words::Folded;

use crate::english::Language;
use crate::model::{Damage, Token};
use triggers::Hit;
use words::Reading;

/// A text shorter than this is scored as if it had this many words: two odd words do not make a caption spun.
pub(super) const MIN_WORDS: usize = 150;

/// How a document looks.
#[derive(Debug, Clone, PartialEq)]
pub struct Triage {
    /// Different hits per 1,000 words, each counted with its probability: 0 for clean text, 5 and more for spun text.
    pub spun_score: f64,
    /// What was hit, and the word that belongs there.
    pub hits: Vec<(String, String)>,
    /// What was done to the text, where that is beyond doubt.
    pub damage: Option<Damage>,
    /// Whether its language is one that triage knows: English. Of others nothing else is told, and nothing can be repaired.
    pub language_known: bool,
}

/// Of a document that was not looked at: nothing speaks against it.
impl Default for Triage {
    fn default() -> Self {
        Triage { spun_score: 0.0, hits: Vec::new(), damage: None, language_known: true }
    }
}

/// Reads a clean text and its tokens.
///
/// A spinner exchanges function words for words of another meaning ("take been" for "have been", "revealed past the" for "revealed
/// by the"). Where the context wants the function word and not the substitute, that is a hit. Clean news has none in the median.
pub fn triage(text: &str, tokens: &[Token]) -> Triage {
    let reading = Reading::new(text, tokens);
    let hits = different(triggers::hits(&reading.words, &reading.starts));
    let sum: f64 = hits.iter().map(|hit| f64::from(hit.probability)).sum();
    let language_known = reading.language.language() != Language::Other;
    let damage = language_known.then(|| damage::guess(text, tokens, &reading, &hits)).flatten();
    Triage {
        spun_score: 1000.0 * sum / reading.words.len().max(MIN_WORDS) as f64,
        hits: hits.into_iter().map(|hit| (hit.phrase.to_owned(), hit.clean.to_owned())).collect(),
        damage,
        language_known,
    }
}

/// The surest hit of each phrase, by phrase: a word that an author has of his own stands in many places.
fn different(mut hits: Vec<Hit>) -> Vec<Hit> {
    hits.sort_by(|a, b| {
        a.phrase.cmp(b.phrase).then(b.probability.total_cmp(&a.probability)).then(a.start.cmp(&b.start))
    });
    hits.dedup_by_key(|hit| hit.phrase);
    hits
}
