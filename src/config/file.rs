//! The configuration file: TOML, where an unknown key is an error that says which one was meant.

use std::collections::BTreeMap;
use std::ops::Range;

use toml::de::{DeTable, DeValue};

use super::{Config, KNOBS};
use crate::error::{Error, Misconfigured, Result};
use crate::model::Relation;

/// Names further apart than this are no misspellings of each other: Jaro-Winkler, `0.0..=1.0`. 0.8 lets one or two
/// wrong letters of a short key pass and keeps `merge` from being offered for `quotes` (0.0).
const MIN_RESEMBLANCE: f64 = 0.8;

/// The configuration that `text`, the content of the file `name`, asks for; what it leaves out keeps its default.
///
/// # Errors
/// If it is no TOML, names a key that does not exist, or gives a value outside its range.
pub fn from_toml(text: &str, name: &str) -> Result<Config> {
    let complain = |span: Range<usize>, message: String| {
        Error::Config(Box::new(Misconfigured { name: name.to_owned(), text: text.to_owned(), span, message }))
    };
    let syntax =
        |error: toml::de::Error| complain(error.span().unwrap_or_default(), error.message().replace('\n', " "));
    let table = DeTable::parse(text).map_err(syntax)?;
    let known = toml::Value::try_from(Config::default()).expect("the defaults can be written as TOML");
    if let Some((span, message)) = unknown_key(table.get_ref(), &known, "") {
        return Err(complain(span, message));
    }
    let config: Config = toml::from_str(text).map_err(syntax)?;
    match out_of_range(&config) {
        Some((section, key, message)) => Err(complain(span_of(table.get_ref(), section, key), message)),
        None => Ok(config),
    }
}

/// The first value that cannot be: its section, its key, and what to say about it.
fn out_of_range(config: &Config) -> Option<(&'static str, &'static str, String)> {
    if config.cluster.merge == Relation::Sibling {
        let message = "siblings are never merged: cluster.merge is one of exact, near_duplicate and containment";
        return Some(("cluster", "merge", message.into()));
    }
    let values = toml::Value::try_from(config).expect("a configuration can be written as TOML");
    for knob in KNOBS {
        let (table, key) = (knob.table, knob.key);
        if let Some(number) = values[table][key].as_float().filter(|number| !knob.takes.allows(*number)) {
            let message = format!("{table}.{key} is {number}, but it is {}", knob.takes.told());
            return Some((table, key, message));
        }
    }
    let repair = &config.repair;
    let bands = [("low", repair.low), ("medium", repair.medium), ("high", repair.high)];
    bands.windows(2).find(|pair| pair[0].1 > pair[1].1).map(|pair| {
        let message = format!("repair.{} is above repair.{}: the bands would cross", pair[0].0, pair[1].0);
        ("repair", pair[1].0, message)
    })
}

/// The settings that a file gives, as `table.key`, and the line of each, counted from one.
///
/// # Errors
/// As [`from_toml`].
pub fn lines(text: &str, name: &str) -> Result<BTreeMap<String, usize>> {
    from_toml(text, name)?;
    let table = DeTable::parse(text).map_err(|error| Error::Usage(format!("{name}: {}", error.message())))?;
    let mut found = BTreeMap::new();
    for (section, value) in table.get_ref() {
        let DeValue::Table(inner) = value.get_ref() else { continue };
        for (key, _) in inner {
            let line = text[..key.span().start].matches('\n').count() + 1;
            found.insert(format!("{}.{}", section.get_ref(), key.get_ref()), line);
        }
    }
    Ok(found)
}

/// Where a value stands; where its section begins, if it has its default.
fn span_of(table: &DeTable, section: &str, key: &str) -> Range<usize> {
    let Some(within) = table.iter().find(|(name, _)| name.get_ref().as_ref() == section) else { return 0..0 };
    let DeValue::Table(inner) = within.1.get_ref() else { return within.0.span() };
    inner.iter().find(|(name, _)| name.get_ref().as_ref() == key).map_or(within.0.span(), |(_, value)| value.span())
}

