//! The table of knobs: what each takes and in which range, what it is for, and the flag that overrules it. Checks of the
//! configuration file, `config init`, `config schema` and `config show` are written from it; defaults are [`Config`]'s own.

use serde_json::{Map, json};

use super::{ClusterConfig, Config};

/// One setting.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Knob {
    /// Its table in `unspin.toml`.
    pub table: &'static str,
    /// Its key there.
    pub key: &'static str,
    /// What it takes.
    pub takes: Takes,
    /// The flag that overrules it.
    pub flag: Option<&'static str>,
    /// What it is for, in whole sentences; the default and the range are not in it.
    pub about: &'static str,
}

/// What a knob takes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Takes {
    /// Any words.
    Text,
    /// The name of a file; none if it is empty.
    File,
    /// Several of them.
    Texts,
    /// `true` or `false`.
    Switch,
    /// One of these words.
    OneOf(&'static [&'static str]),
    /// A number of bytes: `64MB`, `1.5 GB`, `500000`.
    Size,
    /// A number from the first to the second, both included.
    Number(f64, f64),
}

impl Takes {
    /// The values in words; empty where all are right.
    pub fn told(self) -> String {
        match self {
            Takes::Text | Takes::File | Takes::Texts | Takes::Size => String::new(),
            Takes::Switch => "true or false".into(),
            Takes::OneOf(words) => match words {
                [before @ .., last] if !before.is_empty() => format!("one of {} and {last}", before.join(", ")),
                _ => words.concat(),
            },
            Takes::Number(least, most) if most.is_infinite() => format!("a number from {least} up"),
            Takes::Number(least, most) => format!("a number from {least} to {most}"),
        }
    }

    /// Whether a number may stand here.
    pub(super) fn allows(self, number: f64) -> bool {
        match self {
            Takes::Number(least, most) => number.is_finite() && (least..=most).contains(&number),
            _ => true,
        }
    }
}

/// The tables of the file, in the order of the walk, and what they hold.
pub const TABLES: &[(&str, &str)] = &[
    ("read", "How records are read."),
    ("normalize", "Which rules run, and how; `unspin explain` lists them."),
    ("cluster", "When two documents are linked and merged."),
    ("repair", "When a repair is proposed and applied."),
];

const PROBABILITY: Takes = Takes::Number(0.0, 1.0);
const SCORE: Takes = Takes::Number(0.0, f64::INFINITY);

const fn knob(
    table: &'static str,
    key: &'static str,
    takes: Takes,
    flag: Option<&'static str>,
    about: &'static str,
) -> Knob {
    Knob { table, key, takes, flag, about }
}

