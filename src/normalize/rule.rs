//! What a rule is: one row gives its behaviour, its explanation and its tests.

use std::ops::Range;

use super::context::Context;
use super::features::Features;
use crate::config::{NormalizeConfig, Profile};
use crate::model::{Draft, Edit};

/// A rule: a row of [`super::RULES`].
#[derive(Debug)]
pub struct Rule {
    /// `family.rule-name`, stable for ever.
    pub id: &'static str,
    /// What it does, in one line.
    pub summary: &'static str,
    /// Why a text is better for it, where the faults come from, and where the line is drawn.
    pub why: &'static str,
    /// Texts that change, and what they become by this rule alone.
    pub changes: &'static [(&'static str, &'static str)],
    /// Texts that must stay as they are, under this rule and under all of them.
    pub stays: &'static [&'static str],
    /// When it errs, as far as is known; empty if no case is.
    pub errs: &'static str,
    /// The profiles that it belongs to; the rule of quotation marks runs where the configuration names a style.
    pub profiles: &'static [Profile],
    /// The configuration under which [`Rule::changes`] and [`Rule::stays`] hold.
    pub examples_under: NormalizeConfig,
    /// What the text must have for the rule to look at it at all: any of these.
    pub(super) needs: Features,
    /// EditSink what it would change, in order.
    pub(super) find: fn(&Context, &mut EditSink),
}

/// The profiles of most rules.
pub(super) const NEWS: &[Profile] = &[Profile::News, Profile::Nfkc];
/// The profiles of rules whose work no reader can see.
pub(super) const EVERY: &[Profile] = &[Profile::News, Profile::Minimal, Profile::Nfkc];

/// The edits of a rule, as it edits them from left to right.
pub(super) struct EditSink<'t> {
    text: &'t str,
    rule: &'static str,
    pub(super) edits: Vec<Edit<Draft>>,
}

impl<'t> EditSink<'t> {
    pub(super) fn new(text: &'t str, rule: &'static str) -> Self {
        EditSink { text, rule, edits: Vec::new() }
    }

    /// Puts `after` in the place of the bytes of `range`. Touching places are joined, so that a run is one edit.
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

    /// Drops the bytes of `range`.
    pub(super) fn drop(&mut self, range: Range<usize>) {
        self.replace(range, "");
    }

    /// Puts `words` between two bytes.
    pub(super) fn insert(&mut self, at: usize, words: &str) {
        self.replace(at..at, words);
    }
}
