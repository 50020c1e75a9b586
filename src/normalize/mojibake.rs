//! UTF-8 that was read as another encoding, and the other way round.

use super::features::Features;
use super::rule::{Context, Finds, Rule};
use crate::config::NormalizeConfig;

/// `mojibake.utf8`.
pub(super) const UTF8: Rule = Rule {
    id: "mojibake.utf8",
    summary: "reads UTF-8 that was taken for windows-1252 or latin-1 as UTF-8 again, layer by layer",
    why: "A program took the two to four bytes of a UTF-8 character for as many characters: é became Ã©, ’ became â€™. \
          Each run is judged by itself, so that a line heals only where it is ill, and a text that was spoilt twice is \
          healed twice. Pairs that also occur in sound text (a capital with an accent before a quotation mark, an \
          ellipsis, a sign) are left alone unless a small letter at their side gives them away.",
    changes: &[
        ("the ownerâ€™s dream", "the owner’s dream"),
        ("cafÃ© FranÃ§ais Ã\u{a0} Paris", "café Français à Paris"),
        ("â\u{80}\u{9c}Noâ\u{80}\u{9d}, he said", "“No”, he said"),
        ("Â£5 and Â©2018 and 20Â°C", "£5 and ©2018 and 20°C"),
        ("ÃƒÂ©tÃƒÂ©", "été"),
        ("ÐŸÑ€Ð°Ð²Ð´Ð°", "Правда"),
        ("a smile ðŸ˜€", "a smile 😀"),
        ("sound é and ill Ã© in a cafÃ©", "sound é and ill é in a café"),
        ("FRANÃ‡AIS", "FRANÇAIS"),
    ],
    stays: &[
        "RETWEET SE VOCÊ…",
        "“CAFÉ” and “À LA CARTE”, CAFÉ’s",
        "NESTLÉ® and 5×£35 and É¿",
        "C O N C L U S Ã O",
        "SÃO PAULO, IRMÃ…",
        "il dit « voilà »…",
        "4288×…",
        "café”… and “é”—",
        "MÄ£ÄM £ÄGÌ",
        "Île-de-France, Ñandú, Ørsted, Þór",
    ],
    errs: "A word in capitals that ends in Ã or Â before a sign of money may lose its last letter.",
    default: true,
    examples_under: NormalizeConfig::DEFAULT,
    needs: Features::MOJIBAKE,
    find: find_utf8,
};

/// `mojibake.c1-control`.
pub(super) const C1_CONTROL: Rule = Rule {
    id: "mojibake.c1-control",
    summary: "reads the control characters U+0080 to U+009F as windows-1252",
    why: "Windows-1252 has quotation marks, dashes and the euro sign where latin-1 has control characters that nothing \
          uses. A page that says latin-1 and means windows-1252 leaves them in the text; browsers read them so, too.",
    changes: &[("\u{93}No\u{94}, it\u{92}s 5 \u{80}", "“No”, it’s 5 €"), ("parlé\u{85} Tu", "parlé… Tu")],
    stays: &["“No”, it’s 5 €"],
    errs: "",
    default: true,
    examples_under: NormalizeConfig::DEFAULT,
    needs: Features::C1_CONTROL,
    find: find_c1,
};

/// What windows-1252 has at 0x80 to 0x9F; the five holes are the control characters of latin-1.
const HIGH: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}', '‘', '’',
    '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

/// The character of windows-1252 for a control character of latin-1, or the character itself.
pub(super) fn windows_1252(c: char) -> char {
    match c {
        '\u{80}'..='\u{9f}' => HIGH[c as usize - 0x80],
        c => c,
    }
}

/// The byte above 0x7F that a character was in windows-1252 or, for the control characters, in latin-1.
fn byte(c: char) -> Option<u8> {
    match c {
        '\u{80}'..='\u{ff}' => Some(c as u8),
        _ => HIGH.iter().position(|high| *high == c).map(|at| at as u8 + 0x80),
    }
}

/// Whether `c` after `before` may go on with a UTF-8 sequence: for the scan, which has to be quick and may err.
pub(super) fn may_follow(before: char, c: char) -> bool {
    let lead = matches!(before, 'Â'..='ô');
    lead && (matches!(c, '\u{80}'..='\u{bf}' | '\u{152}'..='\u{192}' | '\u{2c6}' | '\u{2dc}' | '\u{2013}'..='\u{2122}'))
}

fn find_c1(context: &Context, finds: &mut Finds) {
    for (at, c) in context.text.char_indices() {
        if windows_1252(c) != c {
            let mut buffer = [0; 4];
            finds.replace(at..at + c.len_utf8(), windows_1252(c).encode_utf8(&mut buffer));
        }
    }
}

/// Characters that look like one character of UTF-8.
struct Sequence {
    /// Their length in bytes of the text.
    length: usize,
    /// The character.
    is: char,
}

