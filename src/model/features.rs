//! Features: the numbers that are measured of a repair, of its document and of a line of a page.
//!
//! The tables in [`repair`] and [`lines`] declare each feature once. Its struct field, its name
//! among the `scores` of `repairs.jsonl`, its row in `docs/measures.md` and its place in
//! `models/*.json` all come from that row.

use std::borrow::Cow;

use super::fitted::Model;

mod lines;
mod repair;

pub(crate) use lines::{LineFeatures, PlaceFeatures};
pub(crate) use repair::{CandidateFeatures, DamageFeatures, DocumentFeatures};

/// A feature: one number that is measured of a repair, of its document, or of a line of a page.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Feature {
    /// Its name in `repairs.jsonl` and in `models/*.json`. Features of a document begin with
    /// `doc_`.
    pub name: &'static str,
    /// How its value is read.
    pub scale: Scale,
    /// Its least and its greatest value; infinite where there is no limit.
    pub range: (f32, f32),
    /// What it is, after its value: "2.0 times" "likelier that …".
    pub label: &'static str,
    /// What it is where its value is below zero, for a feature with two directions.
    pub opposite: Option<&'static str>,
    /// The fitted models that weigh it.
    pub models: &'static [Model],
}

/// The unit of a feature.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scale {
    /// 1 where it holds, else 0.
    Flag,
    /// A count.
    Count,
    /// log2(1 + a count).
    LogCount,
    /// A count for every hundred words.
    PerHundred,
    /// A power of ten: 2 is a hundred times as much, -1 a tenth.
    PowerOfTen,
    /// The natural logarithm of odds.
    LogOdds,
    /// A share or a probability: `0.0..=1.0`.
    Share,
    /// A sum of word weights: 0.1 for "the", 1.5 for a rare or unknown word.
    Weight,
}

impl Scale {
    /// The unit, for the documentation.
    pub fn unit(self) -> &'static str {
        match self {
            Scale::Flag => "1 if so",
            Scale::Count => "count",
            Scale::LogCount => "log2(1 + count)",
            Scale::PerHundred => "per hundred words",
            Scale::PowerOfTen => "power of ten",
            Scale::LogOdds => "natural logarithm of odds",
            Scale::Share => "share",
            Scale::Weight => "sum of word weights",
        }
    }

    /// A value in words. Values on the scales of ratios lose their direction: see
    /// [`Feature::describe`].
    ///
    /// ```
    /// use unspin::model::Scale;
    ///
    /// assert_eq!(Scale::PowerOfTen.describe(2.0), "100 times");
    /// assert_eq!(Scale::PowerOfTen.describe(-1.0), "10 times");
    /// assert_eq!(Scale::LogCount.describe(2.0), "3");
    /// assert_eq!(Scale::Flag.describe(1.0), "yes");
    /// ```
    pub fn describe(self, value: f64) -> Cow<'static, str> {
        match self {
            Scale::Flag => "yes".into(),
            Scale::Count if value.fract() == 0.0 => format!("{value:.0}").into(),
            Scale::Count => format!("{value:.1}").into(),
            Scale::LogCount => format!("{:.0}", value.exp2() - 1.0).into(),
            Scale::PerHundred => format!("{value:.1} in 100 words").into(),
            Scale::PowerOfTen => times(value * std::f64::consts::LN_10).into(),
            Scale::LogOdds => times(value).into(),
            Scale::Share => format!("{:.0} %", value * 100.0).into(),
            Scale::Weight => format!("{value:.1}").into(),
        }
    }
}

/// How many times as likely, given the natural logarithm of a ratio, whichever way it points.
fn times(log_ratio: f64) -> String {
    let ratio = log_ratio.abs().exp();
    if ratio < 9.95 { format!("{ratio:.1} times") } else { format!("{ratio:.0} times") }
}

impl Feature {
    /// Whether it is measured of the whole document.
    pub fn is_of_document(&self) -> bool {
        self.name.starts_with("doc_")
    }

    /// A value in words, and what it is a value of.
    ///
    /// ```
    /// use unspin::model::feature;
    ///
    /// let odds = feature("odds").unwrap();
    /// let (value, label) = odds.describe(-0.6);
    /// assert_eq!(format!("{value} {label}"), "4.0 times likelier that an author wrote the old words than that a spinner did");
    /// ```
    pub fn describe(&self, value: f64) -> (Cow<'static, str>, &'static str) {
        match self.opposite {
            Some(opposite) if value < 0.0 => (self.scale.describe(-value), opposite),
            _ => (self.scale.describe(value), self.label),
        }
    }
}

/// The features of repairs, in the order in which a repair lists them: those of the place, of a
/// document with spun words, of a document with damage by machines.
pub fn features() -> impl Iterator<Item = &'static Feature> {
    CandidateFeatures::FEATURES.iter().chain(DocumentFeatures::FEATURES).chain(DamageFeatures::FEATURES)
}

