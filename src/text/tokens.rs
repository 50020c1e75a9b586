//! Tokens: the words, numbers, addresses and marks of a text.
//!
//! ASCII goes through a table of classes; only other characters are decoded and looked up. Every
//! byte is read a bounded number of times, and nothing is allocated.

use unicode_normalization::char::is_combining_mark;

use super::address;
use super::scripts::is_unspaced;
use crate::model::{Clean, Span, Token, TokenKind};

/// The words, numbers, addresses and marks of a text, in order. Spaces lie between them and belong
/// to none.
///
/// * A word keeps inner apostrophes, hyphens and underscores (`don’t`, `Bezos’s`, `e-commerce`),
///   and the full stops of initialisms, the final one included: `U.S.`, `e.g.`, `U.S.-led`. A
///   single letter keeps its stop together with the letters after it (`U.S`), which also holds what
///   a spinner makes of it (`U.Due`).
/// * A number begins with a digit: `1,000`, `3.14`, `10:30`, `28th`, `10-year`. Currency and
///   percent signs are marks.
/// * An address is a web or mail address, a bare domain of a well-known top level, a `@handle` or a
///   `#hashtag`.
/// * Scripts without spaces (Han, kana, Thai, Lao, Khmer, Burmese and their like) give one word per
///   character with its marks.
/// * Every other character that is not a space is one mark.
///
/// The stop of a lone initial stays outside (`F` and `.` in "John F. Kennedy"), as it does in
/// abbreviations of more letters ("Inc."): the same words then match with the stop and without.
pub fn tokens(text: &str) -> Vec<Token> {
    // English news has 5.2 bytes per token; growing once costs less than reserving for the densest
    // text.
    let mut found = Vec::with_capacity(text.len() / 5);
    found.extend(Tokens::new(text));
    found
}

/// The tokens of a text, one by one.
#[derive(Debug, Clone)]
pub struct Tokens<'t> {
    text: &'t str,
    at: usize,
    /// Up to here no address can begin inside a word: it was tried on the whole run.
    no_address_before: usize,
}

impl<'t> Tokens<'t> {
    /// From the first byte of `text`.
    pub fn new(text: &'t str) -> Self {
        Tokens { text, at: 0, no_address_before: 0 }
    }

    fn char_at(&self, at: usize) -> Option<char> {
        self.text[at..].chars().next()
    }

    /// The byte at a place, 0 past the end.
    fn byte(&self, at: usize) -> u8 {
        self.text.as_bytes().get(at).copied().unwrap_or(0)
    }

    fn token(&mut self, start: usize, end: usize, kind: TokenKind) -> Option<Token> {
        self.at = end;
        Some(Token { span: Span::<Clean>::new(start, end), kind })
    }

    /// The end of the letters, digits, underscores and combining marks from `at` on.
    fn run(&self, mut at: usize) -> usize {
        let bytes = self.text.as_bytes();
        while let Some(&byte) = bytes.get(at) {
            match CLASS[byte as usize] {
                Class::Letter | Class::Digit => at += 1,
                Class::Mark if byte == b'_' => at += 1,
                Class::Wide => match self.char_at(at) {
                    Some(c) if continues_word(c) => at += c.len_utf8(),
                    _ => break,
                },
                _ => break,
            }
        }
        at
    }

    /// Whether a letter is at a place.
    fn letter(&self, at: usize) -> bool {
        match CLASS[self.byte(at) as usize] {
            Class::Letter => true,
            Class::Wide => self.char_at(at).is_some_and(|c| c.is_alphabetic() && !is_own_token(c)),
            _ => false,
        }
    }

    /// Whether a letter or digit is at a place.
    fn starts_word(&self, at: usize) -> bool {
        CLASS[self.byte(at) as usize] == Class::Digit || self.letter(at)
    }

    /// The word, number or address that begins with the letter or digit at `start`.
    fn word(&mut self, start: usize, kind: TokenKind) -> Option<Token> {
        // A piece lies between two stops of an initialism; `None` once something else has joined
        // in.
        let mut piece = Some(start);
        let mut stops = 0;
        let mut at = start;
        loop {
            at = self.run(at);
            let byte = self.byte(at);
            let joiner = match byte {
                b'\'' | b'-' => 1,
                0xE2 => joiner_length(&self.text.as_bytes()[at..]),
                _ => 0,
            };
            if joiner > 0 && self.starts_word(at + joiner) {
                at += joiner;
                piece = None;
                continue;
            }
            if matches!(byte, b'.' | b'@' | b':' | b'+')
                && let Some(end) = self.address(start, at)
            {
                return self.token(start, end, TokenKind::Address);
            }
            if matches!(byte, b'.' | b',' | b':')
                && self.byte(at - 1).is_ascii_digit()
                && self.byte(at + 1).is_ascii_digit()
            {
                at += 1;
                piece = None;
                continue;
            }
            if byte == b'.'
                && let Some(from) = piece
                && is_one_letter(&self.text[from..at])
            {
                if self.letter(at + 1) {
                    at += 1;
                    stops += 1;
                    piece = Some(at);
                    continue;
                }
                if stops > 0 {
                    at += 1;
                    piece = None;
                    continue;
                }
            }
            return self.token(start, at, kind);
        }
    }

