//! One text to one text: an ordered table of rules.

use crate::config::NormalizeConfig;
use crate::model::{Draft, Original, Patch};

/// The text after every rule, and the edits that lead there.
pub fn normalize(text: &str, config: &NormalizeConfig) -> (Patch<Original, Draft>, String) {
    let _ = config;
    (Patch::default(), text.to_owned())
}
