//! The word lists of `data/lists`: one entry on a line, sorted by their bytes. Lines that begin
//! with `#` describe the list. An entry that begins or ends with a space has a bar there.

use std::cmp::Ordering;
use std::sync::OnceLock;

/// A list of words. Its file is cut into lines at the first question.
pub(crate) struct WordList {
    file: &'static str,
    entries: OnceLock<Vec<&'static str>>,
}

impl WordList {
    const fn new(file: &'static str) -> Self {
        WordList { file, entries: OnceLock::new() }
    }

    /// The entries, sorted.
    pub(crate) fn entries(&self) -> &[&'static str] {
        // A bar keeps a space at the end of an entry.
        let entry = |line: &'static str| {
            let line = line.strip_prefix('|').unwrap_or(line);
            line.strip_suffix('|').unwrap_or(line)
        };
        self.entries.get_or_init(|| self.file.lines().filter(|line| !line.starts_with('#')).map(entry).collect())
    }

    /// Whether an entry is written exactly so.
    pub(crate) fn contains(&self, word: &str) -> bool {
        self.find(|entry| entry.cmp(word)).is_some()
    }

    /// Whether an entry is the word in small ASCII letters. The list has no capitals.
    pub(crate) fn contains_lowered(&self, word: &str) -> bool {
        self.find(|entry| entry.bytes().cmp(word.bytes().map(|byte| byte.to_ascii_lowercase()))).is_some()
    }

    /// The entry that `compare` finds equal; entries before it are less, those after it greater.
    fn find(&self, compare: impl Fn(&str) -> Ordering) -> Option<&'static str> {
        let entries = self.entries();
        entries.binary_search_by(|entry| compare(entry)).ok().map(|at| entries[at])
    }
}

