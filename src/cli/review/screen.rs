//! The screen of a review as lines of a given width.

use anstyle::Style;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};
use unspin::model::{Stance, Verdict};
use unspin::report::visible_line;

use super::super::term::{DIM, GONE, GOOD, HEAD, WARN};
use super::session::{KEYS, Session};

/// How many witnesses are shown; the report has all of them.
const MAX_WITNESSES: usize = 6;
/// The widest line, in columns; wider lines are hard to read.
const MAX_WIDTH: usize = 90;

/// The lines of the screen, at most `width` columns wide; the last one is the message. If `plain`, the
/// screen has no colour, and signs mark the changes.
pub(super) fn lines(session: &Session, width: usize, height: usize, plain: bool) -> Vec<String> {
    let width = width.clamp(1, MAX_WIDTH);
    let mut out = Vec::new();
    let (number, all) = session.position();
    let (accepted, rejected, later) = session.counts();
    let (place, counts) =
        (format!("{number} of {all}"), format!("  {accepted} accepted, {rejected} rejected, {later} later"));
    wrap(&mut out, &[(&place, HEAD), (&counts, DIM)], width, "");
    out.push(String::new());
    if session.help() {
        for (key, what) in KEYS {
            wrap(&mut out, &[(&format!("  {key:<6}"), HEAD), (&format!(" {what}"), Style::new())], width, "         ");
        }
    } else {
        item(&mut out, session, width, plain);
    }
    out.truncate(height.saturating_sub(2));
    out.resize(height.saturating_sub(2), String::new());
    out.push(match session.search() {
        // The end of the search, where the cursor is.
        Some(words) if session.typing() => {
            format!("{HEAD}/{HEAD:#}{}▏", end(&visible_line(words), width.saturating_sub(2)))
        }
        Some(words) => {
            format!("{DIM}{}{DIM:#}", cut(&format!("search: {}; Escape shows all", visible_line(words)), width))
        }
        None => String::new(),
    });
    out.push(format!("{DIM}{}{DIM:#}", cut(&visible_line(session.message()), width)));
    out
}

fn item(out: &mut Vec<String>, session: &Session, width: usize, plain: bool) {
    let Some(item) = session.current() else { return };
    let band = match item.repair.band.name() {
        "high" => GOOD,
        "medium" => WARN,
        _ => DIM,
    };
    let state = match (session.verdict(), item.repair.verdict) {
        (Some(Verdict::Accepted), _) => ("you accepted it", GOOD),
        (Some(Verdict::Rejected), _) => ("you rejected it", GONE),
        (Some(Verdict::Pending), _) => ("left for later", Style::new()),
        (None, Verdict::Accepted) => ("applied", Style::new()),
        (None, Verdict::Pending) => ("pending", Style::new()),
        (None, Verdict::Rejected) => ("flagged only", Style::new()),
    };
    let what = format!(" {:.2}  repair.{}  ", item.repair.confidence, item.repair.kind.name());
    wrap(out, &[(item.repair.band.name(), band), (&what, Style::new()), state], width, "");
    out.push(format!("{DIM}{}{DIM:#}", cut(&visible_line(&item.repair.doc), width)));
    out.push(String::new());
    let (left, right) = item.sentence.as_ref().map_or(("", ""), |(left, right)| (left.as_str(), right.as_str()));
    let text = Style::new();
    for (words, style, open, close) in
        [(&item.repair.before, GONE, "[-", "-]"), (&item.repair.after, GOOD.bold(), "{+", "+}")]
    {
        let words = if plain { format!("{open}{}{close}", visible_line(words)) } else { visible_line(words) };
        wrap(out, &[(&visible_line(left), text), (&words, style), (&visible_line(right), text)], width, "");
        out.push(String::new());
    }
    for witness in item.repair.witnesses.iter().take(MAX_WITNESSES) {
        let (label, style) = match witness.stance {
            Stance::For => ("for      ", GOOD),
            Stance::Against => ("against  ", GONE),
        };
        let quote = format!("“{}” ", visible_line(&witness.text));
        wrap(out, &[(label, style), (&quote, text), (&visible_line(&witness.doc), DIM)], width, "         ");
    }
    if item.repair.witnesses.len() > MAX_WITNESSES {
        out.push(format!("{DIM}         and {} more{DIM:#}", item.repair.witnesses.len() - MAX_WITNESSES));
    }
    if item.repair.witnesses.is_empty() {
        out.push(format!("{DIM}no witness{DIM:#}"));
    }
}

/// The longest start of a text that fits into `width` columns.
fn cut(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let mut used = 1;
    let fits = |c: &char| {
        used += c.width().unwrap_or(0);
        used <= width
    };
    text.chars().take_while(fits).chain(['…']).collect()
}

/// The longest end of a text that fits into `width` columns.
fn end(text: &str, width: usize) -> String {
    let mut used = 0;
    let fits = |c: &char| {
        used += c.width().unwrap_or(0);
        used <= width
    };
    let taken: Vec<char> = text.chars().rev().take_while(fits).collect();
    taken.into_iter().rev().collect()
}

