//! Normalization: turns one text into another by an ordered table of rules.
//!
//! A scan of the text finds its features, and only rules that need one of these features run. Each
//! rule finds its edits in one pass; the edits are applied, and the text is scanned again. The
//! table is repeated until no rule changes anything, so that a normalized text stays as it is when
//! it is normalized again.

mod around;
mod c1_control;
mod characters;
mod codec;
mod context;
mod dash;
mod doubled;
mod entity;
mod features;
mod glue;
mod glue_word;
mod homoglyph;
mod inside;
mod invisible;
mod ligature;
mod mark_space;
mod mojibake;
mod mojibake_run;
mod nfc;
mod patterns;
mod quote;
mod quote_mend;
mod quote_style;
mod replacement;
mod replacement_mark;
mod rule;
mod scan;
mod space;
mod table;
#[cfg(test)]
mod tests;
mod wide;
mod width;
mod wrap;

use context::Context;

use crate::config::{DashStyle, NormalizeConfig, QuoteStyle};
use crate::error::{Error, Result};
use crate::model::{Draft, Original, Patch};

pub use rule::Rule;
pub use table::RULES;

/// The most rounds over the table. Two rounds are usual; the limit is for texts that were made to
/// need many.
const MAX_ROUNDS: usize = 8;

/// The most times that a rule runs in a row in one round. Mojibake of four layers has been seen.
const MAX_REPEATS: usize = 8;

/// The text after every rule has run, and the edits that lead to it.
///
/// ```
/// use unspin::{config::{NormalizeConfig, QuoteStyle}, normalize::normalize};
///
/// let scraped = "Donâ€™t miss it:\u{a0}the “old\" ferry";
/// let mut config = NormalizeConfig::default();
/// assert_eq!(normalize(scraped, &config).1, "Don’t miss it: the “old” ferry");
///
/// // Quotation marks keep the author's style unless the configuration asks for another. Rules and
/// // whole families can be skipped.
/// config.quotes = QuoteStyle::Straight;
/// config.skip = vec!["space".into()];
/// let (patch, clean) = normalize(scraped, &config);
/// assert_eq!(clean, "Don't miss it:\u{a0}the \"old\" ferry");
/// assert!(patch.edits().iter().all(|edit| !edit.rule.starts_with("space.")));
///
/// // A clean text needs no edits, and neither does a text that was normalized.
/// assert!(normalize(&clean, &config).0.is_empty());
/// ```
#[must_use]
pub fn normalize(text: &str, config: &NormalizeConfig) -> (Patch<Original, Draft>, String) {
    let mut patch = Patch::default();
    let mut text = text.to_owned();
    let mut scheduler = RuleScheduler::default();
    while let Some(found) = scheduler.next_patch(&Context::new(&text, config)) {
        text = found.apply(&text).expect("the edits are those of this text");
        patch = patch.then(found);
    }
    (patch, text)
}

/// Decides which rule runs next. The rules run in the order of the table, round after round, until
/// all of them in a row have found nothing to change in the current text.
#[derive(Default)]
struct RuleScheduler {
    round: usize,
    /// The index of the current rule in the table.
    rule: usize,
    /// How often in a row the current rule has changed the text. A rule repeats until it finds
    /// nothing more, because mojibake has layers and the rules that follow would take a remaining
    /// layer for noise.
    repeats: usize,
    /// How many rules in a row have found nothing to change.
    quiet: usize,
}

impl RuleScheduler {
    /// The edits of the next rule that finds any; `None` once no rule does.
    fn next_patch(&mut self, context: &Context) -> Option<Patch<Draft, Draft>> {
        let features = scan::scan(context.text);
        while self.quiet < RULES.len() && self.round < MAX_ROUNDS {
            let rule = &RULES[self.rule];
            if self.repeats < MAX_REPEATS && features.meets(rule.needs) && rule.runs_under(context.config) {
                let found = rule.edits_of(context);
                if !found.is_empty() {
                    self.repeats += 1;
                    self.quiet = 0;
                    return Some(found);
                }
            }
            self.quiet = if self.repeats == MAX_REPEATS { 0 } else { self.quiet + 1 };
            self.repeats = 0;
            self.rule += 1;
            if self.rule == RULES.len() {
                (self.rule, self.round) = (0, self.round + 1);
            }
        }
        None
    }
}

/// The rule with that id.
pub fn rule(id: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.id == id)
}

/// The id of the rule whose name is most similar to `id`; `None` if none is similar enough.
pub fn nearest_rule(id: &str) -> Option<&'static str> {
    /// The least Jaro-Winkler similarity, 0 to 1; a less similar name would be a guess.
    const MIN_SIMILARITY: f64 = 0.75;
    let likeness = |rule: &Rule| {
        let name = rule.id.split_once('.').map_or(rule.id, |(_, name)| name);
        strsim::jaro_winkler(id, rule.id).max(strsim::jaro_winkler(id, name))
    };
    let best = RULES.iter().max_by(|a, b| likeness(a).total_cmp(&likeness(b)))?;
    (likeness(best) >= MIN_SIMILARITY).then_some(best.id)
}

/// Checks that the configuration names only rules and families that exist. [`normalize`] ignores
/// names that do not.
///
/// ```
/// use unspin::{config::NormalizeConfig, normalize};
///
/// let mut config = NormalizeConfig::default();
/// config.skip = vec!["glue.sentense".into()];
/// let complaint = normalize::check(&config).unwrap_err().to_string();
/// assert_eq!(complaint, "there is no rule `glue.sentense`; did you mean `glue.sentence`?");
/// ```
///
/// # Errors
/// One sentence that names the first unknown rule or family, and the rule with the most similar
/// name.
pub fn check(config: &NormalizeConfig) -> Result<()> {
    for name in config.only.iter().chain(&config.skip) {
        if !RULES.iter().any(|rule| rule.id == name || rule.family() == name) {
            let hint = nearest_rule(name).map_or(String::new(), |near| format!("; did you mean `{near}`?"));
            return Err(Error::NoSuchRule(format!("there is no rule `{name}`{hint}")));
        }
    }
    Ok(())
}

impl Rule {
    /// The part of the id before the full stop.
    pub fn family(&self) -> &'static str {
        self.id.split('.').next().unwrap_or(self.id)
    }

    /// Whether the rule runs under this configuration.
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

    /// The edits that this rule makes in a text when no other rule runs.
    pub fn edits(&self, text: &str, config: &NormalizeConfig) -> Patch<Draft, Draft> {
        self.edits_of(&Context::new(text, config))
    }

    fn edits_of(&self, context: &Context) -> Patch<Draft, Draft> {
        let mut edits = rule::EditSink::new(context.text, self.id);
        (self.find)(context, &mut edits);
        Patch::new(edits.edits).expect("a rule adds its edits from left to right")
    }
}
