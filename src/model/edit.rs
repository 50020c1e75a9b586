//! Edits, and patches that apply, undo and compose them. The documentation of [`crate::model`]
//! describes how edits and repairs go together, and [`restore`] does it.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use serde::{Deserialize, Serialize};

use super::places::{self, Changes, Places};
use super::{Clean, Original, Repaired, Span};

/// The stable name of a rule, `family.rule-name`.
pub type RuleId = Cow<'static, str>;

/// One replacement in a text that a rule made.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(bound = "")]
pub struct Edit<A = Original> {
    /// The bytes that it replaces; empty for an insertion.
    #[serde(flatten)]
    pub span: Span<A>,
    /// The words before.
    pub before: String,
    /// The words after.
    pub after: String,
    /// The rule that made it. If several rules changed the same place, the one that changed most.
    pub rule: RuleId,
    /// The other rules that changed the same place, in the order in which they did.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<RuleId>,
}

impl<A> Edit<A> {
    /// An edit by one rule.
    pub fn new(
        span: impl Into<Span<A>>,
        before: impl Into<String>,
        after: impl Into<String>,
        rule: impl Into<RuleId>,
    ) -> Self {
        Edit { span: span.into(), before: before.into(), after: after.into(), rule: rule.into(), also: Vec::new() }
    }

    /// Every rule that had a part in it.
    pub fn rules(&self) -> impl Iterator<Item = &RuleId> {
        std::iter::once(&self.rule).chain(&self.also)
    }

    /// The edit as one of another text. This is right only where the two texts are equal.
    fn cast<B>(self) -> Edit<B> {
        Edit { span: self.span.cast(), before: self.before, after: self.after, rule: self.rule, also: self.also }
    }
}

/// Why a list of edits is not a patch, or does not fit a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PatchError {
    /// Two edits share bytes, are out of order, or insert at the same place.
    Order {
        /// Its rule.
        rule: RuleId,
        /// Where it starts.
        at: usize,
    },
    /// The span and the words of an edit have different lengths.
    Length {
        /// Its rule.
        rule: RuleId,
        /// Where it starts.
        at: usize,
        /// The length of its span.
        span: usize,
        /// The length of its `before`.
        words: usize,
    },
    /// The text does not read as the edit says.
    Mismatch {
        /// Its rule.
        rule: RuleId,
        /// The byte of the text where the words were expected.
        at: usize,
        /// The words that were expected.
        expected: String,
    },
}

impl fmt::Display for PatchError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PatchError::Order { rule, at } => {
                write!(f, "the edit of {rule} at byte {at} overlaps the edit before it, or is out of order")
            }
            PatchError::Length { rule, at, span, words } => {
                write!(f, "the edit of {rule} at byte {at} covers {span} bytes but names {words}")
            }
            PatchError::Mismatch { rule, at, expected } => {
                write!(f, "the edit of {rule} does not fit the text at byte {at}: expected {expected:?}")
            }
        }
    }
}

impl std::error::Error for PatchError {}

/// An ordered list of edits that leads from text `A` to text `B`.
///
/// Invariants: edits are sorted by place and share no byte; no two insert at the same place; every
/// edit changes its words.
///
/// ```
/// use unspin::model::{Clean, Draft, Edit, Original, Patch};
///
/// let spaces: Patch<Original, Draft> = Patch::new(vec![Edit::new(3..4, "\u{9}", " ", "space.exotic")])?;
/// let marks: Patch<Draft, Clean> = Patch::new(vec![Edit::new(8..8, "", ".", "mark.end")])?;
/// let both: Patch<Original, Clean> = spaces.then(marks);
/// assert_eq!(both.apply("The\u{9}ship")?, "The ship.");
/// assert_eq!(both.revert("The ship.")?, "The\u{9}ship");
///
/// // It refuses a text that it was not made for.
/// let message = both.apply("Our ship").unwrap_err().to_string();
/// assert!(message.starts_with("the edit of space.exotic does not fit the text at byte 3"));
/// # Ok::<(), unspin::model::PatchError>(())
/// ```
#[derive(Clone)]
pub struct Patch<A = Original, B = Clean> {
    edits: Vec<Edit<A>>,
    /// Where the `after` of each edit starts in `B`.
    starts: Vec<usize>,
    to: PhantomData<B>,
}

impl<A, B> Default for Patch<A, B> {
    fn default() -> Self {
        Patch { edits: Vec::new(), starts: Vec::new(), to: PhantomData }
    }
}

impl<A: PartialEq, B> PartialEq for Patch<A, B> {
    fn eq(&self, other: &Self) -> bool {
        self.edits == other.edits
    }
}

