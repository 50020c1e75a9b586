//! Outcomes as JUnit XML, which most machines that run tests can show.

use std::fmt::Write as _;

use super::{Outcome, State};

/// One suite with a test for each case.
pub fn junit(outcomes: &[Outcome]) -> String {
    let failures = outcomes.iter().filter(|outcome| !outcome.state().passes()).count();
    let skipped = outcomes.iter().filter(|outcome| outcome.state() == State::Known).count();
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let _ = writeln!(
        out,
        "<testsuite name=\"unspin golden\" tests=\"{}\" failures=\"{failures}\" skipped=\"{skipped}\">",
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
            let _ = writeln!(out, "    <failure type=\"{}\" message=\"{}\">", state.name(), text(&outcome.case.why));
            for line in outcome.told() {
                let _ = writeln!(out, "{}", text(&line));
            }
            out.push_str("    </failure>\n");
        }
        out.push_str("  </testcase>\n");
    }
    out.push_str("</testsuite>\n");
    out
}

/// Text for XML: markup escaped, characters that XML cannot hold shown by their names.
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
    fn words_become_no_markup() {
        assert_eq!(text("a <b> & \"c\"\u{1}\u{202e}"), "a &lt;b&gt; &amp; &quot;c&quot;⟨U+0001⟩⟨U+202E⟩");
    }
}
