//! The table of settings: the kind and range of each value, its purpose, and the flag that overrides it.
//!
//! The checks of the configuration file and the output of `config init`, `config schema` and `config
//! show` come from this table. The defaults come from [`Config`].

use serde_json::{Map, json};

use super::{ClusterConfig, Config};

/// One setting.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Setting {
    /// Its table in `unspin.toml`.
    pub table: &'static str,
    /// Its key there.
    pub key: &'static str,
    /// The kind and range of its value.
    pub value: ValueKind,
    /// The flag that overrides it.
    pub flag: Option<&'static str>,
    /// Its purpose, in whole sentences, without the default and the range.
    pub about: &'static str,
}

/// The kind of a setting's value, and its range.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum ValueKind {
    /// Any string.
    Text,
    /// The path of a file.
    File,
    /// A list of strings.
    Texts,
    /// `true` or `false`.
    Switch,
    /// One of these strings.
    OneOf(&'static [&'static str]),
    /// A number of bytes: `64MB`, `1.5 GB`, `500000`.
    Size,
    /// A number in this range; both ends are included.
    Number(f64, f64),
}

impl ValueKind {
    /// The allowed values in words; empty if all are allowed.
    pub fn describe(self) -> String {
        match self {
            ValueKind::Text | ValueKind::File | ValueKind::Texts | ValueKind::Size => String::new(),
            ValueKind::Switch => "true or false".into(),
            ValueKind::OneOf(words) => match words {
                [before @ .., last] if !before.is_empty() => format!("one of {} and {last}", before.join(", ")),
                _ => words.concat(),
            },
            ValueKind::Number(least, most) if most.is_infinite() => format!("a number from {least} up"),
            ValueKind::Number(least, most) => format!("a number from {least} to {most}"),
        }
    }

    /// Whether a number is in the range of this kind.
    pub(super) fn allows(self, number: f64) -> bool {
        match self {
            ValueKind::Number(least, most) => number.is_finite() && (least..=most).contains(&number),
            _ => true,
        }
    }
}

/// The tables of the file, in the order of the run, and the purpose of each.
pub const TABLES: &[(&str, &str)] = &[
    ("read", "How records are read."),
    ("normalize", "Which normalization rules run, and how; `unspin explain` lists them."),
    ("cluster", "When two documents are linked, and when they are duplicates."),
    ("repair", "When a repair is proposed and applied."),
];

const PROBABILITY: ValueKind = ValueKind::Number(0.0, 1.0);
const SCORE: ValueKind = ValueKind::Number(0.0, f64::INFINITY);

const fn setting(
    table: &'static str,
    key: &'static str,
    value: ValueKind,
    flag: Option<&'static str>,
    about: &'static str,
) -> Setting {
    Setting { table, key, value, flag, about }
}

