//! Outcomes as JUnit XML, which most CI systems can show.

use std::fmt::Write as _;

use super::outcome::{Outcome, State};

/// One JUnit test suite with a test for each case.
pub fn junit(outcomes: &[Outcome]) -> String {
    let count = |of: fn(State) -> bool| outcomes.iter().filter(|outcome| of(outcome.state())).count();
    let failures = count(|state| !state.passes() && state != State::Failed);
    let (errors, skipped) = (count(|state| state == State::Failed), count(|state| state == State::Known));
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let _ = writeln!(
        out,
        "<testsuite name=\"unspin golden\" tests=\"{}\" failures=\"{failures}\" errors=\"{errors}\" skipped=\"{skipped}\">",
        outcomes.len()
    );
    for outcome in outcomes {
        let _ = write!(out, "  <testcase classname=\"golden\" name=\"{}\"", text(&outcome.case.name));
        let state = outcome.state();
        if state == State::Same {
            out.push_str("/>\n");
            continue;
        }
        out.push_str(">\n");
        if let (State::Known, Some(why)) = (state, &outcome.case.known_failure) {
            let _ = writeln!(out, "    <skipped message=\"{}\"/>", text(why));
        } else {
            // JUnit calls it a failure if the result is wrong, and an error if the case could not
            // be run.
            let (what, message) = match &outcome.actual {
                Ok(_) => ("failure", &outcome.case.why),
                Err(why) => ("error", why),
            };
            let _ = writeln!(out, "    <{what} type=\"{}\" message=\"{}\">", state.name(), text(message));
            for line in outcome.messages() {
                let _ = writeln!(out, "{}", text(&line));
            }
            let _ = writeln!(out, "    </{what}>");
        }
        out.push_str("  </testcase>\n");
    }
    out.push_str("</testsuite>\n");
    out
}

/// Text for XML: markup is escaped, and characters that XML does not allow are shown by their
/// numbers.
fn text(words: &str) -> String {
    let mut out = String::new();
    for c in crate::report::visible(words.trim()).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_never_becomes_markup() {
        assert_eq!(text("a <b> & \"c\"\u{1}\u{202e}"), "a &lt;b&gt; &amp; &quot;c&quot;⟨U+0001⟩⟨U+202E⟩");
        assert_eq!(
            text("\u{fffe}\u{ffff}\u{fffd}\u{1fffe}"),
            "⟨U+FFFE⟩⟨U+FFFF⟩\u{fffd}⟨U+1FFFE⟩",
            "XML 1.0 does not allow noncharacters"
        );
    }
}
