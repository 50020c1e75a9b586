//! The UTF-8 sequences of a line as one encoding shows them, with a measure of doubt for each.

use super::codec::{Codec, WESTERN, is_continuation, is_lead};
use crate::text::head;

/// Characters that an encoding shows for the bytes of one UTF-8 character.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sequence {
    /// The first byte in the line; `end` is the byte after the last.
    pub start: usize,
    pub end: usize,
    /// The character that the bytes decode to.
    pub is: char,
    /// Which part of the sequence was lost.
    pub lost: Lost,
    /// How likely the characters are correct text.
    pub doubt: Doubt,
    /// The number of characters that the sequence shows as.
    shown: usize,
    run: usize,
}

impl Sequence {
    /// The number of characters that the sequence shows as.
    pub(super) fn length(&self) -> usize {
        self.shown
    }
}

/// Which part of a sequence was lost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lost {
    Nothing,
    /// Its byte 0xA0, a no-break space, became a plain space.
    NoBreak,
    /// One of its bytes became U+FFFD or a question mark, so the character is unknown.
    Byte,
}

/// How likely the characters of a sequence are correct text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Doubt {
    /// Correct text never has them.
    None,
    /// Correct text rarely has them: other sequences of the line decide.
    Little,
    /// Correct text often has them.
    Much,
    /// No text has the character that they would become.
    Impossible,
}

/// The sequences of a line in one encoding.
#[derive(Debug, Default)]
pub(super) struct Parsed {
    pub sequences: Vec<Sequence>,
    /// The number of characters beyond ASCII that belong to no sequence.
    pub strays: usize,
    /// The number of strays that are in a run with a sequence.
    pub strays_beside: usize,
}

/// A run of characters beyond ASCII.
#[derive(Debug, Clone, Copy, Default)]
struct Run {
    sequences: usize,
    strays: usize,
}

/// Finds the sequences of a line in one encoding.
pub(super) fn parse(line: &str, codec: Codec) -> Parsed {
    let mut parsed = Parsed::default();
    let mut runs: Vec<Run> = Vec::new();
    let (mut at, mut end_of_run) = (0, usize::MAX);
    while let Some(skip) = line.as_bytes()[at..].iter().position(|byte| *byte >= 0x80) {
        at += skip;
        if at != end_of_run {
            runs.push(Run::default());
        }
        let number = runs.len() - 1;
        let Some(run) = runs.last_mut() else { break };
        if let Some(found) = sequence(line, at, codec, number) {
            at = found.end;
            run.sequences += 1;
            parsed.sequences.push(found);
        } else {
            at += line[at..].chars().next().map_or(1, char::len_utf8);
            run.strays += 1;
        }
        end_of_run = at;
    }
    for run in &runs {
        parsed.strays += run.strays;
        parsed.strays_beside += if run.sequences > 0 { run.strays } else { 0 };
    }
    judge(line, codec, &mut parsed.sequences, &runs);
    parsed
}

/// The sequence that begins at byte `start`.
fn sequence(line: &str, start: usize, codec: Codec, run: usize) -> Option<Sequence> {
    let (bytes, length, lost, shown) = unit(&line[start..], codec)?;
    let found = |is, lost, length, shown| {
        Some(Sequence { start, end: start + length, is, lost, doubt: Doubt::Much, shown, run })
    };
    if lost == Lost::Byte {
        return found(char::REPLACEMENT_CHARACTER, lost, length, shown);
    }
    if let Ok(text) = std::str::from_utf8(&bytes[..shown]) {
        return found(text.chars().next()?, lost, length, shown);
    }
    // CESU-8 encodes each half of a UTF-16 surrogate pair in three bytes.
    let half = |bytes: [u8; 4]| {
        (bytes[0] == 0xed && bytes[1] >= 0xa0).then(|| (u32::from(bytes[1]) & 0x1f) << 6 | u32::from(bytes[2]) & 0x3f)
    };
    let high = half(bytes)?;
    let (second, more, Lost::Nothing, _) = unit(&line[start + length..], codec)? else { return None };
    let low = half(second)?;
    if high >= 0x400 || low < 0x400 {
        return None;
    }
    found(char::from_u32(0x10000 + (high << 10) + (low - 0x400))?, lost, length + more, 6)
}

