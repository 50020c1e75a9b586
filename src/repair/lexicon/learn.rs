//! Learns the confusion lexicon from the texts of a run by expectation maximization.
//!
//! Every difference of a spun text has one of two causes: the spinner's table, which is one for all
//! texts, or an author who chose other words, as authors of clean texts do. A pair that many spun
//! texts share and clean texts do not have is in the table. If a text has many pairs of the table,
//! its other pairs are likelier to be in the table too.

use std::collections::{BTreeMap, BTreeSet};

use super::WordPair;
use crate::model::{Confusion, Lexicon};

/// The number of iterations. After fifteen the weights no longer change in three decimal places.
const ITERATIONS: usize = 30;

/// The pseudocount of every pair for each of the two causes: a pair that was never seen is not
/// impossible.
const PSEUDOCOUNT: f64 = 0.5;

/// The greatest absolute value of the odds from the words without their context, in powers of ten.
const MOST_ODDS: f64 = 2.0;

/// The power of ten that a sure repair adds to the odds, since it was judged with its context.
const SURE_ODDS: f64 = 2.0;

/// The pseudocount of differences of a text for each of the two causes: one difference says little
/// about the next one.
const SHRINK: f64 = 1.0;

/// A pair that a spun text has.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct AttestedPair {
    /// The phrase of the text, and the word of the witnesses.
    pub pair: WordPair,
    /// The power of ten by which a spinner is likelier than an author to have written the phrase,
    /// from the words without their context.
    pub odds: f32,
    /// Whether it is a sure repair in the text.
    pub sure: bool,
}

/// The evidence from one text and its copies. Each pair occurs once.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct TextEvidence {
    /// The number of the text's family.
    pub family: usize,
    /// The differences between the copies that are spun and clean witnesses.
    pub spun: Vec<AttestedPair>,
    /// The differences between the copies that are clean and clean witnesses.
    pub clean: Vec<WordPair>,
}

/// The counts of a pair.
#[derive(Default)]
struct PairCounts {
    /// See [`AttestedPair::odds`]; the greatest value of all texts.
    odds: f64,
    /// The number of spun texts with the pair.
    documents: u32,
    /// The families of those texts.
    families: BTreeSet<usize>,
    /// The number of texts that are evidence against the pair: clean texts that differ by it in
    /// either direction, and spun texts that have it in the other direction.
    against: u32,
    /// The texts of an earlier run: the share that the spinner wrote, and the rest.
    earlier: (f64, f64),
}

/// The lexicon from an earlier lexicon and the texts of a run, in their order.
pub(crate) fn learn(earlier: &Lexicon, texts: &[TextEvidence]) -> Lexicon {
    let mut pairs: BTreeMap<&WordPair, PairCounts> = BTreeMap::new();
    for (text, attested) in texts.iter().flat_map(|text| text.spun.iter().map(move |attested| (text, attested))) {
        let counted = pairs.entry(&attested.pair).or_default();
        let sure = if attested.sure { SURE_ODDS } else { 0.0 };
        counted.odds = counted.odds.max(f64::from(attested.odds).clamp(-MOST_ODDS, MOST_ODDS) + sure);
        counted.documents += 1;
        counted.families.insert(text.family);
    }
    // A difference between clean texts has no direction.
    let mut all_clean = 0_u32;
    for text in texts {
        let either: BTreeSet<(&String, &String)> =
            text.clean.iter().map(|(a, b)| if a <= b { (a, b) } else { (b, a) }).collect();
        all_clean += either.len() as u32;
        for (a, b) in either {
            for pair in [(a.clone(), b.clone()), (b.clone(), a.clone())] {
                if let Some(counted) = pairs.get_mut(&pair) {
                    counted.against += 1;
                }
            }
        }
    }
    let mirrored: Vec<u32> = pairs
        .keys()
        .map(|(before, after)| pairs.get(&(after.clone(), before.clone())).map_or(0, |other| other.documents))
        .collect();
    for (counted, mirrored) in pairs.values_mut().zip(mirrored) {
        counted.against += mirrored;
    }
    let mut clean_before = 0.0;
    for ((before, after), counted) in &mut pairs {
        if let Some(row) = earlier.get(before, after) {
            let spun = row.weight * f64::from(row.documents);
            counted.earlier = (spun, f64::from(row.documents) - spun + f64::from(row.against));
            clean_before += counted.earlier.1;
        }
    }
    let numbers: BTreeMap<&WordPair, usize> = pairs.keys().enumerate().map(|(number, pair)| (*pair, number)).collect();
    let counted: Vec<&PairCounts> = pairs.values().collect();
    let places: Vec<Vec<usize>> =
        texts.iter().map(|text| text.spun.iter().map(|attested| numbers[&attested.pair]).collect()).collect();
    let weight = estimate(&counted, &places, f64::from(all_clean) + clean_before);
    let learnt = pairs.iter().zip(weight).map(|(((before, after), counted), weight)| Confusion {
        before: before.clone(),
        after: after.clone(),
        documents: counted.documents,
        families: counted.families.len() as u32,
        against: counted.against,
        weight,
    });
    Lexicon::new(learnt.chain(earlier.rows().iter().cloned()))
}

