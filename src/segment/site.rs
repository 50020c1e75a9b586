//! Counts lines that recur on the pages of a site, and labels them as boilerplate.

use std::collections::BTreeMap;
use std::sync::Arc;

use xxhash_rust::xxh3::xxh3_64;

use super::cues::fold;
use crate::model::{Draft, Label, Segment};

/// The number of body lines at either end of the article that can be boilerplate by their
/// frequency. Further inside, a line that recurs is as often a subheading of the publisher ("What
/// we know") as a prompt, and no count distinguishes the two.
const EDGE_LINES: usize = 12;
/// The least number of pages with nothing else in common on which a line must occur.
const MIN_PAGES: usize = 3;
/// A line of more columns is a paragraph, which follow-up stories repeat.
const LONG_LINE: usize = 80;
/// The least number of pages with nothing else in common on which a paragraph must occur.
const MIN_PAGES_OF_PARAGRAPH: usize = 6;
/// The least share of all pages of the site, as its reciprocal: one in three for a line, one in two
/// for a paragraph.
const MIN_SHARE: (u64, u64) = (3, 2);
/// The most page sketches kept for one line: the limits above need no more.
const MAX_SKETCHES: usize = 16;

/// A sketch that distinguishes pages: the hashes of the two longest lines of a page other than the
/// line in question.
pub(super) type PageSketch = [u32; 2];

/// The lines of one page that may be boilerplate, with a sketch of the page for each.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PageLines {
    keys: Vec<(u64, PageSketch)>,
}

/// The hash of a folded line: small letters, every number as `0`, no marks around it.
fn line_key(line: &str, folded: &mut String) -> u64 {
    fold(line, folded);
    xxh3_64(folded.as_bytes())
}

/// Pass 1: the keys of the body lines near both ends of a page, each once, sorted.
pub fn page_lines(text: &str, lines: &[Segment<Draft>]) -> PageLines {
    let mut folded = String::new();
    let longest = longest(text, lines);
    let sketches: Vec<u64> = longest.iter().map(|&line| line_key(lines[line].span.of(text), &mut folded)).collect();
    let mut keys: Vec<(u64, PageSketch)> = edges(lines)
        .map(|line| {
            let key = line_key(lines[line].span.of(text), &mut folded);
            let mut others = sketches.iter().filter(|&&sketch| sketch != key).map(|&sketch| sketch as u32);
            let sketch = [others.next().unwrap_or(0), others.next().unwrap_or(0)];
            (key, sketch)
        })
        .collect();
    keys.sort_unstable();
    keys.dedup_by_key(|(key, _)| *key);
    PageLines { keys }
}

/// The three longest body lines, the longest first.
fn longest(text: &str, lines: &[Segment<Draft>]) -> Vec<usize> {
    let mut found: Vec<usize> = Vec::with_capacity(4);
    for (at, line) in lines.iter().enumerate().filter(|(_, line)| line.label == Label::Body) {
        let text_of = |at: usize| lines[at].span.of(text);
        if found.iter().any(|&other| text_of(other) == line.span.of(text)) {
            continue;
        }
        let place = found.partition_point(|&other| lines[other].span.len() >= line.span.len());
        if place < 3 {
            found.insert(place, at);
            found.truncate(3);
        }
    }
    found
}

/// The body lines near both ends of a page.
fn edges(lines: &[Segment<Draft>]) -> impl Iterator<Item = usize> {
    let body: Vec<usize> = (0..lines.len()).filter(|&at| lines[at].label == Label::Body).collect();
    let count = body.len();
    body.into_iter().enumerate().filter(move |(at, _)| *at < EDGE_LINES || at + EDGE_LINES >= count).map(|(_, at)| at)
}

/// On how many pages of each site a line occurs, and how much those pages differ. Merging is
/// associative and commutative.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SiteLines {
    sites: BTreeMap<Arc<str>, Site>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Site {
    /// The number of all pages, including those without a frequent line.
    pages: u64,
    /// Each line with the number of pages that contain it, sorted.
    counts: Vec<(u64, u64)>,
    /// For each line the smallest [`MAX_SKETCHES`] sketches of the pages that contain it, sorted,
    /// without duplicates.
    sketches: Vec<(u64, PageSketch)>,
}

/// A line of one page of a site: its key, the number of the site, and the sketch of the page.
pub(crate) type SiteLine = (u64, u32, PageSketch);

impl PageLines {
    /// The lines of the page as lines of the site with that number.
    pub fn of_site(&self, site: u32) -> impl Iterator<Item = SiteLine> {
        self.keys.iter().map(move |&(key, sketch)| (key, site, sketch))
    }
}

