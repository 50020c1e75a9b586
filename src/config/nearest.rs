//! Suggestions for misspelled names.

/// The least Jaro-Winkler similarity, `0.0..=1.0`, of a misspelling. 0.8 allows one or two wrong letters
/// in a short key, and does not suggest `merge` for `quotes` (0.0).
const MIN_RESEMBLANCE: f64 = 0.8;

/// The name of `known` that is most similar to `name`; `None` if none is similar enough. Of two equally
/// similar names, the smaller one.
pub fn nearest<'n>(name: &str, known: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    let near = known.into_iter().map(|known| (strsim::jaro_winkler(name, known), known));
    let (resemblance, known) = near.max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(a.1)))?;
    (resemblance >= MIN_RESEMBLANCE).then_some(known)
}

#[cfg(feature = "files")]
/// A hint for an unknown key: the most similar known key, or all of them.
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
        assert_eq!(nearest("abcd", ["abce", "abcf"]), Some("abce"), "the smaller of two equally similar names");
    }
}
