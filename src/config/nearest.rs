//! The name that was meant.

/// Names further apart than this are no misspellings of each other: Jaro-Winkler, `0.0..=1.0`. 0.8 lets one or two
/// wrong letters of a short key pass and keeps `merge` from being offered for `quotes` (0.0).
const MIN_RESEMBLANCE: f64 = 0.8;

/// The one of `known` that `name` may be a misspelling of; `None` if none is near. Of two that are as near, the smaller one.
pub fn nearest<'n>(name: &str, known: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    let near = known.into_iter().map(|known| (strsim::jaro_winkler(name, known), known));
    let (resemblance, known) = near.max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(a.1)))?;
    (resemblance >= MIN_RESEMBLANCE).then_some(known)
}

#[cfg(feature = "files")]
/// What to say of a key that is none of these: the one that was meant, or all of them.
pub(crate) fn meant(key: &str, known: &[&str]) -> String {
    match nearest(key, known.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("known here: {}", known.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_misspelling_is_near_and_another_word_is_not() {
        assert_eq!(nearest("quots", ["quotes", "dashes"]), Some("quotes"));
        assert_eq!(nearest("merge", ["quotes", "dashes"]), None);
        assert_eq!(nearest("x", []), None);
        assert_eq!(nearest("abcd", ["abce", "abcf"]), Some("abce"), "the smaller of two that are as near");
    }
}
