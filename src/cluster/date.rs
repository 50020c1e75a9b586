//! The day on which a record says that it was published.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::fmt::strtime::BrokenDownTime;
use jiff::tz::TimeZone;
use serde_json::Value;

/// Forms that begin with the year: ISO 8601 and its relatives. What follows the day may be a time.
const YEAR_FIRST: &[&str] = &["%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y%m%d"];
/// Forms with the name of a month, without marks: `March 1 2018`, `Thu 01 Mar 2018 10:00:00 GMT`.
const NAMED: &[&str] =
    &["%b %d %Y", "%d %b %Y", "%a %b %d %Y", "%a %d %b %Y", "%a %b %d %H:%M:%S %Y", "%a %b %d %H:%M:%S %z %Y"];
/// Forms in which only the day comes first by custom.
const DAY_FIRST: &[&str] = &["%d.%m.%Y"];
/// Forms that mean one day in America and another elsewhere.
const EITHER: &[&str] = &["%m/%d/%Y", "%d/%m/%Y", "%m-%d-%Y", "%d-%m-%Y"];
/// Newspapers began in 1605; what lies outside is no date of an article.
const YEARS: std::ops::RangeInclusive<i16> = 1600..=2199;
/// A number of seconds since 1970 is less until the year 5138; one of milliseconds is more from 1973 on.
const MAX_SECONDS: u64 = 100_000_000_000;

/// The day that the `date` field of a record names, as written there: ISO 8601, the date of a mail, a date with the name
/// of its month in English, or seconds or milliseconds since 1970. A date that is none, or may be either of two, is `None`.
pub(super) fn day(field: &Value) -> Option<Date> {
    let date = match field {
        Value::String(text) => written(text.trim()),
        Value::Number(number) => since_1970(number.as_i64()?),
        _ => None,
    };
    date.filter(|date| YEARS.contains(&date.year()))
}

fn written(text: &str) -> Option<Date> {
    if let Some(date) = first(YEAR_FIRST, text).or_else(|| first(DAY_FIRST, text)) {
        return Some(date);
    }
    let mut readings: Vec<Date> = EITHER.iter().filter_map(|format| read(format, text)).collect();
    readings.dedup();
    match readings[..] {
        [] => first(NAMED, &plain(text)),
        [date] => Some(date),
        // The third of April, or the fourth of March.
        _ => None,
    }
}

fn first(formats: &[&str], text: &str) -> Option<Date> {
    formats.iter().find_map(|format| read(format, text))
}

/// A date at the beginning of a text; no digit goes on where it ends.
fn read(format: &str, text: &str) -> Option<Date> {
    let (time, length) = BrokenDownTime::parse_prefix(format, text).ok()?;
    let goes_on = text[length..].starts_with(|c: char| c.is_ascii_digit());
    if goes_on { None } else { time.to_date().ok() }
}

/// Without marks, names of days and months cut to three letters, no ending at the day: `Sept. 5th, 2018` is `Sep 5 2018`.
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
