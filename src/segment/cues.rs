//! Cues: the words by which a line of page furniture, a byline or a caption gives itself away.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use super::shape::{Block, End};
use super::vocabulary::{
    AGENCIES, AUTHOR_PHRASES, CREDIT_HEADS, LINK_HEAD_STARTS, LINK_HEADS, MENU_WORDS, NOTICES, PROFESSIONS,
    PROMPT_HEADS, PROMPT_TAILS, PROMPTS, REPORTING_HEADS, STAMP_PARTS,
};

/// What the words of a line say about it, whatever its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cue {
    /// Nothing.
    None,
    /// A prompt or notice that no article holds as a line of its own: "Post a Comment", "4 min read".
    Prompt,
    /// The head of a list of links: "Read Next", "More Articles", "Most popular".
    Links,
    /// A word that menus and buttons are made of, and that a short subheading may be, too: "Home", "Share", "World".
    Menu,
    /// A date or a time and hardly anything else.
    Stamp,
    /// A sentence about cookies, newsletters, accounts or rights.
    Notice,
    /// Who wrote it: "By Jane Doe", "Jane Doe is a reporter for…".
    Byline,
    /// Who took the picture: "Photo: …", ".../Getty Images".
    Credit,
}

/// A line in the form in which cues are written: small letters, straight quotes, every number as one `0`, single spaces, and no
/// marks around it. `folded` is emptied first.
pub(super) fn fold(text: &str, folded: &mut String) {
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
            // "1,234" is one number.
            folded.pop();
        } else if c.is_ascii() {
            folded.push(c.to_ascii_lowercase());
        } else {
            folded.extend(c.to_lowercase());
        }
        before = c;
    }
    let end = folded.trim_end_matches(is_edge_mark).len();
    folded.truncate(end);
    let start = folded.len() - folded.trim_start_matches(is_edge_mark).len();
    folded.drain(..start);
}

/// Marks that stand around the words of a line and say nothing.
fn is_edge_mark(c: char) -> bool {
    match c {
        ' ' | '.' | ':' | '!' | '>' | '<' | '|' | '*' | '-' | '+' | ',' | '(' | ')' | '[' | ']' => true,
        _ if c.is_ascii() => false,
        _ => matches!(c, '…' | '»' | '«' | '›' | '‹' | '–' | '—' | '•' | '·' | '→' | '←' | '▼'),
    }
}

/// Beginnings of lines with what they say and the most columns of a line that says so, sorted by their bytes.
static HEADS: LazyLock<Vec<(&str, Cue, usize)>> = LazyLock::new(|| {
    let of = |heads: &'static [&'static str], cue, columns| heads.iter().map(move |&head| (head, cue, columns));
    let mut heads: Vec<_> = of(LINK_HEAD_STARTS, Cue::Links, 80)
        .chain(of(PROMPT_HEADS, Cue::Prompt, 160))
        .chain(of(REPORTING_HEADS, Cue::Byline, 200))
        .chain(of(CREDIT_HEADS, Cue::Credit, 200))
        .collect();
    heads.sort_by_key(|(head, ..)| *head);
    heads
});

/// Ends of lines with what they say, by their last byte.
static TAILS: LazyLock<Vec<Vec<(&str, Cue)>>> = LazyLock::new(|| {
    let mut tails = vec![Vec::new(); 256];
    let prompts = PROMPT_TAILS.iter().map(|&tail| (tail, Cue::Prompt));
    for (tail, cue) in prompts.chain(AGENCIES.iter().map(|&name| (name, Cue::Credit))) {
        tails[usize::from(*tail.as_bytes().last().expect("no entry is empty"))].push((tail, cue));
    }
    tails
});

/// The phrases of notices and of lines that present an author, found in one pass.
static PHRASES: LazyLock<AhoCorasick> = LazyLock::new(|| {
    let phrases = NOTICES.iter().chain(PROFESSIONS).chain(AUTHOR_PHRASES);
    AhoCorasick::builder().ascii_case_insensitive(true).build(phrases).expect("a few short phrases fit any automaton")
});

