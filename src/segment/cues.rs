//! Cues: the words that identify a line as page boilerplate, a byline or a caption.

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind};
use xxhash_rust::xxh3::xxh3_64;

use super::shape::{Block, End};
use crate::english::lists::{
    AGENCIES, AUTHOR_PHRASES, CREDIT_HEADS, LINK_HEAD_STARTS, LINK_HEADS, MENU_WORDS, NOTICES, PICTURE_PHRASES,
    PROFESSIONS, PROMPT_HEADS, PROMPT_TAILS, PROMPTS, REPORTING_HEADS, STAMP_PARTS, WordList,
};
use crate::text::floor_boundary;

/// What the words of a line show, regardless of its position.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cue {
    /// No cue.
    None,
    /// A prompt or notice that is never a line of an article: "Post a Comment", "4 min read".
    Prompt,
    /// The head of a list of links: "Read Next", "More Articles", "Most popular".
    Links,
    /// A word of menus and buttons that may also be a short subheading: "Home", "Share", "World".
    Menu,
    /// A date or a time and hardly anything else.
    Stamp,
    /// A sentence about cookies, newsletters, accounts or rights.
    Notice,
    /// The author: "By Jane Doe", "Jane Doe is a reporter for…".
    Byline,
    /// The head of a reader's comment: "Jane says:" above a date, or "Jane on May 0, 0 at 0:0 pm
    /// said:".
    Comment,
    /// The photographer or the agency of a picture: "Photo: …", ".../Getty Images".
    Credit,
}

/// Writes a line into `folded` in the form of the tables of cues: small letters, straight quotes,
/// every number as one `0`, single spaces, and no marks around it. The old content of `folded` is
/// removed.
pub(super) fn fold(text: &str, folded: &mut String) {
    if text.is_ascii() {
        fold_ascii(text.as_bytes(), folded);
    } else {
        fold_chars(text, folded);
    }
    let end = folded.trim_end_matches(is_edge_mark).len();
    folded.truncate(end);
    let start = folded.len() - folded.trim_start_matches(is_edge_mark).len();
    folded.drain(..start);
}

/// [`fold`] for ASCII; the marks around the line are kept.
fn fold_ascii(text: &[u8], folded: &mut String) {
    let mut bytes = std::mem::take(folded).into_bytes();
    bytes.clear();
    bytes.reserve(text.len());
    let mut before = b' ';
    for byte in text {
        let byte = match byte {
            b'0'..=b'9' => b'0',
            b'\t' | b'\n' | b'\x0B' | b'\x0C' | b'\r' | b' ' => b' ',
            byte => byte.to_ascii_lowercase(),
        };
        if byte == before && matches!(byte, b' ' | b'0') {
            continue;
        }
        if byte == b'0' && matches!(before, b',' | b'.') && bytes.len() >= 2 && bytes[bytes.len() - 2] == b'0' {
            bytes.pop(); // "1,234" is one number
        } else {
            bytes.push(byte);
        }
        before = byte;
    }
    *folded = String::from_utf8(bytes).expect("ASCII in, ASCII out");
}

/// [`fold`] for any text; the marks around the line are kept.
fn fold_chars(text: &str, folded: &mut String) {
    folded.clear();
    let mut before = ' ';
    for c in text.chars() {
        let c = match c {
            '0'..='9' => '0',
            '’' | '‘' => '\'',
            c if c.is_whitespace() => ' ',
            c => c,
        };
        if c == ' ' && before == ' ' || c == '0' && before == '0' {
            continue;
        }
        if c == '0' && matches!(before, ',' | '.') && folded.len() >= 2 && folded.as_bytes()[folded.len() - 2] == b'0' {
            folded.pop();
        } else if c.is_ascii() {
            folded.push(c.to_ascii_lowercase());
        } else {
            folded.extend(c.to_lowercase());
        }
        before = c;
    }
}

