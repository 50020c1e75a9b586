//! A page becomes a tree, within bounds.
//!
//! The parser is what browsers do, and browsers can be made to build trees that grow with the square of the page:
//! unclosed `<b>` or `<font>` are opened again in every paragraph that follows. So it is fed in pieces, and looked at in between.

use dom_query::{Document, Tree};
use html5ever::tendril::{StrTendril, TendrilSink};
use html5ever::tree_builder::TreeBuilderOpts;
use html5ever::{ParseOpts, parse_document};

use crate::text::ceil_boundary;

/// The most nodes of a tree: far more than a page has (the largest of 150 of news and blogs has 4,200 tags), and the extractor
/// takes seconds at this size.
const MAX_NODES: usize = 400_000;

/// The deepest tree: where browsers stop, too (Blink flattens what lies deeper). Time and stack of what walks the tree
/// are bounded by it.
const MAX_DEPTH: usize = 512;

/// The bytes fed at once. A piece of `<b>` as deep as may be can grow by about a node for every byte and level, so that
/// the tree stays below a few million nodes between two looks.
const PIECE_BYTES: usize = 1 << 12;

/// The tree of a page; `None` if it has too many nodes or they lie too deep.
pub(super) fn parse(html: &str) -> Option<Document> {
    let opts = ParseOpts {
        // Text in `<noscript>` becomes elements, to be judged like any others.
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

/// Whether what is still open lies too deep: the last of the last of the last.
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
