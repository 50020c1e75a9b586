//! Finds the characters beyond ASCII fast.

/// The position of the first byte above 0x7F.
pub(super) fn next(bytes: &[u8]) -> Option<usize> {
    const STEP: usize = 32;
    /// The highest bit of each of eight bytes: ASCII leaves it zero.
    const HIGH: u64 = 0x8080_8080_8080_8080;
    let ascii =
        bytes.chunks_exact(STEP).take_while(|chunk| chunk.iter().fold(0, |all, byte| all | byte) < 0x80).count();
    let mut at = ascii * STEP;
    while let Some(eight) = bytes[at..].first_chunk::<8>() {
        let high = u64::from_le_bytes(*eight) & HIGH;
        if high != 0 {
            return Some(at + high.trailing_zeros() as usize / 8);
        }
        at += 8;
    }
    bytes[at..].iter().position(|byte| *byte >= 0x80).map(|found| at + found)
}

/// Every character beyond ASCII with its first byte, in order.
pub(super) fn chars(text: &str) -> impl Iterator<Item = (usize, char)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        at += next(&text.as_bytes()[at..])?;
        let c = text[at..].chars().next()?;
        at += c.len_utf8();
        Some((at - c.len_utf8(), c))
    })
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_character_above_ascii_is_found_in_its_place() {
        for before in 0..70 {
            let text = format!("{}éß{}中 x\u{ff}", "x".repeat(before), " ".repeat(before / 2));
            let expected: Vec<_> = text.char_indices().filter(|(_, c)| !c.is_ascii()).collect();
            assert_eq!(super::chars(&text).collect::<Vec<_>>(), expected);
        }
        assert_eq!(super::chars("plain").count(), 0);
    }
}
