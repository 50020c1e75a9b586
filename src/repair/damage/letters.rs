//! Two strings aligned letter by letter, as a reading machine confuses them: "m" for "rn" costs less than "m" for "k".
//!
//! Which shapes scanners confuse is a table of [`Glyphs`].

use crate::english::Glyphs;

/// The cost of one wrong letter; every other cost is told in parts of it.
pub(super) const WRONG: u32 = 10;

/// A letter for another of like shape.
const LIKE: u32 = 4;

/// A letter in the other case.
const CASE: u32 = 2;

/// Two letters for one of like shape, or two for two.
const LIKE_PAIR: u32 = 5;

/// A mark lost, brought in, or for another.
const MARK: u32 = 4;

/// A space lost or brought in.
const SPACE: u32 = 6;

/// A space for a mark.
const SPACE_FOR_MARK: u32 = 5;

/// A space for a letter: dearer than losing one and bringing in the other.
const SPACE_FOR_LETTER: u32 = 17;

/// Of the cells between two strings, how far from the diagonal is looked at, beyond what their lengths ask for.
const BAND: usize = 24;

/// Cells of one alignment, at the most: two strings of a thousand letters.
const MAX_CELLS: usize = 1 << 17;

/// What an alignment found.
pub(super) struct Aligned {
    /// The cost, in tenths of a letter.
    pub(super) cost: u32,
    /// Places of spaces that stand opposite each other, rising on both sides.
    pub(super) spaces: Vec<(usize, usize)>,
}

/// How alike two strings look: 1.0 if equal, 0.0 if no letter stands. `None` if they are too long to say.
pub(super) fn likeness(a: &str, b: &str) -> Option<f32> {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let longest = a.len().max(b.len()).max(1);
    let cost = align(&a, &b)?.cost;
    Some((1.0 - cost as f32 / (WRONG * longest as u32) as f32).max(0.0))
}

/// Cells that an alignment of two lengths costs; `None` if it is too many.
pub(super) fn cells(a: usize, b: usize) -> Option<usize> {
    let count = (a + 1) * (2 * (a.abs_diff(b) + BAND) + 1).min(b + 1);
    (count <= MAX_CELLS).then_some(count)
}

/// The cheapest alignment within the band; `None` if the strings are too long or too different in length.
pub(super) fn align(a: &[char], b: &[char]) -> Option<Aligned> {
    cells(a.len(), b.len())?;
    let band = Band { half: a.len().abs_diff(b.len()) + BAND, columns: b.len() };
    let (cost, steps) = cheapest_steps(a, b, &band);
    let mut spaces = Vec::new();
    let (mut row, mut column) = (a.len(), b.len());
    while row > 0 || column > 0 {
        let step = steps[row * band.stride() + column - band.low(row)];
        let (down, right) = match step {
            Step::Start => return None,
            Step::Both => (1, 1),
            Step::Left => (1, 0),
            Step::Right => (0, 1),
            Step::OneTwo => (1, 2),
            Step::TwoOne => (2, 1),
        };
        row -= down;
        column -= right;
        if step == Step::Both && a[row] == ' ' && b[column] == ' ' {
            spaces.push((row, column));
        }
    }
    spaces.reverse();
    Some(Aligned { cost, spaces })
}

/// The cells around the diagonal that are looked at: a row for each place between letters of one string, columns for the other.
struct Band {
    half: usize,
    columns: usize,
}

impl Band {
    /// The first column of a row.
    fn low(&self, row: usize) -> usize {
        row.saturating_sub(self.half)
    }

    /// The last column of a row.
    fn high(&self, row: usize) -> usize {
        (row + self.half).min(self.columns)
    }

    /// Cells that are kept of a row, from its first column on.
    fn stride(&self) -> usize {
        (2 * self.half + 1).min(self.columns + 1)
    }
}

/// How a cell is reached: by letters of the first string, of the second, or of both.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Step {
    Start,
    Both,
    Left,
    Right,
    OneTwo,
    TwoOne,
}

/// The cost of the cheapest alignment, and for each cell of the band the last step of the cheapest way there.
fn cheapest_steps(a: &[char], b: &[char], band: &Band) -> (u32, Vec<Step>) {
    const FAR: u32 = u32::MAX / 2;
    let glyphs = Glyphs::of_scanners();
    let stride = band.stride();
    // Costs of the row at hand and of the two above it.
    let mut rows: [Vec<u32>; 3] = [vec![FAR; stride], vec![FAR; stride], vec![FAR; stride]];
    let mut steps = vec![Step::Start; (a.len() + 1) * stride];
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
            let mut best = (if row == 0 && column == 0 { 0 } else { FAR }, Step::Start);
            let mut offer = |cost: u32, step: Step| {
                if cost < best.0 {
                    best = (cost, step);
                }
            };
            if row > 0 && column > 0 {
                offer(above(1, column - 1).saturating_add(exchange(a[row - 1], b[column - 1], glyphs)), Step::Both);
            }
            if row > 0 {
                offer(above(1, column).saturating_add(alone(a[row - 1])), Step::Left);
            }
            if column > 0 && here > 0 {
                offer(now[here - 1].saturating_add(alone(b[column - 1])), Step::Right);
            }
            if row > 0 && column > 1 && glyphs.is_pair(a[row - 1], b[column - 2], b[column - 1]) {
                offer(above(1, column - 2).saturating_add(LIKE_PAIR), Step::OneTwo);
            }
            if row > 1 && column > 0 && glyphs.is_pair(b[column - 1], a[row - 2], a[row - 1]) {
                offer(above(2, column - 1).saturating_add(LIKE_PAIR), Step::TwoOne);
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
fn alone(letter: char) -> u32 {
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
    fn what_scanners_confuse_is_closer_than_what_they_do_not() {
        for (damaged, like, unlike) in
            [("modem", "modern", "modest"), ("tbe", "the", "toe"), ("c1ose", "close", "chose"), ("clay", "day", "stay")]
        {
            let (near, far) = (likeness(damaged, like).unwrap(), likeness(damaged, unlike).unwrap());
            assert!(near > far, "{damaged}: {like} {near}, {unlike} {far}");
        }
        assert_eq!(likeness("same", "same"), Some(1.0));
    }

    #[test]
    fn spaces_find_each_other_across_glued_and_split_words() {
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
