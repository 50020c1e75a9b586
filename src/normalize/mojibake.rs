//! The rule for UTF-8 that was decoded as another encoding. Each line is repaired in the encoding
//! that explains it best.

use super::codec::{CODECS, Codec, Codecs, Roles, WESTERN};
use super::context::Context;
use super::features::Features;
use super::mojibake_run::{Doubt, Lost, Parsed, Sequence, parse};
use super::rule::{EditSink, NEWS, Rule};
use crate::config::NormalizeConfig;

/// The rule `mojibake.utf8`.
pub(super) const UTF8: Rule = Rule {
    id: "mojibake.utf8",
    summary: "restores UTF-8 text that was decoded as another encoding, layer by layer",
    why: "A program took the two to four bytes of a UTF-8 character for as many characters: é \
         became Ã© (windows-1252, latin-1), Ă© (windows-1250), Г© (windows-1251), √© (MacRoman), \
         ├⌐ (code page 437). Each line is judged separately and changed only where it is damaged; \
         a text that was damaged twice is repaired twice; a character with a lost byte becomes \
         U+FFFD. Some pairs also occur in correct text (a capital with an accent before a \
         quotation mark, an ellipsis or a sign): these are changed only if a character beside them \
         or another pair in the line confirms the damage.",
    changes: &[
        ("the ownerâ€™s dream", "the owner’s dream"),
        ("cafÃ© FranÃ§ais Ã\u{a0} Paris", "café Français à Paris"),
        ("â\u{80}\u{9c}Noâ\u{80}\u{9d}, he said", "“No”, he said"),
        ("Â£5 and Â©2018 and 20Â°C", "£5 and ©2018 and 20°C"),
        ("ÃƒÂ©tÃƒÂ©", "été"),
        ("ÐŸÑ€Ð°Ð²Ð´Ð°", "Правда"),
        ("a smile ðŸ˜€", "a smile 😀"),
        ("sound é and ill Ã© in a cafÃ©", "sound é and ill é in a café"),
        ("FRANÃ‡AIS, DOS AÃ‘OS", "FRANÇAIS, DOS AÑOS"),
        ("le mГ©decin de lвЂ™hГґpital", "le médecin de l’hôpital"),
        ("un caf√© tr√®s serr√©", "un café très serré"),
        ("NapĂ\u{ad}Ĺˇte nĂˇm !", "Napíšte nám !"),
        ("╨┐╤Ç╨░╨▓╨╕╨╗╤î╨╜╨╛", "правильно"),
        ("il est allÃ© Ã Paris", "il est allé à Paris"),
        ("Xem hĂ i, má»›i hay nháşĄt", "Xem hài, mới hay nhất"),
        ("Hi í\u{a0}½í¸\u{8d}", "Hi 😍"),
        ("à¤¹à¤¿à¤¨à¥�à¤¦à¥€", "हिन�दी"),
    ],
    stays: &[
        "RETWEET SE VOCÊ…",
        "“CAFÉ” and “À LA CARTE”, CAFÉ’s",
        "NESTLÉ® and 5×£35 and É¿",
        "C O N C L U S Ã O",
        "SÃO PAULO, IRMÃ…",
        "il dit « voilà »…",
        "the sign “©” of it, “®” and ‘™’ too",
        "4288×…",
        "café”… and “é”—",
        "MÄ£ÄM £ÄGÌ",
        "Île-de-France, Ñandú, Ørsted, Þór",
        "Рішення у дії, сім мрій",
        "Команда «СССР» и группа «Р»",
        "√π and ├┤ and ≈√2",
        "PÓŁ, GĘŚ i ŁÓDŹ; příště, tříšť",
        "There are a lot of Ã’s in such text",
        "Å være eller Å ikke være",
    ],
    errs: "A capital and a sign between small letters are changed even if the author meant them.",
    profiles: NEWS,
    examples_under: NormalizeConfig::DEFAULT,
    needs: Features::MOJIBAKE,
    find: find_utf8,
};

fn find_utf8(context: &Context, edits: &mut EditSink) {
    let text = context.text;
    let roles = Roles::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let codecs = suspects(line, &roles);
        if !codecs.is_empty() {
            repair_line(line, start, codecs, edits);
        }
        start += line.len();
    }
}

