//! One text to one text: an ordered table of rules.
//!
//! A [scan](features) of the text tells which rules have to look at it at all; each of these finds its edits in one
//! pass, they are applied, and the text is scanned again. The table is gone through until nothing changes, so that
//! normalizing twice is normalizing once.

mod around;
mod c1_control;
mod codec;
mod dash;
mod doubled;
mod entity;
mod features;
mod glue;
mod glue_word;
mod homoglyph;
mod inside;
mod invisible;
mod language;
mod ligature;
mod mark_space;
mod mojibake;
mod mojibake_run;
mod nfc;
mod pairs;
mod quote;
mod quote_mend;
mod quote_style;
mod replacement;
mod replacement_mark;
mod rule;
mod space;
mod table;
#[cfg(test)]
mod tests;
mod width;
mod wrap;

use std::cell::OnceCell;

use crate::config::{DashStyle, NormalizeConfig, QuoteStyle};
use crate::model::{Draft, Original, Patch};

pub use rule::Rule;
pub use table::RULES;

/// How often the table is gone through at most. Two rounds are the rule; the bound is for texts that were made to
/// need many.
const MAX_ROUNDS: usize = 8;

/// How often a rule is applied in one round at most. Mojibake of four layers has been seen.
const MAX_LAYERS: usize = 8;

/// The text after every rule, and the edits that lead there.
pub fn normalize(text: &str, config: &NormalizeConfig) -> (Patch<Original, Draft>, String) {
    let mut patch = Patch::default();
    let mut text = text.to_owned();
    let mut features = features::scan(&text);
    for _ in 0..MAX_ROUNDS {
        let mut changed = false;
        let english = OnceCell::new();
        for rule in RULES.iter().filter(|rule| rule.runs_under(config)) {
            if !features.meets(rule.needs) {
                continue;
            }
            // Mojibake has layers, and what is left of one layer looks like noise to the rules that follow.
            for _ in 0..MAX_LAYERS {
                let found = rule.edits_of(&rule::Context::new(&text, config, &english));
                if found.is_empty() {
                    break;
                }
                text = found.apply(&text).expect("the edits were made from this text");
                patch = patch.then(found);
                features = features::scan(&text);
                changed = true;
                if !features.meets(rule.needs) {
                    break;
                }
            }
        }
        if !changed {
            break;
        }
    }
    (patch, text)
}

/// The rule of that name.
pub fn rule(id: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.id == id)
}

/// The name that was most likely meant by one that no rule has; `None` if none is like it.
pub fn nearest_rule(id: &str) -> Option<&'static str> {
    /// Jaro-Winkler similarity, 0 to 1; below it a suggestion would be a guess.
    const MIN_SIMILARITY: f64 = 0.75;
    let likeness = |rule: &Rule| {
        let name = rule.id.split_once('.').map_or(rule.id, |(_, name)| name);
        strsim::jaro_winkler(id, rule.id).max(strsim::jaro_winkler(id, name))
    };
    let best = RULES.iter().max_by(|a, b| likeness(a).total_cmp(&likeness(b)))?;
    (likeness(best) >= MIN_SIMILARITY).then_some(best.id)
}

/// Whether the configuration names only rules and families that there are.
///
/// # Errors
/// With one sentence that names the first that is not, and the nearest that is.
pub fn check(config: &NormalizeConfig) -> Result<(), String> {
    for name in config.only.iter().chain(&config.skip) {
        if !RULES.iter().any(|rule| rule.id == name || rule.family() == name) {
            let hint = nearest_rule(name).map_or(String::new(), |near| format!("; did you mean `{near}`?"));
            return Err(format!("there is no rule `{name}`{hint}"));
        }
    }
    Ok(())
}

impl Rule {
    /// The part of the id before the full stop.
    pub fn family(&self) -> &'static str {
        self.id.split('.').next().unwrap_or(self.id)
    }

    /// Whether the configuration asks for it.
    pub fn runs_under(&self, config: &NormalizeConfig) -> bool {
        let named = |list: &[String]| list.iter().any(|name| name == self.id || name == self.family());
        let asked = match self.id {
            _ if !config.only.is_empty() => named(&config.only),
            id if id == quote_style::STYLE.id => config.quotes != QuoteStyle::Keep,
            id if id == dash::DASH.id || id == dash::ELLIPSIS.id => config.dashes != DashStyle::Keep,
            _ => self.profiles.contains(&config.profile),
        };
        asked && !named(&config.skip)
    }

    /// The edits that this rule alone would make.
    pub fn edits(&self, text: &str, config: &NormalizeConfig) -> Patch<Draft, Draft> {
        self.edits_of(&rule::Context::new(text, config, &OnceCell::new()))
    }

    fn edits_of(&self, context: &rule::Context) -> Patch<Draft, Draft> {
        let mut finds = rule::Finds::new(context.text, self.id);
        (self.find)(context, &mut finds);
        Patch::new(finds.edits).expect("a rule finds its edits in order")
    }
}
