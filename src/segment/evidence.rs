//! The evidence of a line: its shape, its words and its neighbours as numbers between 0 and 1.

use std::collections::HashMap;

use super::cues::{Cue, cue};
use super::shape::{Begin, Block, End};

/// How many numbers the evidence of a line has.
pub(super) const COUNT: usize = NAMES.len();

/// What each number is, for those who read the weights.
pub const NAMES: [&str; 44] = [
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
    "prose_before_near",
    "prose_after_near",
    "prose_before_far",
    "prose_after_far",
    "between_near",
    "between_far",
    "in_main",
    "above_main",
    "below_main",
    "short_around",
    "page_prose",
    "address",
    "after_links",
    "short_in_main",
    "short_in_prose_page",
    "sentence_off_main",
    "cues_around",
    "one_word",
];

/// The evidence of one line.
pub(super) type Evidence = [f32; COUNT];

/// What is known of a page beside the evidence of its lines.
pub(super) struct Page {
    /// The evidence of each block.
    pub(super) evidence: Vec<Evidence>,
    /// What the words of each block say.
    pub(super) cues: Vec<Cue>,
    /// How much like running text each block is, `0.0..=1.0`.
    pub(super) prose: Vec<f32>,
    /// The stretch of blocks, end-exclusive, that holds most running text and least else.
    pub(super) main: std::ops::Range<usize>,
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

/// Gathers the evidence of every block of a page.
pub(super) fn gather(blocks: &[Block<'_>]) -> Page {
    let mut folded = String::new();
    let cues: Vec<Cue> = blocks.iter().map(|block| cue(block, &mut folded)).collect();
    let prose: Vec<f32> = blocks.iter().map(prose).collect();
    let main = main_stretch(&prose);
    let short: Vec<f32> = blocks.iter().map(|block| flag(block.columns < 40 && block.ends != End::Sentence)).collect();
    let cued: Vec<f32> = cues.iter().map(|cue| flag(matches!(cue, Cue::Prompt | Cue::Links | Cue::Menu))).collect();
    let before_near = decayed(&prose, 0.5);
    let before_far = decayed(&prose, 0.88);
    let after_near = decayed_back(&prose, 0.5);
    let after_far = decayed_back(&prose, 0.88);
    let short_around = enclosed(&short);
    let cues_around = enclosed(&cued);
    let mut seen: HashMap<&str, usize> = HashMap::with_capacity(blocks.len());
    for block in blocks {
        *seen.entry(block.text).or_default() += 1;
    }
    let columns: usize = blocks.iter().map(|block| block.columns).sum();
    let page_prose = blocks.iter().zip(&prose).map(|(block, &prose)| if prose > 0.2 { block.columns } else { 0 }).sum();
    let page_prose = share(page_prose, columns);
    let mut links_since = 0;
    let evidence = blocks
        .iter()
        .enumerate()
        .map(|(at, block)| {
            let letters = block.small_letters + block.capital_words;
            let in_main = flag(main.contains(&at));
            let sentence = flag(block.ends == End::Sentence && block.words >= 4);
            if at > main.start && (cues[at] == Cue::Links || cues[at] == Cue::Prompt && block.words > 1) {
                links_since += 1;
            }
            let off = |distance: usize| distance as f32 / (distance as f32 + 8.0);
            let near = |mass: f32| mass.min(1.0);
            let far = |mass: f32| (mass / 4.0).min(1.0);
            [
                1.0,
                ramp(block.columns, 0, 10),
                ramp(block.columns, 10, 40),
                ramp(block.columns, 40, 100),
                ramp(block.columns, 100, 300),
                sentence,
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
                flag(block.small_letters == 0 && letters >= 1),
                flag(cues[at] == Cue::Prompt),
                flag(cues[at] == Cue::Links),
                flag(cues[at] == Cue::Menu),
                flag(cues[at] == Cue::Stamp),
                flag(cues[at] == Cue::Byline),
                flag(cues[at] == Cue::Credit),
                flag(seen.get(block.text).is_some_and(|&count| count > 1)),
                near(before_near[at]),
                near(after_near[at]),
                far(before_far[at]),
                far(after_far[at]),
                near(before_near[at].min(after_near[at])),
                far(before_far[at].min(after_far[at])),
                in_main,
                off(main.start.saturating_sub(at)),
                off((at + 1).saturating_sub(main.end)),
                short_around[at],
                page_prose,
                flag(holds_address(block.text)),
                ramp(links_since, 0, 3),
                short[at] * in_main,
                short[at] * page_prose,
                sentence * (1.0 - in_main),
                cues_around[at],
                flag(block.words == 1),
            ]
        })
        .collect();
    Page { evidence, cues, prose, main }
}

/// The stretch with the largest sum of running text, where every block costs a little: the first such one.
fn main_stretch(prose: &[f32]) -> std::ops::Range<usize> {
    /// What a block costs: eight lines that are no running text outweigh one full paragraph.
    const COST: f32 = 0.12;
    let (mut best, mut best_sum) = (0..0, 0.0);
    let (mut start, mut sum) = (0, 0.0);
    for (at, prose) in prose.iter().enumerate() {
        if sum <= 0.0 {
            (start, sum) = (at, 0.0);
        }
        sum += prose - COST;
        if sum > best_sum {
            (best, best_sum) = (start..at + 1, sum);
        }
    }
    best
}

/// For each place, the sum of what stands before it, each step away counting less by `factor`.
fn decayed(values: &[f32], factor: f32) -> Vec<f32> {
    let mut mass = 0.0;
    values
        .iter()
        .map(|value| {
            let before = mass;
            mass = mass * factor + value;
            before
        })
        .collect()
}

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

fn holds_address(text: &str) -> bool {
    text.contains("http") || text.contains("www.") || text.contains('@') || text.starts_with('#')
}
