//! A decision of a reviewer about a repair.

use serde::{Deserialize, Serialize};

use super::{DocId, Repair, Verdict};

/// One line of a file of decisions. If a file has several about one repair, the last one counts.
///
/// The id is enough to name the repair. If the words are given too, they must be those of the
/// repair: a decision about other words does not apply.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// The id of the repair.
    pub id: String,
    /// What is to be done with it; `pending` leaves it for later.
    pub verdict: Verdict,
    /// Who decided. Default `review`.
    #[serde(default = "reviewer")]
    pub by: String,
    /// The document, for people and other programs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub doc: Option<DocId>,
    /// The words that the repair replaces.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<String>,
    /// The words that it puts there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
}

fn reviewer() -> String {
    "review".into()
}

impl Decision {
    /// The decision of `by` about a repair, with its words: it does not apply to another repair
    /// that comes to have the same id.
    pub fn on(repair: &Repair, verdict: Verdict, by: impl Into<String>) -> Self {
        Decision {
            id: repair.id.clone(),
            verdict,
            by: by.into(),
            doc: Some(repair.doc.clone()),
            before: Some(repair.before.clone()),
            after: Some(repair.after.clone()),
        }
    }

    /// Whether it is about this repair. Words count as given if one of the two is not empty: no
    /// repair has nothing before and nothing after.
    pub fn is_about(&self, repair: &Repair) -> bool {
        let [before, after] = [&self.before, &self.after].map(|words| words.as_deref().unwrap_or_default());
        let has_words = !before.is_empty() || !after.is_empty();
        self.id == repair.id && (!has_words || (before == repair.before && after == repair.after))
    }
}
