//! A golden suite inside a test-suite of one's own. Copy [`check`] into a `#[test]`; make the cases with `unspin golden add`, or as
//! `main` does here.
//!
//! ```text
//! cargo run --release --example golden_test
//! ```

use std::path::Path;

use unspin::error::Result;
use unspin::golden::{self, NewCase};

/// What differs from what was accepted, a line each; an empty suite is an error.
pub fn check(suite: &Path) -> Result<Vec<String>> {
    let mut told = Vec::new();
    for outcome in golden::run(golden::load(suite, &[])?) {
        if !outcome.state().passes() {
            told.extend(outcome.told().into_iter().map(|line| format!("{}: {line}", outcome.case.name)));
        }
    }
    Ok(told)
}

/// Makes a case of a file and accepts what the program gives today.
pub fn keep(suite: &Path, file: &Path, why: &str) -> Result<()> {
    let case = NewCase { inputs: vec![file.to_owned()], why: why.into(), document: None, name: None };
    let name = golden::add(suite, &case)?;
    golden::run(golden::load(suite, &[name])?).iter().try_for_each(golden::Outcome::accept)
}

fn main() -> std::result::Result<(), Box<dyn std::error::Error>> {
    let home = tempfile::tempdir()?;
    let (suite, file) = (home.path().join("golden"), home.path().join("ferry.txt"));
    std::fs::write(&file, "The ferry sailed at noon.Our reporter was on board of the old ship.\n")?;
    keep(&suite, &file, "a lost space between two sentences")?;
    assert!(check(&suite)?.is_empty(), "it is as it was a moment ago");
    Ok(())
}