/// Reads one sequence: its bytes, its length in the line, the part that was lost and the number of
/// its bytes.
fn unit(text: &str, codec: Codec) -> Option<([u8; 4], usize, Lost, usize)> {
    let mut chars = text.chars();
    let first = chars.next()?;
    let lead = codec.byte(first).filter(|byte| is_lead(*byte))?;
    let more = match lead {
        0xc2..=0xdf => 1,
        0xe0..=0xef => 2,
        _ => 3,
    };
    let mut bytes = [lead, 0, 0, 0];
    let (mut length, mut lost, mut known) = (first.len_utf8(), Lost::Nothing, 0);
    for slot in &mut bytes[1..=more] {
        let c = chars.next()?;
        match codec.byte(c).filter(|byte| is_continuation(*byte)) {
            Some(byte) => {
                *slot = byte;
                known += 1;
            }
            None if c == char::REPLACEMENT_CHARACTER => lost = Lost::Byte,
            // A converter wrote a question mark for a byte: inside the sequence, or at its end if
            // all other bytes are known.
            None if c == '?' && (chars.clone().next().is_some_and(|next| !next.is_ascii()) || known + 1 == more) => {
                lost = Lost::Byte;
            }
            None if c == ' ' && lost == Lost::Nothing => {
                *slot = 0xa0;
                lost = Lost::NoBreak;
            }
            None => return None,
        }
        length += c.len_utf8();
    }
    Some((bytes, length, lost, more + 1))
}

/// The kind of a character beside a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Look {
    /// A control character of latin-1.
    Control,
    Upper,
    Lower,
    /// Correct text often has it directly after a word.
    Tail,
    /// Correct text does not have it directly after a word.
    Odd,
}

fn look(c: char) -> Look {
    match c {
        '\u{80}'..='\u{9f}' => Look::Control,
        '‘' | '’' | '“' | '”' | '›' | '‹' | '»' | '«' | '–' | '—' | '…' | '•' | '™' | '®' | '©' | '°' | 'º' | 'ª'
        | '¹' | '²' | '³' | '¿' | '¡' | '·' | '´' | '¨' | '\u{a0}' | '†' => Look::Tail,
        'ƒ' | 'µ' => Look::Odd,
        c if c.is_uppercase() => Look::Upper,
        c if c.is_lowercase() => Look::Lower,
        _ => Look::Odd,
    }
}

fn judge(line: &str, codec: Codec, sequences: &mut [Sequence], runs: &[Run]) {
    let mut from = 0;
    while from < sequences.len() {
        let run = sequences[from].run;
        let to = from + sequences[from..].iter().take_while(|found| found.run == run).count();
        let solid = is_solid(line, &sequences[from..to], runs[run]);
        for found in &mut sequences[from..to] {
            found.doubt = if rank(found.is) == 0 {
                Doubt::Impossible
            } else if solid && found.lost == Lost::Nothing {
                Doubt::None
            } else {
                doubt_of_one(line, codec, found)
            };
        }
        from = to;
    }
}

/// Whether a run consists of two sequences or more and nothing else. That does not happen by
/// chance, unless all of them look like letters of words.
fn is_solid(line: &str, sequences: &[Sequence], run: Run) -> bool {
    let known: Vec<&Sequence> = sequences.iter().filter(|found| found.lost == Lost::Nothing).collect();
    let wordlike = |found: &&Sequence| {
        line[found.start..found.end].chars().skip(1).all(|c| matches!(look(c), Look::Lower | Look::Upper))
    };
    let boxes = |found: &&Sequence| line[found.start..found.end].chars().all(is_light_box);
    // Signs that correct text puts side by side, such as `“©”`.
    let typographic =
        |found: &&Sequence| line[found.start..found.end].chars().all(|c| look(c) == Look::Tail || c == ' ');
    let spaced = sequences.iter().filter(|found| found.lost == Lost::NoBreak).count();
    !known.is_empty()
        && known.len() + spaced >= 2
        && run.strays == 0
        && known.iter().all(|found| rank(found.is) > 0)
        && known.iter().any(|found| rank(found.is) == 2)
        && !known.iter().all(wordlike)
        && !known.iter().all(boxes)
        && !known.iter().all(typographic)
}

/// Whether a character is one of the light box-drawing lines, of which tables in plain text are
/// made.
fn is_light_box(c: char) -> bool {
    matches!(c, '─' | '│' | '┌' | '┐' | '└' | '┘' | '├' | '┤' | '┬' | '┴' | '┼')
}

