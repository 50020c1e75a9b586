//! The rule for lost apostrophes inside English words.

use super::around;
use super::context::Context;
use super::features::Features;
use super::rule::{EditSink, NEWS, Rule};
use crate::config::NormalizeConfig;
use crate::english::lists::{CONTRACTION_SUBJECTS, NEGATED_AUXILIARIES};

/// The rule `unicode.replacement`.
pub(super) const REPLACEMENT: Rule = Rule {
    id: "unicode.replacement",
    summary: "restores the apostrophe of English contractions and genitives that became U+FFFD or an inverted question mark",
    why: "A decoder writes U+FFFD for a byte that it cannot read, and the character is lost. In \
         English \"don⟨U+FFFD⟩t\" it can only have been an apostrophe. A genitive is restored \
         where the same word occurs elsewhere in the text without it: \"caf⟨U+FFFD⟩s\" may be \
         cafés, and \"Cort⟨U+FFFD⟩s\" is a name. A program that writes latin-1 uses ¿ for \
         characters that latin-1 does not have; latin-1 has letters with accents, so \"person¿s\" \
         needs no other occurrence.",
    changes: &[
        (
            "They don\u{fffd}t know that it\u{fffd}s over, and we\u{fffd}re late.",
            "They don’t know that it’s over, and we’re late.",
        ),
        ("The fall of Russia\u{fffd}s economy and what Russia did", "The fall of Russia’s economy and what Russia did"),
        ("It isn¿t what they said of a person¿s health", "It isn’t what they said of a person’s health"),
    ],
    stays: &[
        "The caf\u{fffd}s of the city, and the two fianc\u{fffd}s of Mr Cort\u{fffd}s",
        "It was the news\u{fffd} of the day and \u{fffd}that\u{fffd} and the r\u{fffd}sum\u{fffd}",
        "Le caf\u{fffd}t de l\u{fffd}h\u{fffd}tel",
        "They asked ¿Qué es? and that was the end of it ¿so?",
    ],
    errs: "",
    profiles: NEWS,
    examples_under: NormalizeConfig::DEFAULT,
    needs: Features::REPLACEMENT,
    find,
};

fn find(context: &Context, edits: &mut EditSink) {
    let text = context.text;
    if !context.is_english() {
        return;
    }
    for (at, lost) in lost_characters(text) {
        let end = at + lost.len();
        let (stem, ending) = (around::trailing_word(&text[..at]), around::leading_word(&text[end..]));
        let whole = !text[end + ending.len()..].starts_with(char::REPLACEMENT_CHARACTER)
            && !text[..at - stem.len()].ends_with(char::REPLACEMENT_CHARACTER);
        let lower = stem.to_lowercase();
        let sure = match ending {
            "t" => lower.strip_suffix('n').is_some_and(|stem| NEGATED_AUXILIARIES.contains(stem)),
            "s" if CONTRACTION_SUBJECTS.contains(&lower) => true,
            "s" if lost == "¿" => stem.len() > 2 && stem.is_ascii(),
            "s" => stem.len() > 1 && context.has_word(stem),
            "re" | "ve" | "ll" | "d" | "m" => CONTRACTION_SUBJECTS.contains(&lower),
            _ => false,
        };
        if whole && sure {
            edits.replace(at..end, "’");
        }
    }
}

/// The positions of U+FFFD and `¿`, found by their first bytes, which are rare in a page.
fn lost_characters(text: &str) -> impl Iterator<Item = (usize, &'static str)> {
    memchr::memchr2_iter(b'\xef', b'\xc2', text.as_bytes()).filter_map(|at| {
        let lost = ["\u{fffd}", "¿"].into_iter().find(|lost| text.as_bytes()[at..].starts_with(lost.as_bytes()));
        Some((at, lost?))
    })
}
