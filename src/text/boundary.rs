//! Places where a text may be cut: the boundaries of its characters.
//!
//! `str::floor_char_boundary` and `str::ceil_char_boundary` of the standard library do the same
//! from Rust 1.91 on; the oldest version that this crate supports is 1.88.

/// The last character boundary of `text` at or before byte `at`; the end of `text` if `at` lies
/// behind it.
pub(crate) fn floor_boundary(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// The first character boundary of `text` at or after byte `at`; the end of `text` if `at` lies
/// behind it.
#[cfg(any(test, feature = "html"))]
pub(crate) fn ceil_boundary(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at += 1;
    }
    at
}

/// The longest head of `text` of at most `max_bytes` bytes that cuts no character in two.
pub(crate) fn head(text: &str, max_bytes: usize) -> &str {
    &text[..floor_boundary(text, max_bytes)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_character_is_cut_in_two() {
        let text = "aé𝄞";
        let floors: Vec<usize> = (0..9).map(|at| floor_boundary(text, at)).collect();
        let ceilings: Vec<usize> = (0..9).map(|at| ceil_boundary(text, at)).collect();
        assert_eq!(floors, [0, 1, 1, 3, 3, 3, 3, 7, 7]);
        assert_eq!(ceilings, [0, 1, 3, 3, 7, 7, 7, 7, 7]);
        assert_eq!((head(text, 2), head("", 5)), ("a", ""));
    }
}
