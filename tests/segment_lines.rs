//! Which lines of a page stay, under which name, and what dropping the others leaves.

use std::fs;

use proptest::prelude::*;
use unspin::model::{Draft, Label, Segment, Span};
use unspin::segment::{drop_boilerplate, lines};

fn labelled(text: &str) -> Vec<(&str, Label)> {
    lines(text, None).into_iter().map(|line| (line.span.of(text).trim(), line.label)).collect()
}

fn with_label(text: &str, label: Label) -> Vec<&str> {
    labelled(text).into_iter().filter(|(_, found)| *found == label).map(|(line, _)| line).collect()
}

fn cleaned(text: &str) -> String {
    drop_boilerplate(text, &lines(text, None)).apply(text).expect("the edits were made from this text")
}

fn article(name: &str) -> String {
    fs::read_to_string(format!("{}/corpus/{name}.txt", env!("CARGO_MANIFEST_DIR"))).expect("the corpus is there")
}

#[test]
fn the_boilerplate_of_the_corpus_goes_and_nothing_else() {
    let expected: [(&str, &[&str]); 5] = [
        ("000_4d97353a30f70070", &["Popular", "More Articles", "Popular"]),
        ("001_affdd0de40c26050", &[]),
        (
            "002_6f7d6fc794569498",
            &[
                "Source: https://beebom.com/amazon-emplyees-bezos-facial-recognition-software-police/",
                "Posted by: andersonsionen.blogspot.com",
                "0 Response to \"Amazon Employees Ask Bezos To Stop Sale of Facial Recognition Software To Police\"",
                "Post a Comment",
            ],
        ),
        (
            "003_d949d7c109d66165",
            &[
                "4 min read",
                "Read Next",
                "Jeff Bezos: Amazon will continue to support U.S. Defense Department",
                "Amazon increases the minimum wage of all employees in the US and UK",
                "Amazon is the next target on EU’s antitrust hitlist",
            ],
        ),
        ("004_bd4a0573e9b7c7ee", &["COMMENTS", "Please let us know if you're having issues with commenting."]),
    ];
    for (name, boilerplate) in expected {
        assert_eq!(with_label(&article(name), Label::Boilerplate), boilerplate, "{name}");
    }
}

#[test]
fn the_lines_of_the_corpus_that_are_no_body_have_their_names() {
    let titles: Vec<_> =
        ["000_4d97353a30f70070", "001_affdd0de40c26050", "002_6f7d6fc794569498", "004_bd4a0573e9b7c7ee"]
            .iter()
            .map(|name| with_label(&article(name), Label::Title).join("|"))
            .collect();
    assert_eq!(
        titles,
        [
            "Amazon Employees Ask Bezos To Stop Selling Facial Recognition To Cops",
            "An Amazon staffer says over 450 US employees wrote to Jeff Bezos demanding Amazon stop selling facial-recognition software to police",
            "Amazon Employees Ask Bezos To Stop Sale of Facial Recognition Software To Police",
            "Masters of the Universe: Amazon Employees Accuse Jeff Bezos of Aiding ‘Immoral U.S. Policy’",
        ]
    );
    assert_eq!(
        with_label(&article("001_affdd0de40c26050"), Label::Caption),
        ["Amazon CEO Jeff Bezos Albert L. Ortega/Getty Images"]
    );
    assert_eq!(
        with_label(&article("004_bd4a0573e9b7c7ee"), Label::Caption),
        [
            "Jeff Bezos arrive at the Vanity Fair Oscar Party on Sunday, March 4, 2018, in Beverly Hill",
            "Evan Agostini/Invision/AP"
        ]
    );
    let bylines = |name| with_label(&article(name), Label::Byline).len();
    assert_eq!((bylines("003_d949d7c109d66165"), bylines("004_bd4a0573e9b7c7ee")), (1, 1));
}

#[test]
fn dropping_leaves_no_double_blanks_and_no_trailing_ones() {
    for name in ["000_4d97353a30f70070", "002_6f7d6fc794569498", "003_d949d7c109d66165", "004_bd4a0573e9b7c7ee"] {
        let clean = cleaned(&article(name));
        assert!(!clean.contains("\n\n\n") && clean.trim() == clean, "{name}: {clean:?}");
    }
}

/// Segments of `text` with boilerplate where `drop` says so.
fn marked(text: &str, drop: impl Fn(&str) -> bool) -> Vec<Segment<Draft>> {
    let mut at = 0;
    let mut found = Vec::new();
    for line in text.split_inclusive('\n') {
        let body = line.trim_end_matches(['\n', '\r']);
        if !body.trim().is_empty() {
            let label = if drop(body) { Label::Boilerplate } else { Label::Body };
            found.push(Segment { span: Span::new(at, at + body.len()), label });
        }
        at += line.len();
    }
    found
}

