//! The evidence of a line: its own shape and words, then its neighbours, as numbers between 0 and 1.
//!
//! Two passes: from its own evidence each line gets a first score; from the first scores around it comes the evidence of its place.
//! All is sums, products and quotients of `f32` in a fixed order, so that every machine finds the same labels.

use std::ops::Range;

use xxhash_rust::xxh3::xxh3_64;

use super::cues::{Cue, cues, is_about_comments};
use super::shape::{Begin, Block, End};

/// What each number of a line's own evidence is.
pub const OWN_NAMES: [&str; 30] = [
    "bias",
    "length_to_10",
    "length_to_40",
    "length_to_100",
    "length_to_300",
    "ends_sentence",
    "ends_colon",
    "ends_open",
    "short_words",
    "capitals",
    "digits",
    "commas",
    "inner_stops",
    "menu_marks",
    "begins_small",
    "begins_quote",
    "begins_digit",
    "begins_other",
    "all_capitals",
    "prompt",
    "links",
    "menu",
    "stamp",
    "byline",
    "credit",
    "repeated",
    "address",
    "one_word",
    "notice",
    "comment",
];

/// What each number of the evidence of a line's place is.
pub const PLACE_NAMES: [&str; 38] = [
    "first_score",
    "first_chance",
    "before_near",
    "after_near",
    "between_near",
    "before_far",
    "after_far",
    "between_far",
    "in_main",
    "above_main",
    "below_main",
    "chance_in_main",
    "chance_off_main",
    "page_chance",
    "short_around",
    "cues_around",
    "after_links",
    "page_prose",
    "short_in_prose_page",
    "page_cues",
    "page_lines",
    "after_comments",
    "comments_since",
    "stamps_around",
    "list_under_colon",
    "alike_around",
    "alike_after_body",
    "paragraphs_above",
    "paragraphs_below",
    "lines_since_paragraph",
    "lines_to_paragraph",
    "short_between_paragraphs",
    "before_credit",
    "below_links",
    "open_between_paragraphs",
    "capitals_in_text",
    "shouted_in_text",
    "after_credit",
];

/// How much like running text a full paragraph is: a sentence of 92 columns, an unfinished one of twice as many is less.
pub(super) const FULL_PROSE: f32 = 0.4;

pub(super) type Own = [f32; OWN_NAMES.len()];
pub(super) type Place = [f32; PLACE_NAMES.len()];

/// What is known of a page.
pub(super) struct Page {
    /// What the words of each block say.
    pub(super) cues: Vec<Cue>,
    /// How much like running text each block is by shape alone, `0.0..=1.0`.
    pub(super) prose: Vec<f32>,
}

/// How much a block is like running text: long, closed by a stop, held together by short words.
fn prose(block: &Block<'_>) -> f32 {
    let length = ramp(block.columns, 20, 200);
    let closed = match block.ends {
        End::Sentence => 1.0,
        End::Colon | End::Ellipsis | End::Comma => 0.7,
        End::Other => 0.35,
    };
    let bound = if connected(block) { 1.0 } else { 0.3 };
    length * closed * bound
}

/// Whether short small words hold it together, or it is written without spaces.
fn connected(block: &Block<'_>) -> bool {
    7 * block.short_words >= block.words
        || block.columns > 12 * block.words && block.columns > 40
        || 2 * block.small_words > block.words
}

/// 0 up to `from`, 1 from `to` on, straight between.
fn ramp(value: usize, from: usize, to: usize) -> f32 {
    (value.clamp(from, to) - from) as f32 / (to - from) as f32
}

/// `part` of `whole`, 0 of nothing.
fn share(part: usize, whole: usize) -> f32 {
    if whole == 0 { 0.0 } else { part.min(whole) as f32 / whole as f32 }
}

fn flag(yes: bool) -> f32 {
    if yes { 1.0 } else { 0.0 }
}

/// The sum of the products.
pub(super) fn dot(evidence: &[f32], weights: &[f32]) -> f32 {
    evidence.iter().zip(weights).map(|(value, weight)| value * weight).sum()
}

