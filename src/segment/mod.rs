//! Segmentation: labels the lines of a page and makes the edits that delete its boilerplate.
//!
//! Lines are spans in bytes of the text before its boilerplate is deleted, in order.

mod boilerplate;
mod cues;
mod evidence;
mod lines;
mod shape;
mod site;
mod weights;

pub use boilerplate::drop_boilerplate;
#[doc(hidden)]
pub use evidence::{OWN_NAMES, PLACE_NAMES};
pub use lines::lines;
#[doc(hidden)]
pub use lines::{Weights, evidence, lines_by};
pub(crate) use site::SiteLine;
pub use site::{PageLines, SiteLines, page_lines, relabel};
