//! What tests of whole runs share: made-up records, run folders, and what can be read from them.

mod dice;

use std::fs;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use unspin::config::Config;
use unspin::model::{DocumentReport, RawDocument, Span, Verdict, restore};
use unspin::pipeline::{self, Until};
use unspin::report::{self, About, Destination, Files};

pub(crate) use dice::Dice;

/// Sentences of one event, so that records are siblings and copies of each other.
const STORY: [&str; 12] = [
    "The city council of Westhaven voted on Tuesday to close the old harbour bridge for two years.",
    "Engineers first warned of cracks in its northern pier after the storm of last November.",
    "“We cannot ask nine thousand drivers a day to trust a bridge that we no longer trust ourselves,” Mayor Ruth Gál said.",
    "The state government will pay for half of the work, according to the Department of Transport.",
    "Ferries will run every twenty minutes from the fish market to the southern bank.",
    "Shop owners on the quay fear that customers will stay away until the bridge opens again.",
    "The letter, first revealed by The Morning Post, was signed by more than forty of them.",
    "“Our street lives on the people who walk across that bridge,” the letter read.",
    "A spokeswoman for Amber Web Services, whose offices stand beside the pier, declined to comment.",
    "The U.S. Coast Guard will keep the channel below the bridge open for ships.",
    "Work is to begin in May and to cost 12.2 million dollars, which is twice what was planned.",
    "The bridge was built in 1931 and is the oldest of its kind in the country.",
];

/// Word by word, as a spinner would.
const SPUN: [(&str, &str); 12] = [
    (" have ", " take "),
    ("city council", "metropolis council"),
    ("first revealed", "showtime revealed"),
    (" bridge", " span"),
    ("state government", "country authorities"),
    ("Web Services", "Spider web Services"),
    ("The U.S. ", "The U.Due south. "),
    ("we no longer", "nosotros no longer"),
    (" letter", " missive"),
    ("for ships", "for vessels"),
    ("of the work", "of the piece of work"),
    ("The Morning Post", "The Morning Mail service"),
];

/// What scraping adds, and what it breaks.
const MESS: [&str; 22] = [
    "\u{200b}",
    "\u{a0}",
    "\u{ad}",
    "\u{feff}",
    "\u{202e}",
    "\r\n",
    "\t",
    "  ",
    "e\u{301}",
    "ﬁ",
    "&amp;",
    "&nbsp;",
    "&#8217;",
    "â€™",
    "Ã©",
    "\u{0}",
    "”",
    "'",
    "\"",
    "Police said.Nobody",
    "\u{2028}",
    "👩\u{200d}🚒",
];

const BOILERPLATE: [&str; 9] = [
    "Read Next",
    "COMMENTS",
    "4 min read",
    "Popular",
    "More Articles",
    "Post a Comment",
    "Please let us know if you're having issues with commenting.",
    "Share on Facebook",
    "Source: https://example.org/a?b=c",
];

/// A made-up record's text: some sentences of the story, sometimes spun, with mess and boilerplate.
pub(crate) fn text(dice: &mut Dice) -> String {
    let mut text = String::new();
    for _ in 0..dice.roll(3) {
        text += dice.pick(&BOILERPLATE);
        text += dice.pick(&["\n", "\n\n", "\r\n"]);
    }
    let spun = dice.roll(3) == 0;
    let first = dice.roll(STORY.len());
    for at in 0..dice.roll(STORY.len() + 1) {
        let mut sentence = STORY[(first + at) % STORY.len()].to_owned();
        if spun {
            for (words, other) in SPUN {
                sentence = sentence.replace(words, other);
            }
        }
        for _ in 0..dice.roll(3) {
            let places: Vec<usize> = sentence.char_indices().map(|(at, _)| at).collect();
            let place = places[dice.roll(places.len())];
            sentence.insert_str(place, dice.pick(&MESS));
        }
        text += &sentence;
        text += dice.pick(&[" ", "\n", "\n\n", ""]);
    }
    for _ in 0..dice.roll(4) {
        text += "\n";
        text += dice.pick(&BOILERPLATE);
    }
    text
}

