//! Labels the lines of a page: title, byline, caption, body or boilerplate.

use std::ops::Range;
use std::sync::LazyLock;

use memchr::memchr_iter;

use super::cues::{Cue, fold};
use super::evidence::{self, FULL_PROSE, Page};
use super::shape::{Block, End, MOST_LINES, blocks, line_spans};
use crate::model::{Draft, Label, LineFeatures, Model, ModelFile, Segment, Span, Weights};

/// The lines of a page with their labels, without blank lines. `title` is the title of the record,
/// if it has one.
///
/// Each line is scored by its shape and words, then by the scores around it, and the likeliest
/// sequence of body and boilerplate is chosen. Rules then protect lines that shape cannot judge. A
/// line is labelled as boilerplate only if the page has more evidence for that than the shape of
/// the line, and a text in which no line is clearly body stays unchanged.
///
/// ```
/// use unspin::model::Label;
/// use unspin::segment::{drop_boilerplate, lines};
///
/// let story = "The council of Westhaven voted on Tuesday to close the old harbour bridge for two years, after engineers \
///     had warned of cracks in its northern pier.\n\nFerries will run every twenty minutes from the fish market to the \
///     southern bank, and buses will go round by the northern road.\n";
/// let page = format!("{story}\nRead Next\nShare on Facebook\n");
/// let lines = lines(&page, None);
/// let labels: Vec<Label> = lines.iter().map(|line| line.label).collect();
/// assert_eq!(labels, [Label::Body, Label::Body, Label::Boilerplate, Label::Boilerplate]);
/// assert_eq!(lines[2].span.of(&page), "Read Next");
///
/// // Every deletion is recorded as an edit.
/// let patch = drop_boilerplate(&page, &lines);
/// assert_eq!(patch.apply(&page)?, story);
/// assert_eq!(&*patch.edits()[0].rule, "segment.boilerplate");
/// # Ok::<(), unspin::model::PatchError>(())
/// ```
pub fn lines(text: &str, title: Option<&str>) -> Vec<Segment<Draft>> {
    lines_by(text, title, &MODELS)
}

/// The models that label lines.
#[doc(hidden)]
#[derive(Debug)]
pub struct LineModels {
    /// For the first score of a line: its own features.
    first: Weights,
    /// For the second score of a line: its own features, with the bias.
    own: Weights,
    /// For the second score of a line: the features of its place.
    place: Weights,
}

/// The models that are compiled in.
static MODELS: LazyLock<LineModels> =
    LazyLock::new(|| LineModels::new(&Model::LinesOwn.file(), &Model::LinesPlace.file()));

impl LineModels {
    /// The models of two files, one of [`Model::LinesOwn`] and one of [`Model::LinesPlace`].
    pub fn new(own: &ModelFile, place: &ModelFile) -> Self {
        let first = Model::LinesOwn.weights_of(own);
        let (own, place) = Model::LinesPlace.weights_of(place).split(LineFeatures::COUNT);
        LineModels { first, own, place }
    }
}

/// The lines of a page, labelled with other models than those that are compiled in:
/// `scripts/fit_lines.py` measures with it.
#[doc(hidden)]
pub fn lines_by(text: &str, title: Option<&str>, models: &LineModels) -> Vec<Segment<Draft>> {
    if memchr_iter(b'\n', text.as_bytes()).take(MOST_LINES).count() == MOST_LINES {
        return line_spans(text).map(|span| Segment { span, label: Label::Body }).collect();
    }
    let blocks = blocks(text);
    let labels = labels(&blocks, title, models);
    let mut segments = Vec::with_capacity(blocks.len());
    for (block, label) in blocks.iter().zip(labels) {
        if block.lines == 1 {
            segments.push(Segment { span: block.span, label });
            continue;
        }
        let start = block.span.start;
        let spans = line_spans(block.span.of(text)).map(|span| Span::new(start + span.start, start + span.end));
        segments.extend(spans.map(|span| Segment { span, label }));
    }
    segments
}