impl SiteLines {
    /// Builds the counts of sites from the names of the sites, with the number of their pages, and
    /// the lines of all pages. The lines may be divided into `parts` in any way that keeps lines
    /// with the same key together. Only lines that are frequent enough are kept.
    ///
    /// # Errors
    /// The first error of the parts.
    pub fn of_parts<E>(
        sites: &[(Arc<str>, u64)],
        parts: impl Iterator<Item = Result<Vec<SiteLine>, E>>,
    ) -> Result<Self, E> {
        let mut found: Vec<Site> = sites.iter().map(|&(_, pages)| Site { pages, ..Site::default() }).collect();
        for part in parts {
            let mut part = part?;
            part.sort_unstable_by_key(|&(key, site, sketch)| (site, key, sketch));
            for lines in part.chunk_by(|x, y| (x.0, x.1) == (y.0, y.1)) {
                let (key, number, _) = lines[0];
                let site = &mut found[number as usize];
                let count = lines.len() as u64;
                if lines.len() >= MIN_PAGES && count * MIN_SHARE.0 >= site.pages {
                    site.counts.push((key, count));
                    let mut sketches: Vec<(u64, PageSketch)> =
                        lines.iter().map(|&(key, _, sketch)| (key, sketch)).collect();
                    sketches.dedup();
                    sketches.truncate(MAX_SKETCHES);
                    site.sketches.extend(sketches);
                }
            }
        }
        found.iter_mut().for_each(Site::settle);
        let names = sites.iter().map(|(name, _)| Arc::clone(name));
        Ok(SiteLines { sites: names.zip(found).collect() })
    }

    /// Counts the lines of pages. Pages without a site (an empty name) are not counted.
    pub fn count(pages: impl IntoIterator<Item = (Arc<str>, PageLines)>) -> Self {
        let mut found = SiteLines::default();
        for (site, page) in pages {
            if site.is_empty() {
                continue;
            }
            let site = found.sites.entry(site).or_default();
            site.pages += 1;
            site.counts.extend(page.keys.iter().map(|(key, _)| (*key, 1)));
            site.sketches.extend(page.keys);
        }
        found.sites.values_mut().for_each(Site::settle);
        found
    }

    /// The sum of the counts of both.
    #[must_use]
    pub fn merge(mut self, other: Self) -> Self {
        for (name, theirs) in other.sites {
            let ours = self.sites.entry(name).or_default();
            ours.pages += theirs.pages;
            ours.counts.extend(theirs.counts);
            ours.sketches.extend(theirs.sketches);
            ours.settle();
        }
        self
    }
}

impl Site {
    /// Sorts appended counts and adds up those of the same line.
    fn settle(&mut self) {
        self.counts.sort_unstable();
        self.counts.dedup_by(|next, sum| {
            let same = next.0 == sum.0;
            sum.1 += if same { next.1 } else { 0 };
            same
        });
        self.sketches.sort_unstable();
        self.sketches.dedup();
        let (mut line, mut count_of_line) = (None, 0);
        self.sketches.retain(|(key, _)| {
            count_of_line = if line == Some(*key) { count_of_line + 1 } else { 1 };
            line = Some(*key);
            count_of_line <= MAX_SKETCHES
        });
    }

    /// Whether a line occurs on enough pages that have nothing else in common.
    fn is_boilerplate(&self, key: u64, columns: usize) -> bool {
        let Ok(at) = self.counts.binary_search_by_key(&key, |(key, _)| *key) else { return false };
        let (needed, share) =
            if columns > LONG_LINE { (MIN_PAGES_OF_PARAGRAPH, MIN_SHARE.1) } else { (MIN_PAGES, MIN_SHARE.0) };
        if self.counts[at].1 * share < self.pages {
            return false;
        }
        // Copies of one article share their longest lines: only one of them counts.
        let from = self.sketches.partition_point(|(line, _)| *line < key);
        let sketches = self.sketches[from..].iter().take_while(|(line, _)| *line == key).map(|(_, sketch)| sketch);
        let mut seen: Vec<u32> = Vec::with_capacity(2 * MAX_SKETCHES);
        let mut apart = 0;
        for sketch in sketches {
            if !sketch.iter().any(|half| seen.contains(half)) {
                apart += 1;
            }
            seen.extend(sketch.iter().filter(|&&half| half != 0));
        }
        apart >= needed
    }
}

/// Pass 2: labels body lines at both ends of a page as boilerplate if they recur on its site.
///
/// Lines are labelled from either end inwards, up to the first line that does not recur. A
/// paragraph that only copies of one article share is kept in all of them, because such pages
/// differ in nothing else.
pub fn relabel(text: &str, lines: &mut [Segment<Draft>], site: &str, counts: &SiteLines) {
    let Some(site) = counts.sites.get(site) else { return };
    let mut folded = String::new();
    let body: Vec<usize> = (0..lines.len()).filter(|&at| lines[at].label == Label::Body).collect();
    let mut recurs = |at: usize| {
        let line = lines[at].span.of(text).trim();
        site.is_boilerplate(line_key(line, &mut folded), line.chars().count())
    };
    let head = body.iter().take(EDGE_LINES).take_while(|&&at| recurs(at)).count();
    let foot = body[head..].iter().rev().take(EDGE_LINES).take_while(|&&at| recurs(at)).count();
    if head + foot == body.len() {
        return; // the whole text is never boilerplate
    }
    for &at in body[..head].iter().chain(&body[body.len() - foot..]) {
        lines[at].label = Label::Boilerplate;
    }
}
