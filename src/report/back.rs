//! A run folder read back: its repairs with the sentences in which they stand.

use std::collections::HashMap;
use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::Path;

use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::sentence::{OWN_CHARS, around};
use crate::error::{Error, Result};
use crate::model::{Band, Clean, Edit, Original, Patch, RepairKind, Repaired, Span, Verdict, Witness};

/// A row of `repairs.jsonl`, with the sentence around it.
#[derive(Debug, Clone, Deserialize)]
pub struct Proposal {
    /// Its id.
    pub id: String,
    /// The document.
    pub doc: String,
    /// Its place in the original.
    #[serde(flatten)]
    pub span: Span<Original>,
    /// The words of the clean text.
    pub before: String,
    /// The words to put there.
    pub after: String,
    /// What kind of corruption it mends.
    pub kind: RepairKind,
    /// How sure: `0.0..=1.0`.
    pub confidence: f64,
    /// The confidence in words.
    pub band: Band,
    /// What became of it.
    pub verdict: Verdict,
    /// Who gave the verdict.
    pub by: String,
    /// The siblings that were heard.
    pub witnesses: Vec<Witness>,
    /// What stands before and after it in its sentence; `None` where the folder holds no texts, as after `unspin repair`.
    #[serde(skip)]
    pub sentence: Option<(String, String)>,
}

/// What is read of a row of `documents.jsonl`.
#[derive(Deserialize)]
struct Text {
    id: String,
    text: String,
}

/// What is read of a row of `edits.jsonl`.
#[derive(Deserialize)]
struct Change {
    doc: String,
    #[serde(flatten)]
    edit: Edit,
}

/// The repairs of a run folder, in its order.
///
/// # Errors
/// If it is no run folder, or if its files do not belong together.
pub fn proposals(folder: &Path) -> Result<Vec<Proposal>> {
    let mut proposals: Vec<Proposal> = Vec::new();
    read_rows(&folder.join("repairs.jsonl"), |row| proposals.push(row))?;
    if folder.join("documents.jsonl").is_file() {
        sentences(folder, &mut proposals)?;
    }
    Ok(proposals)
}

/// Finds the sentence of each: the text of the run folder without its accepted repairs is the one that they were made for.
fn sentences(folder: &Path, proposals: &mut [Proposal]) -> Result<()> {
    let mut of_document: HashMap<String, (Vec<usize>, Vec<Edit>)> = HashMap::new();
    for (at, proposal) in proposals.iter().enumerate() {
        of_document.entry(proposal.doc.clone()).or_default().0.push(at);
    }
    read_rows(&folder.join("edits.jsonl"), |change: Change| {
        if let Some((_, edits)) = of_document.get_mut(&change.doc) {
            edits.push(change.edit);
        }
    })?;
    let mut wrong = None;
    read_rows(&folder.join("documents.jsonl"), |Text { id, text }| {
        let Some((places, edits)) = of_document.remove(&id) else { return };
        let found = (|| {
            let patch: Patch = Patch::new(edits)?;
            let accepted = places.iter().map(|&at| &proposals[at]).filter(|one| one.verdict == Verdict::Accepted);
            let repairs = accepted.map(|one| Edit::new(patch.to_clean(one.span), &*one.before, &*one.after, "repair"));
            let repairs: Patch<Clean, Repaired> = Patch::new(repairs.collect())?;
            Ok::<_, crate::model::PatchError>((repairs.revert(&text)?, patch))
        })();
        match found {
            Ok((clean, patch)) => {
                for at in places {
                    let place = patch.to_clean(proposals[at].span);
                    if clean.get(place.range()) == Some(&proposals[at].before) {
                        let found = around(&clean, place, OWN_CHARS);
                        proposals[at].sentence = Some((found.left.to_owned(), found.right.to_owned()));
                    }
                }
            }
            Err(error) => wrong = wrong.take().or(Some(format!("{id}: {error}"))),
        }
    })?;
    match wrong {
        None => Ok(()),
        Some(why) => Err(Error::Usage(format!("the files of {} do not belong together: {why}", folder.display()))),
    }
}

/// Reads a JSONL file of a run folder row by row.
///
/// # Errors
/// If it cannot be read, or a line is no such row.
pub fn read_rows<T: DeserializeOwned>(path: &Path, mut take: impl FnMut(T)) -> Result<()> {
    let complain = |source: io::Error| match source.kind() {
        io::ErrorKind::NotFound => {
            Error::Usage(format!("{} is not there: name a folder that unspin clean IN -o DIR wrote", path.display()))
        }
        _ => Error::Read { path: path.to_owned(), source },
    };
    for (number, line) in BufReader::new(File::open(path).map_err(complain)?).lines().enumerate() {
        let line = line.map_err(complain)?;
        take(serde_json::from_str(&line).map_err(|error| {
            // The parser counts lines within the line.
            let message = error.to_string();
            let why = message.split(" at line").next().unwrap_or_default();
            Error::Usage(format!("{} line {} is not of a run folder: {why}", path.display(), number + 1))
        })?);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::{About, Destination, Files, fixture, write};

    fn written(files: Files) -> (tempfile::TempDir, Vec<Proposal>) {
        let home = tempfile::tempdir().expect("a place to test");
        let out = home.path().join("out");
        let destination = Destination::claim(&out, &[]).expect("nothing is there");
        let about = About { command: "clean", inputs: Vec::new(), config: serde_json::json!({}) };
        write(&destination, files, &fixture::run(), &about, &|| false).expect("it writes");
        let proposals = proposals(&out).expect("it reads what was written");
        (home, proposals)
    }

    #[test]
    fn every_repair_comes_back_in_its_sentence() {
        let (_home, proposals) = written(Files::Everything);
        let made = fixture::run();
        let made = &made.documents[0].repairs;
        assert_eq!(proposals.len(), made.len());
        for (read, repair) in proposals.iter().zip(made) {
            assert_eq!(
                (&read.id, &read.before, read.witnesses.len()),
                (&repair.id, &repair.before, repair.witnesses.len())
            );
        }
        let (left, right) = proposals[2].sentence.as_ref().expect("the texts are there");
        assert!(left.ends_with("shut the Harbour Span for two years, "), "{left}");
        assert_eq!(right, " by The Morning Mail.", "the text before any repair");
    }

    #[test]
    fn a_folder_without_texts_has_repairs_without_sentences() {
        let (_home, proposals) = written(Files::Proposals);
        assert!(proposals.len() == 5 && proposals.iter().all(|one| one.sentence.is_none()));
    }

    #[test]
    fn what_is_no_run_folder_is_told() {
        let home = tempfile::tempdir().expect("a place to test");
        assert!(proposals(home.path()).is_err());
        std::fs::write(home.path().join("repairs.jsonl"), "{\"id\":1}\n").expect("it can be written");
        let complaint = proposals(home.path()).expect_err("an id is a string").to_string();
        assert!(complaint.contains("repairs.jsonl line 1"), "{complaint}");
    }
}
