//! Reads a file of decisions, as `unspin review` saves it.

use std::path::Path;

use super::rows::{json, rows};
use crate::error::{Error, Result};
use crate::model::Decision;

/// The decisions of a file, in its order; [`crate::pipeline::decide`] applies them.
///
/// ```
/// use unspin::{model::Verdict, read};
///
/// let file = tempfile::NamedTempFile::new()?;
/// std::fs::write(file.path(), "{\"id\":\"3a2ccf8c2e443293\",\"verdict\":\"rejected\"}\n")?;
/// let decisions = read::decisions(file.path())?;
/// assert_eq!((decisions[0].verdict, &*decisions[0].by), (Verdict::Rejected, "review"), "`by` is optional");
///
/// std::fs::write(file.path(), "{\"id\":\"3a2ccf8c2e443293\"}\n")?;
/// assert!(read::decisions(file.path()).is_err(), "`verdict` is not");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// If the file cannot be read or a line is not a decision: no decision of a person may be lost
/// silently.
pub fn decisions(path: &Path) -> Result<Vec<Decision>> {
    let bytes = std::fs::read(path).map_err(|source| Error::Read { path: path.to_owned(), source })?;
    rows(path, &bytes, json, "a decision needs an \"id\" and a \"verdict\": accepted, rejected or pending")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Verdict;

    #[test]
    fn an_error_names_the_line_that_is_not_a_decision() {
        let home = tempfile::tempdir().expect("a place to test");
        let file = home.path().join("decisions.jsonl");
        std::fs::write(&file, "{\"id\":\"a\",\"verdict\":\"accepted\",\"note\":\"sure\"}\n\n{\"id\":\"b\",\"verdict\":\"pending\",\"by\":\"Ann\"}\n")
            .expect("it can be written");
        let read = decisions(&file).expect("both lines are decisions");
        let found: Vec<(&str, Verdict, &str)> = read.iter().map(|d| (&*d.id, d.verdict, &*d.by)).collect();
        assert_eq!(found, [("a", Verdict::Accepted, "review"), ("b", Verdict::Pending, "Ann")]);

        std::fs::write(&file, "{\"id\":\"a\",\"verdict\":\"accepted\"}\n{\"id\":\"b\",\"verdict\":\"yes\"}\n")
            .expect("it can be written");
        let complaint = decisions(&file).expect_err("yes is no verdict").to_string();
        assert!(complaint.contains("decisions.jsonl line 2: unknown variant `yes`"), "{complaint}");
        assert!(decisions(&home.path().join("none")).is_err());
    }
}
