//! The book of measures: what each name among the `scores` of a repair says, in the words of somebody who judges it.

use std::borrow::Cow;

/// One thing that was measured of a candidate, or of its document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Measure {
    /// As written in `repairs.jsonl`. Those of the document begin with `doc_`.
    pub name: &'static str,
    /// What it says where it is not zero.
    pub says: &'static str,
    /// How its value is read.
    pub scale: Scale,
}

/// What the values of a measure are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scale {
    /// 1 where it holds.
    Flag,
    /// How many.
    Count,
    /// log2(1 + how many).
    LogCount,
    /// How many for every hundred words.
    PerHundred,
    /// A power of ten: how many times likelier, or less likely where it is below zero.
    Odds,
    /// The natural logarithm of odds.
    LogOdds,
    /// A share or probability: `0.0..=1.0`.
    Share,
    /// Sums of the weights of words: 0.1 for "the", 1.5 for what is rare or unknown.
    Weight,
}

impl Scale {
    /// What the values are, for the documentation of the format.
    pub fn unit(self) -> &'static str {
        match self {
            Scale::Flag => "1 if so",
            Scale::Count => "how many",
            Scale::LogCount => "log2(1 + how many)",
            Scale::PerHundred => "per hundred words",
            Scale::Odds => "power of ten",
            Scale::LogOdds => "natural logarithm of odds",
            Scale::Share => "0 to 1",
            Scale::Weight => "sum of word weights",
        }
    }

    /// A value as a reader is told it.
    ///
    /// ```
    /// use unspin::model::Scale;
    ///
    /// assert_eq!(Scale::Odds.told(2.0), "100 to 1");
    /// assert_eq!(Scale::Odds.told(-1.0), "1 to 10");
    /// assert_eq!(Scale::LogCount.told(2.0), "3");
    /// assert_eq!(Scale::Flag.told(1.0), "yes");
    /// ```
    pub fn told(self, value: f64) -> Cow<'static, str> {
        match self {
            Scale::Flag => "yes".into(),
            Scale::Count if value.fract() == 0.0 => format!("{value:.0}").into(),
            Scale::Count => format!("{value:.1}").into(),
            Scale::LogCount => format!("{:.0}", value.exp2() - 1.0).into(),
            Scale::PerHundred => format!("{value:.1} in 100 words").into(),
            Scale::Odds => to_one(value * std::f64::consts::LN_10).into(),
            Scale::LogOdds => to_one(value).into(),
            Scale::Share => format!("{:.0} %", value * 100.0).into(),
            Scale::Weight => format!("{value:.1}").into(),
        }
    }
}

/// Odds, given their natural logarithm.
fn to_one(log_odds: f64) -> String {
    let odds = log_odds.abs().exp();
    let odds = if odds < 9.95 { format!("{odds:.1}") } else { format!("{odds:.0}") };
    if log_odds < 0.0 { format!("1 to {odds}") } else { format!("{odds} to 1") }
}

/// The measure of a name.
pub fn measure(name: &str) -> Option<&'static Measure> {
    MEASURES.iter().find(|measure| measure.name == name)
}

impl Measure {
    /// Whether it was measured of the whole document.
    pub fn is_of_document(&self) -> bool {
        self.name.starts_with("doc_")
    }
}

const fn row(name: &'static str, scale: Scale, says: &'static str) -> Measure {
    Measure { name, says, scale }
}

