//! The shape of a line: its length, words, marks and ending, counted in one pass.

use crate::model::{Draft, Span};

/// A line that is not blank, or several that a fixed width has broken, and what can be counted in it.
#[derive(Debug, Clone)]
pub(super) struct Block<'t> {
    /// From the first byte of its first line to the last of its last one, without the line break.
    pub(super) span: Span<Draft>,
    /// Without the spaces around it.
    pub(super) text: &'t str,
    /// How many lines it is made of.
    pub(super) lines: usize,
    /// Whether a blank line or the head of the text stands before it.
    pub(super) after_blank: bool,
    /// Columns before the text begins.
    indent: usize,
    /// Its width in columns: a character of Chinese, Japanese or Korean takes two.
    pub(super) columns: usize,
    /// Words between spaces.
    pub(super) words: usize,
    /// Words that begin with a small letter, or a letter of a script without case.
    pub(super) small_words: usize,
    /// Words that begin with a capital.
    pub(super) capital_words: usize,
    /// Small words of at most four letters: in every language with case, most of them hold sentences together.
    pub(super) short_words: usize,
    /// Digits.
    pub(super) digits: usize,
    /// Small letters and letters without case.
    pub(super) small_letters: usize,
    /// Commas and semicolons inside.
    pub(super) commas: usize,
    /// Stops, question and exclamation marks with a space after them.
    pub(super) inner_stops: usize,
    /// Bars, arrows, bullets between words, copyright signs: what menus are made of.
    pub(super) menu_marks: usize,
    /// How it begins.
    pub(super) begins: Begin,
    /// How it ends.
    pub(super) ends: End,
}

/// How a line begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Begin {
    Small,
    Capital,
    Digit,
    Quote,
    Other,
}

/// How a line ends, closing quotes and brackets aside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    /// `.`, `!`, `?` and their like in other scripts.
    Sentence,
    /// `…` or `...`.
    Ellipsis,
    Colon,
    Comma,
    Other,
}

/// The lines of a text that are not blank, with those that a fixed width has broken joined to blocks.
pub(super) fn blocks(text: &str) -> Vec<Block<'_>> {
    join(text, split(text))
}

/// The spans of the lines that are not blank, without their line breaks.
pub(super) fn line_spans(text: &str) -> impl Iterator<Item = Span<Draft>> {
    let mut at = 0;
    text.split_inclusive('\n').filter_map(move |line| {
        let start = at;
        at += line.len();
        let body = line.strip_suffix('\n').unwrap_or(line);
        let body = body.strip_suffix('\r').unwrap_or(body);
        (!body.trim_start().is_empty()).then(|| Span::new(start, start + body.len()))
    })
}

fn split(text: &str) -> Vec<Block<'_>> {
    let mut found: Vec<Block<'_>> = Vec::with_capacity(text.len() / 100);
    for span in line_spans(text) {
        let gap = &text.as_bytes()[found.last().map_or(0, |line| line.span.end)..span.start];
        let after_blank = found.is_empty() || gap.iter().filter(|&&byte| byte == b'\n').count() > 1;
        found.push(measure(text, span, after_blank));
    }
    found
}

fn measure(text: &str, span: Span<Draft>, after_blank: bool) -> Block<'_> {
    let whole = span.of(text);
    let trimmed = whole.trim();
    let mut block = Block {
        span,
        text: trimmed,
        lines: 1,
        after_blank,
        indent: whole.len() - whole.trim_start().len(),
        columns: 0,
        words: 0,
        small_words: 0,
        capital_words: 0,
        short_words: 0,
        digits: 0,
        small_letters: 0,
        commas: 0,
        inner_stops: 0,
        menu_marks: 0,
        begins: begin(trimmed),
        ends: end(trimmed),
    };
    if trimmed.is_ascii() {
        block.count_ascii(trimmed.as_bytes())
    } else {
        block.count(trimmed)
    }
    block
}

