//! A number of bytes, with or without a unit: `64MB`, `1.5 GB`, `500000`.

use std::fmt;
use std::str::FromStr;

use serde::de::{self, Deserializer, Visitor};
use serde::{Deserialize, Serialize, Serializer};

use crate::error::{Error, Result};

/// A number of bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Size(pub u64);

/// Decimal units, largest first.
const UNITS: [(&str, u64); 3] = [("GB", 1_000_000_000), ("MB", 1_000_000), ("KB", 1_000)];

impl fmt::Display for Size {
    /// Writes the size in the largest unit that gives a whole number. Parsing gives the same size back.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match UNITS.iter().find(|(_, unit)| self.0 > 0 && self.0.is_multiple_of(*unit)) {
            Some((name, unit)) => write!(f, "{} {name}", self.0 / unit),
            None => write!(f, "{} bytes", self.0),
        }
    }
}

impl FromStr for Size {
    type Err = Error;

    /// # Errors
    /// If the text is not a number from 0 up with at most one of the units `bytes`, `B`, `KB`, `MB` and
    /// `GB`, or if the size is too large for 64 bits.
    fn from_str(text: &str) -> Result<Self> {
        let end = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
        let (number, unit) = (&text[..end], text[end..].trim().to_ascii_uppercase());
        let unit = match &*unit {
            "" | "B" | "BYTES" => Some(1),
            named => UNITS.iter().find(|(name, _)| *name == named).map(|(_, unit)| *unit),
        };
        let size = unit.and_then(|unit| match number.split_once('.') {
            None => number.parse::<u64>().ok()?.checked_mul(unit),
            Some((whole, part)) => fraction(part, unit)?.checked_add(whole.parse::<u64>().ok()?.checked_mul(unit)?),
        });
        let complain =
            || Error::Setting(format!("`{text}` is not a size: give a number of bytes such as 64MB or 1.5GB"));
        size.map(Size).ok_or_else(complain)
    }
}

/// The value of the digits after the decimal point, in whole bytes.
fn fraction(digits: &str, unit: u64) -> Option<u64> {
    let scale = 10_u64.checked_pow(u32::try_from(digits.len()).ok()?)?;
    let bytes = u128::from(digits.parse::<u64>().ok()?) * u128::from(unit) / u128::from(scale);
    u64::try_from(bytes).ok()
}

impl Serialize for Size {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Size {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Either;
        impl Visitor<'_> for Either {
            type Value = Size;

            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("a size such as \"64MB\", or a number of bytes")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Size, E> {
                text.parse().map_err(E::custom)
            }

            fn visit_u64<E: de::Error>(self, bytes: u64) -> Result<Size, E> {
                Ok(Size(bytes))
            }

            fn visit_i64<E: de::Error>(self, bytes: i64) -> Result<Size, E> {
                u64::try_from(bytes).map(Size).map_err(|_| E::custom("a size must not be negative"))
            }
        }
        deserializer.deserialize_any(Either)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_parsed_with_and_without_units() {
        let read = |text: &str| text.parse::<Size>().map(|size| size.0);
        assert_eq!(read("500").ok(), Some(500));
        assert_eq!(read("64MB").ok(), Some(64_000_000));
        assert_eq!(read("1.5 gb").ok(), Some(1_500_000_000));
        assert_eq!(read("0.001 KB").ok(), Some(1));
        assert_eq!(read("12 bytes").ok(), Some(12));
        for wrong in ["", "MB", "-1", "1.MB", "1.2.3", "5 apples", "99999999999GB", "1e3"] {
            assert!(read(wrong).is_err_and(|why| why.to_string().contains("64MB")), "{wrong:?}");
        }
    }

    #[test]
    fn a_written_size_is_parsed_to_the_same_size() {
        for bytes in [0, 1, 999, 1_000, 64_000_000, 1_500_000_000, 3_000_000_000, u64::MAX] {
            assert_eq!(Size(bytes).to_string().parse().ok(), Some(Size(bytes)), "{}", Size(bytes));
        }
        assert_eq!(Size(64_000_000).to_string(), "64 MB");
    }
}
