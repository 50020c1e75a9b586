//! JSONL: one record a line.

use std::borrow::Cow;
use std::io::{BufRead, BufReader, Read};
use std::sync::Arc;

use serde_json::Value;

use super::{Record, cannot_read, decode};
use crate::config::ReadConfig;
use crate::model::{Failure, Origin, RawDocument};

/// The lines of an input, one in memory at a time.
pub(super) struct Lines {
    bytes: BufReader<Box<dyn Read + Send>>,
    /// What ids of records without one begin with.
    id: String,
    input: Arc<str>,
    line: u64,
    buffer: Vec<u8>,
    ended: bool,
}

impl Lines {
    pub(super) fn new(bytes: Box<dyn Read + Send>, id: String, input: Arc<str>) -> Self {
        let bytes = BufReader::with_capacity(1 << 16, bytes);
        Lines { bytes, id, input, line: 0, buffer: Vec::new(), ended: false }
    }

    /// The next record; blank lines are no records.
    pub(super) fn next_record(&mut self, config: &ReadConfig) -> Option<Record> {
        while !self.ended {
            self.buffer.clear();
            self.line += 1;
            let origin = Origin { input: Arc::clone(&self.input), line: Some(self.line) };
            match self.bytes.read_until(b'\n', &mut self.buffer) {
                Ok(0) => self.ended = true,
                Ok(_) if self.line == 1 && is_utf16(&self.buffer) => {
                    self.ended = true;
                    let message = format!("{} is UTF-16: JSONL is UTF-8, so convert it first", self.input);
                    return Some(Record::Failed(Failure { origin, message }));
                }
                Ok(_) => {
                    let line = self.buffer.trim_ascii_end();
                    let line = line.strip_prefix("\u{feff}".as_bytes()).unwrap_or(line);
                    if !line.is_empty() {
                        return Some(match parse(line, config, &origin, &self.id) {
                            Ok(document) => Record::Document(document),
                            Err(message) => Record::Failed(Failure { message: format!("{origin}: {message}"), origin }),
                        });
                    }
                }
                Err(why) => {
                    self.ended = true;
                    return Some(cannot_read(origin, &why));
                }
            }
        }
        None
    }
}

fn is_utf16(head: &[u8]) -> bool {
    head.starts_with(&[0xff, 0xfe]) || head.starts_with(&[0xfe, 0xff])
}

/// The record of one line, or what is wrong with it.
fn parse(line: &[u8], config: &ReadConfig, origin: &Origin, name: &str) -> Result<RawDocument, String> {
    let line = match std::str::from_utf8(line) {
        Ok(line) => Cow::Borrowed(line),
        Err(_) => Cow::Owned(decode::by_runs(line)),
    };
    let mut fields = match serde_json::from_str::<Value>(&line) {
        Ok(value) => value,
        // Half a character, as left by a cut in the middle of an emoji; the rest of the record is whole.
        Err(why) => match without_lone_surrogates(&line).map(|line| serde_json::from_str::<Value>(&line)) {
            Some(Ok(value)) => value,
            _ => return Err(broken(&why)),
        },
    };
    let Value::Object(fields) = &mut fields else {
        return Err(format!("the line is {}, not an object {{…}}: write one record a line", kind(&fields)));
    };
    // A field of another name stays where it is: an address that serves as id is still the address.
    let id = fields.get(&config.id_field).cloned();
    fields.shift_remove("id");
    let id = match id {
        Some(Value::String(id)) if !id.is_empty() => id,
        Some(Value::Number(id)) if !id.is_f64() => id.to_string(),
        None | Some(Value::Null | Value::String(_)) => format!("{name}#{}", origin.line.unwrap_or(0)),
        Some(other) => {
            return Err(format!(
                "the field `{}` is {}: an id is a string or an integer; --id-field names another field",
                config.id_field,
                kind(&other)
            ));
        }
    };
    let text = fields.shift_remove(&config.text_field);
    fields.shift_remove("text");
    let text = match text {
        Some(Value::String(text)) => text,
        other => {
            let found = other.map_or_else(|| "there is no".into(), |value| format!("{} stands in the", kind(&value)));
            let field = &config.text_field;
            return Err(format!("{found} field `{field}`: a record needs its text; --text-field names another field"));
        }
    };
    Ok(RawDocument {
        id: Arc::from(id),
        text,
        fields: std::mem::take(fields),
        origin: origin.clone(),
        encoding: "utf-8",
    })
}

fn broken(why: &serde_json::Error) -> String {
    let reason = why.to_string();
    let reason = reason.split(" at line ").next().unwrap_or_default();
    let (place, column) =
        (if why.is_eof() { "the line ends too early, after" } else { "broken JSON at" }, why.column());
    format!("{place} byte {column} ({reason}): mend the line or leave it out")
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

/// The line with `\ufffd` for every escape that is half of a pair; `None` if it has none.
fn without_lone_surrogates(line: &str) -> Option<String> {
    let mut out = String::with_capacity(line.len());
    let (mut rest, mut found) = (line, false);
    while let Some(at) = rest.find('\\') {
        let (before, escape) = rest.split_at(at);
        out.push_str(before);
        let taken = match (unit(escape), escape.get(6..).and_then(unit)) {
            (Some(0xd800..=0xdbff), Some(0xdc00..=0xdfff)) => 12,
            (Some(0xd800..=0xdfff), _) => {
                found = true;
                out.push_str("\\ufffd");
                rest = &escape[6..];
                continue;
            }
            (Some(_), _) => 6,
            // The character that is escaped, so that `\\u` is not taken for an escape.
            (None, _) => 1 + escape[1..].chars().next().map_or(0, char::len_utf8),
        };
        out.push_str(&escape[..taken]);
        rest = &escape[taken..];
    }
    out.push_str(rest);
    found.then_some(out)
}

/// The code unit of an escape `\uXXXX` at the start.
fn unit(escape: &str) -> Option<u16> {
    let digits = escape.strip_prefix("\\u")?.get(..4)?;
    digits.bytes().all(|b| b.is_ascii_hexdigit()).then(|| u16::from_str_radix(digits, 16).ok())?
}