/// The features of the lines of a page: those of the line itself, then those of its place.
#[cfg(test)]
fn line_features() -> [&'static [Feature]; 2] {
    [LineFeatures::FEATURES, PlaceFeatures::FEATURES]
}

/// The feature of repairs that has this name.
pub fn feature(name: &str) -> Option<&'static Feature> {
    features().find(|feature| feature.name == name)
}

/// Declares a struct of features. A row gives name, scale, limits (where they differ from those of
/// the scale), the models that weigh it, and its label; after a second arrow the label for values
/// below zero.
macro_rules! declare {
    (
        $(#[$attribute:meta])*
        struct $struct:ident of $number:ty, named $prefix:literal;
        $(
            $field:ident: $scale:ident $($low:literal ..= $high:literal)? in [$($model:ident)*]
                => $label:literal $(=> $opposite:literal)?;
        )+
    ) => {
        $(#[$attribute])*
        #[derive(Debug, Clone, Copy, Default, PartialEq)]
        pub(crate) struct $struct {
            $(#[doc = $label] pub(crate) $field: $number,)+
        }

        impl $struct {
            /// How many features there are.
            pub(crate) const COUNT: usize = Self::FEATURES.len();

            /// The features, in the order of the fields.
            pub(crate) const FEATURES: &'static [$crate::model::Feature] = &[$(
                $crate::model::Feature {
                    name: concat!($prefix, stringify!($field)),
                    scale: $crate::model::Scale::$scale,
                    range: super::limits(
                        $crate::model::Scale::$scale,
                        super::optional!($(($low, $high))?),
                        super::optional!($($opposite)?),
                    ),
                    label: $label,
                    opposite: super::optional!($($opposite)?),
                    models: &[$($crate::model::Model::$model),*],
                },
            )+];

            /// The values, in the order of the fields.
            pub(crate) fn values(&self) -> [$number; Self::COUNT] {
                [$(self.$field),+]
            }

            /// Each name with its value, in the order of the fields.
            #[allow(dead_code, reason = "only features of repairs are listed with their names")]
            pub(crate) fn named(&self) -> impl Iterator<Item = (&'static str, $number)> {
                Self::FEATURES.iter().map(|feature| feature.name).zip(self.values())
            }

            /// The features with each value moved into the limits that its row declares.
            #[allow(dead_code, unused_mut, reason = "not every struct has a row with limits of its own")]
            pub(crate) fn in_range(mut self) -> Self {
                $($(self.$field = self.$field.clamp($low, $high);)?)+
                self
            }
        }
    };
}

/// `Some` of what is given, or `None`.
macro_rules! optional {
    () => {
        None
    };
    ($value:expr) => {
        Some($value)
    };
}

/// The limits of a feature: those that its row declares, none if it has a label for values below
/// zero, else those of its scale.
const fn limits(scale: Scale, declared: Option<(f32, f32)>, opposite: Option<&str>) -> (f32, f32) {
    match (declared, opposite, scale) {
        (Some(limits), _, _) => limits,
        (None, Some(_), _) => (f32::NEG_INFINITY, f32::INFINITY),
        (None, None, Scale::Flag | Scale::Share) => (0.0, 1.0),
        (None, None, _) => (0.0, f32::INFINITY),
    }
}

use {declare, optional};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_name_is_declared_once() {
        let lines = line_features().concat();
        for list in [features().map(|one| one.name).collect::<Vec<_>>(), lines.iter().map(|one| one.name).collect()] {
            for (at, name) in list.iter().enumerate() {
                assert!(!list[at + 1..].contains(name), "{name} is declared twice");
            }
        }
    }

    #[test]
    fn values_are_described_as_a_reader_counts() {
        assert_eq!(Scale::PowerOfTen.describe(0.3), "2.0 times");
        assert_eq!(Scale::PowerOfTen.describe(-1.64), "44 times");
        assert_eq!(Scale::LogOdds.describe(0.0), "1.0 times");
        assert_eq!(Scale::LogCount.describe(1.0), "1");
        assert_eq!(Scale::Share.describe(0.273), "27 %");
        assert_eq!(Scale::PerHundred.describe(1.142), "1.1 in 100 words");
    }

    #[test]
    fn a_value_below_zero_has_the_label_of_the_other_direction() {
        let over = feature("doc_over").unwrap();
        assert_eq!(over.describe(2.0), ("2".into(), over.label));
        assert_eq!(over.describe(-2.0), ("2".into(), over.opposite.unwrap()));
        for feature in features().filter(|feature| feature.range.0 < 0.0) {
            assert!(feature.opposite.is_some(), "{} may be negative", feature.name);
        }
    }

    #[test]
    fn values_are_moved_into_the_declared_limits() {
        let far = CandidateFeatures { left: 9.0, odds: -7.0, longer: 30.0, ..CandidateFeatures::default() };
        let near = far.in_range();
        assert_eq!((near.left, near.odds, near.longer), (4.0, -4.0, 30.0));
        assert_eq!(feature("left").unwrap().range, (0.0, 4.0));
    }
}
