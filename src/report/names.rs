//! Document ids as file names in `text/`. The [parent module](super) describes the encoding, and
//! how an id is read back.

use std::collections::{HashMap, HashSet};
use std::fmt::Write as _;

use crate::text::floor_boundary;

use unicode_normalization::UnicodeNormalization;
use xxhash_rust::xxh3::xxh3_128;

/// The largest number of bytes of a file or folder name. File systems allow 255; some count UTF-16
/// units or encrypt names (eCryptfs allows 143), and the hash needs space.
const MAX_COMPONENT_BYTES: usize = 140;
/// The largest number of bytes of a path in `text/`. Linux allows 4,096 and macOS 1,024 for the
/// whole path, which includes the run folder's.
const MAX_PATH_BYTES: usize = 700;
/// The number of bytes kept of a name that is cut, so that people can recognize it.
const KEPT_BYTES: usize = 80;

/// The path in `text/` for each id, with `/` between components. All paths are different even if
/// case and Unicode form are ignored, no path is a folder of another, and they do not depend on the
/// order of the ids.
///
/// The ids must be different from each other.
pub fn plan<'a>(ids: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let ids: Vec<&str> = ids.into_iter().collect();
    let mut names: Vec<String> = ids.iter().map(|id| fitting(id)).collect();
    let keys: Vec<String> = names.iter().map(|name| key(name)).collect();
    let mut files: HashMap<&str, usize> = HashMap::new();
    let mut folders: HashSet<&str> = HashSet::new();
    for key in &keys {
        *files.entry(key).or_default() += 1;
        folders.extend(key.match_indices('/').map(|(at, _)| &key[..at]));
    }
    for (at, key) in keys.iter().enumerate() {
        if files[key.as_str()] > 1 || folders.contains(key.as_str()) {
            names[at] = hashed(&names[at], ids[at]);
        }
    }
    names
}

/// The name as a file system sees it that ignores case and Unicode form.
fn key(name: &str) -> String {
    name.nfc().flat_map(char::to_lowercase).nfc().collect()
}

/// The encoded id. Names that are too long are cut.
fn fitting(id: &str) -> String {
    let components: Vec<String> = id.split('/').map(encode).collect();
    let name = components.join("/");
    if name.len() > MAX_PATH_BYTES {
        return hashed(&format!("%_/{}", components.last().map_or("", String::as_str)), id);
    }
    if components.iter().all(|component| component.len() <= MAX_COMPONENT_BYTES) {
        return name;
    }
    // `hashed` cuts the last component, so that it keeps its extension.
    let mut cut: Vec<&str> = components.iter().map(|component| head(component, MAX_COMPONENT_BYTES)).collect();
    if let (Some(cut), Some(whole)) = (cut.last_mut(), components.last()) {
        *cut = whole;
    }
    hashed(&cut.join("/"), id)
}

/// The name with a hash of `id` before its extension.
fn hashed(name: &str, id: &str) -> String {
    let (folder, file) = match name.rsplit_once('/') {
        Some((folder, file)) => (format!("{folder}/"), file),
        None => (String::new(), name),
    };
    let (stem, extension) = match file.rsplit_once('.') {
        Some((stem, extension)) if !stem.is_empty() && extension.len() <= 8 => (stem, format!(".{extension}")),
        _ => (file, String::new()),
    };
    format!("{folder}{}%~{:032x}{extension}", head(stem, KEPT_BYTES), xxh3_128(id.as_bytes()))
}

/// The start of an encoded name. No escape and no character is cut in two.
fn head(name: &str, max_bytes: usize) -> &str {
    let end = floor_boundary(name, max_bytes);
    // An escape is `%` and two digits.
    match name[..end].rfind('%') {
        Some(percent) if end < name.len() && end - percent < 3 => &name[..percent],
        _ => &name[..end],
    }
}

