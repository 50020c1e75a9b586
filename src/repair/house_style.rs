//! House style: differences that are never repaired, however strong the evidence is: spellings,
//! abbreviations, shortened terms.
//!
//! Editors choose these by house style or to save space. A spinner's table explains them too ("Feb"
//! is a synonym of "February"), so they must be recognized by their form.

use crate::english::is_spelling_variant;

/// How many letters shorter an abbreviation must be at least than its word; otherwise the two
/// differ in their ending: "Apr" abbreviates "April", but "ar" does not abbreviate "are".
const SHORTENED: usize = 2;

/// Whether the two are forms of one word or term: spellings, an abbreviation, or initials.
/// `stopped` says that a full stop follows `before` inside the sentence.
pub(super) fn is_house_style(before: &str, after: &str, stopped: bool) -> bool {
    is_spelling_variant(before, after)
        || is_shortened(before, after)
        || is_initials(before, after)
        || is_initials(after, before)
        || (stopped && before.len() <= 5 && before.starts_with(char::is_uppercase))
        || is_acronym(before)
}

/// Whether two words are spelled so much alike that one may be a form of the other: "leadership"
/// and "leaders".
pub(super) fn is_alike(before: &str, after: &str) -> bool {
    let (before, after) = (before.to_lowercase(), after.to_lowercase());
    let (shorter, longer) = (before.len().min(after.len()), before.len().max(after.len()));
    before.as_bytes().get(..3) == after.as_bytes().get(..3)
        && shorter >= 6
        && longer - shorter <= 2
        && strsim::normalized_damerau_levenshtein(&before, &after) >= 0.75
}

/// Whether one word abbreviates the other: with its beginning ("Feb", "Calif"), or with at most
/// half of its letters, in order ("kms" for "kilometres").
fn is_shortened(before: &str, after: &str) -> bool {
    let (before, after) = (before.to_lowercase(), after.to_lowercase());
    let (short, long) = if before.len() < after.len() { (&before, &after) } else { (&after, &before) };
    let (letters, all) = (short.chars().count(), long.chars().count());
    if short.contains(' ') || long.contains(' ') || letters < 2 || letters + SHORTENED > all {
        return false;
    }
    let mut rest = long.chars();
    let skips = short.chars().all(|letter| rest.any(|other| other == letter));
    long.starts_with(short.as_str()) || (skips && 2 * letters <= all && short.chars().next() == long.chars().next())
}

/// Whether `short` consists of the initials of the words of `long` in capitals: "US" for "United
/// States".
fn is_initials(short: &str, long: &str) -> bool {
    let letters: Vec<char> = short.chars().filter(|letter| letter.is_alphabetic()).collect();
    let words: Vec<char> = long.split([' ', '-']).filter_map(|word| word.chars().next()).collect();
    letters.len() >= 2
        && !long.contains('.')
        && letters.iter().all(|letter| letter.is_uppercase())
        && letters.len() <= words.len()
        && letters.iter().zip(&words).all(|(letter, word)| word.to_uppercase().eq(letter.to_uppercase()))
}

/// Whether a word is an abbreviation in capitals, such as "USDA" or "CPUs": no spinner makes up
/// abbreviations.
fn is_acronym(before: &str) -> bool {
    let stem = before.strip_suffix('s').unwrap_or(before);
    stem.chars().count() >= 2 && stem.chars().all(char::is_uppercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn house_style_is_recognized_in_both_directions() {
        for (one, other) in [
            ("February", "Feb"),
            ("April", "Apr"),
            ("gigabyte", "GB"),
            ("kms", "kilometres"),
            ("California", "Calif"),
            ("United States", "US"),
            ("programme", "program"),
            ("organisation", "organization"),
            ("furor", "furore"),
            ("kilometers", "kilometres"),
            ("travelled", "traveled"),
        ] {
            assert!(is_house_style(one, other, false), "{one} and {other}");
            assert!(is_house_style(other, one, false), "{other} and {one}");
        }
        assert!(is_house_style("CPUs", "processors", false));
        assert!(is_house_style("USDA", "Agriculture", false));
    }

    #[test]
    fn substitutes_of_spinners_are_no_house_style() {
        for (spun, clean) in [
            ("ar", "are"),
            ("police force", "police"),
            ("information technology", "it"),
            ("united states of america", "us"),
            ("U.Due south", "U.S"),
            ("Water ice", "ICE"),
            ("haven", "harbour"),
            ("permit", "let"),
            ("stake", "stakes"),
        ] {
            assert!(!is_house_style(spun, clean, false), "{spun} for {clean}");
        }
    }
}
