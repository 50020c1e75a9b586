//! Writes outputs whole or not at all: beside their place, then renamed. Nothing that unspin did
//! not write is replaced.

use std::fmt;
use std::fs;
use std::io::{self, Write};
use std::path::{Component, Path, PathBuf};

use crate::error::{Error, Result};

use super::run::{Files, MARKER, RunMarker};

/// A place for a run folder, checked before any work is done.
#[derive(Debug)]
pub struct Destination {
    /// Absolute, links resolved.
    path: PathBuf,
    /// As the user wrote it.
    shown: PathBuf,
}

/// Why writing ended early.
#[derive(Debug)]
pub enum Stop {
    /// It cannot be written.
    Failed(Error),
    /// The caller asked to stop; nothing was left behind.
    Interrupted,
}

impl From<Error> for Stop {
    fn from(error: Error) -> Self {
        Stop::Failed(error)
    }
}

impl fmt::Display for Stop {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Stop::Failed(error) => error.fmt(f),
            Stop::Interrupted => f.write_str("interrupted: nothing was written"),
        }
    }
}

impl std::error::Error for Stop {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Stop::Failed(error) => error.source(),
            Stop::Interrupted => None,
        }
    }
}

impl Destination {
    /// Checks that a run folder can be put at `folder`: there is nothing, or an empty folder, or an
    /// earlier run and nothing else.
    ///
    /// # Errors
    /// If something else is there, if an input is inside or around it, or if its parent cannot be
    /// written.
    pub fn claim(folder: &Path, inputs: &[PathBuf]) -> Result<Self> {
        let path = resolve(folder).map_err(|source| Error::Write { path: folder.to_owned(), source })?;
        apart_from_inputs(folder, &path, inputs)?;
        let refuse = |why: &str| {
            Err(Error::Output(format!("refusing to replace {}: {why}; choose an empty folder", folder.display())))
        };
        let here = std::env::current_dir().and_then(|here| here.canonicalize());
        if path.parent().is_none() || here.is_ok_and(|here| here.starts_with(&path)) {
            return refuse("it contains the current folder");
        }
        match fs::metadata(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(source) => return Err(Error::Write { path: folder.to_owned(), source }),
            Ok(found) if !found.is_dir() => return refuse("it is a file"),
            Ok(_) => {
                if let Some(foreign) =
                    foreign_entry(&path).map_err(|source| Error::Read { path: folder.to_owned(), source })?
                {
                    return refuse(&format!("{foreign} was not written by unspin"));
                }
            }
        }
        let destination = Destination { path, shown: folder.to_owned() };
        // A folder that cannot be written is an error now, and not after an hour of work.
        drop(destination.staging()?);
        Ok(destination)
    }

    /// The folder, absolute and with links resolved.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Lets `fill` write into a temporary folder, and puts that in place of the earlier one.
    ///
    /// # Errors
    /// If something cannot be written, or if `interrupted` returns true; then the earlier folder is
    /// still there.
    pub fn write(
        &self,
        interrupted: &dyn Fn() -> bool,
        fill: impl FnOnce(&Path) -> Result<(), Stop>,
    ) -> Result<(), Stop> {
        let staging = self.staging()?;
        // Errors name the place where the file was to be, not the temporary one.
        let shown =
            |path: PathBuf| path.strip_prefix(staging.path()).map(|below| self.shown.join(below)).unwrap_or(path);
        fill(staging.path()).map_err(|stop| match stop {
            Stop::Failed(Error::Write { path, source }) => Stop::Failed(Error::Write { path: shown(path), source }),
            other => other,
        })?;
        sync_folder(staging.path());
        if interrupted() {
            return Err(Stop::Interrupted);
        }
        self.replace_with(staging).map_err(|source| Error::Write { path: self.shown.clone(), source })?;
        Ok(())
    }