/// The values from which `scripts/fit_lines.py` fits the models: for every block of lines its
/// place, its own features and those of its place, in the order of [`Model::features`]. The
/// features of the place depend on the first scores, which a file of [`Model::LinesOwn`] gives;
/// `None` means the one that is compiled in.
#[doc(hidden)]
pub fn line_values(text: &str, own: Option<&ModelFile>) -> Vec<(Span<Draft>, Vec<f32>, Vec<f32>)> {
    let blocks = blocks(text);
    let other = own.map(|file| Model::LinesOwn.weights_of(file));
    let weights = other.as_ref().unwrap_or(&MODELS.first);
    let (mut first, mut rows): (Vec<f32>, Vec<_>) = (Vec::new(), Vec::new());
    let mut spans = blocks.iter().map(|block| block.span);
    let page = evidence::page(&blocks);
    evidence::own(&blocks, &page, |own| {
        first.push(weights.sum(&own.values()));
        rows.extend(spans.next().map(|span| (span, own.values().to_vec(), Vec::new())));
    });
    let mut at = 0;
    evidence::places(&blocks, &page, &first, |place| {
        rows[at].2 = place.values().to_vec();
        at += 1;
    });
    rows
}

/// What a change between body and boilerplate from one line to the next costs, in log odds like the
/// scores. It is set by hand, not fitted.
const SWITCH: f32 = 1.0;

/// How much one line of a page must be like running text before any other line is dropped: as much
/// as a sentence of 60 columns.
const SURE_PROSE: f32 = 0.2;