/// Whether a character may surround the words of a line without a meaning for cues.
fn is_edge_mark(c: char) -> bool {
    match c {
        ' ' | '.' | ':' | '!' | '>' | '<' | '|' | '*' | '-' | '+' | ',' | '(' | ')' | '[' | ']' => true,
        _ if c.is_ascii() => false,
        _ => matches!(c, '…' | '»' | '«' | '›' | '‹' | '–' | '—' | '•' | '·' | '→' | '←' | '▼'),
    }
}

/// Beginnings of lines, each with its cue and the most columns of a line with this cue, sorted by
/// their bytes.
static HEADS: LazyLock<Vec<(&'static str, Cue, usize)>> = LazyLock::new(|| {
    let of = |heads: &'static WordList, cue, columns| heads.entries().iter().map(move |&head| (head, cue, columns));
    let mut heads: Vec<_> = of(&LINK_HEAD_STARTS, Cue::Links, 80)
        .chain(of(&PROMPT_HEADS, Cue::Prompt, 160))
        .chain(of(&REPORTING_HEADS, Cue::Byline, 200))
        .chain(of(&CREDIT_HEADS, Cue::Credit, 200))
        .collect();
    heads.sort_by_key(|(head, ..)| *head);
    heads
});

/// Whole lines with their cues, sorted by their hashes: comparing hashes takes half the time of
/// comparing texts.
static WHOLE_LINES: LazyLock<Vec<(u64, &'static str, Cue)>> = LazyLock::new(|| {
    let of =
        |table: &'static WordList, cue| table.entries().iter().map(move |&line| (xxh3_64(line.as_bytes()), line, cue));
    // A line that is in two lists has the cue of the first.
    let mut lines: Vec<_> =
        of(&PROMPTS, Cue::Prompt).chain(of(&LINK_HEADS, Cue::Links)).chain(of(&MENU_WORDS, Cue::Menu)).collect();
    lines.sort_by_key(|(hash, ..)| *hash);
    lines
});

/// Ends of lines with their cues, indexed by their last byte.
static TAILS: LazyLock<Vec<Vec<(&str, Cue)>>> = LazyLock::new(|| {
    let mut tails = vec![Vec::new(); 256];
    let prompts = PROMPT_TAILS.entries().iter().map(|&tail| (tail, Cue::Prompt));
    for (tail, cue) in prompts.chain(AGENCIES.entries().iter().map(|&name| (name, Cue::Credit))) {
        tails[usize::from(*tail.as_bytes().last().expect("no entry is empty"))].push((tail, cue));
    }
    tails
});

/// The phrases of notices and of lines that present an author, found in one pass.
static PHRASES: LazyLock<AhoCorasick> = LazyLock::new(|| {
    let lists = [&NOTICES, &PICTURE_PHRASES, &PROFESSIONS, &AUTHOR_PHRASES];
    let phrases = lists.into_iter().flat_map(|list| list.entries());
    let mut automaton = AhoCorasick::builder();
    automaton.ascii_case_insensitive(true).kind(Some(AhoCorasickKind::DFA));
    automaton.build(phrases).expect("a few short phrases fit any automaton")
});

/// Lines of more columns are recognized by their shape; searching them would take too long.
const LONGEST: usize = 400;

/// The cue of a block, without the phrases inside it.
fn cue(block: &Block<'_>, folded: &mut String) -> Cue {
    /// Prompts and credits have fewer columns.
    const LONGEST_PROMPT: usize = 200;
    /// Of lines with more columns only the two ends are folded.
    const SHORT: usize = 80;
    /// The most words of an entry of the tables of whole lines.
    const MOST_WORDS: usize = 16;
    if block.columns > LONGEST_PROMPT {
        return Cue::None;
    }
    if block.columns > SHORT {
        return long_cue(block, folded);
    }
    fold(block.text, folded);
    let line = folded.as_str();
    if line.is_empty() {
        return Cue::None; // the line has only dots or stars
    }
    if block.words <= MOST_WORDS
        && let Some(cue) = whole_line(line)
    {
        return cue;
    }
    if let Some(cue) = head(line, block.columns).or_else(|| tail(line, block.columns)) {
        return cue;
    }
    if has_credit(block) {
        return Cue::Credit;
    }
    if is_stamp(line) {
        return Cue::Stamp;
    }
    let names = block.ends != End::Sentence && block.small_words <= 3;
    if names && line.starts_with("by ") || is_dated_byline(line, block.words) {
        return Cue::Byline;
    }
    Cue::None
}

