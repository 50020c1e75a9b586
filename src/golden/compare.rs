//! What differs between accepted and today's results, grouped so that one changed rule reads as one change.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::{NO_SOURCE, Results};
use crate::report;

/// What differs by one rule, one kind of repair, or one fact, in the documents of one source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// The rule, `repair.` and the kind, `document.` and the field, or `text`.
    pub by: String,
    /// The source of the documents.
    pub source: String,
    /// What was accepted and is not there today, in a few words each.
    pub gone: Vec<String>,
    /// What is there today and was not accepted.
    pub new: Vec<String>,
}

/// Every difference, sorted by name and source. `watched` is the document of all rows that name none; `sources` has the source
/// of each document.
pub fn differences(
    expected: &Results,
    actual: &Results,
    watched: Option<&str>,
    sources: &BTreeMap<String, String>,
) -> Vec<Difference> {
    let mut groups: BTreeMap<(String, String), (Vec<String>, Vec<String>)> = BTreeMap::new();
    let source = |doc: Option<&str>| match doc.or(watched).and_then(|doc| sources.get(doc)) {
        Some(source) => source.clone(),
        None => common(sources).unwrap_or_else(|| NO_SOURCE.into()),
    };
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
                let Told { by, doc, words } = told(line);
                let group = groups.entry((by, source(doc.as_deref()))).or_default();
                if sign < 0 { group.0.push(words) } else { group.1.push(words) }
            }
        }
    }
    for Fact { name, id, gone, new } in facts(&expected.document, &actual.document) {
        let group = groups.entry((format!("document.{name}"), source(Some(&id)))).or_default();
        group.0.extend(gone);
        group.1.extend(new);
    }
    if groups.is_empty() && expected.text != actual.text {
        // Not explained by any change: the original itself differs.
        let pieces = report::differences(&expected.text, &actual.text);
        let words = |keep: fn(&report::Piece<'_>) -> Option<String>| pieces.iter().filter_map(keep).collect();
        let gone = words(|piece| if let report::Piece::Gone(text) = piece { Some(quoted(text)) } else { None });
        let new = words(|piece| if let report::Piece::New(text) = piece { Some(quoted(text)) } else { None });
        groups.insert(("text".into(), source(None)), (gone, new));
    }
    if groups.is_empty() && expected != actual {
        groups.insert(("files".into(), source(None)), (vec!["the layout of the files".into()], Vec::new()));
    }
    groups.into_iter().map(|((by, source), (gone, new))| Difference { by, source, gone, new }).collect()
}

/// The source of all documents, if they have but one.
fn common(sources: &BTreeMap<String, String>) -> Option<String> {
    let mut all = sources.values();
    let first = all.next()?;
    all.all(|source| source == first).then(|| first.clone())
}

/// A row of `changes.jsonl`.
struct Told {
    by: String,
    doc: Option<String>,
    words: String,
}

/// The rule and the document of a row of `changes.jsonl`, and the row in a few words.
fn told(line: &str) -> Told {
    let Ok(row) = serde_json::from_str::<Value>(line) else {
        return Told { by: "unreadable".into(), doc: None, words: short(line) };
    };
    let text = |name: &str| row[name].as_str().unwrap_or_default();
    let mut words = format!("{} {} -> {}", row["start"], quoted(text("before")), quoted(text("after")));
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
    Told { by: report::visible(text("by")), doc: row["doc"].as_str().map(str::to_owned), words }
}

/// A field of `document.json` that differs.
struct Fact {
    name: String,
    id: String,
    gone: Vec<String>,
    new: Vec<String>,
}

/// Fields of `document.json` that differ; of a list, its members that do.
fn facts(expected: &str, actual: &str) -> Vec<Fact> {
    let parse = |text: &str| serde_json::from_str::<Value>(text).unwrap_or(Value::Null);
    let list = |value: Value| if let Value::Array(list) = value { list } else { vec![value] };
    let by_id = |text: &str| -> BTreeMap<String, Value> {
        list(parse(text))
            .into_iter()
            .map(|value| (value["id"].as_str().unwrap_or_default().to_owned(), value))
            .collect()
    };
    let (expected, actual) = (by_id(expected), by_id(actual));
    let several = expected.len().max(actual.len()) > 1;
    let mut out = Vec::new();
    let ids: BTreeSet<&String> = expected.keys().chain(actual.keys()).collect();
    for id in ids {
        let side =
            |side: &BTreeMap<String, Value>| side.get(id).and_then(Value::as_object).cloned().unwrap_or_default();
        let (before, after) = (side(&expected), side(&actual));
        let names: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
        for name in names {
            let (was, is) = (before.get(name), after.get(name));
            if was == is {
                continue;
            }
            let told = |value: &Value| match several {
                true => format!("{}: {}", report::visible(id), report::visible(&value.to_string())),
                false => report::visible(&value.to_string()),
            };
            let only = |these: Option<&Value>, others: Option<&Value>| match (these, others) {
                (Some(Value::Array(these)), Some(Value::Array(others))) => {
                    these.iter().filter(|one| !others.contains(one)).map(told).collect()
                }
                (Some(this), _) => vec![told(this)],
                (None, _) => vec!["nothing".into()],
            };
            let (name, id) = (report::visible(name), id.clone());
            let (mut gone, new): (Vec<String>, Vec<String>) = (only(was, is), only(is, was));
            if gone.is_empty() && new.is_empty() {
                gone.push("their order".into());
            }
            out.push(Fact { name, id, gone, new });
        }
    }
    out
}

