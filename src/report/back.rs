//! A run folder read back.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::rows::{Rows, unreadable};
use super::run::MARKER;
use super::sentence::{OWN_CHARS, around};
use crate::error::{Error, Result};
use crate::model::{
    Clean, Cluster, DocId, DocumentRow, Edit, EditRow, Link, Patch, Repair, Repaired, RunInfo, Verdict,
};

/// A run folder on disk. Its files are read row by row, as the types that they were written from.
///
/// ```
/// use unspin::{config::Config, pipeline::{self, Until}, report};
///
/// let home = tempfile::tempdir()?;
/// let (inputs, config) = (["corpus"], Config::default());
/// let run = pipeline::run(&inputs, &config, Until::Repaired)?;
/// report::save(home.path().join("out"), &inputs, &config, &run)?;
///
/// let folder = report::read_run(home.path().join("out"))?;
/// assert_eq!(folder.info()?.counts.documents, 5);
/// for row in folder.repairs()? {
///     let repair = row?;
///     assert!(repair.confidence > 0.0 && !repair.before.is_empty(), "{}", repair.id);
/// }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct RunFolder {
    path: PathBuf,
}

/// The run folder at `path`.
///
/// # Errors
/// If there is no such folder. A file that the run did not write is an error when it is asked for:
/// `unspin repair` writes no documents, edits, links and clusters, and `unspin cluster` no
/// documents, edits and repairs.
pub fn read_run(path: impl AsRef<Path>) -> Result<RunFolder> {
    let path = path.as_ref();
    if path.is_dir() {
        return Ok(RunFolder { path: path.to_owned() });
    }
    let path = path.display();
    Err(Error::Malformed(format!("{path} is not a folder: name a run folder that unspin clean or unspin repair wrote")))
}

impl RunFolder {
    /// The content of `run.json`.
    ///
    /// # Errors
    /// If it cannot be read.
    pub fn info(&self) -> Result<RunInfo> {
        let path = self.path.join(MARKER);
        let bytes = std::fs::read(&path).map_err(|source| unreadable(&path, source))?;
        serde_json::from_slice(&bytes)
            .map_err(|error| Error::Malformed(format!("{} is not that of a run folder: {error}", path.display())))
    }

    /// Whether the run wrote a file of this name.
    pub fn has(&self, name: &str) -> bool {
        self.path.join(name).is_file()
    }

    /// The rows of `documents.jsonl`, in input order.
    ///
    /// # Errors
    /// If the file cannot be opened.
    pub fn documents(&self) -> Result<Rows<DocumentRow>> {
        self.parts("documents.jsonl")
    }

    /// Some fields of the rows of a file, by its name: another version may have written others.
    ///
    /// # Errors
    /// If the file cannot be opened.
    pub(crate) fn parts<T: DeserializeOwned>(&self, name: &str) -> Result<Rows<T>> {
        Rows::open(self.path.join(name))
    }

    /// The rows of `edits.jsonl`, by document and place.
    ///
    /// # Errors
    /// If the file cannot be opened.
    pub fn edits(&self) -> Result<Rows<EditRow>> {
        self.parts("edits.jsonl")
    }

    /// The rows of `repairs.jsonl`, by document and place.
    ///
    /// # Errors
    /// If the file cannot be opened.
    pub fn repairs(&self) -> Result<Rows<Repair>> {
        self.parts("repairs.jsonl")
    }

    /// The rows of `links.jsonl`, by the ids of the two documents.
    ///
    /// # Errors
    /// If the file cannot be opened.
    pub fn links(&self) -> Result<Rows<Link>> {
        self.parts("links.jsonl")
    }

    /// The rows of `clusters.jsonl`, by the name of the cluster.
    ///
    /// # Errors
    /// If the file cannot be opened.
    pub fn clusters(&self) -> Result<Rows<Cluster>> {
        self.parts("clusters.jsonl")
    }

    /// Every repair with the sentence around it, in the order of `repairs.jsonl`.
    ///
    /// # Errors
    /// If a file cannot be read, or if the files do not belong together.
    pub fn proposals(&self) -> Result<Vec<Proposal>> {
        let mut proposals = self
            .repairs()?
            .map(|repair| Ok(Proposal { repair: repair?, sentence: None }))
            .collect::<Result<Vec<Proposal>>>()?;
        if self.has("documents.jsonl") {
            self.find_sentences(&mut proposals)?;
        }
        Ok(proposals)
    }