/// The cue of a folded line that is an entry of the tables of whole lines.
fn whole_line(line: &str) -> Option<Cue> {
    let hash = xxh3_64(line.as_bytes());
    let from = WHOLE_LINES.partition_point(|(other, ..)| *other < hash);
    let near = WHOLE_LINES[from..].iter().take_while(|(other, ..)| *other == hash);
    near.filter(|(_, entry, _)| *entry == line).map(|(.., cue)| *cue).next()
}

/// The cue of a line of more than one row, from its two ends and its credit.
fn long_cue(block: &Block<'_>, folded: &mut String) -> Cue {
    /// The most bytes of a beginning and of an end.
    const HEAD_BYTES: usize = 64;
    const TAIL_BYTES: usize = 40;
    /// So many bytes show for most lines that no beginning in the table matches.
    const LOOK_BYTES: usize = 8;
    let text = block.text;
    fold(&text[..floor_boundary(text, LOOK_BYTES)], folded);
    if folded.len() < 3 || !near_heads(folded).is_empty() {
        fold(&text[..floor_boundary(text, HEAD_BYTES)], folded);
        if let Some(cue) = head(folded, block.columns) {
            return cue;
        }
    }
    fold(&text[floor_boundary(text, text.len().saturating_sub(TAIL_BYTES))..], folded);
    if let Some(cue) = tail(folded, block.columns) {
        return cue;
    }
    if has_credit(block) { Cue::Credit } else { Cue::None }
}

/// The cue of each block, in order.
///
/// In a plain article, whose other cues show no boilerplate, phrases inside lines are searched near
/// its head and foot only, where they name the author.
pub(super) fn cues(blocks: &[Block<'_>]) -> Vec<Cue> {
    /// The number of lines that are near.
    const EDGE: usize = 3;
    let mut folded = String::new();
    let mut cues: Vec<Cue> = blocks.iter().map(|block| cue(block, &mut folded)).collect();
    let is_plain = !cues.iter().any(|cue| matches!(cue, Cue::Prompt | Cue::Links | Cue::Menu));
    for (at, block) in blocks.iter().enumerate() {
        let inside = is_plain && at >= EDGE && at + EDGE < blocks.len();
        if cues[at] == Cue::None && !inside && block.columns <= LONGEST {
            cues[at] = phrase(block, &mut folded);
        }
    }
    for at in 0..blocks.len() {
        let stamped = cues.get(at + 1) == Some(&Cue::Stamp);
        if cues[at] == Cue::None && heads_comment(&blocks[at], stamped, &mut folded) {
            cues[at] = Cue::Comment;
        }
    }
    cues
}

/// Whether a line is the head of a reader's comment: a name and "says" above a date, or with the
/// date in the line.
fn heads_comment(block: &Block<'_>, stamped: bool, folded: &mut String) -> bool {
    if block.columns > 80 || block.ends != End::Colon {
        return false;
    }
    fold(block.text, folded);
    let says =
        [" says", " said", " wrote", " writes", " commented", " replied"].iter().any(|verb| folded.ends_with(verb));
    says && (stamped
        || folded.contains(" 0") && (folded.contains(" at 0") || folded.contains(" am ") || folded.contains(" pm ")))
}

/// The cue of the beginning of a folded line.
fn head(line: &str, columns: usize) -> Option<Cue> {
    let found = near_heads(line).iter().find(|(head, _, most)| columns <= *most && line.starts_with(head));
    found.map(|(_, cue, _)| *cue)
}

/// The beginnings in the table with the same first three bytes; none is shorter.
fn near_heads(line: &str) -> &'static [(&'static str, Cue, usize)] {
    let Some(start) = line.as_bytes().get(..3) else { return &[] };
    let from = HEADS.partition_point(|(head, ..)| &head.as_bytes()[..3] < start);
    let near = HEADS[from..].partition_point(|(head, ..)| &head.as_bytes()[..3] == start);
    &HEADS[from..from + near]
}

