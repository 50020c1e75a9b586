//! The out-door: a [`RunReport`] becomes the files of a run folder, a summary for people, and a page to read.

#[cfg(test)]
mod fixture;
mod folder;
mod html;
mod names;
mod rows;
mod run;
mod sentence;
mod summary;
mod visible;
mod words;

pub use folder::{Destination, Stop, check_file, replace_file};
pub use names::plan as text_names;
pub use rows::{
    cluster_row, document_row, edit_rows, failure_row, link_row, normalized_row, repair_row, score, segments_row,
    write_row,
};
pub use run::{About, Counts, Files, write};
pub use summary::{Line, Tone, summary};
pub use visible::visible;
pub use words::{Piece, differences, hunks};

#[cfg(doc)]
use crate::model::RunReport;