/// The encodings in which the line has a pair of characters that can begin a UTF-8 sequence.
fn suspects(line: &str, roles: &Roles) -> Codecs {
    let mut found = Codecs::default();
    let mut before = '\0';
    if line.is_ascii() {
        return found;
    }
    for c in line.chars() {
        if !c.is_ascii() && !before.is_ascii() {
            found = found.or(roles.pairs(before, c));
        } else if c == ' ' && matches!(before, 'Ã' | 'Â') {
            found = found.or(WESTERN.only());
        }
        before = c;
    }
    found
}

fn repair_line(line: &str, start: usize, codecs: Codecs, edits: &mut EditSink) {
    let mut best: Option<(usize, Parsed, Vec<usize>)> = None;
    for codec in CODECS.into_iter().filter(|codec| codecs.has(*codec)) {
        let parsed = parse(line, codec);
        let accepted = accepted(&parsed, codec);
        let gain: usize = accepted.iter().map(|at| 2 * parsed.sequences[*at].length()).sum();
        let gain = gain.saturating_sub(parsed.strays);
        if !accepted.is_empty() && best.as_ref().is_none_or(|(most, ..)| gain > *most) {
            best = Some((gain, parsed, accepted));
        }
    }
    let Some((_, parsed, accepted)) = best else { return };
    let vietnamese = accepted.iter().any(|at| matches!(parsed.sequences[*at].is, '\u{1ea0}'..='\u{1ef9}'));
    for at in accepted {
        let found = &parsed.sequences[at];
        let words = becomes(found, &line[found.end..], vietnamese);
        edits.replace(start + found.start..start + found.end, &words);
    }
}

/// A line with more leftover characters beside each sequence than this is not repaired, in
/// windows-1252 and latin-1. In these encodings two layers are often mixed in one run; in others a
/// leftover shows that the encoding is wrong.
const MAX_STRAYS_WESTERN: f64 = 2.0;
/// A line with more leftover characters beside each sequence than this is not repaired, in all
/// other encodings.
const MAX_STRAYS: f64 = 0.5;

/// The indices of the sequences that are decoded again.
fn accepted(parsed: &Parsed, codec: Codec) -> Vec<usize> {
    let count = |doubt: Doubt| parsed.sequences.iter().filter(|found| found.doubt == doubt).count();
    let (certain, likely) = (count(Doubt::None), count(Doubt::Little));
    // More characters are left over beside the sequences than this encoding explains.
    let max_strays = if codec == WESTERN { MAX_STRAYS_WESTERN } else { MAX_STRAYS };
    if parsed.strays_beside as f64 > max_strays * parsed.sequences.len() as f64 {
        return Vec::new();
    }
    let unmixed = parsed.strays == 0;
    let takes = |found: &Sequence| match (found.doubt, found.lost) {
        (Doubt::Impossible, _) => false,
        (doubt, Lost::Nothing) => match doubt {
            Doubt::None => true,
            Doubt::Little => certain > 0 || likely > 1 || (unmixed && codec == WESTERN),
            _ => certain > 1 && unmixed,
        },
        // A sequence with a lost byte is weaker evidence.
        (Doubt::None, Lost::NoBreak) => certain > 0 || codec == WESTERN,
        (_, Lost::NoBreak) => certain > 0 && found.doubt == Doubt::Little,
        (Doubt::None, _) => true,
        (_, _) => certain > 0,
    };
    (0..parsed.sequences.len()).filter(|at| takes(&parsed.sequences[*at])).collect()
}

/// The text that replaces a sequence, given the text `after` it.
fn becomes(found: &Sequence, after: &str, vietnamese: bool) -> String {
    // The last byte of à is a no-break space. Where that became a plain space, the space after the
    // word was often lost with it.
    let portuguese = ["s ", "quele", "quela", "quilo"].iter().any(|rest| after.starts_with(rest));
    // The letters that can end a Vietnamese syllable after à and are not words.
    let length = after.find(|c: char| !c.is_alphabetic()).unwrap_or(after.len());
    let ends_syllable = vietnamese && ["i", "o", "u", "y", "n", "ng", "nh", "m"].contains(&&after[..length]);
    if found.lost == Lost::NoBreak
        && !ends_syllable
        && found.is == 'à'
        && !after.starts_with([' ', '\u{a0}'])
        && !portuguese
    {
        return "à ".into();
    }
    found.is.into()
}
