//! The shape of a line: its length, words, marks and ending, counted in one pass.

use memchr::memchr;

use crate::model::{Draft, Span};
use crate::text::{closes_sentence, ends_sentence};

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
    /// Commas and semicolons inside.
    pub(super) commas: usize,
    /// Stops, question and exclamation marks with a space after them.
    pub(super) inner_stops: usize,
    /// Bars, arrows, bullets between words, copyright signs: what menus are made of.
    pub(super) menu_marks: usize,
    /// Which marks stand in it, one bit for each of [`MARKS`].
    marks: u16,
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

/// Texts of more lines are no pages, but dumps of many: the largest page that the weights were learnt from has 561.
pub(super) const MOST_LINES: usize = 20_000;

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

/// What a character counts as.
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

/// The bit of each mark by which the items of a list are alike: dashes, brackets, colons, slashes, digits, commas, quotes, money.
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

/// The counters of a line, one in each byte of a number, in this order.
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

/// Letters of the word at hand, up to five; whether it begins small; whether a space, a stop or something else came last.
/// Rounded up to a power of two, so that no look-up need check its bounds.
const STATES: usize = (6 * 2 * 3_usize).next_power_of_two();
const AFTER_SPACE: usize = 0;
const AFTER_STOP: usize = 1;
const AFTER_OTHER: usize = 2;

/// From every state by every kind of character: where the steps of the next state begin, and what is counted. One look-up for each byte counts all.
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

/// One in the byte of a counter.
const fn one_of(counter: Counter) -> u64 {
    1 << (8 * counter as u64)
}

/// How many bytes at the head are ASCII.
fn ascii_length(bytes: &[u8]) -> usize {
    bytes.iter().take_while(|byte| byte.is_ascii()).count()
}

impl Block<'_> {
    /// Whether it looks like an item of the same list: two marks in common, at most one that is not, and a like length.
    pub(super) fn is_like(&self, other: &Self) -> bool {
        let (ours, theirs) = (self.marks & !SMALL_LETTER, other.marks & !SMALL_LETTER);
        (ours ^ theirs).count_ones() <= 1
            && (ours & theirs).count_ones() >= 2
            && self.begins == other.begins
            && self.ends == other.ends
            && self.columns <= 2 * other.columns
            && other.columns <= 2 * self.columns
    }

    /// Whether a colon stands in it.
    pub(super) fn has_colon(&self) -> bool {
        self.marks & COLON != 0
    }

    /// Whether a small letter, or one without case, stands in it.
    pub(super) fn has_small_letters(&self) -> bool {
        self.marks & SMALL_LETTER != 0
    }

    /// Counts what stands in a line.
    fn count(&mut self, text: &str) {
        /// No counter runs over: a character adds one at most to each.
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
        // The last word.
        let ended = STEPS.1[(state | CharKind::Space as usize) % (8 * STATES)];
        self.short_words += usize::from(ended & one_of(Counter::ShortWords) != 0);
    }

    /// Counts a stretch of ASCII and gives the state after it. Each step waits for the one before; so the two halves, apart at a
    /// space, are counted side by side.
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

    /// The kind of a character that is not ASCII, with its columns counted.
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

    /// Whether `next` goes on where this line was broken at a fixed width of `width` columns.
    fn goes_on(&self, next: &Self, width: Option<usize>) -> bool {
        if next.after_blank || next.indent > self.indent + 1 || next.begins == Begin::Other {
            return false;
        }
        // The next word would not have fitted.
        let first_word = || next.text.split_whitespace().next().map_or(0, |word| word.chars().count());
        let full = width.is_some_and(|width| self.indent + self.columns + 1 + first_word() > width);
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
        self.commas += next.commas + usize::from(self.ends == End::Comma);
        self.inner_stops += next.inner_stops + usize::from(self.ends == End::Sentence);
        self.menu_marks += next.menu_marks;
        self.marks |= next.marks;
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