/// The cue of the end of a folded line.
fn tail(line: &str, columns: usize) -> Option<Cue> {
    let tails = &TAILS[usize::from(*line.as_bytes().last()?)];
    let found = tails.iter().find(|(tail, cue)| line.ends_with(tail) && (columns <= 120 || *cue != Cue::Prompt));
    found.map(|(_, cue)| *cue)
}

/// The cue of a phrase inside a block.
fn phrase(block: &Block<'_>, folded: &mut String) -> Cue {
    let (mut notice, mut author) = (false, false);
    for found in PHRASES.find_iter(block.text) {
        match found.pattern().as_usize() {
            pattern if pattern < NOTICES.entries().len() => notice = true,
            pattern if pattern < NOTICES.entries().len() + PICTURE_PHRASES.entries().len() => {
                // "In this May 2 photo", "photo provided by", "a file photo"
                let after = &block.text[found.end()..];
                let shows = ["In this ", "This "].iter().any(|head| block.text.starts_with(head));
                let given = ["provided by", "released by"].iter().any(|head| after.starts_with(head));
                if shows || given || pattern > NOTICES.entries().len() {
                    return Cue::Credit;
                }
            }
            _ => author = true,
        }
    }
    if author {
        fold(block.text, folded);
        if presents_author(folded) {
            return Cue::Byline;
        }
    }
    if notice { Cue::Notice } else { Cue::None }
}

/// Whether a line ends with the photographer, in brackets or after "Credit:", or begins with the
/// owner.
fn has_credit(block: &Block<'_>) -> bool {
    let text = block.text;
    const MARKS: &[&str] = &["Image:", "Photo:", "Picture:", "Credit:", "Foto:", "Photo by", "Courtesy"];
    // "(NASA/JPL-Caltech)", "(Image: Example)", "(AP)"
    let in_brackets = || {
        let inside = text.strip_suffix(')')?;
        let credit = &inside[inside.rfind('(')? + 1..];
        let is_address = credit.contains("://") || credit.contains("www.");
        let names =
            credit == "AP" || credit.contains('/') && !is_address && !credit.bytes().any(|c| c.is_ascii_digit());
        Some(credit.split(' ').count() <= 6 && (names || MARKS.iter().any(|mark| credit.starts_with(mark))))
    };
    let after_mark = || Some(text[block.has_colon().then_some(text)?.rfind("redit: ")?..].split(' ').count() <= 7);
    // "© Jane Doe A heron on the dyke", not "© 2021 Wexby Herald".
    let owned = || Some(text.strip_prefix("© ")?.starts_with(char::is_uppercase) && !text.contains("ights"));
    in_brackets() == Some(true) || owned() == Some(true) || after_mark() == Some(true)
}

/// Whether a prompt belongs to the readers' comments.
pub(super) fn is_about_comments(text: &str) -> bool {
    const WORDS: &[&str] = &[
        "comment",
        "Comment",
        "COMMENT",
        "repl",
        "Repl",
        "REPLY",
        "esponses to",
        "esponse to",
        "thoughts on",
        "Oldest",
        "koment",
        "omentar",
        "ommenti",
        "ommentair",
        "댓글",
        "コメント",
        "омментари",
    ];
    WORDS.iter().any(|word| text.contains(word))
}

