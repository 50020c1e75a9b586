//! The marks of a line that may be quotation marks, and which way each looks.

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
    // The first byte of the curly ones, and of much else.
    const CURLY: u8 = 0xe2;
    let mut found: Vec<Mark> = Vec::new();
    // Where the marks begin that stand side by side with the last one.
    let mut group = 0;
    for at in memchr::memchr3_iter(b'"', b'\'', CURLY, line.as_bytes()) {
        let Some(is) = line[at..].chars().next().filter(|c| is_double(*c) || is_single(*c)) else { continue };
        let beside = found.last().is_some_and(|last| last.end() == at);
        if !beside {
            close(&mut found[group..], line);
            group = found.len();
        }
        let left = if beside { found[group].left } else { line[..at].chars().next_back() };
        let twin = beside && found.last().is_some_and(|last| is_double(last.is) == is_double(is));
        if let (true, Some(last)) = (twin, found.last_mut()) {
            last.twin = true;
        }
        found.push(Mark { at, is, opens: false, closes: false, left, right: None, twin });
    }
    close(&mut found[group..], line);
    for mark in &mut found {
        let tight = |side: Option<char>| side.is_some_and(|c| !c.is_whitespace());
        let before = mark.left.is_none_or(|c| c.is_whitespace() || "([{-–—/:«¿¡>".contains(c));
        let after = mark.right.is_none_or(|c| c.is_whitespace() || ")]}-–—/.,;:!?…»<".contains(c));
        mark.opens = before && tight(mark.right) && !mark.right.is_some_and(|c| ")]},;!?».".contains(c));
        mark.closes = after && tight(mark.left) && !mark.left.is_some_and(|c| "([{«".contains(c));
    }
    found
}

/// Tells the marks of a group what stands after them.
fn close(group: &mut [Mark], line: &str) {
    let right = group.last().and_then(|last| line[last.end()..].chars().next());
    for mark in group {
        mark.right = right;
    }
}

/// Words that begin with an apostrophe, and years: `'em`, `'til`, `'90s`.
pub(super) fn is_elision(after: &str) -> bool {
    const WORDS: [&str; 13] =
        ["em", "til", "till", "tis", "twas", "cause", "bout", "round", "n", "cos", "coz", "nuff", "neath"];
    let length = after.find(|c: char| !c.is_alphanumeric()).unwrap_or(after.len());
    let word = &after[..length];
    word.starts_with(|c: char| c.is_ascii_digit()) || WORDS.iter().any(|known| known.eq_ignore_ascii_case(word))
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
