//! Lines that recur over the pages of a site.

use std::sync::Arc;

use unspin::model::{Draft, Label, Segment};
use unspin::segment::{SiteLines, lines, page_lines, relabel};

const NOUNS: [&str; 12] = [
    "harbour", "school", "market", "railway", "library", "theatre", "hospital", "brewery", "quarry", "museum", "abbey",
    "mill",
];

/// A page with an article of its own, and the house's line below it.
fn page(number: usize, foot: &str) -> String {
    let noun = NOUNS[number % NOUNS.len()];
    format!(
        "The old {noun} of Lower Wexby will be opened to visitors in the spring, the council decided on Monday evening.\n\n\
         Nobody had asked for the {noun} in twenty years, said the mayor, and the roof had to be mended before winter came.\n\n\
         The works on the {noun} cost the town some {number}00,000 pounds, less than was feared when they began last year.\n\n{foot}\n"
    )
}

fn counted(pages: &[String]) -> SiteLines {
    SiteLines::count(pages.iter().map(|text| (Arc::from("wexby.example"), page_lines(text, &lines(text, None)))))
}

fn dropped<'t>(text: &'t str, site: &str, counts: &SiteLines) -> Vec<&'t str> {
    let mut found: Vec<Segment<Draft>> = lines(text, None);
    let before = found.clone();
    relabel(text, &mut found, site, counts);
    assert!(found.iter().zip(&before).all(|(now, then)| now.span == then.span));
    found.iter().filter(|line| line.label == Label::Boilerplate).map(|line| line.span.of(text)).collect()
}

const HOUSE_LINE: &str = "Wexby Herald brings the valley together.";

#[test]
fn a_line_of_the_house_goes_from_every_page() {
    let pages: Vec<String> = (1..6).map(|number| page(number, HOUSE_LINE)).collect();
    let counts = counted(&pages);
    for text in &pages {
        assert_eq!(dropped(text, "wexby.example", &counts), [HOUSE_LINE]);
        assert_eq!(dropped(text, "other.example", &counts), [""; 0]);
        assert_eq!(dropped(text, "", &counts), [""; 0]);
    }
}

#[test]
fn fifty_copies_of_one_article_stay_whole() {
    let mut pages: Vec<String> = (0..50).map(|_| page(1, "The mayor will speak at eight.")).collect();
    pages.extend((2..4).map(|number| page(number, "A vote is due in May.")));
    let counts = counted(&pages);
    for text in &pages {
        assert_eq!(dropped(text, "wexby.example", &counts), [""; 0]);
    }
}

#[test]
fn a_paragraph_that_follow_up_stories_repeat_stays() {
    let background = "The valley was last flooded in 1953, when the bridge at Upper Wexby fell and eleven people lost their lives that night.";
    let mut pages: Vec<String> = (1..5).map(|number| page(number, background)).collect();
    pages.extend((5..11).map(|number| page(number, "Entrance will be free.")));
    let counts = counted(&pages);
    assert_eq!(dropped(&pages[0], "wexby.example", &counts), [""; 0]);
}

#[test]
fn no_site_is_no_evidence() {
    let pages: Vec<String> = (1..6).map(|number| page(number, HOUSE_LINE)).collect();
    let nameless = SiteLines::count(pages.iter().map(|text| (Arc::from(""), page_lines(text, &lines(text, None)))));
    assert_eq!(nameless, SiteLines::default());
}

#[test]
fn merging_gives_the_same_counts_in_any_grouping_and_order() {
    let pages: Vec<String> = (0..40).map(|number| page(number, HOUSE_LINE)).collect();
    let whole = counted(&pages);
    for cut in [1, 7, 20, 39] {
        let (left, right) = (counted(&pages[..cut]), counted(&pages[cut..]));
        assert_eq!(left.clone().merge(right.clone()), whole);
        assert_eq!(right.merge(left), whole);
    }
    let mut backwards = pages.clone();
    backwards.reverse();
    assert_eq!(counted(&backwards), whole);
    let singles = pages.iter().map(|text| counted(std::slice::from_ref(text)));
    assert_eq!(singles.fold(SiteLines::default(), SiteLines::merge), whole);
}
