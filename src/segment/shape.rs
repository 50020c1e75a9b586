//! Measures the shape of a line: its length, words, marks and ending, counted in one pass.

use memchr::memchr;

use crate::model::{Draft, Span};
use crate::text::{closes_sentence, ends_sentence};

/// A line that is not blank, or several lines that were broken at a fixed width, with their counts.
#[derive(Debug, Clone)]
pub(super) struct Block<'t> {
    /// From the first byte of the first line to the last byte of the last line, without the line
    /// break.
    pub(super) span: Span<Draft>,
    /// The text without the spaces around it.
    pub(super) text: &'t str,
    /// The number of lines.
    pub(super) lines: usize,
    /// Whether it is the first line of the text or follows a blank line.
    pub(super) after_blank: bool,
    /// The number of columns before the text begins.
    indent: usize,
    /// The width in columns: a character of Chinese, Japanese or Korean takes two.
    pub(super) columns: usize,
    /// The number of words between spaces.
    pub(super) words: usize,
    /// The number of words that begin with a small letter, or with a letter of a script without
    /// case.
    pub(super) small_words: usize,
    /// The number of words that begin with a capital.
    pub(super) capital_words: usize,
    /// The number of small words of at most four letters. In every language with case, most of
    /// these are function words.
    pub(super) short_words: usize,
    /// The number of digits.
    pub(super) digits: usize,
    /// The number of commas and semicolons before the end.
    pub(super) commas: usize,
    /// The number of full stops, question and exclamation marks with a space after them.
    pub(super) inner_stops: usize,
    /// The number of bars, arrows, bullets between words and copyright signs, which are frequent in
    /// menus.
    pub(super) menu_marks: usize,
    /// Which marks occur, one bit for each of [`MARKS`].
    marks: u16,
    /// How the text begins.
    pub(super) begins: Begin,
    /// How the text ends.
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

/// How a line ends, without closing quotes and brackets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    /// `.`, `!`, `?` or a similar mark of another script.
    Sentence,
    /// `…` or `...`.
    Ellipsis,
    Colon,
    Comma,
    Other,
}

/// A text of more lines is a collection of pages: the largest page in the training data of the
/// weights has 561 lines.
pub(super) const MOST_LINES: usize = 20_000;

/// The lines of a text that are not blank. Lines that were broken at a fixed width are joined to
/// one block.
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
        commas: 0,
        inner_stops: 0,
        menu_marks: 0,
        marks: 0,
        begins: begin(trimmed),
        ends: end(trimmed),
    };
    block.count(trimmed);
    block
}

/// The kind of a character, as far as the counts need it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum CharKind {
    Small,
    Capital,
    Digit,
    Space,
    Comma,
    Stop,
    MenuMark,
    Other,
}

/// The kind of each ASCII character.
const KINDS: [CharKind; 128] = {
    let mut kinds = [CharKind::Other; 128];
    let mut byte = 0;
    while byte < 128 {
        kinds[byte] = match byte as u8 {
            b'a'..=b'z' => CharKind::Small,
            b'A'..=b'Z' => CharKind::Capital,
            b'0'..=b'9' => CharKind::Digit,
            b' ' | b'\t' => CharKind::Space,
            b',' | b';' => CharKind::Comma,
            b'.' | b'!' | b'?' => CharKind::Stop,
            b'|' | b'>' | b'<' | b'*' | b'=' | b'\\' | b'{' | b'}' | b'~' | b'^' => CharKind::MenuMark,
            _ => CharKind::Other,
        };
        byte += 1;
    }
    kinds
};

/// The bit of small letters, and of letters without case, in [`Block::marks`].
const SMALL_LETTER: u16 = 1 << 15;

/// The bit of each mark by which list items are similar: dashes, brackets, colons, slashes, digits,
/// commas, quotes, currency.
const MARKS: [u16; 128] = {
    let mut marks = [0; 128];
    let mut byte = 0;
    while byte < 128 {
        marks[byte] = match byte as u8 {
            b'-' => DASH,
            b'(' => 2,
            b':' => COLON,
            b'/' => 8,
            b'0'..=b'9' => 16,
            b',' | b';' => 32,
            b'"' => 64,
            b'$' | b'%' => 128,
            b'@' | b'#' => 256,
            b'a'..=b'z' => SMALL_LETTER,
            _ => 0,
        };
        byte += 1;
    }
    marks
};

/// The bit of a dash.
const DASH: u16 = 1;
/// The bit of a colon.
const COLON: u16 = 4;

/// The counters of a line, one in each byte of a `u64`, in this order.
#[derive(Clone, Copy)]
enum Counter {
    Words,
    SmallWords,
    CapitalWords,
    ShortWords,
    Digits,
    Commas,
    InnerStops,
    MenuMarks,
}

