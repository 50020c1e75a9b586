//! The lexicon: the substitutes that spinners wrote for words in the texts of a run.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::score;

/// A phrase of spun texts and the word that other texts have in its place: a row of a lexicon file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Confusion {
    /// What the spinner writes: words in lower case, with one space between two.
    pub before: String,
    /// The word that it replaces, in lower case.
    pub after: String,
    /// Spun documents that have the pair. Copies of one text count once, as they are not
    /// independent.
    pub documents: u32,
    /// The number of families of those documents.
    pub families: u32,
    /// Clean documents that differ from a sibling by the same two, in either direction, as editors
    /// do.
    #[serde(default)]
    pub against: u32,
    /// The probability that the spinner wrote `before` where a spun document has it: `0.0..=1.0`.
    #[serde(with = "score")]
    pub weight: f64,
}

/// The pairs that were learnt from spun texts, each once.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Lexicon {
    /// Sorted by (after, before), each pair once.
    rows: Vec<Confusion>,
}

impl Lexicon {
    /// Makes a lexicon of rows in any order. Rows of the same pair are added up, and their weight
    /// is the mean over their documents.
    pub fn new(rows: impl IntoIterator<Item = Confusion>) -> Self {
        let mut pairs: BTreeMap<(String, String), Vec<Confusion>> = BTreeMap::new();
        for row in rows {
            pairs.entry((row.after.clone(), row.before.clone())).or_default().push(row);
        }
        let rows = pairs.into_values().map(|mut same| {
            // Sums of floats depend on the order, and results must not depend on that of the rows.
            same.sort_by(|a, b| a.weight.total_cmp(&b.weight).then(a.documents.cmp(&b.documents)));
            let weighed: f64 = same.iter().map(|row| row.weight * f64::from(row.documents)).sum();
            let count = |of: fn(&Confusion) -> u32| -> u32 { same.iter().map(of).sum() };
            let (documents, families) = (count(|row| row.documents), count(|row| row.families));
            let against = count(|row| row.against);
            let weight = if documents > 0 { weighed / f64::from(documents) } else { 0.0 };
            let Confusion { before, after, .. } = same.swap_remove(0);
            Confusion { before, after, documents, families, against, weight }
        });
        Lexicon { rows: rows.collect() }
    }

    /// Every row, sorted by (after, before).
    pub fn rows(&self) -> &[Confusion] {
        &self.rows
    }

    /// Whether it has no row.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The rows for a word, sorted by `before`.
    pub fn of(&self, after: &str) -> &[Confusion] {
        let begin = self.rows.partition_point(|row| *row.after < *after);
        let count = self.rows[begin..].partition_point(|row| row.after == after);
        &self.rows[begin..begin + count]
    }

    /// The row of a pair.
    pub fn get(&self, before: &str, after: &str) -> Option<&Confusion> {
        let same = self.of(after);
        same.binary_search_by(|row| (*row.before).cmp(before)).ok().map(|at| &same[at])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(before: &str, after: &str, families: u32, weight: f64) -> Confusion {
        Confusion { before: before.into(), after: after.into(), documents: families, families, against: 1, weight }
    }

    #[test]
    fn rows_are_found_by_word_and_by_pair() {
        let lexicon =
            Lexicon::new([row("haus", "house", 2, 0.9), row("wir", "we", 1, 0.8), row("casa", "house", 3, 1.0)]);
        let of: Vec<&str> = lexicon.of("house").iter().map(|row| &*row.before).collect();
        assert_eq!(of, ["casa", "haus"]);
        assert_eq!(lexicon.get("wir", "we").map(|row| row.families), Some(1));
        assert!(lexicon.get("we", "wir").is_none() && lexicon.of("hou").is_empty() && lexicon.of("zoo").is_empty());
    }

    #[test]
    fn rows_of_one_pair_add_up() {
        let (one, other) = (row("casa", "house", 3, 1.0), row("casa", "house", 1, 0.6));
        let sum = Lexicon::new([one.clone(), other.clone()]);
        assert_eq!(sum, Lexicon::new([other, one]));
        let row = &sum.rows()[0];
        assert_eq!((row.documents, row.families, row.against), (4, 4, 2));
        assert!((row.weight - 0.9).abs() < 1e-9, "three documents at 1.0 and one at 0.6");
    }
}