impl<A, B> std::fmt::Debug for Patch<A, B> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(self.edits.iter().map(|e| (e.span, &e.before, &e.after, &e.rule))).finish()
    }
}

impl<A, B> Patch<A, B> {
    /// A patch of edits that are already in order. Edits that change nothing are left out.
    ///
    /// # Errors
    /// If two overlap or are out of order, or if the words of one are not as long as its span.
    pub fn new(mut edits: Vec<Edit<A>>) -> Result<Self, PatchError> {
        edits.retain(|edit| edit.before != edit.after);
        for edit in &edits {
            if edit.span.end < edit.span.start || edit.span.len() != edit.before.len() {
                return Err(PatchError::Length {
                    rule: edit.rule.clone(),
                    at: edit.span.start,
                    span: edit.span.end.saturating_sub(edit.span.start),
                    words: edit.before.len(),
                });
            }
        }
        for pair in edits.windows(2) {
            let (left, right) = (&pair[0], &pair[1]);
            let both_insert = left.span.is_empty() && right.span == left.span;
            if right.span.start < left.span.end || right.span.start < left.span.start || both_insert {
                return Err(PatchError::Order { rule: right.rule.clone(), at: right.span.start });
            }
        }
        Ok(Self::from_ordered(edits))
    }

    fn from_ordered(edits: Vec<Edit<A>>) -> Self {
        let mut starts = Vec::with_capacity(edits.len());
        let (mut gained, mut lost) = (0, 0);
        for edit in &edits {
            starts.push(edit.span.start + gained - lost);
            gained += edit.after.len();
            lost += edit.before.len();
        }
        Patch { edits, starts, to: PhantomData }
    }

    /// Its edits, in order.
    pub fn edits(&self) -> &[Edit<A>] {
        &self.edits
    }

    /// Its edits, in order, without a copy.
    pub fn into_edits(self) -> Vec<Edit<A>> {
        self.edits
    }

    /// Whether it leaves the text as it is.
    pub fn is_empty(&self) -> bool {
        self.edits.is_empty()
    }

    /// The place in `B` of the words that edit number `index` put there.
    pub fn after_span(&self, index: usize) -> Span<B> {
        Span::new(self.starts[index], self.starts[index] + self.edits[index].after.len())
    }

    /// Makes the text `B` from the text `A`.
    ///
    /// # Errors
    /// If `text` does not read as the edits say.
    pub fn apply(&self, text: &str) -> Result<String, PatchError> {
        let pieces = self.edits.iter().map(|edit| (edit.span.start, &*edit.before, &*edit.after, &edit.rule));
        replace(text, pieces)
    }

    /// Makes the text `A` from the text `B`.
    ///
    /// # Errors
    /// If `text` is not what the patch made.
    pub fn revert(&self, text: &str) -> Result<String, PatchError> {
        let places = self.edits.iter().zip(&self.starts);
        replace(text, places.map(|(edit, &start)| (start, &*edit.after, &*edit.before, &edit.rule)))
    }

    /// Where the bytes of `B` came from: see [`Places::to_original`].
    ///
    /// ```
    /// use unspin::model::{Edit, Patch};
    ///
    /// let patch: Patch = Patch::new(vec![Edit::new(4..9, "&amp;", "&", "entity.decode")])?;
    /// assert_eq!(patch.apply("Salt&amp;pepper")?, "Salt&pepper");
    /// assert_eq!(patch.to_original((5..11).into()), (9..15).into(), "\"pepper\" was four bytes further on");
    /// assert_eq!(patch.to_original((4..5).into()), (4..9).into(), "the sign was made from five bytes");
    /// # Ok::<(), unspin::model::PatchError>(())
    /// ```
    pub fn to_original(&self, span: Span<B>) -> Span<A> {
        places::to_original(self, span)
    }

    /// What its edits do to places, without their words.
    pub fn places(&self) -> Places<A, B> {
        Places::new(self.edits.iter().zip(&self.starts).map(|(edit, &start)| (edit.span, start, edit.after.len())))
    }

    /// Where the bytes of `A` went. Untouched bytes map exactly; a span that touches an edit is
    /// widened to all its words. An insertion at the start belongs to the span, one at the end does
    /// not.
    pub fn to_clean(&self, span: Span<A>) -> Span<B> {
        if span.is_empty() {
            let at = self.target_of(span.start).start;
            return Span::new(at, at);
        }
        let start = match self.edits.binary_search_by(|edit| edit.span.cmp(&Span::new(span.start, span.start))) {
            Ok(insertion) => self.starts[insertion],
            Err(_) => self.target_of(span.start).start,
        };
        let end = self.target_of(span.end - 1).end;
        Span::new(start, end.max(start))
    }

