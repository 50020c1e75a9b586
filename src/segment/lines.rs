//! Labels: which line of a page is title, byline, caption, body or furniture.

use super::cues::{Cue, fold};
use super::evidence::{self, Page};
use super::shape::{Block, End, blocks, line_spans};
use super::weights::{SWITCH, WEIGHTS};
use crate::model::{Draft, Label, Segment, Span};

/// The lines of a page with their labels, blank ones left out. `title` is the record's own, where it has one.
pub fn lines(text: &str, title: Option<&str>) -> Vec<Segment<Draft>> {
    let blocks = blocks(text);
    let page = evidence::gather(&blocks);
    let labels = labels(&blocks, &page, title);
    let mut spans = line_spans(text);
    let mut segments = Vec::with_capacity(blocks.len());
    for (block, label) in blocks.iter().zip(labels) {
        segments.extend(spans.by_ref().take(block.lines).map(|span| Segment { span, label }));
    }
    segments
}

/// The evidence of every line that is not blank, by the names of [`evidence::NAMES`]: what the weights are learnt from.
pub fn evidence(text: &str) -> Vec<(Span<Draft>, Vec<f32>)> {
    let blocks = blocks(text);
    let page = evidence::gather(&blocks);
    blocks.iter().zip(&page.evidence).map(|(block, evidence)| (block.span, evidence.to_vec())).collect()
}