#[test]
fn a_run_takes_its_blank_lines_along() {
    let cases = [
        ("x\n\nA\n\nB\n", "A\n\nB\n"),
        ("A\n\nx\n\ny\n\nB", "A\n\nB"),
        ("A\nx\nB", "A\nB"),
        ("A\n\nx\nB", "A\n\nB"),
        ("A\nx\n\nB", "A\n\nB"),
        ("A\n\nB\n\nx\n\ny\n", "A\n\nB\n"),
        ("A\r\n\r\nx\r\n", "A\r\n"),
        ("A\n\nx", "A"),
        (" A \nx\n B ", " A \n B "),
        ("x\n", ""),
        ("A\n", "A\n"),
    ];
    for (text, expected) in cases {
        let segments = marked(text, |line| line.trim().starts_with(['x', 'y']));
        let patch = drop_boilerplate(text, &segments);
        assert_eq!(patch.apply(text).unwrap(), expected, "{text:?}");
        assert!(patch.edits().iter().all(|edit| edit.rule == "segment.boilerplate" && edit.after.is_empty()));
    }
    let runs =
        drop_boilerplate("A\nx\nB\ny\n\nx\nC", &marked("A\nx\nB\ny\n\nx\nC", |line| line != line.to_uppercase()));
    assert_eq!(runs.edits().len(), 2);
}

const NEWS: &str = "\
River towns count the cost of the spring flood

The water reached the market square of Lower Wexby before dawn on Tuesday, and by noon the fire brigade had carried forty people out of their houses in boats.

“We had an hour, not more,” said the mayor, who spent the night on the dyke. “Then the bridge was gone.”

What happens now

The regional government promised two million pounds for repairs, though it did not say when the money would come.

Engineers will inspect the dyke at Upper Wexby this week; a second wave is expected on Friday.
";

#[test]
fn a_plain_article_stays_whole() {
    assert_eq!(with_label(NEWS, Label::Boilerplate), [""; 0]);
    assert!(drop_boilerplate(NEWS, &lines(NEWS, None)).is_empty());
    assert_eq!(with_label(NEWS, Label::Title), ["River towns count the cost of the spring flood"]);
}

#[test]
fn tables_verse_results_and_wrapped_text_stay() {
    let table = "Shr 18 cts vs 31 cts\nNet 1,022,000 vs 1,702,000\nRevs 7.1 mln vs 6.9 mln\nNine mths\nShr 70 cts vs 80 cts\nNet 4.0 mln vs 4.5 mln\n";
    let verse = "The mill wheel turns\nThe water burns\nThe heron stands\nOn silver sands\nAnd no one learns\nWhat evening earns\nThe night returns\n";
    let results = "Fourth round\nWexby v Harrow\nKelling v Morton\nAshby v Denholme or Stoke\nCarrow v Lyme\nBarton v Fenwick\nElsdon v Hope\n";
    let wrapped = "The committee said on Monday that it\nhad not been told of the change\nuntil the vote was over, and that no\nmember would have agreed to it had\nthe figures been known at the time.\n";
    for text in [table, verse, results, wrapped] {
        assert_eq!(with_label(text, Label::Boilerplate), [""; 0]);
        let inside = format!("{NEWS}\n{text}\n{}", &NEWS[48..]);
        assert_eq!(with_label(&inside, Label::Boilerplate), [""; 0], "{inside}");
    }
}

#[test]
fn body_lines_that_only_begin_like_boilerplate_stay() {
    let lines = [
        "Read more books, the minister told the pupils, and the library will keep its doors open longer.",
        "Comments by the chairman moved the market twice this week, and both times the losses were gone by noon.",
        "Share prices fell for the third day in a row as investors waited for the central bank.",
        "Sign up they did: more than four hundred volunteers came to the town hall on the first evening.",
        "The brewery said it would sell one million of its own, and the founders 500,000 shares.",
        "A second letter to the council drew another 300 comments.",
        "Related charges against two former directors were dropped in March.",
    ];
    let text = format!("{NEWS}\n{}\n\n{}", lines.join("\n\n"), &NEWS[48..]);
    assert_eq!(with_label(&text, Label::Boilerplate), [""; 0]);
}

#[test]
fn the_menus_prompts_and_link_lists_around_an_article_go() {
    let page = format!(
        "Skip to content\nHome\nNews\nSport\nWeather\nSign in\nSubscribe\n{NEWS}\nShare this article\nMost read\n\
         Council votes on parking\nTen walks for the weekend\nWhy the heron came back\nAbout us\nContact us\nPrivacy policy\n\
         © 2021 Wexby Herald. All rights reserved.\n"
    );
    assert_eq!(cleaned(&page).trim(), NEWS.trim());
}

#[test]
fn the_records_own_title_is_found() {
    let text = format!("Wexby Herald\n{NEWS}");
    let title = "River Towns count the cost of the spring flood ";
    let found: Vec<_> = lines(&text, Some(title)).into_iter().filter(|line| line.label == Label::Title).collect();
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].span.of(&text), "River towns count the cost of the spring flood");
}