    /// Finds the sentence of each repair in the text that it was made for, which is the text of the
    /// document without its accepted repairs.
    fn find_sentences(&self, proposals: &mut [Proposal]) -> Result<()> {
        let mut of_document: HashMap<DocId, (Vec<usize>, Vec<Edit>)> = HashMap::new();
        for (at, proposal) in proposals.iter().enumerate() {
            of_document.entry(proposal.repair.doc.clone()).or_default().0.push(at);
        }
        for row in self.edits()? {
            let EditRow { doc, edit } = row?;
            if let Some((_, edits)) = of_document.get_mut(&doc) {
                edits.push(edit);
            }
        }
        for row in self.documents()? {
            let DocumentRow { id, text, .. } = row?;
            let Some((places, edits)) = of_document.remove(&id) else { continue };
            let clean_text = || {
                let patch: Patch = Patch::new(edits)?;
                let all = places.iter().map(|&at| &proposals[at].repair);
                let accepted = all.filter(|repair| repair.verdict == Verdict::Accepted);
                let repairs =
                    accepted.map(|one| Edit::new(patch.to_clean(one.original), &*one.before, &*one.after, "repair"));
                let repairs: Patch<Clean, Repaired> = Patch::new(repairs.collect())?;
                Ok::<_, crate::model::PatchError>((repairs.revert(&text)?, patch))
            };
            let (clean, patch) = clean_text().map_err(|error| {
                let folder = self.path.display();
                Error::Malformed(format!("the files of {folder} do not belong together: {id}: {error}"))
            })?;
            for at in places {
                let place = patch.to_clean(proposals[at].repair.original);
                if clean.get(place.range()) == Some(&proposals[at].repair.before) {
                    let found = around(&clean, place, OWN_CHARS);
                    proposals[at].sentence = Some((found.left.to_owned(), found.right.to_owned()));
                }
            }
        }
        Ok(())
    }
}

/// A repair with the sentence around it.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Proposal {
    /// The repair.
    #[serde(flatten)]
    pub repair: Repair,
    /// The clean text before and after it in its sentence; `None` if the folder holds no texts, as
    /// after `unspin repair`.
    #[serde(skip)]
    pub sentence: Option<(String, String)>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Span;
    use crate::model::score::rounded;
    use crate::report::{About, Destination, Files, fixture, write};

    fn written(files: Files) -> (tempfile::TempDir, Vec<Proposal>) {
        let home = tempfile::tempdir().expect("a place to test");
        let out = home.path().join("out");
        let destination = Destination::claim(&out, &[]).expect("nothing is there");
        let about = About { command: "clean", inputs: Vec::new(), config: serde_json::json!({}) };
        write(&destination, files, &fixture::run(), &about, &|| false).expect("it writes");
        let proposals = read_run(&out).and_then(|run| run.proposals()).expect("it reads what was written");
        (home, proposals)
    }

    #[test]
    fn every_repair_comes_back_in_its_sentence() {
        let (_home, proposals) = written(Files::Everything);
        let made = fixture::run();
        let made = made.documents[0].repairs();
        assert_eq!(proposals.len(), made.len());
        for (read, repair) in proposals.iter().zip(made) {
            let written = Repair { span: Span::default(), confidence: rounded(repair.confidence), ..repair.clone() };
            assert_eq!(read.repair, written);
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
    fn every_file_is_read_back_as_the_types_it_was_written_from() {
        let (home, _) = written(Files::Everything);
        let (folder, run) = (read_run(home.path().join("out")).expect("it is there"), fixture::run());
        fn json(row: &impl serde::Serialize) -> String {
            serde_json::to_string(row).expect("it is plain data")
        }
        let documents: Vec<DocumentRow> = folder.documents().and_then(Iterator::collect).expect("they are rows");
        let edits: Vec<EditRow> = folder.edits().and_then(Iterator::collect).expect("they are rows");
        let links: Vec<Link> = folder.links().and_then(Iterator::collect).expect("they are rows");
        let clusters: Vec<Cluster> = folder.clusters().and_then(Iterator::collect).expect("they are rows");
        assert_eq!(clusters, run.clusters);
        assert_eq!(links.iter().map(json).collect::<Vec<_>>(), run.links.iter().map(json).collect::<Vec<_>>());
        let made: Vec<EditRow> = run
            .documents
            .iter()
            .flat_map(|one| one.edit_rows())
            .map(|row| EditRow { doc: row.doc, edit: row.edit.clone() })
            .collect();
        assert_eq!(edits, made);
        for (row, report) in documents.iter().zip(&run.documents) {
            let file = row.result.file.clone();
            // A field of a record that has the name of a result keeps its place in the file and loses its
            // value, so the order of the fields cannot be read back there; the values are.
            let value = |row: &DocumentRow| serde_json::to_value(row).expect("it is plain data");
            assert_eq!(value(row), value(&DocumentRow::new(report, &run.clusters, file)));
        }
        assert_eq!(folder.info().expect("it is there").counts, crate::model::Counts::of(&run));
    }

    #[test]
    fn a_folder_of_another_kind_is_refused() {
        let home = tempfile::tempdir().expect("a place to test");
        let proposals = || read_run(home.path())?.proposals();
        assert!(read_run(home.path().join("none")).is_err() && proposals().is_err());
        std::fs::write(home.path().join("repairs.jsonl"), "{\"id\":1}\n").expect("it can be written");
        let complaint = proposals().expect_err("an id is a string").to_string();
        assert!(complaint.contains("repairs.jsonl line 1"), "{complaint}");
    }
}