impl Block<'_> {
    fn count_ascii(&mut self, text: &[u8]) {
        self.columns = text.len();
        let mut word = 0; // letters of the word at hand
        let mut small = false;
        let mut before = b' ';
        for &byte in text {
            match byte {
                b'a'..=b'z' => {
                    self.small_letters += 1;
                    self.small_words += usize::from(word == 0);
                    small |= word == 0;
                    word += 1;
                }
                b'A'..=b'Z' => {
                    self.capital_words += usize::from(word == 0);
                    word += 1;
                }
                b'0'..=b'9' => {
                    self.digits += 1;
                    word += 1;
                }
                b' ' | b'\t' => {
                    self.words += usize::from(before != b' ' && before != b'\t');
                    self.short_words += usize::from(small && word <= 4);
                    self.inner_stops += usize::from(matches!(before, b'.' | b'!' | b'?'));
                    (word, small) = (0, false);
                }
                b',' | b';' => self.commas += 1,
                b'|' | b'>' | b'<' | b'*' | b'=' | b'\\' | b'{' | b'}' | b'~' | b'^' => self.menu_marks += 1,
                _ => {}
            }
            before = byte;
        }
        self.words += usize::from(!text.is_empty());
        self.short_words += usize::from(small && word <= 4);
    }

    fn count(&mut self, text: &str) {
        let mut word = 0;
        let mut small = false;
        let mut before = ' ';
        for c in text.chars() {
            self.columns += if is_wide(c) { 2 } else { 1 };
            match c {
                'a'..='z' => {
                    self.small_letters += 1;
                    self.small_words += usize::from(word == 0);
                    small |= word == 0;
                    word += 1;
                }
                'A'..='Z' => {
                    self.capital_words += usize::from(word == 0);
                    word += 1;
                }
                '0'..='9' => {
                    self.digits += 1;
                    word += 1;
                }
                ',' | ';' | '、' | '，' | '،' | '؛' => self.commas += 1,
                '。' | '！' | '？' => self.inner_stops += 1,
                '|' | '>' | '<' | '*' | '=' | '\\' | '{' | '}' | '~' | '^' | '»' | '«' | '›' | '‹' | '©' | '·'
                | '•' | '→' | '←' | '↓' | '↑' | '▼' | '►' | '▶' | '｜' | '®' => self.menu_marks += 1,
                _ if c.is_whitespace() => {
                    self.words += usize::from(!before.is_whitespace());
                    self.short_words += usize::from(small && word <= 4);
                    self.inner_stops += usize::from(matches!(before, '.' | '!' | '?' | '؟' | '۔' | '।' | '…'));
                    (word, small) = (0, false);
                }
                _ if c.is_ascii() => {}
                _ if c.is_alphabetic() => {
                    let capital = c.is_uppercase();
                    self.small_letters += usize::from(!capital);
                    self.small_words += usize::from(word == 0 && !capital);
                    self.capital_words += usize::from(word == 0 && capital);
                    small |= word == 0 && !capital;
                    word += 1;
                }
                _ => {}
            }
            before = c;
        }
        self.words += usize::from(!text.is_empty());
        self.short_words += usize::from(small && word <= 4);
    }

    /// Whether `next` goes on where this line was broken at a fixed width of `width` columns.
    fn goes_on(&self, next: &Self, width: Option<usize>) -> bool {
        if next.after_blank || next.indent > self.indent + 1 || next.begins == Begin::Other {
            return false;
        }
        // The next word would not have fitted.
        let first_word = next.text.split_whitespace().next().map_or(0, |word| word.chars().count());
        let full = width.is_some_and(|width| self.indent + self.columns + 1 + first_word > width);
        // A sentence that goes on in small letters: of a menu in small letters no item is as long.
        let open = self.words >= 5 && matches!(self.ends, End::Other | End::Comma) && next.begins == Begin::Small;
        full || open
    }
}

impl<'t> Block<'t> {
    /// Takes in the line after it.
    fn append(&mut self, next: &Self, text: &'t str) {
        self.text = text[self.span.start + self.indent..next.span.end].trim_end();
        self.span = self.span.cover(next.span);
        self.lines += next.lines;
        self.columns += 1 + next.columns;
        self.words += next.words;
        self.small_words += next.small_words;
        self.capital_words += next.capital_words;
        self.short_words += next.short_words;
        self.digits += next.digits;
        self.small_letters += next.small_letters;
        self.commas += next.commas + usize::from(self.ends == End::Comma);
        self.inner_stops += next.inner_stops + usize::from(self.ends == End::Sentence);
        self.menu_marks += next.menu_marks;
        self.ends = next.ends;
    }
}

/// Joins the lines that a fixed width has broken.
fn join<'t>(text: &'t str, lines: Vec<Block<'t>>) -> Vec<Block<'t>> {
    let width = fixed_width(&lines);
    let mut blocks: Vec<Block<'t>> = Vec::with_capacity(lines.len());
    let mut last: Option<Block<'t>> = None;
    for line in lines {
        if let (Some(block), Some(last)) = (blocks.last_mut(), &last)
            && last.goes_on(&line, width)
        {
            block.append(&line, text);
        } else {
            blocks.push(line.clone());
        }
        last = Some(line);
    }
    blocks
}

/// The widest column of a text that was broken at a fixed width; `None` if it was not.
///
/// Old wires and scanned pages break at 30 to 90 columns. In such a text most lines are full: the first word of the next would not
/// have fitted. Of menus and of paragraphs on one line each, hardly any are.
fn fixed_width(lines: &[Block<'_>]) -> Option<usize> {
    const WIDEST: usize = 100;
    let width = lines.iter().map(|line| line.indent + line.columns).max()?;
    if lines.len() < 4 || !(30..=WIDEST).contains(&width) {
        return None;
    }
    let pairs = lines.windows(2).filter(|pair| !pair[1].after_blank);
    let full = |pair: &[Block<'_>]| {
        let word = pair[1].text.split_whitespace().next().map_or(0, |word| word.chars().count());
        pair[0].indent + pair[0].columns + 1 + word > width
    };
    let (full, all) = pairs.fold((0, 0), |(count, all), pair| (count + usize::from(full(pair)), all + 1));
    (full >= 3 && 2 * full >= all).then_some(width)
}

fn begin(text: &str) -> Begin {
    match text.chars().next() {
        Some(c) if c.is_lowercase() => Begin::Small,
        Some(c) if c.is_alphabetic() => Begin::Capital,
        Some(c) if c.is_numeric() => Begin::Digit,
        Some('"' | '\'' | '“' | '‘' | '«' | '„' | '「' | '`') => Begin::Quote,
        _ => Begin::Other,
    }
}

fn end(text: &str) -> End {
    let closes = ['"', '\'', '”', '’', ')', ']', '»', '」', '』', '*', ' '];
    let mut last = text.trim_end_matches(closes).chars().rev();
    match last.next() {
        Some('.') if last.next() == Some('.') => End::Ellipsis,
        Some('…') => End::Ellipsis,
        Some('.' | '!' | '?' | '。' | '！' | '？' | '।' | '۔' | '؟') => End::Sentence,
        Some(':' | '：') => End::Colon,
        Some(',' | ';' | '，' | '、' | '،') => End::Comma,
        _ => End::Other,
    }
}

/// Whether a character takes two columns.
fn is_wide(c: char) -> bool {
    matches!(c as u32, 0x1100..=0x115F | 0x2E80..=0xA4CF | 0xAC00..=0xD7A3 | 0xF900..=0xFAFF | 0xFF01..=0xFF60 | 0x20000..=0x3FFFF)
}
