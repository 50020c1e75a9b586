//! Reads the configuration file: TOML, in which an unknown key is an error that suggests the likely one.

use std::collections::BTreeMap;
use std::ops::Range;

use serde::Deserialize;
use toml::Spanned;
use toml::de::{DeTable, DeValue, ValueDeserializer};

use super::{Config, NormalizeConfig, SETTINGS, Setting, ValueKind, meant, nearest};
use crate::error::{Error, Misconfigured, Result};
use crate::model::Relation;

/// Parses `text`, the content of the file `name`; a missing setting keeps its default.
///
/// # Errors
/// If the text is not TOML, has an unknown key, or has a value outside its range.
pub fn from_toml(text: &str, name: &str) -> Result<Config> {
    checked(text, name, None, |_| Ok(()))
}

/// Parses `text` like [`from_toml`], or only its table `within` if one is given. The names of rules are
/// checked by `known_rules`, because this module does not know the table of rules.
///
/// # Errors
/// Those of [`from_toml`], and if a rule is unknown. Line and column count from the start of the file.
pub fn checked(
    text: &str,
    name: &str,
    within: Option<&str>,
    known_rules: impl Fn(&NormalizeConfig) -> Result<()>,
) -> Result<Config> {
    let complain = |(span, message): (Range<usize>, String)| {
        Error::Config(Box::new(Misconfigured { name: name.to_owned(), text: text.to_owned(), span, message }))
    };
    let syntax =
        |error: toml::de::Error| complain((error.span().unwrap_or_default(), error.message().replace('\n', " ")));
    let file = DeTable::parse(text).map_err(syntax)?;
    let root = Spanned::new(file.span(), DeValue::Table(file.into_inner()));
    let settings = match within {
        None => &root,
        Some(table) => match root.get_ref().get(table) {
            None => return Ok(Config::default()),
            Some(settings) => settings,
        },
    };
    let DeValue::Table(table) = settings.get_ref() else {
        return Err(complain(no_table(within.unwrap_or_default(), settings)));
    };
    let known = toml::Value::try_from(Config::default()).expect("the defaults can be written as TOML");
    if let Some(wrong) = unknown_key(table, &known, "").or_else(|| wrong_value(table)) {
        return Err(complain(wrong));
    }
    let config = Config::deserialize(ValueDeserializer::from(settings.clone())).map_err(syntax)?;
    if let Some((section, key, message)) = out_of_range(&config) {
        return Err(complain((span_of(table, section, key), message)));
    }
    for (key, rules) in [("only", &config.normalize.only), ("skip", &config.normalize.skip)] {
        for (at, rule) in rules.iter().enumerate() {
            let alone = NormalizeConfig { only: vec![rule.clone()], ..NormalizeConfig::default() };
            if let Err(unknown) = known_rules(&alone) {
                let value = table.get("normalize").and_then(|normalize| normalize.get_ref().get(key));
                let member = value.and_then(|list| list.get_ref().get(at)).map(Spanned::span);
                let span = member.unwrap_or_else(|| span_of(table, "normalize", key));
                return Err(complain((span, unknown.to_string())));
            }
        }
    }
    Ok(config)
}

/// The place and the message of a value where a table is expected.
fn no_table(key: &str, value: &Spanned<DeValue>) -> (Range<usize>, String) {
    let message =
        format!("`{key}` is {}, but must be a table: write its settings below [{key}]", kind(value.get_ref()));
    (value.span(), message)
}

/// The place and the message of the first value whose kind its setting does not allow.
fn wrong_value(table: &DeTable) -> Option<(Range<usize>, String)> {
    let found = table.iter().filter_map(|(section, keys)| {
        let DeValue::Table(keys) = keys.get_ref() else { return Some(no_table(section.get_ref(), keys)) };
        let settings = SETTINGS.iter().filter(|setting| section.get_ref() == setting.table);
        let wrong = settings.filter_map(|setting| misfit(setting, keys.get(setting.key)?));
        wrong.min_by_key(|(span, _)| span.start)
    });
    found.min_by_key(|(span, _)| span.start)
}

