//! What the lines of a text tell: lost line breaks, doubled lines, lines that were cut.

use crate::english::lists::TEASERS;
use crate::text::sentences;

/// Bytes of a text that is one line from which on it has lost its line breaks, if it has more sentences than so many. The longest paragraph of 930 BBC reports
/// has 2,400 bytes.
const ONE_LINE_BYTES: usize = 3000;
const ONE_LINE_SENTENCES: usize = 15;

/// The share of the text that the one line holds, in percent: a headline may stand above it.
const ONE_LINE_PERCENT: usize = 90;

/// A line of so many bytes is prose; only of such is it asked whether it stands twice or was cut.
const PROSE_BYTES: usize = 60;

/// What the lines of a text tell.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Lines {
    /// All is one line that nobody would write.
    pub(super) one_line: bool,
    /// Lines of prose that repeat the line before them.
    pub(super) doubled: usize,
    /// Lines of prose were cut off.
    pub(super) cut: bool,
}

impl Lines {
    pub(super) fn of(text: &str) -> Self {
        let mut lines = Lines::default();
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

/// "... so far… [read more]".
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
    fn a_text_without_line_breaks_is_known() {
        assert!(Lines::of(&[SENTENCE; 40].join(" ")).one_line);
        assert!(!Lines::of(&[SENTENCE; 40].join("\n")).one_line);
        assert!(!Lines::of(&[SENTENCE; 5].join(" ")).one_line, "a long paragraph");
    }

    #[test]
    fn doubled_lines_stand_side_by_side() {
        assert_eq!(Lines::of(&format!("{SENTENCE}\n\n{SENTENCE}")).doubled, 1);
        assert_eq!(Lines::of(&format!("{SENTENCE}\nBuses go round by the northern road.\n{SENTENCE}")).doubled, 0);
    }

    #[test]
    fn cut_lines_say_so() {
        let stem = &SENTENCE[..SENTENCE.len() - 20];
        for end in ["… [read more]", "... [Read more]", "... (more)", "[…]", "... Continue reading"] {
            assert!(Lines::of(&format!("{stem}{end}")).cut, "{end}");
        }
        for end in ["...", "…", ", and more)", " (more)", ". Read more about the harbour in tomorrow's edition."] {
            assert!(!Lines::of(&format!("{stem}{end}")).cut, "{end}: an author may write this");
        }
    }
}
