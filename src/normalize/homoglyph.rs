//! The rule for look-alike letters of another script inside a word.

use unicode_script::{Script, UnicodeScript};

use super::context::Context;
use super::features::Features;
use super::rule::{EditSink, NEWS, Rule};
use crate::config::NormalizeConfig;
use crate::english::homoglyph;

/// The rule `unicode.homoglyph`.
pub(super) const HOMOGLYPH: Rule = Rule {
    id: "unicode.homoglyph",
    summary: "replaces look-alike letters of another script inside a word by those of the word's own script",
    why: "Copied and disguised text has Cyrillic or Greek letters in Latin words, and Latin \
         letters in Cyrillic words: they look the same, and a search does not find the word. A \
         word changes only if all its letters but a few are of one script, its line is of that \
         script, and each of the few has a look-alike in it. A short word must also occur \
         elsewhere in the text without the foreign letters, because it may be a brand. A word that \
         is entirely in another script never changes.",
    changes: &[
        ("the Pаrliаment of the country", "the Parliament of the country"),
        ("Αmerican troops", "American troops"),
        ("в Мoскве и в Пeтербурге", "в Москве и в Петербурге"),
        ("the bаnk was a bank", "the bank was a bank"),
    ],
    stays: &[
        "SENSЕ - Oleg Tsedryk",
        "Москва and Αθήνα",
        "купил в магазине Windowsа и Photoshopом",
        "10 мкА and 5 kΩ, α-helix, π-bond and β-carotene",
        "a Юникод word and Яndex",
    ],
    errs: "A long logo that mixes scripts on purpose is changed.",
    profiles: NEWS,
    examples_under: NormalizeConfig::DEFAULT,
    needs: Features::MIXED_SCRIPTS,
    find,
};

/// From so many letters of its own script on, a word need not occur elsewhere in the text.
const MIN_OWN: usize = 5;

/// The least number of letters of the word's own script for each foreign letter.
const MIN_OWN_PER_FOREIGN: usize = 2;

fn find(context: &Context, edits: &mut EditSink) {
    let text = context.text;
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let mut of_line: Option<(ScriptCounts, [bool; 3])> = None;
        let mut rest = 0;
        while let Some(word) = next_word(line, &mut rest) {
            let letters = &line[word.clone()];
            if letters.is_ascii() {
                continue;
            }
            let Some((own, plain)) = folded(letters) else { continue };
            let (line_counts, whole) = of_line.get_or_insert_with(|| (ScriptCounts::of(line), whole_words(line)));
            if line_counts.most() != Some(own) || is_inflected(letters, own, *whole) {
                continue;
            }
            let long = ScriptCounts::of(letters).number(own) >= MIN_OWN;
            if long || context.has_word(&plain) {
                edits.replace(start + word.start..start + word.end, &plain);
            }
        }
        start += line.len();
    }
}

/// Whether only the end of the word is foreign, in a line with words of that other script: then it
/// is a grammatical ending.
fn is_inflected(word: &str, own: Script, whole: [bool; 3]) -> bool {
    let is_own = |c: char| c.script() == own;
    let stem = word.trim_end_matches(|c: char| !is_own(c));
    let ending = word[stem.len()..].chars().next().map(char_script);
    stem.chars().all(is_own) && SCRIPTS.iter().zip(whole).any(|(script, whole)| whole && ending == Some(*script))
}

/// The scripts that have look-alikes of each other's letters.
const SCRIPTS: [Script; 3] = [Script::Latin, Script::Cyrillic, Script::Greek];

fn char_script(c: char) -> Script {
    c.script()
}

/// For each script, whether the line has a word that is entirely in it.
fn whole_words(line: &str) -> [bool; 3] {
    let mut found = [false; 3];
    for word in line.split(|c: char| !c.is_alphabetic()) {
        let Some(first) = word.chars().next().map(char_script) else { continue };
        if let Some(at) = SCRIPTS.iter().position(|script| *script == first) {
            found[at] |= word.chars().all(|c| c.script() == first);
        }
    }
    found
}

/// The next run of letters of a line.
fn next_word(line: &str, from: &mut usize) -> Option<std::ops::Range<usize>> {
    let start = *from + line[*from..].find(char::is_alphabetic)?;
    let end = line[start..].find(|c: char| !c.is_alphabetic()).map_or(line.len(), |length| start + length);
    *from = end;
    Some(start..end)
}

/// The main script of a word, and the word written entirely in it; `None` if the word is of one
/// script or a foreign letter has no look-alike.
fn folded(word: &str) -> Option<(Script, String)> {
    let counts = ScriptCounts::of(word);
    if counts.others > 0 {
        return None;
    }
    let own = counts.most()?;
    let foreign = counts.latin + counts.cyrillic + counts.greek - counts.number(own);
    if foreign == 0 || counts.number(own) < MIN_OWN_PER_FOREIGN * foreign {
        return None;
    }
    let plain: Option<String> =
        word.chars().map(|c| if c.script() == own { Some(c) } else { homoglyph(c, own) }).collect();
    Some((own, plain?))
}

/// How many letters of each script a text has.
#[derive(Debug, Default)]
struct ScriptCounts {
    latin: usize,
    cyrillic: usize,
    greek: usize,
    others: usize,
}

impl ScriptCounts {
    fn of(text: &str) -> ScriptCounts {
        let mut counts = ScriptCounts::default();
        for c in text.chars().filter(|c| c.is_alphabetic()) {
            match c.script() {
                Script::Latin => counts.latin += 1,
                Script::Cyrillic => counts.cyrillic += 1,
                Script::Greek => counts.greek += 1,
                _ => counts.others += 1,
            }
        }
        counts
    }

    fn number(&self, script: Script) -> usize {
        match script {
            Script::Latin => self.latin,
            Script::Cyrillic => self.cyrillic,
            Script::Greek => self.greek,
            _ => self.others,
        }
    }

    /// The script of most letters; `None` if two scripts have equally many.
    fn most(&self) -> Option<Script> {
        let mut all = [(self.latin, Script::Latin), (self.cyrillic, Script::Cyrillic), (self.greek, Script::Greek)];
        all.sort_by_key(|(number, _)| std::cmp::Reverse(*number));
        (all[0].0 > all[1].0).then_some(all[0].1)
    }
}
