//! A document: the record that came in, its clean text, and the units that it divides into.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::named::named_enum;
use super::{Clean, Original, Patch, Span};

/// The id of a document, unique in a run. It is shared, since many links and witnesses have the
/// same id.
pub type DocId = Arc<str>;

/// Where a record came from, for messages about it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Origin {
    /// The file's path as given, or `-` for standard input.
    pub input: Arc<str>,
    /// The line of the record in a JSONL input, counted from one; `None` where the whole file is
    /// one record.
    pub line: Option<u64>,
}

impl std::fmt::Display for Origin {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.line {
            Some(line) => write!(f, "{} line {line}", self.input),
            None => f.write_str(&self.input),
        }
    }
}

/// A record as it was read and decoded, before anything was changed.
///
/// ```
/// use unspin::model::RawDocument;
///
/// let record = RawDocument::new("a-1", "The ferry sailed at noon.")
///     .with_field("title", "Ferry sails")
///     .with_field("url", "https://www.example.org/news/ferry");
/// assert_eq!(record.field("title"), Some("Ferry sails"));
/// assert_eq!(record.site(), Some("www.example.org"), "the host of its address, since it has no `source`");
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct RawDocument {
    /// Its id: the path below the named folder for a file, the `id` field for a record.
    pub id: DocId,
    /// The text: a `Span<Original>` counts its bytes.
    pub text: String,
    /// Every other field of the record, in its order, to be passed through.
    pub fields: serde_json::Map<String, serde_json::Value>,
    /// Where it came from.
    pub origin: Origin,
    /// The encoding it was decoded from, by its WHATWG name in lower case; `utf-8` for every JSON
    /// record.
    pub encoding: &'static str,
}

impl RawDocument {
    /// A record with a text and no other field. Its id must be unique in the run.
    pub fn new(id: impl Into<DocId>, text: impl Into<String>) -> Self {
        RawDocument {
            id: id.into(),
            text: text.into(),
            fields: serde_json::Map::new(),
            origin: Origin { input: "memory".into(), line: None },
            encoding: "utf-8",
        }
    }

    /// Adds a field. The run uses `title` to label lines, `source` or `url` to find the boilerplate
    /// of a site, and `date` to choose the representative of a cluster. Other fields are passed
    /// through.
    #[must_use]
    pub fn with_field(mut self, name: impl Into<String>, value: impl Into<serde_json::Value>) -> Self {
        self.fields.insert(name.into(), value.into());
        self
    }

    /// A string field of the record: `title`, `url`, `source`, `date` or `language` among others.
    pub fn field(&self, name: &str) -> Option<&str> {
        self.fields.get(name)?.as_str().filter(|value| !value.is_empty())
    }

    /// The site that published it: the `source` field, else the host of `url`.
    pub fn site(&self) -> Option<&str> {
        self.field("source").or_else(|| self.field("url").and_then(host))
    }

    /// The host of its `url`, without the port.
    pub fn host(&self) -> Option<&str> {
        host(self.field("url")?).map(|host| host.split(':').next().unwrap_or(host))
    }
}

fn host(url: &str) -> Option<&str> {
    let rest = url.split_once("://")?.1;
    rest.split(['/', '?', '#']).next()?.rsplit('@').next()
}

/// A document between two steps of a run: the record, its edits so far, and the text that they
/// give.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Document {
    /// The record.
    pub raw: RawDocument,
    /// The edits that lead from the original to the clean text.
    pub patch: Patch<Original, Clean>,
    /// The clean text: normalized, boilerplate dropped.
    pub text: String,
    /// Its lines with their labels. Boilerplate is among them, though not in the text.
    pub segments: Vec<Segment>,
}

named_enum! {
    /// What a line of a page is.
    pub enum Label: "label" {
        /// The headline of the article.
        Title = "title",
        /// Who wrote it, where and when.
        Byline = "byline",
        /// The words under a picture, or its credit.
        Caption = "caption",
        /// The article itself, its lists and subheadings included.
        Body = "body",
        /// What the page shows around every article: menus, links, prompts, notices.
        Boilerplate = "boilerplate",
    }
}

/// A run of bytes of the original with one label: a line without its line break.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Segment<S = Original> {
    /// Its place.
    #[serde(flatten, bound = "")]
    pub span: Span<S>,
    /// What it is.
    pub label: Label,
}

/// A word, number or mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token<S = Clean> {
    /// Its place.
    pub span: Span<S>,
    /// What it is made of.
    pub kind: TokenKind,
}

/// What a token is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TokenKind {
    /// Letters, with inner apostrophes, full stops and hyphens: `don't`, `U.S`, `e-commerce`.
    Word,
    /// Begins with a digit: `1,000`, `3.14`, `28th`.
    Number,
    /// A web or mail address, a handle or a hashtag: never changed by a repair.
    Address,
    /// One mark that is neither letter, digit nor space.
    Mark,
}