/// All measures, in the order in which a repair lists them.
pub const MEASURES: &[Measure] = &[
    row("left", Scale::Weight, "the words before it agree with a witness"),
    row("right", Scale::Weight, "the words after it agree with a witness"),
    row("both", Scale::Flag, "the nearest words on both sides agree"),
    row("deep", Scale::Flag, "three or more equal words in a row touch it"),
    row("aligned", Scale::Flag, "it stands inside a passage that both texts share"),
    row("explained", Scale::Flag, "spinners are known to write the old words for the new"),
    row("odds", Scale::Odds, "a spinner, rather than an author, wrote the old words"),
    row("gain", Scale::Odds, "the new words, rather than the old, stand between these neighbours"),
    row("own", Scale::Weight, "a witness has the old words between the same neighbours"),
    row("used", Scale::LogCount, "times the witnesses use the old words"),
    row("more", Scale::Count, "further independent sources have the new words"),
    row("rivals", Scale::Count, "other words that witnesses have in the same place"),
    row("alike", Scale::Flag, "old and new are spelt much alike"),
    row("weaker", Scale::Weight, "agreement on the side that agrees less"),
    row("strange", Scale::Flag, "one of the old words is known neither to the news nor to a witness"),
    row("longer", Scale::Count, "words beyond one for one"),
    row("part", Scale::Flag, "the new words are some of the old, or the old of the new: somebody shortened"),
    row(
        "common",
        Scale::Weight,
        "the new word is so common that it may stand for much (power of ten beyond 10^8.5 in the news)",
    ),
    row("near", Scale::Share, "of the document stands in the best witness"),
    row("spun", Scale::PerHundred, "words that stand where no author puts them"),
    row("alone", Scale::Share, "sure without a witness: the old words cannot stand between these neighbours"),
    row("again", Scale::Share, "the same was sure elsewhere in the text, or in other spun texts"),
    row("taught", Scale::Share, "other spun texts write the old words for the new"),
    row("prior", Scale::LogOdds, "right, as it looked before the document was proven spun"),
    row("form", Scale::Flag, "overruled: old and new are spelt much the same"),
    row("name", Scale::Flag, "overruled: a witness knows the old word as a name"),
    row("cut", Scale::Flag, "overruled: it puts an ordinary word in the place of a name"),
    row("known", Scale::Flag, "a witness knows a word that would go as a name"),
    row("doc_hits", Scale::Count, "different words that stand where no author puts them"),
    row("doc_hit_rate", Scale::PerHundred, "such words"),
    row("doc_sure", Scale::LogCount, "different sure repairs"),
    row("doc_sure_rate", Scale::PerHundred, "different sure repairs"),
    row("doc_share", Scale::Share, "of what differs from the nearest witness is explained by sure repairs"),
    row("doc_asked", Scale::LogCount, "explained differences between equal neighbours"),
    row("doc_lean", Scale::Odds, "on the average of these, the substitute stands here and not in the witness"),
    row("doc_strange", Scale::LogCount, "of them with a word that nobody knows"),
    row("doc_phrases", Scale::LogCount, "of them with a phrase for one word"),
    row("doc_taught", Scale::LogCount, "of them that other spun texts have"),
    row("doc_over", Scale::Count, "words that stand where no author puts them, and the witness has not"),
    row("doc_misread", Scale::Count, "look-alikes of which only the one here is no word"),
    row("doc_misread_there", Scale::Count, "look-alikes of which only the witness’s is no word"),
    row("doc_names", Scale::Count, "look-alikes of which the one here is a name that no list has"),
    row("doc_names_there", Scale::Count, "look-alikes of which the witness’s is a name that no list has"),
    row("doc_alike", Scale::Count, "look-alikes of which both or neither are words"),
    row("doc_reworded", Scale::Count, "differences that somebody chose"),
    row("doc_glued", Scale::Count, "words glued into what is no word"),
    row("doc_split", Scale::Count, "words split into what are no words"),
    row("doc_spaced_there", Scale::Count, "words that the witness glues or splits"),
    row("doc_marks_lost", Scale::Count, "marks that only the witness has"),
    row("doc_marks_other", Scale::Count, "marks that are others than the witness’s"),
    row("doc_marks_missed", Scale::Count, "marks lost that no house style leaves out"),
    row("doc_encoded", Scale::Count, "letters of another script, or question marks for spaces"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_name_stands_once() {
        for (at, one) in MEASURES.iter().enumerate() {
            assert!(MEASURES[at + 1..].iter().all(|other| other.name != one.name), "{} stands twice", one.name);
        }
    }

    #[test]
    fn values_are_told_as_a_reader_counts() {
        assert_eq!(Scale::Odds.told(0.3), "2.0 to 1");
        assert_eq!(Scale::LogOdds.told(0.0), "1.0 to 1");
        assert_eq!(Scale::LogCount.told(1.0), "1");
        assert_eq!(Scale::Share.told(0.273), "27 %");
        assert_eq!(Scale::PerHundred.told(1.142), "1.1 in 100 words");
    }
}
