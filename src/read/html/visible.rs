//! Reads all visible text of a page from its tags, without building a tree.
//!
//! It is used for pages whose tree would be too large, and takes linear time for any page.

use std::cell::RefCell;

use html5ever::LocalName;
use html5ever::buffer_queue::BufferQueue;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};

use super::lines::{self, Break, Line, Writer};

/// The lines that a reader of the page sees.
pub(super) fn lines(html: &str) -> Vec<Line> {
    let tokenizer = Tokenizer::new(Visible::default(), TokenizerOpts::default());
    let input = BufferQueue::default();
    input.push_back(StrTendril::from(html));
    // The tokenizer stops early only if the sink asks it to run a script, which this one never
    // does.
    let _ = tokenizer.feed(&input);
    tokenizer.end();
    tokenizer.sink.seen.into_inner().writer.finish()
}

#[derive(Default)]
struct Visible {
    seen: RefCell<Seen>,
}

#[derive(Default)]
struct Seen {
    writer: Writer,
    /// The open element that has no visible text.
    hidden: Option<LocalName>,
}

impl TokenSink for Visible {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut seen = self.seen.borrow_mut();
        match token {
            Token::CharacterTokens(text) if seen.hidden.is_none() => seen.writer.text(&text),
            Token::TagToken(tag) => {
                if tag.kind == TagKind::EndTag && seen.hidden.as_ref() == Some(&tag.name) {
                    seen.hidden = None;
                }
                if seen.hidden.is_none() {
                    let at = lines::breaks(&tag.name);
                    if at != Break::None {
                        seen.writer.end(at);
                    }
                    if tag.kind == TagKind::StartTag && !tag.self_closing {
                        let raw = match &*tag.name {
                            "script" => RawKind::ScriptData,
                            "style" | "noscript" | "iframe" | "xmp" | "noembed" | "noframes" => RawKind::Rawtext,
                            "title" | "textarea" => RawKind::Rcdata,
                            _ => return TokenSinkResult::Continue,
                        };
                        seen.hidden = Some(tag.name);
                        return TokenSinkResult::RawData(raw);
                    }
                }
            }
            _ => {}
        }
        TokenSinkResult::Continue
    }
}
