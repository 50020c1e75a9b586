//! The day of publication that a record gives.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::fmt::strtime::BrokenDownTime;
use jiff::tz::TimeZone;
use serde_json::Value;

/// Formats that begin with the year: ISO 8601 and similar ones. A time may follow the day.
const YEAR_FIRST: &[&str] = &["%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y%m%d"];
/// Formats with the name of a month, without punctuation: `March 1 2018`, `Thu 01 Mar 2018 10:00:00
/// GMT`.
const NAMED: &[&str] =
    &["%b %d %Y", "%d %b %Y", "%a %b %d %Y", "%a %d %b %Y", "%a %b %d %H:%M:%S %Y", "%a %b %d %H:%M:%S %z %Y"];
/// Formats in which the day always comes first by custom.
const DAY_FIRST: &[&str] = &["%d.%m.%Y"];
/// Formats that mean one day in the United States and another elsewhere.
const EITHER: &[&str] = &["%m/%d/%Y", "%d/%m/%Y", "%m-%d-%Y", "%d-%m-%Y"];
/// The years in which an article can be published: newspapers began in 1605.
const YEARS: std::ops::RangeInclusive<i16> = 1600..=2199;
/// The number from which on a number counts milliseconds since 1970 and not seconds: the seconds
/// are fewer until the year 5138, the milliseconds are more from 1973 on.
const MAX_SECONDS: u64 = 100_000_000_000;

/// The day that the `date` field of a record gives: ISO 8601, the date format of mail, a date with
/// the English name of its month, or seconds or milliseconds since 1970. `None` if the field is no
/// date, or could mean either of two days.
pub(super) fn day(field: &Value) -> Option<Date> {
    let date = match field {
        Value::String(text) => parse(text.trim()),
        Value::Number(number) => since_1970(number.as_i64()?),
        _ => None,
    };
    date.filter(|date| YEARS.contains(&date.year()))
}

fn parse(text: &str) -> Option<Date> {
    if let Some(date) = first(YEAR_FIRST, text).or_else(|| first(DAY_FIRST, text)) {
        return Some(date);
    }
    let mut dates: Vec<Date> = EITHER.iter().filter_map(|format| read(format, text)).collect();
    dates.dedup();
    match dates[..] {
        [] => first(NAMED, &plain(text)),
        [date] => Some(date),
        // For example the third of April or the fourth of March.
        _ => None,
    }
}

fn first(formats: &[&str], text: &str) -> Option<Date> {
    formats.iter().find_map(|format| read(format, text))
}

/// The date at the beginning of a text, in one format. No digit may follow it.
fn read(format: &str, text: &str) -> Option<Date> {
    let (time, length) = BrokenDownTime::parse_prefix(format, text).ok()?;
    let has_more_digits = text[length..].starts_with(|c: char| c.is_ascii_digit());
    if has_more_digits { None } else { time.to_date().ok() }
}

/// The text without punctuation and without the ending of the day, and with the names of days and
/// months cut to three letters: `Sept. 5th, 2018` becomes `Sep 5 2018`.
fn plain(text: &str) -> String {
    let words = text.split([' ', ',', '.', '\u{a0}']).filter(|word| !word.is_empty()).map(|word| {
        if word.chars().all(char::is_alphabetic) {
            return word.chars().take(3).collect();
        }
        let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        let is_day = ["st", "nd", "rd", "th"].contains(&&word[digits.len()..]);
        if is_day { digits.to_owned() } else { word.to_owned() }
    });
    words.collect::<Vec<String>>().join(" ")
}

fn since_1970(number: i64) -> Option<Date> {
    let time = if number.unsigned_abs() < MAX_SECONDS {
        Timestamp::from_second(number)
    } else {
        Timestamp::from_millisecond(number)
    };
    Some(time.ok()?.to_zoned(TimeZone::UTC).date())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn common_forms_are_read() {
        for text in [
            "2018-03-01",
            "2018-03-01T10:30:00Z",
            "2018-03-01T23:59:59+09:00",
            "2018-03-01 10:30",
            "2018/03/01",
            "20180301",
            "20180301T103000",
            "March 1, 2018",
            "march 1 2018",
            "Mar. 1, 2018",
            "Mar 1st, 2018",
            "1 March 2018",
            "Thu, 01 Mar 2018 10:00:00 GMT",
            "Thursday, March 1, 2018",
            "March 1, 2018 at 10:30 a.m. EST",
            "Thu Mar  1 10:00:00 2018",
            "Thu Mar 01 10:00:00 +0000 2018",
            "01.03.2018",
            " 2018-03-01 ",
        ] {
            assert_eq!(day(&json!(text)), Some(Date::constant(2018, 3, 1)), "{text}");
        }
        assert_eq!(day(&json!("Sept. 25, 2018")), Some(Date::constant(2018, 9, 25)));
        assert_eq!(day(&json!("25/09/2018")), Some(Date::constant(2018, 9, 25)), "there is no 25th month");
        assert_eq!(day(&json!("09/25/2018")), Some(Date::constant(2018, 9, 25)));
        assert_eq!(day(&json!("03/03/2018")), Some(Date::constant(2018, 3, 3)), "either way");
        assert_eq!(day(&json!(1_519_900_200)), Some(Date::constant(2018, 3, 1)));
        assert_eq!(day(&json!(1_519_900_200_123_i64)), Some(Date::constant(2018, 3, 1)));
    }

    #[test]
    fn an_unreadable_date_is_none() {
        for text in [
            "",
            "yesterday",
            "3 hours ago",
            "March 2018",
            "2018",
            "01/03/2018",
            "2018-13-01",
            "2018-02-30",
            "2018-03-011",
            "0001-01-01",
            "Published by Mara on 1",
            "Thu, 02 Mar 2018",
            "12:30",
            "１２",
        ] {
            assert_eq!(day(&json!(text)), None, "{text}");
        }
        for value in [json!(null), json!(true), json!(1.5), json!([2018, 3, 1]), json!(i64::MAX), json!(i64::MIN)] {
            assert_eq!(day(&value), None, "{value}");
        }
    }
}
