//! Writes part of a page as lines of text: what a browser would show, without layout.

use std::collections::HashSet;
use std::mem;

use dom_query::{NodeId, NodeRef};

/// A line of text: a paragraph, a heading, a list item, a table row. Runs of white space are single
/// spaces, except in `<pre>`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    pub text: String,
    /// Whether the line begins a paragraph, with a blank line before it.
    pub paragraph: bool,
}

/// The break that an element causes before and after itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(super) enum Break {
    #[default]
    None,
    /// A space, as between the cells of a row.
    Space,
    Line,
    Paragraph,
}

/// The break of the element with this name.
pub(super) fn breaks(name: &str) -> Break {
    match name {
        "td" | "th" => Break::Space,
        "br" | "li" | "tr" | "dt" | "dd" | "option" => Break::Line,
        "address" | "article" | "aside" | "blockquote" | "body" | "caption" | "center" | "details" | "dir" | "div"
        | "dl" | "fieldset" | "figcaption" | "figure" | "footer" | "form" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6"
        | "header" | "hgroup" | "hr" | "legend" | "main" | "menu" | "nav" | "ol" | "p" | "pre" | "search"
        | "section" | "summary" | "table" | "tbody" | "tfoot" | "thead" | "ul" => Break::Paragraph,
        _ => Break::None,
    }
}

/// The lines below a node, without the nodes in `dropped`.
pub(super) fn below(root: &NodeRef<'_>, dropped: &HashSet<NodeId>) -> Vec<Line> {
    let mut writer = Writer::default();
    let mut open = vec![Step::Enter(*root)];
    while let Some(step) = open.pop() {
        match step {
            Step::Enter(node) if dropped.contains(&node.id) => {}
            Step::Enter(node) if node.is_text() => writer.text(&node.text()),
            Step::Enter(node) => {
                let name = node.qual_name_ref().map(|name| name.local.clone());
                let at = name.as_deref().map_or(Break::None, breaks);
                writer.end(at);
                let pre = name.as_deref() == Some("pre");
                writer.pre += usize::from(pre);
                open.push(Step::Leave(at, pre));
                open.extend(node.children_it(true).map(Step::Enter));
            }
            Step::Leave(at, pre) => {
                writer.pre -= usize::from(pre);
                writer.end(at);
            }
        }
    }
    writer.finish()
}

enum Step<'a> {
    Enter(NodeRef<'a>),
    Leave(Break, bool),
}

/// Builds lines from text and breaks.
#[derive(Default)]
pub(super) struct Writer {
    lines: Vec<Line>,
    line: String,
    /// The break between the last line and the current one.
    before: Break,
    /// Whether a space must be written before the next text.
    space: bool,
    /// The number of open `<pre>` elements.
    pre: usize,
}

impl Writer {
    pub(super) fn text(&mut self, text: &str) {
        if self.pre > 0 {
            for (number, line) in text.split('\n').enumerate() {
                if number > 0 {
                    self.end(Break::Line);
                }
                self.line.push_str(line.trim_end_matches('\r'));
            }
            return;
        }
        // The white space that HTML folds. Other spaces are characters of the text; normalization
        // handles them later.
        const FOLDED: [char; 5] = [' ', '\t', '\n', '\r', '\x0c'];
        for (number, word) in text.split(FOLDED).enumerate() {
            self.space |= number > 0;
            if !word.is_empty() {
                if self.space && !self.line.is_empty() {
                    self.line.push(' ');
                }
                self.space = false;
                self.line.push_str(word);
            }
        }
    }

    /// Ends the current line, if the break `at` requires that.
    pub(super) fn end(&mut self, at: Break) {
        if at <= Break::Space {
            self.space |= at == Break::Space;
            return;
        }
        self.space = false;
        let text = mem::take(&mut self.line);
        if !text.trim().is_empty() {
            let paragraph = self.before == Break::Paragraph || self.lines.is_empty();
            self.lines.push(Line { text, paragraph });
            self.before = at;
        }
        self.before = self.before.max(at);
    }

    pub(super) fn finish(mut self) -> Vec<Line> {
        self.end(Break::Line);
        self.lines
    }
}

/// The number of characters of the lines.
pub(super) fn chars(lines: &[Line]) -> usize {
    lines.iter().map(|line| line.text.chars().count()).sum()
}

/// The lines as one text; blank lines separate paragraphs.
pub(super) fn joined(lines: &[Line]) -> String {
    let mut text = String::with_capacity(lines.iter().map(|line| line.text.len() + 2).sum());
    for line in lines {
        if !text.is_empty() {
            text.push_str(if line.paragraph { "\n\n" } else { "\n" });
        }
        text.push_str(&line.text);
    }
    text
}