/// Every setting, in the order of [`TABLES`].
pub const SETTINGS: &[Setting] = &[
    setting("read", "id_field", ValueKind::Text, Some("--id-field"), "The field of a JSONL record with its id."),
    setting("read", "text_field", ValueKind::Text, Some("--text-field"), "The field of a JSONL record with its text."),
    setting(
        "read",
        "max_record",
        ValueKind::Size,
        Some("--max-record"),
        "The largest size of a record: a line of a JSONL file, or a whole file. A larger record is refused while it is read.",
    ),
    setting(
        "normalize",
        "profile",
        ValueKind::OneOf(&["news", "minimal", "nfkc"]),
        Some("--profile"),
        "The set of rules to start from: all rules for scraped news, only invisible changes, or NFKC for search keys.",
    ),
    setting(
        "normalize",
        "only",
        ValueKind::Texts,
        Some("--only"),
        "Rules (\"glue.sentence\") or families (\"glue\") to run instead of those of the profile.",
    ),
    setting(
        "normalize",
        "skip",
        ValueKind::Texts,
        Some("--skip"),
        "Rules or families not to run; overrides `profile` and `only`.",
    ),
    setting(
        "normalize",
        "quotes",
        ValueKind::OneOf(&["keep", "straight", "curly"]),
        Some("--quotes"),
        "The style of quotation marks.",
    ),
    setting(
        "normalize",
        "dashes",
        ValueKind::OneOf(&["keep", "typographic"]),
        Some("--dashes"),
        "The style of dashes and ellipses.",
    ),
    setting(
        "cluster",
        "merge",
        ValueKind::OneOf(&["exact", "near_duplicate", "containment"]),
        Some("--merge"),
        "The weakest relation that puts two documents into one cluster.",
    ),
    setting(
        "cluster",
        "threshold",
        ValueKind::Number(*ClusterConfig::THRESHOLDS.start(), *ClusterConfig::THRESHOLDS.end()),
        Some("--threshold"),
        "The share of the longer text's words that must align in a near-duplicate. `unspin cluster --borderline N` shows which pairs \
         another value would decide differently.",
    ),
    setting(
        "cluster",
        "siblings",
        ValueKind::Switch,
        None,
        "Whether to search for siblings, which are the witnesses of repair. Without this search, `cluster` takes a third of the time.",
    ),
    setting(
        "cluster",
        "memory",
        ValueKind::Size,
        Some("--memory"),
        "Memory for the texts, samples and links of `unspin cluster`; the rest goes to temporary files beside the output. Results \
         do not depend on it.",
    ),
    setting(
        "cluster",
        "sources",
        ValueKind::Texts,
        None,
        "Preferred sources, best first (\"reuters.com\"): among duplicates that are equally clean, equally long and of the same day, the one from the best source is kept.",
    ),
    setting(
        "repair",
        "level",
        ValueKind::OneOf(&["safe", "likely"]),
        Some("--level"),
        "Which repairs are applied without review: those of the high band only, or those of the medium band too.",
    ),
    setting(
        "repair",
        "min_spun_score",
        SCORE,
        None,
        "Triage score, in hits per 1,000 words; a document with this score or more is not a witness.",
    ),
    setting(
        "repair",
        "min_suspect_score",
        SCORE,
        None,
        "Triage score; a document with this score or more is compared with its siblings. A document with a near copy is always compared.",
    ),
    setting(
        "repair",
        "min_proof",
        PROBABILITY,
        None,
        "Probability that a document is spun, from its own words and from its siblings; at or above it, the document is repaired.",
    ),
    setting("repair", "high", PROBABILITY, None, "Confidence at or above which a repair is applied."),
    setting(
        "repair",
        "medium",
        PROBABILITY,
        None,
        "Confidence at or above which a repair is pending review; at most `high`.",
    ),
    setting("repair", "low", PROBABILITY, None, "Confidence below which a repair is not recorded; at most `medium`."),
    setting(
        "repair",
        "lexicon",
        ValueKind::File,
        Some("--lexicon"),
        "A file that `unspin lexicon learn` wrote; \"\" for none.",
    ),
];

/// A configuration file with every setting, its default, and a comment on its purpose.
pub fn commented() -> String {
    let mut out = String::from(
        "# Settings of unspin, each with its default: unspin clean IN -o DIR --config unspin.toml\n\
         # Flags override this file. A missing line keeps its default; unspin config show prints the source of each value.\n",
    );
    for (table, about) in TABLES {
        out += &format!("\n# {about}\n[{table}]\n");
        for setting in SETTINGS.iter().filter(|setting| setting.table == *table) {
            let range = setting.value.describe();
            let range = if range.is_empty() { range } else { format!(" The value is {range}.") };
            out += &comment(&format!("{}{range}", setting.about));
            out += &format!("{} = {}\n", setting.key, default(setting));
        }
    }
    out
}

/// Wraps words into the lines of a TOML comment.
fn comment(words: &str) -> String {
    /// The longest line in characters.
    const WIDTH: usize = 100;
    let mut lines = vec![String::from("#")];
    for word in words.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.len() + 1 + word.len() <= WIDTH => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(format!("# {word}")),
        }
    }
    lines.join("\n") + "\n"
}

