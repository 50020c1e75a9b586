//! One text to one text: an ordered table of rules.
//!
//! A scan of the text tells which rules have to look at it at all; each of these edits its edits in one
//! pass, they are applied, and the text is scanned again. The table is gone through until nothing changes, so that
//! normalizing twice is normalizing once.

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

/// How often the table is gone through at most. Two rounds are the rule; the bound is for texts that were made to
/// need many.
const MAX_ROUNDS: usize = 8;

/// How often a rule is applied in one round at most. Mojibake of four layers has been seen.
const MAX_REPEATS: usize = 8;

/// The text after every rule, and the edits that lead there.
///
/// ```
/// use unspin::{config::{NormalizeConfig, QuoteStyle}, normalize::normalize};
///
/// let scraped = "Donâ€™t miss it:\u{a0}the “old\" ferry";
/// let mut config = NormalizeConfig::default();
/// assert_eq!(normalize(scraped, &config).1, "Don’t miss it: the “old” ferry");
///
/// // The author's marks are kept unless another style is asked for; rules and whole families can be left out.
/// config.quotes = QuoteStyle::Straight;
/// config.skip = vec!["space".into()];
/// let (patch, clean) = normalize(scraped, &config);
/// assert_eq!(clean, "Don't miss it:\u{a0}the \"old\" ferry");
/// assert!(patch.edits().iter().all(|edit| !edit.rule.starts_with("space.")));
///
/// // A clean text has no edits, and neither has the result of any normalization.
/// assert!(normalize(&clean, &config).0.is_empty());
/// ```
#[must_use]
pub fn normalize(text: &str, config: &NormalizeConfig) -> (Patch<Original, Draft>, String) {
    let mut patch = Patch::default();
    let mut text = text.to_owned();
    let mut scheduler = RuleScheduler::default();
    while let Some(found) = scheduler.next_patch(&Context::new(&text, config)) {
        text = found.apply(&text).expect("the edits were made from this text");
        patch = patch.then(found);
    }
    (patch, text)
}

/// Whose turn it is. The rules take turns in the order of the table, round after round, until each has looked at the
/// text as it stands and found nothing.
#[derive(Default)]
struct RuleScheduler {
    round: usize,
    /// Which rule of the table.
    rule: usize,
    /// How often in a row it has changed the text. Mojibake has layers, and what is left of one repeats looks like noise
    /// to the rules that follow.
    repeats: usize,
    /// How many rules in a row have left the text as it is.
    quiet: usize,
}

impl RuleScheduler {
    /// What the next rule that edits something would change.
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

/// Whether the configuration names only rules and families that there are: [`normalize`] itself passes over others.
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
/// With one sentence that names the first that is not, and the nearest that is.
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
        self.edits_of(&Context::new(text, config))
    }

    fn edits_of(&self, context: &Context) -> Patch<Draft, Draft> {
        let mut edits = rule::EditSink::new(context.text, self.id);
        (self.find)(context, &mut edits);
        Patch::new(edits.edits).expect("a rule edits its edits in order")
    }
}