fn labels(blocks: &[Block<'_>], title: Option<&str>, models: &LineModels) -> Vec<Label> {
    let page = &evidence::page(blocks);
    let boilerplate_cues = page.cues.iter().filter(|cue| is_boilerplate_cue(**cue)).count();
    if boilerplate_cues == 0 && !begins_with_menu(blocks, page) {
        // The page has no cue of boilerplate, so it is a plain article.
        let mut labels = vec![Label::Body; blocks.len()];
        if page.prose.iter().any(|&prose| prose > SURE_PROSE) {
            let first = page.prose.iter().position(|&prose| prose > FULL_PROSE).unwrap_or(0);
            label_kept(blocks, page, headline(blocks, page, &(first..blocks.len()), title), &mut labels);
        }
        return labels;
    }
    let mut first = Vec::with_capacity(blocks.len());
    let mut scores = Vec::with_capacity(blocks.len());
    evidence::own(blocks, page, |own| {
        first.push(models.first.sum(&own.values()));
        scores.push(models.own.sum(&own.values()));
    });
    let mut at = 0;
    let main = &evidence::places(blocks, page, &first, |place| {
        scores[at] += models.place.sum(&place.values());
        at += 1;
    });
    let body = smooth(&scores, SWITCH);
    let mut labels: Vec<Label> = body.iter().map(|&body| if body { Label::Body } else { Label::Boilerplate }).collect();
    let near_main = main.start.saturating_sub(1)..main.end + 1;
    let light = boilerplate_cues < WHOLE_PAGE_CUES;
    for (at, label) in labels.iter_mut().enumerate() {
        if page.cues[at] == Cue::Prompt && (blocks[at].words > 1 || !light) {
            *label = Label::Boilerplate;
        } else if light && is_paragraph(&blocks[at]) && page.cues[at] == Cue::None && near_main.contains(&at) {
            *label = Label::Body;
        }
    }
    keep_lists(blocks, page, main, &scores, &mut labels);
    keep_items(blocks, page, &mut labels);
    drop_link_lists(blocks, page, &mut labels);
    keep_runs_without_cue(blocks, page, &mut labels);
    let sure = |at: usize| labels[at] == Label::Body && page.prose[at] > SURE_PROSE;
    if !light && !labels.contains(&Label::Body) {
        // A whole page contains an article: it is taken to be the part that looks most like one.
        let likely = evidence::densest(blocks, page);
        labels[likely].fill(Label::Body);
    } else if light && !(0..blocks.len()).any(sure) {
        return vec![Label::Body; blocks.len()];
    }
    if !labels.contains(&Label::Body) {
        return vec![Label::Body; blocks.len()];
    }
    label_kept(blocks, page, headline(blocks, page, main, title), &mut labels);
    labels
}

/// From so many cues on, a page is a whole web page, whose paragraphs are often comments and
/// notices. With fewer cues, a full paragraph in the middle of the text is never dropped.
const WHOLE_PAGE_CUES: usize = 10;

/// Whether a cue is evidence of boilerplate.
fn is_boilerplate_cue(cue: Cue) -> bool {
    matches!(cue, Cue::Prompt | Cue::Links | Cue::Menu | Cue::Comment)
}

/// Whether a block is a full sentence of some length.
fn is_paragraph(block: &Block<'_>) -> bool {
    let closed = block.columns >= 80 && block.ends == End::Sentence && block.small_words >= 6;
    closed || block.columns >= 150 && block.small_words >= 12 // may be cut off by a paywall
}

/// The likeliest sequence of body and not body, where every change between the two costs `switch`.
fn smooth(scores: &[f32], switch: f32) -> Vec<bool> {
    // The best sums of the sequences that end in boilerplate and in body; and for each block,
    // whether the best sequence to each of the two comes from body.
    let (mut boilerplate, mut body) = (0.0_f32, 0.0_f32);
    let mut from_body: Vec<[bool; 2]> = Vec::with_capacity(scores.len());
    for score in scores {
        let to_boilerplate = body - switch > boilerplate;
        let to_body = body >= boilerplate - switch;
        from_body.push([to_boilerplate, to_body]);
        let next_boilerplate = if to_boilerplate { body - switch } else { boilerplate };
        body = if to_body { body } else { boilerplate - switch } + score;
        boilerplate = next_boilerplate;
        // Only the difference matters, and the sums of a million lines would lose their last
        // digits.
        body -= boilerplate;
        boilerplate = 0.0;
    }
    let mut is_body = body >= boilerplate;
    let mut found = vec![false; scores.len()];
    for at in (0..scores.len()).rev() {
        found[at] = is_body;
        is_body = from_body[at][usize::from(is_body)];
    }
    found
}

/// Drops the headlines below the head of a list of links: at the foot of an article, and in the
/// middle of it where two or more of them follow.
fn drop_link_lists(blocks: &[Block<'_>], page: &Page, labels: &mut [Label]) {
    /// A subheading may read like the head of such a list ("The latest"), and one line without a
    /// full stop follows it by chance.
    const LINKS: usize = 2;
    let paragraph = |at: &usize| page.prose[*at] > FULL_PROSE && page.cues[*at] == Cue::None;
    let headline = |at: usize| {
        blocks[at].ends != End::Sentence
            && blocks[at].columns <= 150
            && !matches!(page.cues[at], Cue::Byline | Cue::Links)
    };
    let last_prose = (0..blocks.len()).rev().find(paragraph).unwrap_or(0);
    for at in (0..blocks.len()).filter(|&at| page.cues[at] == Cue::Links) {
        let end = (at + 1..blocks.len()).find(|&at| !headline(at)).unwrap_or(blocks.len());
        if at > last_prose || end - at > LINKS && blocks[at].words > 1 {
            labels[at..end].fill(Label::Boilerplate);
        }
    }
}

/// Keeps the lists inside an article: three lines or more without a cue between lines of its body.
fn keep_lists(blocks: &[Block<'_>], page: &Page, main: &Range<usize>, scores: &[f32], labels: &mut [Label]) {
    /// One or two such lines are as often a caption or a link to another story.
    const LIST_LINES: usize = 3;
    /// A run with a lower mean score, in log odds, is a block of links between two parts of the
    /// page.
    const LIST_SCORE: f32 = -2.0;
    let mut at = main.start;
    while at < main.end {
        let from = at;
        while at < main.end && labels[at] == Label::Boilerplate {
            at += 1;
        }
        let enclosed = from > main.start && at < main.end;
        let plain = |at: usize| page.cues[at] == Cue::None && blocks[at].menu_marks == 0;
        let mean = scores[from..at].iter().sum::<f32>() / (at - from).max(1) as f32;
        if enclosed && at - from >= LIST_LINES && mean > LIST_SCORE && (from..at).all(plain) {
            labels[from..at].fill(Label::Body);
        }
        at = at.max(from + 1);
    }
}

/// Keeps lists with similar items that follow the body: tour dates, teams, results.
fn keep_items(blocks: &[Block<'_>], page: &Page, labels: &mut [Label]) {
    /// Two or three lines are often similar by chance.
    const ITEMS: usize = 4;
    /// The most lines between the body and the list: its head.
    const HEADS: usize = 1;
    /// The most columns of an item. No item ends like a sentence: teasers do.
    const ITEM_COLUMNS: usize = 120;
    let plain = |at: usize| page.cues[at] == Cue::None;
    let item = |at: usize| plain(at) && blocks[at].columns <= ITEM_COLUMNS && blocks[at].ends != End::Sentence;
    let mut at = 1;
    while at < blocks.len() {
        let from = at - 1;
        while at < blocks.len() && item(at - 1) && item(at) && blocks[at].is_like(&blocks[at - 1]) {
            at += 1;
        }
        if at - from >= ITEMS {
            let head = (from.saturating_sub(HEADS)..from).rev().take_while(|&at| plain(at)).last().unwrap_or(from);
            let follows =
                head.checked_sub(1).is_some_and(|above| labels[above] == Label::Body) || labels[head] == Label::Body;
            if follows {
                labels[head..at].fill(Label::Body);
            }
        }
        at = at.max(from + 1) + 1;
    }
}

/// Keeps the runs of boilerplate whose only evidence is their shape.
///
/// By its shape, a table, a list of results, a poem or a cut last line looks like boilerplate. So a
/// run is dropped only if it contains a cue, or if it is long enough for a menu and the page has a
/// cue elsewhere. On a page with many cues, which is not a plain article, every run is dropped.
fn keep_runs_without_cue(blocks: &[Block<'_>], page: &Page, labels: &mut [Label]) {
    /// From so many cues on, a page is a whole web page.
    const MANY_CUES: usize = 5;
    /// One word of menus may be a subheading; two make a menu.
    const MENU_WORDS: usize = 2;
    let count = |range: &Range<usize>| {
        range.clone().fold((0, 0), |(sure, menu), at| match page.cues[at] {
            Cue::Prompt | Cue::Links | Cue::Comment => (sure + 1, menu),
            Cue::Menu => (sure, menu + 1),
            _ => (sure, menu),
        })
    };
    let has_cue = |(sure, menu): (usize, usize)| sure > 0 || menu >= MENU_WORDS;
    let all = count(&(0..blocks.len()));
    if all.0 + all.1 >= MANY_CUES {
        return;
    }
    if begins_with_menu(blocks, page) {
        return;
    }
    let mut at = 0;
    while at < blocks.len() {
        let from = at;
        while at < blocks.len() && labels[at] == Label::Boilerplate {
            at += 1;
        }
        let run = from..at;
        let is_menu = has_cue(all) && run.clone().filter(|&at| is_label(&blocks[at])).count() >= MENU_LINES;
        if !is_menu && !has_cue(count(&run)) {
            labels[run].fill(Label::Body);
        }
        at = at.max(from + 1);
    }
}

/// The least number of short lines in a row that make a menu.
const MENU_LINES: usize = 6;

/// Whether a line is short enough for an entry of a menu and is not a row of figures.
fn is_label(block: &Block<'_>) -> bool {
    block.lines == 1 && block.columns < 40 && block.ends == End::Other && 4 * block.digits < block.columns
}

/// Whether a text begins with the menu of a page in a language without known cues: no article
/// begins with so many short lines.
fn begins_with_menu(blocks: &[Block<'_>], page: &Page) -> bool {
    let names = |block: &&Block<'_>| {
        let cased = block.text.bytes().any(|byte| byte.is_ascii_lowercase());
        is_label(block) && block.words <= 4 && (!cased || 2 * block.capital_words > block.words)
    };
    let first_prose = page.prose.iter().position(|&prose| prose > FULL_PROSE).unwrap_or(0);
    let labels_above = blocks[..first_prose].iter().filter(names).count();
    labels_above >= 2 * MENU_LINES && 3 * labels_above >= 2 * first_prose
}

/// Labels the lines that are kept as title, bylines and captions.
fn label_kept(blocks: &[Block<'_>], page: &Page, headline: Option<usize>, labels: &mut [Label]) {
    /// A line of more columns is a paragraph that mentions a picture.
    const CAPTION_COLUMNS: usize = 300;
    /// The most full paragraphs between a byline and the head or the foot of the article.
    const NEAR: usize = 2;
    let full = |at: &usize| labels[*at] == Label::Body && page.prose[*at] > FULL_PROSE && page.cues[*at] != Cue::Byline;
    let head = (0..blocks.len()).filter(full).nth(NEAR).unwrap_or(blocks.len());
    let foot = (0..blocks.len()).rev().filter(full).nth(NEAR).unwrap_or(0);
    for at in 0..blocks.len() {
        let at_edge = at < head || at > foot;
        match page.cues[at] {
            Cue::Byline if at_edge || labels[at] == Label::Boilerplate => labels[at] = Label::Byline,
            Cue::Stamp if at_edge && labels[at] == Label::Body => labels[at] = Label::Byline,
            Cue::Credit if blocks[at].columns <= CAPTION_COLUMNS || labels[at] == Label::Boilerplate => {
                labels[at] = Label::Caption;
                // The words under a picture are before its credit.
                if let Some(above) = at.checked_sub(1)
                    && headline != Some(above)
                    && page.cues[above] == Cue::None
                    && blocks[above].inner_stops == 0
                    && blocks[above].columns <= CAPTION_COLUMNS
                    && blocks[at].columns <= 80
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
fn headline(blocks: &[Block<'_>], page: &Page, main: &Range<usize>, title: Option<&str>) -> Option<usize> {
    /// The most columns of a headline.
    const LONGEST: usize = 300;
    // A line of the main part can be the headline only if it is the first line of the text and the
    // record has no title.
    let open = usize::from(title.is_none()).min(blocks.len());
    let first_body = main.start.max(open);
    if let Some(title) = title {
        let (mut wanted, mut line) = (String::new(), String::new());
        fold(title, &mut wanted);
        let mut same = |at: &usize| {
            blocks[*at].columns <= LONGEST && {
                fold(blocks[*at].text, &mut line);
                line == wanted
            }
        };
        // The line nearest to the text is preferred, then any other. If no line equals the title,
        // as in a record whose title is that of the page, the headline is guessed.
        let found = (0..first_body).rev().find(&mut same).or_else(|| (first_body..blocks.len()).find(&mut same));
        if found.is_some() {
            return found;
        }
    }
    let fits = |at: &usize| {
        let block = &blocks[*at];
        page.cues[*at] == Cue::None
            && block.lines == 1
            && (20..=200).contains(&block.columns)
            && block.words >= 3
            && !block.text.ends_with(['.', ':', ',', ';'])
    };
    /// The deck, the byline, the date, the picture and its buttons may be between a headline and
    /// the first paragraph: this is the most lines.
    const REACH: usize = 12;
    (first_body.saturating_sub(REACH)..first_body).find(fits)
}
