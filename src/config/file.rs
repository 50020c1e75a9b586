//! The configuration file: TOML, where an unknown key is an error that says which one was meant.

use std::collections::BTreeMap;
use std::ops::Range;

use serde::Deserialize;
use toml::Spanned;
use toml::de::{DeTable, DeValue, ValueDeserializer};

use super::{Config, KNOBS, Knob, NormalizeConfig, Takes, meant, nearest};
use crate::error::{Error, Misconfigured, Result};
use crate::model::Relation;

/// The configuration that `text`, the content of the file `name`, asks for; what it leaves out keeps its default.
///
/// # Errors
/// If it is no TOML, names a key that does not exist, or gives a value outside its range.
pub fn from_toml(text: &str, name: &str) -> Result<Config> {
    checked(text, name, None, |_| Ok(()))
}

/// As [`from_toml`], of the table `within` of the file if one is named, and with names of rules judged by `known_rules`: only the
/// table of rules knows them.
///
/// # Errors
/// As [`from_toml`], and if a rule is unknown; the place is that of the whole file.
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

/// What to say of a value where a table should be.
fn no_table(key: &str, value: &Spanned<DeValue>) -> (Range<usize>, String) {
    let message = format!("`{key}` is {}, but it is a table: write its settings below [{key}]", kind(value.get_ref()));
    (value.span(), message)
}

/// The first value of a kind that its knob does not take: its place and what to say about it.
fn wrong_value(table: &DeTable) -> Option<(Range<usize>, String)> {
    let found = table.iter().filter_map(|(section, keys)| {
        let DeValue::Table(keys) = keys.get_ref() else { return Some(no_table(section.get_ref(), keys)) };
        let knobs = KNOBS.iter().filter(|knob| section.get_ref() == knob.table);
        let wrong = knobs.filter_map(|knob| misfit(knob, keys.get(knob.key)?));
        wrong.min_by_key(|(span, _)| span.start)
    });
    found.min_by_key(|(span, _)| span.start)
}

/// What to say of a value of another kind than its knob takes, and where; nothing if it fits.
fn misfit(knob: &Knob, value: &Spanned<DeValue>) -> Option<(Range<usize>, String)> {
    let name = format!("{}.{}", knob.table, knob.key);
    let tell = |value: &Spanned<DeValue>, wanted: &str| {
        let shown = match value.get_ref() {
            DeValue::String(words) if matches!(knob.takes, Takes::OneOf(_)) => format!("{:?}", &**words),
            other => kind(other).into(),
        };
        Some((value.span(), format!("{name} is {shown}, but it is {wanted}")))
    };
    match (knob.takes, value.get_ref()) {
        (Takes::Text | Takes::File, DeValue::String(_)) | (Takes::Switch, DeValue::Boolean(_)) => None,
        (Takes::Size | Takes::Number(..), DeValue::Integer(number))
            if i64::from_str_radix(number.as_str(), number.radix()).is_err() =>
        {
            let wanted = if knob.takes == Takes::Size { "a size".into() } else { knob.takes.told() };
            Some((value.span(), format!("{name} is beyond all whole numbers that can be kept, but it is {wanted}")))
        }
        (Takes::Size, DeValue::String(_) | DeValue::Integer(_)) => None,
        (Takes::Number(..), DeValue::Integer(_) | DeValue::Float(_)) => None,
        (Takes::Texts, DeValue::Array(members)) => {
            let odd = members.iter().find(|member| !matches!(member.get_ref(), DeValue::String(_)))?;
            Some((odd.span(), format!("{name} holds {}, but it is a list of strings", kind(odd.get_ref()))))
        }
        // Said in its own words below.
        (Takes::OneOf(_), DeValue::String(word)) if name == "cluster.merge" && *word == Relation::Sibling.name() => {
            None
        }
        (Takes::OneOf(words), DeValue::String(word)) if words.contains(&&**word) => None,
        (Takes::OneOf(words), DeValue::String(word)) => {
            let hint = nearest(word, words.iter().copied()).map(|near| format!("; did you mean {near:?}?"));
            tell(value, &format!("{}{}", knob.takes.told(), hint.unwrap_or_default()))
        }
        (Takes::Text | Takes::File, _) => tell(value, "a string"),
        (Takes::Texts, _) => tell(value, "a list of strings: write [\"…\"]"),
        (Takes::Size, _) => tell(value, "a size such as \"64MB\", or a number of bytes"),
        (Takes::Switch | Takes::OneOf(_) | Takes::Number(..), _) => tell(value, &knob.takes.told()),
    }
}

