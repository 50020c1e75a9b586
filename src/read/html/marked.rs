//! What a page marks as its article: the element that says so, without what says that it is something else.
//!
//! Marks are what publishers write for machines (`itemprop`, `role`), the elements of HTML that have a meaning, and the
//! names that templates give their boxes, which are the same few words in most of the world. Besides names, links tell: a
//! list that is all links leads away.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use dom_query::{Document, Element, NodeId, NodeRef};

use super::lines::{self, Line};

/// How much text an element must hold to be taken for the article, in characters: below, it is a teaser or empty, and
/// a weaker mark may do better. About two sentences.
pub(super) const MIN_ARTICLE_CHARS: usize = 250;

/// Names of the box around an article's text, the hyphens of [`folded`] names between words.
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

/// Words in the names of boxes that hold no part of an article. Chosen for what they mean, not for what they score.
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

/// Words that mean a box of links to other articles in most templates, and the lead of this one in some: they
/// count where there is a link.
const OTHER_WORDS_WITH_LINKS: &[&str] = &["bottom", "gallery", "promo", "teaser", "teasers"];

/// The same of more than one word.
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

/// A page with what is known of its elements; what is dropped is marked, so that the page itself stays whole.
pub(super) struct Marked<'a> {
    page: &'a Document,
    /// What is left out of the text.
    dropped: HashSet<NodeId>,
    /// Of what is not.
    sizes: HashMap<NodeId, TextSize>,
}

/// What stands below a node.
#[derive(Debug, Clone, Copy, Default)]
struct TextSize {
    /// Characters of text, white space not counted.
    chars: u32,
    /// Those of them that stand in links.
    linked: u32,
    /// Whether one of the elements is `<article>`.
    article: bool,
}

/// The lines of the element that the page marks as its article.
pub(super) fn article(page: &Document) -> Vec<Line> {
    let mut marked = Marked::new(page);
    marked.drop_controls();
    marked.measure();
    let Some(root) = marked.root() else { return Vec::new() };
    // What is marked may be the whole page, which is mostly menus at worst: names may drop nine parts of ten.
    marked.lines(&root, 10)
}

/// The lines of a page that is all article but for leftovers.
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

    /// Drops what is no text: controls, media, code, and what is hidden or not of the article by its role.
    fn drop_controls(&mut self) {
        for node in self.page.root().descendants_it() {
            if node.element_ref().is_some_and(|element| is_control(&element)) {
                self.dropped.insert(node.id);
            }
        }
    }

    /// Measures every node that is not dropped, each after what stands below it.
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

    /// The element of the strongest mark that holds enough text, the largest of its kind.
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

    /// The lines below `root` without what is named or linked as no part of it. Where names would drop so much that less
    /// than one part of `most` is left, they are the names of this site's articles, and only links tell.
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

    /// Drops the boxes whose names say that they hold something else. None that holds a third of the text, or an article:
    /// such names are those of the page's whole layout.
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

    /// Drops boxes that are all links. A short one counts already where most of it is; a paragraph only where it
    /// is short, since one long link may be a sentence of the article.
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

/// Whether an element shows no text of the page, or text that is no article by what the element is.
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

/// How strongly an element is marked as the article: 0 most.
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

/// Whether the names of an element say that it holds no part of an article.
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

/// A name in lower case with its words apart by single hyphens, however the template writes it: `articleBody`,
/// `article_body`, `article__body` are `article-body`.
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
