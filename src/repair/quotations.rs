//! Quotations that a witness has word for word. They are not repaired: the speaker chose the words.

use std::ops::Range;

use super::readings::WitnessIndex;
use crate::text::Words;

/// The least number of words of a quotation: fewer words are in quotation marks for other reasons,
/// and may occur anywhere.
const SHORTEST: usize = 4;

/// The most places of a quotation's rarest word that are compared in each witness.
const PLACES: usize = 32;

/// The quotations of a text that some witness has word for word, as ranges of words of the text.
pub(super) fn attested(text: &str, own: &Words, indexes: &[WitnessIndex]) -> Vec<Range<usize>> {
    let word_from = |at: usize| own.spans.partition_point(|span| span.start < at);
    let ranges = marked(text).into_iter().map(|quoted| word_from(quoted.start)..word_from(quoted.end));
    let attested = |range: &Range<usize>| indexes.iter().any(|witness| has(witness, &own.ids[range.clone()]));
    ranges.filter(|range| range.len() >= SHORTEST && attested(range)).collect()
}

/// Whether a witness has these words in this order, without others between them.
fn has(witness: &WitnessIndex, words: &[u32]) -> bool {
    let rarest = (0..words.len()).min_by_key(|&at| witness.places(words[at]).len());
    rarest.is_some_and(|rarest| {
        witness.places(words[rarest]).iter().take(PLACES).any(|&place| {
            let start = place.checked_sub(rarest);
            start.and_then(|start| witness.words.ids.get(start..start + words.len())) == Some(words)
        })
    })
}

/// The bytes between double quotation marks that are on one line.
fn marked(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut open: Option<(usize, char)> = None;
    for (at, c) in text.char_indices() {
        match (c, open) {
            ('\n', _) => open = None,
            ('“', _) => open = Some((at + c.len_utf8(), '”')),
            ('"', None) => open = Some((at + 1, '"')),
            (_, Some((start, close))) if c == close => {
                found.push(start..at);
                open = None;
            }
            _ => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Span, Token, TokenKind};
    use crate::text::Vocabulary;

    fn words(vocabulary: &mut Vocabulary, text: &str) -> Words {
        let mut tokens = Vec::new();
        for (at, run) in text.split(|c: char| !c.is_alphanumeric()).map(|run| (run.as_ptr() as usize, run)) {
            let start = at - text.as_ptr() as usize;
            if !run.is_empty() {
                tokens.push(Token { span: Span::new(start, start + run.len()), kind: TokenKind::Word });
            }
        }
        vocabulary.words(text, &tokens)
    }

    fn found(text: &str, witness: &str) -> Vec<Range<usize>> {
        let mut vocabulary = Vocabulary::default();
        let (own, theirs) = (words(&mut vocabulary, text), words(&mut vocabulary, witness));
        attested(text, &own, &[WitnessIndex::new(0, &theirs)])
    }

    #[test]
    fn a_quotation_is_attested_word_for_word() {
        let text = "She said: “The haven was shut,” and “nothing is left of it.”";
        assert_eq!(found(text, "\"The haven was shut\", she said."), vec![2..6]);
        assert!(found(text, "The haven was then shut. Nothing at all is left of it.").is_empty());
        assert!(found("A \"bridge too far\" for the town", "a bridge too far for the town").is_empty(), "too short");
    }

    #[test]
    fn an_open_mark_ends_with_its_line() {
        assert!(found("A screen of 5\" or more\nThe haven was shut\"", "or more The haven was shut").is_empty());
    }
}
