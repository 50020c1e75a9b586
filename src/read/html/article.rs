//! Turns the source of a page into the text and the fields of its article.

use dom_query::Document;
use dom_smoothie::{Config, Readability};
use serde_json::{Map, Value};

use super::lines::{self, Line};
use super::{marked, merge, metadata, page, visible};

/// The article of a page.
pub(super) struct Article {
    /// The text; empty if the page shows none.
    pub text: String,
    /// The metadata of the page: `title` and others, in a fixed order.
    pub fields: Map<String, Value>,
}

/// Reads the article of a page.
pub(super) fn read(html: &str) -> Article {
    let Some(page) = page::parse(html) else {
        return Article { text: lines::joined(&visible::lines(html)), fields: Map::new() };
    };
    let marked = marked::article(&page);
    let config = Config {
        // The JSON-LD reader of `dom_smoothie` ignores lists of things (`@graph`), which most
        // JSON-LD is; the module `metadata` reads them.
        disable_json_ld: true,
        // `marked` reads the class names later.
        keep_classes: true,
        ..Config::default()
    };
    let mut reader = Readability { doc: page, doc_url: None, config };
    let mut metadata = metadata::read(&reader);
    // The extractor fails where it finds nothing, and does not use the marks of the page.
    let scored = reader.parse().ok();
    let content =
        scored.as_ref().map_or_else(Vec::new, |article| marked::pruned(&Document::from(article.content.clone())));
    if metadata.byline.is_none() {
        metadata.byline = scored.and_then(|article| article.byline).and_then(|byline| metadata::line(&byline));
    }
    let mut lines = merge::merge(content, marked);
    if lines.is_empty() {
        lines = visible::lines(html);
    }
    drop_title(&mut lines, metadata.title.as_deref());
    Article { text: lines::joined(&lines), fields: metadata.fields() }
}

/// Removes the headline from the head of the text, because it is in the fields.
fn drop_title(lines: &mut Vec<Line>, title: Option<&str>) {
    /// A date or a topic may be above it.
    const HEAD_LINES: usize = 3;
    let Some(title) = title else { return };
    if lines.len() > 1
        && let Some(at) =
            lines.iter().take(HEAD_LINES).position(|line| metadata::line(&line.text).as_deref() == Some(title))
    {
        lines.remove(at);
    }
}