/// The first key of `table` that `known` does not have: its place and what to say about it.
fn unknown_key(table: &DeTable, known: &toml::Value, above: &str) -> Option<(Range<usize>, String)> {
    let mut keys: Vec<_> = table.iter().collect();
    keys.sort_by_key(|(key, _)| key.span().start);
    for (key, value) in keys {
        let name: &str = key.get_ref();
        let path = if above.is_empty() { name.to_owned() } else { format!("{above}.{name}") };
        match known.get(name) {
            None => return Some((key.span(), format!("unknown key `{path}`{}", suggestion(name, known)))),
            Some(below) => {
                if let (DeValue::Table(inner), true) = (value.get_ref(), below.is_table())
                    && let Some(found) = unknown_key(inner, below, &path)
                {
                    return Some(found);
                }
            }
        }
    }
    None
}

fn suggestion(name: &str, known: &toml::Value) -> String {
    let names: Vec<&str> = known.as_table().into_iter().flat_map(|table| table.keys()).map(String::as_str).collect();
    let closest = names
        .iter()
        .map(|candidate| (strsim::jaro_winkler(name, candidate), *candidate))
        .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(a.1)));
    match closest {
        Some((resemblance, candidate)) if resemblance >= MIN_RESEMBLANCE => format!("; did you mean `{candidate}`?"),
        _ => format!("; known here: {}", names.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::QuoteStyle;

    fn complaint(text: &str) -> String {
        from_toml(text, "unspin.toml").expect_err("this configuration is wrong").to_string()
    }

    #[test]
    fn what_the_file_leaves_out_keeps_its_default() {
        let config = from_toml("[normalize]\nquotes = \"curly\"\n", "unspin.toml").expect("it is right");
        assert_eq!(config.normalize.quotes, QuoteStyle::Curly);
        assert_eq!(config.read, Config::default().read);
        assert_eq!(from_toml("", "unspin.toml").expect("nothing is right too"), Config::default());
    }

    #[test]
    fn an_unknown_key_is_told_with_its_place_and_the_likely_one() {
        assert_eq!(
            complaint("[normalize]\nquots = \"curly\"\n"),
            "unspin.toml line 2 column 1: unknown key `normalize.quots`; did you mean `quotes`?"
        );
        assert_eq!(
            complaint("[claster]\n"),
            "unspin.toml line 1 column 2: unknown key `claster`; did you mean `cluster`?"
        );
        let far = complaint("colour = true\n");
        assert!(far.contains("unknown key `colour`; known here: ") && far.contains("normalize"), "{far}");
    }

    #[test]
    fn the_line_of_every_setting_is_known() {
        let text = "[normalize]\n\nquotes = \"curly\" # as the house has it\n[repair]\nhigh = 0.9\n[cluster]\n";
        let found = lines(text, "unspin.toml").expect("it is right");
        assert_eq!(
            found.into_iter().collect::<Vec<_>>(),
            [("normalize.quotes".to_owned(), 3), ("repair.high".into(), 5)]
        );
        let dotted = lines("repair.high = 0.9\nrepair.low = 0.1\n", "unspin.toml").expect("it is right");
        assert_eq!(dotted.into_iter().collect::<Vec<_>>(), [("repair.high".to_owned(), 1), ("repair.low".into(), 2)]);
    }

    #[test]
    fn a_value_of_the_wrong_kind_or_range_is_told() {
        assert!(complaint("[normalize]\nquotes = \"oblique\"\n").contains("line 2"), "names the line");
        assert!(complaint("[cluster]\nmerge = \"sibling\"\n").contains("never merged"), "siblings stay apart");
        assert!(complaint("[cluster]\nthreshold = 0.4\n").contains("from 0.5 to 1"), "less than half is no copy");
        assert!(complaint("[cluster]\nthreshold = nan\n").contains("from 0.5 to 1"), "no number is no share");
        assert!(complaint("[repair]\nmin_spun_score = -1.0\n").contains("from 0 up"), "scores are not negative");
        assert!(complaint("[repair]\nhigh = 1.5\n").contains("repair.high is 1.5, but it is a number from 0 to 1"));
        let crossed = complaint("[repair]\nhigh = 0.5\n");
        assert!(crossed.starts_with("unspin.toml line 2 column 8: "), "the value is shown: {crossed}");
        assert!(crossed.contains("the bands would cross"), "below medium's default");
        assert!(
            complaint("[repair]\nmedium = 0.9\n").starts_with("unspin.toml line 1 column 2: "),
            "high is not there"
        );
        assert!(complaint("quotes = [").starts_with("unspin.toml line 1"), "a broken file is told");
    }
}