/// The kind of a value, in words.
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
        let config = from_toml("[normalize]\nquotes = \"curly\"\n", "unspin.toml").expect("it is right");
        assert_eq!(config.normalize.quotes, QuoteStyle::Curly);
        assert_eq!(config.read, Config::default().read);
        assert_eq!(from_toml("", "unspin.toml").expect("nothing is right too"), Config::default());
        let written =
            from_toml("[read]\nmax_record = 0x1_000\n[repair]\nhigh = 1\n", "unspin.toml").expect("TOML has many ways");
        assert_eq!((written.read.max_record.0, written.repair.high), (4096, 1.0));
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

    #[test]
    fn a_value_of_the_wrong_kind_is_told_in_words_that_users_know() {
        for (text, wanted) in [
            ("[repair]\nhigh = \"a\"\n", "line 2 column 8: repair.high is a string, but it is a number from 0 to 1"),
            (
                "repair = 7\n",
                "line 1 column 10: `repair` is a number, but it is a table: write its settings below [repair]",
            ),
            ("[[repair]]\nhigh = 0.9\n", "`repair` is a list, but it is a table"),
            (
                "[normalize]\nonly = \"glue\"\n",
                "line 2 column 8: normalize.only is a string, but it is a list of strings",
            ),
            ("[normalize]\nonly = [\n  \"glue\",\n  7,\n]\n", "line 4 column 3: normalize.only holds a number"),
            ("[normalize]\nquotes = \"curley\"\n", "keep, straight and curly; did you mean \"curly\"?"),
            ("[cluster]\nsiblings = 1979-05-27\n", "cluster.siblings is a date, but it is true or false"),
            ("[read]\nmax_record = true\n", "a size such as \"64MB\""),
            ("[repair]\nlow = 99999999999999999999\n", "line 2 column 7: repair.low is beyond all whole numbers"),
            ("[cluster]\nmemory = 99999999999999999999\n", "but it is a size"),
            ("[read]\nid_field = []\n[cluster]\nmerge = 1\n", "line 2 column 12: read.id_field is a list"),
        ] {
            let told = complaint(text);
            assert!(told.contains(wanted), "{text}: {told}");
            assert!(
                !["struct", "f64", "sequence", "variant", "bool"].iter().any(|jargon| told.contains(jargon)),
                "{told}"
            );
        }
    }

    #[test]
    fn settings_within_another_file_are_told_with_their_place_in_it() {
        let text = "why = \"x\"\n\n[config.normalize]\nskip = [\"a\", \"b\"]\n";
        let none = |rules: &NormalizeConfig| match rules.only.iter().any(|rule| rule == "b") {
            true => Err(Error::NoSuchRule("there is no rule b".into())),
            false => Ok(()),
        };
        let wrong = checked(text, "case.toml", Some("config"), none).expect_err("b is unknown").to_string();
        assert_eq!(wrong, "case.toml line 4 column 14: there is no rule b");
        assert_eq!(checked("why = 1\n", "case.toml", Some("config"), none).expect("nothing is set"), Config::default());
        let config = checked(text, "case.toml", Some("config"), |_| Ok(())).expect("it is right");
        assert_eq!(config.normalize.skip, ["a", "b"]);
        let wrong = checked("config = 1\n", "case.toml", Some("config"), none).expect_err("no table").to_string();
        assert!(wrong.contains("write its settings below [config]"), "{wrong}");
    }
}
