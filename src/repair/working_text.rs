//! The text of a document during the rounds of repair: some words are its own, others come from
//! repairs of earlier rounds.

use std::ops::Range;

use crate::text::Words;

/// New words for some words of a working text.
pub(super) struct Replacement<'r> {
    /// The words to replace.
    pub(super) words: Range<usize>,
    /// The new words, by number.
    pub(super) after: &'r [u32],
}

/// The words of a document after the repairs so far. The four lists have one length.
#[derive(Debug, Clone, Default)]
pub(super) struct WorkingText {
    /// The words, by number.
    pub(super) ids: Vec<u32>,
    /// For each word the first and the last of the document's own words in its place.
    pub(super) own: Vec<(usize, usize)>,
    /// Whether each word comes from a repair.
    pub(super) repaired: Vec<bool>,
    /// Whether a mark or a line break is before each word.
    pub(super) after_break: Vec<bool>,
}

impl WorkingText {
    /// The words of a document before any repair.
    pub(super) fn new(own: &Words) -> Self {
        WorkingText {
            ids: own.ids.clone(),
            own: (0..own.len()).map(|at| (at, at)).collect(),
            repaired: vec![false; own.len()],
            after_break: own.after_break.clone(),
        }
    }

    /// The text after these replacements, which are in order and do not overlap.
    pub(super) fn with<'r>(&self, replacements: impl IntoIterator<Item = Replacement<'r>>) -> WorkingText {
        let mut next = WorkingText::default();
        let mut at = 0;
        for Replacement { words, after } in replacements {
            next.copy(self, at..words.start);
            at = words.end;
            let own = self.own_words(&words);
            for (number, &word) in after.iter().enumerate() {
                next.ids.push(word);
                next.own.push(own);
                next.repaired.push(true);
                next.after_break.push(number == 0 && self.after_break[words.start]);
            }
        }
        next.copy(self, at..self.ids.len());
        next
    }

    /// The first and the last of the document's own words in the place of some words. Panics if the
    /// range is empty.
    pub(super) fn own_words(&self, words: &Range<usize>) -> (usize, usize) {
        (self.own[words.start].0, self.own[words.end - 1].1)
    }

    fn copy(&mut self, from: &WorkingText, range: Range<usize>) {
        self.ids.extend_from_slice(&from.ids[range.clone()]);
        self.own.extend_from_slice(&from.own[range.clone()]);
        self.repaired.extend_from_slice(&from.repaired[range.clone()]);
        self.after_break.extend_from_slice(&from.after_break[range]);
    }

    /// Whether one of `len` words from `start` on comes from a repair.
    pub(super) fn is_repaired(&self, start: usize, len: usize) -> bool {
        self.repaired[start..start + len].contains(&true)
    }

    /// The word before and the word after `len` words from `start` on. `None` where a mark or a
    /// line break is between.
    pub(super) fn neighbours(&self, start: usize, len: usize) -> (Option<u32>, Option<u32>) {
        let (left, end) = (start.checked_sub(1), start + len);
        let joined = |at: usize| !self.after_break[at];
        (left.filter(|_| joined(start)).map(|left| self.ids[left]), self.ids.get(end).copied().filter(|_| joined(end)))
    }
}
