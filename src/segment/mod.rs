//! Labels for the lines of a page, and the edits that drop its boilerplate.
//!
//! Lines are spans, in bytes of a text that still has its boilerplate, in order.

mod boilerplate;
mod cues;
mod evidence;
mod lines;
mod shape;
mod site;
mod vocabulary;

pub use boilerplate::drop_boilerplate;
pub use lines::lines;
#[doc(hidden)]
pub use lines::{LineModels, line_values, lines_by};
#[doc(hidden)]
pub use site::SiteLine;
pub use site::{PageLines, SiteLines, page_lines, relabel};