    /// A temporary folder beside the destination, removed again when dropped.
    fn staging(&self) -> Result<tempfile::TempDir> {
        let parent = self.path.parent().unwrap_or(&self.path);
        let complain = |source| Error::Write { path: self.shown.clone(), source };
        fs::create_dir_all(parent).map_err(complain)?;
        let mut builder = tempfile::Builder::new();
        builder.prefix(".unspin-");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            // The permissions of any new folder, subject to the umask.
            builder.permissions(fs::Permissions::from_mode(0o777));
        }
        builder.tempdir_in(parent).map_err(complain)
    }

    fn replace_with(&self, staging: tempfile::TempDir) -> io::Result<()> {
        let mut earlier = None;
        if self.path.exists() {
            // A file that appeared since the claim is not ours to remove.
            if let Some(foreign) = foreign_entry(&self.path)? {
                return Err(io::Error::other(format!("{foreign} was added to the folder during the run")));
            }
            let beside =
                tempfile::Builder::new().prefix(".unspin-old-").tempdir_in(self.path.parent().unwrap_or(&self.path))?;
            fs::rename(&self.path, beside.path().join("run"))?;
            earlier = Some(beside);
        }
        if let Err(error) = fs::rename(staging.path(), &self.path) {
            if let Some(beside) = earlier {
                fs::rename(beside.path().join("run"), &self.path)?;
            }
            return Err(error);
        }
        // The folder was renamed, so there is nothing left to remove.
        let _ = staging.keep();
        if let Some(parent) = self.path.parent() {
            sync_folder(parent);
        }
        Ok(())
    }
}

/// Writes a file beside its place and renames it, so that it is whole or absent. `inputs` must not
/// be the file, or contain it.
///
/// # Errors
/// If it cannot be written, or is one of the inputs or inside one; also what `fill` returns.
pub fn replace_file<E: From<Error>>(
    file: &Path,
    inputs: &[PathBuf],
    fill: impl FnOnce(&mut dyn Write) -> Result<(), E>,
) -> Result<(), E> {
    replace_file_staged(file, inputs, &|_| {}, fill)
}

