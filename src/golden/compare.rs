//! What differs between accepted and today's results, grouped so that one changed rule reads as one change.

use std::collections::BTreeMap;

use serde_json::Value;

use super::Results;
use crate::report;

/// What differs by one rule, one kind of repair, or one fact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// The rule, `repair.` and the kind, `document.` and the field, or `text`.
    pub by: String,
    /// What was accepted and is not there today, in a few words each.
    pub gone: Vec<String>,
    /// What is there today and was not accepted.
    pub new: Vec<String>,
}

/// Every difference, sorted by name.
pub fn differences(expected: &Results, actual: &Results) -> Vec<Difference> {
    let mut groups: BTreeMap<String, (Vec<String>, Vec<String>)> = BTreeMap::new();
    let mut lines: BTreeMap<&str, isize> = BTreeMap::new();
    for line in expected.changes.lines() {
        *lines.entry(line).or_default() -= 1;
    }
    for line in actual.changes.lines() {
        *lines.entry(line).or_default() += 1;
    }
    // In the order of the files, which is that of the places.
    for (side, sign) in [(&expected.changes, -1), (&actual.changes, 1)] {
        for line in side.lines() {
            let count = lines.entry(line).or_default();
            if count.signum() == sign {
                *count -= sign;
                let (by, words) = told(line);
                let group = groups.entry(by).or_default();
                if sign < 0 { group.0.push(words) } else { group.1.push(words) }
            }
        }
    }
    for (by, gone, new) in facts(&expected.document, &actual.document) {
        groups.insert(format!("document.{by}"), (vec![gone], vec![new]));
    }
    if groups.is_empty() && expected.text != actual.text {
        // Not explained by any change: the original itself differs.
        let pieces = report::differences(&expected.text, &actual.text);
        let words = |keep: fn(&report::Piece<'_>) -> Option<String>| pieces.iter().filter_map(keep).collect();
        let gone = words(|piece| if let report::Piece::Gone(text) = piece { Some(short(text)) } else { None });
        let new = words(|piece| if let report::Piece::New(text) = piece { Some(short(text)) } else { None });
        groups.insert("text".into(), (gone, new));
    }
    if groups.is_empty() && expected != actual {
        groups.insert("files".into(), (vec!["the layout of the files".into()], Vec::new()));
    }
    groups.into_iter().map(|(by, (gone, new))| Difference { by, gone, new }).collect()
}

/// The group of a row of `changes.jsonl`, and the row in a few words.
fn told(line: &str) -> (String, String) {
    let Ok(row) = serde_json::from_str::<Value>(line) else {
        return ("unreadable".into(), short(line));
    };
    let text = |name: &str| row[name].as_str().unwrap_or_default();
    let mut words = format!("{} \"{}\" -> \"{}\"", row["start"], short(text("before")), short(text("after")));
    if let Some(doc) = row["doc"].as_str() {
        words = format!("{} {words}", report::visible(doc));
    }
    if let (Some(verdict), Some(band)) = (row["verdict"].as_str(), row["band"].as_str()) {
        let witnesses = |side: &str| row[side].as_array().map_or(0, Vec::len);
        words = format!(
            "{words} ({verdict}, {band} {}, {} for, {} against)",
            row["confidence"],
            witnesses("for"),
            witnesses("against")
        );
    }
    (text("by").to_owned(), words)
}

/// Fields of `document.json` that differ: name, accepted and today's value.
fn facts(expected: &str, actual: &str) -> Vec<(String, String, String)> {
    let parse = |text: &str| serde_json::from_str::<Value>(text).unwrap_or(Value::Null);
    let list = |value: Value| if let Value::Array(list) = value { list } else { vec![value] };
    let by_id = |text: &str| -> BTreeMap<String, Value> {
        list(parse(text))
            .into_iter()
            .map(|value| (value["id"].as_str().unwrap_or_default().to_owned(), value))
            .collect()
    };
    let (expected, actual) = (by_id(expected), by_id(actual));
    let mut out = Vec::new();
    let ids: std::collections::BTreeSet<&String> = expected.keys().chain(actual.keys()).collect();
    for id in ids {
        let side =
            |side: &BTreeMap<String, Value>| side.get(id).and_then(Value::as_object).cloned().unwrap_or_default();
        let (before, after) = (side(&expected), side(&actual));
        let names: std::collections::BTreeSet<&String> = before.keys().chain(after.keys()).collect();
        for name in names {
            let value =
                |map: &serde_json::Map<String, Value>| map.get(name).map_or_else(|| "nothing".into(), Value::to_string);
            let (was, is) = (value(&before), value(&after));
            if was != is {
                let by = if expected.len().max(actual.len()) > 1 { format!("{name} of {id}") } else { name.clone() };
                out.push((by, was, is));
            }
        }
    }
    out
}

/// Longer words are cut in a list of differences; `golden diff` shows them whole.
const SHORT_CHARS: usize = 60;

fn short(text: &str) -> String {
    let shown = report::visible(text).replace("⏎\n", "⏎");
    match shown.char_indices().nth(SHORT_CHARS) {
        Some((end, _)) => format!("{}…", &shown[..end]),
        None => shown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn results(changes: &[&str], document: &str, text: &str) -> Results {
        Results {
            text: text.into(),
            changes: changes.iter().map(|row| format!("{row}\n")).collect(),
            document: document.into(),
        }
    }

    const SPACE: &str = r#"{"by":"space.exotic","start":3,"end":5,"before":" ","after":" "}"#;
    const HARM: &str = r#"{"by":"repair.synonym","start":9,"end":19,"before":"impairment","after":"harm","verdict":"accepted","band":"high","confidence":0.95,"for":["b"],"against":[]}"#;

    #[test]
    fn changes_are_grouped_by_rule_and_counted_as_often_as_they_stand() {
        let before = results(&[SPACE, SPACE, HARM], "{}", "x");
        let after = results(&[SPACE], "{}", "y");
        let found = differences(&before, &after);
        assert_eq!(found.len(), 2, "{found:?}");
        assert_eq!(found[0].by, "repair.synonym");
        assert_eq!(found[0].gone, [r#"9 "impairment" -> "harm" (accepted, high 0.95, 1 for, 0 against)"#]);
        assert_eq!((found[1].by.as_str(), found[1].gone.len(), found[1].new.len()), ("space.exotic", 1, 0));
        assert_eq!(differences(&before, &before), []);
    }

    #[test]
    fn facts_are_compared_field_by_field() {
        let before = results(&[], r#"{"id":"a","cluster":null,"role":"unique"}"#, "x");
        let after = results(&[], r#"{"id":"a","cluster":"a","role":"unique"}"#, "x");
        let found = differences(&before, &after);
        assert_eq!(
            found,
            [Difference { by: "document.cluster".into(), gone: vec!["null".into()], new: vec!["\"a\"".into()] }]
        );
    }

    #[test]
    fn a_text_that_differs_by_no_change_is_told_too() {
        let found = differences(&results(&[], "{}", "one two"), &results(&[], "{}", "one\u{a0}two"));
        assert_eq!(found[0].by, "text");
        assert!(found[0].new.concat().contains("⟨U+00A0⟩"), "{found:?}");
    }
}
