//! Output for people and programs: a [`RunReport`] becomes the files of a run folder, a summary,
//! and an HTML page.
//!
//! # The run folder
//! A run folder is written beside its destination and renamed, so that it is whole or absent. An
//! earlier run, recognized by its `run.json`, is replaced; a folder that contains anything else is
//! refused. JSONL files have one object a line, with fields in the order below. Positions are byte
//! offsets into the original; the end is exclusive. Shares and confidences have at most four
//! decimals. Only `run.json` contains times. `docs/formats.md` describes the files, and
//! `docs/schemas/` every field.
//!
//! | file | rows | fields |
//! |---|---|---|
//! | `documents.jsonl` | documents in input order | `id`, other fields of the record, `text`, `cluster`, `role`, `duplicate_of`, `spun_score`, `damage`, `language_known`, `encoding`, `edits`, `repairs`, and `file` if the text is a file too |
//! | `edits.jsonl` | edits by document and position | `doc`, `start`, `end`, `before`, `after`, `rule`, and `also` if several rules made the edit |
//! | `repairs.jsonl` | repairs by document and position | `id`, `doc`, `start`, `end`, `before`, `after`, `kind`, `confidence`, `band`, `verdict`, `by`, `witnesses`, `rejected` if there were other candidates, `scores` |
//! | `links.jsonl` | links by `a` and `b` | `a`, `b`, `relation`, `similarity`, `jaccard`, `containment_a`, `containment_b`, `passages` |
//! | `clusters.jsonl` | clusters by name | `cluster`, `members`, `kept` |
//! | `text/` | the clean text of each input that was a file | |
//! | `report.html` | the run for people; long runs have further pages in `report/` | |
//! | `run.json` | one object | `tool`, `format`, `version`, `command`, `inputs`, `config_digest`, `config`, `lexicon` if one was reused, `counts`, `failures`, `skipped`, `timings` |
//!
//! [`crate::model`] describes how edits and repairs lead from the original to the text and back;
//! [`crate::model::restore`] does it.
//!
//! # Names in `text/`
//! A slash in an id makes a folder. Everything with a special meaning to a file system is written
//! as `%` and two hexadecimal digits for each byte: `%` itself, control characters and `\ : * ? " <
//! > |` anywhere, every dot of `.` and `..`, a full stop or space at the end of a name, and the
//! first letter of a name that Windows reserves for a device. An empty component is `%_`. So no
//! name leads out of its folder, and the id can be read back from it. A name is cut, and gets `%~`
//! with a hash of the id, if it is too long, or if it equals another one when case and Unicode form
//! are ignored; `file` in `documents.jsonl` gives the document of each file.

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

pub use back::{Proposal, proposals, read_rows};
pub use folder::{Destination, Stop, check_file, replace_file, replace_file_telling};
pub use names::plan as text_names;
pub use rows::{
    cluster_row, confusion_row, document_row, edit_rows, failure_row, link_row, normalized_row, repair_row, score,
    segments_row, write_row,
};
pub use run::{About, Counts, Files, Notes, write, write_clusters};
pub use save::save;
pub use summary::{Line, Tone, summary};
pub use visible::{revealed, revealed_line, visible, visible_line};
pub use word_diff::{Piece, diff_words, hunks};

#[cfg(doc)]
use crate::model::RunReport;
