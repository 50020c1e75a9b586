//! What is a word, a number, an address, a mark.

use proptest::prelude::*;
use unspin::model::TokenKind::{self, Address, Mark, Number, Word};
use unspin::text::tokens;

fn kinds(text: &str) -> Vec<(&str, TokenKind)> {
    tokens(text).into_iter().map(|token| (token.span.of(text), token.kind)).collect()
}

fn pieces(text: &str) -> Vec<&str> {
    kinds(text).into_iter().map(|(piece, _)| piece).collect()
}

#[test]
fn apostrophes_and_hyphens_hold_a_word_together() {
    assert_eq!(pieces("don't stop"), ["don't", "stop"]);
    assert_eq!(pieces("Bezos’s co-workers’ e-commerce"), ["Bezos’s", "co-workers", "’", "e-commerce"]);
    assert_eq!(pieces("‘immune response.’"), ["‘", "immune", "response", ".", "’"]);
    assert_eq!(
        pieces("rock 'n' roll -- and - more-"),
        ["rock", "'", "n", "'", "roll", "-", "-", "and", "-", "more", "-"]
    );
}

#[test]
fn stops_belong_to_initialisms_only() {
    assert_eq!(
        pieces("the U.S. and the U.S, e.g. at 5 a.m."),
        ["the", "U.S.", "and", "the", "U.S", ",", "e.g.", "at", "5", "a.m."]
    );
    assert_eq!(pieces("U.Due south, U.Southward."), ["U.Due", "south", ",", "U.Southward", "."]);
    assert_eq!(pieces("U.S.-led U.S.’s U.S.."), ["U.S.-led", "U.S.’s", "U.S.", "."]);
    assert_eq!(pieces("John F. Kennedy Inc. ended."), ["John", "F", ".", "Kennedy", "Inc", ".", "ended", "."]);
    assert_eq!(pieces("J.K. Rowling"), ["J.K.", "Rowling"]);
    assert_eq!(pieces("the end.The start"), ["the", "end", ".", "The", "start"]);
}

#[test]
fn numbers_keep_their_separators_and_lose_their_signs() {
    assert_eq!(
        kinds("$20 (1,000.50) 3.14% 10:30"),
        [
            ("$", Mark),
            ("20", Number),
            ("(", Mark),
            ("1,000.50", Number),
            (")", Mark),
            ("3.14", Number),
            ("%", Mark),
            ("10:30", Number)
        ]
    );
    assert_eq!(
        kinds("in 2018, a 10-year-old 28th F-16."),
        [
            ("in", Word),
            ("2018", Number),
            (",", Mark),
            ("a", Word),
            ("10-year-old", Number),
            ("28th", Number),
            ("F-16", Word),
            (".", Mark)
        ]
    );
    assert_eq!(pieces("1. First 2.Second"), ["1", ".", "First", "2", ".", "Second"]);
}

#[test]
fn addresses_are_one_token() {
    for address in [
        "https://example.com/a-b_c/?q=1&r=2#top",
        "http://en.example.org/wiki/Name_(film)",
        "www.example.museum",
        "beebom.com",
        "example.co.uk/path",
        "it.example.de:8080/x",
        "john.smith+news@mail.example.com",
        "x_y@example.io",
        "@MrNashington",
        "#MeToo",
        "#größe",
        "AMAZON.COM",
        "bit.ly/2Ab",
        "del.us/x",
    ] {
        assert_eq!(kinds(address), [(address, Address)], "{address}");
        let inside = format!("(see {address}), then.");
        assert_eq!(kinds(&inside)[2], (address, Address), "{inside}");
    }
}

#[test]
fn what_only_looks_like_an_address_is_none() {
    for text in
        ["him.it was", "how.Our", "Node.js", "#1", "#2018", "a@b", "&#x27;s", "yes/no", "ratio:9", "U.S.A", "v1.2"]
    {
        let found = kinds(text);
        assert!(found.iter().all(|(_, kind)| *kind != Address), "{text}: {found:?}");
    }
}

#[test]
fn other_scripts_pass() {
    assert_eq!(
        kinds("Größe № ½ 東京は“晴れ”。"),
        [
            ("Größe", Word),
            ("№", Mark),
            ("½", Number),
            ("東", Word),
            ("京", Word),
            ("は", Word),
            ("“", Mark),
            ("晴", Word),
            ("れ", Word),
            ("”", Mark),
            ("。", Mark)
        ]
    );
    assert_eq!(
        pieces("हिन्दी में e\u{301}te\u{301} می‌خواهم 한국어는"),
        ["हिन्दी", "में", "e\u{301}te\u{301}", "می‌خواهم", "한국어는"]
    );
    assert_eq!(pieces("a\u{A0}b\u{2009}c\u{3000}d"), ["a", "b", "c", "d"]);
    assert_eq!(pieces("👍🏽…"), ["👍", "🏽", "…"]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn tokens_cover_everything_but_spaces(text in "[aU.S'’@#:/ \n1,é東-]{0,40}|\\PC{0,40}") {
        let mut at = 0;
        for token in tokens(&text) {
            prop_assert!(!token.span.is_empty());
            prop_assert!(text[at..token.span.start].chars().all(char::is_whitespace), "{:?}", text);
            prop_assert!(!token.span.of(&text).contains(char::is_whitespace));
            at = token.span.end;
        }
        prop_assert!(text[at..].chars().all(char::is_whitespace));
    }
}

#[test]
fn long_runs_take_linear_time() {
    let clock = std::time::Instant::now();
    for unit in ["a", ".", "ab.", "a.", "a@", "1,", "#", "@a", "'", "x://", "東", "a-", "u+"] {
        let text = unit.repeat(400_000 / unit.len());
        assert!(!tokens(&text).is_empty());
    }
    // Quadratic time would be hours; a debug build on a busy machine takes a few seconds.
    assert!(clock.elapsed().as_secs() < 60, "{:?}", clock.elapsed());
}
