//! The characters of a line that may be quotation marks, and whether each can open or close.

use crate::english::lists::ELISIONS;

/// A character that may be a quotation mark.
#[derive(Debug, Clone, Copy)]
pub(super) struct Mark {
    /// Its first byte in the line.
    pub at: usize,
    /// The character.
    pub is: char,
    /// Whether the characters beside it allow it to open a quotation.
    pub opens: bool,
    /// Whether the characters beside it allow it to close a quotation.
    pub closes: bool,
    /// The nearest character before it that is not a mark.
    pub left: Option<char>,
    /// The nearest character after it that is not a mark.
    pub right: Option<char>,
    /// Whether a mark of its own kind, single or double, is directly beside it: `''so''`, `""so`.
    /// Such double writing is a convention of its own.
    pub twin: bool,
}

impl Mark {
    /// The byte after it.
    pub(super) fn end(&self) -> usize {
        self.at + self.is.len_utf8()
    }
}

/// Whether a character is a double quotation mark of English.
pub(super) fn is_double(c: char) -> bool {
    matches!(c, '"' | '“' | '”')
}

/// Whether a character is a single quotation mark of English, or an apostrophe.
pub(super) fn is_single(c: char) -> bool {
    matches!(c, '\'' | '‘' | '’')
}

/// The marks of a line, in order. Marks side by side (`'”`) are judged together: all open or all
/// close.
pub(super) fn marks(line: &str) -> Vec<Mark> {
    let bytes = line.as_bytes();
    let mut found: Vec<Mark> = Vec::new();
    // The first of the marks that are side by side with the last one.
    let mut group = 0;
    // Few characters of a text are marks: only bytes that can begin one are looked at.
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

/// Sets the character after a group of marks that are side by side.
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