macro_rules! word_lists {
    ($($(#[$doc:meta])* $name:ident: $file:literal,)*) => {
        $($(#[$doc])* pub(crate) static $name: WordList = WordList::new(include_str!(concat!("../../data/lists/", $file)));)*

        #[cfg(test)]
        static ALL: &[(&str, &WordList)] = &[$(($file, &$name),)*];
    };
}

word_lists! {
    /// Abbreviations that a name or a number follows: their full stop ends no sentence. In lower
    /// case, without the final stop.
    ABBREVIATIONS_BEFORE_NAMES: "abbreviations_before_names.txt",
    /// Abbreviations whose full stop ends a sentence only where the next word opens one
    /// (sentence_openers.txt). In lower case, without the final stop.
    ABBREVIATIONS_INSIDE: "abbreviations_inside.txt",
    /// Agencies whose name ends the credit of a picture.
    AGENCIES: "agencies.txt",
    /// What follows an apostrophe inside a word: "don't", "o'clock".
    APOSTROPHE_ENDINGS: "apostrophe_endings.txt",
    /// Names and abbreviations to which the full stop or exclamation mark after them belongs,
    /// besides abbreviations_before_names.txt.
    ATTACHED_STOPS: "attached_stops.txt",
    /// What presents an author wherever it occurs.
    AUTHOR_PHRASES: "author_phrases.txt",
    /// Words before the endings 's, 're, 've, 'll, 'd and 'm.
    CONTRACTION_SUBJECTS: "contraction_subjects.txt",
    /// Beginnings of picture credits and captions.
    CREDIT_HEADS: "credit_heads.txt",
    /// Words that begin with an apostrophe: "'em", "'til". Without it.
    ELISIONS: "elisions.txt",
    /// Words that are frequent in English and rare in the languages that share its letters: "in",
    /// "on", "is", "was" and "for" are left out. They are a fifth of the words of English news, and
    /// at most 1.5 of 100 in texts of twelve other languages.
    FUNCTION_WORDS: "function_words.txt",
    /// Words of little content: a repair that brings one back is of the kind homograph, since a
    /// spinner took the word for another of its meanings ("take" for "have", "past" for "by").
    HOMOGRAPH_WORDS: "homograph_words.txt",
    /// Heads of lists of links that go on with a name: "More from Sportsnet", "Read more about …".
    LINK_HEAD_STARTS: "link_head_starts.txt",
    /// Whole lines that are the heads of lists of links. A colon may follow.
    LINK_HEADS: "link_heads.txt",
    /// Contractions without their apostrophe that are no words of their own, as "were" and "its"
    /// are.
    LOST_APOSTROPHES: "lost_apostrophes.txt",
    /// Whole lines that are entries of menus, and buttons.
    MENU_WORDS: "menu_words.txt",
    /// What the names of sites and files end with, with a capital: "Booking.Com", "a.Txt".
    NAME_ENDINGS: "name_endings.txt",
    /// What comes before "n't": "have" and "n't", "wo" and "n't".
    NEGATED_AUXILIARIES: "negated_auxiliaries.txt",
    /// Function words that are no part of a compound: where one is glued to another word, a space
    /// was lost.
    NEVER_IN_COMPOUNDS: "never_in_compounds.txt",
    /// Frequent words of the languages near Spanish that write apostrophes (French, Italian,
    /// Catalan, English). None of them is a word of Spanish.
    NOT_SPANISH_WORDS: "not_spanish_words.txt",
    /// Phrases of notices of cookies, newsletters, accounts and rights, in lines of any length.
    NOTICES: "notices.txt",
    /// Numbers that newswires write out, of eight letters at most.
    NUMBER_WORDS: "number_words.txt",
    /// Phrases of the words under a picture. The first counts only in a line that begins with
    /// "This" or "In this", or before "provided by" and its like.
    PICTURE_PHRASES: "picture_phrases.txt",
    /// Professions by which an author is presented.
    PROFESSIONS: "professions.txt",
    /// Beginnings of prompts and notices, in a line of at most 160 columns.
    PROMPT_HEADS: "prompt_heads.txt",
    /// Ends of prompts and notices, in a line of at most 200 columns.
    PROMPT_TAILS: "prompt_tails.txt",
    /// Whole lines that are prompts and notices.
    PROMPTS: "prompts.txt",
    /// Beginnings of lines that name the reporters.
    REPORTING_HEADS: "reporting_heads.txt",
    /// Words that open English sentences, with notes: see [`opener`].
    SENTENCE_OPENERS: "sentence_openers.txt",
    /// Frequent words of Spanish. They are 30 to 40 % of the words of Spanish news.
    SPANISH_WORDS: "spanish_words.txt",
    /// What dates and times are written with.
    STAMP_PARTS: "stamp_parts.txt",
    /// What a page writes after dots, in brackets, where it shows only the beginning of a text.
    /// Dots by themselves are an author's as often.
    TEASERS: "teasers.txt",
    /// Frequent words of little content, which every article has. Triage looks for what a spinner
    /// writes for them.
    WATCHED_WORDS: "watched_words.txt",
    /// English words before a lost é and the s of a plural, which is no genitive: "cafés".
    WORDS_BEFORE_LOST_ACCENTS: "words_before_lost_accents.txt",
    /// Words that begin no name, so that a name may follow them. "the" and "my" begin some
    /// (theScore, myMuseum).
    WORDS_BEFORE_NAMES: "words_before_names.txt",
    /// Words before or after which no genitive occurs.
    WORDS_WITHOUT_GENITIVE: "words_without_genitive.txt",
}

/// What is known of a word that opens English sentences.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Opener {
    /// After an abbreviation the word often goes on with the sentence: "at 10 a.m. Friday".
    pub(crate) inside: bool,
    /// The word is also a part of names and of the words of programs: "logIn".
    pub(crate) particle: bool,
}

/// What is known of a capitalized word as the opener of a sentence; `None` if it is not listed as
/// one.
pub(crate) fn opener(word: &str) -> Option<Opener> {
    let parts = |entry: &'static str| entry.split_once('\t').unwrap_or((entry, ""));
    let entry = SENTENCE_OPENERS.find(|entry| entry.split_once('\t').map_or(entry, |(opener, _)| opener).cmp(word))?;
    let (_, notes) = parts(entry);
    Some(Opener { inside: notes.contains("inside"), particle: notes.contains("particle") })
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    /// Lists are searched by halves, so they must be sorted. Each is described in its own file and
    /// in the README.
    #[test]
    fn every_list_is_sorted_and_described() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/lists");
        let readme = std::fs::read_to_string(folder.join("../README.md")).unwrap();
        let mut files: Vec<String> =
            std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
        files.sort();
        assert_eq!(files, ALL.iter().map(|(file, _)| *file).collect::<Vec<_>>(), "files and declarations");
        for (file, list) in ALL {
            assert!(list.file.starts_with("# ") && list.file.ends_with('\n'), "{file} has a description");
            assert!(readme.contains(&format!("`{file}`")), "data/README.md names {file}");
            let words: Vec<&str> =
                list.entries().iter().map(|entry| entry.split_once('\t').map_or(*entry, |(word, _)| word)).collect();
            let disorder = words.windows(2).find(|pair| pair[0] >= pair[1]);
            assert!(disorder.is_none() && !words.contains(&""), "{file}: {disorder:?}");
        }
    }

    #[test]
    fn openers_have_notes() {
        assert_eq!(opener("The"), Some(Opener { inside: false, particle: false }));
        assert_eq!(opener("First"), Some(Opener { inside: true, particle: true }));
        assert_eq!(opener("Friday"), Some(Opener { inside: true, particle: false }));
        assert_eq!((opener("Harbour"), opener("the"), opener("")), (None, None, None));
    }

    #[test]
    fn case_may_be_ignored() {
        assert!(FUNCTION_WORDS.contains_lowered("The") && !FUNCTION_WORDS.contains("The"));
        assert!(!FUNCTION_WORDS.contains_lowered("harbour"));
    }
}