    /// The end of the address that begins at `start`, where a word has come up to `at`.
    fn address(&mut self, start: usize, at: usize) -> Option<usize> {
        if self.byte(at) == b':' {
            return address::url(self.text, start, at);
        }
        if start < self.no_address_before || !self.byte(at + 1).is_ascii_alphanumeric() {
            return None;
        }
        let end = address::run_end(self.text, start);
        let found = address::mail_or_domain(self.text, start, end);
        if found.is_none() {
            self.no_address_before = end;
        }
        found
    }

    /// The handle or hashtag that begins at `start`, or the mark at that place.
    fn mark(&mut self, start: usize) -> Option<Token> {
        let sign = self.byte(start);
        let before = start.checked_sub(1).map_or(b' ', |at| self.byte(at));
        let free = !before.is_ascii_alphanumeric() && before < 0x80 && !matches!(before, b'&' | b'@' | b'#' | b'_');
        if matches!(sign, b'@' | b'#') && (free || start == 0) {
            let end = if sign == b'@' { address::handle_end(self.text, start + 1) } else { self.run(start + 1) };
            let name = &self.text[start + 1..end];
            if name.chars().any(char::is_alphabetic) {
                return self.token(start, end, TokenKind::Address);
            }
        }
        self.token(start, start + 1, TokenKind::Mark)
    }
}

impl Iterator for Tokens<'_> {
    type Item = Token;

    fn next(&mut self) -> Option<Token> {
        loop {
            let start = self.at;
            let byte = *self.text.as_bytes().get(start)?;
            match CLASS[byte as usize] {
                Class::Space => self.at += 1,
                Class::Letter => return self.word(start, TokenKind::Word),
                Class::Digit => return self.word(start, TokenKind::Number),
                Class::Mark => return self.mark(start),
                Class::Wide => {
                    let c = self.char_at(start)?;
                    let end = start + c.len_utf8();
                    if c.is_whitespace() {
                        self.at = end;
                    } else if is_own_token(c) {
                        let marks = self.text[end..].chars().take_while(|&c| is_combining_mark(c));
                        let end = end + marks.map(char::len_utf8).sum::<usize>();
                        return self.token(start, end, TokenKind::Word);
                    } else if c.is_numeric() {
                        return self.word(start, TokenKind::Number);
                    } else if c.is_alphabetic() {
                        return self.word(start, TokenKind::Word);
                    } else {
                        return self.token(start, end, TokenKind::Mark);
                    }
                }
            }
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Space,
    Letter,
    Digit,
    Mark,
    /// A byte of a character outside ASCII.
    Wide,
}

const CLASS: [Class; 256] = {
    let mut table = [Class::Mark; 256];
    let mut byte = 0;
    while byte < 256 {
        let b = byte as u8;
        table[byte] = match b {
            b' ' | b'\t'..=b'\r' => Class::Space,
            b'a'..=b'z' | b'A'..=b'Z' => Class::Letter,
            b'0'..=b'9' => Class::Digit,
            0x80..=0xFF => Class::Wide,
            _ => Class::Mark,
        };
        byte += 1;
    }
    table
};

/// The length of a curly apostrophe or a Unicode hyphen at the start of `bytes`, 0 if there is
/// none.
fn joiner_length(bytes: &[u8]) -> usize {
    match bytes {
        // ‐ U+2010, non-breaking hyphen U+2011, ‘ U+2018 (a common slip for the next), ’ U+2019
        [0xE2, 0x80, 0x90 | 0x91 | 0x98 | 0x99, ..] => 3,
        _ => 0,
    }
}

fn is_one_letter(piece: &str) -> bool {
    let mut chars = piece.chars();
    chars.next().is_some_and(char::is_alphabetic) && chars.next().is_none()
}

/// Whether a character that is not ASCII goes on with a word.
fn continues_word(c: char) -> bool {
    // Soft hyphen and the two joiners are spelling inside a word.
    matches!(c, '\u{AD}' | '\u{200C}' | '\u{200D}')
        || ((c.is_alphanumeric() || is_combining_mark(c)) && !is_own_token(c))
}

/// Whether a character begins a token of its own: a letter of a script that is written without
/// spaces between words.
fn is_own_token(c: char) -> bool {
    is_unspaced(c) && !is_combining_mark(c)
}