fn labels(blocks: &[Block<'_>], page: &Page, title: Option<&str>) -> Vec<Label> {
    let scores: Vec<f32> = page
        .evidence
        .iter()
        .map(|evidence| evidence.iter().zip(&WEIGHTS).map(|(value, weight)| value * weight).sum())
        .collect();
    let body = smooth(&scores);
    let mut labels: Vec<Label> = body.iter().map(|&body| if body { Label::Body } else { Label::Furniture }).collect();
    for (at, label) in labels.iter_mut().enumerate() {
        if page.cues[at] == Cue::Prompt && blocks[at].words > 1 {
            *label = Label::Furniture;
        } else if is_paragraph(&blocks[at]) && page.cues[at] == Cue::None && page.main.contains(&at) {
            *label = Label::Body;
        }
    }
    drop_link_lists(blocks, page, &mut labels);
    keep_unwitnessed(blocks, page, &mut labels);
    if !labels.contains(&Label::Body) {
        // Nothing to tell furniture from: a list, a poem, a table.
        return vec![Label::Body; blocks.len()];
    }
    name_kept(blocks, page, title, &mut labels);
    labels
}

/// Whether a block is a full sentence of some length: inside the main stretch it is body, whatever stands around it.
fn is_paragraph(block: &Block<'_>) -> bool {
    block.columns >= 80 && block.ends == End::Sentence && block.small_words >= 6
}

/// The likeliest sequence of body and not body, where every change between the two costs [`SWITCH`].
fn smooth(scores: &[f32]) -> Vec<bool> {
    // The best sum that ends in furniture and in body, and for each block whether the best way there came from body.
    let (mut furniture, mut body) = (0.0_f32, 0.0_f32);
    let mut from_body: Vec<[bool; 2]> = Vec::with_capacity(scores.len());
    for score in scores {
        let to_furniture = body - SWITCH > furniture;
        let to_body = body >= furniture - SWITCH;
        from_body.push([to_furniture, to_body]);
        let next_furniture = if to_furniture { body - SWITCH } else { furniture };
        body = if to_body { body } else { furniture - SWITCH } + score;
        furniture = next_furniture;
        // Only the difference matters, and sums of a million lines would lose their last digits.
        body -= furniture;
        furniture = 0.0;
    }
    let mut is_body = body >= furniture;
    let mut found = vec![false; scores.len()];
    for at in (0..scores.len()).rev() {
        found[at] = is_body;
        is_body = from_body[at][usize::from(is_body)];
    }
    found
}

/// At the foot of an article, the head of a list of links takes the headlines below it along.
fn drop_link_lists(blocks: &[Block<'_>], page: &Page, labels: &mut [Label]) {
    let mut in_list = false;
    let paragraph = |at: &usize| page.prose[*at] > 0.4 && page.cues[*at] == Cue::None;
    let last_prose = (0..blocks.len()).rev().find(paragraph).unwrap_or(0);
    for at in 0..blocks.len() {
        let block = &blocks[at];
        if page.cues[at] == Cue::Links && at > last_prose {
            in_list = true;
            labels[at] = Label::Furniture;
        } else if in_list {
            let headline = block.ends != End::Sentence && block.columns <= 150 && page.cues[at] != Cue::Byline;
            in_list = headline;
            if headline {
                labels[at] = Label::Furniture;
            }
        }
    }
}

/// Keeps the runs of furniture that nothing but their shape speaks against.
///
/// A table, a list of results, a poem, a broken-off last line look like furniture to one who knows only shapes. A run is dropped where
/// a cue stands in it or it is a menu by its length; on a page with many cues, which is no plain article, any run.
fn keep_unwitnessed(blocks: &[Block<'_>], page: &Page, labels: &mut [Label]) {
    /// From so many cues on, a page is a whole web page.
    const MANY_CUES: usize = 5;
    /// Short lines in a row that make a menu.
    const MENU_LINES: usize = 6;
    let speaks = |at: usize| matches!(page.cues[at], Cue::Prompt | Cue::Links | Cue::Menu);
    if (0..blocks.len()).filter(|&at| speaks(at)).count() >= MANY_CUES {
        return;
    }
    let short = |block: &Block<'_>| {
        block.lines == 1 && block.columns < 40 && block.ends == End::Other && 4 * block.digits < block.columns
    };
    let mut at = 0;
    while at < blocks.len() {
        let from = at;
        while at < blocks.len() && labels[at] == Label::Furniture {
            at += 1;
        }
        let run = from..at;
        let witnessed = run.clone().any(speaks) || run.clone().filter(|&at| short(&blocks[at])).count() >= MENU_LINES;
        if !witnessed {
            labels[run].fill(Label::Body);
        }
        at = at.max(from + 1);
    }
}

/// Names the lines that are kept for what they are: title, bylines, captions.
fn name_kept(blocks: &[Block<'_>], page: &Page, title: Option<&str>, labels: &mut [Label]) {
    /// Full paragraphs that may stand between a byline and the head or the foot of the article.
    const NEAR: usize = 2;
    let headline = headline(blocks, page, title);
    let full = |at: &usize| labels[*at] == Label::Body && page.prose[*at] > 0.4 && page.cues[*at] != Cue::Byline;
    let head = (0..blocks.len()).filter(full).nth(NEAR).unwrap_or(blocks.len());
    let foot = (0..blocks.len()).rev().filter(full).nth(NEAR).unwrap_or(0);
    for at in 0..blocks.len() {
        let at_edge = at < head || at > foot;
        match page.cues[at] {
            Cue::Byline if at_edge || labels[at] == Label::Furniture => labels[at] = Label::Byline,
            Cue::Credit if blocks[at].ends != End::Sentence || labels[at] == Label::Furniture => {
                labels[at] = Label::Caption;
                // The words under a picture stand before its credit.
                if let Some(above) = at.checked_sub(1)
                    && headline != Some(above)
                    && page.cues[above] == Cue::None
                    && blocks[above].ends != End::Sentence
                    && blocks[above].columns <= 200
                    && !blocks[at].after_blank
                {
                    labels[above] = Label::Caption;
                }
            }
            _ => {}
        }
    }
    if let Some(at) = headline {
        labels[at] = Label::Title;
    }
}

/// The block that is the headline.
fn headline(blocks: &[Block<'_>], page: &Page, title: Option<&str>) -> Option<usize> {
    let first_body = page.main.start.max(1).min(blocks.len());
    if let Some(title) = title {
        let (mut wanted, mut line) = (String::new(), String::new());
        fold(title, &mut wanted);
        let same = |at: &usize| {
            fold(blocks[*at].text, &mut line);
            line == wanted
        };
        return (0..first_body).rev().find(same);
    }
    let fits = |at: &usize| {
        let block = &blocks[*at];
        page.cues[*at] == Cue::None
            && block.lines == 1
            && (20..=200).contains(&block.columns)
            && block.words >= 3
            && !block.text.ends_with(['.', ':', ',', ';'])
    };
    /// Between a headline and the first paragraph stand its deck, byline, date, picture and buttons.
    const REACH: usize = 12;
    (first_body.saturating_sub(REACH)..first_body).find(fits)
}
