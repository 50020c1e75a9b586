//! Unicode's own tests: normalization forms, and the emoji that no rule may touch.

use std::collections::HashSet;
use std::io::Read;

use unicode_normalization::UnicodeNormalization;
use unspin::config::{NormalizeConfig, Profile, QuoteStyle};
use unspin::normalize::normalize;

/// The version of the Unicode Standard that both tests are of.
const VERSION: (u8, u8) = (18, 0);

/// `NormalizationTest.txt` of that version.
fn normalization_test() -> String {
    let packed = include_bytes!("unicode/NormalizationTest-18.0.0.txt.gz");
    let mut text = String::new();
    flate2::read::GzDecoder::new(&packed[..]).read_to_string(&mut text).expect("the file is whole");
    assert!(
        text.starts_with(&format!("# NormalizationTest-{}.{}.", VERSION.0, VERSION.1)),
        "it is of version {VERSION:?}"
    );
    text
}

/// What one rule makes of a text.
fn under(rule: &str, profile: Profile, text: &str) -> String {
    let mut config = NormalizeConfig::of(profile, QuoteStyle::Keep);
    config.only = vec![rule.into()];
    normalize(text, &config).1
}

fn nfc(text: &str) -> String {
    under("unicode.nfc", Profile::News, text)
}

fn nfkc(text: &str) -> String {
    under("unicode.nfkc", Profile::Nfkc, text)
}

/// Characters from their numbers in hexadecimal.
fn characters(column: &str) -> String {
    let number = |hex: &str| u32::from_str_radix(hex, 16).ok().and_then(char::from_u32).expect("a character's number");
    column.split(' ').map(number).collect()
}

#[test]
fn composed_forms_are_unicode_s() {
    let text = normalization_test();
    let (mut rows, mut part_one) = (0, HashSet::new());
    let mut part = "";
    for line in text.lines() {
        if line.starts_with('@') {
            part = &line[..6];
        }
        let Some((columns, _)) = line.split_once("; #").filter(|_| !line.starts_with(['#', '@'])) else { continue };
        let c: Vec<String> = columns.split(';').map(characters).collect();
        if part == "@Part1" {
            part_one.insert(c[0].clone());
        }
        for (at, form) in c.iter().enumerate() {
            assert_eq!(nfc(form), if at < 3 { &*c[1] } else { &*c[3] }, "NFC of column {} of {line}", at + 1);
            assert_eq!(nfkc(form), c[3], "NFKC of column {} of {line}", at + 1);
        }
        rows += 1;
    }
    assert!(rows > 20_000, "{rows} rows are the whole file");
    // What part 1 does not list is its own form.
    let others = ('\0'..=char::MAX).map(String::from).filter(|c| !part_one.contains(c));
    let together: String = others.flat_map(|c| [c, "\n".into()]).collect();
    assert_eq!(nfc(&together), together);
    assert_eq!(nfkc(&together), together);
}

/// Every sequence of emoji-test: fully qualified, and without the selectors that some keyboards leave out.
fn emoji() -> Vec<String> {
    let all = emojis::iter().flat_map(|emoji| match emoji.skin_tones() {
        Some(tones) => tones.map(|tone| tone.as_str()).collect(),
        None => vec![emoji.as_str()],
    });
    let mut all: Vec<String> = all.flat_map(|emoji| [emoji.to_owned(), emoji.replace('\u{fe0f}', "")]).collect();
    all.sort();
    all.dedup();
    all
}

#[test]
fn every_emoji_survives_every_profile() {
    let newest = emojis::iter().map(|emoji| emoji.unicode_version()).max().expect("there are emoji");
    assert_eq!(newest, emojis::UnicodeVersion::new(VERSION.0.into(), VERSION.1.into()));
    let emoji = emoji();
    assert!(emoji.len() > 4_000, "{} sequences are all", emoji.len());
    for profile in [Profile::News, Profile::Minimal, Profile::Nfkc] {
        let config = NormalizeConfig::of(profile, QuoteStyle::Keep);
        // NFKC itself writes TM for ™ and !! for ‼: that is what its profile is for.
        let kept = emoji.iter().filter(|emoji| profile != Profile::Nfkc || emoji.nfkc().eq(emoji.chars()));
        let mut count = 0;
        for emoji in kept {
            count += 1;
            for text in [
                emoji.clone(),
                format!("{emoji}{emoji}"),
                format!("The end of it {emoji} and that is it{emoji}."),
                format!("“{emoji}” of a word{emoji}in it"),
                format!("Ça {emoji} c’est\n{emoji}\nбыло {emoji}"),
            ] {
                let clean = normalize(&text, &config).1;
                assert_eq!(clean, text, "under {profile:?}");
            }
        }
        assert!(count > 4_000, "{count} are all but a few");
    }
}