fn find_utf8(context: &Context, finds: &mut Finds) {
    let text = context.text;
    let mut at = 0;
    while let Some(skip) = text.as_bytes()[at..].iter().position(|byte| *byte >= 0xc0) {
        let start = at + skip;
        let Some(first) = sequence(&text[start..]) else {
            at = start + text[start..].chars().next().map_or(1, char::len_utf8);
            continue;
        };
        // A run: sequences side by side, in which each supports the others.
        let mut run = vec![first];
        let mut end = start + run[0].length;
        while let Some(next) = sequence(&text[end..]) {
            end += next.length;
            run.push(next);
        }
        let mut place = start;
        for (index, found) in run.iter().enumerate() {
            let to = place + found.length;
            if is_ill(text, place, to, found, &run, index) {
                let mut buffer = [0; 4];
                finds.replace(place..to, found.is.encode_utf8(&mut buffer));
            }
            place = to;
        }
        at = end;
    }
}

fn sequence(text: &str) -> Option<Sequence> {
    let mut chars = text.chars();
    let first = chars.next()?;
    let lead = byte(first).filter(|byte| (0xc2..=0xf4).contains(byte))?;
    let more = match lead {
        0xc2..=0xdf => 1,
        0xe0..=0xef => 2,
        _ => 3,
    };
    let mut bytes = [lead, 0, 0, 0];
    let mut length = first.len_utf8();
    for slot in &mut bytes[1..=more] {
        let c = chars.next()?;
        *slot = byte(c).filter(|byte| (0x80..=0xbf).contains(byte))?;
        length += c.len_utf8();
    }
    let is = std::str::from_utf8(&bytes[..=more]).ok()?.chars().next()?;
    Some(Sequence { length, is })
}

/// Whether the sequence at `start..end` is beyond doubt no sound text.
fn is_ill(text: &str, start: usize, end: usize, found: &Sequence, run: &[Sequence], index: usize) -> bool {
    let shown = &text[start..end];
    let (before, after) = (text[..start].chars().next_back(), text[end..].chars().next());
    let capital_before = before.is_some_and(char::is_uppercase);
    let small_beside = before.is_some_and(char::is_lowercase) || after.is_some_and(char::is_lowercase);
    let sound_tail = shown.chars().skip(1).all(may_stand_after_word);
    let of_block = |from: u32, to: u32| run.iter().filter(|other| (from..to).contains(&(other.is as u32))).count();
    match found.is as u32 {
        // Â and what it was put before. A control character is itself a layer more, which the next round sees to.
        0x80..=0xbf => {
            let sign = matches!(found.is, '¢' | '£' | '¥' | '©' | '°' | '±' | '²' | '³' | '½' | '¼' | '¾');
            !capital_before || (sign && after.is_some_and(|c| c.is_ascii_digit()))
        }
        // Ã: the letters of the west of Europe.
        0xc0..=0xff => {
            let quote = shown.chars().skip(1).all(|c| matches!(c, '\u{2013}'..='\u{2026}' | '«' | '»' | '‹' | '›'));
            !sound_tail
                || small_beside
                || (!capital_before && (run.len() > 1 || !(quote || found.is == 'à')))
                || lone_word(before, after, found.is)
        }
        // Ä and Å: those of its middle. Signs of money stand for letters in fancy spelling.
        0x100..=0x17f => {
            let money = shown.contains(['£', '¥', '¢', '€']);
            small_beside || (!sound_tail && !money && run.len() > 1)
        }
        // Other scripts of two bytes: one letter is a chance, a word is none.
        0x370..=0x3ff => of_block(0x370, 0x400) >= 2,
        0x400..=0x52f => of_block(0x400, 0x530) >= 2,
        0x590..=0x6ff => of_block(0x590, 0x700) >= 2,
        0x180..=0x7ff => small_beside && !sound_tail,
        // Three bytes begin with a small letter, which may end a sound word before its punctuation.
        0x2000..=0x2bff | 0xfe00..=0xfeff | 0xff00..=0xffff => true,
        0x800..=0xffff => {
            let same = of_block(found.is as u32 & !0x7ff, (found.is as u32 | 0x7ff) + 1);
            let private = (0xe000..0xf900).contains(&(found.is as u32));
            !private && (!sound_tail || same >= 2) && (run.len() > 1 || index > 0 || !sound_tail)
        }
        0x1f000..=0x1faff | 0xe0000..=0xe007f | 0x1d400..=0x1d7ff => true,
        _ => !sound_tail,
    }
}

/// `Ã` and a no-break space between spaces and small letters: the word à.
fn lone_word(before: Option<char>, after: Option<char>, is: char) -> bool {
    is == 'à' && before.is_none_or(char::is_whitespace) && after.is_some_and(|c| c.is_lowercase() || c.is_whitespace())
}

/// Punctuation that sound text has right after a word.
fn may_stand_after_word(c: char) -> bool {
    matches!(
        c,
        '‘' | '’'
            | '“'
            | '”'
            | '„'
            | '‚'
            | '›'
            | '‹'
            | '»'
            | '«'
            | '–'
            | '—'
            | '…'
            | '•'
            | '™'
            | '®'
            | '©'
            | '°'
            | 'º'
            | 'ª'
            | '¹'
            | '²'
            | '³'
            | '¿'
            | '¡'
            | '·'
            | '´'
            | '¨'
            | '\u{a0}'
            | '†'
    )
}
