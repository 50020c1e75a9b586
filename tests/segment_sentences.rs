//! Where a sentence ends, and where it does not.

use proptest::prelude::*;
use unspin::text::sentences;

fn pieces(text: &str) -> Vec<&str> {
    sentences(text).into_iter().map(|span| span.of(text)).collect()
}

#[test]
fn stops_quotes_and_lines_end_sentences() {
    assert_eq!(
        pieces("He left. She stayed! Why?  Nobody knows…\nEnd"),
        ["He left.", "She stayed!", "Why?", "Nobody knows…", "End"]
    );
    assert_eq!(
        pieces("“We refuse.” The letter went on. (It is long.) ‘No.’ Then"),
        ["“We refuse.”", "The letter went on.", "(It is long.)", "‘No.’", "Then"]
    );
    assert_eq!(pieces("First line\n\n  second one.  \r\n\r\n"), ["First line", "second one."]);
    assert_eq!(pieces("東京は晴れ。明日は雨？」と言った。"), ["東京は晴れ。", "明日は雨？」", "と言った。"]);
}

#[test]
fn what_ends_none() {
    for whole in [
        "Mr. Smith met Dr. Who and Sen. Rand Paul.",
        "John F. Kennedy and J. Edgar Hoover spoke.",
        "It rose 3.14 percent to $1.5 billion at 10.30 p.m. Tuesday.",
        "The U.S. Department of Justice sued Apple Inc. Chief Tim Cook.",
        "See example.com for more, e.g. Paris.",
        "“Why?” she asked.",
        "We know of these concerns… he said so.",
        "1. Stop selling",
        "It came out on Sept. 28.",
        "Wait ... what?",
    ] {
        assert_eq!(pieces(whole), [whole]);
    }
}

#[test]
fn an_abbreviation_ends_a_sentence_before_a_sure_opener() {
    assert_eq!(pieces("He lives in the U.S. She does not."), ["He lives in the U.S.", "She does not."]);
    assert_eq!(
        pieces("It was bought by Apple Inc. The price is unknown."),
        ["It was bought by Apple Inc.", "The price is unknown."]
    );
    assert_eq!(pieces("So did I. Then it rained."), ["So did I.", "Then it rained."]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn sentences_cover_everything_but_spaces(text in "[aU.S!”’ \n1é。]{0,40}|\\PC{0,40}") {
        let mut at = 0;
        for span in sentences(&text) {
            prop_assert!(text[at..span.start].chars().all(char::is_whitespace), "{:?}", text);
            prop_assert_eq!(span.of(&text).trim(), span.of(&text));
            prop_assert!(!span.is_empty() && !span.of(&text).contains('\n'));
            at = span.end;
        }
        prop_assert!(text[at..].chars().all(char::is_whitespace));
    }
}

#[test]
fn long_runs_take_linear_time() {
    let clock = std::time::Instant::now();
    for unit in ["a", ".", ". ", ".\"", "A. ", "é. ", "…", "\n", ".)", "U.S. "] {
        let text = unit.repeat(400_000 / unit.len());
        sentences(&text);
        sentences(&format!("a.{text}B"));
    }
    // Quadratic time would be hours; a debug build on a busy machine takes a few seconds.
    assert!(clock.elapsed().as_secs() < 60, "{:?}", clock.elapsed());
}
