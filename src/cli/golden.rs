//! `unspin golden`.

use super::args::{Global, Golden};
use super::term::Term;
use super::{End, Status};

/// Checks.
pub fn run(_args: &Golden, _global: &Global, _term: &Term) -> Result<Status, End> {
    Ok(Status::Done)
}
