//! Spellings and forms of one word: what differs between two honest texts, and is no damage.
//!
//! Two questions are asked. Repair of spun text asks for spellings only ([`is_spelling_variant`]):
//! "travelled" and "traveled" are house style, but "stake" and "stakes" may be a repair. Repair of
//! machine damage must not touch other forms either ([`is_one_letter_form`]), since a lost letter
//! looks like one: "stake" and "stakes" are no damage. It knows fewer spellings, because it is
//! asked of words that differ in one place.

/// Whether two words are spellings of one word, such as the British and the American one. The
/// letters may differ anywhere, but only by what the two styles differ in.
pub(crate) fn is_spelling_variant(before: &str, after: &str) -> bool {
    let (before, after) = match (before.strip_suffix('s'), after.strip_suffix('s')) {
        (Some(one), Some(other)) => (one, other),
        _ => (before, after),
    };
    before.len() >= 4 && after.len() >= 4 && spelling_key(before) == spelling_key(after)
}

/// A word without the differences of British and American spelling: "organisation", "colour",
/// "centre", "travelled", "furore", "programme", "catalogue", "defence", "paediatric"; and without
/// hyphens and spaces.
fn spelling_key(word: &str) -> String {
    let mut key: String = word.to_lowercase().chars().filter(|c| !matches!(c, '-' | ' ' | '.')).collect();
    for (british, american) in [("z", "s"), ("our", "or"), ("ae", "e"), ("oe", "e"), ("ence", "ense"), ("mme", "m")] {
        key = key.replace(british, american);
    }
    for (british, american) in [("re", "r"), ("er", "r"), ("ogue", "og"), ("e", "")] {
        if let Some(stem) = key.strip_suffix(british).filter(|stem| stem.len() >= 3) {
            key = format!("{stem}{american}");
        }
    }
    let mut letters: Vec<char> = key.chars().collect();
    letters.dedup();
    letters.into_iter().collect()
}

/// Whether two words differ in one place as spellings or forms of one word do: by a letter or two
/// of British or American spelling, by an ending, or by a prefix.
pub(crate) fn is_one_letter_form(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let head = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let tail = a.iter().rev().zip(b.iter().rev()).take(a.len().min(b.len()) - head).take_while(|(x, y)| x == y).count();
    let (own, their) = (&a[head..a.len() - tail], &b[head..b.len() - tail]);
    let (short, long) = if own.len() < their.len() { (own, their) } else { (their, own) };
    match (short, long) {
        // One more letter at the beginning or at the end of a word makes another word.
        ([], [_]) if head == 0 || tail == 0 => true,
        ([], ['u' | 'e' | 'i' | 'a']) => true,
        // "traveling", "focussed": a doubled consonant before an ending.
        ([], [letter]) => head > 0 && a[head - 1] == *letter && !"aeiou".contains(*letter) && tail <= 4,
        (['s'], ['z']) | (['z'], ['s']) | (['c'], ['s']) | (['s'], ['c']) => true,
        // "judge", "judges"; "given", "gives": other endings.
        ([_], [_]) if tail == 0 || head == 0 => true,
        (['e', 'r'], ['r', 'e']) | (['r', 'e'], ['e', 'r']) => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_are_known_both_ways() {
        for (one, other) in [
            ("organisation", "organization"),
            ("colour", "color"),
            ("programme", "program"),
            ("kilometers", "kilometres"),
            ("travelled", "traveled"),
            ("furor", "furore"),
        ] {
            assert!(is_spelling_variant(one, other) && is_spelling_variant(other, one), "{one}, {other}");
        }
        assert!(!is_spelling_variant("stake", "stakes") && !is_spelling_variant("had", "bad"));
    }

    #[test]
    fn forms_differ_in_one_place() {
        for (one, other) in [("stake", "stakes"), ("centre", "center"), ("colour", "color"), ("given", "gives")] {
            assert!(is_one_letter_form(one, other) && is_one_letter_form(other, one), "{one}, {other}");
        }
        assert!(!is_one_letter_form("modem", "modern") && !is_one_letter_form("tbe", "the"));
    }
}
