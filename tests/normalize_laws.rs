//! What holds for the rules together, whatever the text: properties over texts made of what they have an eye on.

use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization;
use unspin::config::{DashStyle, NormalizeConfig, Profile, QuoteStyle};
use unspin::normalize::{RULES, normalize};

/// Pieces that make rules meet: faults, their halves, and what stands beside them.
const PIECES: &[&str] = &[
    // Words, so that languages, names and sentences come about.
    "the ",
    "and ",
    "that ",
    "of ",
    "it ",
    "is ",
    "not ",
    "have ",
    "The ",
    "Texas ",
    "how",
    "lead",
    "Now ",
    "le ",
    "der ",
    "минут",
    "可",
    "می",
    "क",
    "ភាសា",
    "한",
    "שלום",
    "don",
    "Russia",
    "caf",
    "a",
    "B",
    "7",
    "2018",
    " you ",
    // Spaces, lines and marks.
    " ",
    "  ",
    "   ",
    "\n",
    "\n\n",
    "\t",
    "\r",
    "\u{a0}",
    "\u{2009}",
    "\u{3000}",
    "\u{2028}",
    ".",
    "..",
    "...",
    " . ",
    ",",
    " ,",
    ";",
    "!",
    " ?",
    "?",
    "-",
    "--",
    " -- ",
    "—",
    "(",
    ")",
    "( ",
    " )",
    "[",
    "]",
    "“",
    "”",
    "“ ",
    " ”",
    "\"",
    "'",
    "‘",
    "’",
    " ’s ",
    "'s",
    "'t",
    "n't ",
    "„",
    "«",
    "…",
    // References and their layers.
    "&",
    "amp;",
    "&amp;",
    "&amp;amp;",
    "#38;",
    "#0038;",
    "&#8217;",
    "&quot;",
    "&nbsp;",
    "lt;",
    "&lt;",
    "<b>",
    "&#x2019",
    ";",
    // Characters read as another encoding's.
    "Ã",
    "©",
    "Ã©",
    "Â",
    "Â ",
    "â",
    "€",
    "™",
    "â€™",
    "ðŸ",
    "˜€",
    "\u{80}",
    "\u{93}",
    "\u{9d}",
    "Ð¿",
    "Рџ",
    "¿",
    "ï»¿",
    "Ŕ",
    // Invisible, lost, joined and look-alike.
    "\u{200b}",
    "\u{200c}",
    "\u{200d}",
    "\u{200f}",
    "\u{ad}",
    "\u{feff}",
    "\u{fe0f}",
    "\u{fffd}",
    "\u{fffd}s ",
    "\u{1b}[0m",
    "\u{c}",
    "\u{0}",
    "\u{e0067}",
    "\u{301}",
    "\u{323}",
    "\u{94d}",
    "e\u{301}",
    "ﬁ",
    "ŉ",
    "Ａ",
    "５",
    "，",
    "а",
    "Ο",
    "²",
    "①",
    "☎",
    "👩",
    "❤",
    "🏴",
    "1\u{fe0f}\u{20e3}",
    "www.",
    "@",
    "#",
    "example.com/",
];

/// A line of wrapped prose, so that hard wraps come about.
const LINES: &[&str] = &[
    "The minister said on Monday that the\n",
    "negotiations in Geneva had failed, and\n",
    "that no date for another meeting of the\n",
    "two sides had been set, and the nego-\n",
];

fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![12 => prop::sample::select(PIECES), 1 => prop::sample::select(LINES)];
    prop::collection::vec(piece, 0..28).prop_map(|pieces| pieces.concat())
}

fn config() -> impl Strategy<Value = NormalizeConfig> {
    let profile = prop::sample::select(vec![Profile::News, Profile::Minimal, Profile::Nfkc]);
    let quotes =
        prop::sample::select(vec![QuoteStyle::Keep, QuoteStyle::Keep, QuoteStyle::Straight, QuoteStyle::Curly]);
    let dashes = prop::sample::select(vec![DashStyle::Keep, DashStyle::Keep, DashStyle::Typographic]);
    (profile, quotes, dashes).prop_map(|(profile, quotes, dashes)| {
        let mut config = NormalizeConfig::of(profile, quotes);
        config.dashes = dashes;
        config
    })
}