/// Every knob, by table.
pub const KNOBS: &[Knob] = &[
    knob("read", "id_field", Takes::Text, Some("--id-field"), "The field of a JSONL record that holds its id."),
    knob("read", "text_field", Takes::Text, Some("--text-field"), "The field of a JSONL record that holds its text."),
    knob(
        "read",
        "max_record",
        Takes::Size,
        Some("--max-record"),
        "The most bytes of a record: the line of a JSONL file, or a whole text. A larger one is refused while it is read.",
    ),
    knob(
        "normalize",
        "profile",
        Takes::OneOf(&["news", "minimal", "nfkc"]),
        Some("--profile"),
        "The set of rules to start from: all that scraped news needs, only what no reader can see, or keys to search with.",
    ),
    knob(
        "normalize",
        "only",
        Takes::Texts,
        Some("--only"),
        "Rules (\"glue.sentence\") or families (\"glue\") that run instead of those of the profile.",
    ),
    knob(
        "normalize",
        "skip",
        Takes::Texts,
        Some("--skip"),
        "Rules or families that do not run, whatever else says that they do.",
    ),
    knob(
        "normalize",
        "quotes",
        Takes::OneOf(&["keep", "straight", "curly"]),
        Some("--quotes"),
        "The style of quotation marks.",
    ),
    knob(
        "normalize",
        "dashes",
        Takes::OneOf(&["keep", "typographic"]),
        Some("--dashes"),
        "The style of dashes and ellipses.",
    ),
    knob(
        "cluster",
        "merge",
        Takes::OneOf(&["exact", "near_duplicate", "containment"]),
        Some("--merge"),
        "The weakest relation that makes two documents members of one cluster.",
    ),
    knob(
        "cluster",
        "threshold",
        Takes::Number(*ClusterConfig::THRESHOLDS.start(), *ClusterConfig::THRESHOLDS.end()),
        Some("--threshold"),
        "The share of the longer text's words that must align to make a near-duplicate. `unspin cluster --borderline N` shows what \
         another one would decide.",
    ),
    knob(
        "cluster",
        "siblings",
        Takes::Switch,
        None,
        "Whether siblings are looked for: the witnesses that repair needs. Without them only copies are found, in a third of the time.",
    ),
    knob(
        "cluster",
        "memory",
        Takes::Size,
        Some("--memory"),
        "Bytes of texts, samples and links that `unspin cluster` holds in memory; more goes to temporary files beside the output. No \
         result depends on it.",
    ),
    knob(
        "cluster",
        "sources",
        Takes::Texts,
        None,
        "Sources, the best first (\"reuters.com\"): of copies that are as clean, as long and of one day, that of the best is kept.",
    ),
    knob(
        "repair",
        "level",
        Takes::OneOf(&["safe", "likely"]),
        Some("--level"),
        "Which repairs are applied without a reader: those of the high band, or those of the medium band too.",
    ),
    knob(
        "repair",
        "min_spun_score",
        SCORE,
        None,
        "Triage score, in hits per 1,000 words, from which on a document is not heard as a witness.",
    ),
    knob(
        "repair",
        "min_suspect_score",
        SCORE,
        None,
        "Triage score from which on the siblings of a document are asked whether it is spun; near copies are always asked.",
    ),
    knob(
        "repair",
        "min_proof",
        PROBABILITY,
        None,
        "Probability that a document is spun, by its looks and by its siblings, from which on it is repaired.",
    ),
    knob("repair", "high", PROBABILITY, None, "Confidence from which on a repair is applied."),
    knob(
        "repair",
        "medium",
        PROBABILITY,
        None,
        "Confidence from which on a repair waits for a reader; not above `high`.",
    ),
    knob("repair", "low", PROBABILITY, None, "Confidence below which a repair is not even marked; not above `medium`."),
    knob(
        "repair",
        "lexicon",
        Takes::File,
        Some("--lexicon"),
        "A file that `unspin lexicon learn` wrote; \"\" for none.",
    ),
];

/// The defaults as a configuration file with a comment for each setting.
pub fn commented() -> String {
    let mut out = String::from(
        "# Settings of unspin, each with its default: unspin clean IN -o DIR --config unspin.toml\n\
         # Flags win over this file. A line that is left out keeps its default; unspin config show tells where each value comes from.\n",
    );
    for (table, about) in TABLES {
        out += &format!("\n# {about}\n[{table}]\n");
        for knob in KNOBS.iter().filter(|knob| knob.table == *table) {
            let takes = knob.takes.told();
            let takes = if takes.is_empty() { takes } else { format!(" It is {takes}.") };
            out += &comment(&format!("{}{takes}", knob.about));
            out += &format!("{} = {}\n", knob.key, default(knob));
        }
    }
    out
}

