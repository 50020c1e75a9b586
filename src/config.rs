//! Every setting, once: its default, unit and range, and the source of the number.
//!
//! ```
//! use unspin::config::{self, Config, QuoteStyle};
//!
//! // In code: from the default.
//! let mut mine = Config::default();
//! mine.repair.high = 0.9;
//! mine.normalize.quotes = QuoteStyle::Straight;
//!
//! // From a file, as the command line reads `unspin.toml`.
//! let theirs = config::from_toml("[repair]\nhigh = 0.9\n[normalize]\nquotes = \"straight\"\n", "unspin.toml")?;
//! assert_eq!(mine, theirs);
//!
//! let wrong = config::from_toml("[repair]\nhihg = 0.9\n", "unspin.toml").unwrap_err().to_string();
//! assert!(wrong.contains("hihg"), "{wrong}");
//! # Ok::<(), unspin::error::Error>(())
//! ```

#[cfg(feature = "files")]
mod file;
mod nearest;
#[cfg(feature = "files")]
mod settings;
mod size;

#[cfg(feature = "files")]
pub use file::{checked, from_toml, lines};
#[cfg(feature = "files")]
pub(crate) use nearest::meant;
pub use nearest::nearest;
#[cfg(feature = "files")]
pub use settings::{SETTINGS, Setting, TABLES, ValueKind, commented, schema};
pub use size::Size;

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use crate::model::{Band, Relation, Verdict};

/// The whole configuration. In `unspin.toml`, each field is a table.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct Config {
    /// How records are read.
    pub read: ReadConfig,
    /// Which normalization rules run, and how.
    pub normalize: NormalizeConfig,
    /// When two documents are linked, and when they are duplicates.
    pub cluster: ClusterConfig,
    /// When a repair is proposed and applied.
    pub repair: RepairConfig,
}

/// How records are read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct ReadConfig {
    /// The field of a JSONL record with its id. Default `id`.
    pub id_field: String,
    /// The field of a JSONL record with its text. Default `text`.
    pub text_field: String,
    /// The largest size of a record in bytes: a line of a JSONL input, or a whole file. A larger record
    /// is refused and never held in memory. Default 16 MB, three times the longest novel, so that only
    /// inputs that are no articles exceed it: a dump in one line, a file that is not text.
    /// `docs/performance.md` has the memory that one record needs.
    pub max_record: Size,
}

impl Default for ReadConfig {
    fn default() -> Self {
        ReadConfig { id_field: "id".into(), text_field: "text".into(), max_record: Size(16_000_000) }
    }
}

/// Which normalization rules run, and how.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct NormalizeConfig {
    /// The set of rules to start from. Default `news`.
    pub profile: Profile,
    /// Rules (`glue.sentence`) or families (`glue`) to run instead of those of the profile. If the list
    /// is empty, which is the default, the rules of the profile run.
    pub only: Vec<String>,
    /// Rules or families not to run; overrides `profile` and `only`. Default none.
    pub skip: Vec<String>,
    /// The style of quotation marks in the output. Default `keep`.
    pub quotes: QuoteStyle,
    /// The style of dashes and ellipses in the output. Default `keep`.
    pub dashes: DashStyle,
}

impl NormalizeConfig {
    /// The default as a constant, for the rows of the rule table.
    pub const DEFAULT: NormalizeConfig = NormalizeConfig::of(Profile::News, QuoteStyle::Keep);

    /// All rules of a profile, with a style of quotation marks.
    pub const fn of(profile: Profile, quotes: QuoteStyle) -> NormalizeConfig {
        NormalizeConfig { profile, only: Vec::new(), skip: Vec::new(), quotes, dashes: DashStyle::Keep }
    }
}

/// A set of normalization rules.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Profile {
    /// All rules for scraped news.
    #[default]
    News,
    /// Only invisible changes: NFC, invisible characters, line ends.
    Minimal,
    /// The rules of `news` plus compatibility forms (NFKC): for search keys, not for reading.
    Nfkc,
}

/// The style of quotation marks in the output.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum QuoteStyle {
    /// As in the text; only broken pairs are fixed.
    #[default]
    Keep,
    /// `"` and `'`.
    Straight,
    /// `“ ”` and `‘ ’`.
    Curly,
}

/// The style of dashes and ellipses in the output.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DashStyle {
    /// As in the text.
    #[default]
    Keep,
    /// `—` for `--`, and `…` for `...`.
    Typographic,
}

