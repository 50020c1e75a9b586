//! The rule that writes all quotation marks in one style, if the configuration asks for it.

use super::context::Context;
use super::features::Features;
use super::quote::{is_double, is_elision, is_single, marks};
use super::rule::{EditSink, Rule};
use crate::config::{NormalizeConfig, Profile, QuoteStyle};

/// The rule `quote.style`.
pub(super) const STYLE: Rule = Rule {
    id: "quote.style",
    summary: "writes quotation marks and apostrophes in the style that the configuration names",
    why: "Comparing and searching is easier when \" and ' are the only marks (`quotes = \
         \"straight\"`); reading is easier when all are curly (`quotes = \"curly\"`). By default \
         (`keep`) the author's choice is kept. The marks of other languages («», and „“ in the \
         curly style) and the signs for feet and inches are left alone.",
    changes: &[("“No,” she said. It’s ‘so’.", "\"No,\" she said. It's 'so'.")],
    stays: &["\"No,\" she said. It's 'so'.", "« Non »", "6′2″"],
    errs: "In the curly style, an apostrophe at the start of a word becomes an opening mark if the word is not in the list of such words.",
    profiles: &[],
    examples_under: NormalizeConfig::of(Profile::News, QuoteStyle::Straight),
    needs: Features::CURLY_QUOTE.or(Features::STRAIGHT_QUOTE),
    find,
};

fn find(context: &Context, edits: &mut EditSink) {
    match context.config.quotes {
        QuoteStyle::Keep => {}
        QuoteStyle::Straight => straighten(context.text, edits),
        QuoteStyle::Curly => curl(context.text, edits),
    }
}

fn straighten(text: &str, edits: &mut EditSink) {
    for (at, c) in text.char_indices() {
        let straight = match c {
            '“' | '”' | '„' | '‟' => "\"",
            '‘' | '’' | '‚' | '‛' => "'",
            _ => continue,
        };
        edits.replace(at..at + c.len_utf8(), straight);
    }
}

fn curl(text: &str, edits: &mut EditSink) {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        for mark in marks(line.trim_end_matches('\n')) {
            let after_digit = mark.left.is_some_and(|c| c.is_ascii_digit());
            let curly = match mark.is {
                '"' if mark.opens && !mark.closes => "“",
                '"' if mark.closes && !mark.opens && !after_digit => "”",
                '\'' if mark.opens && !mark.closes && !is_elision(&line[mark.end()..]) => "‘",
                '\'' if !after_digit || mark.right.is_some_and(char::is_alphabetic) => "’",
                _ => continue,
            };
            debug_assert!(is_double(mark.is) || is_single(mark.is));
            edits.replace(start + mark.at..start + mark.end(), curly);
        }
        start += line.len();
    }
}

#[cfg(test)]
mod tests {
    use crate::config::{NormalizeConfig, Profile, QuoteStyle};
    use crate::normalize::normalize;

    #[test]
    fn curly() {
        let config = NormalizeConfig::of(Profile::News, QuoteStyle::Curly);
        let curled = |text: &str| normalize(text, &config).1;
        assert_eq!(curled("\"No,\" she said. \"It's 'so'.\""), "“No,” she said. “It’s ‘so’.”");
        assert_eq!(curled("the boys' club of the '90s is 6'2\" tall"), "the boys’ club of the ’90s is 6'2\" tall");
    }
}