fn encode(component: &str) -> String {
    if component.is_empty() {
        return "%_".into();
    }
    let mut out = String::with_capacity(component.len());
    let device = is_device(component);
    let dots = component == "." || component == "..";
    let last = component.len() - 1;
    for (at, c) in component.char_indices() {
        let special = matches!(c, '%' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|') || c.is_control();
        if special || dots || (device && at == 0) || (at == last && matches!(c, '.' | ' ')) {
            let mut bytes = [0; 4];
            for byte in c.encode_utf8(&mut bytes).bytes() {
                let _ = write!(out, "%{byte:02X}");
            }
        } else {
            out.push(c);
        }
    }
    out
}

/// Whether Windows reserves the name for a device; the extension does not matter.
fn is_device(component: &str) -> bool {
    let stem = component.split('.').next().unwrap_or("").trim_end().to_ascii_uppercase();
    let numbered = |kind: &str| {
        stem.strip_prefix(kind).is_some_and(|rest| matches!(rest.as_bytes(), [b'1'..=b'9'])) // COM1 to COM9, LPT1 to LPT9
    };
    matches!(stem.as_str(), "CON" | "PRN" | "AUX" | "NUL") || numbered("COM") || numbered("LPT")
}

#[cfg(test)]
mod tests {
    use std::path::{Component, Path};

    use proptest::prelude::*;

    use super::*;

    /// Reads the id back from a name that was not cut.
    fn decode(name: &str) -> String {
        let component = |part: &str| {
            if part == "%_" {
                return String::new();
            }
            let (mut bytes, mut rest) = (Vec::new(), part.as_bytes());
            while let [first, tail @ ..] = rest {
                if *first == b'%' {
                    let digits = std::str::from_utf8(&tail[..2]).expect("digits are ASCII");
                    bytes.push(u8::from_str_radix(digits, 16).expect("an escape has two digits"));
                    rest = &tail[2..];
                } else {
                    bytes.push(*first);
                    rest = tail;
                }
            }
            String::from_utf8(bytes).expect("decoded bytes are UTF-8")
        };
        name.split('/').map(component).collect::<Vec<_>>().join("/")
    }

    #[test]
    fn ordinary_ids_are_unchanged() {
        let ids = ["a.txt", "2018/06/café.txt", "日本/記事 1.txt", ".hidden", "...", "CONGRESS.txt"];
        assert_eq!(plan(ids)[..4], ["a.txt", "2018/06/café.txt", "日本/記事 1.txt", ".hidden"]);
        assert_eq!(plan(["CONGRESS.txt"]), ["CONGRESS.txt"]);
    }

    #[test]
    fn special_names_are_escaped() {
        let ids = ["../../x", "/etc/passwd", "a//b", "a/./b", "nul", "a\0b", "C:\\x", "end.", "100%"];
        let names =
            ["%2E%2E/%2E%2E/x", "%_/etc/passwd", "a/%_/b", "a/%2E/b", "%6Eul", "a%00b", "C%3A%5Cx", "end%2E", "100%25"];
        assert_eq!(plan(ids), names);
    }

    #[test]
    fn ids_that_would_share_a_file_get_different_names() {
        for ids in [["a", "a/b"], ["Story.txt", "story.txt"], ["caf\u{e9}", "cafe\u{301}"]] {
            let names = plan(ids);
            let reversed = plan([ids[1], ids[0]]);
            assert_eq!((&names[0], &names[1]), (&reversed[1], &reversed[0]), "the order of the ids does not matter");
            assert_ne!(key(&names[0]), key(&names[1]), "{ids:?}");
            assert!(names[0].contains("%~"), "{names:?}");
            assert!(!names[1].starts_with(&format!("{}/", names[0])), "{names:?}");
        }
    }

    #[test]
    fn long_ids_are_cut_and_stay_different() {
        let long = "x".repeat(400);
        let names = plan([format!("{long}1.txt").as_str(), &format!("{long}2.txt"), &"d/".repeat(2000)]);
        assert_ne!(names[0], names[1]);
        for name in &names {
            assert!(name.len() <= MAX_PATH_BYTES && name.split('/').all(|part| part.len() <= 255), "{name}");
        }
        assert!(names[0].ends_with(".txt"), "{names:?}");
    }

    fn hostile_id() -> impl Strategy<Value = String> {
        let piece = prop::sample::select(vec![
            "..", ".", "/", "//", "\\", "%", "%2E", "%_", "%~", "a", "A", "é", "e\u{301}", "\0", "\n", " ", "con",
            "NUL", ".txt", "C:", "\u{202e}", "~",
        ]);
        let long = prop::sample::select(vec!["y".repeat(139), "%".repeat(60), "é".repeat(100), "z/".repeat(500)]);
        prop_oneof![
            9 => prop::collection::vec(piece, 0..8).prop_map(|pieces| pieces.concat()),
            1 => long,
            1 => any::<String>(),
        ]
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4000))]

        #[test]
        fn no_name_leaves_the_folder_and_no_two_names_are_equal(ids in prop::collection::btree_set(hostile_id(), 1..8)) {
            let names = plan(ids.iter().map(String::as_str));
            let mut seen = HashSet::new();
            for (id, name) in ids.iter().zip(&names) {
                let path = Path::new(name);
                prop_assert!(path.components().all(|part| matches!(part, Component::Normal(_))), "{name}");
                prop_assert_eq!(path.components().count(), name.split('/').count(), "{}", name);
                prop_assert!(!name.contains('\\') && !name.chars().any(char::is_control), "{name}");
                prop_assert!(name.len() <= 1000 && name.split('/').all(|part| part.len() <= 255), "{}", name.len());
                prop_assert!(seen.insert(key(name)), "two ids have the name {name}");
                if !name.contains("%~") {
                    prop_assert_eq!(&decode(name), id);
                }
            }
            for name in &names {
                let folder = format!("{}/", key(name));
                prop_assert!(!names.iter().any(|other| key(other).starts_with(&folder)), "{name} is a folder of another");
            }
        }
    }
}
