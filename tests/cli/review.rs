//! Review in a terminal: `script` gives one, so that keys, saving, colour and the way out are those that a reader has.

use std::io::{Read, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use super::ended;

/// A run folder with two repairs that wait.
fn run_folder(home: &Path) {
    let row = |id: &str, before: &str| {
        serde_json::json!({
            "id": id, "doc": "story.txt", "start": 3, "end": 9, "before": before, "after": "word", "kind": "synonym",
            "confidence": 0.7, "band": "medium", "verdict": "pending", "by": "band", "witnesses": [],
        })
    };
    std::fs::create_dir(home.join("run")).unwrap();
    std::fs::write(home.join("run/repairs.jsonl"), format!("{}\n{}\n", row("aa", "showtime"), row("bb", "volition")))
        .unwrap();
}

/// A review in a terminal of its own.
struct Reviewed {
    child: Child,
    keys: ChildStdin,
    screen: Arc<Mutex<Vec<u8>>>,
}

impl Reviewed {
    fn begin(home: &Path, environment: &[(&str, &str)]) -> Self {
        let command = format!("{} review run -o decisions.jsonl --by Ann", env!("CARGO_BIN_EXE_unspin"));
        let mut child = Command::new("script")
            .args(["-qec", &command, "/dev/null"])
            .current_dir(home)
            .env_remove("NO_COLOR")
            // Where tests run by themselves, dumb terminals show colours.
            .env_remove("CI")
            .env("TERM", "xterm")
            .envs(environment.iter().copied())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("script, of util-linux, gives a terminal");
        let (keys, mut out) = (child.stdin.take().unwrap(), child.stdout.take().unwrap());
        let screen = Arc::new(Mutex::new(Vec::new()));
        let seen = Arc::clone(&screen);
        std::thread::spawn(move || {
            let mut bytes = [0; 4096];
            while let Ok(count @ 1..) = out.read(&mut bytes) {
                seen.lock().unwrap().extend_from_slice(&bytes[..count]);
            }
        });
        Reviewed { child, keys, screen }
    }

    fn screen(&self) -> String {
        String::from_utf8_lossy(&self.screen.lock().unwrap()).into_owned()
    }

    fn press(&mut self, keys: &str) {
        self.keys.write_all(keys.as_bytes()).unwrap();
        self.keys.flush().unwrap();
    }

    /// Waits until it holds, as a reader would.
    fn until(&self, what: &str, holds: impl Fn(&Self) -> bool) {
        let begin = Instant::now();
        while !holds(self) {
            assert!(begin.elapsed() < Duration::from_secs(20), "{what}: {}", self.screen());
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    fn end(mut self) -> (Option<i32>, String) {
        let code = self.child.wait().unwrap().code();
        std::thread::sleep(Duration::from_millis(100));
        (code, self.screen())
    }
}

/// What is saved, in few words: the id and the verdict of each decision.
fn saved(home: &Path) -> Vec<String> {
    let text = std::fs::read_to_string(home.join("decisions.jsonl")).unwrap_or_default();
    let rows = text.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).expect("the file is whole"));
    rows.map(|row| format!("{} {} by {}", row["id"], row["verdict"], row["by"]).replace('"', "")).collect()
}

#[test]
#[cfg(target_os = "linux")]
fn every_key_saves_and_the_next_review_goes_on() {
    let temporary = tempfile::tempdir().unwrap();
    let home = temporary.path();
    run_folder(home);
    let mut review = Reviewed::begin(home, &[]);
    review.until("it begins", |review| review.screen().contains("press ? for the keys"));
    for (key, wanted) in [
        ("a", &["aa accepted by Ann"][..]),
        ("x", &["aa accepted by Ann", "bb rejected by Ann"]),
        ("u", &["aa accepted by Ann"]),
    ] {
        review.press(key);
        review.until(key, |_| saved(home) == wanted);
    }
    // In the terminal of a review Ctrl-C is a key that leaves.
    review.press("\u{3}");
    let (code, screen) = review.end();
    assert_eq!(code, Some(0), "{screen}");
    assert!(
        screen.contains("\u{1b}[?1049h") && screen.contains("\u{1b}[?1049l"),
        "the screen is given back: {screen:?}"
    );
    assert!(screen.contains("1 accepted, 0 rejected") && !screen.contains("[-showtime-]"), "{screen}");

    let mut review = Reviewed::begin(home, &[("NO_COLOR", "1")]);
    review.until("it goes on", |review| review.screen().contains("1 decided before"));
    review.press("q");
    let (code, screen) = review.end();
    assert_eq!(code, Some(0));
    assert!(
        screen.contains("[-volition-]") && screen.contains("{+word+}"),
        "signs tell what colour does not: {screen}"
    );
    assert!(
        !["[1m", "[2m", "[31m", "[32m"].iter().any(|style| screen.contains(&format!("\u{1b}{style}"))),
        "no colour: {screen:?}"
    );
    assert_eq!(saved(home), ["aa accepted by Ann"]);
}

#[test]
#[cfg(target_os = "linux")]
fn a_terminal_that_cannot_show_a_screen_is_told_of_the_page() {
    let temporary = tempfile::tempdir().unwrap();
    run_folder(temporary.path());
    let (code, screen) = Reviewed::begin(temporary.path(), &[("TERM", "dumb")]).end();
    assert_eq!(code, Some(2), "{screen}");
    assert!(
        screen.contains("TERM is dumb") && screen.contains("run/report.html") && !screen.contains('\u{1b}'),
        "{screen:?}"
    );
}

#[test]
#[cfg(unix)]
fn decisions_are_kept_in_a_file_that_is_whole() {
    let temporary = tempfile::tempdir().unwrap();
    let home = temporary.path();
    run_folder(home);
    std::fs::write(home.join("damaged.jsonl"), "{\"id\":\"aa\",\"verdict\":\"accepted\"}\n{\"id\":\"b").unwrap();
    std::fs::create_dir(home.join("folder")).unwrap();
    for (file, wanted) in [
        // Reading it would never end.
        ("/dev/zero", "/dev/zero is not a regular file"),
        ("folder", "folder is not a regular file"),
        ("damaged.jsonl", "damaged.jsonl line 2"),
        ("nowhere/decisions.jsonl", "there is no folder nowhere"),
        ("run/decisions.jsonl", "is inside the input"),
    ] {
        let found = ended(home, &["review", "run", "-o", file]);
        assert_eq!(found.code, Some(2), "{file}");
        assert!(found.talk.contains(wanted), "{file}: {}", found.talk);
    }
}
