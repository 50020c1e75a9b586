//! The differences between accepted and current results, grouped so that one changed rule appears
//! as one change.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::results::Results;
use super::source::NO_SOURCE;
use crate::report;

/// The differences by one rule, one kind of repair, or one fact, in the documents of one source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// The rule, `repair.` and the kind, `document.` and the field, `text`, or `files`.
    pub by: String,
    /// The source of the documents.
    pub source: String,
    /// The accepted changes or values that the current results lack, in a few words each.
    pub gone: Vec<String>,
    /// The current changes or values that the accepted results lack, in a few words each.
    pub new: Vec<String>,
}

/// Every difference, sorted by name and source. `document` is the document of all rows that name
/// none; `sources` contains the source of each document, by id.
pub(super) fn differences(
    expected: &Results,
    actual: &Results,
    document: Option<&str>,
    sources: &BTreeMap<String, String>,
) -> Vec<Difference> {
    let mut groups: BTreeMap<(String, String), (Vec<String>, Vec<String>)> = BTreeMap::new();
    let source = |doc: Option<&str>| match doc.or(document).and_then(|doc| sources.get(doc)) {
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
    // In the order of the files, which is the order of positions.
    for (side, sign) in [(&expected.changes, -1), (&actual.changes, 1)] {
        for line in side.lines() {
            let count = lines.entry(line).or_default();
            if count.signum() == sign {
                *count -= sign;
                let Row { by, doc, words } = row(line);
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
        // No change explains the difference, so the original is different.
        let pieces = report::diff_words(&expected.text, &actual.text);
        let words = |keep: fn(&report::Piece<'_>) -> Option<String>| pieces.iter().filter_map(keep).collect();
        let gone = words(|piece| if let report::Piece::Removed(text) = piece { Some(quoted(text)) } else { None });
        let new = words(|piece| if let report::Piece::Added(text) = piece { Some(quoted(text)) } else { None });
        groups.insert(("text".into(), source(None)), (gone, new));
    }
    if groups.is_empty() && expected != actual {
        groups.insert(("files".into(), source(None)), (vec!["the layout of the files".into()], Vec::new()));
    }
    groups.into_iter().map(|((by, source), (gone, new))| Difference { by, source, gone, new }).collect()
}

/// The source of all documents; `None` if they have several.
fn common(sources: &BTreeMap<String, String>) -> Option<String> {
    let mut all = sources.values();
    let first = all.next()?;
    all.all(|source| source == first).then(|| first.clone())
}

/// A row of `changes.jsonl`.
struct Row {
    by: String,
    doc: Option<String>,
    /// The row in a few words.
    words: String,
}

/// Parses a row of `changes.jsonl`.
fn row(line: &str) -> Row {
    let Ok(row) = serde_json::from_str::<Value>(line) else {
        return Row { by: "unreadable".into(), doc: None, words: short(line) };
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
    Row { by: report::visible(text("by")), doc: row["doc"].as_str().map(str::to_owned), words }
}

/// A field of `document.json` that differs, with its accepted and its current values.
struct Fact {
    name: String,
    id: String,
    gone: Vec<String>,
    new: Vec<String>,
}

/// The fields of `document.json` that differ. Of a list, only the members that differ are included.
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
            let describe = |value: &Value| match several {
                true => format!("{}: {}", report::visible(id), report::visible(&value.to_string())),
                false => report::visible(&value.to_string()),
            };
            let only = |these: Option<&Value>, others: Option<&Value>| match (these, others) {
                (Some(Value::Array(these)), Some(Value::Array(others))) => {
                    these.iter().filter(|one| !others.contains(one)).map(describe).collect()
                }
                (Some(this), _) => vec![describe(this)],
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

/// The largest number of characters of a text in a list of differences; `golden diff` shows the
/// whole.
const SHORT_CHARS: usize = 60;

/// Text in quotation marks, so that spaces at its ends are visible.
fn quoted(text: &str) -> String {
    format!("\"{}\"", short(text))
}

/// Text on one line, cut after [`SHORT_CHARS`] characters.
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

    /// The differences of a document whose source is not known.
    fn without_source(before: &Results, after: &Results) -> Vec<Difference> {
        differences(before, after, Some("a"), &BTreeMap::new())
    }

    const SPACE: &str = r#"{"by":"space.exotic","start":3,"end":5,"before":" ","after":" "}"#;
    const HARM: &str = r#"{"by":"repair.synonym","start":9,"end":19,"before":"impairment","after":"harm","verdict":"accepted","band":"high","confidence":0.95,"for":["b"],"against":[]}"#;

    #[test]
    fn changes_are_grouped_by_rule_and_equal_ones_are_counted() {
        let before = results(&[SPACE, SPACE, HARM], "{}", "x");
        let after = results(&[SPACE], "{}", "y");
        let found = without_source(&before, &after);
        assert_eq!(found.len(), 2, "{found:?}");
        assert_eq!(found[0].by, "repair.synonym");
        assert_eq!(found[0].gone, [r#"9 "impairment" -> "harm" (accepted, high 0.95, 1 for, 0 against)"#]);
        assert_eq!((found[1].by.as_str(), found[1].gone.len(), found[1].new.len()), ("space.exotic", 1, 0));
        assert_eq!(without_source(&before, &before), []);
    }

    #[test]
    fn facts_are_compared_field_by_field_and_lists_by_their_members() {
        let before =
            results(&[], r#"{"id":"a","cluster":null,"role":"unique","links":[{"with":"b"},{"with":"c"}]}"#, "x");
        let after =
            results(&[], r#"{"id":"a","cluster":"a","role":"unique","links":[{"with":"c"},{"with":"d"}]}"#, "x");
        let found = without_source(&before, &after);
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
    fn differences_by_one_rule_are_grouped_by_source() {
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
        let groups: Vec<_> = found.iter().map(|d| (&*d.by, &*d.source, d.gone.len(), d.new.len())).collect();
        assert_eq!(
            groups,
            [("document.role", "wire", 1, 1), ("space.exotic", "press", 1, 0), ("space.exotic", "wire", 2, 0)]
        );
        assert_eq!((&*found[0].gone[0], &*found[0].new[0]), ("a: \"unique\"", "a: \"kept\""));
    }

    #[test]
    fn a_text_that_differs_without_a_change_is_a_difference() {
        let found = without_source(&results(&[], "{}", "one two"), &results(&[], "{}", "one\u{a0}two"));
        assert_eq!(found[0].by, "text");
        assert!(found[0].new.concat().contains("⟨U+00A0⟩"), "{found:?}");
    }
}
