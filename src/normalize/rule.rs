//! The type of a rule: one row holds its behaviour, its explanation and its tests.

use std::ops::Range;

use super::context::Context;
use super::features::Features;
use crate::config::{NormalizeConfig, Profile};
use crate::model::{Draft, Edit};

/// A rule: a row of [`super::RULES`].
#[derive(Debug)]
pub struct Rule {
    /// The id, `family.rule-name`. Ids never change: files and configurations refer to them.
    pub id: &'static str,
    /// What the rule does, in one line that begins with a verb and has no full stop.
    pub summary: &'static str,
    /// Why a text is better after it, where the fault comes from, and what the rule leaves alone.
    pub why: &'static str,
    /// Examples: a text that changes, and what it becomes by this rule when no other runs.
    pub changes: &'static [(&'static str, &'static str)],
    /// Examples of texts that must not change, neither under this rule nor under all rules
    /// together.
    pub stays: &'static [&'static str],
    /// Known cases in which the rule is wrong; empty if none is known.
    pub errs: &'static str,
    /// The profiles that run the rule. Rules of style (`dash.style`, `dash.ellipsis`,
    /// `quote.style`) have none: they run where the configuration names a style.
    pub profiles: &'static [Profile],
    /// The configuration under which [`Rule::changes`] and [`Rule::stays`] hold.
    pub examples_under: NormalizeConfig,
    /// The rule runs only if a scan of the text finds at least one of these features.
    pub(super) needs: Features,
    /// Finds the edits of the rule, from left to right.
    pub(super) find: fn(&Context, &mut EditSink),
}

/// The profiles of most rules.
pub(super) const NEWS: &[Profile] = &[Profile::News, Profile::Nfkc];
/// The profiles of rules whose changes no reader can see.
pub(super) const EVERY: &[Profile] = &[Profile::News, Profile::Minimal, Profile::Nfkc];

/// Collects the edits of one rule, from left to right.
pub(super) struct EditSink<'t> {
    text: &'t str,
    rule: &'static str,
    pub(super) edits: Vec<Edit<Draft>>,
}

impl<'t> EditSink<'t> {
    pub(super) fn new(text: &'t str, rule: &'static str) -> Self {
        EditSink { text, rule, edits: Vec::new() }
    }

    /// Replaces the bytes of `range` by `after`. Edits that touch are joined, so that a run of
    /// changed characters is one edit. Nothing happens if the bytes are the same already.
    pub(super) fn replace(&mut self, range: Range<usize>, after: &str) {
        let before = &self.text[range.clone()];
        if before == after {
            return;
        }
        match self.edits.last_mut() {
            Some(last) if last.span.end == range.start => {
                last.span.end = range.end;
                last.before.push_str(before);
                last.after.push_str(after);
            }
            _ => self.edits.push(Edit::new(range, before, after, self.rule)),
        }
    }

    /// Deletes the bytes of `range`.
    pub(super) fn drop(&mut self, range: Range<usize>) {
        self.replace(range, "");
    }

    /// Inserts `words` at byte `at`.
    pub(super) fn insert(&mut self, at: usize, words: &str) {
        self.replace(at..at, words);
    }
}