/// The number of states of the counting automaton. A state is the number of letters of the current
/// word, up to five; whether the word begins with a small letter; and whether the last character
/// was a space, a stop or another one. The number is rounded up to a power of two so that look-ups
/// need no bounds check.
const STATES: usize = (6 * 2 * 3_usize).next_power_of_two();
const AFTER_SPACE: usize = 0;
const AFTER_STOP: usize = 1;
const AFTER_OTHER: usize = 2;

/// For every state and every kind of character: the offset of the next state, and the counters to
/// increase. One look-up per byte counts everything.
static STEPS: ([u16; STATES * 8], [u64; STATES * 8]) = {
    let mut steps = ([0; STATES * 8], [0; STATES * 8]);
    let mut at = 0;
    while at < 6 * 2 * 3 * 8 {
        (steps.0[at], steps.1[at]) = step(at / 8, at % 8);
        at += 1;
    }
    steps
};

const fn step(state: usize, kind: usize) -> (u16, u64) {
    let (mut letters, mut small, before) = (state / 6, state / 3 % 2, state % 3);
    let mut counts = 0;
    let mut after = AFTER_OTHER;
    if kind == CharKind::Small as usize {
        if letters == 0 {
            counts += one_of(Counter::SmallWords);
            small = 1;
        }
        letters += 1;
    } else if kind == CharKind::Capital as usize {
        if letters == 0 {
            counts += one_of(Counter::CapitalWords);
        }
        letters += 1;
    } else if kind == CharKind::Digit as usize {
        counts += one_of(Counter::Digits);
        letters += 1;
    } else if kind == CharKind::Space as usize {
        if before != AFTER_SPACE {
            counts += one_of(Counter::Words);
        }
        if small == 1 && letters <= 4 {
            counts += one_of(Counter::ShortWords);
        }
        if before == AFTER_STOP {
            counts += one_of(Counter::InnerStops);
        }
        (letters, small, after) = (0, 0, AFTER_SPACE);
    } else if kind == CharKind::Comma as usize {
        counts += one_of(Counter::Commas);
    } else if kind == CharKind::MenuMark as usize {
        counts += one_of(Counter::MenuMarks);
    } else if kind == CharKind::Stop as usize {
        after = AFTER_STOP;
    }
    if letters > 5 {
        letters = 5;
    }
    (8 * (letters * 6 + small * 3 + after) as u16, counts)
}

/// The number one in the byte of a counter.
const fn one_of(counter: Counter) -> u64 {
    1 << (8 * counter as u64)
}

/// The number of ASCII bytes at the start.
fn ascii_length(bytes: &[u8]) -> usize {
    bytes.iter().take_while(|byte| byte.is_ascii()).count()
}