/// Does what [`replace_file`] does, and calls `staged` with the temporary file while there is one,
/// for a caller that may have to remove it when the process ends.
///
/// # Errors
/// See [`replace_file`].
pub fn replace_file_staged<E: From<Error>>(
    file: &Path,
    inputs: &[PathBuf],
    staged: &dyn Fn(Option<&Path>),
    fill: impl FnOnce(&mut dyn Write) -> Result<(), E>,
) -> Result<(), E> {
    let complain = |source| Error::Write { path: file.to_owned(), source };
    let path = resolve(file).map_err(complain)?;
    apart_from_inputs(file, &path, inputs)?;
    if path.is_dir() {
        return Err(Error::Output(format!("{} is a folder; name a file", file.display())).into());
    }
    // A device or a pipe is written, not replaced.
    if path.exists() && !path.is_file() {
        let mut out = fs::OpenOptions::new().write(true).open(&path).map_err(complain)?;
        return fill(&mut out);
    }
    let parent = path.parent().filter(|parent| parent.is_dir());
    let parent =
        parent.ok_or_else(|| complain(io::Error::new(io::ErrorKind::NotFound, "its folder does not exist")))?;
    let mut builder = tempfile::Builder::new();
    builder.prefix(".unspin-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    let mut staging = builder.tempfile_in(parent).map_err(complain)?;
    staged(Some(staging.path()));
    let filled = fill(&mut staging).and_then(|()| {
        staging.as_file().sync_all().map_err(complain)?;
        staging.persist(&path).map_err(|error| complain(error.error))?;
        Ok(())
    });
    staged(None);
    filled
}

/// Checks before any work that [`replace_file`] may write `file`.
///
/// # Errors
/// If it is an input, is inside one, or is inside the run folder, which is replaced as a whole.
pub fn check_file(file: &Path, inputs: &[PathBuf], destination: Option<&Destination>) -> Result<()> {
    let path = resolve(file).map_err(|source| Error::Write { path: file.to_owned(), source })?;
    apart_from_inputs(file, &path, inputs)?;
    match destination {
        Some(folder) if path.starts_with(&folder.path) => Err(Error::Output(format!(
            "the file {} is inside the output folder {}, which is replaced as a whole; choose another location",
            file.display(),
            folder.shown.display()
        ))),
        _ => Ok(()),
    }
}

/// Refuses an output that is an input, is inside one, or contains one.
fn apart_from_inputs(shown: &Path, path: &Path, inputs: &[PathBuf]) -> Result<()> {
    for input in inputs.iter().filter(|input| input.as_os_str() != "-") {
        // The reader reports an input that does not exist.
        let Ok(real) = input.canonicalize() else { continue };
        let relation = match (path.starts_with(&real), real.starts_with(path)) {
            (true, true) => "is",
            (true, false) => "is inside",
            (false, true) => "contains",
            (false, false) => continue,
        };
        return Err(Error::Output(format!(
            "the output {} {relation} the input {}; choose an output outside of every input",
            shown.display(),
            input.display()
        )));
    }
    Ok(())
}

/// The absolute path, with links and `..` resolved as far as the path exists.
fn resolve(path: &Path) -> io::Result<PathBuf> {
    let mut known = std::env::current_dir()?;
    let mut missing = false;
    for component in path.components() {
        match component {
            Component::CurDir => continue,
            Component::ParentDir => {
                known.pop();
                missing = !known.exists();
            }
            Component::Normal(name) => known.push(name),
            Component::Prefix(_) | Component::RootDir => known.push(component),
        }
        if !missing {
            match known.canonicalize() {
                Ok(real) => known = real,
                // A link that leads nowhere would be followed when writing.
                Err(error) if known.is_symlink() => return Err(error),
                Err(error) if error.kind() == io::ErrorKind::NotFound => missing = true,
                Err(error) => return Err(error),
            }
        }
    }
    Ok(known)
}

/// The first name in `folder` that is not part of an earlier run; `None` if there is none.
fn foreign_entry(folder: &Path) -> io::Result<Option<String>> {
    let mut names = fs::read_dir(folder)?
        .map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned()))
        .collect::<io::Result<Vec<String>>>()?;
    names.sort();
    let marked = fs::read(folder.join(MARKER))
        .is_ok_and(|bytes| serde_json::from_slice::<RunMarker>(&bytes).is_ok_and(|marker| marker.is_ours()));
    Ok(names.into_iter().find(|name| !marked || !Files::ALL.contains(&name.as_str())))
}

