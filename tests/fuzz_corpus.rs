//! The inputs that the fuzz targets found worth keeping, held to the same laws: `fuzz/README.md`.

#[path = "../fuzz/laws.rs"]
mod laws;

use std::path::Path;

fn replay(target: &str, law: fn(&[u8])) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus").join(target);
    let mut count = 0;
    for entry in std::fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        let bytes = std::fs::read(&path).unwrap();
        let outcome = std::panic::catch_unwind(|| law(&bytes));
        assert!(outcome.is_ok(), "{} breaks a law of fuzz/laws.rs", path.display());
        count += 1;
    }
    assert!(count >= 100, "{}: {count} inputs", folder.display());
}

#[test]
fn any_bytes_decode() {
    replay("decode", laws::decode);
}

#[test]
fn any_text_is_normalized_and_comes_back() {
    replay("normalize", laws::normalize);
}

#[test]
fn any_text_is_segmented_whole() {
    replay("segment", laws::segment);
}

#[test]
fn any_lines_are_records_or_failures() {
    replay("jsonl", laws::jsonl);
}
