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
    block.count(trimmed);
    block
}

/// What a character counts as.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Kind {
    Small,
    Capital,
    Digit,
    #[default]
    Space,
    Comma,
    Stop,
    MenuMark,
    Other,
}

/// The word at hand.
#[derive(Default)]
struct Word {
    letters: u32,
    small: bool,
    before: Kind,
}

const KINDS: [Kind; 128] = {
    let mut kinds = [Kind::Other; 128];
    let mut byte = 0;
    while byte < 128 {
        kinds[byte] = match byte as u8 {
            b'a'..=b'z' => Kind::Small,
            b'A'..=b'Z' => Kind::Capital,
            b'0'..=b'9' => Kind::Digit,
            b' ' | b'\t' => Kind::Space,
            b',' | b';' => Kind::Comma,
            b'.' | b'!' | b'?' => Kind::Stop,
            b'|' | b'>' | b'<' | b'*' | b'=' | b'\\' | b'{' | b'}' | b'~' | b'^' => Kind::MenuMark,
            _ => Kind::Other,
        };
        byte += 1;
    }
    kinds
};

impl Block<'_> {
    /// Counts what stands in a line.
    fn count(&mut self, text: &str) {
        let mut word = Word::default();
        let mut at = 0;
        let bytes = text.as_bytes();
        while let Some(&byte) = bytes.get(at) {
            if byte < 0x80 {
                at += 1;
                self.columns += 1;
                self.step(KINDS[byte as usize], &mut word);
                continue;
            }
            let Some(c) = text[at..].chars().next() else { break };
            at += c.len_utf8();
            self.columns += if is_wide(c) { 2 } else { 1 };
            let kind = match c {
                '、' | '，' | '،' | '؛' => Kind::Comma,
                '。' | '！' | '？' => {
                    self.inner_stops += 1;
                    Kind::Other
                }
                '؟' | '۔' | '।' | '…' => Kind::Stop,
                '»' | '«' | '›' | '‹' | '©' | '·' | '•' | '→' | '←' | '↓' | '↑' | '▼' | '►' | '▶' | '｜' | '®' => {
                    Kind::MenuMark
                }
                _ if c.is_whitespace() => Kind::Space,
                _ if c.is_uppercase() => Kind::Capital,
                _ if c.is_alphabetic() => Kind::Small,
                _ => Kind::Other,
            };
            self.step(kind, &mut word);
        }
        self.words += usize::from(!text.is_empty());
        self.short_words += usize::from(word.small && word.letters <= 4);
    }

    #[inline]
    fn step(&mut self, kind: Kind, word: &mut Word) {
        match kind {
            Kind::Small => {
                self.small_letters += 1;
                self.small_words += usize::from(word.letters == 0);
                word.small |= word.letters == 0;
                word.letters += 1;
            }
            Kind::Capital => {
                self.capital_words += usize::from(word.letters == 0);
                word.letters += 1;
            }
            Kind::Digit => {
                self.digits += 1;
                word.letters += 1;
            }
            Kind::Space => {
                self.words += usize::from(word.before != Kind::Space);
                self.short_words += usize::from(word.small && word.letters <= 4);
                self.inner_stops += usize::from(word.before == Kind::Stop);
                (word.letters, word.small) = (0, false);
            }
            Kind::Comma => self.commas += 1,
            Kind::MenuMark => self.menu_marks += 1,
            Kind::Stop | Kind::Other => {}
        }
        word.before = kind;
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
