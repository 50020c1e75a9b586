//! Learning the confusion lexicon: expectation and maximization over the texts of a run.
//!
//! Every difference of a spun text comes from one of two sources: the spinner's table, one for all texts, or an author who put it
//! otherwise, as authors of clean texts do. A pair that many spun texts share and clean texts do not have is in the table; that a
//! text has many pairs of the table makes it likelier that its others are in it too.

use std::collections::{BTreeMap, BTreeSet};

use super::WordPair;
use crate::model::{Confusion, Lexicon};

/// Rounds of expectation and maximization: what is learnt is settled to three places after fifteen.
const ROUNDS: usize = 30;

/// Times that every pair is pretended to have been seen from either source: what was never seen is not impossible.
const PRETENDED: f64 = 0.5;

/// The words alone never say more than this, in powers of ten.
const MOST_ODDS: f64 = 2.0;

/// What a sure repair adds: it was weighed with its context.
const SURE_ODDS: f64 = 2.0;

/// Pretended differences of a text of either source: a text with one says little of its next.
const SHRINK: f64 = 1.0;

/// A pair that a spun text has.
#[derive(Debug, Clone, PartialEq)]
pub struct AttestedPair {
    /// The phrase and the word of the witnesses.
    pub pair: WordPair,
    /// Powers of ten by which a spinner is likelier to have written it, by the words alone.
    pub odds: f32,
    /// Whether it is a sure repair there.
    pub sure: bool,
}

/// What one text and its copies say: each pair once.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct TextEvidence {
    /// The number of its family.
    pub family: usize,
    /// Differences of those copies that are spun from clean witnesses.
    pub spun: Vec<AttestedPair>,
    /// Differences of those that are clean from clean witnesses.
    pub clean: Vec<WordPair>,
}

/// What is counted of a pair.
#[derive(Default)]
struct PairCounts {
    odds: f64,
    documents: u32,
    families: BTreeSet<usize>,
    against: u32,
    /// Texts of an earlier run, as the share that the spinner wrote, and the rest.
    earlier: (f64, f64),
}

/// The lexicon that the texts of a run and an earlier one teach. Texts count in their order.
pub fn learn(earlier: &Lexicon, texts: &[TextEvidence]) -> Lexicon {
    let mut pairs: BTreeMap<&WordPair, PairCounts> = BTreeMap::new();
    for (text, attested) in texts.iter().flat_map(|text| text.spun.iter().map(move |attested| (text, attested))) {
        let counted = pairs.entry(&attested.pair).or_default();
        let sure = if attested.sure { SURE_ODDS } else { 0.0 };
        counted.odds = counted.odds.max(f64::from(attested.odds).clamp(-MOST_ODDS, MOST_ODDS) + sure);
        counted.documents += 1;
        counted.families.insert(text.family);
    }
    // Clean texts differ by a pair whichever of them is looked at first.
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

/// How likely each pair is the spinner's where a spun text has it. `places`: the pairs of each text; `clean`: how many differences
/// clean texts have.
fn estimate(pairs: &[&PairCounts], places: &[Vec<usize>], clean: f64) -> Vec<f64> {
    let by_words: Vec<f64> = pairs.iter().map(|pair| 10_f64.powf(pair.odds)).collect();
    // Clean texts also differ by pairs that no spun text has.
    let met: f64 = pairs.iter().map(|pair| f64::from(pair.against) + pair.earlier.1).sum();
    let unmet = (clean - met).max(0.0);
    // At first, all that spun texts have is the spinner's, and authors do what those of clean texts do.
    let mut by_spinner: Vec<f64> = pairs.iter().map(|pair| f64::from(pair.documents)).collect();
    let mut by_author = vec![0.0; pairs.len()];
    let mut share = vec![0.5; places.len()];
    for _ in 0..ROUNDS {
        let of_spinner = |number: usize| by_spinner[number] + pairs[number].earlier.0 + PRETENDED;
        let of_author =
            |number: usize| by_author[number] + f64::from(pairs[number].against) + pairs[number].earlier.1 + PRETENDED;
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

    /// Texts that have `spun` pairs of even odds; each is a family of its own.
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
    fn what_spun_texts_share_and_clean_ones_lack_is_the_spinner_s() {
        let casa: &[(&str, &str)] = &[("casa", "house"), ("said", "told")];
        let editors: &[&[(&str, &str)]] =
            &[&[("said", "told")], &[("told", "said"), ("big", "large")], &[("said", "told")]];
        let mut texts = texts(&[casa, casa, casa, &[("casa", "house")]], editors);
        for text in texts.iter_mut().filter(|text| !text.spun.is_empty()) {
            text.spun[0].odds = 1.0; // no word of English
        }
        let learnt = learn(&Lexicon::default(), &texts);
        assert!(weight(&learnt, "casa", "house") > 0.9, "{learnt:?}");
        assert!(weight(&learnt, "said", "told") < 0.5, "{learnt:?}");
        let counts = learnt.get("said", "told").map(|row| (row.documents, row.families, row.against));
        assert_eq!(counts, Some((3, 3, 3)), "clean texts count in either direction");
    }

    #[test]
    fn a_pair_that_spun_texts_have_both_ways_is_nobody_s_table() {
        let texts = texts(&[&[("a", "b")], &[("b", "a")], &[("a", "b"), ("c", "d")], &[("b", "a"), ("c", "d")]], &[]);
        let learnt = learn(&Lexicon::default(), &texts);
        assert!(weight(&learnt, "c", "d") > weight(&learnt, "a", "b") + 0.1, "{learnt:?}");
    }

    #[test]
    fn the_words_alone_tip_the_scales_where_one_text_speaks() {
        let mut texts = texts(&[&[("zweck", "aim"), ("goal", "aim")]], &[&[("x", "y")]]);
        texts[0].spun[0].odds = 2.0;
        texts[0].spun[1].odds = -1.0;
        let learnt = learn(&Lexicon::default(), &texts);
        let weights = (weight(&learnt, "zweck", "aim"), weight(&learnt, "goal", "aim"));
        assert!(weights.0 > 0.9 && weights.1 < 0.9, "an author may have written the second: {learnt:?}");
    }

    #[test]
    fn an_earlier_lexicon_counts_with_what_is_seen_today() {
        let today = texts(&[&[("casa", "house")]], &[]);
        let before = learn(&Lexicon::default(), &texts(&[&[("casa", "house")], &[("dia", "day")]], &[]));
        let both = learn(&before, &today);
        assert_eq!(both.get("casa", "house").map(|row| row.documents), Some(2));
        assert_eq!(both.get("dia", "day"), before.get("dia", "day"), "what was not met stays");
        assert!(weight(&both, "casa", "house") >= weight(&before, "casa", "house"));
    }

    #[test]
    fn nothing_teaches_nothing() {
        assert!(learn(&Lexicon::default(), &[]).is_empty());
        assert!(learn(&Lexicon::default(), &texts(&[], &[&[("a", "b")]])).is_empty());
    }
}
