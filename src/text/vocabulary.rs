//! The words of a text as numbers, so that texts of one family can be compared without comparing
//! letters.

use std::collections::HashMap;
use std::ops::Range;

use super::casing::{self, Casing};
use crate::model::{Clean, Span, Token, TokenKind};

/// Numbers the words of the texts that are compared with each other. Two words have one number if
/// they differ only in case, in the style of their apostrophes or in the final stop of an
/// initialism ("U.S" and "U.S.").
#[derive(Debug, Clone, Default)]
pub(crate) struct Vocabulary {
    ids: HashMap<Box<str>, u32>,
    words: Vec<Box<str>>,
}

impl Vocabulary {
    /// The number of a word, a new one if it was never seen.
    pub(crate) fn intern(&mut self, word: &str) -> u32 {
        let folded = fold(word);
        if let Some(&id) = self.ids.get(folded.as_ref()) {
            return id;
        }
        let id = u32::try_from(self.words.len()).expect("a family has fewer than four billion different words");
        let folded: Box<str> = folded.into();
        self.words.push(folded.clone());
        self.ids.insert(folded, id);
        id
    }

    /// The number of a word that was seen.
    pub(crate) fn get(&self, word: &str) -> Option<u32> {
        self.ids.get(fold(word).as_ref()).copied()
    }

    /// The folded word of a number.
    pub(crate) fn word(&self, id: u32) -> &str {
        &self.words[id as usize]
    }

    /// How many different words were seen; their numbers lie below it.
    pub(crate) fn len(&self) -> usize {
        self.words.len()
    }

    /// The words of a text, from its tokens.
    pub(crate) fn words(&mut self, text: &str, tokens: &[Token]) -> Words {
        let mut words = Words::default();
        let mut end = 0;
        for token in tokens.iter().filter(|token| token.kind != TokenKind::Mark) {
            words.ids.push(self.intern(token.span.of(text)));
            words.after_break.push(is_break(&text[end..token.span.start]));
            words.spans.push(token.span);
            words.kinds.push(token.kind);
            end = token.span.end;
        }
        words
    }
}

/// The words, numbers and addresses of one text, in order; marks are left out. The four lists have
/// one length.
#[derive(Debug, Clone, Default)]
pub(crate) struct Words {
    /// Their numbers in the vocabulary.
    pub ids: Vec<u32>,
    /// Their places.
    pub spans: Vec<Span<Clean>>,
    /// What they are made of.
    pub kinds: Vec<TokenKind>,
    /// Whether more than spaces and quotation marks lies between each and the word before it.
    pub after_break: Vec<bool>,
}

impl Words {
    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.ids.len()
    }

    /// Whether a word begins with a capital and no mark but a quotation mark comes before it: it is
    /// part of a name, as far as its casing shows.
    ///
    /// Clustering asks a wider question, in which a comma may come before a name. Repair keeps this
    /// one, because its weights and the threshold of triage were fitted with it.
    pub(crate) fn is_name(&self, at: usize, text: &str) -> bool {
        !self.after_break[at] && self.spans[at].of(text).starts_with(char::is_uppercase)
    }

    /// The bytes from one word to the end of another, both included.
    pub(crate) fn span(&self, first: usize, last: usize) -> Span<Clean> {
        Span::new(self.spans[first].start, self.spans[last].end)
    }
}

/// A passage that two texts share: ranges of words, and the pairs of equal words in it, rising on
/// both sides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Passage {
    /// Its words in the first text.
    pub a: Range<usize>,
    /// Its words in the second text.
    pub b: Range<usize>,
    /// Places of equal words, as (place in the first text, place in the second).
    pub equal: Vec<(usize, usize)>,
}

fn is_break(gap: &str) -> bool {
    gap.is_empty() || gap.chars().any(|c| !matches!(c, ' ' | '\t' | '"' | '\'' | '“' | '”' | '‘' | '’'))
}

/// A word in small letters, with straight apostrophes and without a final stop.
fn fold(word: &str) -> std::borrow::Cow<'_, str> {
    let stem = word.strip_suffix('.').filter(|stem| !stem.is_empty()).unwrap_or(word);
    let casing = Casing::of(stem);
    if casing == Casing::Small {
        return stem.into();
    }
    let mut buffer = String::with_capacity(stem.len());
    casing::fold(stem, casing, &mut buffer);
    buffer.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_differ_in_casing_have_one_number() {
        let mut vocabulary = Vocabulary::default();
        let us = vocabulary.intern("U.S.");
        assert_eq!(vocabulary.intern("u.s"), us);
        assert_ne!(vocabulary.intern("us"), us);
        assert_eq!(vocabulary.intern("Don’t"), vocabulary.intern("don't"));
        assert_eq!(vocabulary.word(us), "u.s");
    }
}