/// When two documents are linked, and when they are duplicates.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct ClusterConfig {
    /// The weakest relation that puts two documents into one cluster. Default `near_duplicate`.
    pub merge: Relation,
    /// The share of the longer text's tokens that must align in a near-duplicate, `0.5..=1.0`. Default
    /// 0.7, the definition by which the evaluation sets were labelled. Two texts that share less than
    /// half of their tokens are not copies. `unspin cluster --borderline N` shows which pairs another
    /// threshold would decide differently.
    pub threshold: f64,
    /// Whether to search for siblings, which are the witnesses of repair. Without this search,
    /// clustering takes a third of the time. Default true.
    pub siblings: bool,
    /// Memory in bytes for the texts, samples and links of `cluster`; the rest goes to temporary files
    /// beside the output. Another 300 bytes per document are always in memory. Default 128 MB; results
    /// do not depend on it.
    pub memory: Size,
    /// Preferred sources, best first. Among duplicates that are equally clean, equally long and of the
    /// same day, the one whose `source`, or whose domain of `url`, comes first in this list is kept.
    /// Default none: then the smallest id is kept.
    pub sources: Vec<String>,
}

impl ClusterConfig {
    /// The allowed range of `threshold`.
    pub const THRESHOLDS: std::ops::RangeInclusive<f64> = 0.5..=1.0;
}

impl Default for ClusterConfig {
    fn default() -> Self {
        ClusterConfig {
            merge: Relation::NearDuplicate,
            threshold: 0.7,
            siblings: true,
            memory: Size(128_000_000),
            sources: Vec::new(),
        }
    }
}

/// When a repair is proposed and applied.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct RepairConfig {
    /// Which bands are applied without review. Default `safe`.
    pub level: Level,
    /// Triage score in hits per 1,000 words; a document with this score or more counts as spun and is not
    /// a witness. Default 5.0: clean news scores 0 in the median and 4.5 at the 95th percentile, real
    /// spun pages 5.9 to 22.3.
    pub min_spun_score: f64,
    /// Triage score in hits per 1,000 words; a document with this score or more is compared with its
    /// siblings. A document with a near copy is always compared. Default 0.5: one hit in 2,000 words.
    pub min_suspect_score: f64,
    /// Probability, `0.0..=1.0`, that a document is spun, from its own words and from its siblings; at or
    /// above it, repairs of the document are applied. Default 0.7: see `models/`.
    pub min_proof: f64,
    /// Confidence, `0.0..=1.0`, at or above which a repair is applied. Default 0.85: see `models/`.
    pub high: f64,
    /// Confidence, `0.0..=1.0`, at or above which a repair is pending review. Default 0.6.
    pub medium: f64,
    /// Confidence, `0.0..=1.0`, below which a repair is not recorded. Default 0.3.
    pub low: f64,
    /// A file that `unspin lexicon learn` wrote: what another run learnt about spinners. Default
    /// none.
    #[serde(with = "path_or_empty")]
    pub lexicon: Option<PathBuf>,
}

/// A path that may be missing, written as `""`, because a TOML file has no null.
mod path_or_empty {
    use std::path::{Path, PathBuf};

    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub(super) fn serialize<S: Serializer>(path: &Option<PathBuf>, to: S) -> Result<S::Ok, S::Error> {
        path.as_deref().unwrap_or(Path::new("")).serialize(to)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Option<PathBuf>, D::Error> {
        Ok(Some(PathBuf::deserialize(from)?).filter(|path| !path.as_os_str().is_empty()))
    }
}

impl RepairConfig {
    /// The band of a confidence; `None` below all of them.
    pub fn band(&self, confidence: f64) -> Option<Band> {
        let bands = [(self.high, Band::High), (self.medium, Band::Medium), (self.low, Band::Low)];
        bands.into_iter().find(|(least, _)| confidence >= *least).map(|(_, band)| band)
    }

    /// The verdict on a repair of a band, before any review.
    pub fn verdict(&self, band: Band) -> Verdict {
        match (band, self.level) {
            (Band::High, _) | (Band::Medium, Level::Likely) => Verdict::Accepted,
            (Band::Medium, Level::Safe) => Verdict::Pending,
            (Band::Low, _) => Verdict::Rejected,
        }
    }
}

/// Which repairs are applied without review.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// The high band only: about 1 % wrong when a copy exists, 4 % when only other reports do.
    #[default]
    Safe,
    /// The medium band too: for text that only programs read, where a spun word does more harm than a
    /// wrong guess.
    Likely,
}

impl Default for RepairConfig {
    fn default() -> Self {
        RepairConfig {
            level: Level::Safe,
            min_spun_score: 5.0,
            min_suspect_score: 0.5,
            min_proof: 0.7,
            high: 0.85,
            medium: 0.6,
            low: 0.3,
            lexicon: None,
        }
    }
}
