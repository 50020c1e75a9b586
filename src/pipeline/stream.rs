//! Records one by one, in bounded memory, for what needs no other document.

use std::num::NonZeroUsize;
use std::ops::ControlFlow;
use std::path::PathBuf;

use rayon::prelude::*;
use serde_json::Value;

use crate::config::Config;
use crate::error::{Error, Result};
use crate::model::{Failure, RawDocument};
use crate::{normalize, read};

/// What became of one record of a stream.
#[derive(Debug)]
pub enum Streamed<T> {
    /// What the step made of it.
    Done(T),
    /// It cannot be cleaned.
    Failed(Failure),
    /// It was passed over on purpose.
    Skipped(Failure),
}

/// Text and fields that are held at once while streaming: some milliseconds of work for each of many threads.
const STREAM_BATCH_BYTES: usize = 1 << 20;
/// Records that are held at once while streaming, where they are short or fail.
const STREAM_BATCH_RECORDS: usize = 1024;

/// Takes the records of `inputs` one by one through `step`, in bounded memory, and hands the results on in input order.
/// The sink ends the stream by breaking.
///
/// ```
/// use std::ops::ControlFlow;
/// use unspin::{config::Config, pipeline::{self, Streamed}};
///
/// let home = tempfile::tempdir()?;
/// let file = home.path().join("news.jsonl");
/// std::fs::write(&file, "{\"id\":\"a\",\"text\":\"Salt &amp; pepper\"}\n{\"id\":\"b\",\"text\":\"caf\u{c3}\u{a9}\"}\n")?;
///
/// let config = Config::default();
/// let mut clean = Vec::new();
/// let end = pipeline::stream(&[file], &config, None, |record| pipeline::normalized(record, &config), |batch| {
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
/// If an input cannot be read at all.
pub fn stream<T: Send, B>(
    inputs: &[PathBuf],
    config: &Config,
    jobs: Option<NonZeroUsize>,
    step: impl Fn(RawDocument) -> T + Sync,
    mut sink: impl FnMut(Vec<Streamed<T>>) -> ControlFlow<B>,
) -> Result<ControlFlow<B>> {
    let mut records = read::open(inputs, &config.read)?;
    let pool = threads(jobs)?;
    loop {
        let batch = batch(&mut records, STREAM_BATCH_BYTES, STREAM_BATCH_RECORDS);
        if batch.is_empty() {
            return Ok(ControlFlow::Continue(()));
        }
        let take = |record| match record {
            read::Record::Document(raw) => Streamed::Done(step(raw)),
            read::Record::Failed(failure) => Streamed::Failed(failure),
            read::Record::Skipped(note) => Streamed::Skipped(note),
        };
        let done = pool.install(|| batch.into_par_iter().map(take).collect());
        if let ControlFlow::Break(end) = sink(done) {
            return Ok(ControlFlow::Break(end));
        }
    }
}

/// A record and its normalized text: the step of `normalize`.
pub fn normalized(raw: RawDocument, config: &Config) -> (RawDocument, String) {
    let (_, text) = normalize::normalize(&raw.text, &config.normalize);
    (raw, text)
}

/// Lets `work` use `jobs` threads; without a number, one for each core. Results do not depend on it.
///
/// # Errors
/// If the threads cannot be started.
pub fn with_jobs<T: Send>(jobs: Option<NonZeroUsize>, work: impl FnOnce() -> T + Send) -> Result<T> {
    Ok(threads(jobs)?.install(work))
}

/// The next records: as many as have `most_bytes` in all, or `most` of them; none at the end.
pub(super) fn batch(
    records: &mut impl Iterator<Item = read::Record>,
    most_bytes: usize,
    most: usize,
) -> Vec<read::Record> {
    let (mut batch, mut bytes) = (Vec::new(), 0);
    while bytes < most_bytes && batch.len() < most {
        let Some(record) = records.next() else { break };
        if let read::Record::Document(raw) = &record {
            bytes += raw.text.len() + raw.fields.values().map(weight).sum::<usize>();
        }
        batch.push(record);
    }
    batch
}

/// About how many bytes a field holds: pages come with their HTML, many times as long as the text.
fn weight(value: &Value) -> usize {
    size_of::<Value>()
        + match value {
            Value::String(text) => text.len(),
            Value::Array(values) => values.iter().map(weight).sum(),
            Value::Object(fields) => fields.values().map(weight).sum(),
            Value::Null | Value::Bool(_) | Value::Number(_) => 0,
        }
}

fn threads(jobs: Option<NonZeroUsize>) -> Result<rayon::ThreadPool> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(jobs.map_or(0, NonZeroUsize::get)).build();
    pool.map_err(|error| Error::Usage(format!("cannot start the threads: {error}; try a smaller -j")))
}
