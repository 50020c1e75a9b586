//! The source of a document, for statistics: its publisher, or the folder that contains it.

use std::collections::BTreeMap;
use std::path::Path;

use super::case::Case;
use crate::model::RawDocument;

/// The name used as the source of documents whose source is not known.
pub const NO_SOURCE: &str = "no source";

/// The source of a record: its `source` field, else the host of its `url`, else the first folder of
/// its id, which for a file is the path relative to the input folder. `None` if it has none of
/// them.
pub(super) fn of_record(source: Option<&str>, url: Option<&str>, id: &str) -> Option<String> {
    let known = |text: &&str| !text.is_empty();
    let site = source.filter(known).or_else(|| url.and_then(host)).filter(known);
    // The first folder of a path is the publisher; years and months are often below it. A URL is
    // not a path.
    let folder = || id.split_once('/').map(|(folder, _)| folder).filter(|_| !id.contains("://")).filter(known);
    site.or_else(folder).map(str::to_owned)
}

/// The source of each document of a case, by id: `source` of `case.toml`, else the record's own
/// source, else the name of the folder that contains the input. That folder is not used if it is
/// the case's own, which is named `input` in every case.
pub(super) fn of_case<'r>(case: &Case, documents: impl Iterator<Item = &'r RawDocument>) -> BTreeMap<String, String> {
    let of = |raw: &RawDocument| {
        let own = || of_record(raw.field("source"), raw.field("url"), &raw.id);
        case.source
            .clone()
            .or_else(own)
            .or_else(|| of_folder(case, &raw.origin.input))
            .unwrap_or_else(|| NO_SOURCE.into())
    };
    documents.map(|raw| (raw.id.to_string(), of(raw))).collect()
}

/// The name of the folder that contains an input; `None` if it is in the folder of the case.
fn of_folder(case: &Case, input: &str) -> Option<String> {
    let own = case.folder.canonicalize().ok()?;
    let parent = Path::new(input).parent()?;
    if parent.starts_with(&own) {
        return None;
    }
    Some(parent.file_name()?.to_string_lossy().into_owned())
}

/// The host of a URL, without `www.`.
fn host(url: &str) -> Option<&str> {
    let host = url.split_once("://")?.1.split(['/', '?', '#']).next()?.rsplit('@').next()?;
    Some(host.strip_prefix("www.").unwrap_or(host))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_publisher_is_preferred_to_the_folder() {
        let of = |source: &str, url: &str, id: &str| of_record(Some(source), Some(url), id);
        assert_eq!(of("wire", "https://a.example/x", "b/c.txt").as_deref(), Some("wire"));
        assert_eq!(of("", "https://www.a.example:80/x?y", "b/c.txt").as_deref(), Some("a.example:80"));
        assert_eq!(of("", "", "reuters/2019/c.txt").as_deref(), Some("reuters"));
        assert_eq!(of("", "", "https://a.example/x"), None);
        assert_eq!(of("", "no address", "c.txt"), None);
    }
}