/// Words as lines of a comment.
fn comment(words: &str) -> String {
    /// Columns that read well.
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

/// A JSON Schema (draft 7, which editors know) of the configuration file.
pub fn schema() -> serde_json::Value {
    let mut tables = Map::new();
    for (table, about) in TABLES {
        let mut keys = Map::new();
        for knob in KNOBS.iter().filter(|knob| knob.table == *table) {
            let mut row = match knob.takes {
                Takes::Text | Takes::File => json!({ "type": "string" }),
                Takes::Texts => json!({ "type": "array", "items": { "type": "string" } }),
                Takes::Switch => json!({ "type": "boolean" }),
                Takes::OneOf(words) => json!({ "enum": words }),
                Takes::Size => json!({
                    "type": ["integer", "string"],
                    "minimum": 0,
                    "pattern": r"^[0-9]+(\.[0-9]+)? *([KkMmGg]?[Bb]|[Bb][Yy][Tt][Ee][Ss])? *$",
                }),
                Takes::Number(least, most) if most.is_finite() => {
                    json!({ "type": "number", "minimum": least, "maximum": most })
                }
                Takes::Number(least, _) => json!({ "type": "number", "minimum": least }),
            };
            row["description"] = json!(knob.about);
            row["default"] = json!(default(knob));
            keys.insert(knob.key.into(), row);
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

/// The default of a knob, as TOML has it.
fn default(knob: &Knob) -> toml::Value {
    let all = toml::Value::try_from(Config::default()).expect("the defaults can be written as TOML");
    all[knob.table][knob.key].clone()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::from_toml;

    #[test]
    fn every_field_of_the_configuration_is_a_knob_and_the_other_way_round() {
        let all = toml::Table::try_from(Config::default()).expect("the defaults can be written as TOML");
        let mut fields: Vec<(String, String)> = all
            .iter()
            .flat_map(|(table, keys)| {
                keys.as_table().expect("a table").keys().map(move |key| (table.clone(), key.clone()))
            })
            .collect();
        let mut knobs: Vec<(String, String)> = KNOBS.iter().map(|knob| (knob.table.into(), knob.key.into())).collect();
        assert!(KNOBS.is_sorted_by_key(|knob| TABLES.iter().position(|(table, _)| *table == knob.table)));
        fields.sort();
        knobs.sort();
        assert_eq!(fields, knobs);
    }

    #[test]
    fn what_a_knob_says_it_takes_is_what_the_file_may_hold() {
        for knob in KNOBS {
            let read = |value: &str| from_toml(&format!("[{}]\n{} = {value}\n", knob.table, knob.key), "unspin.toml");
            let (right, wrong): (Vec<String>, &[&str]) = match knob.takes {
                Takes::Text | Takes::File => (vec!["\"x\"".into()], &["1", "[]"]),
                Takes::Texts => (vec!["[]".into(), "[\"x\"]".into()], &["\"x\"", "[1]"]),
                Takes::Switch => (vec!["true".into(), "false".into()], &["\"yes\"", "1"]),
                Takes::OneOf(words) => (words.iter().map(|word| format!("{word:?}")).collect(), &["\"other\"", "1"]),
                Takes::Size => (vec!["0".into(), "\"1.5 gb\"".into()], &["-1", "\"much\""]),
                Takes::Number(..) => (vec![default(knob).to_string()], &["-0.1", "nan", "inf", "\"0.5\""]),
            };
            for value in right {
                assert!(read(&value).is_ok(), "{}.{} = {value}: {:?}", knob.table, knob.key, read(&value).err());
            }
            for value in wrong {
                assert!(read(value).is_err(), "{}.{} = {value}", knob.table, knob.key);
            }
            if let Takes::OneOf(words) = knob.takes {
                // Whatever else the field could hold would be offered here.
                let complaint = read("\"other\"").expect_err("it is none of them").to_string();
                assert!(words.iter().all(|word| complaint.contains(word)), "{complaint}");
            }
        }
    }

    #[test]
    fn the_commented_file_is_the_defaults() {
        let text = commented();
        assert_eq!(from_toml(&text, "unspin.toml").expect("it is right"), Config::default());
        assert!(text.lines().filter(|line| line.starts_with('#')).count() > KNOBS.len(), "{text}");
    }
}
