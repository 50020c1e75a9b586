//! The settings of a run: defaults, then the configuration file, then the flags.

use std::path::Path;

use unspin::config::{self, Config, Size};
use unspin::error::{Error, Misconfigured};

use super::End;
use super::args::{Global, Level, LexiconFlag, LinkFlags, ReadFlags, Rules};

/// The flags of a command that change settings.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Flags<'a> {
    /// How the inputs are read.
    pub reading: Option<&'a ReadFlags>,
    /// The normalization rules to run.
    pub rules: Option<&'a Rules>,
    /// When two documents are duplicates.
    pub linking: Option<&'a LinkFlags>,
    /// What is known about spinners before the run.
    pub lexicon: Option<&'a LexiconFlag>,
    /// Which repairs are applied without review.
    pub level: Option<Level>,
    /// The memory limit of clustering.
    pub memory: Option<Size>,
}

/// The settings of a run: defaults, overridden by the file, overridden by the flags.
pub(super) fn settings(global: &Global, flags: Flags) -> Result<Config, End> {
    Ok(traced(global, flags)?.0)
}

/// The settings of a run, and the name (`table.key`) of each setting that a flag set.
pub(super) fn traced(global: &Global, flags: Flags) -> Result<(Config, Vec<&'static str>), End> {
    let mut config = match &global.config {
        None => Config::default(),
        Some(path) => from_file(path)?,
    };
    let mut given = Vec::new();
    let mut set = Setter { given: &mut given };
    if let Some(ReadFlags { id_field, text_field, max_record }) = flags.reading {
        set.to("read.id_field", &mut config.read.id_field, id_field.clone());
        set.to("read.text_field", &mut config.read.text_field, text_field.clone());
        set.to("read.max_record", &mut config.read.max_record, *max_record);
    }
    if let Some(Rules { profile, only, skip, quotes, dashes }) = flags.rules {
        let named = |rules: &Vec<String>| (!rules.is_empty()).then(|| rules.clone());
        set.to("normalize.profile", &mut config.normalize.profile, profile.map(Into::into));
        set.to("normalize.only", &mut config.normalize.only, named(only));
        set.to("normalize.skip", &mut config.normalize.skip, named(skip));
        set.to("normalize.quotes", &mut config.normalize.quotes, quotes.map(Into::into));
        set.to("normalize.dashes", &mut config.normalize.dashes, dashes.map(Into::into));
    }
    if let Some(LinkFlags { merge, threshold }) = flags.linking {
        set.to("cluster.merge", &mut config.cluster.merge, merge.map(Into::into));
        set.to("cluster.threshold", &mut config.cluster.threshold, *threshold);
    }
    set.to("cluster.memory", &mut config.cluster.memory, flags.memory);
    set.to("repair.level", &mut config.repair.level, flags.level.map(Into::into));
    if let Some(LexiconFlag { lexicon }) = flags.lexicon {
        set.to("repair.lexicon", &mut config.repair.lexicon, lexicon.clone().map(Some));
    }
    unspin::normalize::check(&config.normalize)?;
    Ok((config, given))
}

/// Reads the settings of a file; an unknown rule is reported with its line and column.
fn from_file(path: &Path) -> Result<Config, Error> {
    config::checked(&text(path)?, &path.display().to_string(), None, unspin::normalize::check)
}

/// Sets values, and records the names of the settings that it set.
struct Setter<'g> {
    given: &'g mut Vec<&'static str>,
}

impl Setter<'_> {
    fn to<T>(&mut self, name: &'static str, place: &mut T, value: Option<T>) {
        if let Some(value) = value {
            *place = value;
            self.given.push(name);
        }
    }
}

/// Reads a configuration file as UTF-8.
pub(super) fn text(path: &Path) -> Result<String, Error> {
    let bytes = std::fs::read(path).map_err(|source| Error::Read { path: path.to_owned(), source })?;
    String::from_utf8(bytes).map_err(|error| {
        let end = error.utf8_error().valid_up_to();
        let wrong = Misconfigured {
            name: path.display().to_string(),
            text: String::from_utf8_lossy(&error.as_bytes()[..end]).into_owned(),
            span: end..end,
            message: "this byte is not UTF-8; save the file as UTF-8".into(),
        };
        // The lines of such a file cannot be printed, so only the sentence is.
        Error::Setting(wrong.to_string())
    })
}
