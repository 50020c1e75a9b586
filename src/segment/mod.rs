//! Segmentation: labels the lines of a page and makes the edits that delete its boilerplate.
//!
//! Lines are spans in bytes of the text before its boilerplate is deleted, in order.

mod boilerplate;
mod cues;
mod evidence;
mod lines;
mod shape;
mod site;

pub use boilerplate::drop_boilerplate;
pub use lines::lines;
#[doc(hidden)]
pub use lines::{LineModels, line_values, lines_by};
pub(crate) use site::SiteLine;
pub use site::{PageLines, SiteLines, page_lines, relabel};
