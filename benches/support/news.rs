//! Made-up news: English enough for every rule to look at it as it looks at articles, the same on every machine.

use std::fmt::Write as _;

pub(crate) use super::dice::Dice;

const WHO: &[&str] = &[
    "the city council",
    "a spokeswoman for the harbour board",
    "Mayor Ruth Gál",
    "John F. Keller of the U.S. Coast Guard",
    "the Department of Transport",
    "several shop owners on the quay",
    "Dr. Amara Osei",
    "the company’s chief engineer",
    "residents of the southern bank",
    "Judge Elena Novák",
    "a group of forty scientists",
    "the prime minister",
    "Westhaven United",
    "Amber Web Services Inc.",
    "the governor’s office",
    "two members of the committee",
];
const DID: &[&str] = &[
    "voted on Tuesday to close",
    "has asked for a second report on",
    "warned again of the state of",
    "will pay for half of",
    "did not want to speak about",
    "plans to reopen",
    "was criticised for the delays around",
    "has been working since May on",
    "agreed, after long talks, to rebuild",
    "told reporters that nobody had been hurt near",
    "cannot say when it will finish",
    "expects that thousands of people will visit",
    "signed a contract worth 12.2 million dollars for",
];
const WHAT: &[&str] = &[
    "the old harbour bridge",
    "the northern pier",
    "a new ferry line to the islands",
    "the school on Mill Street",
    "the water works",
    "its offices beside the station",
    "the stadium that was built in 1931",
    "the road to the airport",
    "a hospital with 340 beds",
    "the power station at Greyfield",
    "the market hall",
    "the museum’s east wing",
];
const WHEN: &[&str] = &[
    "for at least two years",
    "before the end of the year",
    "after the storm of last November",
    "at 10:30 on Sept. 14",
    "as early as next week",
    "despite the costs",
    "in spite of what had been promised",
    "when the summer is over",
    "while the courts decide",
    "because the ground is not as firm as had been thought",
    "with help from the state",
    "according to a letter that was seen by The Morning Post",
    "for the first time since the 1980s",
];
const SAID: &[&str] = &["said", "wrote in a letter", "told the newspaper", "added", "said on Monday"];
const QUOTED: &[&str] = &[
    "we cannot ask nine thousand drivers a day to trust it",
    "it’s more than what we had hoped for",
    "nobody here knows what’s going to happen",
    "the people who walk across it are our customers",
    "I don’t think that they understood the question",
    "there is no money left, and there won’t be any",
];

fn capital(words: &str) -> String {
    let mut chars = words.chars();
    chars.next().map_or(String::new(), |first| first.to_uppercase().chain(chars).collect())
}

fn sentence(dice: &mut Dice, out: &mut String) {
    match dice.roll(4) {
        0 => {
            let (quoted, said, who) = (dice.pick(QUOTED), dice.pick(SAID), dice.pick(WHO));
            let (open, close) = if dice.roll(3) == 0 { ("\"", "\"") } else { ("“", "”") };
            let _ = write!(out, "{open}{},{close} {who} {said}.", capital(quoted));
        }
        1 => {
            let (who, did, what, when, second) =
                (dice.pick(WHO), dice.pick(DID), dice.pick(WHAT), dice.pick(WHEN), dice.pick(WHEN));
            let _ = write!(out, "{}, {who} {did} {what} {second}.", capital(when));
        }
        _ => {
            let (who, did, what, when) = (dice.pick(WHO), dice.pick(DID), dice.pick(WHAT), dice.pick(WHEN));
            let _ = write!(out, "{} {did} {what} {when}.", capital(who));
        }
    }
}

/// What scraping does to an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Layout {
    /// One paragraph a line.
    Plain,
    /// A no-break space for one space of sixty.
    NoBreakSpaces,
    /// Lines of at most 72 columns, as on newswires.
    Wrapped,
}

/// Articles of about 3,000 bytes: a third as they should be, a third with no-break spaces, a third hard-wrapped. One in
/// ten has entities, one in ten a lost space between two sentences, one in ten a space before a mark.
pub(crate) fn articles(count: usize) -> Vec<String> {
    let mut dice = Dice(0x5eed);
    (0..count)
        .map(|number| article(&mut dice, [Layout::Plain, Layout::NoBreakSpaces, Layout::Wrapped][number % 3]))
        .collect()
}

fn article(dice: &mut Dice, layout: Layout) -> String {
    let mut text = capital(&format!("{} {} {}\n\n", dice.pick(WHO), dice.pick(DID), dice.pick(WHAT)));
    let (entities, glued, loose) = (dice.roll(10) == 0, dice.roll(10) == 0, dice.roll(10) == 0);
    let paragraphs = 5 + dice.roll(10);
    for paragraph in 0..paragraphs {
        let mut own = String::new();
        for _ in 0..2 + dice.roll(3) {
            sentence(dice, &mut own);
            own.push(' ');
        }
        own.pop();
        if entities {
            own = own.replace('’', "&#8217;").replace(" and ", " &amp; ");
        }
        if glued && paragraph == 2 {
            own = own.replacen(". T", ".T", 1);
        }
        if loose && paragraph == 3 {
            own = own.replacen(", ", " , ", 1);
        }
        match layout {
            Layout::Plain => text += &own,
            Layout::NoBreakSpaces => {
                for word in own.split(' ') {
                    text += word;
                    text += if dice.roll(60) == 0 { "\u{a0}" } else { " " };
                }
                text.pop();
            }
            Layout::Wrapped => {
                let mut column = 0;
                for word in own.split(' ') {
                    if column > 0 {
                        let full = column + word.len() > 72;
                        text += if full { "\n" } else { " " };
                        column = if full { 0 } else { column + 1 };
                    }
                    text += word;
                    column += word.len();
                }
            }
        }
        text += "\n\n";
    }
    text.truncate(text.trim_end().len());
    text.push('\n');
    text
}

/// The text with mojibake in one word of twenty: what stands there above ASCII, or is put there, is UTF-8 that was read
/// as windows-1252.
pub(crate) fn with_mojibake(text: &str, dice: &mut Dice) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    for piece in text.split_inclusive([' ', '\n']) {
        if dice.roll(20) > 0 || !piece.starts_with(|c: char| c.is_ascii_alphabetic()) {
            out += piece;
            continue;
        }
        let word = piece.trim_end();
        let spoilt = match dice.roll(6) {
            0..3 => format!("{word}’s"),
            3 => format!("“{word}”"),
            4 => word.replacen('e', "é", 1),
            _ => format!("{word} –"),
        };
        let spoilt = if spoilt.is_ascii() { format!("{word}…") } else { spoilt };
        // Latin-1 where windows-1252 has no character, as programs do.
        out.extend(spoilt.chars().flat_map(|c| {
            let mut bytes = [0; 4];
            let length = if c.is_ascii() { 0 } else { c.encode_utf8(&mut bytes).len() };
            let as_read = encoding_rs::WINDOWS_1252.decode_without_bom_handling(&bytes[..length]).0.into_owned();
            let as_read = if length == 0 { c.to_string() } else { as_read };
            as_read.chars().collect::<Vec<_>>()
        }));
        out += &piece[word.len()..];
    }
    out
}
