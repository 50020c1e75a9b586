//! Letters that look alike: to readers, letters of two scripts; to scanners, letters of like shape.

use std::sync::OnceLock;

use unicode_script::{Script, UnicodeScript};

/// The lines of a table, without those that describe it.
fn rows(table: &'static str) -> impl Iterator<Item = &'static str> + Clone {
    table.lines().filter(|line| !line.starts_with('#'))
}

/// A Latin letter and the letter of another script that looks like it.
type Double = (char, char);

/// The letter of the script `own` that looks like `c`, a letter of another script. Latin, Cyrillic
/// and Greek are known.
pub(crate) fn homoglyph(c: char, own: Script) -> Option<char> {
    static DOUBLES: OnceLock<Vec<Double>> = OnceLock::new();
    let doubles = DOUBLES.get_or_init(|| {
        let row = |row: &str| {
            let mut letters = row.split('\t').skip(1).filter_map(|letter| letter.chars().next());
            letters.next().zip(letters.next())
        };
        rows(include_str!("../../data/homoglyphs.tsv")).filter_map(row).collect()
    });
    match own {
        Script::Latin => doubles.iter().find(|double| double.1 == c).map(|double| double.0),
        _ => doubles.iter().find(|double| double.0 == c && double.1.script() == own).map(|double| double.1),
    }
}

/// What scanners confuse: letters and marks of like shape, and pairs of them that look like one.
pub(crate) struct Glyphs {
    /// For each ASCII character, a bit for each class of like shapes that it belongs to.
    ascii: [u32; 128],
    /// The same bits for other characters.
    wide: Vec<(char, u32)>,
    pairs: Vec<Pair>,
}

/// A letter and the two characters that look like it side by side.
struct Pair {
    one: char,
    two: [char; 2],
    /// The row of the table: the letter, and the two.
    row: (&'static str, &'static str),
}

impl Glyphs {
    /// The tables of `data/glyph_shapes.txt` and `data/glyph_pairs.txt`.
    pub(crate) fn of_scanners() -> &'static Glyphs {
        static GLYPHS: OnceLock<Glyphs> = OnceLock::new();
        GLYPHS.get_or_init(|| {
            let mut glyphs = Glyphs { ascii: [0; 128], wide: Vec::new(), pairs: Vec::new() };
            for (class, row) in rows(include_str!("../../data/glyph_shapes.txt")).enumerate() {
                for c in row.chars() {
                    *glyphs.bits_mut(c) |= 1 << class;
                }
            }
            let pairs = rows(include_str!("../../data/glyph_pairs.txt"));
            glyphs.pairs = pairs
                .filter_map(|row| {
                    let row = row.split_once('\t')?;
                    let mut two = row.1.chars();
                    Some(Pair { one: row.0.chars().next()?, two: [two.next()?, two.next()?], row })
                })
                .collect();
            glyphs
        })
    }

    fn bits_mut(&mut self, c: char) -> &mut u32 {
        if c.is_ascii() {
            return &mut self.ascii[c as usize];
        }
        let at = self.wide.iter().position(|(known, _)| *known == c).unwrap_or_else(|| {
            self.wide.push((c, 0));
            self.wide.len() - 1
        });
        &mut self.wide[at].1
    }

    fn bits(&self, c: char) -> u32 {
        match self.ascii.get(c as usize) {
            Some(bits) => *bits,
            None => self.wide.iter().find(|(known, _)| *known == c).map_or(0, |(_, bits)| *bits),
        }
    }

    /// Whether two characters are of like shape.
    pub(crate) fn are_alike(&self, a: char, b: char) -> bool {
        self.bits(a) & self.bits(b) != 0
    }

    /// Whether `first` and `second` side by side look like `one`.
    pub(crate) fn is_pair(&self, one: char, first: char, second: char) -> bool {
        self.pairs.iter().any(|pair| pair.one == one && pair.two == [first, second])
    }

    /// The pairs of small letters, each with the small letter that it looks like: (letter, pair).
    pub(crate) fn small_pairs(&self) -> impl Iterator<Item = (&'static str, &'static str)> {
        let is_small = |text: &str| text.bytes().all(|byte| byte.is_ascii_lowercase());
        self.pairs.iter().map(|pair| pair.row).filter(move |(one, two)| is_small(one) && is_small(two))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_are_whole() {
        assert!(rows(include_str!("../../data/glyph_shapes.txt")).count() <= 32, "a bit for each class");
        let pairs = rows(include_str!("../../data/glyph_pairs.txt"));
        assert!(pairs.clone().all(|row| row.chars().count() == 4 && row.chars().nth(1) == Some('\t')));
        assert_eq!(Glyphs::of_scanners().pairs.len(), pairs.count());
        for row in rows(include_str!("../../data/homoglyphs.tsv")) {
            let [script, latin, other]: [&str; 3] = row.split('\t').collect::<Vec<_>>().try_into().unwrap();
            let (latin, other) = (latin.chars().next().unwrap(), other.chars().next().unwrap());
            assert_eq!((latin.script(), other.script().full_name()), (Script::Latin, script), "{row}");
            assert_eq!((homoglyph(other, Script::Latin), homoglyph(latin, other.script())), (Some(latin), Some(other)));
        }
    }

    #[test]
    fn shapes_and_pairs_are_alike() {
        let glyphs = Glyphs::of_scanners();
        assert!(glyphs.are_alike('c', 'e') && glyphs.are_alike('e', 'é') && !glyphs.are_alike('c', 'k'));
        assert!(glyphs.is_pair('m', 'r', 'n') && !glyphs.is_pair('n', 'r', 'n'));
        assert!(glyphs.small_pairs().all(|(one, _)| one != "H"));
    }
}