/// A score as a chance, `0.0..=1.0`: the logistic curve as three straight lines, which need no function of the machine.
fn chance(score: f32) -> f32 {
    (0.5 + score / 6.0).clamp(0.0, 1.0)
}

/// What the words and the shape of each block say.
pub(super) fn page(blocks: &[Block<'_>]) -> Page {
    Page { cues: cues(blocks), prose: blocks.iter().map(prose).collect() }
}

/// Gathers each block's own evidence and hands it to `take`, in order.
pub(super) fn own(blocks: &[Block<'_>], page: &Page, mut take: impl FnMut(Own)) {
    // Paragraphs do not recur, captions of galleries do; hashing more would cost time.
    const LONGEST_REPEATED: usize = 400;
    let key = |block: &Block<'_>| xxh3_64(block.text.as_bytes());
    let mut seen: Vec<u64> = blocks.iter().filter(|block| block.columns <= LONGEST_REPEATED).map(key).collect();
    seen.sort_unstable();
    let recurs = |block: &Block<'_>| {
        let key = key(block);
        let at = seen.partition_point(|&other| other < key);
        block.columns <= LONGEST_REPEATED && seen.get(at + 1) == Some(&key)
    };
    for (block, cue) in blocks.iter().zip(&page.cues) {
        let is = |wanted: Cue| flag(*cue == wanted);
        take([
            1.0,
            ramp(block.columns, 0, 10),
            ramp(block.columns, 10, 40),
            ramp(block.columns, 40, 100),
            ramp(block.columns, 100, 300),
            flag(block.ends == End::Sentence && block.words >= 4),
            flag(block.ends == End::Colon),
            flag(matches!(block.ends, End::Comma | End::Ellipsis)),
            (share(block.short_words, block.words) * 2.5).min(1.0),
            share(block.capital_words, block.words),
            share(block.digits, block.columns),
            ramp(block.commas, 0, 3),
            ramp(block.inner_stops, 0, 2),
            ramp(block.menu_marks, 0, 2),
            flag(block.begins == Begin::Small),
            flag(block.begins == Begin::Quote),
            flag(block.begins == Begin::Digit),
            flag(block.begins == Begin::Other),
            flag(!block.has_small_letters() && block.capital_words >= 1),
            is(Cue::Prompt),
            is(Cue::Links),
            is(Cue::Menu),
            is(Cue::Stamp),
            is(Cue::Byline),
            is(Cue::Credit),
            flag(recurs(block)),
            flag(holds_address(block)),
            flag(block.words == 1),
            is(Cue::Notice),
            is(Cue::Comment),
        ]);
    }
}

/// Gathers the evidence of each block's place from the first scores and hands it to `take`, in order. Returns the stretch of
/// blocks that holds most of what the first scores call body, and least else.
pub(super) fn places(blocks: &[Block<'_>], page: &Page, scores: &[f32], mut take: impl FnMut(Place)) -> Range<usize> {
    let chances: Vec<f32> = scores.iter().map(|&score| chance(score)).collect();
    let comments = comments(blocks, page);
    let heard = |count: &u32| 1.0 / (1 + count) as f32;
    let masses: Vec<f32> = blocks
        .iter()
        .zip(&chances)
        .zip(&comments)
        .map(|((block, chance), count)| chance * ramp(block.columns, 0, 200) * heard(count))
        .collect();
    let main = main_stretch(&masses);
    let is_paragraph = |at: usize| page.prose[at] > FULL_PROSE && page.cues[at] == Cue::None && comments[at] < 2;
    let paragraphs: Vec<bool> = (0..blocks.len()).map(is_paragraph).collect();
    let (since, to) = (distance(paragraphs.iter()), {
        let mut to = distance(paragraphs.iter().rev());
        to.reverse();
        to
    });
    let all_paragraphs = paragraphs.iter().filter(|&&yes| yes).count();
    let mut above = 0;
    let mut under_colon = false;
    let alike: Vec<f32> = (0..blocks.len())
        .map(|at| {
            let around = at.saturating_sub(3)..(at + 4).min(blocks.len());
            ramp(around.filter(|&other| other != at && blocks[other].is_like(&blocks[at])).count(), 0, 3)
        })
        .collect();
    let stamps_around = {
        let stamps: Vec<f32> = page.cues.iter().map(|cue| flag(*cue == Cue::Stamp)).collect();
        let (before, after) = (decayed(&stamps, FAR), decayed_back(&stamps, FAR));
        before.into_iter().zip(after).map(|(before, after)| before.min(after)).collect::<Vec<f32>>()
    };
    let (before_near, after_near) = (decayed(&chances, NEAR), decayed_back(&chances, NEAR));
    let (before_far, after_far) = (decayed(&chances, FAR), decayed_back(&chances, FAR));
    let is_short = |block: &Block<'_>| block.columns < 40 && block.ends != End::Sentence;
    let short_around = enclosed(&blocks.iter().map(|block| flag(is_short(block))).collect::<Vec<_>>());
    let is_cued = |cue: &Cue| matches!(cue, Cue::Prompt | Cue::Links | Cue::Menu);
    let cues_around = enclosed(&page.cues.iter().map(|cue| flag(is_cued(cue))).collect::<Vec<_>>());
    let page_chance = chances.iter().sum::<f32>() / chances.len().max(1) as f32;
    let columns: usize = blocks.iter().map(|block| block.columns).sum();
    let in_prose = blocks.iter().zip(&page.prose).map(|(block, &prose)| if prose > 0.2 { block.columns } else { 0 });
    let page_prose = share(in_prose.sum(), columns);
    let page_cues = ramp(page.cues.iter().filter(|cue| is_cued(cue)).count(), 0, 20);
    let page_lines = ramp(blocks.len(), 10, 100);
    let (mut links_since, mut in_comments) = (0, false);
    for at in 0..blocks.len() {
        let (block, chance) = (&blocks[at], chances[at]);
        let cue = page.cues[at];
        links_since += usize::from(at > main.start && (cue == Cue::Links || cue == Cue::Prompt && block.words > 1));
        in_comments |= at > main.start && cue == Cue::Prompt && is_about_comments(block.text);
        let off = |distance: usize| distance as f32 / (distance as f32 + 8.0);
        let (near, far) = (|mass: f32| mass.min(1.0), |mass: f32| (mass / 4.0).min(1.0));
        let in_main = flag(main.contains(&at));
        if under_colon && (cue != Cue::None || paragraphs[at]) {
            under_colon = false;
        }
        let listed = if under_colon { 0.3 + 0.7 * alike[at] } else { 0.0 };
        under_colon |= cue == Cue::None && block.ends == End::Colon && block.words >= 4 && chance > 0.3;
        let between = before_near[at].min(after_near[at]).min(1.0);
        let open = block.ends != End::Sentence;
        take([
            scores[at],
            chance,
            near(before_near[at]),
            near(after_near[at]),
            near(before_near[at].min(after_near[at])),
            far(before_far[at]),
            far(after_far[at]),
            far(before_far[at].min(after_far[at])),
            in_main,
            off(main.start.saturating_sub(at)),
            off((at + 1).saturating_sub(main.end)),
            in_main * chance,
            (1.0 - in_main) * chance,
            page_chance,
            short_around[at],
            cues_around[at],
            ramp(links_since, 0, 3),
            page_prose,
            flag(is_short(block)) * page_prose,
            page_cues,
            page_lines,
            flag(in_comments),
            ramp(comments[at] as usize, 0, 4),
            stamps_around[at].min(1.0),
            listed,
            alike[at],
            alike[at] * far(before_far[at]),
            ramp(above, 0, 4),
            ramp(all_paragraphs - above - usize::from(paragraphs[at]), 0, 4),
            ramp(since[at], 0, 8),
            ramp(to[at], 0, 8),
            flag(is_short(block)) * between,
            flag(page.cues.get(at + 1) == Some(&Cue::Credit)),
            flag(at > 0 && page.cues[at - 1] == Cue::Links),
            flag(open && !is_short(block)) * between,
            flag(open) * share(block.capital_words, block.words) * between,
            flag(!block.has_small_letters() && block.columns >= 30) * between,
            flag(at > 0 && page.cues[at - 1] == Cue::Credit),
        ]);
        above += usize::from(paragraphs[at]);
    }
    main
}

/// For each block, how many lines of readers' comments were seen up to it, once a paragraph has gone by.
fn comments(blocks: &[Block<'_>], page: &Page) -> Vec<u32> {
    let (mut count, mut in_text) = (0, false);
    (0..blocks.len())
        .map(|at| {
            in_text |= page.prose[at] > FULL_PROSE && page.cues[at] == Cue::None;
            let cue = page.cues[at];
            count +=
                u32::from(in_text && (cue == Cue::Comment || cue == Cue::Prompt && is_about_comments(blocks[at].text)));
            count
        })
        .collect()
}

/// How many blocks ago the last paragraph was, 99 where none was.
fn distance<'a>(paragraphs: impl Iterator<Item = &'a bool>) -> Vec<usize> {
    let mut ago = 99;
    paragraphs
        .map(|&yes| {
            let now = ago;
            ago = if yes { 1 } else { (ago + 1).min(99) };
            now
        })
        .collect()
}

/// The stretch that holds most running text by shape alone, readers' comments aside.
pub(super) fn densest(blocks: &[Block<'_>], page: &Page) -> Range<usize> {
    let heard = comments(blocks, page).into_iter().map(|count| 1.0 / (1 + count) as f32);
    main_stretch(&page.prose.iter().zip(heard).map(|(prose, heard)| prose * heard).collect::<Vec<f32>>())
}

/// How much a line counts less for each line between: half for what stands next to it.
const NEAR: f32 = 0.5;
/// And an eighth for the surroundings of some ten lines.
const FAR: f32 = 0.88;

/// The first stretch with the largest sum, where every block costs a little.
fn main_stretch(masses: &[f32]) -> Range<usize> {
    /// What a block costs: five lines that are no body outweigh one full paragraph. Cross-validated by site, on lines of web
    /// pages: F1 .887 at 0.12, .898 at 0.2, .892 at 0.3, .883 at 0.4.
    const COST: f32 = 0.2;
    let (mut best, mut best_sum) = (0..0, 0.0);
    let (mut start, mut sum) = (0, 0.0);
    for (at, mass) in masses.iter().enumerate() {
        if sum <= 0.0 {
            (start, sum) = (at, 0.0);
        }
        sum += mass - COST;
        if sum > best_sum {
            (best, best_sum) = (start..at + 1, sum);
        }
    }
    best
}

/// For each place, the sum of what stands before it, each step away counting less by `factor`.
fn decayed(values: &[f32], factor: f32) -> Vec<f32> {
    let mut mass = 0.0;
    let step = |value: &f32| {
        let before = mass;
        mass = mass * factor + value;
        before
    };
    values.iter().map(step).collect()
}

/// For each place, the same of what stands after it.
fn decayed_back(values: &[f32], factor: f32) -> Vec<f32> {
    let mut masses = vec![0.0; values.len()];
    let mut mass = 0.0;
    for (at, value) in values.iter().enumerate().rev() {
        masses[at] = mass;
        mass = mass * factor + value;
    }
    masses
}

/// For each place, the smaller of the means over the four before and the four after it: how much it is enclosed. What lies
/// beyond the ends of the page counts as nothing.
fn enclosed(values: &[f32]) -> Vec<f32> {
    const REACH: usize = 4;
    (0..values.len())
        .map(|at| {
            let before: f32 = values[at.saturating_sub(REACH)..at].iter().sum();
            let after: f32 = values[at + 1..(at + 1 + REACH).min(values.len())].iter().sum();
            before.min(after) / REACH as f32
        })
        .collect()
}

/// Whether a line of at most two rows holds a web or mail address, a handle or a hashtag.
fn holds_address(block: &Block<'_>) -> bool {
    let text = block.text;
    block.columns <= 200
        && (text.starts_with('#') || text.contains('@') || text.contains("http") || text.contains("www."))
}