/// The text without what the profile `minimal` may drop or write in another way: characters that show nothing, the
/// codes of a terminal, the ends of lines; and in composed form.
fn visible(text: &str) -> String {
    let mut shown = String::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        rest = &rest[c.len_utf8()..];
        if c == '\u{1b}' && rest.starts_with("[0m") {
            rest = &rest[3..];
        }
        let hidden = c.is_control() && c != '\t'
            || matches!(c, '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
                | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{fff9}'..='\u{fffc}' | '\u{e0000}'..='\u{e007f}');
        // Holes of an encoding that is not known are no terminal's controls.
        if !hidden || matches!(c, '\u{80}'..='\u{9f}') {
            shown.push(c);
        }
    }
    shown.nfc().collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4000, max_shrink_iters: 20_000, ..ProptestConfig::default() })]

    #[test]
    fn twice_is_once_under_every_profile(text in text(), config in config()) {
        let once = normalize(&text, &config).1;
        let (again, twice) = normalize(&once, &config);
        prop_assert_eq!(&twice, &once, "{:?}", again);
        prop_assert!(again.is_empty());
    }

    #[test]
    fn every_edit_can_be_undone(text in text(), config in config()) {
        let (patch, clean) = normalize(&text, &config);
        prop_assert_eq!(&patch.apply(&text).unwrap(), &clean);
        prop_assert_eq!(patch.revert(&clean).unwrap(), text);
        let named = patch.edits().iter().all(|edit| RULES.iter().any(|rule| edit.rule == rule.id));
        prop_assert!(named, "{:?}", patch);
    }

    #[test]
    fn minimal_loses_nothing_that_shows(text in text()) {
        let config = NormalizeConfig::of(Profile::Minimal, QuoteStyle::Keep);
        prop_assert_eq!(visible(&normalize(&text, &config).1), visible(&text));
    }

    #[test]
    fn no_rule_runs_that_was_not_asked_for(text in text(), config in config(), at in 0..RULES.len()) {
        let mut skipped = config;
        skipped.skip = vec![RULES[at].id.into()];
        let patch = normalize(&text, &skipped).0;
        prop_assert!(patch.edits().iter().all(|edit| edit.rule != RULES[at].id));
    }
}

/// Rules about English, whose edits would be wrong in another language.
const ENGLISH: [&str; 8] = [
    "glue.comma",
    "glue.word",
    "space.before-apostrophe",
    "space.before-mark",
    "space.doubled",
    "space.inside-pair",
    "unicode.replacement",
    "unicode.replacement-mark",
];

#[test]
fn rules_about_english_ask_for_the_language_first() {
    let german = "Der Minister sagte am Montag, die Gespräche in der Stadt seien zu Ende, und niemand wisse, wie es nun \
                  weitergehen solle mit dem Plan, an dem so viele so lange gearbeitet hatten.\n";
    for rule in RULES.iter().filter(|rule| ENGLISH.contains(&rule.id)) {
        assert!(format!("{} {}", rule.summary, rule.why).contains("English"), "{} says so", rule.id);
        for (before, _) in rule.changes {
            let text = format!("{}{before}", german.repeat(1 + before.len() / 20));
            assert!(rule.edits(&text, &rule.examples_under).is_empty(), "{} on {before:?} in a German text", rule.id);
        }
    }
    assert_eq!(RULES.iter().filter(|rule| ENGLISH.contains(&rule.id)).count(), ENGLISH.len());
}

#[test]
fn a_bomb_of_references_takes_linear_time() {
    const BYTES: usize = 10 << 20;
    for (seed, tail) in [("amp;", "lt;"), ("#38;", "lt;"), ("#x00026;", "amp;"), ("#038;amp;", "")] {
        let text = format!("&{}{tail}", seed.repeat(BYTES / seed.len()));
        let start = std::time::Instant::now();
        let (patch, clean) = normalize(&text, &NormalizeConfig::DEFAULT);
        assert!(clean == "<" || clean == "&", "{seed}: {} bytes are left", clean.len());
        assert_eq!(patch.edits().len(), 1);
        assert!(start.elapsed().as_secs() < 60, "{seed:?} takes too long");
    }
}
