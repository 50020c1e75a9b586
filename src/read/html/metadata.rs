//! Reads the metadata of a page: title, author, date, language, site, address.
//!
//! The sources of a page are read in a fixed order: JSON-LD, which publishers write for search
//! engines; OpenGraph and similar elements, written for links; last the page's own elements. A date
//! is returned as the page writes it.

use std::collections::HashMap;

use dom_query::Document;
use dom_smoothie::Readability;
use serde_json::{Map, Value};

/// The metadata of a page.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Metadata {
    pub title: Option<String>,
    pub byline: Option<String>,
    date: Option<String>,
    language: Option<String>,
    source: Option<String>,
    url: Option<String>,
}

impl Metadata {
    /// The metadata as fields of the record.
    pub(super) fn fields(self) -> Map<String, Value> {
        let Metadata { title, byline, date, language, source, url } = self;
        [("title", title), ("byline", byline), ("date", date), ("language", language), ("source", source), ("url", url)]
            .into_iter()
            .filter_map(|(name, value)| Some((name.to_owned(), Value::String(value?))))
            .collect()
    }
}

/// Reads the metadata of the page in `reader`, before the extractor changes it.
pub(super) fn read(reader: &Readability) -> Metadata {
    let page = &reader.doc;
    let (meta, ld) = (MetaElements::of(page), json_ld(page).unwrap_or_default());
    let attribute = |selector: &str, name: &str| line(&page.select_single(selector).attr(name)?);
    Metadata {
        title: (ld.headline)
            .or_else(|| meta.first(&["og:title", "twitter:title", "dc.title", "dcterms.title"]))
            // The page's `<title>` without the name of the site, else its `<h1>`.
            .or_else(|| line(&reader.get_article_title())),
        byline: (ld.author).or_else(|| {
            let names = ["author", "article:author", "parsely-author", "dc.creator", "dcterms.creator"];
            names.iter().find_map(|name| meta.first(&[name]).filter(|author| !author.contains("://")))
        }),
        date: (ld.date)
            .or_else(|| {
                meta.first(&[
                    "article:published_time",
                    "og:published_time",
                    "datepublished",
                    "parsely-pub-date",
                    "dc.date.issued",
                    "dcterms.created",
                    "dc.date",
                    "pubdate",
                    "publishdate",
                    "date",
                ])
            })
            .or_else(|| attribute("time[itemprop=datePublished]", "datetime"))
            .or_else(|| attribute("article time[datetime]", "datetime"))
            .or_else(|| attribute("time[pubdate]", "datetime")),
        language: (attribute("html[lang]", "lang"))
            .or_else(|| meta.first(&["og:locale", "content-language"]))
            .or(ld.language)
            // OpenGraph writes `en_GB`; all others write `en-GB`.
            .map(|tag| tag.replace('_', "-")),
        source: meta.first(&["og:site_name"]).or(ld.publisher).or_else(|| meta.first(&["application-name"])),
        url: [attribute("link[rel=canonical]", "href"), meta.first(&["og:url"]), ld.url]
            .into_iter()
            .flatten()
            .find(|url| url.starts_with("https://") || url.starts_with("http://")),
    }
}

/// The value on one line with its references decoded; `None` if nothing is left of it.
pub(super) fn line(value: &str) -> Option<String> {
    /// The most bytes of a field; a longer value is an article in the wrong place.
    const MAX_BYTES: usize = 2000;
    if value.len() > MAX_BYTES {
        return None;
    }
    // The parser decodes attributes already, but some templates escape twice, and scripts are not
    // decoded.
    let decoded = value.contains('&').then(|| Document::fragment(value.replace('<', "&lt;")).text());
    let line = decoded.as_deref().unwrap_or(value).split_whitespace().collect::<Vec<_>>().join(" ");
    (!line.is_empty()).then_some(line)
}

/// The `<meta>` elements by their names in lower case; of two with one name, the first.
struct MetaElements(HashMap<String, String>);

impl MetaElements {
    fn of(page: &Document) -> MetaElements {
        let mut found = HashMap::new();
        for node in page.select("meta[content]").nodes() {
            let Some(value) = node.attr("content").as_deref().and_then(line) else { continue };
            for name in ["property", "name", "itemprop", "http-equiv"] {
                if let Some(name) = node.attr(name) {
                    found
                        .entry(name.trim().to_ascii_lowercase().replace("dc:", "dc."))
                        .or_insert_with(|| value.clone());
                }
            }
        }
        MetaElements(found)
    }

    fn first(&self, names: &[&str]) -> Option<String> {
        names.iter().find_map(|name| self.0.get(*name).cloned())
    }
}

/// The metadata of the article in the page's JSON-LD.
#[derive(Default)]
struct JsonLd {
    headline: Option<String>,
    author: Option<String>,
    date: Option<String>,
    language: Option<String>,
    publisher: Option<String>,
    url: Option<String>,
}

/// The first article in the page's JSON-LD; scripts that are not JSON are ignored.
fn json_ld(page: &Document) -> Option<JsonLd> {
    let scripts = page.select(r#"script[type="application/ld+json"]"#);
    scripts.nodes().iter().find_map(|script| {
        let text = script.text();
        let text = text.trim().trim_start_matches("<![CDATA[").trim_end_matches("]]>").trim_end_matches(';');
        let value: Value = serde_json::from_str(text).ok()?;
        let article = article(&value, 0)?;
        let of = |name: &str| article.get(name).and_then(text_of);
        Some(JsonLd {
            headline: of("headline").or_else(|| of("name")),
            author: article.get("author").and_then(names),
            date: of("datePublished"),
            language: of("inLanguage"),
            publisher: of("publisher"),
            url: article
                .get("mainEntityOfPage")
                .and_then(|of| of.as_str().or_else(|| of.get("@id")?.as_str()))
                .or_else(|| article.get("url")?.as_str())
                .and_then(line),
        })
    })
}

/// The first object whose type is an article: the value itself, or a member of its list or
/// `@graph`.
fn article(value: &Value, depth: usize) -> Option<&Value> {
    /// The depth of a graph in a list.
    const MAX_DEPTH: usize = 3;
    if depth > MAX_DEPTH {
        return None;
    }
    match value {
        Value::Array(values) => values.iter().find_map(|value| article(value, depth + 1)),
        Value::Object(fields) => {
            let is_article = |kind: &Value| {
                kind.as_str()
                    .is_some_and(|kind| kind.ends_with("Article") || kind.ends_with("BlogPosting") || kind == "Report")
            };
            match fields.get("@type") {
                Some(Value::Array(kinds)) if kinds.iter().any(is_article) => Some(value),
                Some(kind) if is_article(kind) => Some(value),
                _ => article(fields.get("@graph")?, depth + 1),
            }
        }
        _ => None,
    }
}

/// The value if it is a string, or the `name` of an object.
fn text_of(value: &Value) -> Option<String> {
    line(value.as_str().or_else(|| value.get("name")?.as_str())?)
}

/// The names of one person or several, in their order.
fn names(value: &Value) -> Option<String> {
    let Value::Array(values) = value else { return text_of(value) };
    line(&values.iter().filter_map(text_of).collect::<Vec<_>>().join(", "))
}
