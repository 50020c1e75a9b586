//! Aligns two strings letter by letter with the confusions of OCR: "m" for "rn" costs less than "m"
//! for "k".
//!
//! The shapes that scanners confuse are the table [`Glyphs`].

use crate::english::Glyphs;

/// The cost of one wrong letter; the unit of all costs is a tenth of it.
pub(super) const WRONG: u32 = 10;

/// The cost of a letter for another of like shape.
const LIKE: u32 = 4;

/// The cost of a letter in the other case.
const CASE: u32 = 2;

/// The cost of two letters for one of like shape.
const LIKE_PAIR: u32 = 5;

/// The cost of a mark that is lost, added, or another one.
const MARK: u32 = 4;

/// The cost of a space that is lost or added.
const SPACE: u32 = 6;

/// The cost of a space for a mark.
const SPACE_FOR_MARK: u32 = 5;

/// The cost of a space for a letter: more than that of losing the one and adding the other.
const SPACE_FOR_LETTER: u32 = 17;

/// How far from the diagonal cells are computed, beyond the difference of the two lengths.
const BAND: usize = 24;

/// The most cells of one alignment, which is enough for two strings of a thousand letters.
const MAX_CELLS: usize = 1 << 17;

/// The cheapest alignment of two strings.
pub(super) struct LetterAlignment {
    /// The cost, in tenths of a letter.
    pub(super) cost: u32,
    /// The places of spaces that are opposite each other, in order.
    pub(super) spaces: Vec<(usize, usize)>,
}

/// How alike two strings look: 1.0 if they are equal, 0.0 if they share nothing. `None` if they are
/// too long to be aligned.
pub(super) fn likeness(a: &str, b: &str) -> Option<f32> {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let longest = a.len().max(b.len()).max(1);
    let cost = align(&a, &b)?.cost;
    Some((1.0 - cost as f32 / (WRONG * longest as u32) as f32).max(0.0))
}

/// How many cells an alignment of strings of two lengths computes. `None` if it is more than
/// [`MAX_CELLS`].
pub(super) fn cells(a: usize, b: usize) -> Option<usize> {
    let count = (a + 1) * (2 * (a.abs_diff(b) + BAND) + 1).min(b + 1);
    (count <= MAX_CELLS).then_some(count)
}

/// The cheapest alignment within the band; `None` if the strings are too long or too different in
/// length.
pub(super) fn align(a: &[char], b: &[char]) -> Option<LetterAlignment> {
    cells(a.len(), b.len())?;
    let band = DiagonalBand { half: a.len().abs_diff(b.len()) + BAND, columns: b.len() };
    let (cost, steps) = cheapest_steps(a, b, &band);
    let mut spaces = Vec::new();
    let (mut row, mut column) = (a.len(), b.len());
    while row > 0 || column > 0 {
        let step = steps[row * band.stride() + column - band.low(row)];
        let (down, right) = match step {
            LetterStep::Start => return None,
            LetterStep::Both => (1, 1),
            LetterStep::Left => (1, 0),
            LetterStep::Right => (0, 1),
            LetterStep::OneTwo => (1, 2),
            LetterStep::TwoOne => (2, 1),
        };
        row -= down;
        column -= right;
        if step == LetterStep::Both && a[row] == ' ' && b[column] == ' ' {
            spaces.push((row, column));
        }
    }
    spaces.reverse();
    Some(LetterAlignment { cost, spaces })
}

/// The cells around the diagonal that are computed: rows for the places between letters of the
/// first string, columns for the second.
struct DiagonalBand {
    half: usize,
    columns: usize,
}

impl DiagonalBand {
    /// The first column of a row.
    fn low(&self, row: usize) -> usize {
        row.saturating_sub(self.half)
    }

    /// The last column of a row.
    fn high(&self, row: usize) -> usize {
        (row + self.half).min(self.columns)
    }

    /// How many cells are stored for each row, from its first column on.
    fn stride(&self) -> usize {
        (2 * self.half + 1).min(self.columns + 1)
    }
}

/// The last step to a cell: how many letters of the first and of the second string it consumes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum LetterStep {
    Start,
    Both,
    Left,
    Right,
    OneTwo,
    TwoOne,
}

