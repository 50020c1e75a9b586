//! The features of a line, almost all of them numbers between 0 and 1: of its own shape and words,
//! and of its place among the lines around it.
//!
//! There are two passes: from its own features each line gets a first score, and from the first
//! scores around it come the features of its place. All of them are sums, products and quotients of
//! `f32` in a fixed order, so that every machine finds the same labels.

use std::ops::Range;

use xxhash_rust::xxh3::xxh3_64;

use super::cues::{Cue, cues, is_about_comments};
use super::shape::{Begin, Block, End};
use crate::model::{LineFeatures, PlaceFeatures};

/// The value of [`Page::prose`] above which a line is a full paragraph: a sentence of 92 columns.
/// An unfinished line of twice as many columns has less.
pub(super) const FULL_PROSE: f32 = 0.4;

/// The cues and the shape of the lines of a page.
pub(super) struct Page {
    /// The cue in the words of each block.
    pub(super) cues: Vec<Cue>,
    /// How much each block is like running text, by its shape: `0.0..=1.0`.
    pub(super) prose: Vec<f32>,
}

/// How much a block is like running text, `0.0..=1.0`: long, closed by a full stop, with short
/// words between the others.
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

/// Whether a block has many short or small words, or is written without spaces.
fn connected(block: &Block<'_>) -> bool {
    7 * block.short_words >= block.words
        || block.columns > 12 * block.words && block.columns > 40
        || 2 * block.small_words > block.words
}

/// 0 for a value up to `from`, 1 for a value from `to` on, and a straight line between.
fn ramp(value: usize, from: usize, to: usize) -> f32 {
    (value.clamp(from, to) - from) as f32 / (to - from) as f32
}

/// The share of `part` in `whole`: `0.0..=1.0`, and 0 where `whole` is 0.
fn share(part: usize, whole: usize) -> f32 {
    if whole == 0 { 0.0 } else { part.min(whole) as f32 / whole as f32 }
}

fn flag(yes: bool) -> f32 {
    if yes { 1.0 } else { 0.0 }
}

/// A score as a chance, `0.0..=1.0`: three straight lines in place of the logistic curve, whose
/// bits may differ between machines.
fn chance(score: f32) -> f32 {
    (0.5 + score / 6.0).clamp(0.0, 1.0)
}