/// Syncs the names in a folder to disk, where the system can sync folders.
fn sync_folder(folder: &Path) {
    if let Ok(folder) = fs::File::open(folder) {
        let _ = folder.sync_all();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RUN: &str = r#"{"tool":"unspin","format":1}"#;

    fn refusal(folder: &Path, inputs: &[PathBuf]) -> String {
        Destination::claim(folder, inputs).expect_err("this place must be refused").to_string()
    }

    fn fill(name: &'static str) -> impl FnOnce(&Path) -> Result<(), Stop> {
        move |folder| {
            fs::write(folder.join(MARKER), RUN).expect("a temporary folder can be written");
            fs::write(folder.join(name), "x").expect("a temporary folder can be written");
            Ok(())
        }
    }

    #[test]
    fn an_earlier_run_is_replaced_whole_and_anything_else_is_refused() {
        let home = tempfile::tempdir().expect("a place to test");
        let out = home.path().join("deep/out");
        Destination::claim(&out, &[])
            .expect("nothing is there")
            .write(&|| false, fill("links.jsonl"))
            .expect("it writes");
        assert!(out.join("links.jsonl").exists());
        Destination::claim(&out, &[])
            .expect("an earlier run")
            .write(&|| false, fill("edits.jsonl"))
            .expect("it writes");
        assert!(out.join("edits.jsonl").exists() && !out.join("links.jsonl").exists(), "replaced whole");
        assert_eq!(fs::read_dir(home.path().join("deep")).expect("it exists").count(), 1, "nothing temporary is left");

        fs::write(out.join("notes.txt"), "mine").expect("it can be written");
        assert!(refusal(&out, &[]).contains("notes.txt was not written by unspin"));
        let foreign = home.path().join("foreign");
        fs::create_dir(&foreign).expect("it can be made");
        Destination::claim(&foreign, &[]).expect("an empty folder is no loss");
        fs::write(foreign.join("run.json"), "{\"tool\":\"another\"}").expect("it can be written");
        assert!(refusal(&foreign, &[]).contains("run.json was not written by unspin"));
        assert!(refusal(&foreign.join("run.json"), &[]).contains("is a file"));
    }

    #[test]
    fn an_interrupted_or_failed_write_leaves_what_was_there() {
        let home = tempfile::tempdir().expect("a place to test");
        let out = home.path().join("out");
        Destination::claim(&out, &[]).expect("free").write(&|| false, fill("links.jsonl")).expect("it writes");
        let again = Destination::claim(&out, &[]).expect("an earlier run");
        assert!(matches!(again.write(&|| true, fill("edits.jsonl")), Err(Stop::Interrupted)));
        let failed = again.write(&|| false, |_| Err(Error::Output("no".into()).into()));
        assert!(matches!(failed, Err(Stop::Failed(_))));
        let full = |folder: &Path| {
            Err(Error::Write { path: folder.join("edits.jsonl"), source: io::ErrorKind::StorageFull.into() }.into())
        };
        let Err(Stop::Failed(failed)) = again.write(&|| false, full) else { panic!("it cannot be written") };
        let message = failed.to_string();
        assert!(message.contains("out/edits.jsonl") && !message.contains(".unspin-"), "{message}");
        assert!(out.join("links.jsonl").exists() && !out.join("edits.jsonl").exists());
        fs::write(out.join("late.txt"), "mine").expect("it can be written");
        assert!(again.write(&|| false, fill("edits.jsonl")).is_err(), "a file that came later is not removed");
        assert_eq!(fs::read(out.join("late.txt")).expect("it is still there"), b"mine");
        assert_eq!(fs::read_dir(home.path()).expect("it exists").count(), 1, "nothing temporary is left");
    }

    #[test]
    fn inputs_and_outputs_stay_apart() {
        let home = tempfile::tempdir().expect("a place to test");
        let articles = home.path().join("articles");
        fs::create_dir(&articles).expect("it can be made");
        fs::write(articles.join("a.txt"), "A").expect("it can be written");
        let inputs = [articles.clone()];
        assert!(refusal(&articles.join("out"), &inputs).contains("is inside the input"));
        assert!(refusal(&articles.join("new/../deep/out"), &inputs).contains("is inside the input"));
        assert!(refusal(&articles, &inputs).contains("is the input"));
        assert!(refusal(home.path(), &inputs).contains("contains the input"));
        Destination::claim(&articles.join("../out"), &inputs).expect("a sibling is apart");
        Destination::claim(&home.path().join("articles2"), &inputs).expect("a longer name is apart");
        #[cfg(unix)]
        {
            std::os::unix::fs::symlink(&articles, home.path().join("link")).expect("it can be made");
            assert!(refusal(&home.path().join("link/out"), &inputs).contains("is inside the input"));
            std::os::unix::fs::symlink(home.path().join("nowhere"), home.path().join("dangling"))
                .expect("it can be made");
            assert!(Destination::claim(&home.path().join("dangling"), &[]).is_err());
        }
        let file = [articles.join("a.txt")];
        let failed = replace_file::<Error>(&file[0], &file, |_| Ok(())).expect_err("it is the input");
        assert!(failed.to_string().contains("is the input"), "{failed}");
        assert_eq!(fs::read(&file[0]).expect("it is still there"), b"A");
    }
}
