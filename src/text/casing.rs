//! Form: the new words in the dress of the old ones' place.

/// The words of a witness as they must be written in the place of `before`: its capitals where the place asks for them, and
/// its apostrophes. The final stop of an initialism stays behind: a spinner exchanges the letters before it and leaves the
/// stop, where there was one, in the text.
pub(crate) fn dress(words: &str, starts_sentence_there: bool, before: &str) -> String {
    let mut dressed = words.strip_suffix('.').unwrap_or(words).to_owned();
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn capitals_follow_the_place() {
        assert_eq!(dress("you", false, "Yous"), "You");
        assert_eq!(dress("After", true, "later on"), "after");
        assert_eq!(dress("ICE", false, "Water ice"), "ICE");
        assert_eq!(dress("Hill", false, "Colina"), "Hill");
        assert_eq!(dress("police", false, "LAW"), "POLICE");
        assert_eq!(dress("Friday", false, "weekday"), "Friday", "a name keeps its capital");
    }

    #[test]
    fn the_stop_of_an_initialism_is_the_text_s_own() {
        assert_eq!(dress("U.S.", false, "U.Due south"), "U.S");
    }
}
