//! Scans the words of a text once for triage.

use crate::english::{Background, Tally, WordKey};

use super::triggers::{FoldedWord, Triggers};
use crate::model::{Token, TokenKind};

/// A text shorter than this is scored as if it had this many words: two odd words do not make a
/// caption spun.
pub(in crate::repair) const MIN_WORDS: usize = 150;

/// The result of the scan.
pub(super) struct WordScan {
    /// The words, numbers and addresses of the text, in order.
    pub(super) words: Vec<FoldedWord>,
    /// The places among `words` where a trigger may begin: about a third of them.
    pub(super) starts: Vec<u32>,
    /// The counts for the language test.
    pub(super) language: Tally,
    /// The places among the tokens of words in small ASCII letters that are not listed: one word in
    /// a hundred of English news.
    pub(super) unlisted: Vec<usize>,
    /// The number of words with Latin and Cyrillic letters.
    pub(super) mixed: usize,
}

impl WordScan {
    pub(super) fn new(text: &str, tokens: &[Token]) -> Self {
        let (english, triggers) = (Background::english(), Triggers::english());
        let mut scan = WordScan {
            words: Vec::with_capacity(tokens.len()),
            starts: Vec::with_capacity(tokens.len() / 2),
            language: Tally::new(),
            unlisted: Vec::new(),
            mixed: 0,
        };
        let mut buffer = String::new();
        let mut after_break = true;
        let mut end = 0;
        for (at, token) in tokens.iter().enumerate() {
            after_break |= text.as_bytes()[end..token.span.start].contains(&b'\n');
            end = token.span.end;
            if token.kind == TokenKind::Mark {
                after_break = true;
                continue;
            }
            let word = token.span.of(text);
            let dress = Dress::of(word);
            let stem = word.trim_end_matches('.');
            // Most words are folded already.
            let folded = if dress == Dress::Small { stem } else { fold(stem, &mut buffer) };
            let key = WordKey::of(folded);
            let capital = match dress {
                Dress::Small => false,
                Dress::Capital => true,
                Dress::Other => word.starts_with(char::is_uppercase),
            };
            if token.kind == TokenKind::Word {
                if english.is_listed(key) {
                    scan.language.listed(key);
                } else if capital {
                    scan.language.capital();
                } else if !folded.is_ascii() {
                    scan.language.unlisted();
                    scan.mixed += usize::from(is_mixed(word));
                } else if is_plain(folded) {
                    scan.language.unlisted();
                    scan.unlisted.push(at);
                } else {
                    scan.language.silent();
                }
            }
            let word = FoldedWord { key, name: !after_break && capital, after_break };
            if triggers.may_begin_with(&word) {
                scan.starts.push(scan.words.len() as u32);
            }
            scan.words.push(word);
            after_break = false;
        }
        scan
    }
}

/// How a word is written, as far as its bytes tell at once.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Dress {
    /// ASCII without capitals.
    Small,
    /// ASCII, beginning with a capital.
    Capital,
    /// Capitals inside, or other characters.
    Other,
}

impl Dress {
    fn of(word: &str) -> Self {
        let plain = |byte: u8| byte.is_ascii() && !byte.is_ascii_uppercase();
        match word.as_bytes() {
            [first, rest @ ..] if first.is_ascii_uppercase() && rest.iter().all(u8::is_ascii) => Dress::Capital,
            bytes if bytes.iter().all(|&byte| plain(byte)) => Dress::Small,
            _ => Dress::Other,
        }
    }
}

/// A word in lower case, with a straight apostrophe.
fn fold<'b>(word: &str, folded: &'b mut String) -> &'b str {
    folded.clear();
    if word.is_ascii() {
        folded.push_str(word);
        folded.make_ascii_lowercase();
    } else {
        folded.extend(word.chars().flat_map(char::to_lowercase).map(|c| if c == '’' { '\'' } else { c }));
    }
    folded
}

/// Whether a folded word has only letters, and a vowel. New compounds with hyphens are common, and
/// a word without a vowel is an abbreviation ("dlrs", "pct").
fn is_plain(word: &str) -> bool {
    word.bytes().all(|byte| byte.is_ascii_lowercase())
        && word.bytes().any(|byte| matches!(byte, b'a' | b'e' | b'i' | b'o' | b'u' | b'y'))
}

/// Whether a word has Latin and Cyrillic letters.
fn is_mixed(word: &str) -> bool {
    let cyrillic = |c: char| matches!(c, '\u{400}'..='\u{4FF}');
    word.contains(cyrillic) && word.contains(|c: char| c.is_ascii_alphabetic())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Span, Token, TokenKind};

    fn is_known(text: &str) -> bool {
        let mut tokens = Vec::new();
        let mut at = 0;
        for word in text.split(' ') {
            let stem = word.trim_end_matches([',', '.', '!', '?']).len();
            tokens.push(Token { span: Span::new(at, at + stem), kind: TokenKind::Word });
            at += word.len() + 1;
        }
        WordScan::new(text, &tokens).language.is_known()
    }

    #[test]
    fn english_is_known_however_short() {
        for text in [
            "Mayor resigns",
            "Olsen wins Bergen marathon",
            "Shares fall again, dealers say",
            "Nasdaq",
            "The bridge was closed on Monday after engineers had found cracks in two of its piers.",
            "Oper shr loss two cts vs profit seven cts, net loss, revs mln vs mln, avg shrs mln vs mln",
        ] {
            assert!(is_known(text), "{text}");
        }
        assert!(Tally::new().is_known(), "no words are no other language");
    }

    #[test]
    fn badly_read_english_is_english() {
        assert!(is_known(
            "Tlie heavy rain conimenced lato on Satuidav night and contmued to fill the crccks of the distiict"
        ));
    }

    #[test]
    fn other_languages_are_not() {
        for text in [
            "Der Stadtrat teilte am Montag mit, dass die alte Hafenbrücke bis zum Frühjahr wegen Reparaturen gesperrt wird.",
            "El alcalde dijo el lunes que el viejo puente del puerto permanecerá cerrado hasta la primavera por obras.",
            "De burgemeester zei maandag dat de oude havenbrug tot het voorjaar gesloten blijft voor herstel van de kabels.",
            "Il sindaco ha detto lunedì che il vecchio ponte del porto resterà chiuso fino alla primavera per lavori.",
            "Borgmesteren sagde mandag, at den gamle havnebro vil være lukket for reparationer indtil foråret.",
            "O presidente da câmara disse na segunda-feira que a velha ponte do porto ficará fechada até à primavera.",
            "Burmistrz powiedział w poniedziałek, że stary most portowy będzie zamknięty do wiosny z powodu napraw.",
            "Meya alisema Jumatatu kwamba daraja la zamani la bandari litafungwa hadi majira ya kuchipua kwa matengenezo.",
            "Мэр сообщил в понедельник, что старый портовый мост будет закрыт до весны на ремонт.",
        ] {
            assert!(!is_known(text), "{text}");
        }
    }
}
