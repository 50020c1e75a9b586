//! What a rule is: one row gives its behaviour, its explanation and its tests.

use std::cell::OnceCell;
use std::collections::HashSet;
use std::ops::Range;

use super::features::Features;
use super::language;
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
    /// Finds what it would change, in order.
    pub(super) find: fn(&Context, &mut Finds),
}

/// The profiles of most rules.
pub(super) const NEWS: &[Profile] = &[Profile::News, Profile::Nfkc];
/// The profiles of rules whose work no reader can see.
pub(super) const EVERY: &[Profile] = &[Profile::News, Profile::Minimal, Profile::Nfkc];

/// The text that a rule looks at, and what is known of it.
pub(super) struct Context<'t> {
    pub text: &'t str,
    pub config: &'t NormalizeConfig,
    /// Found out once a round: an edit does not change the language.
    english: &'t OnceCell<bool>,
    low_quote: OnceCell<bool>,
    words: OnceCell<HashSet<&'t str>>,
    compounds: OnceCell<HashSet<&'t str>>,
}

impl<'t> Context<'t> {
    pub(super) fn new(text: &'t str, config: &'t NormalizeConfig, english: &'t OnceCell<bool>) -> Self {
        Context {
            text,
            config,
            english,
            low_quote: OnceCell::new(),
            words: OnceCell::new(),
            compounds: OnceCell::new(),
        }
    }

    /// Whether the text is plainly English.
    pub(super) fn is_english(&self) -> bool {
        *self.english.get_or_init(|| language::is_english(self.text))
    }

    /// Whether a word stands in the text, spelt as it is, in a chunk that is whole: no character is lost, and no mark is
    /// inside.
    pub(super) fn knows(&self, word: &str) -> bool {
        let words = self.words.get_or_init(|| {
            let chunks = self.text.split_whitespace().map(|chunk| chunk.trim_matches(|c: char| !c.is_alphabetic()));
            let whole = chunks.filter(|chunk| !chunk.contains([char::REPLACEMENT_CHARACTER, '¿', ',', ';', '.']));
            whole.flat_map(|chunk| chunk.split(|c: char| !c.is_alphabetic())).collect()
        });
        !word.is_empty() && words.contains(word)
    }

    /// Whether a word with a hyphen stands in the text.
    pub(super) fn knows_compound(&self, word: &str) -> bool {
        let compounds = self.compounds.get_or_init(|| {
            let pieces = self.text.split(|c: char| !c.is_alphabetic() && c != '-');
            pieces.map(|piece| piece.trim_matches('-')).filter(|piece| piece.contains('-')).collect()
        });
        compounds.contains(word)
    }

    /// Whether it quotes with `„`.
    pub(super) fn has_low_quote(&self) -> bool {
        *self.low_quote.get_or_init(|| self.text.contains('„'))
    }
}

/// The edits of a rule, as it finds them from left to right.
pub(super) struct Finds<'t> {
    text: &'t str,
    rule: &'static str,
    pub(super) edits: Vec<Edit<Draft>>,
}

impl<'t> Finds<'t> {
    pub(super) fn new(text: &'t str, rule: &'static str) -> Self {
        Finds { text, rule, edits: Vec::new() }
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
