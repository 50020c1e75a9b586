//! Merges two extractions of one page.
//!
//! The extraction by score is precise but loses a paragraph here and there, most often the first.
//! The extraction by marks is complete but contains more of the text around the article. Both are
//! lines of the same page in the same order. The result is the first extraction, with the lines
//! that it lacks between two common lines or before the first of them taken from the second.

use std::collections::{HashMap, HashSet};

use super::lines::{Line, chars};
use super::marked::MIN_ARTICLE_CHARS;

/// The least number of characters of a line of prose. Outside the part that both extractions share,
/// shorter lines are mostly dates, credits and buttons. On the lines of plain pages, this length
/// without any other feature separates the article from the rest with an F1 of .73 to .80.
const MIN_PROSE_CHARS: usize = 80;

/// How many times longer the marked article must be to show that the scored one missed the article.
const MUCH_LONGER: usize = 2;

/// The most lines of the marked article between two common lines (chosen, not measured). Without
/// this limit, a line that occurs twice could skip everything between.
const MAX_PASSED: usize = 60;

/// The lines of the article, merged from the extraction by score and the one by marks.
pub(super) fn merge(scored: Vec<Line>, marked: Vec<Line>) -> Vec<Line> {
    let (long, marked_long) = (chars(&scored), chars(&marked));
    if long < MIN_ARTICLE_CHARS || marked_long > MUCH_LONGER * long {
        return if marked.is_empty() { scored } else { marked };
    }
    if marked_long < MIN_ARTICLE_CHARS {
        return scored;
    }
    let common = common(&scored, &marked);
    let ([(first, first_marked), .., (last, _)], known) = (&*common, texts(&scored)) else { return scored };
    let missed = |line: &&Line| !known.contains(&*line.text);
    let prose = |line: &&Line| line.text.chars().count() >= MIN_PROSE_CHARS;

    let mut merged: Vec<Line> = marked[..*first_marked].iter().filter(missed).filter(prose).cloned().collect();
    merged.extend_from_slice(&scored[..*first]);
    for pair in common.windows(2) {
        let ((at, at_marked), (next, next_marked)) = (pair[0], pair[1]);
        merged.push(scored[at].clone());
        merged.extend(marked[at_marked + 1..next_marked].iter().filter(missed).cloned());
        merged.extend_from_slice(&scored[at + 1..next]);
    }
    merged.push(scored[*last].clone());
    merged.extend(scored[last + 1..].iter().filter(prose).cloned());
    merged
}

fn texts(lines: &[Line]) -> HashSet<&str> {
    lines.iter().map(|line| &*line.text).collect()
}

/// The positions of the common lines in both extractions, in the order of both.
fn common(scored: &[Line], marked: &[Line]) -> Vec<(usize, usize)> {
    let mut places: HashMap<&str, Vec<usize>> = HashMap::new();
    for (at, line) in marked.iter().enumerate() {
        places.entry(&line.text).or_default().push(at);
    }
    let (mut common, mut next) = (Vec::new(), 0);
    for (at, line) in scored.iter().enumerate() {
        let Some(of_line) = places.get(&*line.text) else { continue };
        let found = of_line.partition_point(|place| *place < next);
        if let Some(&place) = of_line.get(found).filter(|place| **place - next <= MAX_PASSED) {
            common.push((at, place));
            next = place + 1;
        }
    }
    common
}

#[cfg(test)]
mod tests {
    use super::*;

    const PROSE: &str =
        "is a sentence that is long enough to be taken for prose, since it goes on and on, and then some";

    fn lines(texts: &[&str]) -> Vec<Line> {
        texts
            .iter()
            .map(|text| Line {
                text: if text.len() < 3 { format!("{text} {PROSE}") } else { (*text).into() },
                paragraph: true,
            })
            .collect()
    }

    #[test]
    fn what_both_enclose_is_kept() {
        let scored = lines(&["B", "C", "E", "G", "Share this"]);
        let marked = lines(&["2 May 2019", "A", "B", "C", "A subheading", "D", "E", "F"]);
        assert_eq!(merge(scored, marked), lines(&["A", "B", "C", "A subheading", "D", "E", "G"]));
    }

    #[test]
    fn the_marked_is_taken_where_the_scored_is_a_fragment() {
        let (scored, marked) = (lines(&["A"]), lines(&["A", "B", "C"]));
        assert_eq!(merge(scored.clone(), marked.clone()), marked);
        assert_eq!(merge(scored.clone(), Vec::new()), scored);
        assert_eq!(merge(Vec::new(), marked.clone()), marked);
    }

    #[test]
    fn readings_without_a_common_line_are_not_mixed() {
        let (scored, marked) = (lines(&["A", "B", "C"]), lines(&["D", "E", "F"]));
        assert_eq!(merge(scored.clone(), marked), scored);
    }
}
