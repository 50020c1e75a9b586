//! Damage of the lines of a text: lost line breaks, doubled lines, lines that are cut off.

use crate::english::lists::TEASERS;
use crate::text::sentences;

/// The least length, in bytes, of the line of a text that lost its line breaks. The longest
/// paragraph of 930 BBC reports has 2,400 bytes.
const ONE_LINE_BYTES: usize = 3000;

/// The least number of sentences of such a line.
const ONE_LINE_SENTENCES: usize = 15;

/// The least share of the text in such a line, in percent: a headline may be above it.
const ONE_LINE_PERCENT: usize = 90;

/// The least length of a line of prose, in bytes. Only lines of prose may count as doubled or cut
/// off.
const PROSE_BYTES: usize = 60;

/// The damage of the lines of a text.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct LineFaults {
    /// Whether nearly the whole text is one line that is longer than any paragraph.
    pub(super) one_line: bool,
    /// The number of lines of prose that repeat the line before them.
    pub(super) doubled: usize,
    /// Whether lines of prose are cut off.
    pub(super) cut: bool,
}

impl LineFaults {
    /// Examines the lines of a text.
    pub(super) fn of(text: &str) -> Self {
        let mut lines = LineFaults::default();
        let (mut before, mut longest) = ("", "");
        for line in text.split('\n').map(str::trim).filter(|line| !line.is_empty()) {
            if line.len() > longest.len() {
                longest = line;
            }
            if line.len() >= PROSE_BYTES {
                lines.doubled += usize::from(line == before && line.ends_with(['.', '!', '?', '"', '”']));
                lines.cut |= is_teaser(line);
            }
            before = line;
        }
        lines.one_line = longest.len() >= ONE_LINE_BYTES
            && 100 * longest.len() >= ONE_LINE_PERCENT * text.len()
            && sentences(longest).len() > ONE_LINE_SENTENCES;
        lines
    }
}

/// Whether a line ends as a teaser does: "so far… [read more]".
fn is_teaser(line: &str) -> bool {
    let Some(inner) = line.strip_suffix([']', ')']) else {
        return ["... read more", "… read more", "... continue reading", "… continue reading"]
            .iter()
            .any(|end| ends_with_ignoring_case(line, end));
    };
    TEASERS.entries().iter().any(|teaser| {
        ends_with_ignoring_case(inner, teaser)
            && inner[..inner.len() - teaser.len()]
                .strip_suffix(['[', '('])
                .is_some_and(|rest| *teaser == "…" || rest.trim_end().ends_with(['.', '…']))
    })
}

fn ends_with_ignoring_case(line: &str, end: &str) -> bool {
    line.len() >= end.len() && line.as_bytes()[line.len() - end.len()..].eq_ignore_ascii_case(end.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    const SENTENCE: &str =
        "The council closed the old bridge on Monday after engineers had found cracks in two of its piers.";

    #[test]
    fn a_text_without_line_breaks_is_recognized() {
        assert!(LineFaults::of(&[SENTENCE; 40].join(" ")).one_line);
        assert!(!LineFaults::of(&[SENTENCE; 40].join("\n")).one_line);
        assert!(!LineFaults::of(&[SENTENCE; 5].join(" ")).one_line, "a long paragraph");
    }

    #[test]
    fn doubled_lines_are_adjacent() {
        assert_eq!(LineFaults::of(&format!("{SENTENCE}\n\n{SENTENCE}")).doubled, 1);
        assert_eq!(LineFaults::of(&format!("{SENTENCE}\nBuses go round by the northern road.\n{SENTENCE}")).doubled, 0);
    }

    #[test]
    fn cut_lines_end_as_teasers() {
        let stem = &SENTENCE[..SENTENCE.len() - 20];
        for end in ["… [read more]", "... [Read more]", "... (more)", "[…]", "... Continue reading"] {
            assert!(LineFaults::of(&format!("{stem}{end}")).cut, "{end}");
        }
        for end in ["...", "…", ", and more)", " (more)", ". Read more about the harbour in tomorrow's edition."] {
            assert!(!LineFaults::of(&format!("{stem}{end}")).cut, "{end}: an author may write this");
        }
    }
}