/// Finds the cue and the shape of each block.
pub(super) fn page(blocks: &[Block<'_>]) -> Page {
    Page { cues: cues(blocks), prose: blocks.iter().map(prose).collect() }
}

/// Gives the features of each block by itself to `take`, in order.
pub(super) fn own(blocks: &[Block<'_>], page: &Page, mut take: impl FnMut(LineFeatures)) {
    // Paragraphs do not recur, while captions of galleries do. Hashing longer lines would cost
    // time.
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
        take(LineFeatures {
            length_to_10: ramp(block.columns, 0, 10),
            length_to_40: ramp(block.columns, 10, 40),
            length_to_100: ramp(block.columns, 40, 100),
            length_to_300: ramp(block.columns, 100, 300),
            ends_sentence: flag(block.ends == End::Sentence && block.words >= 4),
            ends_colon: flag(block.ends == End::Colon),
            ends_open: flag(matches!(block.ends, End::Comma | End::Ellipsis)),
            short_words: (share(block.short_words, block.words) * 2.5).min(1.0),
            capitals: share(block.capital_words, block.words),
            digits: share(block.digits, block.columns),
            commas: ramp(block.commas, 0, 3),
            inner_stops: ramp(block.inner_stops, 0, 2),
            menu_marks: ramp(block.menu_marks, 0, 2),
            begins_small: flag(block.begins == Begin::Small),
            begins_quote: flag(block.begins == Begin::Quote),
            begins_digit: flag(block.begins == Begin::Digit),
            begins_other: flag(block.begins == Begin::Other),
            all_capitals: flag(!block.has_small_letters() && block.capital_words >= 1),
            prompt: is(Cue::Prompt),
            links: is(Cue::Links),
            menu: is(Cue::Menu),
            stamp: is(Cue::Stamp),
            byline: is(Cue::Byline),
            credit: is(Cue::Credit),
            repeated: flag(recurs(block)),
            address: flag(has_address(block)),
            one_word: flag(block.words == 1),
            notice: is(Cue::Notice),
            comment: is(Cue::Comment),
        });
    }
}

/// Gives the features of each block's place, which need the first scores, to `take`, in order.
/// Returns the main stretch: the run of blocks with the most body by the first scores, and the
/// least else.
pub(super) fn places(
    blocks: &[Block<'_>],
    page: &Page,
    scores: &[f32],
    mut take: impl FnMut(PlaceFeatures),
) -> Range<usize> {
    let chances: Vec<f32> = scores.iter().map(|&score| chance(score)).collect();
    let comments = comments(blocks, page);
    let trust = |count: &u32| 1.0 / (1 + count) as f32;
    let masses: Vec<f32> = blocks
        .iter()
        .zip(&chances)
        .zip(&comments)
        .map(|((block, chance), count)| chance * ramp(block.columns, 0, 200) * trust(count))
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
        take(PlaceFeatures {
            first_score: scores[at],
            first_chance: chance,
            before_near: near(before_near[at]),
            after_near: near(after_near[at]),
            between_near: near(before_near[at].min(after_near[at])),
            before_far: far(before_far[at]),
            after_far: far(after_far[at]),
            between_far: far(before_far[at].min(after_far[at])),
            in_main,
            above_main: off(main.start.saturating_sub(at)),
            below_main: off((at + 1).saturating_sub(main.end)),
            chance_in_main: in_main * chance,
            chance_off_main: (1.0 - in_main) * chance,
            page_chance,
            short_around: short_around[at],
            cues_around: cues_around[at],
            after_links: ramp(links_since, 0, 3),
            page_prose,
            short_in_prose_page: flag(is_short(block)) * page_prose,
            page_cues,
            page_lines,
            after_comments: flag(in_comments),
            comments_since: ramp(comments[at] as usize, 0, 4),
            stamps_around: stamps_around[at].min(1.0),
            list_under_colon: listed,
            alike_around: alike[at],
            alike_after_body: alike[at] * far(before_far[at]),
            paragraphs_above: ramp(above, 0, 4),
            paragraphs_below: ramp(all_paragraphs - above - usize::from(paragraphs[at]), 0, 4),
            lines_since_paragraph: ramp(since[at], 0, 8),
            lines_to_paragraph: ramp(to[at], 0, 8),
            short_between_paragraphs: flag(is_short(block)) * between,
            before_credit: flag(page.cues.get(at + 1) == Some(&Cue::Credit)),
            below_links: flag(at > 0 && page.cues[at - 1] == Cue::Links),
            open_between_paragraphs: flag(open && !is_short(block)) * between,
            capitals_in_text: flag(open) * share(block.capital_words, block.words) * between,
            shouted_in_text: flag(!block.has_small_letters() && block.columns >= 30) * between,
            after_credit: flag(at > 0 && page.cues[at - 1] == Cue::Credit),
        });
        above += usize::from(paragraphs[at]);
    }
    main
}

/// For each block, the number of lines of readers' comments up to it, counted below the first
/// paragraph.
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

/// For each block, how many blocks above it the last paragraph is; 99 where there is none or it is
/// further away.
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

/// The stretch with the most running text by its shape, readers' comments aside.
pub(super) fn densest(blocks: &[Block<'_>], page: &Page) -> Range<usize> {
    let trust = comments(blocks, page).into_iter().map(|count| 1.0 / (1 + count) as f32);
    main_stretch(&page.prose.iter().zip(trust).map(|(prose, trust)| prose * trust).collect::<Vec<f32>>())
}

/// The factor by which a line counts less for each line between, for the nearest lines.
const NEAR: f32 = 0.5;
/// The factor by which a line counts less for each line between, for the surrounding ten lines or
/// so.
const FAR: f32 = 0.88;

/// The first run of blocks with the largest sum, where every block costs a little.
fn main_stretch(masses: &[f32]) -> Range<usize> {
    /// The cost of a block: five lines that are no body outweigh one full paragraph.
    /// Cross-validated by site, on lines of web pages: F1 .887 at 0.12, .898 at 0.2, .892 at 0.3,
    /// .883 at 0.4.
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

/// For each place, the sum of the values before it, multiplied by `factor` for each step between.
fn decayed(values: &[f32], factor: f32) -> Vec<f32> {
    let mut mass = 0.0;
    let step = |value: &f32| {
        let before = mass;
        mass = mass * factor + value;
        before
    };
    values.iter().map(step).collect()
}

/// For each place, the sum of the values after it, multiplied by `factor` for each step between.
fn decayed_back(values: &[f32], factor: f32) -> Vec<f32> {
    let mut masses = vec![0.0; values.len()];
    let mut mass = 0.0;
    for (at, value) in values.iter().enumerate().rev() {
        masses[at] = mass;
        mass = mass * factor + value;
    }
    masses
}

/// For each place, the smaller of the means over the four values before and the four after it.
/// Places beyond the ends of the page count as 0.
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

/// Whether a line of at most 200 columns contains a web or mail address or a handle, or begins with
/// a hashtag.
fn has_address(block: &Block<'_>) -> bool {
    let text = block.text;
    block.columns <= 200
        && (text.starts_with('#') || text.contains('@') || text.contains("http") || text.contains("www."))
}