/// The doubt about a sequence without regard to the others of its line.
fn doubt_of_one(line: &str, codec: Codec, found: &Sequence) -> Doubt {
    let before = line[..found.start].chars().next_back();
    let mut rest = line[found.end..].chars();
    let (after, second) = (rest.next(), rest.next());
    let mut shown = line[found.start..found.end].chars();
    let lead = shown.next().unwrap_or_default();
    let sides = Sides { before, after, second };
    match found.lost {
        Lost::NoBreak => return doubt_of_no_break(found, codec, &sides),
        // Mojibake whose last byte was lost, such as `â€`.
        Lost::Byte => {
            let mid_word = lead.is_uppercase() && sides.before_is(char::is_lowercase);
            let telling =
                shown.clone().any(|c| matches!(look(c), Look::Odd | Look::Control) && c != '?' && c != '\u{fffd}');
            return if mid_word || (telling && found.shown > 2) { Doubt::None } else { Doubt::Little };
        }
        Lost::Nothing => {}
    }
    let looks: Vec<(char, Look)> = shown.map(|c| (c, look(c))).collect();
    let odd = looks.iter().any(|(_, look)| matches!(look, Look::Odd | Look::Control));
    match found.shown {
        2 => doubt_of_pair(line, found, codec, &sides),
        3 if rank(found.is) < 2 => Doubt::Much,
        3 if odd => Doubt::None,
        // `вЂњ` has a capital between small letters and becomes a common punctuation mark.
        3 if lead.is_lowercase() && looks[0].1 == Look::Upper && is_punctuation(found.is) => Doubt::None,
        3 if !lead.is_alphabetic() && is_punctuation(found.is) => Doubt::None,
        // `nháşĄt` has a capital inside a word.
        3 if lead.is_lowercase() && looks[1].1 == Look::Upper && sides.after_is(char::is_lowercase) => Doubt::None,
        // `má»›i` has quotation marks inside a word.
        3 if lead.is_lowercase() && sides.before_is(char::is_lowercase) && sides.after_is(char::is_lowercase) => {
            Doubt::Little
        }
        // Opening marks and ordinal signs do not follow a word, and these letters do not occur
        // inside one.
        3 if looks.iter().any(|(c, _)| is_misplaced(*c)) => Doubt::None,
        3 if lead == 'â' && looks.iter().any(|(_, look)| *look == Look::Lower) => Doubt::None,
        4.. if rank(found.is) == 2 => Doubt::None,
        _ => Doubt::Much,
    }
}

/// Whether a character is one that correct text does not have at the end of a word.
fn is_misplaced(c: char) -> bool {
    matches!(c, '¿' | '¡' | '«' | '‹' | 'º' | 'ª' | '´' | '¨' | '·' | '†' | '•' | '¹' | '²' | '³' | 'œ' | 'Œ' | 'Ÿ')
}

/// The characters next to a sequence: the one before it and the two after it.
struct Sides {
    before: Option<char>,
    after: Option<char>,
    second: Option<char>,
}

impl Sides {
    fn before_is(&self, what: fn(char) -> bool) -> bool {
        self.before.is_some_and(what)
    }

    fn after_is(&self, what: fn(char) -> bool) -> bool {
        self.after.is_some_and(what)
    }
}

/// The doubt about a sequence whose no-break space became a plain space.
fn doubt_of_no_break(found: &Sequence, codec: Codec, sides: &Sides) -> Doubt {
    let in_small_word = sides.before_is(char::is_lowercase);
    let western = codec == WESTERN;
    match found.is {
        'à' if sides.before_is(char::is_uppercase) => Doubt::Much,
        'à' if in_small_word && western => Doubt::None,
        'à' if sides.after_is(|c| c.is_alphanumeric() || c == ' ') => Doubt::Little,
        '\u{a0}' if in_small_word && western => Doubt::None,
        '\u{a0}' if !sides.before_is(char::is_uppercase) => Doubt::Little,
        _ if rank(found.is) < 2 || found.shown > 3 => Doubt::Much,
        // The word continues after the space, so the space is not a real one.
        is if is.is_alphabetic() && (sides.after_is(|c| !c.is_ascii()) || sides.after_is(char::is_lowercase)) => {
            Doubt::Little
        }
        // The blank braille pattern, which posts use to keep a line empty.
        '\u{2800}' => Doubt::Little,
        is if !is.is_alphabetic() && sides.after_is(|c| !c.is_ascii()) => Doubt::Little,
        _ => Doubt::Much,
    }
}

