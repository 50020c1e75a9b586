//! Reads JSONL: one record per line.

use std::borrow::Cow;
use std::fmt;
use std::io::{self, BufRead, BufReader, Read};
use std::sync::Arc;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::map::Entry;
use serde_json::{Map, Value};

use super::decode;
use super::json_repair::repaired;
use super::record::{Record, cannot_read, too_long};
use crate::config::{ReadConfig, Size};
use crate::model::{Failure, Origin, RawDocument};

/// The lines of an input, one in memory at a time.
pub(super) struct Lines {
    bytes: BufReader<Box<dyn Read + Send>>,
    /// The beginning of the ids of records without an id.
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

    /// The next record; blank lines are skipped.
    pub(super) fn next_record(&mut self, config: &ReadConfig) -> Option<Record> {
        while !self.ended {
            self.line += 1;
            let origin = Origin { input: Arc::clone(&self.input), line: Some(self.line) };
            match self.next_line(config.max_record) {
                Ok(NextLine::End) => self.ended = true,
                Ok(NextLine::TooLong(length)) => return Some(too_long(origin, Some(length), config.max_record)),
                Ok(NextLine::Read) if self.line == 1 && is_utf16(&self.buffer) => {
                    self.ended = true;
                    let message = format!("{} is UTF-16, but JSONL must be UTF-8: convert the file first", self.input);
                    return Some(Record::Failed(Failure { origin, message }));
                }
                Ok(NextLine::Read) => {
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

    /// Reads the next line into the buffer. The rest of a line above the limit is skipped without
    /// being kept in memory.
    fn next_line(&mut self, limit: Size) -> io::Result<NextLine> {
        // The memory of one very long line is released before the next line.
        const KEPT_BYTES: usize = 1 << 20;
        self.buffer.clear();
        self.buffer.shrink_to(KEPT_BYTES);
        // One more byte for the line feed.
        let most = limit.0.saturating_add(1);
        let mut length = (&mut self.bytes).take(most).read_until(b'\n', &mut self.buffer)? as u64;
        if length == 0 {
            return Ok(NextLine::End);
        }
        if length < most || self.buffer.ends_with(b"\n") {
            return Ok(NextLine::Read);
        }
        loop {
            let bytes = self.bytes.fill_buf()?;
            let (seen, used) = match memchr::memchr(b'\n', bytes) {
                Some(at) => (at, at + 1),
                None => (bytes.len(), bytes.len()),
            };
            self.bytes.consume(used);
            length += seen as u64;
            if used != seen || used == 0 {
                return Ok(NextLine::TooLong(length));
            }
        }
    }
}

/// What was found where a line may begin.
enum NextLine {
    /// The whole line is in the buffer.
    Read,
    /// The line has this many bytes, more than the limit, and was skipped.
    TooLong(u64),
    /// The input has no more lines.
    End,
}

fn is_utf16(head: &[u8]) -> bool {
    head.starts_with(&[0xff, 0xfe]) || head.starts_with(&[0xfe, 0xff])
}

/// The record of one line, or a description of its error.
fn parse(line: &[u8], config: &ReadConfig, origin: &Origin, name: &str) -> Result<RawDocument, String> {
    let line = match std::str::from_utf8(line) {
        Ok(line) => Cow::Borrowed(line),
        Err(_) => Cow::Owned(decode::by_runs(line)),
    };
    let Fields { mut fields, repeated } = fields(&line)?;
    // JSON parsers use the last of two fields with one name. Two texts or two ids are refused,
    // because the record would lose an article or change its id.
    if let Some(name) = repeated.iter().find(|name| [&config.text_field, &config.id_field].contains(name)) {
        return Err(format!("field `{name}` occurs twice with different values: remove one of them"));
    }
    // A field other than `id` that serves as the id is also kept as a field: a `url` is still a
    // URL.
    let id = fields.get(&config.id_field).cloned();
    fields.shift_remove("id");
    let id = match id {
        Some(Value::String(id)) if !id.is_empty() => id,
        Some(Value::Number(id)) if !id.is_f64() => id.to_string(),
        None | Some(Value::Null | Value::String(_)) => format!("{name}#{}", origin.line.unwrap_or(0)),
        Some(other) => {
            return Err(format!(
                "field `{}` is {}, but an id must be a string or an integer (use --id-field to name another field)",
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
            let field = &config.text_field;
            let wrong = match other {
                None => format!("there is no field `{field}`"),
                Some(Value::Null) => format!("field `{field}` is null"),
                Some(value) => format!("field `{field}` is {}, not a string", kind(&value)),
            };
            return Err(format!("{wrong} (use --text-field to name another field)"));
        }
    };
    Ok(RawDocument { id: Arc::from(id), text, fields, origin: origin.clone(), encoding: "utf-8" })
}

/// The fields of a record.
struct Fields {
    fields: Map<String, Value>,
    /// The names of fields that occur more than once with different values; the last value is used.
    repeated: Vec<String>,
}

/// The fields of the record in a line, or a description of its error.
fn fields(line: &str) -> Result<Fields, String> {
    if !line.trim_start().starts_with('{') {
        return Err(match serde_json::from_str::<Value>(line) {
            Ok(value) => format!("the line is {}, not an object {{…}}: write one record per line", kind(&value)),
            Err(why) => describe_error(&why, line),
        });
    }
    let read = serde_json::from_str::<Fields>(line);
    if read.as_ref().is_ok_and(|read| !read.fields.values().any(is_rounded)) {
        return read.map_err(|why| describe_error(&why, line));
    }
    match (read, repaired(line).map(|line| serde_json::from_str::<Fields>(&line))) {
        (_, Some(Ok(fields))) => Ok(fields),
        (Ok(read), _) => Ok(read),
        (Err(_), Some(Err(why))) if why.is_eof() => Err(describe_error(&why, line)),
        (Err(why), _) => Err(describe_error(&why, line)),
    }
}

/// Whether a number may have been an integer of more than 64 bits, whose last digits were lost.
fn is_rounded(value: &Value) -> bool {
    match value {
        Value::Number(number) => {
            number.is_f64() && number.as_f64().is_some_and(|number| number.abs() >= i64::MAX as f64)
        }
        Value::Array(values) => values.iter().any(is_rounded),
        Value::Object(fields) => fields.values().any(is_rounded),
        Value::Null | Value::Bool(_) | Value::String(_) => false,
    }
}

impl<'de> Deserialize<'de> for Fields {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Object;
        impl<'de> Visitor<'de> for Object {
            type Value = Fields;

            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Fields, A::Error> {
                let mut read = Fields { fields: Map::new(), repeated: Vec::new() };
                while let Some((name, value)) = map.next_entry::<String, Value>()? {
                    match read.fields.entry(name) {
                        Entry::Vacant(free) => {
                            free.insert(value);
                        }
                        Entry::Occupied(mut taken) => {
                            if *taken.get() != value {
                                read.repeated.push(taken.key().clone());
                            }
                            taken.insert(value);
                        }
                    }
                }
                Ok(read)
            }
        }
        deserializer.deserialize_map(Object)
    }
}

/// The description of a line that is not JSON, even after repair.
fn describe_error(why: &serde_json::Error, line: &str) -> String {
    let reason = why.to_string();
    let reason = reason.split(" at line ").next().unwrap_or_default();
    if reason.starts_with("recursion limit") {
        let column = why.column();
        return format!("lists and objects are nested more than 127 deep at byte {column}: flatten the record");
    }
    let (place, column) = match why.is_eof() {
        true => ("the line ends too early, after", line.len()),
        false => ("invalid JSON at", why.column()),
    };
    format!("{place} byte {column} ({reason}): fix or remove this line")
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
