//! A text's words as triage sees them, and what one reading of them tells.

use crate::english::{Tally, WordClass, WordKey};

use super::triggers::Triggers;
use crate::model::{Token, TokenKind};
use crate::text::casing::{Casing, fold};

/// A word as the triggers see it.
pub(in crate::repair) struct Folded {
    pub(in crate::repair) key: WordKey,
    /// Whether it begins with a capital and no mark comes before it: it is part of a name. Unlike
    /// [`crate::text::Words::is_name`], this counts quotation marks as marks.
    pub(in crate::repair) name: bool,
    /// Follows a mark or a line break.
    pub(in crate::repair) after_break: bool,
}

/// What one reading of a text gives.
pub(super) struct Reading {
    /// Its words, numbers and addresses, in order.
    pub(super) words: Vec<Folded>,
    /// Those of them that a trigger may begin with: a third.
    pub(super) starts: Vec<u32>,
    /// What they say of its language.
    pub(super) language: Tally,
    /// Places, among the tokens, of words in small ASCII letters that the lists do not hold: a hundredth of English news.
    pub(super) unlisted: Vec<usize>,
    /// Words in which Latin and Cyrillic letters stand side by side.
    pub(super) mixed: usize,
}

impl Reading {
    pub(super) fn new(text: &str, tokens: &[Token]) -> Self {
        let triggers = Triggers::english();
        let mut reading = Reading {
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
            let casing = Casing::of(word);
            let folded = fold(word.trim_end_matches('.'), casing, &mut buffer);
            let key = WordKey::of(folded);
            let capital = casing.is_capitalized(word);
            if token.kind == TokenKind::Word {
                match reading.language.add(folded, key, capital) {
                    WordClass::Plain => reading.unlisted.push(at),
                    WordClass::Wide => reading.mixed += usize::from(is_mixed(word)),
                    WordClass::Listed | WordClass::Capital | WordClass::Compound => {}
                }
            }
            let word = Folded { key, name: !after_break && capital, after_break };
            if triggers.may_begin_with(&word) {
                reading.starts.push(reading.words.len() as u32);
            }
            reading.words.push(word);
            after_break = false;
        }
        reading
    }
}

/// Whether Latin and Cyrillic letters stand in one word.
fn is_mixed(word: &str) -> bool {
    let cyrillic = |c: char| matches!(c, '\u{400}'..='\u{4FF}');
    word.contains(cyrillic) && word.contains(|c: char| c.is_ascii_alphabetic())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::english::Language;
    use crate::model::{Span, Token, TokenKind};

    fn is_known(text: &str) -> bool {
        let mut tokens = Vec::new();
        let mut at = 0;
        for word in text.split(' ') {
            let stem = word.trim_end_matches([',', '.', '!', '?']).len();
            tokens.push(Token { span: Span::new(at, at + stem), kind: TokenKind::Word });
            at += word.len() + 1;
        }
        Reading::new(text, &tokens).language.language() != Language::Other
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
        assert!(Tally::new().language() != Language::Other, "no words are no other language");
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