/// Longer words are cut in a list of differences; `golden diff` shows them whole.
const SHORT_CHARS: usize = 60;

/// Words in quotation marks, so that spaces at their ends show.
fn quoted(text: &str) -> String {
    format!("\"{}\"", short(text))
}

fn short(text: &str) -> String {
    let shown = report::revealed_line(text);
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

    /// Differences of a document of which nothing else is known.
    fn alone(before: &Results, after: &Results) -> Vec<Difference> {
        differences(before, after, Some("a"), &BTreeMap::new())
    }

    const SPACE: &str = r#"{"by":"space.exotic","start":3,"end":5,"before":" ","after":" "}"#;
    const HARM: &str = r#"{"by":"repair.synonym","start":9,"end":19,"before":"impairment","after":"harm","verdict":"accepted","band":"high","confidence":0.95,"for":["b"],"against":[]}"#;

    #[test]
    fn changes_are_grouped_by_rule_and_counted_as_often_as_they_stand() {
        let before = results(&[SPACE, SPACE, HARM], "{}", "x");
        let after = results(&[SPACE], "{}", "y");
        let found = alone(&before, &after);
        assert_eq!(found.len(), 2, "{found:?}");
        assert_eq!(found[0].by, "repair.synonym");
        assert_eq!(found[0].gone, [r#"9 "impairment" -> "harm" (accepted, high 0.95, 1 for, 0 against)"#]);
        assert_eq!((found[1].by.as_str(), found[1].gone.len(), found[1].new.len()), ("space.exotic", 1, 0));
        assert_eq!(alone(&before, &before), []);
    }

    #[test]
    fn facts_are_compared_field_by_field_and_lists_by_their_members() {
        let before =
            results(&[], r#"{"id":"a","cluster":null,"role":"unique","links":[{"with":"b"},{"with":"c"}]}"#, "x");
        let after =
            results(&[], r#"{"id":"a","cluster":"a","role":"unique","links":[{"with":"c"},{"with":"d"}]}"#, "x");
        let found = alone(&before, &after);
        let difference = |by: &str, gone: &str, new: &str| Difference {
            by: by.into(),
            source: NO_SOURCE.into(),
            gone: vec![gone.into()],
            new: vec![new.into()],
        };
        let cluster = difference("document.cluster", "null", "\"a\"");
        assert_eq!(found, [cluster, difference("document.links", r#"{"with":"b"}"#, r#"{"with":"d"}"#)]);
    }

    #[test]
    fn a_rule_is_told_for_each_source() {
        let row =
            |doc: &str| format!(r#"{{"by":"space.exotic","doc":"{doc}","start":1,"end":2,"before":"","after":" "}}"#);
        let fact = |id: &str, role: &str| format!(r#"{{"id":"{id}","role":"{role}"}}"#);
        let before = results(
            &[&row("a"), &row("b"), &row("c")],
            &format!("[{},{}]", fact("a", "unique"), fact("c", "unique")),
            "x",
        );
        let after = results(&[], &format!("[{},{}]", fact("a", "kept"), fact("c", "unique")), "x");
        let sources =
            [("a", "wire"), ("b", "press"), ("c", "wire")].map(|(id, source)| (id.to_owned(), source.to_owned()));
        let found = differences(&before, &after, None, &sources.into());
        let told: Vec<_> = found.iter().map(|d| (&*d.by, &*d.source, d.gone.len(), d.new.len())).collect();
        assert_eq!(
            told,
            [("document.role", "wire", 1, 1), ("space.exotic", "press", 1, 0), ("space.exotic", "wire", 2, 0)]
        );
        assert_eq!((&*found[0].gone[0], &*found[0].new[0]), ("a: \"unique\"", "a: \"kept\""));
    }

    #[test]
    fn a_text_that_differs_by_no_change_is_told_too() {
        let found = alone(&results(&[], "{}", "one two"), &results(&[], "{}", "one\u{a0}two"));
        assert_eq!(found[0].by, "text");
        assert!(found[0].new.concat().contains("⟨U+00A0⟩"), "{found:?}");
    }
}
