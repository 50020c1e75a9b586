//! The rule for lost quotation marks and dashes that the line around them determines.

use super::context::Context;
use super::features::Features;
use super::rule::{EditSink, NEWS, Rule};
use crate::config::NormalizeConfig;
use crate::english::lists::{APOSTROPHE_ENDINGS, WORDS_BEFORE_LOST_ACCENTS};

/// The rule `unicode.replacement-mark`.
pub(super) const MARK: Rule = Rule {
    id: "unicode.replacement-mark",
    summary: "restores pairs of quotation marks and spaced dashes that became U+FFFD in English text",
    why: "Where the apostrophes of windows-1252 were lost, its quotation marks and dashes were \
         lost with them. Their position shows which is which: a mark with a space before it and a \
         letter after it opens; a mark with a letter or stop before it and a space or stop after \
         it closes; a mark between two spaces inside a sentence is a dash. A line changes only if \
         its marks open and close in turn. A text changes only if one pair ends in a comma or \
         stop, as speech does, and no letter of a word was lost: otherwise the marks may be \
         letters, too. Double marks are written, because they are usual; whether a lost pair was \
         single is unknown.",
    changes: &[
        ("\u{fffd}It is over,\u{fffd} he said. \u{fffd}That is it.\u{fffd}", "“It is over,” he said. “That is it.”"),
        (
            "The \u{fffd}war room\u{fffd} was what they called it.\n\u{fffd}That is it,\u{fffd} they said.",
            "The “war room” was what they called it.\n“That is it,” they said.",
        ),
        (
            "That is it \u{fffd} and what they said, \u{fffd}no,\u{fffd} was the end.",
            "That is it – and what they said, “no,” was the end.",
        ),
        (
            "\u{fffd}That is it,\u{fffd} he said.\nThe \u{fffd}so called \u{fffd} end of it was not that",
            "“That is it,” he said.\nThe \u{fffd}so called \u{fffd} end of it was not that",
        ),
    ],
    stays: &[
        "\u{fffd}lvaro was at the caf\u{fffd} and that was the end of it",
        "\u{fffd}It is over and what he said, \u{fffd}no,\u{fffd} was not the end of it",
        "\u{fffd}That is it,\u{fffd} said the fianc\u{fffd}e, and \u{fffd}no.\u{fffd}",
        "The price of it is \u{fffd}5 and that is it",
        "News \u{fffd} Sport \u{fffd} Weather and that is what they have",
        "\u{fffd}It is,\u{fffd} said one of the attach\u{fffd}s, and \u{fffd}no.\u{fffd}",
        "\u{fffd}Oui,\u{fffd} a dit le ministre",
    ],
    errs: "Lost single marks become double marks, and a lost em dash becomes an en dash.",
    profiles: NEWS,
    examples_under: NormalizeConfig::DEFAULT,
    needs: Features::REPLACEMENT,
    find,
};

/// What a lost character may have been.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum LostCharacter {
    /// An opening quotation mark.
    Opens,
    /// A closing quotation mark.
    Closes,
    /// A closing quotation mark after a comma or stop.
    EndsSpeech,
    /// A dash.
    Parts,
    /// An apostrophe.
    Clips,
    /// A letter.
    Spells,
    /// Its position does not determine it.
    Unknown,
}

fn find(context: &Context, edits: &mut EditSink) {
    let text = context.text;
    // Each lost character with its position and what it may have been; and for each line with lost
    // characters, whether its quotation marks form pairs.
    let mut lost: Vec<(usize, LostCharacter)> = Vec::new();
    let mut lines: Vec<(std::ops::Range<usize>, bool)> = Vec::new();
    let (mut spoken, mut spelt) = (false, false);
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let first = lost.len();
        for (at, _) in line.match_indices(char::REPLACEMENT_CHARACTER) {
            lost.push((start + at, lost_character(line, at)));
        }
        start += line.len();
        if lost.len() > first {
            let kinds = || lost[first..].iter().map(|(_, kind)| *kind);
            let paired = are_paired(kinds());
            spoken |= paired && kinds().any(|kind| kind == LostCharacter::EndsSpeech);
            spelt |= kinds().any(|kind| kind == LostCharacter::Spells);
            lines.push((first..lost.len(), paired));
        }
    }
    if !spoken || spelt || !context.is_english() {
        return;
    }
    for (range, paired) in lines {
        for (at, kind) in &lost[range] {
            let mark = match kind {
                LostCharacter::Opens if paired => "“",
                LostCharacter::Closes | LostCharacter::EndsSpeech if paired => "”",
                // In a line with an unpaired mark, it may be the other half of that pair.
                LostCharacter::Parts if paired => "–",
                _ => continue,
            };
            edits.replace(*at..at + char::REPLACEMENT_CHARACTER.len_utf8(), mark);
        }
    }
}

/// Whether quotation marks open and close in turn, and no lost character may be another mark or a
/// letter.
fn are_paired(kinds: impl Iterator<Item = LostCharacter>) -> bool {
    let mut open = false;
    for kind in kinds {
        match kind {
            LostCharacter::Opens if !open => open = true,
            LostCharacter::Closes | LostCharacter::EndsSpeech if open => open = false,
            LostCharacter::Parts | LostCharacter::Clips => {}
            _ => return false,
        }
    }
    !open
}

/// What the character that was lost at byte `at` of a line may have been.
fn lost_character(line: &str, at: usize) -> LostCharacter {
    let (before, after) = (&line[..at], &line[at + char::REPLACEMENT_CHARACTER.len_utf8()..]);
    let (left, right) = (before.chars().next_back(), after.chars().next());
    let gap = |side: Option<char>| side.is_none_or(char::is_whitespace);
    let letter = |side: Option<char>| side.is_some_and(char::is_alphabetic);
    if letter(left) && letter(right) {
        let end = after.find(|c: char| !c.is_alphabetic()).unwrap_or(after.len());
        let stem = before.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
        if after[..end] == *"s" && WORDS_BEFORE_LOST_ACCENTS.contains(stem) {
            return LostCharacter::Spells;
        }
        let whole = !after[end..].starts_with(char::REPLACEMENT_CHARACTER);
        return if whole && APOSTROPHE_ENDINGS.contains(&after[..end]) {
            LostCharacter::Clips
        } else {
            LostCharacter::Spells
        };
    }
    let stop = |side: Option<char>| side.is_some_and(|c| matches!(c, ',' | '.' | '!' | '?'));
    let opens = gap(left) || left.is_some_and(|c| matches!(c, '(' | '['));
    let closes = gap(right) || right.is_some_and(|c| matches!(c, ',' | '.' | ';' | ':' | '!' | '?' | ')' | ']'));
    if opens && right.is_some_and(|c| c.is_alphabetic()) {
        return LostCharacter::Opens;
    }
    if closes && stop(left) {
        return LostCharacter::EndsSpeech;
    }
    if closes && left.is_some_and(|c| c.is_alphanumeric() || c == ')') {
        return LostCharacter::Closes;
    }
    let within = before.trim_end().ends_with(|c: char| c.is_lowercase() || matches!(c, ',' | ')' | '”'))
        && after.trim_start().starts_with(char::is_lowercase);
    if left == Some(' ') && right == Some(' ') && within { LostCharacter::Parts } else { LostCharacter::Unknown }
}
