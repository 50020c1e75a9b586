//! Scripts that are written without spaces between words.

/// Whether a character belongs to a script that is written without spaces between words, as a
/// letter or as a mark on one. Digits and punctuation of such scripts do not count, and neither
/// does Tibetan, which has a mark between syllables.
pub(crate) fn is_unspaced(c: char) -> bool {
    c >= '\u{E01}' && (is_southeast_asian(c) || is_han_or_kana(c))
}

/// Whether a character belongs to a script whose words may be separated by a zero-width space.
pub(crate) fn takes_zero_width_spaces(c: char) -> bool {
    is_southeast_asian(c) || matches!(c, '\u{F00}'..='\u{FFF}')
}

/// Thai, Lao, Burmese, Khmer, Tai Tham, Balinese and Javanese, without their digits and
/// punctuation.
fn is_southeast_asian(c: char) -> bool {
    matches!(c,
        '\u{E01}'..='\u{E3A}' | '\u{E40}'..='\u{E4E}' // Thai
        | '\u{E81}'..='\u{ECE}' | '\u{EDC}'..='\u{EDF}' // Lao
        | '\u{1000}'..='\u{103F}' | '\u{1050}'..='\u{108F}' | '\u{109A}'..='\u{109D}' // Burmese
        | '\u{A9E0}'..='\u{A9EF}' | '\u{A9FA}'..='\u{A9FE}' | '\u{AA60}'..='\u{AA7F}' // its extensions
        | '\u{1780}'..='\u{17D3}' | '\u{17D7}' | '\u{17DC}'..='\u{17DD}' // Khmer
        | '\u{1A20}'..='\u{1A7C}' // Tai Tham
        | '\u{1B00}'..='\u{1B4B}' // Balinese
        | '\u{A980}'..='\u{A9C0}' // Javanese
    )
}

/// Chinese characters and kana, with the marks that repeat or lengthen them.
fn is_han_or_kana(c: char) -> bool {
    matches!(c,
        '\u{3005}'..='\u{3007}'
        | '\u{3041}'..='\u{309F}' | '\u{30A1}'..='\u{30FA}' | '\u{30FC}'..='\u{30FF}' | '\u{31F0}'..='\u{31FF}'
        | '\u{FF66}'..='\u{FF9F}' // kana
        | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}' // Han
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_and_their_marks_are_unspaced() {
        assert!("ภาษาไทยที่ພາສາລາວမြန်မာဘာသာភាសាខ្មែរ東京はれカー々〆〇ꦗꦮ".chars().all(is_unspaced));
        assert!(!"English Ελληνικά русский עברית हिन्दी 한국어 བོད་ཡིག ๑๒ ១២ ฿ 。・ၐ".chars().take(44).any(is_unspaced));
        assert!(takes_zero_width_spaces('ก') && takes_zero_width_spaces('བ') && !takes_zero_width_spaces('東'));
    }
}
