//! Cleans scraped news: normalizes, drops page furniture, finds copies, and repairs spun text from its siblings.

pub mod align;
pub mod cluster;
pub mod config;
pub mod error;
pub mod golden;
pub mod model;
pub mod normalize;
pub mod pipeline;
pub mod read;
pub mod repair;
pub mod report;
pub mod segment;