    /// The smallest place around `span` that can be given in bytes of `A` and found again from
    /// there: `to_clean(original) == clean`. `None` if an insertion at the very end of the text
    /// prevents it.
    pub fn anchor(&self, mut span: Span<B>, text: &str) -> Option<(Span<B>, Span<A>)> {
        loop {
            let original = self.to_original(span);
            let back = self.to_clean(original);
            if back == span {
                return Some((span, original));
            }
            // Only insertions escape: they need an untouched neighbour to hold on to.
            let escaped = back.is_empty() || back.end < span.end;
            let end = if escaped { span.end + text[span.end..].chars().next()?.len_utf8() } else { back.end };
            span = Span::new(span.start.min(back.start), end);
        }
    }

    /// This patch and then `next`, as one: edits that meet in the middle text are merged.
    ///
    /// `first.then(next).apply(t)` equals `next.apply(first.apply(t))`.
    pub fn then<C>(self, next: Patch<B, C>) -> Patch<A, C> {
        if next.edits.is_empty() {
            return Patch { edits: self.edits, starts: self.starts, to: PhantomData };
        }
        if self.edits.is_empty() {
            return Patch {
                edits: next.edits.into_iter().map(Edit::cast).collect(),
                starts: next.starts,
                to: PhantomData,
            };
        }
        let mut merged = Vec::with_capacity(self.edits.len() + next.edits.len());
        let mut first = self.edits.into_iter().zip(self.starts).peekable();
        let mut second = next.edits.into_iter().peekable();
        // The difference between a place in B, right of all edits so far, and its place in A.
        let mut shift = 0_isize;
        loop {
            let mut group = Group::default();
            match (first.peek(), second.peek()) {
                (None, None) => break,
                (Some((early, start)), Some(late)) if start + early.after.len() > late.span.start => {
                    if meets(early, *start, late) || *start < late.span.start {
                        group.first.extend(first.next());
                    } else {
                        group.second.extend(second.next());
                    }
                }
                (Some(_), _) => group.first.extend(first.next()),
                (None, Some(_)) => group.second.extend(second.next()),
            }
            loop {
                let joins_second =
                    group.first.last().zip(second.peek()).is_some_and(|((e, s), late)| meets(e, *s, late));
                if joins_second {
                    group.second.extend(second.next());
                    continue;
                }
                let joins_first =
                    first.peek().zip(group.second.last()).is_some_and(|((e, s), late)| meets(e, *s, late));
                if !joins_first {
                    break;
                }
                group.first.extend(first.next());
            }
            let (edit, grown) = group.merge(shift);
            shift += grown;
            if edit.before != edit.after {
                merged.push(edit);
            }
        }
        Patch::from_ordered(merged)
    }

    /// What became of the byte `at` of `A`: itself, or all the words of an edit. Of an insertion
    /// and what follows it at one place, what follows.
    fn target_of(&self, at: usize) -> Span<B> {
        let index = self.edits.partition_point(|edit| edit.span.start <= at);
        let Some(last) = index.checked_sub(1) else { return Span::new(at, at + 1) };
        let (edit, start) = (&self.edits[last], self.starts[last]);
        let end = start + edit.after.len();
        if at < edit.span.end {
            return Span::new(start, end);
        }
        let place = end + (at - edit.span.end);
        Span::new(place, place + 1)
    }
}

impl<A, B> Changes<A, B> for Patch<A, B> {
    fn before(&self, at: usize) -> usize {
        self.starts.partition_point(|&start| start < at)
    }

    fn change(&self, index: usize) -> (Span<A>, Span<B>) {
        (self.edits[index].span, self.after_span(index))
    }
}

/// Whether an edit of the first patch, whose words start at `start` of the middle text, and one of
/// the second must become one: they share a byte of the middle text, or are at one place of it and
/// their order would be lost.
fn meets<A, B>(early: &Edit<A>, start: usize, late: &Edit<B>) -> bool {
    let end = start + early.after.len();
    let (from, to) = (late.span.start, late.span.end);
    let inside = if start == end {
        from < start && start < to
    } else if from == to {
        start < from && from < end
    } else {
        start < to && from < end
    };
    let both_without_width = from == to && (start == end || early.span.is_empty()) && start <= from && from <= end;
    inside || both_without_width
}

/// Edits of two patches that meet, directly or through each other.
struct Group<A, B> {
    first: Vec<(Edit<A>, usize)>,
    second: Vec<Edit<B>>,
}

impl<A, B> Default for Group<A, B> {
    fn default() -> Self {
        Group { first: Vec::new(), second: Vec::new() }
    }
}

