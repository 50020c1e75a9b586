//! Writes a [`RunReport`] as a run folder, a summary for people and HTML pages, and reads run
//! folders back.
//!
//! # The run folder
//! It is written beside its place and renamed, so that it is whole or absent. An earlier run, known
//! by its `run.json`, is replaced; a folder that contains anything else is refused. JSONL files
//! have one object a line, with the fields in this order. Positions are byte offsets into the
//! original; the end is exclusive. Similarities and confidences have four decimals at most. Only
//! `run.json` contains times. `docs/formats.md` describes the files, and `docs/schemas/` every
//! field. Each row is a type of [`crate::model`], written and read by it; [`read_run`] opens a
//! folder.
//!
//! | file | rows | fields |
//! |---|---|---|
//! | `documents.jsonl` | documents in input order | `id`, other fields of the record, `text`, `cluster`, `role`, `duplicate_of`, `spun_score`, `damage`, `language_known`, `encoding`, `edits`, `repairs`, and `file` if the text is a file too |
//! | `edits.jsonl` | edits by document and place | `doc`, `start`, `end`, `before`, `after`, `rule`, and `also` if several rules changed the place |
//! | `repairs.jsonl` | repairs by document and place | `id`, `doc`, `start`, `end`, `before`, `after`, `kind`, `confidence`, `band`, `verdict`, `by`, `witnesses`, `rejected` if other words were considered, `scores` |
//! | `links.jsonl` | links by `a` and `b` | `a`, `b`, `relation`, `similarity`, `jaccard`, `containment_a`, `containment_b`, `passages` |
//! | `clusters.jsonl` | clusters by name | `cluster`, `members`, `kept` |
//! | `text/` | the clean text of each input that was a file | |
//! | `report.html` | the same for people; long runs have further pages in `report/` | |
//! | `run.json` | one object | `tool`, `format`, `version`, `command`, `inputs`, `config_digest`, `config`, `lexicon` if one was reused, `counts`, `failures`, `skipped`, `timings` |
//!
//! The documentation of [`crate::model`] describes how edits and repairs lead from the original to
//! the text, and back; [`crate::model::restore`] does it.
//!
//! # Names below `text/`
//! A slash in an id makes a folder. Everything that a file system could misread is written as `%`
//! and two hexadecimal digits for each byte: `%` itself, control characters and `\ : * ? " < > |`
//! anywhere, every dot of `.` and `..`, a full stop or space at the end of a name, and the first
//! letter of a name that Windows reserves for a device. An empty component is `%_`. So no name
//! leads out of its folder, and the id can be read back from it. Names that are too long, or equal
//! to another one but for case or Unicode form, are cut, and `%~` with a hash of the id is
//! appended; `file` in `documents.jsonl` is the name of each.

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
mod word_diff;

pub use back::{Proposal, RunFolder, read_run};
pub use folder::{Destination, Stop, check_file, replace_file, replace_file_staged};
pub use names::plan as text_names;
pub use rows::{Rows, score, write_row};
pub use run::{About, Counts, Files, Notes, write, write_clusters};
pub use save::save;
pub use summary::{Line, Tone, summary};
pub use visible::{revealed, revealed_line, visible, visible_line};
pub use word_diff::{Piece, diff_words, hunks};

#[cfg(doc)]
use crate::model::RunReport;