/// A record with an id and a text.
pub(crate) fn record(id: &str, text: &str) -> RawDocument {
    RawDocument::new(id, text)
}

/// The reports of some texts, each with its id, in one run at the defaults.
pub(crate) fn cleaned<T: AsRef<str>>(texts: &[(&str, T)]) -> Vec<DocumentReport> {
    cleaned_with(texts, &Config::default())
}

/// The same under another configuration.
pub(crate) fn cleaned_with<T: AsRef<str>>(texts: &[(&str, T)], config: &Config) -> Vec<DocumentReport> {
    let records = texts.iter().map(|(id, text)| record(id, text.as_ref()));
    pipeline::clean(records, config).unwrap().documents
}

/// What was replaced by what.
pub(crate) fn accepted(report: &DocumentReport) -> Vec<(&str, &str)> {
    let accepted = report.repairs().iter().filter(|repair| repair.verdict == Verdict::Accepted);
    accepted.map(|repair| (&*repair.before, &*repair.after)).collect()
}

/// A form letter: the same words for every company, other facts.
pub(crate) fn form_letter(company: &str, town: &str, profit: u32, sales: u32, shares: u32) -> String {
    format!(
        "{company} of {town} said on Monday that its net profit for the third quarter was {profit} dollars, on \
         sales of {sales} dollars. A year ago the company reported a profit of {} dollars on sales of {} \
         dollars. The board declared a regular dividend on its {shares} shares, to be paid next month to \
         holders of record at the close of business.",
        profit * 3 / 4 + 7,
        sales * 2 / 3 + 11
    )
}

/// Made-up records, each one line of JSON; none of them is empty.
pub(crate) fn records(seed: u64, count: usize) -> Vec<String> {
    let mut dice = Dice(seed);
    let texts = (0..count).map(|_| text(&mut dice) + "\nThe end.");
    texts
        .enumerate()
        .map(|(at, text)| json!({ "id": format!("made/{at:03}"), "text": text, "n": at }).to_string())
        .collect()
}

/// A run folder that goes when it is dropped.
pub(crate) struct Run {
    _home: tempfile::TempDir,
    pub folder: PathBuf,
}

/// Cleans `inputs` with `jobs` threads into a run folder.
pub(crate) fn clean(inputs: &[PathBuf], jobs: usize) -> Run {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("out");
    let config = Config::default();
    let destination = Destination::claim(&folder, inputs).unwrap();
    let run = || pipeline::run(inputs, &config, Until::Repaired);
    let report = pipeline::with_jobs(NonZeroUsize::new(jobs), run).unwrap().unwrap();
    let about = About { command: "clean", inputs: Vec::new(), config: Value::Null };
    report::write(&destination, Files::Everything, &report, &about, &|| false).unwrap();
    Run { _home: home, folder }
}

impl Run {
    /// The rows of one of its files.
    pub(crate) fn rows(&self, name: &str) -> Vec<Value> {
        let text = fs::read_to_string(self.folder.join(name)).unwrap();
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    /// Every document's original, told from the files alone: clean text, less accepted repairs, less edits.
    pub(crate) fn originals(&self) -> Vec<(String, String)> {
        let (edits, repairs) = (self.rows("edits.jsonl"), self.rows("repairs.jsonl"));
        let words = |row: &Value, name: &str| row[name].as_str().unwrap().to_owned();
        let place = |row: &Value, name: &str| usize::try_from(row[name].as_u64().unwrap()).unwrap();
        let original = |row: &Value| {
            let own = |change: &&Value| change["doc"] == row["id"];
            let edits = edits.iter().filter(own).map(|edit| serde_json::from_value(edit.clone()).unwrap()).collect();
            let repairs = repairs.iter().filter(own).filter(|repair| repair["verdict"] == "accepted").map(|repair| {
                let span = Span::new(place(repair, "start"), place(repair, "end"));
                (span, words(repair, "before"), words(repair, "after"))
            });
            restore(&words(row, "text"), edits, repairs).expect("text, edits and repairs belong together")
        };
        self.rows("documents.jsonl").iter().map(|row| (words(row, "id"), original(row))).collect()
    }
}

/// The five articles.
pub(crate) fn corpus() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus")
}
