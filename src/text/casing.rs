//! Capitals and small letters: how a word is written, its folded form, and new words in the casing
//! of the place they go to.

/// How a word is written, as far as its bytes show at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Casing {
    /// ASCII without capitals.
    Small,
    /// ASCII that begins with a capital.
    Capital,
    /// Other characters, or capitals inside only.
    Other,
}

impl Casing {
    pub(crate) fn of(word: &str) -> Self {
        match word.as_bytes() {
            [first, rest @ ..] if first.is_ascii_uppercase() && rest.is_ascii() => Casing::Capital,
            bytes if bytes.iter().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase()) => Casing::Small,
            _ => Casing::Other,
        }
    }

    /// Whether a word of this casing begins with a capital.
    pub(crate) fn is_capitalized(self, word: &str) -> bool {
        match self {
            Casing::Small => false,
            Casing::Capital => true,
            Casing::Other => word.starts_with(char::is_uppercase),
        }
    }
}

/// A word of a casing in small letters, with straight apostrophes. `buffer` holds it if it is not
/// the word itself, as most are.
pub(crate) fn fold<'w>(word: &'w str, casing: Casing, buffer: &'w mut String) -> &'w str {
    if casing == Casing::Small {
        return word;
    }
    buffer.clear();
    if word.is_ascii() {
        buffer.push_str(word);
        buffer.make_ascii_lowercase();
    } else {
        buffer.extend(word.chars().flat_map(char::to_lowercase).map(|c| if c == '’' { '\'' } else { c }));
    }
    buffer
}

/// The words of a witness in the casing of the words `before` that they replace, and with straight
/// apostrophes where those have straight ones. `starts_sentence_there` is whether the words begin a
/// sentence of the witness, where their capital shows nothing. The final stop of an initialism is
/// left out: a spinner exchanges the letters before it and leaves the stop in the text.
pub(crate) fn recase(words: &str, starts_sentence_there: bool, before: &str) -> String {
    let mut recased = words.strip_suffix('.').unwrap_or(words).to_owned();
    let shouting = |text: &str| text.chars().any(char::is_uppercase) && !text.chars().any(char::is_lowercase);
    let capital = |text: &str| text.starts_with(char::is_uppercase);
    if before.chars().count() > 1 && shouting(before) && before.contains(char::is_alphabetic) {
        recased = recased.to_uppercase();
    } else if capital(before) && !capital(&recased) {
        recased = with_first(&recased, |c| c.to_uppercase().collect());
    } else if !capital(before) && capital(&recased) && starts_sentence_there && !shouting(&recased) {
        recased = with_first(&recased, |c| c.to_lowercase().collect());
    }
    if before.contains('\'') && !before.contains('’') {
        recased = recased.replace('’', "'");
    }
    recased
}

fn with_first(text: &str, change: impl Fn(char) -> String) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| change(first) + chars.as_str()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn casing_is_seen_at_once() {
        let casings = ["don't", "Don't", "McDonald", "iPhone", "Élan", "élan", ""].map(Casing::of);
        let (small, capital, other) = (Casing::Small, Casing::Capital, Casing::Other);
        assert_eq!(casings, [small, capital, capital, other, other, other, small]);
        assert!(other.is_capitalized("Élan") && !other.is_capitalized("iPhone"));
        assert_eq!(fold("Don’t", other, &mut String::new()), "don't");
    }

    #[test]
    fn capitals_follow_the_place() {
        assert_eq!(recase("you", false, "Yous"), "You");
        assert_eq!(recase("After", true, "later on"), "after");
        assert_eq!(recase("ICE", false, "Water ice"), "ICE");
        assert_eq!(recase("Hill", false, "Colina"), "Hill");
        assert_eq!(recase("police", false, "LAW"), "POLICE");
        assert_eq!(recase("Friday", false, "weekday"), "Friday", "a name keeps its capital");
    }

    #[test]
    fn the_stop_of_an_initialism_is_the_text_s_own() {
        assert_eq!(recase("U.S.", false, "U.Due south"), "U.S");
    }
}
