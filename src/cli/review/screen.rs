//! What a review shows: lines of a given width.

use anstyle::Style;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};
use unspin::model::{Stance, Verdict};
use unspin::report::visible;

use super::super::term::{DIM, GONE, GOOD, HEAD, WARN};
use super::session::{KEYS, Session};

/// Witnesses that are shown; the report has all.
const MAX_WITNESSES: usize = 6;
/// Lines wider than this are hard to read.
const MAX_WIDTH: usize = 90;

/// The lines of the screen, `width` columns wide at most, the last one the line of talk.
pub fn lines(session: &Session, width: usize, height: usize) -> Vec<String> {
    let width = width.clamp(20, MAX_WIDTH);
    let mut out = Vec::new();
    let (number, all) = session.position();
    let (accepted, rejected, later) = session.counts();
    out.push(format!(
        "{HEAD}{number} of {all}{HEAD:#}  {DIM}{accepted} accepted, {rejected} rejected, {later} later{DIM:#}"
    ));
    out.push(String::new());
    if session.help() {
        let help = KEYS.iter().map(|(key, what)| format!("  {HEAD}{key:<6}{HEAD:#} {what}"));
        out.extend(help);
    } else {
        item(&mut out, session, width);
    }
    out.truncate(height.saturating_sub(2));
    out.resize(height.saturating_sub(2), String::new());
    out.push(match session.search() {
        Some(words) if session.typing() => format!("{HEAD}/{HEAD:#}{}▏", shown(words)),
        Some(words) => format!("{DIM}search: {}; Escape shows all{DIM:#}", shown(words)),
        None => String::new(),
    });
    out.push(format!("{DIM}{}{DIM:#}", cut(&shown(session.message()), width)));
    out
}

fn item(out: &mut Vec<String>, session: &Session, width: usize) {
    let Some(item) = session.current() else { return };
    let band = match item.band.name() {
        "high" => GOOD,
        "medium" => WARN,
        _ => DIM,
    };
    let fate = match (session.verdict(), item.verdict) {
        (Some(Verdict::Accepted), _) => format!("{GOOD}you accepted it{GOOD:#}"),
        (Some(Verdict::Rejected), _) => format!("{GONE}you rejected it{GONE:#}"),
        (Some(Verdict::Pending), _) => "left for later".into(),
        (None, Verdict::Accepted) => "applied".into(),
        (None, Verdict::Pending) => "waits for your word".into(),
        (None, Verdict::Rejected) => "marked only".into(),
    };
    out.push(format!("{band}{}{band:#} {:.2}  repair.{}  {fate}", item.band.name(), item.confidence, item.kind.name()));
    out.push(format!("{DIM}{}{DIM:#}", cut(&shown(&item.doc), width)));
    out.push(String::new());
    let (left, right) = item.sentence.as_ref().map_or(("", ""), |(left, right)| (left.as_str(), right.as_str()));
    let plain = Style::new();
    for (words, style) in [(&item.before, GONE), (&item.after, GOOD.bold())] {
        wrap(out, &[(&shown(left), plain), (&shown(words), style), (&shown(right), plain)], width, "");
        out.push(String::new());
    }
    for witness in item.witnesses.iter().take(MAX_WITNESSES) {
        let (label, style) = match witness.stance {
            Stance::For => ("for      ", GOOD),
            Stance::Against => ("against  ", GONE),
        };
        let quote = format!("“{}” ", shown(&witness.text));
        wrap(out, &[(label, style), (&quote, plain), (&shown(&witness.doc), DIM)], width, "         ");
    }
    if item.witnesses.len() > MAX_WITNESSES {
        out.push(format!("{DIM}         and {} more{DIM:#}", item.witnesses.len() - MAX_WITNESSES));
    }
    if item.witnesses.is_empty() {
        out.push(format!("{DIM}no witness was heard{DIM:#}"));
    }
}

/// Text for a terminal, on one line: nothing in it steers the terminal.
fn shown(text: &str) -> String {
    visible(text).replace("⏎\n", "⏎")
}

/// The start of a text that fits.
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

/// Fills lines with styled text, broken at spaces; a word that is wider than the line is broken where the line ends.
fn wrap(out: &mut Vec<String>, parts: &[(&str, Style)], width: usize, indent: &str) {
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
                if used + wide > width && c != ' ' {
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
    fn nothing_in_a_text_steers_the_terminal() {
        let row = serde_json::json!({
            "id": "a", "doc": "x\u{1b}[2J", "start": 0, "end": 1, "before": "a\u{202e}b", "after": "c\u{7}", "kind": "name",
            "confidence": 0.5, "band": "medium", "verdict": "pending", "by": "band",
            "witnesses": [{ "doc": "y", "start": 0, "end": 1, "text": "\u{1b}]0;title\u{7}", "stance": "for" }],
        });
        let item = serde_json::from_value(row).expect("it has every field");
        let session = Session::new(vec![item], Vec::new(), "Ann".into());
        let lines = lines(&session, 80, 24);
        assert_eq!(lines.len(), 24);
        let text = bare(&lines.join("\n"));
        assert!(text.contains("x⟨U+001B⟩[2J") && text.contains("a⟨U+202E⟩b"), "{text}");
        assert!(!text.contains(['\u{1b}', '\u{7}', '\u{202e}']));
    }
}
