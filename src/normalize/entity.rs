//! The rule for HTML character references that were left in the text.

use std::sync::LazyLock;

use super::c1_control::windows_1252;
use super::context::Context;
use super::features::Features;
use super::rule::{EditSink, NEWS, Rule};
use crate::config::NormalizeConfig;

/// The rule `entity.decode`.
pub(super) const DECODE: Rule = Rule {
    id: "entity.decode",
    summary: "decodes HTML character references: named, numeric, escaped more than once",
    why: "A page that was escaped twice, or text that was cut out of its source code, shows \
         `&amp;` and `&#8217;` to the reader. All layers are decoded at once (`&amp;amp;lt;` is \
         `<`), numbers from 128 to 159 are read as windows-1252 as browsers do, and a missing \
         semicolon is accepted where nothing else can be meant. A line that shows tags or is about \
         HTML is left alone: there the reference is what the author wrote.",
    changes: &[
        ("Johnson &amp; Johnson", "Johnson & Johnson"),
        ("the owner&#8217;s caf&eacute;", "the owner’s café"),
        ("the owner&amp;#x2019;s dream", "the owner’s dream"),
        ("&amp;amp;lt;3", "<3"),
        ("it&#146;s 5 &euro;", "it’s 5 €"),
        ("P&EACUTE;REZ", "PÉREZ"),
        ("&quot;No,&quot she said", "\"No,\" she said"),
        ("AT&amp;T", "AT&T"),
        ("see example.com/?a=1&amp;b=2", "see example.com/?a=1&b=2"),
    ],
    stays: &[
        "R&D and Q&A; AT&T",
        "this is just informal english &not html",
        "In HTML, write &amp;amp; for an ampersand.",
        "Put \"&nbsp;\" between the two words.",
        "<p>Salt &amp; pepper</p>",
        "see example.com/?copy=1&lt=2&amp=3",
        "not an entity &#20x6; nor &nosuchname; nor &#;",
        "Song & #1 hit",
    ],
    errs: "In a line about HTML, the reference is decoded if the line neither shows tags nor mentions HTML nor quotes the reference.",
    profiles: NEWS,
    examples_under: NormalizeConfig::DEFAULT,
    needs: Features::AMPERSAND,
    find,
};

/// References that often lack their semicolon and are not English words.
const BARE: [&str; 12] =
    ["amp", "apos", "hellip", "ldquo", "lsquo", "mdash", "nbsp", "ndash", "quot", "raquo", "rdquo", "rsquo"];

/// The length of the longest name in the list, in bytes.
const NAME_MAX_BYTES: usize = 31;

/// The names of references with their characters, sorted by name.
static NAMES: LazyLock<Vec<(&str, &str)>> = LazyLock::new(|| {
    include_str!("../../data/html_entities.tsv").lines().filter_map(|line| line.split_once('\t')).collect()
});

fn find(context: &Context, edits: &mut EditSink) {
    let text = context.text;
    // The end of the line that was checked last, and whether that line is about HTML.
    let mut line = (0, false);
    let mut at = 0;
    while let Some(skip) = memchr::memchr(b'&', &text.as_bytes()[at..]) {
        let start = at + skip;
        at = start + 1;
        let Some((length, words)) = reference(&text[start..]) else { continue };
        let end = start + length;
        if start >= line.0 {
            let from = text[..start].rfind('\n').map_or(0, |at| at + 1);
            let to = text[start..].find('\n').map_or(text.len(), |at| start + at);
            line = (to, speaks_of_html(&text[from..to]));
        }
        if !line.1 && !is_quoted(&text[..start], &text[end..]) {
            edits.replace(start..end, &words);
        }
        at = end;
    }
}

/// The reference at the start of `text` with all layers of escaping: its length in bytes and the
/// characters that it represents.
fn reference(text: &str) -> Option<(usize, String)> {
    let mut inner = 1;
    while let Some(length) = layer(&text[inner..]) {
        inner += length;
    }
    if let Some((length, words)) = body(&text[inner..]) {
        return Some((inner + length, words));
    }
    (inner > 1).then(|| (inner, "&".into()))
}