#[test]
fn a_text_without_body_is_not_emptied() {
    for text in ["Home\nNews\nSport\nSubscribe\nContact us\n", "Share", "Post a Comment\n\nLog in\n", "", "\n\n \n"] {
        assert!(drop_boilerplate(text, &lines(text, None)).is_empty(), "{text:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]

    #[test]
    fn every_line_has_one_label_and_kept_lines_keep_every_byte(
        picks in prop::collection::vec(0..12_usize, 0..40),
        breaks in prop::collection::vec("\n|\n\n|\r\n|\n \n", 40),
    ) {
        let units = ["Home", "Share this article", "Read Next", "A short line", "12", "Foto: é", "- - -",
            "The water reached the market square before dawn, and by noon the fire brigade had carried forty people out.",
            "“We had an hour, not more,” said the mayor, who spent the whole of the night on the dyke.",
            "goes on in small letters without end", "東京は晴れ。明日は雨が降るでしょうと気象庁は発表した。", "© 2020 All rights reserved"];
        let mut text = String::new();
        for (pick, gap) in picks.iter().zip(&breaks) {
            text.push_str(units[*pick]);
            text.push_str(gap);
        }
        let segments = lines(&text, None);
        let wanted: Vec<&str> = text.split('\n').map(|line| line.trim_end_matches('\r')).filter(|line| !line.trim().is_empty()).collect();
        let found: Vec<&str> = segments.iter().map(|line| line.span.of(&text)).collect();
        prop_assert_eq!(&found, &wanted);
        let patch = drop_boilerplate(&text, &segments);
        let clean = patch.apply(&text).unwrap();
        let kept: Vec<&str> = segments.iter().filter(|line| line.label != Label::Boilerplate).map(|line| line.span.of(&text)).collect();
        let left: Vec<&str> = clean.split('\n').map(|line| line.trim_end_matches('\r')).filter(|line| !line.trim().is_empty()).collect();
        prop_assert_eq!(left, kept);
        prop_assert_eq!(patch.revert(&clean).unwrap(), text);
    }
}

#[test]
fn long_runs_take_linear_time() {
    let clock = std::time::Instant::now();
    for unit in ["a", "\n", " ", "a\n", "Home\n", "a b ", ". ", "é\n", "Share this article\n"] {
        let text = unit.repeat(1_000_000 / unit.len());
        drop_boilerplate(&text, &lines(&text, None));
    }
    // Quadratic time would be hours; a debug build on a busy machine takes a few seconds.
    assert!(clock.elapsed().as_secs() < 60, "{:?}", clock.elapsed());
}

#[test]
fn a_list_at_the_end_of_a_whole_page_stays() {
    let menu = "Skip to content\nHome\nNews\nSport\nWeather\nSign in\nSubscribe\nContact us\nPrivacy policy\nShare this article\nTweet\n";
    let dates = "June 9 -- Corn Exchange, Lower Wexby\nJune 14 -- Town Hall, Upper Wexby\nJune 17 -- The Old Mill, Kelling\n\
         July 2 -- Harbour Stage, Morton\nJuly 19 -- Castle Green, Ashby\n";
    let foot = "Most read\nCouncil votes on parking\nTen walks for the weekend\nWhy the heron came back\nAbout us\nContact us\n\
         © 2021 Wexby Herald. All rights reserved.\n";
    let kept = cleaned(&format!("{menu}{NEWS}\nThe dates of the tour:\n{dates}{foot}"));
    assert!(kept.contains(dates.trim()), "{kept}");
    assert!(!kept.contains("Ten walks") && !kept.contains("Sign in"), "{kept}");
}

#[test]
fn readers_comments_below_an_article_go() {
    let menu =
        "Home\nNews\nSport\nWeather\nSign in\nSubscribe\nContact us\nPrivacy policy\nShare this article\nTweet\n";
    let comment = |name: &str, minute: u32| {
        format!(
            "{name} says:\nMay 4, 2021 at 6:{minute} am\nThe council has known about the dyke for years, and nobody at all did anything about it in time, as usual.\n"
        )
    };
    let comments: String = (10..30).map(|minute| comment(&format!("reader{minute}"), minute)).collect();
    let kept =
        cleaned(&format!("{menu}{NEWS}\n20 responses to “River towns count the cost”\n{comments}Leave a Reply\n"));
    assert!(kept.contains("expected on Friday.") && !kept.contains("known about the dyke"), "{kept}");
}

#[test]
fn a_text_of_more_lines_than_any_page_stays_whole() {
    let dump = "Home\nShare this article\nThe water reached the market square before dawn on Tuesday.\n".repeat(10_000);
    assert!(lines(&dump, None).iter().all(|line| line.label == Label::Body));
}