/// Whether a folded line presents the author: "Jane Doe is a reporter for…", "Tech writer at the
/// Example Hub. Likes tea.", "Follow her on Twitter", "contributed to this report".
fn presents_author(lower: &str) -> bool {
    if AUTHOR_PHRASES.entries().iter().any(|phrase| lower.contains(phrase)) {
        return true;
    }
    let Some((at, profession)) = PROFESSIONS.entries().iter().filter_map(|name| Some((lower.find(name)?, name))).min()
    else {
        return false;
    };
    let (before, after) = (&lower[..at], &lower[at + profession.len()..]);
    let employed = [" for ", " at ", " with ", " based in ", " covering ", " who covers ", ", covering ", " of "];
    let employed = employed.iter().any(|word| after.starts_with(word));
    // The name is among the first words, or the profession is.
    let presented = [" is a ", " is an ", " is the ", " is our "].iter().any(|verb| before.contains(verb)) && at <= 60;
    employed && (presented || at <= 20 && before.split(' ').count() <= 3 && !before.contains('“'))
}

/// Whether a folded line names the author and the day: "by Jane Doe on Monday, May 0, 0 at 0:0 am".
fn is_dated_byline(line: &str, words: usize) -> bool {
    let named = ["by ", "von ", "par ", "por ", "di ", "oleh ", "posted by "].iter().any(|by| line.starts_with(by));
    let day = || line.split(|c: char| !c.is_alphanumeric()).any(|part| MONTHS.binary_search(&part).is_ok());
    named && words <= 18 && line.contains('0') && day()
}

/// The names of months in the languages of the bylines, sorted. Months written as numbers need no
/// entry.
#[rustfmt::skip]
const MONTHS: &[&str] = &[
    "abril", "agosto", "agustus", "août", "apr", "april", "aprile", "aug", "august", "avril", "dec", "december",
    "decembre", "desember", "dezember", "dezembro", "dicembre", "diciembre", "décembre", "enero", "feb", "febbraio",
    "febrero", "februar", "februari", "february", "fevereiro", "février", "gennaio", "giugno", "jan", "janeiro", "januar",
    "januari", "january", "janvier", "jul", "juli", "julio", "july", "julho", "juillet", "jun", "june", "junho", "juni",
    "junio", "luglio", "maggio", "maio", "mar", "march", "maret", "mars", "marzo", "março", "märz", "mayo", "nov",
    "november", "novembre", "novembro", "noviembre", "oct", "october", "octobre", "octubre", "oktober", "ottobre",
    "outubro", "sep", "sept", "september", "septembre", "septiembre", "setembro", "settembre",
];

/// Whether a folded line is a date or a time and hardly anything else.
fn is_stamp(line: &str) -> bool {
    let mut words = 0;
    let mut digits = 0;
    for part in line.split(|c: char| !c.is_alphanumeric() && c != '.').filter(|part| !part.is_empty()) {
        words += 1;
        if words > 16 {
            return false;
        }
        let letters = part.trim_matches(['0', '.']);
        digits += usize::from(letters.len() < part.len());
        if !letters.is_empty() && !STAMP_PARTS.contains(letters) {
            return false;
        }
    }
    words >= 2 && digits >= 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_are_written_as_lines_are_folded() {
        let mut folded = String::new();
        for entry in [&PROMPTS, &LINK_HEADS, &MENU_WORDS].into_iter().flat_map(|list| list.entries()) {
            fold(entry, &mut folded);
            assert_eq!(folded, *entry);
        }
        let heads = [&PROMPT_HEADS, &LINK_HEAD_STARTS, &CREDIT_HEADS, &REPORTING_HEADS];
        for head in heads.into_iter().flat_map(|list| list.entries()) {
            assert!(head.len() >= 3, "{head:?} is too short to be looked up");
            fold(&format!("{head}x"), &mut folded);
            assert_eq!(folded, format!("{head}x"));
        }
    }

    /// [`phrase`] treats the first of them apart.
    #[test]
    fn the_bare_word_photo_comes_first() {
        assert_eq!(PICTURE_PHRASES.entries()[0], " photo ");
    }
}
