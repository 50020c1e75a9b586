//! A decision: what a reader said of a repair.

use serde::{Deserialize, Serialize};

use super::{Repair, Verdict};

/// One line of a file of decisions: the last one on a repair holds.
///
/// The id alone names the repair. Where the words are given too, they must be those of the repair: a decision on other words
/// is none on these.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// The id of the repair.
    pub id: String,
    /// What is to be done with it; `pending` leaves it for later.
    pub verdict: Verdict,
    /// Who says so. Default `review`.
    #[serde(default = "reviewer")]
    pub by: String,
    /// The document, for people and other programs.
    #[serde(default)]
    pub doc: String,
    /// The words that the repair replaces; empty where they are not given.
    #[serde(default)]
    pub before: String,
    /// The words that it puts there.
    #[serde(default)]
    pub after: String,
}

fn reviewer() -> String {
    "review".into()
}

impl Decision {
    /// What `by` says of a repair, with its words: where the same id comes to name another, the decision does not hold.
    pub fn on(repair: &Repair, verdict: Verdict, by: impl Into<String>) -> Self {
        let (before, after) = (repair.before.clone(), repair.after.clone());
        Decision { id: repair.id.clone(), verdict, by: by.into(), doc: repair.doc.to_string(), before, after }
    }

    /// Whether it is about this repair.
    pub fn is_about(&self, repair: &Repair) -> bool {
        let named = !self.before.is_empty() || !self.after.is_empty();
        self.id == repair.id && (!named || (self.before == repair.before && self.after == repair.after))
    }
}
