//! The text of a document as the rounds of repair see it: some words are its own, some were put there by a round before.

use std::ops::Range;

use super::evidence::Candidate;
use crate::text::Words;

/// The words of a text, some of which stand for several of the text's own. The four lists have one length.
#[derive(Debug, Clone, Default)]
pub(super) struct WorkingText {
    /// The words.
    pub(super) ids: Vec<u32>,
    /// The first and the last of the text's own words that each stands for.
    pub(super) own: Vec<(usize, usize)>,
    /// Whether each was put there by a repair.
    pub(super) repaired: Vec<bool>,
    /// Whether a mark or a break lies before each.
    pub(super) after_break: Vec<bool>,
}

impl WorkingText {
    /// The text before any repair.
    pub(super) fn new(own: &Words) -> Self {
        WorkingText {
            ids: own.ids.clone(),
            own: (0..own.len()).map(|at| (at, at)).collect(),
            repaired: vec![false; own.len()],
            after_break: own.after_break.clone(),
        }
    }

    /// The text after these repairs, which do not overlap.
    pub(super) fn with(&self, repairs: &[Candidate]) -> WorkingText {
        let mut next = WorkingText::default();
        let mut at = 0;
        let mut sorted: Vec<&Candidate> = repairs.iter().collect();
        sorted.sort_by_key(|candidate| candidate.start);
        for candidate in sorted {
            next.copy(self, at..candidate.start);
            at = candidate.start + candidate.len;
            let own = candidate.own(self);
            for (number, &word) in candidate.after.iter().enumerate() {
                next.ids.push(word);
                next.own.push(own);
                next.repaired.push(true);
                next.after_break.push(number == 0 && self.after_break[candidate.start]);
            }
        }
        next.copy(self, at..self.ids.len());
        next
    }

    fn copy(&mut self, from: &WorkingText, range: Range<usize>) {
        self.ids.extend_from_slice(&from.ids[range.clone()]);
        self.own.extend_from_slice(&from.own[range.clone()]);
        self.repaired.extend_from_slice(&from.repaired[range.clone()]);
        self.after_break.extend_from_slice(&from.after_break[range]);
    }

    /// Whether a repair stands among `len` words from `start` on.
    pub(super) fn is_repaired(&self, start: usize, len: usize) -> bool {
        self.repaired[start..start + len].contains(&true)
    }

    /// The words before and after `len` words from `start` on, where neither a mark nor a break parts them.
    pub(super) fn neighbours(&self, start: usize, len: usize) -> (Option<u32>, Option<u32>) {
        let (left, end) = (start.checked_sub(1), start + len);
        let joined = |at: usize| !self.after_break[at];
        (left.filter(|_| joined(start)).map(|left| self.ids[left]), self.ids.get(end).copied().filter(|_| joined(end)))
    }
}
