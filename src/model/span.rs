//! Byte spans, typed by the text that they index.

use std::marker::PhantomData;
use std::ops::Range;

use serde::{Deserialize, Serialize};

/// The text of the record as it came in: the UTF-8 of a JSONL text field, or the decoded bytes of a
/// file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Original {}

/// The text between two rules, or with its boilerplate still in place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Draft {}

/// The text after every edit and before any repair.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Clean {}

/// The text with its accepted repairs: what a reader of the output sees.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Repaired {}

/// A half-open range of bytes of one text; `S` says which text, so that a place in the
/// original cannot be mistaken for a place in the clean text.
#[derive(Serialize, Deserialize)]
#[serde(bound = "")]
pub struct Span<S> {
    /// The first byte.
    pub start: usize,
    /// The byte after the last one; never less than `start`.
    pub end: usize,
    #[serde(skip)]
    space: PhantomData<S>,
}

impl<S> Span<S> {
    /// The span `start..end`.
    ///
    /// # Panics
    /// In debug builds, if `end < start`.
    pub fn new(start: usize, end: usize) -> Self {
        debug_assert!(start <= end, "a span ends at or after its start: {start}..{end}");
        Span { start, end, space: PhantomData }
    }

    /// Its length in bytes.
    pub fn len(self) -> usize {
        self.end - self.start
    }

    /// Whether it covers no byte: a place between two bytes.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// As a range, to slice with.
    pub fn range(self) -> Range<usize> {
        self.start..self.end
    }

    /// The text that it covers.
    ///
    /// # Panics
    /// If it does not lie on character boundaries of `text`.
    pub fn of(self, text: &str) -> &str {
        &text[self.start..self.end]
    }

    /// Whether the two share at least one byte.
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Whether every byte of `other` lies in this span.
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// The smallest span that covers both.
    pub fn cover(self, other: Self) -> Self {
        Span::new(self.start.min(other.start), self.end.max(other.end))
    }

    /// The same bytes, taken as a place in another text. Right only where the two texts are equal
    /// there.
    pub(crate) fn cast<T>(self) -> Span<T> {
        Span::new(self.start, self.end)
    }
}

// Written out, since derives would ask the marker `S` for the same traits.
impl<S> Clone for Span<S> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<S> Copy for Span<S> {}
/// The empty span at the start of the text.
impl<S> Default for Span<S> {
    fn default() -> Self {
        Span::new(0, 0)
    }
}
impl<S> PartialEq for Span<S> {
    fn eq(&self, other: &Self) -> bool {
        (self.start, self.end) == (other.start, other.end)
    }
}
impl<S> Eq for Span<S> {}
impl<S> PartialOrd for Span<S> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
impl<S> Ord for Span<S> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        (self.start, self.end).cmp(&(other.start, other.end))
    }
}
impl<S> std::hash::Hash for Span<S> {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        (self.start, self.end).hash(state);
    }
}
impl<S> std::fmt::Debug for Span<S> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}..{}", self.start, self.end)
    }
}
impl<S> From<Range<usize>> for Span<S> {
    fn from(range: Range<usize>) -> Self {
        Span::new(range.start, range.end)
    }
}
