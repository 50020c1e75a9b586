//! JSONL: one record a line.

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
            self.line += 1;
            let origin = Origin { input: Arc::clone(&self.input), line: Some(self.line) };
            match self.next_line(config.max_record) {
                Ok(NextLine::End) => self.ended = true,
                Ok(NextLine::TooLong(length)) => return Some(too_long(origin, Some(length), config.max_record)),
                Ok(NextLine::Whole) if self.line == 1 && is_utf16(&self.buffer) => {
                    self.ended = true;
                    let message = format!("{} is UTF-16: JSONL is UTF-8, so convert it first", self.input);
                    return Some(Record::Failed(Failure { origin, message }));
                }
                Ok(NextLine::Whole) => {
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

    /// Reads the next line into the buffer; of one that is too long, the rest is passed over without being kept.
    fn next_line(&mut self, limit: Size) -> io::Result<NextLine> {
        // What one long line took is not held for all that follow.
        const KEPT_BYTES: usize = 1 << 20;
        self.buffer.clear();
        self.buffer.shrink_to(KEPT_BYTES);
        // One more for the line feed.
        let most = limit.0.saturating_add(1);
        let mut length = (&mut self.bytes).take(most).read_until(b'\n', &mut self.buffer)? as u64;
        if length == 0 {
            return Ok(NextLine::End);
        }
        if length < most || self.buffer.ends_with(b"\n") {
            return Ok(NextLine::Whole);
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
    /// It is in the buffer.
    Whole,
    /// It has so many bytes and was passed over.
    TooLong(u64),
    /// There is none.
    End,
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
    let Fields { mut fields, twice } = fields(&line)?;
    // Every reader takes the last of two; but with a text an article would be lost, and with an id it would change names.
    if let Some(name) = twice.iter().find(|name| [&config.text_field, &config.id_field].contains(name)) {
        return Err(format!("the field `{name}` stands there twice, and differs: keep the one that is meant"));
    }
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
    Ok(RawDocument { id: Arc::from(id), text, fields, origin: origin.clone(), encoding: "utf-8" })
}

/// The fields of a record.
struct Fields {
    fields: Map<String, Value>,
    /// The names of those that stand there more than once with different values; the last is taken.
    twice: Vec<String>,
}

/// The fields of the record in a line.
fn fields(line: &str) -> Result<Fields, String> {
    if !line.trim_start().starts_with('{') {
        return Err(match serde_json::from_str::<Value>(line) {
            Ok(value) => format!("the line is {}, not an object {{…}}: write one record a line", kind(&value)),
            Err(why) => broken(&why, line),
        });
    }
    let read = serde_json::from_str::<Fields>(line);
    if read.as_ref().is_ok_and(|read| !read.fields.values().any(is_rounded)) {
        return read.map_err(|why| broken(&why, line));
    }
    match (read, repaired(line).map(|line| serde_json::from_str::<Fields>(&line))) {
        (_, Some(Ok(repaired_line))) => Ok(repaired_line),
        (Ok(read), _) => Ok(read),
        (Err(_), Some(Err(why))) if why.is_eof() => Err(broken(&why, line)),
        (Err(why), _) => Err(broken(&why, line)),
    }
}

/// Whether a number may have been an integer of more than 64 bits, of which only the first digits are left.
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
                let mut read = Fields { fields: Map::new(), twice: Vec::new() };
                while let Some((name, value)) = map.next_entry::<String, Value>()? {
                    match read.fields.entry(name) {
                        Entry::Vacant(free) => {
                            free.insert(value);
                        }
                        Entry::Occupied(mut taken) => {
                            if *taken.get() != value {
                                read.twice.push(taken.key().clone());
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

/// What is wrong with a line that is no JSON, though it may be repaired_line in part.
fn broken(why: &serde_json::Error, line: &str) -> String {
    let reason = why.to_string();
    let reason = reason.split(" at line ").next().unwrap_or_default();
    if reason.starts_with("recursion limit") {
        let column = why.column();
        return format!(
            "lists and objects stand more than 127 deep in each other at byte {column}: flatten the record"
        );
    }
    let (place, column) = match why.is_eof() {
        true => ("the line ends too early, after", line.len()),
        false => ("broken JSON at", why.column()),
    };
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