/// The place and the message of a value whose kind `setting` does not allow; `None` if it is allowed.
fn misfit(setting: &Setting, value: &Spanned<DeValue>) -> Option<(Range<usize>, String)> {
    let name = format!("{}.{}", setting.table, setting.key);
    let complain = |value: &Spanned<DeValue>, wanted: &str| {
        let shown = match value.get_ref() {
            DeValue::String(words) if matches!(setting.value, ValueKind::OneOf(_)) => format!("{:?}", &**words),
            other => kind(other).into(),
        };
        Some((value.span(), format!("{name} is {shown}, but must be {wanted}")))
    };
    match (setting.value, value.get_ref()) {
        (ValueKind::Text | ValueKind::File, DeValue::String(_)) | (ValueKind::Switch, DeValue::Boolean(_)) => None,
        (ValueKind::Size | ValueKind::Number(..), DeValue::Integer(number))
            if i64::from_str_radix(number.as_str(), number.radix()).is_err() =>
        {
            let wanted = if setting.value == ValueKind::Size { "a size".into() } else { setting.value.describe() };
            Some((value.span(), format!("{name} is too large for a whole number, but must be {wanted}")))
        }
        (ValueKind::Size, DeValue::String(_) | DeValue::Integer(_)) => None,
        (ValueKind::Number(..), DeValue::Integer(_) | DeValue::Float(_)) => None,
        (ValueKind::Texts, DeValue::Array(members)) => {
            let odd = members.iter().find(|member| !matches!(member.get_ref(), DeValue::String(_)))?;
            Some((odd.span(), format!("{name} has {} in it, but must be a list of strings", kind(odd.get_ref()))))
        }
        // `out_of_range` has a message of its own for this value.
        (ValueKind::OneOf(_), DeValue::String(word))
            if name == "cluster.merge" && *word == Relation::Sibling.name() =>
        {
            None
        }
        (ValueKind::OneOf(words), DeValue::String(word)) if words.contains(&&**word) => None,
        (ValueKind::OneOf(words), DeValue::String(word)) => {
            let hint = nearest(word, words.iter().copied()).map(|near| format!("; did you mean {near:?}?"));
            complain(value, &format!("{}{}", setting.value.describe(), hint.unwrap_or_default()))
        }
        (ValueKind::Text | ValueKind::File, _) => complain(value, "a string"),
        (ValueKind::Texts, _) => complain(value, "a list of strings: write [\"…\"]"),
        (ValueKind::Size, _) => complain(value, "a size such as \"64MB\", or a number of bytes"),
        (ValueKind::Switch | ValueKind::OneOf(_) | ValueKind::Number(..), _) => {
            complain(value, &setting.value.describe())
        }
    }
}

/// The name of the kind of a TOML value.
fn kind(value: &DeValue) -> &'static str {
    match value {
        DeValue::String(_) => "a string",
        DeValue::Integer(_) | DeValue::Float(_) => "a number",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}

/// The table, the key and the message of the first value outside its range.
fn out_of_range(config: &Config) -> Option<(&'static str, &'static str, String)> {
    if config.cluster.merge == Relation::Sibling {
        let message = "siblings are never merged: cluster.merge must be one of exact, near_duplicate and containment";
        return Some(("cluster", "merge", message.into()));
    }
    let values = toml::Value::try_from(config).expect("a configuration can be written as TOML");
    for setting in SETTINGS {
        let (table, key) = (setting.table, setting.key);
        if let Some(number) = values[table][key].as_float().filter(|number| !setting.value.allows(*number)) {
            let message = format!("{table}.{key} is {number}, but must be {}", setting.value.describe());
            return Some((table, key, message));
        }
    }
    let repair = &config.repair;
    let bands = [("low", repair.low), ("medium", repair.medium), ("high", repair.high)];
    bands.windows(2).find(|pair| pair[0].1 > pair[1].1).map(|pair| {
        let message = format!("repair.{} is greater than repair.{}: the bands must not overlap", pair[0].0, pair[1].0);
        ("repair", pair[1].0, message)
    })
}

