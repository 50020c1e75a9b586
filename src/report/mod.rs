//! The out-door: a [`RunReport`] becomes the files of a run folder, a summary for people, and a page to read.
//!
//! # The run folder
//! Written beside its place and renamed, so that it is whole or absent. An earlier run, known by its `run.json`, is
//! replaced; a folder that holds anything else is refused. JSONL files hold one object a line, fields in this order;
//! places are bytes of the original, end-exclusive; shares and confidences have four decimals at most. Only `run.json` tells times.
//! `docs/formats.md` tells more, and `docs/schemas/` every field.
//!
//! | file | rows | fields |
//! |---|---|---|
//! | `documents.jsonl` | documents in input order | `id`, other fields of the record, `text`, `cluster`, `role`, `duplicate_of`, `spun_score`, `damage`, `language_known`, `encoding`, `edits`, `repairs`, and `file` where the text is a file too |
//! | `edits.jsonl` | edits by document and place | `doc`, `start`, `end`, `before`, `after`, `rule`, and `also` where several rules met |
//! | `repairs.jsonl` | repairs by document and place | `id`, `doc`, `start`, `end`, `before`, `after`, `kind`, `confidence`, `band`, `verdict`, `by`, `witnesses`, `rejected` where other words could stand there, `scores` |
//! | `links.jsonl` | links by `a` and `b` | `a`, `b`, `relation`, `similarity`, `jaccard`, `containment_a`, `containment_b`, `passages` |
//! | `clusters.jsonl` | clusters by name | `cluster`, `members`, `kept` |
//! | `text/` | the clean text of each input that was a file | |
//! | `report.html` | the same for people; long runs have further pages in `report/` | |
//! | `run.json` | one object | `tool`, `format`, `version`, `command`, `inputs`, `config_digest`, `config`, `lexicon` where one was reused, `counts`, `failures`, `skipped`, `timings` |
//!
//! How edits and repairs lead from the original to the text, and back, is told on the front page of [`crate::model`];
//! [`crate::model::restore`] does it.
//!
//! # Names below `text/`
//! A slash in an id makes a folder. Everything that a file system could take for something else is written as `%` and
//! two hexadecimal digits for each byte: `%` itself, control characters and `\ : * ? " < > |` anywhere, every dot of `.`
//! and `..`, a full stop or space at the end of a name, and the first letter of a name that Windows keeps for a device.
//! An empty component is `%_`. So no name leads out of its folder, and the id can be read back from it. Names that are
//! too long, or would meet in one file where case or Unicode form does not count, are cut and get `%~` with a hash of
//! the id; `file` in `documents.jsonl` tells whose they are.

mod back;
mod families;
#[cfg(test)]
mod fixture;
mod folder;
mod html;
mod names;
mod rows;
mod run;
mod save;
mod sentence;
mod summary;
mod visible;
mod words;

pub use back::{Proposal, RunFolder, read_run};
pub use folder::{Destination, Stop, check_file, replace_file, replace_file_telling};
pub use names::plan as text_names;
pub use rows::{Rows, score, write_row};
pub use run::{About, Counts, Files, Notes, write, write_clusters};
pub use save::save;
pub use summary::{Line, Tone, summary};
pub use visible::{revealed, revealed_line, visible, visible_line};
pub use words::{Piece, differences, hunks};

#[cfg(doc)]
use crate::model::RunReport;
