//! A text that is split at its spaces into pieces, with the marks around each word.

use std::ops::Range;

use crate::model::{Clean, Span};
use crate::text::Vocabulary;

/// The least number of words of a line that may be repaired as missing or doubled: refrains and
/// lists repeat shorter lines.
pub(super) const MIN_LINE_WORDS: usize = 4;

/// The pieces of one text, in order.
#[derive(Debug, Clone, Default)]
pub(super) struct Pieces<'t> {
    /// The text.
    pub(super) text: &'t str,
    /// The bytes of each piece.
    pub(super) spans: Vec<Span<Clean>>,
    /// The number of each piece in the vocabulary: without its outer marks and in lower case,
    /// unless the piece has only marks.
    pub(super) ids: Vec<u32>,
    /// The number of the line of each piece. Empty lines are not counted.
    pub(super) lines: Vec<u32>,
}

impl<'t> Pieces<'t> {
    /// Splits a text; its words are numbered in `vocabulary`.
    pub(super) fn new(text: &'t str, vocabulary: &mut Vocabulary) -> Self {
        let mut pieces = Pieces { text, ..Pieces::default() };
        let mut line = 0;
        let mut end = 0;
        for piece in text.split_whitespace() {
            let start = piece.as_ptr() as usize - text.as_ptr() as usize;
            if start > end && end > 0 && text[end..start].contains('\n') {
                line += 1;
            }
            end = start + piece.len();
            let core = core(piece);
            pieces.spans.push(Span::new(start, end));
            pieces.ids.push(vocabulary.intern(if core.is_empty() { piece } else { core }));
            pieces.lines.push(line);
        }
        pieces
    }

    /// The number of pieces.
    pub(super) fn len(&self) -> usize {
        self.ids.len()
    }

    /// The text of one piece, with its marks.
    pub(super) fn piece(&self, at: usize) -> &'t str {
        self.spans[at].of(self.text)
    }

    /// The bytes of some pieces and of the spaces between them. Panics if the range is empty.
    pub(super) fn span(&self, range: &Range<usize>) -> Span<Clean> {
        Span::new(self.spans[range.start].start, self.spans[range.end - 1].end)
    }

    /// The pieces of a range with one space between each two, in a uniform style of marks: see
    /// [`push_plain`].
    pub(super) fn joined(&self, range: &Range<usize>) -> String {
        let mut joined = String::new();
        for at in range.clone() {
            if at > range.start {
                joined.push(' ');
            }
            push_plain(self.piece(at), &mut joined);
        }
        joined
    }

    /// Whether two pieces read the same, apart from the style of their marks.
    pub(super) fn reads_as(&self, at: usize, other: &Pieces, place: usize) -> bool {
        let (own, theirs) = (self.piece(at), other.piece(place));
        own == theirs
            || !(own.is_ascii() && theirs.is_ascii()) && self.joined(&(at..at + 1)) == other.joined(&(place..place + 1))
    }

    /// Whether all pieces of a range are on one line.
    pub(super) fn on_one_line(&self, range: &Range<usize>) -> bool {
        range.is_empty() || self.lines[range.start] == self.lines[range.end - 1]
    }

    /// Whether a piece is one half of a word that is divided at the end of a line.
    pub(super) fn is_half(&self, at: usize) -> bool {
        let broken = |at: usize| {
            self.lines.get(at + 1).is_some_and(|line| *line != self.lines[at])
                && self.piece(at).ends_with(['-', '¬', '\u{ad}'])
        };
        broken(at) || at > 0 && broken(at - 1)
    }

    /// The lines, as ranges of pieces.
    pub(super) fn by_line(&self) -> Vec<Range<usize>> {
        let mut lines: Vec<Range<usize>> = Vec::new();
        for (at, &line) in self.lines.iter().enumerate() {
            match lines.get_mut(line as usize) {
                Some(range) => range.end = at + 1,
                None => lines.push(at..at + 1),
            }
        }
        lines
    }
}

/// Appends a piece with straight quotation marks, a hyphen for every dash, and three stops for an
/// ellipsis, since other forms of these are not damage. The sign `¬`, which some scans have for a
/// hyphen at the end of a line, becomes a hyphen too.
fn push_plain(piece: &str, joined: &mut String) {
    if piece.is_ascii() {
        joined.push_str(piece);
        return;
    }
    for c in piece.chars() {
        match c {
            '’' | '‘' | 'ʼ' | '´' => joined.push('\''),
            '“' | '”' | '„' => joined.push('"'),
            '–' | '—' | '−' | '‐' | '‑' | '¬' => joined.push('-'),
            '…' => joined.push_str("..."),
            c => joined.push(c),
        }
    }
}

/// A piece without the marks around it: `"reef,"` to `reef`.
pub(super) fn core(piece: &str) -> &str {
    piece.trim_matches(|c: char| !c.is_alphanumeric())
}

/// The marks before and after the core of a piece. A piece that has only marks has them all after
/// its empty core.
pub(super) fn marks(piece: &str) -> (&str, &str) {
    let core = core(piece);
    if core.is_empty() {
        return ("", piece);
    }
    let start = core.as_ptr() as usize - piece.as_ptr() as usize;
    (&piece[..start], &piece[start + core.len()..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_style_of_marks_is_not_a_difference() {
        let mut vocabulary = Vocabulary::default();
        let (a, b) = (Pieces::new("“we’re im¬", &mut vocabulary), Pieces::new("\"we're im-", &mut vocabulary));
        assert!((0..2).all(|at| a.reads_as(at, &b, at)));
        assert_eq!(a.joined(&(0..2)), b.joined(&(0..2)));
    }

    #[test]
    fn pieces_keep_their_marks_and_lines() {
        let mut vocabulary = Vocabulary::default();
        let pieces = Pieces::new("  \"The reef,\" he said\n\n-- about it.", &mut vocabulary);
        assert_eq!(pieces.joined(&(0..pieces.len())), "\"The reef,\" he said -- about it.");
        assert_eq!(pieces.lines, [0, 0, 0, 0, 1, 1, 1]);
        assert_eq!(pieces.by_line(), [0..4, 4..7]);
        assert_eq!(vocabulary.word(pieces.ids[1]), "reef");
        assert_eq!(vocabulary.word(pieces.ids[4]), "--");
        assert_eq!(marks("\"(reef),"), ("\"(", "),"));
        assert!(!pieces.on_one_line(&(3..5)));
    }
}
