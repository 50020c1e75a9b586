//! Scores, confidences and similarities as rows have them: four decimals at most, which is more
//! than any of them is exact to, so that the order of floating-point sums leaves no trace.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

const STEPS: f64 = 10_000.0;

/// A score with four decimals at most; never a negative zero.
pub(crate) fn rounded(value: f64) -> f64 {
    let rounded = (value * STEPS).round() / STEPS;
    if rounded == 0.0 { 0.0 } else { rounded }
}

// For `#[serde(with = "score")]`. A number without a fraction is written as `1.0`, so that every
// reader takes the column for floats; what is not a number is `null`.

pub(super) fn serialize<S: Serializer>(value: &f64, to: S) -> Result<S::Ok, S::Error> {
    let value = rounded(*value);
    value.is_finite().then_some(value).serialize(to)
}

pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<f64, D::Error> {
    Ok(Option::deserialize(from)?.unwrap_or(f64::NAN))
}

/// Named scores as an object, for `#[serde(with = "score::named")]`. Names that this version does
/// not know are left out when they are read.
pub(super) mod named {
    use std::fmt;

    use serde::de::{Deserializer, IgnoredAny, MapAccess, Visitor};
    use serde::ser::{SerializeMap, Serializer};

    use crate::model::feature;

    pub(in crate::model) fn serialize<S: Serializer>(scores: &[(&'static str, f64)], to: S) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_map(Some(scores.len()))?;
        for (name, value) in scores {
            let value = super::rounded(*value);
            map.serialize_entry(name, &value.is_finite().then_some(value))?;
        }
        map.end()
    }

    pub(in crate::model) fn deserialize<'de, D: Deserializer<'de>>(
        from: D,
    ) -> Result<Vec<(&'static str, f64)>, D::Error> {
        struct Scores;
        impl<'de> Visitor<'de> for Scores {
            type Value = Vec<(&'static str, f64)>;

            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("an object of numbers")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut scores = Vec::new();
                while let Some(name) = map.next_key::<String>()? {
                    match feature(&name) {
                        Some(known) => {
                            let value: Option<f64> = map.next_value()?;
                            scores.push((known.name, value.unwrap_or(f64::NAN)));
                        }
                        None => drop(map.next_value::<IgnoredAny>()?),
                    }
                }
                Ok(scores)
            }
        }
        from.deserialize_map(Scores)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Row {
        #[serde(with = "super")]
        share: f64,
        #[serde(with = "super::named")]
        scores: Vec<(&'static str, f64)>,
    }

    #[test]
    fn scores_have_four_decimals_and_come_back() {
        let row = Row { share: 1.0 / 3.0, scores: vec![("left", 1.0), ("right", -0.000_001)] };
        let json = serde_json::to_string(&row).expect("it is plain data");
        assert_eq!(json, r#"{"share":0.3333,"scores":{"left":1.0,"right":0.0}}"#);
        let read: Row = serde_json::from_str(&json).expect("it reads what it wrote");
        assert_eq!(read, Row { share: 0.3333, scores: vec![("left", 1.0), ("right", 0.0)] });
        let newer = r#"{"share":null,"scores":{"left":2,"from a later version":"x"}}"#;
        let read: Row = serde_json::from_str(newer).expect("names that are not known are left out");
        assert!(read.share.is_nan() && read.scores == [("left", 2.0)]);
    }
}