impl Block<'_> {
    /// Whether the two look like items of one list: at least two marks in common, at most one
    /// different mark, and a similar length.
    pub(super) fn is_like(&self, other: &Self) -> bool {
        let (ours, theirs) = (self.marks & !SMALL_LETTER, other.marks & !SMALL_LETTER);
        (ours ^ theirs).count_ones() <= 1
            && (ours & theirs).count_ones() >= 2
            && self.begins == other.begins
            && self.ends == other.ends
            && self.columns <= 2 * other.columns
            && other.columns <= 2 * self.columns
    }

    /// Whether it contains a colon.
    pub(super) fn has_colon(&self) -> bool {
        self.marks & COLON != 0
    }

    /// Whether it contains a small letter or a letter of a script without case.
    pub(super) fn has_small_letters(&self) -> bool {
        self.marks & SMALL_LETTER != 0
    }

    /// Counts the characters of a line.
    fn count(&mut self, text: &str) {
        /// The most bytes counted before the counters are read out, so that none overflows: a
        /// character adds at most one to each.
        const STRETCH: usize = 250;
        let bytes = text.as_bytes();
        let (mut at, mut state) = (0, AFTER_SPACE);
        while at < bytes.len() {
            let stretch = &bytes[at..(at + STRETCH).min(bytes.len())];
            let ascii = if stretch.is_ascii() { stretch.len() } else { ascii_length(stretch) };
            if ascii > 0 {
                state = self.count_ascii(&stretch[..ascii], state);
                at += ascii;
                continue;
            }
            let Some(c) = text[at..].chars().next() else { break };
            at += c.len_utf8();
            let step = (state | self.wide(c) as usize) % (8 * STATES);
            state = usize::from(STEPS.0[step]);
            self.add(STEPS.1[step]);
        }
        self.words += usize::from(!text.is_empty());
        // The last word ends without a space.
        let ended = STEPS.1[(state | CharKind::Space as usize) % (8 * STATES)];
        self.short_words += usize::from(ended & one_of(Counter::ShortWords) != 0);
    }

    /// Counts ASCII text and returns the state after it. Each step depends on the one before, so
    /// two halves, divided at a space, are counted side by side.
    fn count_ascii(&mut self, bytes: &[u8], state: usize) -> usize {
        let half = bytes.len() / 2;
        let middle = memchr(b' ', &bytes[half..]).map_or(bytes.len(), |space| half + space + 1);
        let (left, right) = bytes.split_at(middle);
        let (mut ours, mut theirs) = ((state, 0), (AFTER_SPACE, 0));
        let mut marks = 0;
        let mut step = |byte: u8, (state, counts): &mut (usize, u64)| {
            let byte = usize::from(byte % 128);
            let step = (*state | KINDS[byte] as usize) % (8 * STATES);
            *state = usize::from(STEPS.0[step]);
            *counts += STEPS.1[step];
            marks |= MARKS[byte];
        };
        let both = left.len().min(right.len());
        for (&left, &right) in left[..both].iter().zip(&right[..both]) {
            step(left, &mut ours);
            step(right, &mut theirs);
        }
        left[both..].iter().for_each(|&byte| step(byte, &mut ours));
        right[both..].iter().for_each(|&byte| step(byte, &mut theirs));
        self.columns += bytes.len();
        self.marks |= marks;
        self.add(ours.1);
        self.add(theirs.1);
        if right.is_empty() { ours.0 } else { theirs.0 }
    }

    /// The kind of a character that is not ASCII; its columns are added.
    fn wide(&mut self, c: char) -> CharKind {
        self.columns += if is_wide(c) { 2 } else { 1 };
        match c {
            '、' | '，' | '،' | '؛' => CharKind::Comma,
            '。' | '！' | '？' => {
                self.inner_stops += 1;
                CharKind::Other
            }
            '؟' | '۔' | '।' | '…' => CharKind::Stop,
            '–' | '—' => {
                self.marks |= DASH;
                CharKind::Other
            }
            '»' | '«' | '›' | '‹' | '©' | '·' | '•' | '→' | '←' | '↓' | '↑' | '▼' | '►' | '▶' | '｜' | '®' => {
                CharKind::MenuMark
            }
            '’' | '‘' | '“' | '”' => CharKind::Other,
            _ if c.is_whitespace() => CharKind::Space,
            _ if c.is_uppercase() => CharKind::Capital,
            _ if c.is_alphabetic() => {
                self.marks |= SMALL_LETTER;
                CharKind::Small
            }
            _ => CharKind::Other,
        }
    }

    fn add(&mut self, counts: u64) {
        let of = |counter: Counter| (counts >> (8 * counter as u64) & 0xFF) as usize;
        self.words += of(Counter::Words);
        self.small_words += of(Counter::SmallWords);
        self.capital_words += of(Counter::CapitalWords);
        self.short_words += of(Counter::ShortWords);
        self.digits += of(Counter::Digits);
        self.commas += of(Counter::Commas);
        self.inner_stops += of(Counter::InnerStops);
        self.menu_marks += of(Counter::MenuMarks);
    }

    /// Whether `next` continues this line, which was broken at a fixed width of `width` columns.
    fn goes_on(&self, next: &Self, width: Option<usize>) -> bool {
        if next.after_blank || next.indent > self.indent + 1 || next.begins == Begin::Other {
            return false;
        }
        // The next word would not have fitted into this line.
        let first_word = || next.text.split_whitespace().next().map_or(0, |word| word.chars().count());
        let full = width.is_some_and(|width| self.indent + self.columns + 1 + first_word() > width);
        // The sentence continues in small letters; items of menus in small letters are shorter.
        let open = self.words >= 5 && matches!(self.ends, End::Other | End::Comma) && next.begins == Begin::Small;
        full || open
    }
}

impl<'t> Block<'t> {
    /// Appends the line after it.
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
        self.commas += next.commas + usize::from(self.ends == End::Comma);
        self.inner_stops += next.inner_stops + usize::from(self.ends == End::Sentence);
        self.menu_marks += next.menu_marks;
        self.marks |= next.marks;
        self.ends = next.ends;
    }
}

/// Joins the lines that were broken at a fixed width.
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

/// The number of columns of a text that was broken at a fixed width; `None` if it was not.
///
/// Old newswire and scanned pages are broken at 30 to 90 columns. Most lines of such a text are
/// full: the first word of the next line would not have fitted. Hardly any lines of menus, or of
/// texts with one line per paragraph, are full.
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
    let mut last = text.trim_end_matches(|c| matches!(c, '*' | ' ') || closes_sentence(c)).chars().rev();
    match last.next() {
        Some('.') if last.next() == Some('.') => End::Ellipsis,
        Some('…') => End::Ellipsis,
        Some(stop) if ends_sentence(stop) => End::Sentence,
        Some(':' | '：') => End::Colon,
        Some(',' | ';' | '，' | '、' | '،') => End::Comma,
        _ => End::Other,
    }
}

/// Whether a character takes two columns.
fn is_wide(c: char) -> bool {
    matches!(c as u32, 0x1100..=0x115F | 0x2E80..=0xA4CF | 0xAC00..=0xD7A3 | 0xF900..=0xFAFF | 0xFF01..=0xFF60 | 0x20000..=0x3FFFF)
}