/// What the words of a block say.
pub(super) fn cue(block: &Block<'_>, folded: &mut String) -> Cue {
    /// Longer lines give themselves away by their shape; looking into them would cost time.
    const LONGEST: usize = 400;
    /// Prompts and credits are shorter.
    const LONGEST_PROMPT: usize = 200;
    if block.columns > LONGEST {
        return Cue::None;
    }
    if block.columns > LONGEST_PROMPT {
        return phrase(block, folded);
    }
    fold(block.text, folded);
    let line = folded.as_str();
    if line.is_empty() {
        return Cue::None; // dots, stars, a rule between sections
    }
    if block.columns <= 80 {
        if PROMPTS.binary_search(&line).is_ok() {
            return Cue::Prompt;
        }
        if LINK_HEADS.binary_search(&line).is_ok() {
            return Cue::Links;
        }
        if MENU_WORDS.binary_search(&line).is_ok() {
            return Cue::Menu;
        }
    }
    if let Some(cue) = head(line, block.columns).or_else(|| tail(line, block.columns)) {
        return cue;
    }
    if line.starts_with("in this ") && line.contains(" photo") {
        return Cue::Credit;
    }
    if is_stamp(line) {
        return Cue::Stamp;
    }
    let names = block.columns <= 80 && block.ends != End::Sentence && block.small_words <= 3;
    if names && line.starts_with("by ") { Cue::Byline } else { phrase(block, folded) }
}

/// What the beginning of a folded line says.
fn head(line: &str, columns: usize) -> Option<Cue> {
    // No head is shorter than three bytes.
    let start = line.as_bytes().get(..3)?;
    let from = HEADS.partition_point(|(head, ..)| &head.as_bytes()[..3] < start);
    let near = HEADS[from..].iter().take_while(|(head, ..)| &head.as_bytes()[..3] == start);
    near.filter(|(head, _, most)| columns <= *most && line.starts_with(head)).map(|(_, cue, _)| *cue).next()
}

/// What the end of a folded line says.
fn tail(line: &str, columns: usize) -> Option<Cue> {
    let tails = &TAILS[usize::from(*line.as_bytes().last()?)];
    let found = tails.iter().find(|(tail, cue)| line.ends_with(tail) && (columns <= 120 || *cue != Cue::Prompt));
    found.map(|(_, cue)| *cue)
}

/// What a phrase somewhere in a block says.
fn phrase(block: &Block<'_>, folded: &mut String) -> Cue {
    let mut notice = false;
    let mut author = false;
    for found in PHRASES.find_iter(block.text) {
        if found.pattern().as_usize() < NOTICES.len() { notice = true } else { author = true }
    }
    if author {
        fold(block.text, folded);
        if presents_author(folded) {
            return Cue::Byline;
        }
    }
    if notice { Cue::Notice } else { Cue::None }
}

/// Whether a prompt opens or belongs to the readers' comments.
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

/// Whether a line presents the author: "Jane Doe is a reporter for…", "Tech writer at the Example Hub. Likes tea.",
/// "Follow her on Twitter", "contributed to this report". The line is folded.
fn presents_author(lower: &str) -> bool {
    if AUTHOR_PHRASES.iter().any(|phrase| lower.contains(phrase)) {
        return true;
    }
    let Some((at, profession)) = PROFESSIONS.iter().filter_map(|name| Some((lower.find(name)?, name))).min() else {
        return false;
    };
    let (before, after) = (&lower[..at], &lower[at + profession.len()..]);
    let employed = [" for ", " at ", " with ", " based in ", " covering ", " who covers ", ", covering ", " of "];
    let employed = employed.iter().any(|word| after.starts_with(word));
    // The name stands in the first words, or the profession does.
    let presented = [" is a ", " is an ", " is the ", " is our "].iter().any(|verb| before.contains(verb)) && at <= 60;
    employed && (presented || at <= 20 && before.split(' ').count() <= 3 && !before.contains('“'))
}

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
        if !letters.is_empty() && STAMP_PARTS.binary_search(&letters).is_err() {
            return false;
        }
    }
    words >= 2 && digits >= 1
}
