//! Parses a page into a tree of bounded size.
//!
//! The parser works like a browser, and browsers can be made to build trees of quadratic size:
//! unclosed `<b>` or `<font>` elements are opened again in every paragraph that follows. Therefore
//! the page is parsed in pieces, and the tree is checked after each.

use dom_query::{Document, Tree};
use html5ever::tendril::{StrTendril, TendrilSink};
use html5ever::tree_builder::TreeBuilderOpts;
use html5ever::{ParseOpts, parse_document};

use crate::text::ceil_boundary;

/// The most nodes of a tree. The largest of 150 pages of news sites and blogs has 4,200 tags, and
/// the extractor takes seconds at this limit.
const MAX_NODES: usize = 400_000;

/// The greatest depth of a tree, as in browsers (Blink flattens deeper elements). It bounds the
/// time and the stack of later passes over the tree.
const MAX_DEPTH: usize = 512;

/// The bytes parsed at once. A piece full of `<b>` at the greatest depth adds about one node per
/// byte and level, so the tree has at most a few million nodes between two checks.
const PIECE_BYTES: usize = 1 << 12;

/// Parses a page; `None` if its tree has too many nodes or is too deep.
pub(super) fn parse(html: &str) -> Option<Document> {
    let opts = ParseOpts {
        // Text in `<noscript>` becomes elements, which are judged like all others.
        tree_builder: TreeBuilderOpts { scripting_enabled: false, ..TreeBuilderOpts::default() },
        ..ParseOpts::default()
    };
    let mut parser = parse_document(Document::default(), opts);
    let mut rest = html;
    while !rest.is_empty() {
        let (piece, after) = rest.split_at(ceil_boundary(rest, PIECE_BYTES));
        rest = after;
        parser.process(StrTendril::from(piece));
        let tree = &parser.tokenizer.sink.sink.tree;
        if tree.len() > MAX_NODES || is_deep_at_the_end(tree) {
            return None;
        }
    }
    let page = parser.finish();
    (page.tree.len() <= MAX_NODES && depth(&page) <= MAX_DEPTH).then_some(page)
}

/// Whether the elements that are still open are too deep, measured along the last child of each
/// node.
fn is_deep_at_the_end(tree: &Tree) -> bool {
    let mut open = tree.root_id();
    for _ in 0..MAX_DEPTH {
        match tree.child_ids_of_it(&open, true).next() {
            Some(last) => open = last,
            None => return false,
        }
    }
    true
}

fn depth(page: &Document) -> usize {
    let mut deepest = 0;
    let mut open = vec![(page.tree.root_id(), 0)];
    while let Some((node, depth)) = open.pop() {
        deepest = deepest.max(depth);
        open.extend(page.tree.child_ids_of_it(&node, false).map(|child| (child, depth + 1)));
    }
    deepest
}
