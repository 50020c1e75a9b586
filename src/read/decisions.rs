//! A file of decisions, as review saves it.

use std::path::Path;

use super::rows::{json, rows};
use crate::error::{Error, Result};
use crate::model::Decision;

/// The decisions of a file, in its order; [`crate::pipeline::decide`] carries them out.
///
/// ```
/// use unspin::{model::Verdict, read};
///
/// let file = tempfile::NamedTempFile::new()?;
/// std::fs::write(file.path(), "{\"id\":\"3a2ccf8c2e443293\",\"verdict\":\"rejected\"}\n")?;
/// let decisions = read::decisions(file.path())?;
/// assert_eq!((decisions[0].verdict, &*decisions[0].by), (Verdict::Rejected, "review"), "who said it may be left out");
///
/// std::fs::write(file.path(), "{\"id\":\"3a2ccf8c2e443293\"}\n")?;
/// assert!(read::decisions(file.path()).is_err(), "what was decided may not");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// If the file cannot be read or a line is no decision: what a reader decided is not to be lost without a word.
pub fn decisions(path: &Path) -> Result<Vec<Decision>> {
    let bytes = std::fs::read(path).map_err(|source| Error::Read { path: path.to_owned(), source })?;
    rows(path, &bytes, json, "a decision has an \"id\" and a \"verdict\": accepted, rejected or pending")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Verdict;

    #[test]
    fn lines_are_decisions_and_a_wrong_one_is_told_with_its_place() {
        let home = tempfile::tempdir().expect("a place to test");
        let file = home.path().join("decisions.jsonl");
        std::fs::write(&file, "{\"id\":\"a\",\"verdict\":\"accepted\",\"note\":\"sure\"}\n\n{\"id\":\"b\",\"verdict\":\"pending\",\"by\":\"Ann\"}\n")
            .expect("it can be written");
        let read = decisions(&file).expect("both lines are decisions");
        let told: Vec<(&str, Verdict, &str)> = read.iter().map(|d| (&*d.id, d.verdict, &*d.by)).collect();
        assert_eq!(told, [("a", Verdict::Accepted, "review"), ("b", Verdict::Pending, "Ann")]);

        std::fs::write(&file, "{\"id\":\"a\",\"verdict\":\"accepted\"}\n{\"id\":\"b\",\"verdict\":\"yes\"}\n")
            .expect("it can be written");
        let complaint = decisions(&file).expect_err("yes is no verdict").to_string();
        assert!(complaint.contains("decisions.jsonl line 2: unknown variant `yes`"), "{complaint}");
        assert!(decisions(&home.path().join("none")).is_err());
    }
}
