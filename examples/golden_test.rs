//! A golden suite as part of a Rust test suite. Copy [`check`] into a `#[test]`. Create the cases
//! with `unspin golden add`, or as `main` does here.
//!
//! ```text
//! cargo run --release --example golden_test
//! ```

use std::path::Path;

use unspin::error::Result;
use unspin::golden::{self, NewCase};

/// Every difference from the accepted results, one a line. An empty suite is an error.
pub(crate) fn check(suite: &Path) -> Result<Vec<String>> {
    let mut messages = Vec::new();
    for outcome in golden::run(golden::load(suite, &[])?) {
        if !outcome.state().passes() {
            messages.extend(outcome.messages().into_iter().map(|line| format!("{}: {line}", outcome.case.name)));
        }
    }
    Ok(messages)
}

/// Creates a case from a file and accepts its current results.
pub(crate) fn keep(suite: &Path, file: &Path, why: &str) -> Result<()> {
    let case = NewCase { inputs: vec![file.to_owned()], why: why.into(), document: None, name: None };
    let name = golden::add(suite, &case)?;
    golden::run(golden::load(suite, &[name])?).iter().try_for_each(golden::Outcome::accept)
}

fn main() -> std::result::Result<(), Box<dyn std::error::Error>> {
    let home = tempfile::tempdir()?;
    let (suite, file) = (home.path().join("golden"), home.path().join("ferry.txt"));
    std::fs::write(&file, "The ferry sailed at noon.Our reporter was on board of the old ship.\n")?;
    keep(&suite, &file, "a lost space between two sentences")?;
    assert!(check(&suite)?.is_empty(), "the results are the accepted ones");
    Ok(())
}
