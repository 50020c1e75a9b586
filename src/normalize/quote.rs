//! The marks of a line that may be quotation marks, and which way each looks.

use crate::english::lists::ELISIONS;

/// A mark.
#[derive(Debug, Clone, Copy)]
pub(super) struct Mark {
    /// Its first byte in the line.
    pub at: usize,
    /// Itself.
    pub is: char,
    /// Whether what stands at its sides lets it open.
    pub opens: bool,
    /// Whether it lets it close.
    pub closes: bool,
    /// The nearest character before it that is no mark.
    pub left: Option<char>,
    /// The nearest character after it that is no mark.
    pub right: Option<char>,
    /// Whether a mark of its own kind, single or double, stands right beside it: `''so''`, `""so`. Such twins are a
    /// convention of their own.
    pub twin: bool,
}

impl Mark {
    /// The byte after it.
    pub(super) fn end(&self) -> usize {
        self.at + self.is.len_utf8()
    }
}

/// Whether it is a double mark that English may use.
pub(super) fn is_double(c: char) -> bool {
    matches!(c, '"' | '“' | '”')
}

/// Whether it is a single mark that English may use, or an apostrophe.
pub(super) fn is_single(c: char) -> bool {
    matches!(c, '\'' | '‘' | '’')
}

/// The marks of a line, in order. Marks side by side (`'”`) are looked at as one: all open or all close.
pub(super) fn marks(line: &str) -> Vec<Mark> {
    let bytes = line.as_bytes();
    let mut found: Vec<Mark> = Vec::new();
    // Where the marks begin that stand side by side with the last one.
    let mut group = 0;
    // Of a text, few characters are marks: only those that begin like one are looked at.
    for at in memchr::memchr3_iter(b'"', b'\'', 0xe2, bytes) {
        let is = match bytes[at..] {
            [b'"', ..] => '"',
            [b'\'', ..] => '\'',
            [0xe2, 0x80, 0x98, ..] => '‘',
            [0xe2, 0x80, 0x99, ..] => '’',
            [0xe2, 0x80, 0x9c, ..] => '“',
            [0xe2, 0x80, 0x9d, ..] => '”',
            _ => continue,
        };
        let last = found.last_mut().filter(|last| last.end() == at);
        let (left, twin) = match last {
            Some(last) => {
                let twin = is_double(last.is) == is_double(is);
                last.twin |= twin;
                (last.left, twin)
            }
            None => {
                end_group(line, &mut found[group..]);
                group = found.len();
                (line[..at].chars().next_back(), false)
            }
        };
        found.push(Mark { at, is, opens: false, closes: false, left, right: None, twin });
    }
    end_group(line, &mut found[group..]);
    for mark in &mut found {
        let tight = |side: Option<char>| side.is_some_and(|c| !c.is_whitespace());
        let before = mark.left.is_none_or(|c| c.is_whitespace() || "([{-–—/:«¿¡>".contains(c));
        let after = mark.right.is_none_or(|c| c.is_whitespace() || ")]}-–—/.,;:!?…»<".contains(c));
        mark.opens = before && tight(mark.right) && !mark.right.is_some_and(|c| ")]},;!?».".contains(c));
        mark.closes = after && tight(mark.left) && !mark.left.is_some_and(|c| "([{«".contains(c));
    }
    found
}

/// Tells marks that stand side by side what comes after them.
fn end_group(line: &str, marks: &mut [Mark]) {
    let right = marks.last().and_then(|last| line[last.end()..].chars().next());
    marks.iter_mut().for_each(|mark| mark.right = right);
}

/// Words that begin with an apostrophe, and years: `'em`, `'til`, `'90s`.
pub(super) fn is_elision(after: &str) -> bool {
    let length = after.find(|c: char| !c.is_alphanumeric()).unwrap_or(after.len());
    let word = &after[..length];
    word.starts_with(|c: char| c.is_ascii_digit()) || ELISIONS.contains_lowered(word)
}

#[cfg(test)]
mod tests {
    use super::marks;

    #[test]
    fn directions() {
        let shape = |line: &str| -> String {
            let one = |opens, closes| match (opens, closes) {
                (true, false) => '<',
                (false, true) => '>',
                (true, true) => 'x',
                (false, false) => '-',
            };
            marks(line).iter().map(|mark| one(mark.opens, mark.closes)).collect()
        };
        assert_eq!(shape("\"No,\" he said"), "<>");
        assert_eq!(shape("‘immune response.'”"), "<>>");
        assert_eq!(shape("don't say (\"x\") \"'yes'\"—no"), "-<><<>>");
        assert_eq!(shape("a \" b"), "-");
    }
}
