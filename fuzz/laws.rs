//! What must hold for any bytes whatever: the fuzz targets look for bytes that break it, and `tests/fuzz_corpus.rs`
//! holds the kept ones to it in every `cargo test`.

use std::io::Write as _;

use unspin::config::{NormalizeConfig, Profile, QuoteStyle, ReadConfig};
use unspin::model::Span;
use unspin::normalize::normalize as rules;
use unspin::read::{self, Record};
use unspin::{segment, text};

/// Any bytes are some text; valid UTF-8 is itself; and what was decoded once is text for good.
pub(super) fn decode(bytes: &[u8]) {
    let decoded = read::decode(bytes.to_vec());
    assert_eq!(decoded.encoding, decoded.encoding.to_lowercase(), "WHATWG names in lower case");
    // The widest that a byte can become are the three bytes of a sign, or of U+FFFD.
    assert!(decoded.text.len() <= 3 * bytes.len() + 3, "{} bytes from {}", decoded.text.len(), bytes.len());
    // Zeros may be halves of UTF-16.
    if let Ok(text) = std::str::from_utf8(bytes)
        && !bytes.contains(&0)
    {
        assert_eq!((&*decoded.text, decoded.encoding), (text, "utf-8"));
    }
    if !decoded.text.contains('\0') {
        let again = read::decode(decoded.text.clone().into_bytes());
        assert_eq!(again.text, decoded.text, "decoding what is text changes nothing");
    }
}

/// Every set of rules and style of quotation marks.
pub(super) fn settings() -> impl Iterator<Item = NormalizeConfig> {
    let sets = [Profile::News, Profile::Minimal, Profile::Nfkc].map(|profile| (profile, QuoteStyle::Keep));
    let styles = [QuoteStyle::Straight, QuoteStyle::Curly].map(|quotes| (Profile::News, quotes));
    sets.into_iter().chain(styles).map(|(profile, quotes)| NormalizeConfig::of(profile, quotes))
}

/// The edits lead to the text and back, and normalizing twice is normalizing once.
pub(super) fn normalize(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    for config in settings() {
        let (patch, clean) = rules(&text, &config);
        assert_eq!(patch.apply(&text).as_deref(), Ok(&*clean), "{config:?}: the edits do not lead to the text");
        assert_eq!(patch.revert(&clean).as_deref(), Ok(&*text), "{config:?}: the edits do not lead back");
        let (again, twice) = rules(&clean, &config);
        assert!(again.is_empty(), "{config:?}: {text:?} becomes {clean:?} and then {twice:?} by {again:?}");
    }
}

/// Lines, sentences and tokens stand in order, and nothing but space lies between them.
pub(super) fn segment(bytes: &[u8]) {
    let text = &*String::from_utf8_lossy(bytes);
    in_order(text, text::tokens(text).iter().map(|token| token.span.range()), "tokens", str::is_empty);
    in_order(text, text::sentences(text).into_iter().map(Span::range), "sentences", |part| part.trim() != part);
    for title in [None, Some("A title")] {
        let lines = segment::lines(text, title);
        let spans = lines.iter().map(|line| line.span.range());
        in_order(text, spans, "lines", |part| part.contains('\n') || part.trim().is_empty());
        let dropped = segment::drop_boilerplate(text, &lines);
        let kept = dropped.apply(text).expect("the edits were made from this text");
        assert_eq!(dropped.revert(&kept).as_deref(), Ok(text));
        for line in &lines {
            let gone = dropped.to_clean(line.span).is_empty();
            assert_eq!(gone, line.label == unspin::model::Label::Boilerplate, "{line:?} of {text:?}");
        }
        let page = segment::page_lines(text, &lines);
        let sites = segment::SiteLines::count(vec![("site".into(), page)]);
        let mut relabelled = lines.clone();
        segment::relabel(text, &mut relabelled, "site", &sites);
        assert_eq!(lines, relabelled, "one page of a site says nothing");
    }
}

fn in_order(text: &str, parts: impl Iterator<Item = std::ops::Range<usize>>, what: &str, wrong: impl Fn(&str) -> bool) {
    let mut end = 0;
    for part in parts {
        let between = text.get(end..part.start).unwrap_or_else(|| panic!("{what}: {part:?} after {end} in {text:?}"));
        assert!(between.trim().is_empty(), "{what}: {between:?} belongs to none in {text:?}");
        let own = text.get(part.clone()).unwrap_or_else(|| panic!("{what}: {part:?} cuts a character of {text:?}"));
        assert!(!own.is_empty() && !wrong(own), "{what}: {own:?} in {text:?}");
        end = part.end;
    }
    assert!(text[end..].trim().is_empty(), "{what}: {:?} belongs to none in {text:?}", &text[end..]);
}

/// Every line that is not blank gives one record, or one failure that says in one sentence where and why.
pub(super) fn jsonl(bytes: &[u8]) {
    let mut file = tempfile::Builder::new().suffix(".jsonl").tempfile().expect("a place for a small file");
    file.write_all(bytes).expect("room for a small file");
    let config = ReadConfig::default();
    let found = read::open(&[file.path().to_owned()], &config).expect("the file is there");
    let mut count = 0;
    for record in found {
        count += 1;
        match record {
            Record::Document(document) => {
                assert!(!document.id.is_empty() && document.encoding == "utf-8");
                assert!(!document.fields.contains_key("text") && !document.fields.contains_key("id"));
            }
            Record::Failed(failure) => {
                assert!(failure.origin.line.is_some() && !failure.message.contains('\n'), "{}", failure.message);
            }
            Record::Skipped(note) => panic!("a file that was named is not passed over: {}", note.message),
        }
    }
    if !bytes.starts_with(&[0xff, 0xfe]) && !bytes.starts_with(&[0xfe, 0xff]) {
        let lines = bytes.split(|byte| *byte == b'\n');
        let full = lines.filter(|line| {
            let line = line.trim_ascii_end();
            !line.strip_prefix("\u{feff}".as_bytes()).unwrap_or(line).is_empty()
        });
        assert_eq!(count, full.count(), "a record for every line");
    }
}
