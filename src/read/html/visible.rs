//! All that a page shows, menus and all, read off its tags one by one without building a tree.
//!
//! For pages that no tree can be built of within bounds: linear in the page, whatever it nests.

use std::cell::RefCell;

use html5ever::LocalName;
use html5ever::buffer_queue::BufferQueue;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};

use super::lines::{self, Break, Line, Writer};

/// The lines that a reader of the page would see.
pub(super) fn lines(html: &str) -> Vec<Line> {
    let tokenizer = Tokenizer::new(Visible::default(), TokenizerOpts::default());
    let input = BufferQueue::default();
    input.push_back(StrTendril::from(html));
    // It would stop early only if the sink asked for a script to be run.
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
    /// The element without visible text that is open.
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
