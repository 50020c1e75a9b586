//! Finds the element that a page marks as its article, without the parts that it marks as something
//! else.
//!
//! Marks are the attributes that publishers write for machines (`itemprop`, `role`), the semantic
//! elements of HTML, and the class names of templates, which are the same few words on most sites.
//! Links are used, too: a list that consists of links leads away from the article.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use dom_query::{Document, Element, NodeId, NodeRef};

use super::lines::{self, Line};

/// The least amount of text in an element that is taken for the article, in characters: about two
/// sentences. With less text it is a teaser or empty, and an element with a weaker mark is better.
pub(super) const MIN_ARTICLE_CHARS: usize = 250;

/// Class names of the box around an article's text, in the form that [`folded`] returns.
const ARTICLE_NAMES: &[&str] = &[
    "article-body",
    "article-content",
    "article-text",
    "body-text",
    "entry-content",
    "post-body",
    "post-content",
    "post-entry",
    "postcontent",
    "story-body",
    "story-content",
];

/// Words in the class names of boxes that contain no part of an article. They were chosen for their
/// meaning, not by a measurement.
#[rustfmt::skip]
const OTHER_WORDS: &[&str] = &[
    "ad", "adbox", "ads", "advert", "advertisement", "author", "authorbox", "banner", "bio", "breadcrumb",
    "breadcrumbs", "byline", "caption", "commentlist", "comments", "cookie", "cookies", "copyright", "credit",
    "credits", "disclaimer", "disqus", "footer", "legal", "login", "menu", "meta", "metadata", "modal", "nav",
    "navbar", "navigation", "newsletter", "outbrain", "pager", "pagination", "paywall", "popular", "popup",
    "postmeta", "rating", "recommendations", "recommended", "related", "relatedposts", "respond", "share",
    "sharedaddy", "shares", "sharing", "sidebar", "signup", "social", "subscribe", "subscription", "taboola",
    "taglist", "tags", "toolbar", "tooltip", "trending", "widget",
];

/// Words that name a box of links to other articles in most templates, and the lead of the article
/// in some: they count only where the box has a link.
const OTHER_WORDS_WITH_LINKS: &[&str] = &["bottom", "gallery", "promo", "teaser", "teasers"];

/// Class names of several words for boxes that contain no part of an article.
const OTHER_NAMES: &[&str] = &[
    "comment-form",
    "comment-list",
    "comment-respond",
    "entry-date",
    "entry-meta",
    "more-articles",
    "next-post",
    "post-date",
    "post-meta",
    "post-nav",
    "post-tags",
    "read-also",
    "read-more",
    "see-also",
];

/// A page with the sizes of its elements. Elements are dropped by a mark only, and the page stays
/// unchanged.
pub(super) struct Marked<'a> {
    page: &'a Document,
    /// The nodes that are left out of the text.
    dropped: HashSet<NodeId>,
    /// The sizes of the other nodes.
    sizes: HashMap<NodeId, TextSize>,
}

/// The amount of text below a node.
#[derive(Debug, Clone, Copy, Default)]
struct TextSize {
    /// The number of characters, without white space.
    chars: u32,
    /// The number of these characters that are in links.
    linked: u32,
    /// Whether `<article>` is among the elements.
    article: bool,
}

/// The lines of the element that the page marks as its article.
pub(super) fn article(page: &Document) -> Vec<Line> {
    let mut marked = Marked::new(page);
    marked.drop_controls();
    marked.measure();
    let Some(root) = marked.root() else { return Vec::new() };
    // The marked element may be the whole page, which may consist mostly of menus: class names may
    // drop up to nine tenths of it.
    marked.lines(&root, 10)
}

/// The lines of a page that is an article with a few other parts left.
pub(super) fn pruned(page: &Document) -> Vec<Line> {
    let mut marked = Marked::new(page);
    marked.drop_controls();
    marked.measure();
    marked.lines(&page.root(), 2)
}

impl<'a> Marked<'a> {
    fn new(page: &'a Document) -> Self {
        Marked { page, dropped: HashSet::new(), sizes: HashMap::new() }
    }