/// A JSON Schema of the configuration file, in draft 7, which editors support.
pub fn schema() -> serde_json::Value {
    let mut tables = Map::new();
    for (table, about) in TABLES {
        let mut keys = Map::new();
        for setting in SETTINGS.iter().filter(|setting| setting.table == *table) {
            let mut row = match setting.value {
                ValueKind::Text | ValueKind::File => json!({ "type": "string" }),
                ValueKind::Texts => json!({ "type": "array", "items": { "type": "string" } }),
                ValueKind::Switch => json!({ "type": "boolean" }),
                ValueKind::OneOf(words) => json!({ "enum": words }),
                ValueKind::Size => json!({
                    "type": ["integer", "string"],
                    "minimum": 0,
                    "pattern": r"^[0-9]+(\.[0-9]+)? *([KkMmGg]?[Bb]|[Bb][Yy][Tt][Ee][Ss])? *$",
                }),
                ValueKind::Number(least, most) if most.is_finite() => {
                    json!({ "type": "number", "minimum": least, "maximum": most })
                }
                ValueKind::Number(least, _) => json!({ "type": "number", "minimum": least }),
            };
            row["description"] = json!(setting.about);
            row["default"] = json!(default(setting));
            keys.insert(setting.key.into(), row);
        }
        let table_schema =
            json!({ "type": "object", "description": about, "properties": keys, "additionalProperties": false });
        tables.insert((*table).into(), table_schema);
    }
    json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "unspin.toml",
        "description": "Settings of unspin: unspin clean IN -o DIR --config unspin.toml",
        "type": "object",
        "properties": tables,
        "additionalProperties": false,
    })
}

/// The default of a setting as a TOML value.
fn default(setting: &Setting) -> toml::Value {
    let all = toml::Value::try_from(Config::default()).expect("the defaults can be written as TOML");
    all[setting.table][setting.key].clone()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::from_toml;

    #[test]
    fn fields_of_the_configuration_and_rows_of_the_table_are_the_same() {
        let all = toml::Table::try_from(Config::default()).expect("the defaults can be written as TOML");
        let mut fields: Vec<(String, String)> = all
            .iter()
            .flat_map(|(table, keys)| {
                keys.as_table().expect("a table").keys().map(move |key| (table.clone(), key.clone()))
            })
            .collect();
        let mut settings: Vec<(String, String)> =
            SETTINGS.iter().map(|setting| (setting.table.into(), setting.key.into())).collect();
        assert!(SETTINGS.is_sorted_by_key(|setting| TABLES.iter().position(|(table, _)| *table == setting.table)));
        fields.sort();
        settings.sort();
        assert_eq!(fields, settings);
    }

    #[test]
    fn the_file_accepts_the_values_that_the_table_allows_and_no_others() {
        for setting in SETTINGS {
            let read =
                |value: &str| from_toml(&format!("[{}]\n{} = {value}\n", setting.table, setting.key), "unspin.toml");
            let (right, wrong): (Vec<String>, &[&str]) = match setting.value {
                ValueKind::Text | ValueKind::File => (vec!["\"x\"".into()], &["1", "[]"]),
                ValueKind::Texts => (vec!["[]".into(), "[\"x\"]".into()], &["\"x\"", "[1]"]),
                ValueKind::Switch => (vec!["true".into(), "false".into()], &["\"yes\"", "1"]),
                ValueKind::OneOf(words) => {
                    (words.iter().map(|word| format!("{word:?}")).collect(), &["\"other\"", "1"])
                }
                ValueKind::Size => (vec!["0".into(), "\"1.5 gb\"".into()], &["-1", "\"much\""]),
                ValueKind::Number(..) => (vec![default(setting).to_string()], &["-0.1", "nan", "inf", "\"0.5\""]),
            };
            for value in right {
                assert!(read(&value).is_ok(), "{}.{} = {value}: {:?}", setting.table, setting.key, read(&value).err());
            }
            for value in wrong {
                assert!(read(value).is_err(), "{}.{} = {value}", setting.table, setting.key);
            }
            if let ValueKind::OneOf(words) = setting.value {
                // Serde's own message would list any value that the table lacks.
                let complaint = read("\"other\"").expect_err("the value is not in the list").to_string();
                assert!(words.iter().all(|word| complaint.contains(word)), "{complaint}");
            }
        }
    }

    #[test]
    fn the_commented_file_is_the_defaults() {
        let text = commented();
        assert_eq!(from_toml(&text, "unspin.toml").expect("the file is valid"), Config::default());
        assert!(text.lines().filter(|line| line.starts_with('#')).count() > SETTINGS.len(), "{text}");
    }
}