/// The probability, for each pair, that a spinner wrote it where a spun text has it. `places` are
/// the pairs of each text, `clean` is the number of differences between clean texts.
fn estimate(pairs: &[&PairCounts], places: &[Vec<usize>], clean: f64) -> Vec<f64> {
    let by_words: Vec<f64> = pairs.iter().map(|pair| 10_f64.powf(pair.odds)).collect();
    // Clean texts also have differences that no spun text has.
    let met: f64 = pairs.iter().map(|pair| f64::from(pair.against) + pair.earlier.1).sum();
    let unmet = (clean - met).max(0.0);
    // The first iteration assumes that spinners wrote all pairs of spun texts.
    let mut by_spinner: Vec<f64> = pairs.iter().map(|pair| f64::from(pair.documents)).collect();
    let mut by_author = vec![0.0; pairs.len()];
    let mut share = vec![0.5; places.len()];
    for _ in 0..ITERATIONS {
        let of_spinner = |number: usize| by_spinner[number] + pairs[number].earlier.0 + PSEUDOCOUNT;
        let of_author = |number: usize| {
            by_author[number] + f64::from(pairs[number].against) + pairs[number].earlier.1 + PSEUDOCOUNT
        };
        let all_of_spinner: f64 = (0..pairs.len()).map(of_spinner).sum();
        let all_of_author: f64 = (0..pairs.len()).map(of_author).sum::<f64>() + unmet;
        let (mut spun, mut authored) = (vec![0.0; pairs.len()], vec![0.0; pairs.len()]);
        for (text, places) in places.iter().enumerate() {
            let prior = share[text] / (1.0 - share[text]);
            let mut sum = 0.0;
            for &number in places {
                let odds = prior * by_words[number] * (of_spinner(number) / all_of_spinner)
                    / (of_author(number) / all_of_author);
                let probability = odds / (1.0 + odds);
                spun[number] += probability;
                authored[number] += 1.0 - probability;
                sum += probability;
            }
            share[text] = (sum + SHRINK) / (places.len() as f64 + 2.0 * SHRINK);
        }
        (by_spinner, by_author) = (spun, authored);
    }
    by_spinner.iter().zip(pairs).map(|(sum, pair)| sum / f64::from(pair.documents.max(1))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pair(before: &str, after: &str) -> WordPair {
        (before.to_owned(), after.to_owned())
    }

    /// Texts that have the pairs `spun` with even odds, and clean texts with the pairs `clean`.
    /// Each text is a family of its own.
    fn texts(spun: &[&[(&str, &str)]], clean: &[&[(&str, &str)]]) -> Vec<TextEvidence> {
        let attested =
            |&(before, after): &(&str, &str)| AttestedPair { pair: pair(before, after), odds: 0.0, sure: false };
        let spun = spun.iter().map(|pairs| (pairs.iter().map(attested).collect(), Vec::new()));
        let clean = clean.iter().map(|pairs| (Vec::new(), pairs.iter().map(|(a, b)| pair(a, b)).collect()));
        let all = spun.chain(clean).enumerate();
        all.map(|(family, (spun, clean))| TextEvidence { family, spun, clean }).collect()
    }

    fn weight(lexicon: &Lexicon, before: &str, after: &str) -> f64 {
        lexicon.get(before, after).expect("it was seen").weight
    }

    #[test]
    fn a_pair_that_only_spun_texts_share_is_in_the_table() {
        let casa: &[(&str, &str)] = &[("casa", "house"), ("said", "stated")];
        let editors: &[&[(&str, &str)]] =
            &[&[("said", "stated")], &[("stated", "said"), ("big", "large")], &[("said", "stated")]];
        let mut texts = texts(&[casa, casa, casa, &[("casa", "house")]], editors);
        for text in texts.iter_mut().filter(|text| !text.spun.is_empty()) {
            text.spun[0].odds = 1.0; // no word of English
        }
        let learnt = learn(&Lexicon::default(), &texts);
        assert!(weight(&learnt, "casa", "house") > 0.9, "{learnt:?}");
        assert!(weight(&learnt, "said", "stated") < 0.5, "{learnt:?}");
        let counts = learnt.get("said", "stated").map(|row| (row.documents, row.families, row.against));
        assert_eq!(counts, Some((3, 3, 3)), "clean texts count in either direction");
    }

    #[test]
    fn a_pair_that_spun_texts_have_in_both_directions_is_doubtful() {
        let texts = texts(&[&[("a", "b")], &[("b", "a")], &[("a", "b"), ("c", "d")], &[("b", "a"), ("c", "d")]], &[]);
        let learnt = learn(&Lexicon::default(), &texts);
        assert!(weight(&learnt, "c", "d") > weight(&learnt, "a", "b") + 0.1, "{learnt:?}");
    }

    #[test]
    fn the_odds_of_the_words_decide_where_only_one_text_has_a_pair() {
        let mut texts = texts(&[&[("zweck", "aim"), ("goal", "aim")]], &[&[("x", "y")]]);
        texts[0].spun[0].odds = 2.0;
        texts[0].spun[1].odds = -1.0;
        let learnt = learn(&Lexicon::default(), &texts);
        let weights = (weight(&learnt, "zweck", "aim"), weight(&learnt, "goal", "aim"));
        assert!(weights.0 > 0.9 && weights.1 < 0.9, "an author may have written the second: {learnt:?}");
    }

    #[test]
    fn an_earlier_lexicon_is_added_to_the_texts_of_the_run() {
        let today = texts(&[&[("casa", "house")]], &[]);
        let before = learn(&Lexicon::default(), &texts(&[&[("casa", "house")], &[("dia", "day")]], &[]));
        let both = learn(&before, &today);
        assert_eq!(both.get("casa", "house").map(|row| row.documents), Some(2));
        assert_eq!(both.get("dia", "day"), before.get("dia", "day"), "a pair that does not occur stays");
        assert!(weight(&both, "casa", "house") >= weight(&before, "casa", "house"));
    }

    #[test]
    fn no_spun_text_teaches_nothing() {
        assert!(learn(&Lexicon::default(), &[]).is_empty());
        assert!(learn(&Lexicon::default(), &texts(&[], &[&[("a", "b")]])).is_empty());
    }
}