/// Wraps styled text at spaces; a word that is wider than the line is broken at its end.
fn wrap(out: &mut Vec<String>, parts: &[(&str, Style)], width: usize, indent: &str) {
    // A very narrow screen has no space for an indent.
    let indent = if indent.len() * 2 > width { "" } else { indent };
    let (mut line, mut used) = (String::new(), 0);
    let mut end = |line: &mut String, used: &mut usize| {
        out.push(line.trim_end().to_owned());
        *line = indent.to_owned();
        *used = indent.len();
    };
    for &(text, style) in parts {
        for word in text.split_inclusive(' ') {
            let bare = word.trim_end().width();
            if used + bare > width && used > indent.len() {
                end(&mut line, &mut used);
            }
            line.push_str(&style.render().to_string());
            for c in word.chars() {
                let wide = c.width().unwrap_or(0);
                // A space beyond the edge is the end of the line.
                if used + wide > width && c == ' ' {
                    continue;
                }
                if used + wide > width {
                    line.push_str(&style.render_reset().to_string());
                    end(&mut line, &mut used);
                    line.push_str(&style.render().to_string());
                }
                line.push(c);
                used += wide;
            }
            line.push_str(&style.render_reset().to_string());
        }
    }
    if used > indent.len() {
        out.push(line.trim_end().to_owned());
    }
}

#[cfg(test)]
mod tests {
    use super::super::session::Key;
    use super::*;

    fn bare(text: &str) -> String {
        anstream::adapter::strip_str(text).to_string()
    }

    #[test]
    fn text_is_wrapped_at_spaces_and_long_words_at_the_edge() {
        let mut out = Vec::new();
        let long = "w".repeat(50);
        let text = format!("The ferry sailed at noon {long}");
        wrap(&mut out, &[(&text, Style::new()), (" 日本語", GOOD)], 20, "  ");
        let lines: Vec<String> = out.iter().map(|line| bare(line)).collect();
        assert_eq!(lines[..2], ["The ferry sailed at", "  noon"]);
        assert!(lines.iter().all(|line| line.width() <= 20), "{lines:?}");
        assert_eq!(lines.concat().matches('w').count(), 50);
    }

    #[test]
    fn control_characters_in_a_text_are_made_visible() {
        let row = serde_json::json!({
            "id": "a", "doc": "x\u{1b}[2J", "start": 0, "end": 1, "before": "a\u{202e}b", "after": "c\u{7}", "kind": "name",
            "confidence": 0.5, "band": "medium", "verdict": "pending", "by": "band",
            "witnesses": [{ "doc": "y", "start": 0, "end": 1, "text": "\u{1b}]0;title\u{7}", "stance": "for" }],
        });
        let item = serde_json::from_value(row).expect("the row has every field");
        let session = Session::new(vec![item], Vec::new(), "Ann".into());
        let lines = lines(&session, 80, 24, false);
        assert_eq!(lines.len(), 24);
        let text = bare(&lines.join("\n"));
        assert!(text.contains("x⟨U+001B⟩[2J") && text.contains("a⟨U+202E⟩b"), "{text}");
        assert!(!text.contains(['\u{1b}', '\u{7}', '\u{202e}']));
    }

    fn session() -> Session {
        let rows = ["showtime", "metropolis"].map(|before| {
            serde_json::json!({
                "id": before, "doc": "a-long-name-of-a-story-that-nobody-can-read.txt", "start": 0, "end": 1, "before": before,
                "after": "word", "kind": "synonym", "confidence": 0.5, "band": "medium", "verdict": "pending", "by": "band",
                "witnesses": [{ "doc": "日本語", "start": 0, "end": 1, "text": "The ferry sailed at noon", "stance": "for" }],
            })
        });
        let items = rows.map(|row| serde_json::from_value(row).expect("the row has every field"));
        Session::new(items.into(), Vec::new(), "Ann".into())
    }

    #[test]
    fn no_line_is_wider_than_the_screen_whatever_is_shown() {
        let mut session = session();
        let look = |session: &Session, what: &str| {
            for (width, height) in [(80, 24), (40, 24), (21, 10), (7, 5), (1, 1)] {
                let lines = lines(session, width, height, false);
                assert!(
                    lines.iter().all(|line| bare(line).width() <= width.max(2)),
                    "{what}, {width} columns: {lines:?}"
                );
                assert_eq!(lines.len(), height.max(2), "{what}, {height} rows");
            }
        };
        look(&session, "a repair");
        session.press(Key::Char('?'));
        look(&session, "the help");
        assert!(
            lines(&session, 40, 24, true).iter().any(|line| bare(line).ends_with("words")),
            "the help is wrapped, not cut"
        );
        session.press(Key::Char('?'));
        session.press(Key::Char('/'));
        "mostly long words that are nowhere to be found, 日本語".chars().for_each(|c| {
            session.press(Key::Char(c));
        });
        look(&session, "a search that is typed");
        let typed = &lines(&session, 20, 24, true)[22];
        assert!(bare(typed).ends_with("日本語▏"), "the end with the cursor is shown: {typed}");
        session.press(Key::Enter);
        look(&session, "a search");
    }

    #[test]
    fn without_colour_signs_mark_the_changes() {
        let session = session();
        let text = |plain: bool| bare(&lines(&session, 80, 24, plain).join("\n"));
        assert!(text(true).contains("[-showtime-]") && text(true).contains("{+word+}"), "{}", text(true));
        assert!(!text(false).contains("[-"), "{}", text(false));
    }
}