/// The settings that a file sets, as `table.key`, with the line of each, counted from one.
///
/// # Errors
/// Those of [`from_toml`].
pub fn lines(text: &str, name: &str) -> Result<BTreeMap<String, usize>> {
    from_toml(text, name)?;
    let table = DeTable::parse(text).map_err(|error| Error::Setting(format!("{name}: {}", error.message())))?;
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

/// The place of a value; the place of its table if the file leaves the value out.
fn span_of(table: &DeTable, section: &str, key: &str) -> Range<usize> {
    let Some(within) = table.iter().find(|(name, _)| name.get_ref().as_ref() == section) else { return 0..0 };
    let DeValue::Table(inner) = within.1.get_ref() else { return within.0.span() };
    inner.iter().find(|(name, _)| name.get_ref().as_ref() == key).map_or(within.0.span(), |(_, value)| value.span())
}

/// The place and the message of the first key of `table` that `known` does not have.
fn unknown_key(table: &DeTable, known: &toml::Value, above: &str) -> Option<(Range<usize>, String)> {
    let mut keys: Vec<_> = table.iter().collect();
    keys.sort_by_key(|(key, _)| key.span().start);
    for (key, value) in keys {
        let name: &str = key.get_ref();
        let path = if above.is_empty() { name.to_owned() } else { format!("{above}.{name}") };
        match known.get(name) {
            None => return Some((key.span(), format!("unknown key `{path}`; {}", suggestion(name, known)))),
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
    meant(name, &names)
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
        let config = from_toml("[normalize]\nquotes = \"curly\"\n", "unspin.toml").expect("the file is valid");
        assert_eq!(config.normalize.quotes, QuoteStyle::Curly);
        assert_eq!(config.read, Config::default().read);
        assert_eq!(from_toml("", "unspin.toml").expect("an empty file is valid"), Config::default());
        let written = from_toml("[read]\nmax_record = 0x1_000\n[repair]\nhigh = 1\n", "unspin.toml")
            .expect("TOML has hexadecimal numbers");
        assert_eq!((written.read.max_record.0, written.repair.high), (4096, 1.0));
    }

    #[test]
    fn an_unknown_key_is_reported_with_its_place_and_the_likely_one() {
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
        let text = "[normalize]\n\nquotes = \"curly\" # the house style\n[repair]\nhigh = 0.9\n[cluster]\n";
        let found = lines(text, "unspin.toml").expect("the file is valid");
        assert_eq!(
            found.into_iter().collect::<Vec<_>>(),
            [("normalize.quotes".to_owned(), 3), ("repair.high".into(), 5)]
        );
        let dotted = lines("repair.high = 0.9\nrepair.low = 0.1\n", "unspin.toml").expect("the file is valid");
        assert_eq!(dotted.into_iter().collect::<Vec<_>>(), [("repair.high".to_owned(), 1), ("repair.low".into(), 2)]);
    }

    #[test]
    fn a_value_of_the_wrong_kind_or_range_is_reported() {
        assert!(complaint("[normalize]\nquotes = \"oblique\"\n").contains("line 2"), "names the line");
        assert!(complaint("[cluster]\nmerge = \"sibling\"\n").contains("never merged"), "siblings are not merged");
        assert!(complaint("[cluster]\nthreshold = 0.4\n").contains("from 0.5 to 1"), "less than half is not a copy");
        assert!(complaint("[cluster]\nthreshold = nan\n").contains("from 0.5 to 1"), "NaN is not a share");
        assert!(complaint("[repair]\nmin_spun_score = -1.0\n").contains("from 0 up"), "scores are not negative");
        assert!(complaint("[repair]\nhigh = 1.5\n").contains("repair.high is 1.5, but must be a number from 0 to 1"));
        let crossed = complaint("[repair]\nhigh = 0.5\n");
        assert!(crossed.starts_with("unspin.toml line 2 column 8: "), "the value is shown: {crossed}");
        assert!(crossed.contains("the bands must not overlap"), "below medium's default");
        assert!(
            complaint("[repair]\nmedium = 0.9\n").starts_with("unspin.toml line 1 column 2: "),
            "high is not there"
        );
        assert!(complaint("quotes = [").starts_with("unspin.toml line 1"), "a broken file is reported");
    }

    #[test]
    fn a_value_of_the_wrong_kind_is_reported_without_jargon() {
        for (text, wanted) in [
            ("[repair]\nhigh = \"a\"\n", "line 2 column 8: repair.high is a string, but must be a number from 0 to 1"),
            (
                "repair = 7\n",
                "line 1 column 10: `repair` is a number, but must be a table: write its settings below [repair]",
            ),
            ("[[repair]]\nhigh = 0.9\n", "`repair` is a list, but must be a table"),
            (
                "[normalize]\nonly = \"glue\"\n",
                "line 2 column 8: normalize.only is a string, but must be a list of strings",
            ),
            ("[normalize]\nonly = [\n  \"glue\",\n  7,\n]\n", "line 4 column 3: normalize.only has a number in it"),
            ("[normalize]\nquotes = \"curley\"\n", "keep, straight and curly; did you mean \"curly\"?"),
            ("[cluster]\nsiblings = 1979-05-27\n", "cluster.siblings is a date, but must be true or false"),
            ("[read]\nmax_record = true\n", "a size such as \"64MB\""),
            ("[repair]\nlow = 99999999999999999999\n", "line 2 column 7: repair.low is too large for a whole number"),
            ("[cluster]\nmemory = 99999999999999999999\n", "but must be a size"),
            ("[read]\nid_field = []\n[cluster]\nmerge = 1\n", "line 2 column 12: read.id_field is a list"),
        ] {
            let message = complaint(text);
            assert!(message.contains(wanted), "{text}: {message}");
            assert!(
                !["struct", "f64", "sequence", "variant", "bool"].iter().any(|jargon| message.contains(jargon)),
                "{message}"
            );
        }
    }

    #[test]
    fn settings_within_another_file_are_reported_with_their_place_in_it() {
        let text = "why = \"x\"\n\n[config.normalize]\nskip = [\"a\", \"b\"]\n";
        let none = |rules: &NormalizeConfig| match rules.only.iter().any(|rule| rule == "b") {
            true => Err(Error::NoSuchRule("there is no rule b".into())),
            false => Ok(()),
        };
        let wrong = checked(text, "case.toml", Some("config"), none).expect_err("b is unknown").to_string();
        assert_eq!(wrong, "case.toml line 4 column 14: there is no rule b");
        assert_eq!(checked("why = 1\n", "case.toml", Some("config"), none).expect("nothing is set"), Config::default());
        let config = checked(text, "case.toml", Some("config"), |_| Ok(())).expect("the file is valid");
        assert_eq!(config.normalize.skip, ["a", "b"]);
        let wrong = checked("config = 1\n", "case.toml", Some("config"), none).expect_err("no table").to_string();
        assert!(wrong.contains("write its settings below [config]"), "{wrong}");
    }
}