/// The cost of the cheapest alignment, and for each cell of the band the last step of the cheapest
/// way there.
fn cheapest_steps(a: &[char], b: &[char], band: &DiagonalBand) -> (u32, Vec<LetterStep>) {
    const FAR: u32 = u32::MAX / 2;
    let glyphs = Glyphs::of_scanners();
    let stride = band.stride();
    // The costs of the current row and of the two rows above it.
    let mut rows: [Vec<u32>; 3] = [vec![FAR; stride], vec![FAR; stride], vec![FAR; stride]];
    let mut steps = vec![LetterStep::Start; (a.len() + 1) * stride];
    for row in 0..=a.len() {
        let low = band.low(row);
        let mut now = std::mem::take(&mut rows[row % 3]);
        now.fill(FAR);
        let above = |back: usize, column: usize| -> u32 {
            if back > row || !(band.low(row - back)..=band.high(row - back)).contains(&column) {
                return FAR;
            }
            rows[(row - back) % 3].get(column - band.low(row - back)).copied().unwrap_or(FAR)
        };
        for column in low..=band.high(row) {
            let here = column - low;
            let mut best = (if row == 0 && column == 0 { 0 } else { FAR }, LetterStep::Start);
            let mut offer = |cost: u32, step: LetterStep| {
                if cost < best.0 {
                    best = (cost, step);
                }
            };
            if row > 0 && column > 0 {
                offer(
                    above(1, column - 1).saturating_add(exchange(a[row - 1], b[column - 1], glyphs)),
                    LetterStep::Both,
                );
            }
            if row > 0 {
                offer(above(1, column).saturating_add(cost_of_losing(a[row - 1])), LetterStep::Left);
            }
            if column > 0 && here > 0 {
                offer(now[here - 1].saturating_add(cost_of_losing(b[column - 1])), LetterStep::Right);
            }
            if row > 0 && column > 1 && glyphs.is_pair(a[row - 1], b[column - 2], b[column - 1]) {
                offer(above(1, column - 2).saturating_add(LIKE_PAIR), LetterStep::OneTwo);
            }
            if row > 1 && column > 0 && glyphs.is_pair(b[column - 1], a[row - 2], a[row - 1]) {
                offer(above(2, column - 1).saturating_add(LIKE_PAIR), LetterStep::TwoOne);
            }
            now[here] = best.0;
            steps[row * stride + here] = best.1;
        }
        rows[row % 3] = now;
    }
    (rows[a.len() % 3][b.len() - band.low(a.len())], steps)
}

/// The cost of reading one letter as another.
fn exchange(a: char, b: char, glyphs: &Glyphs) -> u32 {
    if a == b {
        return 0;
    }
    if a == ' ' || b == ' ' {
        return if a.is_alphanumeric() || b.is_alphanumeric() { SPACE_FOR_LETTER } else { SPACE_FOR_MARK };
    }
    if !a.is_alphanumeric() && !b.is_alphanumeric() {
        return MARK;
    }
    if a.is_alphabetic() && b.is_alphabetic() && a.to_lowercase().eq(b.to_lowercase()) {
        return CASE;
    }
    if glyphs.are_alike(a, b) { LIKE } else { WRONG }
}

/// The cost of a letter that has none opposite.
fn cost_of_losing(letter: char) -> u32 {
    match letter {
        ' ' => SPACE,
        letter if letter.is_alphanumeric() => WRONG,
        _ => MARK,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_that_scanners_confuse_are_closer_than_others() {
        for (damaged, like, unlike) in
            [("modem", "modern", "modest"), ("tbe", "the", "toe"), ("c1ose", "close", "chose"), ("clay", "day", "stay")]
        {
            let (near, far) = (likeness(damaged, like).unwrap(), likeness(damaged, unlike).unwrap());
            assert!(near > far, "{damaged}: {like} {near}, {unlike} {far}");
        }
        assert_eq!(likeness("same", "same"), Some(1.0));
    }

    #[test]
    fn spaces_are_opposite_each_other_around_glued_and_split_words() {
        let letters = |text: &str| text.chars().collect::<Vec<char>>();
        let (a, b) = (letters("tho reef is now ofthe ut most worth"), letters("the reef is now of the utmost worth"));
        let spaces = align(&a, &b).unwrap().spaces;
        assert_eq!(spaces, [(3, 3), (8, 8), (11, 11), (15, 15), (21, 22), (29, 29)]);
    }

    #[test]
    fn strings_that_are_too_long_are_not_compared() {
        let long = vec!['a'; 100_000];
        assert!(align(&long, &long).is_none());
        assert!(align(&[], &[]).is_some());
    }
}
