//! Finds the places of a text in the text that it was made from.

use std::marker::PhantomData;

use super::{Clean, Original, Span};

/// Changes of text `A` that made text `B`, in order.
pub(super) trait Changes<A, B> {
    /// How many of them put their words before a place of `B`.
    fn before(&self, at: usize) -> usize;
    /// What one of them replaced, and its words.
    fn change(&self, index: usize) -> (Span<A>, Span<B>);
}

/// See [`Places::to_original`].
pub(super) fn to_original<A, B>(changes: &impl Changes<A, B>, span: Span<B>) -> Span<A> {
    if span.is_empty() {
        return place_before(changes, span.start);
    }
    let start = source_of(changes, span.start).start;
    let end = source_of(changes, span.end - 1).end;
    Span::new(start, end)
}

/// What the byte `at` of `B` was made from: itself, or a whole edit.
fn source_of<A, B>(changes: &impl Changes<A, B>, at: usize) -> Span<A> {
    // Of several changes that start at one place of B, all but the last are deletions.
    let Some(last) = changes.before(at + 1).checked_sub(1) else { return Span::new(at, at + 1) };
    let (source, words) = changes.change(last);
    if at < words.end {
        return source;
    }
    let place = source.end + (at - words.end);
    Span::new(place, place + 1)
}

/// The leftmost place of `A` that corresponds to the place between two bytes of `B`, or the edit
/// around it.
fn place_before<A, B>(changes: &impl Changes<A, B>, at: usize) -> Span<A> {
    let Some(last) = changes.before(at).checked_sub(1) else { return Span::new(at, at) };
    let (source, words) = changes.change(last);
    if at < words.end {
        return source;
    }
    let place = source.end + (at - words.end);
    Span::new(place, place)
}

/// The places of a patch without its words: enough to find places of `B` in `A`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Places<A = Original, B = Clean> {
    /// For each edit the start and the length of what it replaced, and the length of its words.
    edits: Vec<[u64; 3]>,
    /// Where its words start.
    starts: Vec<usize>,
    of: PhantomData<(A, B)>,
}

impl<A, B> Default for Places<A, B> {
    fn default() -> Self {
        Places { edits: Vec::new(), starts: Vec::new(), of: PhantomData }
    }
}

impl<A, B> Places<A, B> {
    /// Makes places of edits in order: what each replaces, where its words start, and their length
    /// in bytes.
    pub(super) fn new(edits: impl Iterator<Item = (Span<A>, usize, usize)>) -> Self {
        let (edits, starts) =
            edits.map(|(span, start, words)| ([span.start, span.len(), words].map(|n| n as u64), start)).unzip();
        Places { edits, starts, of: PhantomData }
    }

    /// The places as bytes; none if there is no edit.
    pub fn to_bytes(&self) -> Vec<u8> {
        self.edits.iter().flatten().flat_map(|number| number.to_le_bytes()).collect()
    }

    /// The places in bytes that [`Places::to_bytes`] returned.
    pub fn from_bytes(bytes: &[u8]) -> Self {
        let mut places = Places::default();
        let (mut gained, mut lost) = (0, 0);
        for edit in bytes.as_chunks::<8>().0.as_chunks::<3>().0 {
            let edit @ [start, replaced, words] = edit.map(u64::from_le_bytes);
            places.starts.push((start + gained - lost) as usize);
            places.edits.push(edit);
            gained += words;
            lost += replaced;
        }
        places
    }

    /// Where the bytes of `B` came from. Untouched bytes map exactly; a span that touches the words
    /// of an edit is widened to the whole edit. An empty span maps to the leftmost place that
    /// corresponds to it.
    pub fn to_original(&self, span: Span<B>) -> Span<A> {
        to_original(self, span)
    }
}

impl<A, B> Changes<A, B> for Places<A, B> {
    fn before(&self, at: usize) -> usize {
        self.starts.partition_point(|&start| start < at)
    }

    fn change(&self, index: usize) -> (Span<A>, Span<B>) {
        let [start, replaced, words] = self.edits[index].map(|number| number as usize);
        let into = self.starts[index];
        (Span::new(start, start + replaced), Span::new(into, into + words))
    }
}