/// The doubt about a sequence that shows as two characters.
fn doubt_of_pair(line: &str, found: &Sequence, codec: Codec, sides: &Sides) -> Doubt {
    let (lead, tail) = lead_and_tail(line, found);
    let look = look(tail);
    let is = found.is;
    let capital_before = sides.before_is(char::is_uppercase);
    let in_capitals = capital_before && sides.after_is(char::is_uppercase);
    let everyday = rank(is) == 2;
    let european = matches!(is, '\u{a0}'..='\u{17f}' | '\u{218}'..='\u{21b}') && everyday;
    let fits = fits_case(is, sides);
    // A control character is part of a deeper layer, which the next round repairs.
    if matches!(is, '\u{80}'..='\u{9f}') {
        return if lead == 'Â' && !capital_before { Doubt::Little } else { Doubt::Much };
    }
    // Â with the sign that it was put before: £, ©, a no-break space.
    if matches!(is, '\u{a0}'..='\u{bf}') && lead.is_alphabetic() {
        let amount = matches!(is, '£' | '¥' | '¢' | '¤') && sides.after_is(|c| c.is_ascii_digit());
        return match capital_before {
            _ if look == Look::Control => Doubt::None,
            false => {
                if codec == WESTERN {
                    Doubt::None
                } else {
                    Doubt::Little
                }
            }
            true if amount => Doubt::Little,
            true => Doubt::Much,
        };
    }
    if look == Look::Control {
        return if everyday { Doubt::None } else { Doubt::Little };
    }
    if !lead.is_alphabetic() {
        return doubt_of_sign_pair(line, found, european && fits, sides);
    }
    match look {
        Look::Odd if matches!(tail, '£' | '¥' | '¢' | '€' | '¤') => {
            let fancy = sides.after_is(char::is_uppercase) || (capital_before && !sides.after_is(char::is_lowercase));
            if fancy { Doubt::Much } else { Doubt::Little }
        }
        Look::Odd if (european || is.is_lowercase()) && everyday && fits => {
            if is > '\u{17f}' && !sides.before_is(char::is_alphanumeric) { Doubt::Little } else { Doubt::None }
        }
        Look::Odd if !everyday => Doubt::Little,
        Look::Odd => Doubt::Much,
        // A foreign letter inside a word, such as `rГ©gion` or `IL2RÎ³cKO`; and a word that begins
        // with a capital, such as `CÃ\u{a0}nan`.
        Look::Tail if is == 'à' && capital_before && sides.after_is(char::is_lowercase) => {
            let first = line[..found.start].chars().rev().nth(1).is_none_or(|c| !c.is_alphanumeric());
            if first { Doubt::Little } else { Doubt::Much }
        }
        Look::Tail if everyday && is.is_alphabetic() && sides.before_is(char::is_alphabetic) => {
            let ends_word = !sides.after_is(char::is_alphanumeric) || matches!(tail, '’' | '–' | '—' | '…' | '\u{a0}');
            match () {
                () if european && sides.before_is(char::is_lowercase) && fits => Doubt::None,
                () if !ends_word && fits && (european || sides.after_is(char::is_lowercase)) => Doubt::Little,
                () if in_capitals && european && fits && !ends_word => Doubt::Little,
                () if is == 'Ù' && lead == 'Ã' => Doubt::Little,
                () => Doubt::Much,
            }
        }
        Look::Tail if european && fits => {
            let genitive = tail == '’' && sides.second.is_none_or(|c| !c.is_alphanumeric());
            let mark = matches!(tail, '‘' | '’' | '“' | '”' | '–' | '—' | '…' | '«' | '»' | '‹' | '›');
            match () {
                () if genitive => Doubt::Much,
                () if is == 'à' && !sides.after_is(|c| c.is_whitespace() || c.is_lowercase()) => Doubt::Much,
                () if sides.after_is(char::is_lowercase) => Doubt::None,
                () if !mark => Doubt::Little,
                () => Doubt::Much,
            }
        }
        Look::Upper | Look::Lower if european && fits && sides.before_is(char::is_lowercase) && lead.is_uppercase() => {
            Doubt::None
        }
        Look::Lower if european && fits && in_capitals => Doubt::None,
        Look::Upper | Look::Lower
            if european
                && fits
                && (codec == WESTERN || look == Look::Upper)
                && lead.is_uppercase()
                && sides.after_is(char::is_lowercase) =>
        {
            Doubt::Little
        }
        _ => Doubt::Much,
    }
}

