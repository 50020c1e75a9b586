//! The rule for full-width letters and signs in text that is not East Asian.

use super::characters::is_full_width;
use super::context::Context;
use super::features::Features;
use super::rule::{EditSink, NEWS, Rule};
use super::wide;
use crate::config::NormalizeConfig;

/// The rule `unicode.width`.
pub(super) const WIDTH: Rule = Rule {
    id: "unicode.width",
    summary: "replaces full-width letters, digits and signs by plain ones where no East Asian text is near",
    why: "East Asian input methods have a full-width form of every ASCII character. Next to \
         Chinese, Japanese or Korean text the full-width form is normal typography, so letters and \
         punctuation are kept; in text of other scripts it is an accident, and a search does not \
         find the word.",
    changes: &[("Ｎｅｗ Ｙｏｒｋ，１９８４", "New York,1984"), ("Ningbo，China", "Ningbo,China"), ("5％ up", "5% up")],
    stays: &["東京，大阪（日本）", "ＮＨＫニュース", "「ＡＢＣ」を見る。", "삼성，엘지", "ＡＴＭ"],
    errs: "A full-width sign that an English text shows on purpose becomes plain.",
    profiles: NEWS,
    examples_under: NormalizeConfig::DEFAULT,
    needs: Features::FULL_WIDTH,
    find,
};

fn find(context: &Context, edits: &mut EditSink) {
    let mut start = 0;
    for line in context.text.split_inclusive('\n') {
        // A line that is full-width throughout may be a line of an East Asian text.
        let plain_too = line.contains(|c: char| c.is_ascii_alphanumeric() || c == ' ');
        if line.contains(is_full_width) && plain_too && !line.contains(is_east_asian) {
            for (at, c) in wide::chars(line).filter(|(_, c)| is_full_width(*c)) {
                let plain = char::from_u32(c as u32 - 0xfee0).unwrap_or(c);
                edits.replace(start + at..start + at + c.len_utf8(), plain.encode_utf8(&mut [0; 4]));
            }
        }
        start += line.len();
    }
}

/// Whether a character is a letter, syllable or punctuation mark of Chinese, Japanese or Korean.
fn is_east_asian(c: char) -> bool {
    matches!(c, '\u{1100}'..='\u{11ff}' | '\u{2e80}'..='\u{9fff}' | '\u{ac00}'..='\u{d7ff}' | '\u{f900}'..='\u{faff}'
        | '\u{fe30}'..='\u{fe4f}' | '\u{ff5f}'..='\u{ffdc}' | '\u{20000}'..='\u{3ffff}')
}