    /// Drops controls, media and code, and elements that are hidden or whose role is not the
    /// article's.
    fn drop_controls(&mut self) {
        for node in self.page.root().descendants_it() {
            if node.element_ref().is_some_and(|element| is_control(&element)) {
                self.dropped.insert(node.id);
            }
        }
    }

    /// Measures every node that is not dropped, children first.
    fn measure(&mut self) {
        self.sizes.clear();
        let mut open = vec![(self.page.root(), false)];
        while let Some((node, below_is_done)) = open.pop() {
            if self.dropped.contains(&node.id) {
                continue;
            }
            if node.is_text() {
                let chars = node.text().chars().filter(|c| !c.is_whitespace()).count();
                let chars = u32::try_from(chars).unwrap_or(u32::MAX);
                self.sizes.insert(node.id, TextSize { chars, ..TextSize::default() });
            } else if !below_is_done {
                open.push((node, true));
                open.extend(node.children_it(true).map(|child| (child, false)));
            } else {
                let mut sum = TextSize::default();
                for child in node.children_it(false) {
                    let below = self.size(&child);
                    sum.chars = sum.chars.saturating_add(below.chars);
                    sum.linked = sum.linked.saturating_add(below.linked);
                    sum.article |= below.article;
                }
                if node.has_name("a") {
                    sum.linked = sum.chars;
                }
                sum.article |= node.has_name("article");
                self.sizes.insert(node.id, sum);
            }
        }
    }

    fn size(&self, node: &NodeRef<'_>) -> TextSize {
        self.sizes.get(&node.id).copied().unwrap_or_default()
    }

    /// The element with the strongest mark and enough text; of several with this mark, the one with
    /// most text.
    fn root(&self) -> Option<NodeRef<'a>> {
        let whole = self.size(&self.page.body()?).chars as usize;
        let mut best: Option<(u8, u32, NodeRef<'a>)> = None;
        for node in self.page.root().descendants_it() {
            let chars = self.size(&node).chars;
            if (chars as usize) < MIN_ARTICLE_CHARS.min(whole) {
                continue;
            }
            let Some(mark) = node.element_ref().and_then(|element| mark(&element)) else { continue };
            if best.is_none_or(|(of, most, _)| mark < of || mark == of && chars > most) {
                best = Some((mark, chars, node));
            }
        }
        best.map(|(.., node)| node)
    }

    /// The lines below `root` without the elements whose names or links show that they are not part
    /// of the article. If names would leave less than 1/`most` of the text, they are the names of
    /// this site's articles, and only links are used.
    fn lines(&mut self, root: &NodeRef<'_>, most: u32) -> Vec<Line> {
        let (before, controls) = (self.size(root).chars, self.dropped.clone());
        self.drop_named(root);
        self.measure();
        self.drop_links(root);
        self.measure();
        if self.size(root).chars < before / most {
            self.dropped = controls;
            self.measure();
            self.drop_links(root);
        }
        lines::below(root, &self.dropped)
    }

    /// Drops the boxes whose names show that they contain something else, except those with a third
    /// of the text or an article: such names belong to the layout of the whole page.
    fn drop_named(&mut self, root: &NodeRef<'_>) {
        let whole = self.size(root).chars;
        for node in root.descendants_it() {
            let size = self.size(&node);
            if size.chars >= whole.div_ceil(3) || size.article {
                continue;
            }
            let named = node.element_ref().is_some_and(|element| {
                !matches!(&*element.name.local, "html" | "body" | "article" | "main")
                    && is_other(&element, size.linked > 0)
            });
            if named {
                self.dropped.insert(node.id);
            }
        }
    }

    /// Drops boxes that consist of links. A short box is dropped from a smaller share of links on.
    /// A paragraph is dropped only if it is short, since one long link may be a sentence of the
    /// article.
    fn drop_links(&mut self, root: &NodeRef<'_>) {
        let whole = self.size(root).chars;
        for node in root.descendants_it() {
            let TextSize { chars, linked, .. } = self.size(&node);
            if chars == 0 || chars >= whole.div_ceil(2) {
                continue;
            }
            let share = f64::from(linked) / f64::from(chars);
            let leads_away = node.element_ref().is_some_and(|element| match &*element.name.local {
                "p" => chars < 50 && share > 0.8,
                "ul" | "ol" | "dl" | "div" | "section" | "table" | "aside" | "header" | "footer" | "h2" | "h3"
                | "h4" | "h5" | "h6" => share > if chars < 80 { 0.6 } else { 0.8 },
                _ => false,
            });
            if leads_away {
                self.dropped.insert(node.id);
            }
        }
    }
}