/// The first two characters that a sequence shows as.
fn lead_and_tail(line: &str, found: &Sequence) -> (char, char) {
    let mut shown = line[found.start..found.end].chars();
    (shown.next().unwrap_or_default(), shown.next().unwrap_or_default())
}

/// How many bytes after its beginning the end of a question is searched for.
const SENTENCE_BYTES: usize = 300;

/// The doubt about two signs, as MacRoman and code page 437 show letters.
fn doubt_of_sign_pair(line: &str, found: &Sequence, european: bool, sides: &Sides) -> Doubt {
    let (lead, tail) = lead_and_tail(line, found);
    let boxes = line[found.start..found.end].chars().all(is_light_box);
    let word_before = line[..found.start].chars().rev().take(2).filter(|c| c.is_alphabetic()).count() == 2;
    let rest = head(&line[found.end..], SENTENCE_BYTES);
    match found.is {
        // A Spanish question mark that opens needs one that closes.
        '¿' if sides.after_is(char::is_alphabetic) && rest.contains('?') => Doubt::None,
        '¡' if sides.after_is(char::is_alphabetic) && rest.contains('!') => Doubt::None,
        // ¬ and ┬ are the characters that MacRoman and code page 437 have for Â.
        '\u{a0}'..='\u{bf}' if matches!(lead, '¬' | '┬') && !boxes => Doubt::Little,
        _ if boxes || !european || !found.is.is_alphabetic() => Doubt::Much,
        _ if word_before => Doubt::None,
        _ if sides.after_is(char::is_lowercase) && !tail.is_ascii_digit() => Doubt::Little,
        _ => Doubt::Much,
    }
}

/// Whether the case of a letter fits its neighbours: small after a small letter, capital between
/// capitals.
fn fits_case(is: char, sides: &Sides) -> bool {
    let (small, large) = (is.is_lowercase(), is.is_uppercase());
    if sides.before_is(char::is_lowercase) {
        return !large;
    }
    let after = if small { char::is_uppercase } else { char::is_lowercase };
    // A letter of one case among letters of the other: `FRANçAIS`, `FOÔtre`.
    !((small || large) && sides.before_is(char::is_uppercase) && sides.after_is(after))
}

/// Whether a character is a common punctuation mark or sign above U+2000.
fn is_punctuation(c: char) -> bool {
    matches!(c, '\u{2010}'..='\u{2015}' | '\u{2018}'..='\u{201e}' | '\u{2020}'..='\u{2022}' | '…' | '‰' | '‹' | '›' | '€' | '™' | '№' | '−')
}

/// How frequent a character is in texts: 2 common, 1 rare, 0 never.
fn rank(c: char) -> u8 {
    match c as u32 {
        0x80..=0x9f => 1,
        0x132 | 0x133 | 0x13f | 0x140 | 0x149 | 0x17f => 1,
        0xa0..=0x17f | 0x192 | 0x1a0 | 0x1a1 | 0x1af | 0x1b0 | 0x218..=0x21b => 2,
        0x180..=0x36f => 1,
        0x386..=0x3ce | 0x400..=0x45f | 0x490..=0x4ff => 2,
        0x5d0..=0x5ea | 0x60c..=0x6f9 => 2,
        0x900..=0xdff | 0xe01..=0xedf | 0x10d0..=0x10ff | 0x1200..=0x139f | 0x1780..=0x17ff => 2,
        0x1e80..=0x1ef9 => 2,
        0x200b..=0x203a | 0x2044 | 0x2060 | 0x20a0..=0x20bf | 0x2100..=0x214f | 0x2190..=0x2bff => 2,
        0x3000..=0x30ff | 0x3105..=0x312f | 0x4e00..=0x9fff | 0xac00..=0xd7a3 => 2,
        0xe000..=0xf8ff | 0xfdd0..=0xfdef | 0xfffe | 0xffff => 0,
        0xfb00..=0xfb06 | 0xfe00..=0xfe0f | 0xfeff | 0xff01..=0xffee | 0xfffd => 2,
        0x1d400..=0x1d7ff | 0x1f000..=0x1faff | 0xe0020..=0xe007f => 2,
        0x20000..=0x3ffff => 1,
        0x10000.. => 0,
        _ => 1,
    }
}