/// The length of one layer of escaping after its ampersand: `amp;` or a numeric reference to `&`;
/// `None` if the text starts with neither. Any number of leading zeros is accepted, so that a text
/// with very many layers is decoded at once and not one layer a round.
fn layer(text: &str) -> Option<usize> {
    if text.starts_with("amp;") || text.starts_with("AMP;") {
        return Some("amp;".len());
    }
    let rest = text.strip_prefix('#')?;
    let (digits, number) = match rest.strip_prefix(['x', 'X']) {
        Some(digits) => (digits, "26;"),
        None => (rest, "38;"),
    };
    let significant = digits.trim_start_matches('0');
    significant.starts_with(number).then(|| text.len() - significant.len() + number.len())
}

/// Reads what follows the ampersand: the length including the semicolon, and the characters.
fn body(text: &str) -> Option<(usize, String)> {
    if let Some(number) = text.strip_prefix('#') {
        return numeric(number).map(|(length, c)| (length + 1, c));
    }
    let length = text.bytes().take(NAME_MAX_BYTES + 1).take_while(u8::is_ascii_alphanumeric).count();
    let (name, rest) = text.split_at(length);
    if rest.starts_with(';') {
        return Some((length + 1, named(name)?));
    }
    let follows = rest.chars().next();
    let bounded = follows.is_none_or(|c| c.is_whitespace() || matches!(c, '.' | ',' | ')' | '&' | '"'));
    (bounded && BARE.contains(&name)).then(|| named(name)).flatten().map(|words| (length, words))
}

fn named(name: &str) -> Option<String> {
    let look = |name: &str| NAMES.binary_search_by(|row| row.0.cmp(name)).ok().map(|at| NAMES[at].1);
    match name {
        "NewLine" => return Some("\n".into()),
        "Tab" => return Some("\t".into()),
        _ => {}
    }
    if let Some(words) = look(name) {
        return Some(words.into());
    }
    // `&EACUTE;` comes from a headline that was set in capitals after it was escaped.
    let capitals = name.len() > 1 && name.bytes().all(|byte| byte.is_ascii_uppercase());
    if !capitals {
        return None;
    }
    Some(look(&name.to_ascii_lowercase())?.to_uppercase())
}

/// Reads a number and its semicolon, after the `#`.
fn numeric(text: &str) -> Option<(usize, String)> {
    let (digits, radix, skip) = match text.strip_prefix(['x', 'X']) {
        Some(rest) => (rest, 16, 1),
        None => (text, 10, 0),
    };
    let length = digits.bytes().take(8).take_while(|byte| char::from(*byte).is_digit(radix)).count();
    let value = u32::from_str_radix(&digits[..length], radix).ok()?;
    let closed = digits[length..].starts_with(';');
    let c = match char::from_u32(value)? {
        c @ '\u{80}'..='\u{9f}' => windows_1252(c),
        c => c,
    };
    // Without a semicolon, only numbers that nobody writes by hand are decoded: headlines contain
    // `&#1 fan` and `&#10 reasons`.
    let certain = closed || (radix == 10 && (value >= 0x80 || [34, 38, 39].contains(&value)));
    let hand_made = !closed && digits[length..].starts_with(|c: char| c.is_ascii_alphanumeric()) && value != 39;
    let textual = value >= 0x20 || matches!(c, '\t' | '\n' | '\r');
    (certain && !hand_made && textual).then(|| (skip + length + usize::from(closed), c.into()))
}

/// Whether a line shows tags or mentions HTML. An address that ends in `.html` does not count.
fn speaks_of_html(line: &str) -> bool {
    // Every `<` before the last `>` may be the start of a tag.
    let tags = &line[..line.rfind('>').unwrap_or(0)];
    let tag = tags.match_indices('<').any(|(at, _)| {
        let inside = &tags[at + 1..];
        let inside = inside.strip_prefix('/').unwrap_or(inside);
        inside.starts_with(|c: char| c.is_ascii_alphabetic())
    });
    tag || ["html", "xml", "ampersand", "entity reference", "character reference", "unescape"].iter().any(|word| {
        let found = find_ignore_case(line, word);
        found.is_some_and(|at| !line[..at].ends_with('.'))
    })
}

fn find_ignore_case(line: &str, word: &str) -> Option<usize> {
    line.as_bytes().windows(word.len()).position(|window| window.eq_ignore_ascii_case(word.as_bytes()))
}

/// Whether quotation marks enclose the reference and nothing else: then the text is about the
/// reference.
fn is_quoted(before: &str, after: &str) -> bool {
    const OPEN: [char; 6] = ['"', '\'', '`', '“', '‘', '«'];
    const CLOSE: [char; 6] = ['"', '\'', '`', '”', '’', '»'];
    before.ends_with(OPEN) && after.starts_with(CLOSE)
}
