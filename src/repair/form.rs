//! Form: the new words in the dress of the old ones' place.

use crate::model::Words;

/// The words of a witness as they must be written in the place of `before`: its capitals where the place asks for them, its
/// apostrophes, and the author's own way with the stops of an initialism.
pub(super) fn dress(words: &str, starts_sentence_there: bool, before: &str, own_style: Option<&str>) -> String {
    let mut dressed = own_style.unwrap_or(words).to_owned();
    let shouting = |text: &str| text.chars().any(char::is_uppercase) && !text.chars().any(char::is_lowercase);
    let capital = |text: &str| text.starts_with(char::is_uppercase);
    if before.chars().count() > 1 && shouting(before) && before.contains(char::is_alphabetic) {
        dressed = dressed.to_uppercase();
    } else if capital(before) && !capital(&dressed) {
        dressed = with_first(&dressed, |c| c.to_uppercase().collect());
    } else if !capital(before) && capital(&dressed) && starts_sentence_there && !shouting(&dressed) {
        dressed = with_first(&dressed, |c| c.to_lowercase().collect());
    }
    if before.contains('\'') && !before.contains('’') {
        dressed = dressed.replace('’', "'");
    }
    dressed
}

fn with_first(text: &str, change: impl Fn(char) -> String) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| change(first) + chars.as_str()).unwrap_or_default()
}

/// How the text itself writes a word, if it does: the most frequent of its ways, apart from capitals.
pub(super) fn own_style<'t>(id: u32, words: &Words, text: &'t str, like: &str) -> Option<&'t str> {
    let mut ways: Vec<(&str, usize)> = Vec::new();
    for (_, span) in words.ids.iter().zip(&words.spans).filter(|(word, _)| **word == id) {
        let way = span.of(text);
        if way.starts_with(char::is_uppercase) != like.starts_with(char::is_uppercase) {
            continue;
        }
        match ways.iter_mut().find(|(known, _)| *known == way) {
            Some((_, count)) => *count += 1,
            None => ways.push((way, 1)),
        }
    }
    // The first of the most frequent.
    ways.into_iter().rev().max_by_key(|(_, count)| *count).map(|(way, _)| way)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn capitals_follow_the_place() {
        assert_eq!(dress("you", false, "Yous", None), "You");
        assert_eq!(dress("After", true, "later on", None), "after");
        assert_eq!(dress("ICE", false, "Water ice", None), "ICE");
        assert_eq!(dress("Hill", false, "Colina", None), "Hill");
        assert_eq!(dress("police", false, "LAW", None), "POLICE");
        assert_eq!(dress("Friday", false, "weekday", None), "Friday", "a name keeps its capital");
    }

    #[test]
    fn the_author_s_own_initialisms_win() {
        assert_eq!(dress("U.S.", false, "U.Due south", Some("U.S")), "U.S");
    }
}
