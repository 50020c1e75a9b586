use proptest::prelude::*;

use super::{RULES, check, nearest_rule, normalize, rule};
use crate::config::{NormalizeConfig, Profile, QuoteStyle};

fn default(text: &str) -> String {
    normalize(text, &NormalizeConfig::DEFAULT).1
}

#[test]
fn every_row_does_what_its_examples_say() {
    for rule in RULES {
        // The rule is repeated, as the rounds of the table do, since mojibake has layers.
        let by_itself = |text: &str| {
            let mut text = text.to_owned();
            loop {
                let found = rule.edits(&text, &rule.examples_under);
                if found.is_empty() {
                    return text;
                }
                text = found.apply(&text).unwrap();
            }
        };
        let all = |text: &str| normalize(text, &rule.examples_under).1;
        assert!(!rule.changes.is_empty() && !rule.stays.is_empty(), "{} has examples both ways", rule.id);
        for (before, after) in rule.changes {
            assert_eq!(by_itself(before), *after, "{} on {before:?}", rule.id);
            let once = all(before);
            assert_ne!(once, *before, "{} runs on {before:?} in the table", rule.id);
            assert_eq!(all(&once), once, "all rules twice on {before:?} of {}", rule.id);
        }
        for text in rule.stays {
            assert_eq!(by_itself(text), *text, "{} must leave this alone", rule.id);
            assert_eq!(all(text), *text, "{}: all rules must leave this alone", rule.id);
        }
    }
}

#[test]
fn rows_are_well_formed() {
    let mut ids: Vec<&str> = RULES.iter().map(|rule| rule.id).collect();
    ids.sort_unstable();
    assert!(ids.windows(2).all(|pair| pair[0] != pair[1]), "ids are unique: {ids:?}");
    for rule in RULES {
        let (family, name) = rule.id.split_once('.').expect("family.rule-name");
        let plain = |part: &str| part.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
        assert!(plain(family) && plain(name) && !rule.summary.ends_with('.') && rule.why.ends_with('.'), "{}", rule.id);
    }
}

#[test]
fn rules_are_found_by_name_or_nearly() {
    assert_eq!(rule("glue.sentence").unwrap().id, "glue.sentence");
    assert!(rule("glue.sentense").is_none());
    assert_eq!(nearest_rule("glue.sentense"), Some("glue.sentence"));
    assert_eq!(nearest_rule("invisible"), Some("unicode.invisible"));
    assert_eq!(nearest_rule("xyzzy"), None);
}

#[test]
fn rules_work_hand_in_hand() {
    assert_eq!(default("&acirc;&euro;&trade;s"), "’s");
    assert_eq!(default("the owner&amp;nbsp;&#8217;s"), "the owner’s");
    assert_eq!(default("cafe\u{200b}\u{301}"), "café");
    assert_eq!(default("“We know how.\u{94}\u{feff}Our company"), "“We know how.” Our company");
}

#[test]
fn the_configuration_chooses_the_rules() {
    let text = "The ﬁrst\u{a0}line\u{200b} of how.Our text: cafe\u{301}";
    let under = |config: &NormalizeConfig| normalize(text, config).1;
    let minimal = NormalizeConfig { profile: Profile::Minimal, ..NormalizeConfig::DEFAULT };
    assert_eq!(under(&minimal), "The ﬁrst\u{a0}line of how.Our text: café");
    let only = NormalizeConfig { only: vec!["glue".into(), "unicode.nfc".into()], ..NormalizeConfig::DEFAULT };
    assert_eq!(under(&only), "The ﬁrst\u{a0}line\u{200b} of how. Our text: café");
    let skip = NormalizeConfig { skip: vec!["unicode".into()], ..NormalizeConfig::DEFAULT };
    assert_eq!(under(&skip), "The ﬁrst line\u{200b} of how. Our text: cafe\u{301}");
    assert!(check(&only).is_ok() && check(&skip).is_ok());
    let wrong = NormalizeConfig { skip: vec!["glue.sentense".into()], ..NormalizeConfig::DEFAULT };
    assert_eq!(
        check(&wrong).unwrap_err().to_string(),
        "there is no rule `glue.sentense`; did you mean `glue.sentence`?"
    );
    let nfkc = NormalizeConfig { profile: Profile::Nfkc, ..NormalizeConfig::DEFAULT };
    assert_eq!(normalize("x² ①…", &nfkc).1, "x2 1...");
    assert_eq!(default("x² ①…"), "x² ①…");
}

/// Pieces of text that the rules react to.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "a", "The", "é", "Ã", "©", "Â", "â", "€", "™", "\u{93}", "\u{80}", "&", "amp;", "#8217;", "quot;", "lt", ";",
        ".", "!", "?", " ", "\n", "\r", "\u{a0}", "\u{200b}", "\u{200d}", "\u{feff}", "\u{301}", "“", "”", "\"", "'",
        "‘", "’", "s", "Kate", "how", "2018", "ﬁ", "„", "(", ")", "…", "👩", "می", "क", "\u{94d}", "한", "<b>", "www.",
        "\u{1b}", "[0m", "\u{c}", "\u{2028}", "\u{3000}", "ðŸ", "˜€", "и", "Ð", "¿", "\u{fffd}", "-", "—",
    ]);
    prop::collection::vec(piece, 0..14).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3000))]

    #[test]
    fn twice_is_once(text in pieces(), style in prop::sample::select(vec![QuoteStyle::Keep, QuoteStyle::Straight, QuoteStyle::Curly])) {
        let config = NormalizeConfig::of(Profile::News, style);
        let (patch, once) = normalize(&text, &config);
        prop_assert_eq!(patch.apply(&text).unwrap(), once.clone());
        prop_assert_eq!(patch.revert(&once).unwrap(), text);
        prop_assert_eq!(normalize(&once, &config).1, once);
    }

    #[test]
    fn any_text_is_survived(text in "\\PC{0,40}|[\\x00-\\u{2ff}]{0,60}") {
        let (patch, once) = normalize(&text, &NormalizeConfig::DEFAULT);
        prop_assert_eq!(patch.revert(&once).unwrap(), text);
        prop_assert_eq!(default(&once), once);
    }
}