/// Whether an element shows no text, or text that by its kind is not part of an article.
fn is_control(element: &Element) -> bool {
    match &*element.name.local {
        "aside" | "audio" | "button" | "canvas" | "dialog" | "embed" | "figcaption" | "footer" | "head" | "iframe"
        | "input" | "label" | "map" | "menu" | "nav" | "noscript" | "object" | "script" | "select" | "style"
        | "svg" | "template" | "textarea" | "video" => return true,
        _ => {}
    }
    element.attrs.iter().any(|attribute| match &*attribute.name.local {
        "hidden" => true,
        "aria-modal" => &*attribute.value == "true",
        "role" => matches!(
            &*attribute.value,
            "alertdialog"
                | "banner"
                | "complementary"
                | "contentinfo"
                | "dialog"
                | "menu"
                | "menubar"
                | "navigation"
                | "search"
        ),
        "style" => attribute.value.contains("display:none") || attribute.value.contains("display: none"),
        _ => false,
    })
}

/// How strongly an element is marked as the article; 0 is the strongest mark.
fn mark(element: &Element) -> Option<u8> {
    let value =
        |name: &str| element.attrs.iter().find(|attribute| &*attribute.name.local == name).map(|found| &*found.value);
    if value("itemprop").is_some_and(|of| of.split_ascii_whitespace().any(|name| name == "articleBody")) {
        return Some(0);
    }
    let names: Vec<Cow<'_, str>> = names(element).collect();
    if names
        .iter()
        .any(|name| matches!(&**name, "post" | "entry") || ARTICLE_NAMES.iter().any(|marked| name.contains(marked)))
    {
        return Some(1);
    }
    match &*element.name.local {
        "article" => return Some(2),
        "main" => return Some(3),
        "body" => return Some(5),
        _ => {}
    }
    if value("role") == Some("main") || names.iter().any(|name| name == "main" || name.contains("main-content")) {
        return Some(3);
    }
    names.iter().any(|name| name == "content" || name.contains("page-content")).then_some(4)
}

/// Whether the names of an element show that it contains no part of an article.
fn is_other(element: &Element, linked: bool) -> bool {
    names(element).any(|name| {
        OTHER_NAMES.iter().any(|other| name.contains(other))
            || name.split('-').any(|word| {
                OTHER_WORDS.binary_search(&word).is_ok()
                    || linked && OTHER_WORDS_WITH_LINKS.binary_search(&word).is_ok()
            })
    })
}

/// The names in an element's `class` and `id`, folded.
fn names(element: &Element) -> impl Iterator<Item = Cow<'_, str>> {
    element
        .attrs
        .iter()
        .filter(|attribute| matches!(&*attribute.name.local, "class" | "id"))
        .flat_map(|attribute| attribute.value.split_ascii_whitespace())
        .map(folded)
}

/// A name in lower case with single hyphens between its words: `articleBody`, `article_body` and
/// `article__body` become `article-body`.
fn folded(name: &str) -> Cow<'_, str> {
    if name.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return Cow::Borrowed(name);
    }
    let mut folded = String::with_capacity(name.len() + 4);
    let mut lower = false;
    for c in name.chars() {
        let gap = matches!(c, '-' | '_') || lower && c.is_ascii_uppercase();
        if gap && !folded.ends_with('-') {
            folded.push('-');
        }
        lower = c.is_ascii_lowercase();
        if !matches!(c, '-' | '_') {
            folded.push(c.to_ascii_lowercase());
        }
    }
    Cow::Owned(folded)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_folded() {
        for name in ["articleBody", "article_body", "article__body", "article-body", "Article--Body"] {
            assert_eq!(folded(name), "article-body");
        }
    }

    #[test]
    fn words_are_sorted() {
        assert!(OTHER_WORDS.is_sorted() && OTHER_WORDS_WITH_LINKS.is_sorted(), "they are searched in halves");
    }
}
