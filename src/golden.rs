//! Golden cases: accepted results, compared with the current ones.
//!
//! A suite is a folder with one folder for each case. The folder of a case contains `case.toml`:
//!
//! ```toml
//! why = "what this case tests"        # required
//! input = ["../../corpus"]            # paths relative to the case's folder; default: ["input"]
//! document = "story.txt"              # the document that is compared; default: all of them
//! source = "reuters"                  # where its documents come from; default: see "Sources"
//! must = ["Amazon Web Services"]      # required text: `accept` refuses a result without it
//! must_not = ["Read Next"]            # forbidden text: `accept` refuses a result with it
//! known_failure = "needs a witness"   # the accepted results are right and not reached yet;
//!                                     # the check fails once they are reached
//! [config]                            # settings as in unspin.toml
//! ```
//!
//! The accepted results are in the same folder: `expected.txt` is the clean text, `changes.jsonl`
//! its edits and repairs in order of position, `document.json` everything else that was found out
//! about the document. A result that differs is written beside them as `*.new`.
//!
//! Daily work needs `unspin golden add`, `check`, `diff` and `accept`. A test in a Rust test suite
//! needs three lines:
//!
//! ```
//! use std::path::Path;
//! use unspin::golden;
//!
//! # fn main() -> unspin::error::Result<()> {
//! let cases = golden::load(Path::new("golden"), &[])?; // an empty suite is an error
//! for outcome in golden::run(cases) {
//!     assert!(outcome.state().passes(), "{}: {:#?}", outcome.case.name, outcome.messages());
//! }
//! # Ok(())
//! # }
//! ```
//!
//! `examples/golden_test.rs` also creates a case.
//!
//! # Sources
//! Differences are counted by rule and by source: a site that changed its pages appears as one
//! source, a rule that changed as many sources. The source of a document is `source` of
//! `case.toml`, else the record's field `source`, else the host of its `url`, else the first folder
//! of its id, else the folder of the input if that is outside the case's folder.

mod add;
mod case;
mod compare;
mod junit;
mod outcome;
mod results;
mod runs;
mod source;

use std::collections::BTreeMap;

use crate::pipeline::{self, Until};

pub use add::{NewCase, add};
pub use case::{Case, load};
pub use compare::Difference;
pub use junit::junit;
pub use outcome::{Outcome, State};
pub use results::Results;
pub use runs::{ChangeCounts, RunComparison, compare_runs};
pub use source::NO_SOURCE;

/// Runs the cases and reads their accepted results. Cases with the same inputs and settings share
/// one run. A case cannot be run if an input or an accepted result cannot be read, or if its inputs
/// do not contain its document. Its outcome then gives the reason, and the other cases run all the
/// same.
pub fn run(cases: Vec<Case>) -> Vec<Outcome> {
    let mut runs = BTreeMap::new();
    let mut outcomes = Vec::new();
    for case in cases {
        let key = case.run_key();
        if case.wrong.is_none() && !runs.contains_key(&key) {
            runs.insert(key.clone(), pipeline::run(&case.inputs, &case.config, Until::Repaired));
        }
        let report = match (&case.wrong, runs.get(&key)) {
            (Some(wrong), _) => Err(wrong.clone()),
            (None, Some(Ok(report))) => Ok(report),
            (None, Some(Err(error))) => Err(error.to_string()),
            (None, None) => Err("the case was not run".into()),
        };
        let current = report.and_then(|report| {
            let actual = results::of(report, &case).map_err(|error| error.to_string())?;
            let expected = Results::read(&case.folder).map_err(|error| error.to_string())?;
            let sources = source::of_case(&case, report.documents.iter().map(|document| &document.document.raw));
            Ok((actual, expected, sources))
        });
        outcomes.push(match current {
            Ok((actual, expected, sources)) => Outcome { case, expected, actual: Ok(actual), sources },
            Err(why) => Outcome { case, expected: None, actual: Err(why), sources: BTreeMap::new() },
        });
    }
    outcomes
}
