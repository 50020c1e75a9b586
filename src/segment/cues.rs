//! Cues: the words by which a line of page furniture, a byline or a caption gives itself away.

use super::shape::{Block, End};
use super::vocabulary::{
    AGENCIES, CREDIT_HEADS, LINK_HEAD_STARTS, LINK_HEADS, MENU_WORDS, PROFESSIONS, PROMPT_HEADS, PROMPT_TAILS, PROMPTS,
    STAMP_PARTS,
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
            '’' | '‘' => '\'',
            c if c.is_ascii_digit() => '0',
            c if c.is_whitespace() => ' ',
            c => c,
        };
        let repeated = (c == ' ' && before == ' ') || (c == '0' && (before == '0' || before == '\u{1}'));
        let separates = matches!(c, ',' | '.') && before == '0';
        if repeated {
            continue;
        }
        if separates {
            // "1,234" is one number; a stop after it is put back when no digit follows.
            folded.push(c);
            before = c;
            continue;
        }
        if c == '0' && matches!(before, ',' | '.') && folded.len() >= 2 && folded.as_bytes()[folded.len() - 2] == b'0' {
            folded.pop();
            before = '0';
            continue;
        }
        if c.is_ascii() {
            folded.push(c.to_ascii_lowercase())
        } else {
            folded.extend(c.to_lowercase())
        }
        before = c;
    }
    let marks = |c: char| {
        c.is_whitespace()
            || matches!(
                c,
                '.' | ':'
                    | '!'
                    | '…'
                    | '»'
                    | '«'
                    | '›'
                    | '‹'
                    | '>'
                    | '<'
                    | '|'
                    | '*'
                    | '-'
                    | '–'
                    | '—'
                    | '+'
                    | '•'
                    | '·'
                    | ','
                    | '→'
                    | '←'
                    | '▼'
                    | '('
                    | ')'
                    | '['
                    | ']'
            )
    };
    let end = folded.trim_end_matches(marks).len();
    folded.truncate(end);
    let start = folded.len() - folded.trim_start_matches(marks).len();
    folded.drain(..start);
}

/// What the words of a block say.
pub(super) fn cue(block: &Block<'_>, folded: &mut String) -> Cue {
    /// Longer lines give themselves away by their shape; looking into them would cost time.
    const LONGEST: usize = 400;
    if block.columns > LONGEST {
        return Cue::None;
    }
    let text = block.text;
    fold(text, folded);
    let line = folded.as_str();
    if block.columns > 200 {
        return if presents_author(line) { Cue::Byline } else { Cue::None };
    }
    if line.is_empty() {
        return Cue::None; // dots, stars, a rule between sections
    }
    if block.columns <= 80 {
        if PROMPTS.binary_search(&line).is_ok() {
            return Cue::Prompt;
        }
        if LINK_HEADS.binary_search(&line).is_ok() || LINK_HEAD_STARTS.iter().any(|head| line.starts_with(head)) {
            return Cue::Links;
        }
        if MENU_WORDS.binary_search(&line).is_ok() {
            return Cue::Menu;
        }
    }
    if block.columns <= 160 && PROMPT_HEADS.iter().any(|head| line.starts_with(head)) {
        return Cue::Prompt;
    }
    if PROMPT_TAILS.iter().any(|tail| line.ends_with(tail)) && block.columns <= 120 {
        return Cue::Prompt;
    }
    if CREDIT_HEADS.iter().any(|head| line.starts_with(head)) || AGENCIES.iter().any(|name| line.ends_with(name)) {
        return Cue::Credit;
    }
    if is_stamp(line) {
        return Cue::Stamp;
    }
    let by = line.starts_with("by ") && block.columns <= 80;
    if by && block.ends != End::Sentence && block.small_words <= 3 || presents_author(line) {
        return Cue::Byline;
    }
    Cue::None
}

/// Whether a line presents the author: "Jane Doe is a reporter for…", "Tech writer at the Example Hub. Likes tea.",
/// "Follow her on Twitter", "contributed to this report". The line is folded.
fn presents_author(lower: &str) -> bool {
    if lower.contains("contributed to this ") || lower.contains("follow him on ") || lower.contains("follow her on ") {
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