impl<A, B> Group<A, B> {
    /// The one edit that does the work of all, and by how much the first patch's part of it grew
    /// the text.
    fn merge(mut self, shift: isize) -> (Edit<A>, isize) {
        let grown: isize = self.first.iter().map(|(e, _)| e.after.len() as isize - e.before.len() as isize).sum();
        if self.second.is_empty() && self.first.len() == 1 {
            return (self.first.remove(0).0, grown);
        }
        // The middle text of the group: every byte of it is named by an edit of one side or the
        // other.
        let low = self.first.iter().map(|(_, s)| *s).chain(self.second.iter().map(|e| e.span.start)).min().unwrap_or(0);
        let ends = self.first.iter().map(|(e, s)| s + e.after.len()).chain(self.second.iter().map(|e| e.span.end));
        let mut middle = vec![0_u8; ends.max().unwrap_or(low) - low];
        for (edit, start) in &self.first {
            middle[start - low..start - low + edit.after.len()].copy_from_slice(edit.after.as_bytes());
        }
        for edit in &self.second {
            middle[edit.span.start - low..edit.span.end - low].copy_from_slice(edit.before.as_bytes());
        }
        let middle = String::from_utf8(middle).expect("whole words of edits laid side by side are UTF-8");
        let back = self.first.iter().map(|(e, s)| (s - low, &*e.after, &*e.before, &e.rule));
        let before = replace(&middle, back).expect("the middle text was made of these words");
        let forth = self.second.iter().map(|e| (e.span.start - low, &*e.before, &*e.after, &e.rule));
        let after = replace(&middle, forth).expect("the middle text was made of these words");

        let start = (low as isize - shift) as usize;
        let span = Span::new(start, start + before.len());
        let mut parts: Vec<(usize, RuleId, Vec<RuleId>)> =
            self.first.into_iter().map(|(e, _)| (e.before.len().max(e.after.len()), e.rule, e.also)).collect();
        parts.extend(self.second.into_iter().map(|e| (e.before.len().max(e.after.len()), e.rule, e.also)));
        let widest = parts.iter().map(|part| part.0).max().unwrap_or(0);
        let rule = parts.iter().find(|part| part.0 == widest).map(|part| part.1.clone()).unwrap_or_default();
        let mut also: Vec<RuleId> = Vec::new();
        for name in parts.into_iter().flat_map(|(_, rule, also)| std::iter::once(rule).chain(also)) {
            if name != rule && !also.contains(&name) {
                also.push(name);
            }
        }
        (Edit { span, before, after, rule, also }, grown)
    }
}

/// Replaces each `(start, from, to, rule)` in `text`; they come in order.
fn replace<'e>(
    text: &str,
    pieces: impl Iterator<Item = (usize, &'e str, &'e str, &'e RuleId)>,
) -> Result<String, PatchError> {
    let mut out = String::with_capacity(text.len() + text.len() / 16);
    let mut at = 0;
    for (start, from, to, rule) in pieces {
        let fits = start >= at && text.get(start..).is_some_and(|rest| rest.starts_with(from));
        if !fits {
            return Err(PatchError::Mismatch { rule: rule.clone(), at: start, expected: from.to_owned() });
        }
        out.push_str(&text[at..start]);
        out.push_str(to);
        at = start + from.len();
    }
    out.push_str(&text[at..]);
    Ok(out)
}

/// The original, from the repaired text and what the run folder says of it: the edits, and each
/// accepted repair as (place in the original, before, after), in order.
///
/// ```
/// use unspin::model::{Edit, Span, restore};
///
/// // As `documents.jsonl`, `edits.jsonl` and `repairs.jsonl` of a run have it.
/// let text = "It was first revealed by The Hill.";
/// let edits = vec![Edit::new(2..4, "\u{a0}", " ", "space.exotic")];
/// let repairs = vec![
///     (Span::new(8, 16), "showtime".into(), "first".into()),
///     (Span::new(33, 39), "Colina".into(), "Hill".into()),
/// ];
/// assert_eq!(restore(text, edits, repairs)?, "It\u{a0}was showtime revealed by The Colina.");
/// # Ok::<(), unspin::model::PatchError>(())
/// ```
///
/// # Errors
/// If the three do not belong together.
pub fn restore(
    repaired: &str,
    edits: Vec<Edit>,
    repairs: impl IntoIterator<Item = (Span<Original>, String, String)>,
) -> Result<String, PatchError> {
    let patch: Patch = Patch::new(edits)?;
    let repairs = repairs
        .into_iter()
        .map(|(place, before, after)| Edit::new(patch.to_clean(place), before, after, "repair"))
        .collect();
    let repairs: Patch<Clean, Repaired> = Patch::new(repairs)?;
    patch.revert(&repairs.revert(repaired)?)
}
