//! Records one by one, in bounded memory, for steps that need no other document.

use std::num::NonZeroUsize;
use std::ops::ControlFlow;

use serde_json::Value;

use super::parallel::*;
use crate::config::Config;
use crate::error::Result;
use crate::model::{Failure, RawDocument};
use crate::normalize;
use crate::read::Record;

/// The result of one record of a stream.
#[derive(Debug)]
pub enum Streamed<T> {
    /// What the step made of the record.
    Done(T),
    /// The record cannot be cleaned.
    Failed(Failure),
    /// The record was passed over on purpose.
    Skipped(Failure),
}

/// Bytes of text and fields that are in memory at once: some milliseconds of work for each of many
/// threads.
const STREAM_BATCH_BYTES: usize = 1 << 20;
/// Records that are in memory at once, if they are short or fail.
const STREAM_BATCH_RECORDS: usize = 1024;

/// Calls `step` for each record, in bounded memory, and hands the results to `sink` in the order of
/// the records, some at a time. The sink ends the stream by breaking. `jobs` is as in
/// [`with_jobs`](super::with_jobs).
///
/// ```
/// use std::ops::ControlFlow;
/// use unspin::{config::Config, pipeline::{self, Streamed}, read};
///
/// let home = tempfile::tempdir()?;
/// let file = home.path().join("news.jsonl");
/// std::fs::write(&file, "{\"id\":\"a\",\"text\":\"Salt &amp; pepper\"}\n{\"id\":\"b\",\"text\":\"caf\u{c3}\u{a9}\"}\n")?;
///
/// let config = Config::default();
/// let records = read::open(&[file], &config.read)?;
/// let mut clean = Vec::new();
/// let end = pipeline::stream(records, None, |record| pipeline::normalized(record, &config), |batch| {
///     for result in batch {
///         match result {
///             Streamed::Done((record, text)) => clean.push(format!("{}: {text}", record.id)),
///             Streamed::Failed(failure) | Streamed::Skipped(failure) => eprintln!("{}", failure.message),
///         }
///     }
///     ControlFlow::<()>::Continue(())
/// })?;
/// assert!(end.is_continue(), "the sink read to the end");
/// assert_eq!(clean, ["a: Salt & pepper", "b: café"]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// If the threads cannot be started.
pub fn stream<T: Send, B>(
    records: impl IntoIterator<Item: Into<Record>>,
    jobs: Option<NonZeroUsize>,
    step: impl Fn(RawDocument) -> T + Sync,
    mut sink: impl FnMut(Vec<Streamed<T>>) -> ControlFlow<B>,
) -> Result<ControlFlow<B>> {
    let mut records = records.into_iter().map(Into::into);
    let threads = Threads::start(jobs)?;
    loop {
        let batch = batch(&mut records, STREAM_BATCH_BYTES, STREAM_BATCH_RECORDS);
        if batch.is_empty() {
            return Ok(ControlFlow::Continue(()));
        }
        let take = |record| match record {
            Record::Document(raw) => Streamed::Done(step(raw)),
            Record::Failed(failure) => Streamed::Failed(failure),
            Record::Skipped(note) => Streamed::Skipped(note),
        };
        let done = threads.install(|| batch.into_par_iter().map(take).collect());
        if let ControlFlow::Break(end) = sink(done) {
            return Ok(ControlFlow::Break(end));
        }
    }
}

/// A record and its normalized text: a step for [`stream`].
pub fn normalized(raw: RawDocument, config: &Config) -> (RawDocument, String) {
    let (_, text) = normalize::normalize(&raw.text, &config.normalize);
    (raw, text)
}

/// The next records: as many as have `most_bytes` together, or `most` of them; none at the end.
pub(super) fn batch(records: &mut impl Iterator<Item = Record>, most_bytes: usize, most: usize) -> Vec<Record> {
    let (mut batch, mut bytes) = (Vec::new(), 0);
    while bytes < most_bytes && batch.len() < most {
        let Some(record) = records.next() else { break };
        if let Record::Document(raw) = &record {
            bytes += raw.text.len() + raw.fields.values().map(size).sum::<usize>();
        }
        batch.push(record);
    }
    batch
}

/// The approximate size of a field in bytes. Some records have the HTML of their page in a field,
/// many times as long as the text.
fn size(value: &Value) -> usize {
    size_of::<Value>()
        + match value {
            Value::String(text) => text.len(),
            Value::Array(values) => values.iter().map(size).sum(),
            Value::Object(fields) => fields.values().map(size).sum(),
            Value::Null | Value::Bool(_) | Value::Number(_) => 0,
        }
}
