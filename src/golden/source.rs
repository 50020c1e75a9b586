//! What a reader means by the source of a document: who published it, or the folder in which it was kept.

use std::collections::BTreeMap;
use std::path::Path;

use super::Case;
use crate::model::RawDocument;

/// What stands for the source of a document of which nothing is known.
pub const NO_SOURCE: &str = "no source";

/// The source of a record: its `source` field, else the host of its `url`, else the folder of its id, which for a file is its
/// path below the named folder; `None` if it has none of them.
pub(super) fn of_record(source: Option<&str>, url: Option<&str>, id: &str) -> Option<String> {
    let known = |text: &&str| !text.is_empty();
    let site = source.filter(known).or_else(|| url.and_then(host)).filter(known);
    // The first folders of a tree are its sources; years and months stand below them. An address is no folder.
    let folder = || id.split_once('/').map(|(folder, _)| folder).filter(|_| !id.contains("://")).filter(known);
    site.or_else(folder).map(str::to_owned)
}

/// The source of each document of a case that has none of its own: what `case.toml` says, else the name of the input's folder
/// where that is not the case's own, which is named `input` in every case.
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

fn of_folder(case: &Case, input: &str) -> Option<String> {
    let own = case.folder.canonicalize().ok()?;
    let parent = Path::new(input).parent()?;
    if parent.starts_with(&own) {
        return None;
    }
    Some(parent.file_name()?.to_string_lossy().into_owned())
}

/// The host of an address, without `www.`, which no reader says.
fn host(url: &str) -> Option<&str> {
    let host = url.split_once("://")?.1.split(['/', '?', '#']).next()?.rsplit('@').next()?;
    Some(host.strip_prefix("www.").unwrap_or(host))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_publisher_goes_before_the_folder() {
        let of = |source: &str, url: &str, id: &str| of_record(Some(source), Some(url), id);
        assert_eq!(of("wire", "https://a.example/x", "b/c.txt").as_deref(), Some("wire"));
        assert_eq!(of("", "https://www.a.example:80/x?y", "b/c.txt").as_deref(), Some("a.example:80"));
        assert_eq!(of("", "", "reuters/2019/c.txt").as_deref(), Some("reuters"));
        assert_eq!(of("", "", "https://a.example/x"), None);
        assert_eq!(of("", "no address", "c.txt"), None);
    }
}
